"""Why a file or a line cannot be used, in the reader's language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from app.core.pattern import Pattern
from app.web.console import load_words

if TYPE_CHECKING:
    from app.model import Language

_PLACE = Pattern(r"\\\{(\w+)\\\}")


def tell_reason(reason: str, language: Language) -> str:
    """Return a reason as files and imports give it, in a language; one that is not known stays as it is."""
    if language == "en":
        return reason
    for shape, sentence in _read_shapes(language):
        match = shape.fullmatch(reason)
        if match:
            filled = {name: tell_reason(part, language) for name, part in match.groupdict().items()}
            return sentence.format(**filled)
    return reason


@cache
def _read_shapes(language: Language) -> tuple[tuple[Pattern, str], ...]:
    """Return the shape of each reason, as the English wording has it, with its sentence."""
    known, told = (load_words(one)["reasons"] for one in ("en", language))
    return tuple((_compile(template), told[name]) for name, template in known.items())


def _compile(template: str) -> Pattern:
    return Pattern(_PLACE.sub(r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)
