"""What the desk needs of the engine, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from app.core.definitions import Carrier, Intent, Policy
from app.core.lint import Terms
from app.model import Answer, Finding, Inquiry, Language, Platform


class Shelf(Protocol):
    """The library, as far as the desk asks it."""

    @property
    def intents(self) -> Mapping[str, Intent]:
        """Return the intents by id."""

    @property
    def policies(self) -> Mapping[str, Policy]:
        """Return the rules by id."""

    @property
    def carriers(self) -> Sequence[Carrier]:
        """Return the couriers it knows."""


class Drafter(Protocol):
    """The engine: drafts and checks; it may be called from several threads at once."""

    @property
    def library(self) -> Shelf:
        """Return the library it drafts from."""

    def draft(self, inquiry: Inquiry, *, now: datetime) -> Answer:
        """Return drafts and what they rest on."""

    def lint(
        self, text: str, *, language: Language, platform: Platform, terms: Terms | None = None
    ) -> tuple[Finding, ...]:
        """Return the objections of the pre-send check; with `terms` promises are held against what was decided."""
