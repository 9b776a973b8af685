"""What is delivered to agents for one message: drafts in both languages, and all that they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.model import Bilingual

QUOTED = 200
"""Characters of the buyer's message that a delivery into a group repeats, so that agents know what it is about."""


@dataclass(frozen=True, slots=True)
class Meant:
    """An intent with its name and how sure it is, from 0 to 1."""

    id: str
    title: Bilingual
    score: float


@dataclass(frozen=True, slots=True)
class Letter:
    """One delivery. `trace` names it everywhere; `target` is what the channel needs to find the conversation.

    `drafts` are (reply, the same in the other language), best first; none where the message was not understood.
    `link` is empty where no address of the console is set.
    """

    trace: str
    target: dict[str, str]
    question: str
    link: str = ""
    order_no: str | None = None
    drafts: tuple[tuple[str, str], ...] = ()
    meant: tuple[Meant, ...] = ()
    steps: tuple[Bilingual, ...] = ()
    deadlines: tuple[str, ...] = ()
    escalate: Bilingual | None = None
    attachments: tuple[str, ...] = field(default=())


def write_letter(letter: Letter, *, with_question: bool = False) -> str:
    """Return the letter as plain text in Chinese and English. It ends in its trace, by which it is found again."""
    parts = [*_write_question(letter)] if with_question else []
    parts += [*_write_drafts(letter), *_write_reasons(letter), *_write_end(letter)]
    return "\n".join(parts)


def fit_letter(letter: Letter, longest: int) -> str:
    """Return the letter for a group, with what the buyer wrote, in `longest` characters; its end is never cut off."""
    text = write_letter(letter, with_question=True)
    if len(text) <= longest:
        return text
    end = "\n…\n" + "\n".join(_write_end(letter))
    return text[: longest - len(end)] + end


def mark_of(letter: Letter) -> str:
    """Return the sign by which a letter that was delivered is recognised."""
    return f"[shouhou {letter.trace}]"


def _write_question(letter: Letter) -> Iterator[str]:
    shown = letter.question if len(letter.question) <= QUOTED else f"{letter.question[:QUOTED]}…"
    yield f"买家 Buyer: {shown}"
    yield ""


def _write_drafts(letter: Letter) -> Iterator[str]:
    if not letter.drafts:
        yield "没有读懂，没有建议回复。 Not understood: no reply is suggested."
        yield ""
    for number, (text, gloss) in enumerate(letter.drafts, start=1):
        yield f"建议回复 Suggested reply {number}" if len(letter.drafts) > 1 else "建议回复 Suggested reply"
        yield text
        yield ""
        yield "另一种语言 In the other language"
        yield gloss
        yield ""


def _write_reasons(letter: Letter) -> Iterator[str]:
    if letter.meant:
        yield "意图 Intents: " + "; ".join(f"{one.title.zh} {one.title.en} {one.score:.0%}" for one in letter.meant)
    if letter.escalate is not None:
        yield f"请主管处理 For a supervisor: {letter.escalate.zh} {letter.escalate.en}"
    if letter.steps:
        yield "步骤 Steps:"
        yield from (f"{number}. {step.zh} {step.en}" for number, step in enumerate(letter.steps, start=1))
    if letter.deadlines:
        yield "期限 Deadlines: " + "; ".join(letter.deadlines)
    if letter.attachments:
        yield "附件 Attachments: " + ", ".join(letter.attachments)


def _write_end(letter: Letter) -> Iterator[str]:
    if letter.link:
        yield f"打开 Open: {letter.link}"
    yield mark_of(letter)


def read_bilingual(kept: dict[str, Any]) -> Bilingual:
    """Return words as the store keeps them."""
    return Bilingual(kept["zh"], kept["en"])
