"""What somebody asks after who writes “any update?” and no more: an open refund, or the matter of just now."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.classify import POLITE, Classifier
from app.core.definitions import Phrases
from app.core.mentions import mentions
from app.core.stage import ARRIVED
from app.model import Facts, Stage

CHASE = Phrases(
    zh=("有消息吗", "有消息了吗", "有进展吗", "什么情况了", "怎么样了", "还要多久", "还要等多久", "等到什么时候"),
    en=(
        *("any news", "any update", "any updates", "update please", "an update", "status please", "any progress"),
        *("still waiting", "still nothing", "what's happening", "whats happening", "what is happening"),
        *("what's going on", "whats going on", "how much longer", "how long now", "any idea when", "following up"),
        *("hurry up", "please hurry", "still not here", "where is it", "wheres it", "where's it", "how long"),
    ),
)
LONGEST = 24
"""Characters: who writes more than this has said what about."""
SENT_BACK = Phrases(
    zh=("退款", "退货", "退件", "退回", "退的", "寄回", "你们", "您们", "卖家", "商家", "仓库"),
    en=(
        "refund",
        "my return",
        "sent back",
        "sent it back",
        "sent them back",
        "returned",
        "you received",
        "you got",
        "you have",
    ),
)
"""Words that tell that the parcel of which somebody writes is the one sent back to the shop."""
PARCELS = frozenset({"signed_not_received", "parcel_not_received"})
WAITED_FOR = frozenset({"parcel_not_received", "late_shipment", "presale"})
REFUND = "refund_progress"
SURE = 0.6


def is_refund_open(facts: Facts) -> bool:
    """Return whether anything is known of a refund: without it there is no progress to ask about."""
    return any((facts.refund_requested_at, facts.return_tracking_no, facts.return_received_at))


def is_sent_back(facts: Facts, stage: Stage) -> bool:
    """Return whether the goods came and are on their way back: then that is the parcel that is out."""
    return bool(facts.return_tracking_no) and stage in ARRIVED


def find_returned(topics: Sequence[str], text: str, facts: Facts, stage: Stage) -> str | None:
    """Return what a signed parcel is about where the goods came long ago and the buyer has sent them back."""
    if not is_sent_back(facts, stage) or not topics or not PARCELS.issuperset(topics):
        return None
    return REFUND if mentions(text, SENT_BACK) else None


def find_chased(
    topics: Sequence[str], text: str, facts: Facts, stage: Stage, earlier: Sequence[str], classifier: Classifier
) -> str | None:
    """Return what a bare chase is after where the goods have come already; None where the message says it itself."""
    bare = len(text) <= LONGEST and mentions(text, CHASE)
    if not bare or not topics or not WAITED_FOR.issuperset(topics) or stage not in ARRIVED:
        return None
    if is_refund_open(facts):
        return REFUND
    for turn in reversed(earlier):
        for one in classifier.classify(turn).candidates[:1]:
            if one.score >= SURE and one.id not in POLITE:
                return one.id
    return None
