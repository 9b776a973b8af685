"""One inquiry on the desk: which replies answer it, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from app.core.answers import drop_refused, find_after, is_calm
from app.core.asking import find_unknown, word_questions
from app.core.choice import Situation, choose_reply
from app.core.chosen import Chosen, find_notice, leave_unanswered, make_matters
from app.core.composition import Composed, Frame, Matter, compose, offered_variants
from app.core.consequences import find_back_by
from app.core.definitions import Phrases
from app.core.guess import Guess, find_guess, find_other
from app.core.kit import Kit
from app.core.language import spoken_language
from app.core.lint import Terms, find_limit, read_terms
from app.core.questions import find_asked
from app.core.quoting import quote
from app.core.replies import HOLDING, NOTICE, Reply, Variant
from app.core.silence import NOT_UNDERSTOOD
from app.core.slots.wishes import chosen_remedy
from app.core.stage import NOT_SENT, RARELY, find_stage, trust
from app.core.understanding import Understanding, decide_all, redirect
from app.core.values import STANDS_FOR, Quotable, name_zone
from app.model import FACT_NAMES, LANGUAGES, Body, Decision, Draft, Inquiry, Language, SlotKind, Stage

OVERDUE = frozenset({"overdue", "past_legal_limit", "answer_overdue"})
"""Reasons of a decision that say that the shop is late already: the buyer hears again the same day."""
TIME_TO_ASK = timedelta(hours=1)
"""So much time the desk needs at least to ask the warehouse before an order leaves."""
GUESS = "guess"
"""The variant of a draft for what the message may mean, offered beside a holding reply."""


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
        """Return by when the buyer hears from the desk again; None where the shop names no such time.

        Word that was promised earlier comes no later for being asked for again, and word on an order that has not left
        comes before it has to leave.
        """
        opened = self.understood.opened
        late = opened.after == "broken" or any(one.reason in OVERDUE for one in self.decisions.values())
        back_by = find_back_by(self.inquiry, self.kit, now=self.now, late=late)
        return min(filter(None, (back_by, opened.standing, self._leaves_by))) if back_by else None

    @property
    def _leaves_by(self) -> datetime | None:
        """Return when an order that is still here has to leave; None where it has left, or there is hardly time."""
        ship_by = self.understood.facts.ship_by
        ahead = ship_by is not None and ship_by - self.now >= TIME_TO_ASK
        return ship_by if ahead and self.stage in NOT_SENT else None

    def promises(self, drafts: Iterable[Draft]) -> bool:
        """Return whether one of the drafts quotes the moment by which the buyer hears from the desk again."""
        values = self._quotable()
        said = {language: values.values(language, primary=None).get("back_by") for language in LANGUAGES}
        return any((moment := said[one.body.language]) and moment in one.body.text for one in drafts)

    def choose(self) -> Iterator[Chosen]:
        """Yield the reply for each topic, most important first."""
        if self.inquiry.notice is not None:
            yield Chosen(NOTICE, find_notice(self.inquiry.notice, self.kit), None)
            return
        topics = (chosen for topic in self.understood.topics if (chosen := self._choose_for(topic)))
        yield from leave_unanswered((*topics, *self._choose_asked()))

    def _choose_for(self, topic: str) -> Chosen | None:
        situation = self.describe(topic)
        reply = choose_reply(self._list_replies(topic), situation)
        return Chosen(topic, reply, situation.primary) if reply else None

    def _list_replies(self, topic: str) -> Sequence[Reply]:
        """Return the replies to a topic: to few words also those that hold the line with just these words in mind."""
        held, asking = (self.kit.library.replies_for(name) for name in (HOLDING, NOT_UNDERSTOOD))
        if topic == NOT_UNDERSTOOD:
            return (*asking, *(reply for reply in held if reply.header.when.says != Phrases()))
        # A shop may have retired its holding reply; asking what is meant always remains.
        return self.kit.library.replies_for(topic) or asking

    def describe(self, topic: str) -> Situation:
        """Return what the replies to a topic are held against."""
        primary, facts = self.kit.primary(topic, self.decisions), self.understood.facts
        remedy = chosen_remedy(self.understood.heard)
        return Situation(
            self.inquiry.platform,
            self.stage,
            facts.fault,
            primary,
            self.decisions,
            drop_refused(self.understood.text),
            remedy,
            find_after(self.understood.text, self.understood.opened, topic),
        )

    def _choose_asked(self) -> Iterator[Chosen]:
        """Yield a brief reply to a question asked on the side, where the shop has one for it."""
        topics, found = self.understood.topics, self.understood.classification
        if self.inquiry.intents or (found.abstained and HOLDING in topics):
            return
        covered = self.kit.library.covered_by(topics)
        for asked in find_asked(self.understood.text, found, topics, self.kit.classifier):
            chosen = self.with_topic(asked)._choose_for(asked)
            if chosen is None or "short" not in chosen.reply.variants or trust(asked, self.stage) <= RARELY:
                continue
            # The reply to the main matter speaks of this one too; only words for just this question add anything.
            if asked not in covered or chosen.reply.header.when.says != Phrases():
                yield replace(chosen, brief=True)
                return

    def with_topic(self, topic: str) -> Desk:
        """Return the desk as if `topic` alone had been asked, with what the rules say to that."""
        supposed = replace(self.understood, topics=(topic,))
        return replace(self, understood=supposed, decisions=decide_all(supposed, self.inquiry, self.kit, now=self.now))

    @property
    def stage(self) -> Stage:
        """Return how far the order has come."""
        return find_stage(self.understood.facts, now=self.now)

    def guess(self) -> tuple[Guessed, ...]:
        """Return drafts for what the message may mean, the likelier first; none where it is sure or nothing stands out.

        Where somebody has said what is meant there is nothing left to guess.
        """
        if self.inquiry.message is None or self.inquiry.intents:
            return ()
        library, stage, platform = self.kit.library, self.stage, self.inquiry.platform
        first = find_guess(self.understood, library, stage=stage, platform=platform)
        other = find_other(first, self.understood, library, stage=stage, platform=platform)
        written = [one for guess in (first, other) if guess and (one := self._write_guess(guess))]
        texts = {one.draft.body.text: one for one in reversed(written)}
        return tuple(reversed(texts.values()))

    def _write_guess(self, found: Guess) -> Guessed | None:
        beside = self.with_topic(found.intent)
        topics = redirect((found.intent,), self.inquiry.platform, self.stage)
        beside = beside if topics == (found.intent,) else self.with_topic(topics[0])
        chosen = tuple(beside.choose())
        written = next(beside.write(chosen), None)
        if written is None:
            return None
        leads = found.leads and beside.only_checks(written)
        return Guessed(beside, chosen, replace(written, variant=GUESS), leads, found.likely)

    def only_checks(self, written: Draft) -> bool:
        """Return whether a draft asks or says that something is being checked, and names no money."""
        quotable = self._quotable()
        values = quotable.values(written.body.language, primary=None)
        back_by = values.get("back_by")
        checks = bool(written.missing) or (back_by is not None and back_by in written.body.text)
        sums = (values.get(name) for name in ("price_paid", *(f"{rule}_amount" for rule in self.decisions)))
        return checks and not any(amount and amount in written.body.text for amount in sums)

    def write(self, chosen: Sequence[Chosen]) -> Iterator[Draft]:
        """Yield one draft for each variant of the chosen replies, in both languages, checked."""
        quotable = self._quotable()
        matters = make_matters(chosen, quotable)
        asked = find_unknown((one.reply.header.asks for one in chosen if not one.brief), self.understood)
        facts = self.understood.facts
        voice, things = self.kit.library.voice(self.inquiry.platform), word_questions(asked, self.kit)
        limit, notice = find_limit(self.inquiry.platform), self.inquiry.message is None
        opened, calm = self.understood.opened, is_calm(self.understood.manner, self.understood.classification)
        # Who answers the shop's question has been told already how sorry it is.
        answering = calm and opened.awaits
        frame = Frame(
            voice, facts.buyer_name, things, unasked=notice, limit=limit, again=opened.begun, answering=answering
        )
        for variant in self.kit.watch.order(offered_variants(matters), self.understood.manner):
            written = self._write_variant(matters, frame, asked, variant)
            if written.findings and quotable.quoted:
                # What a buyer may say, the shop may not always repeat.
                plain = make_matters(chosen, replace(quotable, quoted={}))
                written = self._write_variant(plain, frame, asked, variant)
            yield written

    def _quotable(self) -> Quotable:
        facts, platform = self.understood.facts, self.inquiry.platform
        carrier = self.kit.carrier(named=facts.carrier, number=facts.tracking_no)
        figures = self.kit.figures(platform)
        slots = self.understood.heard
        now, zone, voice = self.now, self.kit.zone(platform), self.kit.library.voice(platform)
        names = name_zone(voice, zone, now=now)
        labels = {name: self.kit.library.facts[name].label for name in self.understood.given}
        return Quotable(
            facts,
            platform,
            slots,
            self.decisions,
            figures,
            carrier,
            now,
            zone,
            self.back_by,
            names,
            labels,
            self.understood.opened.standing,
            self.quoted,
        )

    @property
    def quoted(self) -> Mapping[Language, Mapping[str, str]]:
        """Return what may be repeated of a calm message, by the language it is in."""
        understood, language = self.understood, self.understood.reply_language
        calm = is_calm(understood.manner, understood.classification) and not understood.threats
        if self.inquiry.message is None or not calm or spoken_language(understood.text) != language:
            return {}
        said = quote(self.inquiry.message)
        return {language: said} if said else {}

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


@dataclass(frozen=True, slots=True)
class Guessed:
    """A guess as it came out: the desk that supposes it, its replies and its draft.

    `leads` where it comes first; `likely` where what follows from it may be acted on.
    """

    desk: Desk
    chosen: tuple[Chosen, ...]
    draft: Draft
    leads: bool
    likely: bool


def _name_missing(body: Composed, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the facts to fill in: those asked for, and those for want of which a line was left out."""
    wanted = (STANDS_FOR.get(name, name) for name in body.missing)
    return tuple(dict.fromkeys([*asked, *(name for name in wanted if name in FACT_NAMES)]))
