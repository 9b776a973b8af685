"""What an inquiry is about: its topics, what the message names, and the facts with those filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.core.classify import CAUSED, POLITE
from app.core.kit import Kit
from app.core.language import CJK, LATIN_WORD, detect_language, has_letters, reply_language
from app.core.policy import Case, decide
from app.core.replies import HOLDING, NOTICE
from app.core.slots import find_slots
from app.core.text import Cleaned, clean
from app.model import Bilingual, Classification, Decision, Facts, Inquiry, Language, Manner, Slot, SlotKind

OUT_OF_SCOPE, NOT_UNDERSTOOD = "other", "unclear"
WORTH_A_GUESS = 0.4
"""A candidate at least this likely is offered as a guess where nothing is asserted."""
ENOUGH_LETTERS = 8
ENOUGH_WORDS = 5
"""Who has written so much has said what it is about; asking for it again would only anger."""
RETURNING = frozenset({"refund_progress", "return_exchange", "return_postage", "refund_request"})
"""Where a buyer of these matters names a tracking number, it is that of the way back."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood, before anything is decided. `topics` are intents in the order of the reply.

    `manner` is None where nobody wrote; `threats` say why somebody above the agent must hear of the message.
    `text` is the cleaned message, `told` the same with the buyer's earlier turns before it.
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


def understand(inquiry: Inquiry, kit: Kit, *, now: datetime) -> Understanding:
    """Return what `inquiry` is about; a notice has no message to understand."""
    if inquiry.message is None:
        return _from_notice(inquiry)
    characters = kit.classifier.reader.lexicon.characters
    cleaned = clean(inquiry.message, characters)
    earlier = [turn.text for turn in inquiry.history if turn.sender == "buyer"]
    found = kit.classifier.classify(inquiry.message, history=earlier)
    today = now.astimezone(kit.timezone).date()
    slots = find_slots(cleaned, today=today, platform=inquiry.platform, carriers=kit.couriers)
    meant = inquiry.intents or [intent.id for intent in found.intents]
    covered = kit.library.covered_by(meant)
    topics = order_topics(one for one in meant if one not in covered) or (_silent_topic(found, cleaned.text),)
    facts = fill_facts(inquiry.facts, slots, returning=topics[0] in RETURNING)
    manner, threats = kit.watch.notice(cleaned), kit.watch.hear_threats(cleaned)
    told = "\n".join([*(clean(turn, characters).text for turn in earlier), cleaned.text])
    language = _answer_in(inquiry, cleaned)
    return Understanding(found, slots, facts, topics, language, manner, threats, cleaned.text, told)


def order_topics(intents: Iterable[str]) -> tuple[str, ...]:
    """Return the intents as a reply takes them: surest first, what they made the buyer say behind them."""
    return tuple(sorted(intents, key=CAUSED.__contains__))


def _from_notice(inquiry: Inquiry) -> Understanding:
    language = reply_language("mixed", wanted=inquiry.reply_language, platform=inquiry.platform, has_letters=False)
    nothing = Classification(language, (), ())
    return Understanding(nothing, (), inquiry.facts, (NOTICE,), language)


def _answer_in(inquiry: Inquiry, cleaned: Cleaned) -> Language:
    return reply_language(
        detect_language(cleaned.text),
        wanted=inquiry.reply_language,
        platform=inquiry.platform,
        has_letters=has_letters(cleaned.text),
    )


def _silent_topic(found: Classification, text: str) -> str:
    """Return what to answer to where nothing is asserted: out of scope, hold the line, or ask what is meant."""
    if found.candidates and found.candidates[0].id == OUT_OF_SCOPE:
        return OUT_OF_SCOPE
    said_enough = len(CJK.findall(text)) >= ENOUGH_LETTERS or len(LATIN_WORD.findall(text)) >= ENOUGH_WORDS
    return HOLDING if said_enough or _stands_out(found) else NOT_UNDERSTOOD


def _stands_out(found: Classification) -> bool:
    """Return whether the best candidate is a matter, and likely enough to be offered for the agent to judge."""
    best = found.candidates[0] if found.candidates else None
    return best is not None and best.score >= WORTH_A_GUESS and best.id not in {OUT_OF_SCOPE, *POLITE}


def find_guess(understood: Understanding) -> str | None:
    """Return the intent that a message may mean where nothing is asserted; None where none stands out."""
    found = understood.classification
    return found.candidates[0].id if found.abstained and _stands_out(found) else None


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
    case = Case(inquiry.platform, understood.facts, now, kit.timezone, understood.topics)
    rules = [rule for topic in understood.topics if topic in library.intents for rule in library.intents[topic].rules]
    decided = (
        decide(rule, case, policy=library.policies[rule], figures=library.figures(rule, inquiry.platform))
        for rule in dict.fromkeys(rules)
    )
    return {decision.rule: decision for decision in decided if decision is not None}
