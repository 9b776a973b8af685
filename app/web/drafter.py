"""What the web needs of the engine, and nothing more, so that tests can bring a small one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.core.definitions import Carrier, FactWords, Intent, Policy, ReplyHeader
    from app.core.lint import Terms
    from app.core.preview import Preview
    from app.model import Answer, Classification, Finding, Inquiry, Language, Platform


class Headed(Protocol):
    """A reply, as far as the web shows it: its header."""

    @property
    def header(self) -> ReplyHeader:
        """Return the head of the reply file."""


class Shelf(Protocol):
    """The library, as far as the web shows it."""

    @property
    def intents(self) -> Mapping[str, Intent]:
        """Return the intents by id."""

    @property
    def replies(self) -> Sequence[Headed]:
        """Return the replies."""

    @property
    def policies(self) -> Mapping[str, Policy]:
        """Return the rules by id."""

    @property
    def facts(self) -> Mapping[str, FactWords]:
        """Return what each fact is called, by name."""

    @property
    def carriers(self) -> Sequence[Carrier]:
        """Return the couriers."""

    @property
    def folders_digest(self) -> str:
        """Return the fingerprint of all files of the library, in hex."""


class Drafter(Protocol):
    """The engine: drafts, classifies and checks; it may be called from several threads at once."""

    @property
    def library(self) -> Shelf:
        """Return the library it drafts from."""

    def draft(self, inquiry: Inquiry, *, now: datetime, agent_language: Language = "zh") -> Answer:
        """Return drafts and what they rest on; BadInput where the inquiry cannot be answered."""

    def classify(self, text: str) -> Classification:
        """Return what the text is about."""

    def lint(
        self, text: str, *, language: Language, platform: Platform, terms: Terms | None = None
    ) -> tuple[Finding, ...]:
        """Return the objections of the pre-send check; with `terms` promises are held against what was decided."""

    def preview(self, name: str, *, now: datetime) -> Preview | None:
        """Return the reply called `name` as it would be sent anywhere; None where there is no such reply."""

    def used_on(self, name: str) -> tuple[Platform, ...]:
        """Return the platforms on which the reply called `name` can be chosen."""
