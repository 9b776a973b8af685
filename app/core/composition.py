"""Writes one reply for all matters of a message: one greeting, one apology, matters in order, one closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.definitions import Manner, Voice
from app.core.replies import VARIANTS, Reply, Variant, name_matter, render_block
from app.model import Language

PARAGRAPH = {"zh": "\n", "en": "\n\n"}
SENTENCE = {"zh": "", "en": " "}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to answer: its reply, and what may be quoted, by language.

    `brief` is for a question asked on the side: it is answered in the short variant and opens nothing.
    """

    reply: Reply
    values: Mapping[Language, Mapping[str, str]]
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished text, and the names for want of which something was left out of it."""

    text: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the matters: the shop's voice, the buyer's name, what to ask for (by language).

    `unasked` is for a notice: nobody wrote first, so there is no message to thank for. `limit` is how many characters
    the platform takes; None: any number. `again` says that the shop has written before,
    `answering` that the message answers what it asked last: then no matter is opened.
    """

    voice: Voice
    buyer_name: str | None
    things: Mapping[Language, Sequence[str]]
    unasked: bool = False
    limit: int | None = None
    again: bool = False
    answering: bool = False


def offered_variants(matters: Sequence[Matter]) -> tuple[Variant, ...]:
    """Return the variants that differ from each other for these matters, standard first."""
    return tuple(
        variant
        for variant in VARIANTS
        if variant == "standard" or any(variant in matter.reply.variants for matter in matters)
    )


def compose(matters: Sequence[Matter], frame: Frame, *, language: Language, variant: Variant) -> Composed:
    """Return the reply to `matters` (most important first) in one language and variant.

    Where the platform takes no message so long, the matters behind the first are told in few words, then all of them.
    """
    written = _write(matters, frame, language, variant)
    for told in ((*matters[:1], *_tell_briefly(matters[1:])), _tell_briefly(matters)):
        if frame.limit is None or len(written.text) <= frame.limit:
            break
        written = _write(told, frame, language, variant)
    return written


def _tell_briefly(matters: Sequence[Matter]) -> Sequence[Matter]:
    return tuple(replace(matter, brief=True) for matter in matters)


def _write(matters: Sequence[Matter], frame: Frame, language: Language, variant: Variant) -> Composed:
    manner = frame.voice.zh if language == "zh" else frame.voice.en
    missing: dict[str, None] = {}
    opens = variant != "short" and not frame.answering
    paragraphs = list(_paragraphs(matters, language, variant, missing, opens=opens))
    parts = [*_begin(_greet(manner, frame), paragraphs, language)]
    if frame.things[language]:
        parts.append(manner.ask.replace("{things}", join_things(frame.things[language], language=language)))
    if variant != "short":
        parts.append(manner.closing)
    return Composed(PARAGRAPH[language].join(parts), tuple(missing))


def _greet(manner: Manner, frame: Frame) -> str:
    plain, named = manner.greeting, manner.greeting_named
    if frame.again:
        plain, named = manner.again or plain, manner.again_named or named
    if frame.unasked:
        plain, named = manner.unasked or plain, manner.unasked_named or named
    name = " ".join((frame.buyer_name or "").split())
    return named.replace("{buyer_name}", name) if name else plain


def _begin(greeting: str, paragraphs: list[str], language: Language) -> Iterator[str]:
    """Yield the greeting and the paragraphs: in Chinese the greeting leads the first, in English it stands alone."""
    if language == "en" or not paragraphs:
        yield greeting
        yield from paragraphs
        return
    yield greeting + paragraphs[0]
    yield from paragraphs[1:]


def _paragraphs(
    matters: Sequence[Matter], language: Language, variant: Variant, missing: dict[str, None], *, opens: bool
) -> Iterator[str]:
    """Yield the paragraphs of all matters, the first one's opening in front if it `opens`; no sentence twice."""
    said: set[str] = set()
    opening = _opening(matters, language, missing) if opens else []
    for number, matter in enumerate(matters):
        block = _choose_block(matter, language, variant, is_first=number == 0)
        rendered = render_block(matter.reply, block, matter.values[language])
        missing.update(dict.fromkeys(rendered.missing))
        for paragraph in rendered.paragraphs:
            fresh = [line for line in (*opening, *paragraph) if line not in said]
            opening = []
            said.update(fresh)
            if fresh:
                yield SENTENCE[language].join(fresh)
    if opening:
        yield SENTENCE[language].join(opening)


def _choose_block(matter: Matter, language: Language, variant: Variant, *, is_first: bool) -> str:
    """Return the block to write: behind another matter what the reply has to add there, if it says so."""
    beside = f"{language}_beside"
    if not is_first and beside in matter.reply.blocks:
        return beside
    block = name_matter(language, variant="short" if matter.brief else variant)
    return block if block in matter.reply.blocks else language


def _opening(matters: Sequence[Matter], language: Language, missing: dict[str, None]) -> list[str]:
    """Return the lines of the first opening there is: one apology serves all matters."""
    for matter in (matter for matter in matters if not matter.brief):
        rendered = render_block(matter.reply, f"{language}_open", matter.values[language])
        missing.update(dict.fromkeys(rendered.missing))
        if rendered.paragraphs:
            return [line for paragraph in rendered.paragraphs for line in paragraph]
    return []


def join_things(things: Sequence[str], *, language: Language) -> str:
    """Return things as a list in prose: “订单号、照片和尺码”, “your order number and a photo”."""
    *first, last = things
    if not first:
        return last
    return f"{'、'.join(first)}和{last}" if language == "zh" else f"{', '.join(first)} and {last}"
