"""Whatever is known of an order, no draft promises more than was decided, and all its matters read as one reply.

One example is one order, as odd as can be, about which several things are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import pytest
from fact_strategies import facts_around
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reply_faults import count_apologies, find_faults

from app.core.classify import Classifier
from app.core.draft import draft
from app.core.kit import Kit
from app.core.lint import Terms, read_terms
from app.engine import Engine
from app.model import PLATFORMS, Answer, Body, Classification, Facts, Inquiry, Language, Platform

INTENTS = sorted(path.stem for path in (Path(__file__).parent.parent.parent / "intents").glob("*.yaml"))
STRIDE = len(INTENTS) // 3
SAME_EACH_TIME = settings(
    deadline=None,
    derandomize=True,
    max_examples=3,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""What fails is shown as it was drawn: a draft takes too long to look for the smallest one."""
PROMISES = frozenset({"not_granted", "amount_too_high", "amount_differs", "too_soon"})
"""What the pre-send check calls a promise that the decisions do not bear out."""
HEARD = ("嗯", "ok")


@dataclass(frozen=True, slots=True)
class Deaf:
    """A classifier that takes every message for nothing: here it is said what is meant."""

    reader: object

    def classify(self, _text: str, *, history: object = ()) -> Classification:
        """Return that nothing is asserted."""
        return Classification("zh", (), ())


class Shop:
    """The built-in shop at the moment of the tests, answering what it is told is meant.

    No dataclass: a property that fails prints what it was given, and a kit printed field by field has no end.
    """

    def __init__(self, kit: Kit, now: datetime) -> None:
        self.kit, self.now = kit, now
        self.heard = {intent: (*HEARD, *self._listens_for(intent)) for intent in INTENTS}

    def _listens_for(self, intent: str) -> tuple[str, ...]:
        says = (reply.header.when.says for reply in self.kit.library.replies_for(intent))
        return tuple(word for phrases in says for word in (*phrases.zh, *phrases.en))

    def ask(self, meant: tuple[str, ...], facts: Facts, platform: Platform, turn: int) -> Inquiry:
        """Return what is asked of an order, in words that some reply to it listens for."""
        heard = [word for intent in meant for word in self.heard[intent]]
        language: Language = "zh" if turn % 2 else "en"
        said = heard[turn % len(heard)]
        return Inquiry(said, platform, facts=facts, reply_language=language, intents=meant)

    def answer(self, inquiry: Inquiry) -> Answer:
        """Return what the desk gets for an inquiry."""
        return draft(inquiry, self.kit, now=self.now)


@pytest.fixture(scope="module")
def shop(engine: Engine, now: datetime) -> Shop:
    """The built-in shop."""
    deaf: Classifier = Deaf(engine.kit.classifier.reader)  # type: ignore[assignment]
    return Shop(replace(engine.kit, classifier=deaf), now)


def asked(shop: Shop, facts: Facts, platform: Platform, turn: int) -> Iterator[Inquiry]:
    """Yield what is asked about one order: every other matter alone, then some in threes, in words that take turns."""
    alone = [(intent,) for intent in INTENTS[turn % 2 :: 2]]
    threes = [tuple(INTENTS[start::STRIDE]) for start in range(turn % 3, STRIDE, 3)]
    for place, meant in enumerate([*alone, *threes], start=turn):
        yield shop.ask(meant, facts, platform, place)


def terms_of(answer: Answer, inquiry: Inquiry, shop: Shop) -> Terms:
    """Return what may be promised; what a supervisor is to decide may not be granted before.

    Among several matters one may well grant what is refused for another: there, promises are not held against terms.
    """
    if len(inquiry.intents) > 1:
        return Terms()
    facts, kit = inquiry.facts, shop.kit
    prices = [price for price in (facts.price_paid, facts.current_price) if price is not None]
    known = (*prices, *(figure.value for rule in kit.figures(inquiry.platform).values() for figure in rule.values()))
    terms = read_terms(answer.decisions, known=known, now=shop.now, zone=kit.zone(inquiry.platform))
    strict = {rule: "not_eligible" if one == "supervisor" else one for rule, one in terms.outcomes.items()}
    return replace(terms, outcomes=MappingProxyType(strict))


def bodies(answer: Answer) -> Iterator[tuple[Body, int]]:
    """Yield every text that was drafted, its meaning in the other language, and how often either may apologise."""
    for one in answer.drafts:
        # A short draft has no opening, and a warm one says more of it: there, each matter may apologise for itself.
        apologies = 1 if one.variant == "standard" else one.template.count("+") + 1
        yield from ((one.body, apologies), (one.gloss, apologies))


def object_to(inquiry: Inquiry, shop: Shop) -> Iterator[str]:
    """Yield what is wrong with the drafts for an inquiry, each time with the text."""
    answer = shop.answer(inquiry)
    terms, voice = terms_of(answer, inquiry, shop), shop.kit.library.voice(inquiry.platform)
    for body, apologies in bodies(answer):
        findings = shop.kit.checker.check(body.text, language=body.language, platform=inquiry.platform, terms=terms)
        objections = [one for one in findings if one.severity == "block" or one.code in PROMISES]
        wrong = [f"{one.code}: {body.text[slice(*one.span)]}" for one in objections]
        wrong += find_faults(body.text, voice, body.language)
        wrong += ["it apologises too often"] if count_apologies(body.text) > apologies else []
        yield from (f"{answer.drafts[0].template} · {what}\n{body.text}" for what in wrong)


@pytest.mark.parametrize("platform", PLATFORMS)
@SAME_EACH_TIME
@given(data=st.data(), turn=st.integers(0, 9999))
def test_a_draft_promises_only_what_was_decided_and_reads_as_one_reply(
    platform: Platform, data: st.DataObject, turn: int, shop: Shop
) -> None:
    facts = data.draw(facts_around(shop.now))
    for inquiry in asked(shop, facts, platform, turn):
        assert "\n\n".join(object_to(inquiry, shop)) == ""
