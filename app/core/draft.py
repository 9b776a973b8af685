"""The whole pipeline as one function: an inquiry in, everything the desk gets out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.choice import Situation, choose_reply
from app.core.composition import Composed, Frame, Matter, compose, offered_variants
from app.core.consequences import find_deadlines, find_escalation, find_steps
from app.core.kit import Kit
from app.core.replies import Reply, Variant
from app.core.stage import find_stage
from app.core.understanding import NOTICE, Understanding, decide_all, understand
from app.core.values import STANDS_FOR, Quotable
from app.errors import BadInput, FieldError
from app.model import FACT_NAMES, Answer, Body, Decision, Draft, Inquiry, Language

MOST_ASKED = 3
LANGUAGES: tuple[Language, Language] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A topic, the reply chosen for it, and the decision that it quotes plainly."""

    topic: str
    reply: Reply
    primary: Decision | None


def draft(inquiry: Inquiry, kit: Kit, *, now: datetime) -> Answer:
    """Return classification, decisions, drafts, steps and deadlines for one inquiry.

    Raises BadInput for a notice that the library does not have.
    """
    understood = understand(inquiry, kit, now=now)
    decisions = decide_all(understood, inquiry, kit, now=now)
    chosen = tuple(_choose(inquiry, understood, decisions, kit, now))
    replies = [choice.reply for choice in chosen]
    return Answer(
        understood.classification,
        understood.slots,
        tuple(decisions.values()),
        tuple(_write(inquiry, understood, decisions, chosen, kit, now)),
        find_steps(replies),
        find_deadlines(inquiry, understood, decisions, kit, now=now),
        find_escalation(understood.topics, decisions, replies, kit.library),
    )


def _choose(
    inquiry: Inquiry, understood: Understanding, decisions: Mapping[str, Decision], kit: Kit, now: datetime
) -> Iterator[Chosen]:
    if inquiry.notice is not None:
        yield Chosen(NOTICE, _find_notice(inquiry.notice, kit), None)
        return
    stage = find_stage(understood.facts, now=now)
    for topic in understood.topics:
        primary = kit.primary(topic, decisions)
        situation = Situation(inquiry.platform, stage, understood.facts.fault, primary, decisions)
        reply = choose_reply(kit.library.replies_for(topic), situation)
        if reply is not None:
            yield Chosen(topic, reply, primary)


def _find_notice(name: str, kit: Kit) -> Reply:
    notices = {reply.id: reply for reply in kit.library.replies_for(NOTICE)}
    found = notices.get(name) or notices.get(f"{NOTICE}.{name}")
    if found is None:
        raise BadInput(
            [FieldError("notice", f"is not a notice of this library; there are {', '.join(sorted(notices))}")]
        )
    return found


def _write(
    inquiry: Inquiry,
    understood: Understanding,
    decisions: Mapping[str, Decision],
    chosen: Sequence[Chosen],
    kit: Kit,
    now: datetime,
) -> Iterator[Draft]:
    facts = understood.facts
    carrier = kit.carrier(named=facts.carrier, number=facts.tracking_no)
    quotable = Quotable(
        facts,
        inquiry.platform,
        understood.slots,
        decisions,
        kit.figures(inquiry.platform),
        carrier,
        now,
        kit.timezone,
    )
    matters = tuple(
        Matter(
            choice.reply,
            {language: quotable.values(language, primary=choice.primary) for language in LANGUAGES},
        )
        for choice in chosen
    )
    asked = tuple(_unknown(chosen, understood))
    voice, things = kit.library.voice(inquiry.platform), _word_questions(asked, kit)
    frame = Frame(voice, facts.buyer_name, things, unasked=inquiry.message is None)
    for variant in offered_variants(matters):
        yield _draft_variant(matters, frame, asked, variant, inquiry, understood, kit)


def _unknown(chosen: Iterable[Chosen], understood: Understanding) -> list[str]:
    """Return what the replies ask for and nobody has said, first things first, not too many at once."""
    asks = dict.fromkeys(name for choice in chosen for name in choice.reply.header.asks)
    return [name for name in asks if getattr(understood.facts, name, None) is None][:MOST_ASKED]


def _word_questions(asked: Sequence[str], kit: Kit) -> Mapping[Language, Sequence[str]]:
    words = [kit.library.facts[name].ask for name in asked]
    return {"zh": [word.zh for word in words], "en": [word.en for word in words]}


def _draft_variant(
    matters: Sequence[Matter],
    frame: Frame,
    asked: Sequence[str],
    variant: Variant,
    inquiry: Inquiry,
    understood: Understanding,
    kit: Kit,
) -> Draft:
    language = understood.reply_language
    other: Language = "en" if language == "zh" else "zh"
    body = compose(matters, frame, language=language, variant=variant)
    gloss = compose(matters, frame, language=other, variant=variant)
    return Draft(
        template="+".join(matter.reply.id for matter in matters),
        variant=variant,
        body=Body(language, body.text),
        gloss=Body(other, gloss.text),
        missing=_name_missing(body, asked),
        findings=kit.checker.check(body.text, language=language, platform=inquiry.platform),
    )


def _name_missing(body: Composed, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the facts to fill in: those asked for, and those for want of which a line was left out."""
    wanted = (STANDS_FOR.get(name, name) for name in body.missing)
    return tuple(dict.fromkeys([*asked, *(name for name in wanted if name in FACT_NAMES)]))
