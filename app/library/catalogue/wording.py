"""The shape of a fault's wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.model import Bilingual


@dataclass(frozen=True, slots=True)
class Wording:
    """What is wrong and what to do, with named fields in braces."""

    say: Bilingual
    severity: Literal["error", "warning"]


def error(zh: str, en: str) -> Wording:
    """Return the wording of a fault that stops the library from being used."""
    return Wording(Bilingual(zh, en), "error")


def warning(zh: str, en: str) -> Wording:
    """Return the wording of something that should be looked at but stops nothing."""
    return Wording(Bilingual(zh, en), "warning")
