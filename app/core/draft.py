"""The whole pipeline as one function: an inquiry in, everything the desk gets out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from app.core.choice import Situation, choose_reply
from app.core.composition import Composed, Frame, Matter, compose, offered_variants
from app.core.consequences import find_back_by, find_deadlines, find_escalation, find_steps
from app.core.kit import Kit
from app.core.lint import Terms, read_terms
from app.core.mentions import mentions
from app.core.replies import NOTICE, Reply, Variant
from app.core.stage import find_stage
from app.core.understanding import NOT_UNDERSTOOD, Understanding, decide_all, find_guess, understand
from app.core.values import STANDS_FOR, Quotable
from app.errors import BadInput, FieldError
from app.model import FACT_NAMES, Answer, Body, Decision, Draft, Inquiry, Language, SlotKind

MOST_ASKED = 3
MOST_DRAFTS = 3
GUESS = "guess"
"""The variant of a draft for what the message may mean, offered behind a holding reply."""
LANGUAGES: tuple[Language, Language] = ("zh", "en")


def draft(inquiry: Inquiry, kit: Kit, *, now: datetime) -> Answer:
    """Return classification, manner, decisions, drafts, steps and deadlines for one inquiry.

    Raises BadInput for a notice that the library does not have.
    """
    understood = understand(inquiry, kit, now=now)
    desk = Desk(inquiry, kit, now, understood, decide_all(understood, inquiry, kit, now=now))
    chosen = tuple(desk.choose())
    replies = [choice.reply for choice in chosen]
    first, *others = desk.write(chosen)
    drafts = (first, *_write_guess(desk), *others)[:MOST_DRAFTS]
    promised = desk.back_by if desk.promises(drafts) else None
    return Answer(
        understood.classification,
        understood.slots,
        tuple(desk.decisions.values()),
        drafts,
        find_steps(replies),
        find_deadlines(inquiry, understood, desk.decisions, kit, replies=replies, promised=promised, now=now),
        find_escalation(understood, desk.decisions, replies, kit.library),
        understood.manner,
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A topic, the reply chosen for it, and the decision that it quotes plainly."""

    topic: str
    reply: Reply
    primary: Decision | None


@dataclass(frozen=True, slots=True)
class Desk:
    """One inquiry on the desk: what was asked, understood and decided."""

    inquiry: Inquiry
    kit: Kit
    now: datetime
    understood: Understanding
    decisions: Mapping[str, Decision]

    @property
    def back_by(self) -> datetime | None:
        """Return by when the buyer hears from the desk again; None where the shop names no such time."""
        return find_back_by(self.inquiry, self.kit, now=self.now)

    def promises(self, drafts: Iterable[Draft]) -> bool:
        """Return whether one of the drafts quotes the moment by which the buyer hears from the desk again."""
        values = self._quotable()
        said = {language: values.values(language, primary=None).get("back_by") for language in LANGUAGES}
        return any((moment := said[one.body.language]) and moment in one.body.text for one in drafts)

    def choose(self) -> Iterator[Chosen]:
        """Yield the reply for each topic, most important first."""
        if self.inquiry.notice is not None:
            yield Chosen(NOTICE, _find_notice(self.inquiry.notice, self.kit), None)
            return
        facts = self.understood.facts
        stage = find_stage(facts, now=self.now)
        for topic in self.understood.topics:
            primary = self.kit.primary(topic, self.decisions)
            situation = Situation(
                self.inquiry.platform, stage, facts.fault, primary, self.decisions, self.understood.text
            )
            # A shop may have retired its holding reply; asking what is meant always remains.
            replies = self.kit.library.replies_for(topic) or self.kit.library.replies_for(NOT_UNDERSTOOD)
            reply = choose_reply(replies, situation)
            if reply is not None:
                yield Chosen(topic, reply, primary)

    def write(self, chosen: Sequence[Chosen]) -> Iterator[Draft]:
        """Yield one draft for each variant of the chosen replies, in both languages, checked."""
        quotable = self._quotable()
        matters = tuple(
            Matter(one.reply, {language: quotable.values(language, primary=one.primary) for language in LANGUAGES})
            for one in chosen
        )
        asked = tuple(self._unknown(chosen))
        facts = self.understood.facts
        voice, things = self.kit.library.voice(self.inquiry.platform), _word_questions(asked, self.kit)
        frame = Frame(voice, facts.buyer_name, things, unasked=self.inquiry.message is None)
        for variant in self.kit.watch.order(offered_variants(matters), self.understood.manner):
            yield self._write_variant(matters, frame, asked, variant)

    def _quotable(self) -> Quotable:
        facts, platform = self.understood.facts, self.inquiry.platform
        carrier = self.kit.carrier(named=facts.carrier, number=facts.tracking_no)
        figures = self.kit.figures(platform)
        slots = self.understood.slots
        now, zone, voice = self.now, self.kit.zone(platform), self.kit.library.voice(platform)
        return Quotable(
            facts, platform, slots, self.decisions, figures, carrier, now, zone, self.back_by, voice.zone_shown
        )

    def _terms(self) -> Terms:
        """Return what the pre-send check holds promises against: what was decided, and amounts that may be named."""
        facts = self.understood.facts
        prices = [price for price in (facts.price_paid, facts.current_price) if price is not None]
        rules = self.kit.figures(self.inquiry.platform).values()
        figures = [figure.value for rule in rules for figure in rule.values()]
        named = [Decimal(slot.value.split()[0]) for slot in self.understood.slots if slot.kind is SlotKind.AMOUNT]
        return read_terms(
            self.decisions.values(),
            known=(*prices, *figures, *named),
            now=self.now,
            zone=self.kit.zone(self.inquiry.platform),
        )

    def _unknown(self, chosen: Iterable[Chosen]) -> list[str]:
        """Return what the replies ask for and nobody has said, first things first, not too many at once."""
        asks = dict.fromkeys(name for choice in chosen for name in choice.reply.header.asks)
        unknown = [name for name in asks if getattr(self.understood.facts, name, None) is None]
        told, words = self.understood.told, self.kit.library.facts
        return [name for name in unknown if not mentions(told, words[name].given)][:MOST_ASKED]

    def _write_variant(self, matters: Sequence[Matter], frame: Frame, asked: Sequence[str], variant: Variant) -> Draft:
        language = self.understood.reply_language
        other: Language = "en" if language == "zh" else "zh"
        body = compose(matters, frame, language=language, variant=variant)
        gloss = compose(matters, frame, language=other, variant=variant)
        return Draft(
            template="+".join(matter.reply.id for matter in matters),
            variant=variant,
            body=Body(language, body.text),
            gloss=Body(other, gloss.text),
            missing=_name_missing(body, asked),
            findings=self.kit.checker.check(
                body.text, language=language, platform=self.inquiry.platform, terms=self._terms()
            ),
        )


def _write_guess(desk: Desk) -> Iterator[Draft]:
    """Yield a draft for the best candidate where nothing is asserted but one stands out, for the agent to judge."""
    guess = find_guess(desk.understood)
    # Where somebody has said what is meant there is nothing left to guess.
    if guess is None or desk.inquiry.intents:
        return
    supposed = replace(desk.understood, topics=(guess,))
    decisions = decide_all(supposed, desk.inquiry, desk.kit, now=desk.now)
    beside = replace(desk, understood=supposed, decisions=decisions)
    for written in beside.write(tuple(beside.choose())):
        yield replace(written, variant=GUESS)
        return


def _find_notice(name: str, kit: Kit) -> Reply:
    notices = {reply.id: reply for reply in kit.library.replies_for(NOTICE)}
    found = notices.get(name) or notices.get(f"{NOTICE}.{name}")
    if found is None:
        known = ", ".join(sorted(notices))
        raise BadInput([FieldError("notice", f"is not a notice of this library; there are {known}")])
    return found


def _word_questions(asked: Sequence[str], kit: Kit) -> Mapping[Language, Sequence[str]]:
    words = [kit.library.facts[name].ask for name in asked]
    return {"zh": [word.zh for word in words], "en": [word.en for word in words]}


def _name_missing(body: Composed, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the facts to fill in: those asked for, and those for want of which a line was left out."""
    wanted = (STANDS_FOR.get(name, name) for name in body.missing)
    return tuple(dict.fromkeys([*asked, *(name for name in wanted if name in FACT_NAMES)]))
