"""What an inquiry is about: its topics, what the message names, and the facts with those filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from app.core.answers import find_answered, read_choice
from app.core.chase import find_chased, find_returned
from app.core.classify import CAUSED
from app.core.context import REMEDIES, find_cause, look_at_shelf, read_context
from app.core.given import find_given
from app.core.kit import Kit
from app.core.language import has_letters, reply_language, spoken_language, tells_little
from app.core.manner import tell_threat
from app.core.policy import Case, decide
from app.core.policy.blame import presumed_fault
from app.core.replies import NOTICE
from app.core.silence import find_silent_topic
from app.core.slots import find_slots
from app.core.slots.reasons import is_change_of_mind, is_own_mistake
from app.core.stage import UNSEEN, find_stage, is_borne_out, is_browsing
from app.core.text import Cleaned, clean
from app.core.turns import NOTHING_OPEN, Opened, find_opened
from app.model import (
    Bilingual,
    Classification,
    Decision,
    Facts,
    Inquiry,
    Language,
    Manner,
    Platform,
    Slot,
    SlotKind,
    Stage,
)

MOST_TURNS = 8
"""So many of the last turns are read for what they name."""
CANCEL = "cancel_order"
WRONG_ITEM = "wrong_item"
RETURNING = frozenset({"refund_progress", "return_exchange", "return_postage", "refund_request"})
"""Where a buyer of these matters names a tracking number, it is that of the way back."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood, before anything is decided. `topics` are intents in the order of the reply.

    `manner` is None where nobody wrote; `threats` say why somebody above the agent must hear of the message.
    `text` is the cleaned message, `told` the same with the buyer's earlier turns before it; `heard` holds the slots of
    the message and then those of the conversation before it, latest first, and `given` what the buyer has sent or said
    besides the facts of the order; `dangers` are the kinds of threat behind `threats`. `context` is the classification
    as earlier turns and an item without an order make it, where the message asserts nothing; None: nobody looked.
    `opened` is what the shop's own turns left open.
    """

    classification: Classification
    slots: tuple[Slot, ...]
    facts: Facts
    topics: tuple[str, ...]
    reply_language: Language
    manner: Manner | None = None
    threats: tuple[Bilingual, ...] = ()
    text: str = ""
    told: str = ""
    heard: tuple[Slot, ...] = ()
    given: frozenset[str] = frozenset()
    dangers: frozenset[str] = frozenset()
    context: Classification | None = None
    opened: Opened = NOTHING_OPEN

    @property
    def supposed(self) -> Classification:
        """Return what a guess goes by."""
        return self.context or self.classification


def understand(inquiry: Inquiry, kit: Kit, *, now: datetime) -> Understanding:
    """Return what `inquiry` is about; a notice has no message to understand."""
    if inquiry.message is None:
        return _from_notice(inquiry)
    characters = kit.classifier.reader.lexicon.characters
    cleaned = clean(inquiry.message, characters)
    earlier = [turn.text for turn in inquiry.history if turn.sender == "buyer"]
    found = kit.classifier.classify(inquiry.message, history=earlier)
    opened = find_opened(inquiry.history, now=now, zone=kit.zone(inquiry.platform), closes=kit.closes(inquiry.platform))
    slots = tuple(read_choice(_find_slots(cleaned, inquiry, kit, now), opened, kit.library))
    before = tuple(_hear_earlier(inquiry, kit, now))
    told = "\n".join([*(clean(turn, characters).text for turn in earlier), cleaned.text])
    answered = "\n".join(clean(turn.text, characters).text for turn in inquiry.history if turn.sender == "shop")
    sent = find_answered(cleaned.text, opened, kit.library)
    threats = kit.watch.find_threats(cleaned)
    stage = find_stage(inquiry.facts, now=now)
    context = look_at_shelf(read_context(found, inquiry.message, earlier, kit.classifier), inquiry.facts)
    topics = _find_topics(context, inquiry, kit, stage) or (find_silent_topic(context, cleaned.text, opened),)
    topics = topics if inquiry.intents else _hear_earlier_matter(topics, cleaned.text, inquiry, earlier, stage, kit)
    # Which way a parcel named earlier went, this message does not tell: of the turns before only the order is taken.
    numbers = (*slots, *(slot for slot in before if slot.kind is SlotKind.ORDER_NO))
    facts = fill_facts(inquiry.facts, numbers, returning=topics[0] in RETURNING)
    facts = hear_reason(facts, told, topics)
    return Understanding(
        classification=found,
        slots=slots,
        facts=facts,
        topics=redirect(topics, inquiry.platform, stage),
        reply_language=_answer_in(inquiry, cleaned, told),
        manner=kit.watch.notice(cleaned),
        threats=tuple(map(tell_threat, threats)),
        dangers=frozenset(threat.id for threat in threats),
        text=cleaned.text,
        told=told,
        heard=(*slots, *before),
        given=find_given(told, answered, (*slots, *before), sent, _name_goods(facts), kit.library),
        context=context,
        opened=opened,
    )


def _name_goods(facts: Facts) -> str:
    return " ".join(name for name in (facts.item, facts.category) if name).casefold()


def _find_slots(cleaned: Cleaned, inquiry: Inquiry, kit: Kit, now: datetime) -> tuple[Slot, ...]:
    today = now.astimezone(kit.timezone).date()
    return find_slots(cleaned, today=today, platform=inquiry.platform, carriers=kit.couriers)


def _hear_earlier(inquiry: Inquiry, kit: Kit, now: datetime) -> Iterator[Slot]:
    """Yield what the conversation has named before: all that the buyer wrote, of the shop's turns only the order."""
    characters = kit.classifier.reader.lexicon.characters
    for turn in islice(reversed(inquiry.history), MOST_TURNS):
        for slot in _find_slots(clean(turn.text, characters), inquiry, kit, now):
            if turn.sender == "buyer" or slot.kind is SlotKind.ORDER_NO:
                yield slot


def _find_topics(found: Classification, inquiry: Inquiry, kit: Kit, stage: Stage) -> tuple[str, ...]:
    """Return what the message asserts, in the order of the reply; nothing where it asserts nothing."""
    if inquiry.intents:
        meant = list(inquiry.intents)
    else:
        heard = [intent.id for intent in found.intents]
        whole = {one.id: one.score for one in found.candidates}
        meant = [one for one in heard if len(heard) == 1 or is_borne_out(one, stage, whole.get(one, 0.0))] or heard
        if is_browsing(inquiry.facts):
            meant = [one for one in meant if one not in UNSEEN] or meant
    covered = kit.library.covered_by(meant)
    return order_topics(one for one in meant if one not in covered)


def _hear_earlier_matter(
    topics: tuple[str, ...], text: str, inquiry: Inquiry, earlier: list[str], stage: Stage, kit: Kit
) -> tuple[str, ...]:
    """Return `topics`, or what the turns before tell: why something goes back, what a bare chase is after."""
    cause = find_cause(topics, earlier, stage, kit.classifier, kit.library)
    returned = find_returned(topics, text, inquiry.facts, stage)
    meant = cause or returned or find_chased(topics, text, inquiry.facts, stage, earlier, kit.classifier)
    return (meant,) if meant else topics


def hear_reason(facts: Facts, text: str, topics: Iterable[str]) -> Facts:
    """Return `facts` with the fault as the buyer's own where the buyer says so and nobody has established it."""
    if facts.fault not in (None, "unclear"):
        return facts
    topics = tuple(topics)
    if topics == (WRONG_ITEM,):
        own = is_own_mistake(text)
    else:
        own = presumed_fault(topics) not in ("shop", "courier") and is_change_of_mind(text)
    return replace(facts, fault="buyer") if own else facts


def redirect(topics: tuple[str, ...], platform: Platform, stage: Stage) -> tuple[str, ...]:
    """Return `topics` as the order stands: what eBay has not sent is cancelled, and never sent back (E2, E3)."""
    if platform != "ebay" or stage not in ("unpaid", "paid"):
        return topics
    return tuple(dict.fromkeys(CANCEL if topic in REMEDIES else topic for topic in topics))


def order_topics(intents: Iterable[str]) -> tuple[str, ...]:
    """Return the intents as a reply takes them: surest first, what they made the buyer say behind them."""
    return tuple(sorted(intents, key=CAUSED.__contains__))


def _from_notice(inquiry: Inquiry) -> Understanding:
    language = reply_language("mixed", wanted=inquiry.reply_language, platform=inquiry.platform, has_letters=False)
    nothing = Classification(language, (), ())
    return Understanding(nothing, (), inquiry.facts, (NOTICE,), language)


def _answer_in(inquiry: Inquiry, cleaned: Cleaned, told: str) -> Language:
    """Return the language to answer in: “XL” alone is in that of the buyer's turns before it."""
    return reply_language(
        spoken_language(told if tells_little(cleaned.text) else cleaned.text),
        wanted=inquiry.reply_language,
        platform=inquiry.platform,
        has_letters=has_letters(told),
    )


def fill_facts(facts: Facts, slots: Iterable[Slot], *, returning: bool) -> Facts:
    """Return `facts` with numbers that the buyer wrote where nobody had given one."""
    tracking = "return_tracking_no" if returning else "tracking_no"
    names = {SlotKind.ORDER_NO: "order_no", SlotKind.TRACKING_NO: tracking}
    for slot in slots:
        name = names.get(slot.kind)
        # A number that is known for one way is not that of the other.
        known = slot.value in (facts.tracking_no, facts.return_tracking_no)
        if name is not None and not known and getattr(facts, name) is None:
            facts = _with_number(facts, name, slot.value)
    return facts


def _with_number(facts: Facts, name: str, number: str) -> Facts:
    match name:
        case "order_no":
            return replace(facts, order_no=number)
        case "return_tracking_no":
            return replace(facts, return_tracking_no=number)
    return replace(facts, tracking_no=number)


def decide_all(understood: Understanding, inquiry: Inquiry, kit: Kit, *, now: datetime) -> dict[str, Decision]:
    """Return the decision of every rule of every topic that applies on this platform, by rule, in order."""
    library = kit.library
    # eBay's business days end at midnight Pacific time, whatever the hour in the shop.
    site = kit.zone(inquiry.platform)
    case = Case(inquiry.platform, understood.facts, now, kit.timezone, understood.topics, site)
    rules = [rule for topic in understood.topics if topic in library.intents for rule in library.intents[topic].rules]
    decided = (
        decide(rule, case, policy=library.policies[rule], figures=library.figures(rule, inquiry.platform))
        for rule in dict.fromkeys(rules)
    )
    return {decision.rule: decision for decision in decided if decision is not None}
