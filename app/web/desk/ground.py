"""What the pages of the desk stand on, and how each of them is rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.model import Language
from app.web.console import answer_page, choose_theme, load_words, make_readable, open_pages
from app.web.desk.moments import Times
from app.web.facts_form import FORM_CURRENCIES
from app.web.places import list_places
from app.web.tongue import choose_language
from app.web.visitor import name_visitor, visitor_of

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import HTMLResponse

    from app.channels.switchboard import Channel
    from app.settings import Settings
    from app.store.database import Store
    from app.store.records import Shop
    from app.web.desk.bell import Bell
    from app.web.drafter import Drafter
    from app.web.importer import Importer

WORDS = ("moments", "clock", "draft", "finding", "talk", "inbox", "failed")
"""Wordings that the scripts of these pages need."""
COMMA: Mapping[Language, str] = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Ground:
    """The store, the engine, the settings, the bell that rings when something happened, clock, imports and channels."""

    store: Store
    engine: Drafter
    settings: Settings
    bell: Bell
    clock: Callable[[], datetime]
    importer: Importer
    channels: Mapping[str, Channel] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """What intents, rules, facts and couriers are called in one language; what nobody named reads as its own words."""

    intents: Mapping[str, str]
    rules: Mapping[str, str]
    facts: Mapping[str, str]
    carriers: Mapping[str, str]

    def carrier(self, name: str) -> str:
        """Return what a courier is called, by any of its names; whom the library does not know keeps theirs."""
        return self.carriers.get(name.strip().lower(), name)

    def intent(self, name: str | None) -> str:
        """Return what an intent is called; empty for none."""
        return self.intents.get(name, name.replace("_", " ")) if name else ""

    def rule(self, name: str) -> str:
        """Return what a rule is called."""
        return self.rules.get(name, name.replace("_", " "))

    def fact(self, name: str) -> str:
        """Return what a fact is called."""
        return self.facts.get(name, name.replace("_", " "))


class Paper:
    """Renders the pages of the desk."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._templates = open_pages()
        self.words = cache(load_words)
        self.names = cache(self._read_names)

    def show(
        self, request: Request, template: str, shown: Mapping[str, Any], *, zone: str = "", status: int = 200
    ) -> HTMLResponse:
        """Return a page, or a part of one; times on it are in `zone`, else in that of the service."""
        language = choose_language(request)
        html = self._templates.get_template(template).render(self._describe(request, language, zone) | dict(shown))
        return answer_page(request, html, language=language, status=status)

    def times(self, language: Language, shop: Shop | None = None) -> Times:
        """Return what says times in the zone of a shop, else in that of the service."""
        zone = ZoneInfo(shop.timezone) if shop else self.ground.settings.timezone
        return Times(self.words(language), language, zone, self.ground.clock())

    def _describe(self, request: Request, language: Language, zone: str) -> dict[str, Any]:
        words, visitor = self.words(language), visitor_of(request)
        return {
            "t": make_readable(words),
            "language": language,
            "theme": choose_theme(request),
            "visitor": visitor,
            "csrf": visitor.token,
            "me": name_visitor(visitor, words),
            "places": list_places(visitor),
            "comma": COMMA[language],
            "names": self.names(language),
            "oob": False,
            "currencies": FORM_CURRENCIES,
            "desk": {
                "language": language,
                "timezone": zone or self.ground.settings.timezone.key,
                "pass": visitor.token,
                "me": visitor.id,
                "words": {name: words[name] for name in WORDS},
            },
        }

    def _read_names(self, language: Language) -> Names:
        library = self.ground.engine.library
        return Names(
            {name: str(one.title.model_dump()[language]) for name, one in library.intents.items()},
            {name: str(one.title.model_dump()[language]) for name, one in library.policies.items()},
            {name: str(one.label.model_dump()[language]) for name, one in library.facts.items()},
            {
                name.lower(): str(one.title.model_dump()[language])
                for one in library.carriers
                for name in (one.id, one.title.zh, one.title.en, *one.aliases)
            },
        )


def is_part(request: Request) -> bool:
    """Return whether htmx asks, which puts the answer into the page that is there."""
    return request.headers.get("hx-request") == "true"
