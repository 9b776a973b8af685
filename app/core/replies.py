"""Replies as the program holds them, and writing one block of them with known values. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from app.core.definitions import ReplyHeader, When
from app.core.pattern import Pattern
from app.core.reply_lines import Line
from app.core.reply_syntax import Block
from app.model import Language

Variant = Literal["standard", "short", "warm"]
NOTICE = "notice"
HOLDING = "holding"
"""Intents without a file: messages sent unasked, and replies for what was read but not understood for sure."""
"""The intent of messages that the shop sends on its own: each is asked for by its id and none has a `when`."""
VARIANTS: tuple[Variant, ...] = ("standard", "short", "warm")

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = r"、-〃〈-】〔-〟！-／：-？‘’“”…—"
_SPACES = Pattern(r"\s+")
_STOP_TWICE = Pattern(r"(?<!\.)\.\.(?!\.)")
"""The full stop of a sentence behind that of a name: “… from Widgets & Co..”."""
_SPACE_BEFORE_MARK = Pattern(r" +([,.;:!?])(?= |$)")
_SPACE_IN_CHINESE = Pattern(rf"(?<=[{_HAN}]) (?=[{_HAN}])|(?<=[{_WIDE}]) | (?=[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One block with its values: paragraphs of lines, and the names for want of which lines were left out."""

    paragraphs: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply file: its head, its blocks by name, and where it stands."""

    header: ReplyHeader
    blocks: Mapping[str, Block]
    path: str

    @property
    def id(self) -> str:
        """Return the name of the reply, which is also the name of its file."""
        return self.header.id

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the intents under which the reply is found, its own first."""
        return (self.header.intent, *self.header.under)

    @property
    def is_notice(self) -> bool:
        """Return whether the shop sends this on its own, and not in answer to a message."""
        return self.header.intent == NOTICE

    @property
    def is_fallback(self) -> bool:
        """Return whether the reply answers its intent in every case (it has no `when`)."""
        return self.header.when == When()

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Return the variants of the matter that the reply has, standard first."""
        return tuple(variant for variant in VARIANTS if name_matter("zh", variant=variant) in self.blocks)

    def matter(self, language: Language, *, variant: Variant = "standard") -> Block:
        """Return the matter in a language; the standard one where the reply has no such variant."""
        return self.blocks.get(name_matter(language, variant=variant)) or self.blocks[language]

    def opening(self, language: Language) -> Block | None:
        """Return the opening sentence in a language, or None where the reply has none."""
        return self.blocks.get(f"{language}_open")


def name_matter(language: Language, *, variant: Variant = "standard") -> str:
    """Return the block name of a variant of the matter: `zh`, `zh_short`, `en_warm`."""
    return language if variant == "standard" else f"{language}_{variant}"


def render_block(reply: Reply, block: str, values: Mapping[str, str]) -> Rendered:
    """Return the block called `block` with `values` in place; nothing where there is no such block.

    A line that quotes a value which is absent or blank is left out and the name is in `missing`.
    Values are text and stay text, whatever they hold; one that is no string raises TypeError.
    """
    found = reply.blocks.get(block)
    if found is None:
        return Rendered((), ())
    known = {name: values[name] for name in found.names if _is_known(values.get(name))}
    missing: dict[str, None] = {}
    written = (tuple(_write_lines(part, known, missing, block)) for part in found.paragraphs)
    return Rendered(tuple(lines for lines in written if lines), tuple(missing))


def _is_known(value: object) -> bool:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"a reply quotes strings only, not {type(value).__name__}")
    return bool(value and value.strip())


def _write_lines(
    lines: tuple[Line, ...], known: Mapping[str, str], missing: dict[str, None], block: str
) -> Iterator[str]:
    for line in lines:
        absent = tuple(_find_absent(line, known))
        missing.update(dict.fromkeys(absent))
        text = "" if absent else tidy(line.write(known), chinese=block.startswith("zh"))
        if text:
            yield text


def _find_absent(line: Line, known: Mapping[str, str]) -> Iterator[str]:
    """Yield the names that the line would quote, as its tests fall, and that are not known."""
    for quote in line.quotes:
        if quote.name not in known and all((name in known) is wanted for name, wanted in quote.given):
            yield quote.name


def tidy(text: str, *, chinese: bool) -> str:
    """Return `text` on one line, without the spaces that an empty place leaves behind and with one stop for two."""
    line = _STOP_TWICE.sub(".", _SPACE_BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text).strip()))
    return _SPACE_IN_CHINESE.sub("", line) if chinese else line
