"""The pages of the replies: all of them to search through, and each one by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from app.library.problems import find_nearest
from app.model import PLATFORMS, Language
from app.web.console import answer_page, choose_theme, load_words, make_readable, open_pages
from app.web.places import list_places
from app.web.replies import Entry, Group, list_replies
from app.web.reply_page import Piece, show_preview
from app.web.tongue import choose_language
from app.web.usage import describe_case
from app.web.visitor import name_visitor, visitor_of

if TYPE_CHECKING:
    from app.core.preview import Preview
    from app.web.api import Clock
    from app.web.drafter import Drafter

Gathered: TypeAlias = tuple[Mapping[str, Any], tuple[Group, ...]]
"""The wordings of a language, and the replies as they are listed in it."""

LONGEST_NAME = 100
COMMA: Mapping[Language, str] = {"zh": "、", "en": ", "}


def make_reply_pages(engine: Drafter, *, clock: Clock) -> APIRouter:
    """Return the routes `/replies` and `/replies/{id}`."""
    router = APIRouter()
    pages = _Pages(engine, open_pages(), cache(lambda language: _gather(engine, language)))

    @router.get("/replies", include_in_schema=False)
    def show_all(request: Request) -> HTMLResponse:
        return pages.show_list(request)

    @router.get("/replies/{name}", include_in_schema=False)
    def show_one(request: Request, name: str) -> HTMLResponse:
        preview = engine.preview(name, now=clock())
        if preview is None:
            return pages.show_list(request, lost=name[:LONGEST_NAME])
        return pages.show_reply(request, preview)

    return router


def _gather(engine: Drafter, language: Language) -> Gathered:
    # Called at the first visit and not before: the sounds of the titles take a moment.
    words = load_words(language)
    return words, list_replies(engine, language=language, without_file=words["intents_without_file"])


@dataclass(frozen=True, slots=True)
class _Pages:
    """Renders the two pages. `gather` returns the wordings and the list of one language."""

    engine: Drafter
    templates: Environment
    gather: Callable[[Language], Gathered]

    def show_list(self, request: Request, *, lost: str = "") -> HTMLResponse:
        """Return the page of all replies; with the name that was not found and the nearest there is."""
        _, groups = self.gather(choose_language(request))
        names = [entry.id for group in groups for entry in group.entries]
        near = find_nearest(lost, names) if lost else None
        shown = {"groups": groups, "total": len(names), "platforms": PLATFORMS, "lost": lost, "near": near}
        return self._render(request, "replies.html", shown, status=404 if lost else 200)

    def show_reply(self, request: Request, preview: Preview) -> HTMLResponse:
        """Return the page of one reply."""
        language = choose_language(request)
        words, groups = self.gather(language)
        wanted = request.query_params.get("platform", "")
        shown = describe(preview, self.engine, words=words, language=language, wanted=wanted)
        return self._render(request, "replies_one.html", shown | _find_place(preview.reply.id, groups, words))

    def _render(self, request: Request, template: str, shown: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
        language = choose_language(request)
        words, _ = self.gather(language)
        common = {
            "t": make_readable(words),
            "language": language,
            "theme": choose_theme(request),
            "desk": {"language": language, "words": {name: words[name] for name in ("draft", "replies")}},
            "comma": COMMA[language],
            "me": name_visitor(visitor_of(request), words),
            "places": list_places(visitor_of(request)),
        }
        html = self.templates.get_template(template).render(common | dict(shown))
        return answer_page(request, html, language=language, status=status)


def describe(
    preview: Preview, engine: Drafter, *, words: Mapping[str, Any], language: Language, wanted: str
) -> dict[str, Any]:
    """Return everything that the page of one reply shows, `wanted` being the platform to begin with."""
    header = preview.reply.header
    name_value = _name_values(engine, words, language)
    platforms = [platform for platform in PLATFORMS if preview.on(platform)]
    zh, en = header.title.zh, header.title.en
    return {
        "header": header.model_dump(),
        "title": zh if language == "zh" else en,
        "other": en if language == "zh" else zh,
        "is_notice": preview.reply.is_notice,
        "is_fallback": preview.reply.is_fallback,
        "voices": show_preview(preview, name_value=name_value),
        "platforms": platforms,
        "chosen": wanted if wanted in platforms else next(iter(platforms), ""),
        "query": f"?platform={wanted}" if wanted in PLATFORMS else "",
        "case": describe_case(header, engine.library, words=words, language=language),
        "samples": [
            (name, name_value(name), sample, preview.samples["en"][name])
            for name, sample in preview.samples["zh"].items()
        ],
        "asked": [name_value(name) for name in preview.asked],
        "explain": lambda piece: explain(piece, words=words, language=language),
    }


def explain(piece: Piece, *, words: Mapping[str, Any], language: Language) -> str:
    """Return what a marked piece of a text rests on and what is wrong with it, a line each."""
    said = words["replies"]["mark_drops" if piece.drops else "mark_rests"]
    lines = [said.replace("{names}", COMMA[language].join(piece.names))] if piece.names else []
    return "\n".join([*lines, *(finding.say.of(language) for finding in piece.findings)])


def _name_values(engine: Drafter, words: Mapping[str, Any], language: Language) -> Callable[[str], str]:
    """Return the function that names a value as the page does: a fact, a decision's value or a rule's figure."""
    library, values = engine.library, words["values"]

    def name_value(name: str) -> str:
        """Return the page's name of the value `name`; one that nobody has named reads as its own words."""
        if name in library.facts:
            return str(library.facts[name].label.model_dump()[language])
        for rule, policy in library.policies.items():
            if name not in values and name.startswith(f"{rule}_"):
                part = name.removeprefix(f"{rule}_")
                return f"{policy.title.model_dump()[language]} · {values.get(part, part.replace('_', ' '))}"
        return str(values.get(name, name.replace("_", " ")))

    return name_value


def _find_place(name: str, groups: tuple[Group, ...], words: Mapping[str, Any]) -> dict[str, Any]:
    """Return where the reply stands in the list: its matter, its number there, and its neighbours."""
    placed: list[tuple[Group, Entry]] = [(group, entry) for group in groups for entry in group.entries]
    at = next((place for place, (_, entry) in enumerate(placed) if entry.id == name), None)
    if at is None:
        return {"place": "", "before": None, "after": None}
    group, entry = placed[at]
    number = {"{intent}": group.title, "{n}": group.entries.index(entry) + 1, "{all}": len(group.entries)}
    said = words["replies"]["of"]
    for mark, value in number.items():
        said = said.replace(mark, str(value))
    before = placed[at - 1][1] if at else None
    after = placed[at + 1][1] if at + 1 < len(placed) else None
    return {"place": said, "before": before, "after": after}
