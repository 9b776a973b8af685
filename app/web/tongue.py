"""Which language the console speaks to a visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from app.model import Language

if TYPE_CHECKING:
    from starlette.requests import Request

LANGUAGES: tuple[Language, ...] = get_args(Language)


def choose_language(request: Request) -> Language:
    """Return the language asked for by ?lang=, else by the cookie, else by the browser, else Chinese."""
    for name in (request.query_params.get("lang"), request.cookies.get("lang")):
        for language in LANGUAGES:
            if name == language:
                return language
    return read_preference(request.headers.get("accept-language", ""))


def read_preference(header: str) -> Language:
    """Return the language that an Accept-Language header prefers; Chinese where it names neither."""
    best: Language = "zh"
    highest = 0.0
    for part in header.lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        quality = _read_quality(weight)
        for language in LANGUAGES:
            if tag.split("-")[0] == language and quality > highest:
                best, highest = language, quality
    return best


def _read_quality(weight: str) -> float:
    try:
        return float(weight or "1")
    except ValueError:
        return 0.0
