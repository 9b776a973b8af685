"""What an inquiry is about: its topics, what the message names, and the facts with those filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from app.core.classify import CAUSED, POLITE
from app.core.definitions import Phrases
from app.core.kit import Kit
from app.core.language import CJK, LATIN_WORD, has_letters, reply_language, spoken_language
from app.core.library import Library
from app.core.manner import tell_threat
from app.core.mentions import mentions
from app.core.policy import Case, decide
from app.core.policy.blame import presumed_fault
from app.core.replies import HOLDING, NOTICE
from app.core.slots import find_slots
from app.core.slots.goods import WANTED
from app.core.slots.reasons import is_change_of_mind
from app.core.stage import find_stage, is_borne_out
from app.core.text import Cleaned, clean
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

OUT_OF_SCOPE, NOT_UNDERSTOOD = "other", "unclear"
STANDS_OUT = 0.4
"""Where a candidate is at least this likely, even a short message is not asked to explain itself."""
ENOUGH_LETTERS = 8
ENOUGH_WORDS = 5
"""Who has written so much has said what it is about; asking for it again would only anger."""
GREETING = "greeting"
ARRIVED = Phrases(
    zh=("收到了", "收到啦", "收到货了", "到货了", "已收到"),
    en=("it has arrived", "it arrived", "received it", "parcel arrived"),
)
MAYBE_POLITE = 0.3
"""So short a message that holds one of these tells that, where it is this likely to be no more than a courtesy."""
THANKS = Phrases(zh=("谢谢", "多谢", "感谢", "谢了", "谢啦"), en=("thx", "thanks", "thank you", "ty", "cheers", "tysm"))
"""So short a message that holds one of these says just that, whatever it is taken for."""
MOST_TURNS = 8
"""So many of the last turns are read for what they name."""
GIVEN_BY = {
    (SlotKind.SIZE, WANTED): "change_wanted",
    (SlotKind.COLOR, WANTED): "change_wanted",
    (SlotKind.ADDRESS, ""): "address_new",
    (SlotKind.PHONE, ""): "contact_new",
    (SlotKind.INVOICE_TITLE, ""): "invoice_title",
    (SlotKind.TAX_NO, ""): "tax_no",
    (SlotKind.REMEDY, ""): "remedy",
}
"""What has been given, besides the facts of the order, by naming it."""
CANCEL, SENT_BACK = "cancel_order", frozenset({"refund_request", "return_exchange"})
RETURNING = frozenset({"refund_progress", "return_exchange", "return_postage", "refund_request"})
"""Where a buyer of these matters names a tracking number, it is that of the way back."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood, before anything is decided. `topics` are intents in the order of the reply.

    `manner` is None where nobody wrote; `threats` say why somebody above the agent must hear of the message.
    `text` is the cleaned message, `told` the same with the buyer's earlier turns before it; `heard` holds the slots of
    the message and then those of the conversation before it, latest first, and `given` what the buyer has sent or said
    besides the facts of the order; `dangers` are the kinds of threat behind `threats`.
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


def understand(inquiry: Inquiry, kit: Kit, *, now: datetime) -> Understanding:
    """Return what `inquiry` is about; a notice has no message to understand."""
    if inquiry.message is None:
        return _from_notice(inquiry)
    characters = kit.classifier.reader.lexicon.characters
    cleaned = clean(inquiry.message, characters)
    earlier = [turn.text for turn in inquiry.history if turn.sender == "buyer"]
    found = kit.classifier.classify(inquiry.message, history=earlier)
    slots = _find_slots(cleaned, inquiry, kit, now)
    before = tuple(_hear_earlier(inquiry, kit, now))
    told = "\n".join([*(clean(turn, characters).text for turn in earlier), cleaned.text])
    threats = kit.watch.find_threats(cleaned)
    stage = find_stage(inquiry.facts, now=now)
    topics = _find_topics(found, inquiry, kit, cleaned.text, stage)
    # Which way a parcel named earlier went, this message does not tell: of the turns before only the order is taken.
    numbers = (*slots, *(slot for slot in before if slot.kind is SlotKind.ORDER_NO))
    facts = fill_facts(inquiry.facts, numbers, returning=topics[0] in RETURNING)
    facts = hear_reason(facts, told, topics)
    return Understanding(
        classification=found,
        slots=slots,
        facts=facts,
        topics=redirect(topics, inquiry.platform, stage),
        reply_language=_answer_in(inquiry, cleaned),
        manner=kit.watch.notice(cleaned),
        threats=tuple(map(tell_threat, threats)),
        dangers=frozenset(threat.id for threat in threats),
        text=cleaned.text,
        told=told,
        heard=(*slots, *before),
        given=find_given(told, (*slots, *before), kit.library),
    )


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


def _find_topics(found: Classification, inquiry: Inquiry, kit: Kit, text: str, stage: Stage) -> tuple[str, ...]:
    if inquiry.intents:
        meant = list(inquiry.intents)
    else:
        heard = [intent.id for intent in found.intents]
        whole = {one.id: one.score for one in found.candidates}
        meant = [one for one in heard if len(heard) == 1 or is_borne_out(one, stage, whole.get(one, 0.0))] or heard
    covered = kit.library.covered_by(meant)
    return order_topics(one for one in meant if one not in covered) or (_silent_topic(found, text),)


def hear_reason(facts: Facts, text: str, topics: Iterable[str]) -> Facts:
    """Return `facts` with the fault as the buyer's own where the buyer says so and nobody has established it."""
    if facts.fault not in (None, "unclear") or presumed_fault(tuple(topics)) in ("shop", "courier"):
        return facts
    return replace(facts, fault="buyer") if is_change_of_mind(text) else facts


def redirect(topics: tuple[str, ...], platform: Platform, stage: Stage) -> tuple[str, ...]:
    """Return `topics` as the order stands: what eBay has not sent is cancelled, and never sent back (E2, E3)."""
    if platform != "ebay" or stage not in ("unpaid", "paid"):
        return topics
    return tuple(dict.fromkeys(CANCEL if topic in SENT_BACK else topic for topic in topics))


def find_given(told: str, heard: Iterable[Slot], library: Library) -> frozenset[str]:
    """Return what the buyer has given by the shop's words for it and by what was named.

    A fact whose name is another's with more behind it is a closer kind of that (`photo_parcel`), and given with it.
    """
    worded = ((name, words.given) for name, words in library.facts.items() if words.given != Phrases())
    spoken = (name for name, phrases in worded if mentions(told, phrases))
    named = (GIVEN_BY.get((slot.kind, slot.detail)) or GIVEN_BY.get((slot.kind, "")) for slot in heard)
    given = {*spoken, *(name for name in named if name is not None and name in library.facts)}
    return frozenset(name for name in library.facts if name in given or name.partition("_")[0] in given)


def order_topics(intents: Iterable[str]) -> tuple[str, ...]:
    """Return the intents as a reply takes them: surest first, what they made the buyer say behind them."""
    return tuple(sorted(intents, key=CAUSED.__contains__))


def _from_notice(inquiry: Inquiry) -> Understanding:
    language = reply_language("mixed", wanted=inquiry.reply_language, platform=inquiry.platform, has_letters=False)
    nothing = Classification(language, (), ())
    return Understanding(nothing, (), inquiry.facts, (NOTICE,), language)


def _answer_in(inquiry: Inquiry, cleaned: Cleaned) -> Language:
    return reply_language(
        spoken_language(cleaned.text),
        wanted=inquiry.reply_language,
        platform=inquiry.platform,
        has_letters=has_letters(cleaned.text),
    )


def _silent_topic(found: Classification, text: str) -> str:
    """Return what to answer to where nothing is asserted: out of scope, hold the line, or ask what is meant."""
    if found.candidates and found.candidates[0].id == OUT_OF_SCOPE:
        return OUT_OF_SCOPE
    characters, words = len(CJK.findall(text)), len(LATIN_WORD.findall(text))
    said_enough = characters >= ENOUGH_LETTERS or words >= ENOUGH_WORDS
    if not said_enough and "?" not in text and (mentions(text, THANKS) or _tells_of_arrival(found, text)):
        return GREETING
    return HOLDING if said_enough or _stands_out(found) else NOT_UNDERSTOOD


def _tells_of_arrival(found: Classification, text: str) -> bool:
    """Return whether a message says that the goods have come, and may well be a courtesy."""
    polite = max((one.score for one in found.candidates if one.id == GREETING), default=0.0)
    return polite >= MAYBE_POLITE and mentions(text, ARRIVED)


def _stands_out(found: Classification) -> bool:
    """Return whether the best candidate is a matter, and likely enough to be offered for the agent to judge."""
    best = found.candidates[0] if found.candidates else None
    return best is not None and best.score >= STANDS_OUT and best.id not in {OUT_OF_SCOPE, *POLITE}


def fill_facts(facts: Facts, slots: Iterable[Slot], *, returning: bool) -> Facts:
    """Return `facts` with numbers that the buyer wrote where nobody had given one."""
    tracking = "return_tracking_no" if returning else "tracking_no"
    names = {SlotKind.ORDER_NO: "order_no", SlotKind.TRACKING_NO: tracking}
    for slot in slots:
        name = names.get(slot.kind)
        if name is not None and getattr(facts, name) is None:
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
