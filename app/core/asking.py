"""What a reply asks for: the facts that nobody has said and nothing else tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.core.context import PRESALE
from app.core.kit import Kit
from app.core.replies import HOLDING
from app.core.stage import is_browsing
from app.core.understanding import Understanding
from app.model import FACT_NAMES, Facts, Language

MOST_ASKED = 3
BEFORE_BUYING = frozenset({HOLDING, PRESALE, "return_exchange", "return_postage", "coupon_gift"})
MOMENTS = tuple(name for name in FACT_NAMES if name.endswith(("_at", "_by")))
TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "order_no": ("tracking_no", *MOMENTS),
    "tracking_no": ("delivered_at", "signed_at"),
    "return_tracking_no": ("return_received_at", "refund_requested_at"),
}
"""Facts that a desk has only where it has the order or parcel before it: then its number is not asked for."""


def find_unknown(asks: Iterable[Sequence[str]], understood: Understanding) -> tuple[str, ...]:
    """Return what replies ask for and nobody has said, first things first, not too many at once.

    Of a thing and a closer kind of it (`photo`, `photo_parcel`) the closer one is asked for.
    """
    names = dict.fromkeys(name for names in asks for name in names)
    # Who looks at an item and may mean anything, or asks before buying, is not asked for an order: there may be none.
    orderless = not BEFORE_BUYING.isdisjoint(understood.topics) and is_browsing(understood.facts)
    barred = {"order_no"} if orderless else set()
    given = understood.given | barred
    unknown = [name for name in names if name not in given and not _is_known(name, understood.facts)]
    general = {name.partition("_")[0] for name in unknown if "_" in name}
    return tuple(name for name in unknown if name not in general)[:MOST_ASKED]


def _is_known(name: str, facts: Facts) -> bool:
    """Return whether a fact is known, another one is that nobody has without it, or there can be none yet."""
    if name == "return_tracking_no" and facts.paid_at and not (facts.shipped_at or facts.tracking_no):
        return True
    return any(getattr(facts, one, None) is not None for one in (name, *TOLD_BY.get(name, ())))


def word_questions(asked: Sequence[str], kit: Kit) -> Mapping[Language, Sequence[str]]:
    """Return how the reply asks for each of these facts, by language."""
    words = [kit.library.facts[name].ask for name in asked]
    return {"zh": [word.zh for word in words], "en": [word.en for word in words]}
