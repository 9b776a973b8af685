"""What a message may mean where nothing is asserted: the likeliest candidate that the facts and words allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.answers import COURTESY
from app.core.chase import CHASE, PARCELS, is_refund_open, is_sent_back
from app.core.classify import POLITE
from app.core.context import REMEDIES
from app.core.definitions import Phrases, When
from app.core.language import CJK
from app.core.library import Library
from app.core.mentions import Mention, find_longest, mentions
from app.core.replies import HOLDING
from app.core.silence import NOT_UNDERSTOOD, OUT_OF_SCOPE
from app.core.slots.reasons import is_change_of_mind
from app.core.stage import HARDLY, LESS, NOT_SENT, RARELY, trust
from app.core.understanding import Understanding
from app.model import STAGES, Classification, Platform, ScoredIntent, Stage

WEIGHED = 3
"""So many of the best candidates are weighed against the facts."""
WORTH_A_GUESS, WORTH_A_LOOK = 0.4, 0.25
"""A guess is at least this likely; the lesser bar is for a long message, which says something for certain."""
LIKELY = 0.5
"""From here on the steps and the supervisor of a guess count as well."""
NAMED = 1.5
"""How much more a matter out of scope counts where the message holds the shop's own words for it."""
SURELY_OTHER = 0.75
"""From here on a message is out of scope, and no guess is offered."""
CANCELLED, PAYMENT = "cancel_order", "payment"
WAITS_FOR: Mapping[Stage, str] = {"paid": "late_shipment", "shipped": "parcel_not_received"}
SURE_ENOUGH, CLEAR_LEAD = 0.6, 0.2
"""From here on, and so far ahead of the next matter, a guess that promises nothing may be the first draft."""

LOOKED_AT, WORTH_OFFERING = 4, 0.15
"""Beside a guess so many candidates are looked at for another, which is at least this likely."""

TELLING = {True: 3, False: 9}
"""So many letters, in Chinese and in other texts, has a word of a reply that alone makes a matter worth a draft."""

POINTED: Mapping[str, str] = {"injury": "quality_problem", "fake": "not_as_described"}
"""What the buyer writes about, whatever else is said, once this threat is heard; `HEARD` is how likely it must be."""
HEARD = 0.1
FEEDBACK = Phrases(
    zh=("评价", "差评", "中评", "好评", "修改请求", "改评"),
    en=("feedback", "revision", "review", "negative", "neutral"),
)
CANCEL = Phrases(
    zh=("取消", "不要了", "不买", "撤单", "拍错", "误拍"),
    en=("cancel", "remove", "dont send", "don't send", "do not send", "didn't mean to", "by mistake", "accident"),
)
REQUEST = Phrases(
    zh=(
        "等卖家",
        "卖家处理",
        "商家处理",
        "等商家",
        "进度",
        "申请还",
        "申请到现在",
        "提交的申请",
        "寄回去",
        "退回去",
        "退货收到",
    ),
    en=(
        *("waiting for seller", "waiting for the seller", "seller response", "return request", "refund request"),
        *("my request", "the request", "my return", "my refund", "back to you", "did you get", "sent it back"),
        *("sent them back", "posted it back", "posted them"),
    ),
)
TAKEN = Phrases(
    zh=("扣了", "扣款", "扣钱", "钱付了", "已付款"),
    en=("deducted", "debited", "charged", "money was taken", "money is gone", "took my money", "took the money"),
)
NO_ORDER = Phrases(
    zh=("没有订单", "没订单", "没成单", "没生成", "没下单", "没下成"),
    en=(
        *("no order", "not placed", "not been placed", "not place", "place order", "without an order"),
        *("not created", "didn't go through", "did not go through"),
    ),
)
"""Words that say it all beside a fact: feedback was left; the order is not paid; a return or refund is under way.

Who asks in so few words for news asks for that for which the order waits.
Money that was taken, and no order for it, say it all where no order is known either.
"""


@dataclass(frozen=True, slots=True)
class Guess:
    """A matter that the message may be about.

    `likely` says that what follows from it may be acted on; `leads` that besides no other matter comes near it.
    """

    intent: str
    likely: bool
    leads: bool = False


def find_guess(understood: Understanding, library: Library, *, stage: Stage, platform: Platform) -> Guess | None:
    """Return what the message may mean where nothing is asserted; None where nothing stands out."""
    found = understood.supposed
    if not _is_open(found):
        return None
    if named := _named_outright(understood, stage):
        return Guess(named, likely=True)
    offered = found.candidates[:WEIGHED]
    weighed = [(one.score * _weigh(one.id, understood, library, stage, platform), one) for one in offered]
    weight, best = max(weighed, key=lambda pair: pair[0])
    best = _find_cause(best, offered, library)
    least = WORTH_A_LOOK if understood.topics == (HOLDING,) else WORTH_A_GUESS
    if weight < least:
        return _find_named(understood, library, stage, platform)
    rivals = [one for one in offered if one is not best and not _same_matter(one.id, best.id, library)]
    lead = weight - max((one.score for one in rivals), default=0.0)
    # Of an order that nobody has looked up nothing is known that could bear the guess out.
    clear = (
        understood.topics != (COURTESY,)
        and stage != "unknown"
        and weight >= SURE_ENOUGH
        and lead >= CLEAR_LEAD
        and not understood.threats
    )
    return Guess(best.id, likely=weight >= LIKELY, leads=clear)


def _find_named(understood: Understanding, library: Library, stage: Stage, platform: Platform) -> Guess | None:
    """Return the candidate whose replies listen for the longest telling word of the message; None where none does.

    The message was too short or too odd to be read, and yet the shop has written a reply for just these words.
    """
    text = understood.text
    offered = understood.supposed.candidates[:LOOKED_AT]
    heard = [
        (said, one.id)
        for one in offered
        if one.id not in POLITE and trust(one.id, stage) > RARELY
        for reply in library.replies_for(one.id)
        if _is_here(reply.header.when, stage, platform) and (said := find_longest(text, reply.header.when.says))
    ]
    said, intent = max(heard, default=(Mention(0, 0), ""))
    return Guess(intent, likely=False) if said.letters >= TELLING[CJK.search(text) is not None] else None


def _is_here(when: When, stage: Stage, platform: Platform) -> bool:
    """Return whether a reply may be given on this platform at this stage."""
    return (not when.platform or platform in when.platform) and (not when.stage or stage in when.stage)


def find_other(
    first: Guess | None, understood: Understanding, library: Library, *, stage: Stage, platform: Platform
) -> Guess | None:
    """Return what else the message may mean, if not `first`; None where nothing else is worth a draft.

    Where there is no first guess, a draft for what is hardly likely still serves better than the same said twice.
    """
    found = understood.supposed
    if not _is_open(found):
        return None
    offered = found.candidates[:LOOKED_AT]
    others = [one for one in offered if first is None or one.id != first.intent]
    weighed = [(one.score * _weigh(one.id, understood, library, stage, platform), one.id) for one in others]
    weight, intent = max(weighed, default=(0.0, ""))
    return Guess(intent, likely=False) if weight >= WORTH_OFFERING else None


def _is_open(found: Classification) -> bool:
    """Return whether there is something to guess: nothing is asserted, and the message is not surely out of scope."""
    best = found.candidates[0] if found.candidates else None
    return found.abstained and best is not None and (best.id != OUT_OF_SCOPE or best.score < SURELY_OTHER)


def _find_cause(best: ScoredIntent, offered: Sequence[ScoredIntent], library: Library) -> ScoredIntent:
    """Return the matter for whose sake a refund or return is wanted, where one may be meant: its reply answers both."""
    causes = (one for one in offered if one.score >= WORTH_A_LOOK and best.id in library.covered_by([one.id]))
    return next(causes, best) if best.id in REMEDIES else best


def _named_outright(understood: Understanding, stage: Stage) -> str | None:
    """Return the matter that facts and words together leave no doubt about, however the message was scored."""
    facts = understood.facts
    if (facts.feedback_at or facts.revision_asked_at) and mentions(understood.text, FEEDBACK):
        return "bad_review"
    asked_for_news = understood.topics == (NOT_UNDERSTOOD,) and mentions(understood.text, CHASE)
    if is_refund_open(facts) and (asked_for_news or mentions(understood.text, REQUEST)):
        return "refund_progress"
    offered = [one.id for one in understood.supposed.candidates]
    if stage == "unknown" and PAYMENT in offered and all(mentions(understood.text, it) for it in (TAKEN, NO_ORDER)):
        return PAYMENT
    for danger in understood.dangers & POINTED.keys():
        if any(one.id == POINTED[danger] and one.score >= HEARD for one in understood.supposed.candidates):
            return POINTED[danger]
    if facts.refund_requested_at:
        # The order is being cancelled already: what is asked now is how far that has come.
        return None
    return CANCELLED if _is_unwanted(understood, stage) else WAITS_FOR.get(stage) if asked_for_news else None


def _is_unwanted(understood: Understanding, stage: Stage) -> bool:
    """Return whether a buyer does not want what has not been sent yet."""
    unwanted = mentions(understood.text, CANCEL) or is_change_of_mind(understood.text)
    offered = any(one.id == CANCELLED for one in understood.supposed.candidates)
    return stage in NOT_SENT and unwanted and (stage == "unpaid" or offered)


def _weigh(intent: str, understood: Understanding, library: Library, stage: Stage, platform: Platform) -> float:
    """Return how much of a candidate's score stands once the order's stage has been heard."""
    replies = library.replies_for(intent)
    if intent in POLITE or not replies:
        return 0.0
    if intent == OUT_OF_SCOPE:
        # What lies out of scope is only guessed where the shop has words for just that.
        return NAMED if any(mentions(understood.text, reply.header.when.says) for reply in replies) else 0.0
    weight = trust(intent, stage)
    if intent == "refund_progress" and stage != "unknown" and not is_refund_open(understood.facts):
        weight = min(weight, LESS)
    if intent in PARCELS and is_sent_back(understood.facts, stage):
        return min(weight, LESS)
    answered = any(_speaks_to(reply.header.when, understood.text, stage, platform) for reply in replies)
    return max(weight, LESS) if answered and weight > HARDLY else weight


def _speaks_to(when: When, text: str, stage: Stage, platform: Platform) -> bool:
    """Return whether a reply is written for just this stage of an order, and for this message."""
    heard = when.says == Phrases() or mentions(text, when.says)
    return heard and _is_here(when, stage, platform) and 0 < len(when.stage) < len(STAGES)


def _same_matter(one: str, other: str, library: Library) -> bool:
    """Return whether the reply to one of two intents answers the other as well."""
    return other in library.covered_by([one]) or one in library.covered_by([other])
