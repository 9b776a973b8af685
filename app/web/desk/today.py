"""Today: what came in, how fast it was answered, and what became of the drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from app.store.figures import (
    Answering,
    DraftFigures,
    Period,
    count_by_intent_and_hour,
    count_by_reply,
    list_abstained,
    measure_answering,
)
from app.store.shops import list_shops
from app.web.tongue import choose_language
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from app.model import Language
    from app.store.records import Message
    from app.web.desk.ground import Names, Paper
    from app.web.desk.moments import Times

DAYS = (1, 7, 30)
SERIES = 5
"""Matters that have a colour of their own; the others are one."""
STEPS = (60, 180, 300, 900, 3600)
"""Seconds between which waits are counted together; the clock of a shop is one of them."""
MOST_REPLIES = 12


@dataclass(frozen=True, slots=True)
class Matter:
    """How many messages came of one matter, in all and in each hour. `intent` None: not understood, "": the rest."""

    intent: str | None
    name: str
    total: int
    hours: tuple[int, ...]

    @property
    def kind(self) -> str:
        """Return what decides its colour: a matter of its own, the rest, or what was not understood."""
        return "unsure" if self.intent is None else "matter" if self.intent else "rest"


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page shows."""

    matters: tuple[Matter, ...]
    answering: Answering
    waits: tuple[int, ...]
    replies: tuple[DraftFigures, ...]
    abstained: tuple[Message, ...]

    @property
    def total(self) -> int:
        """Return how many messages came."""
        return sum(matter.total for matter in self.matters)

    @property
    def median(self) -> float | None:
        """Return the seconds that half of the waits were shorter than; None where nobody waited."""
        waits = sorted(self.answering.seconds)
        return waits[len(waits) // 2] if waits else None


def make_today(paper: Paper) -> APIRouter:
    """Return the route `/today`."""
    router = APIRouter()

    @router.get("/today")
    def show(request: Request) -> Response:
        return _show(paper, request)

    return router


def _show(paper: Paper, request: Request) -> Response:
    language, query = choose_language(request), request.query_params
    with paper.ground.store.reading() as session:
        shops = visitor_of(request).list_theirs(list_shops(session), "supervisor")
        chosen = next((shop for shop in shops if shop.slug == query.get("shop")), None)
        asked = (chosen,) if chosen else shops
        times = paper.times(language, asked[0] if len(asked) == 1 else None)
        days = next((days for days in DAYS if str(days) == query.get("days")), 1)
        period = Period(tuple(shop.id for shop in asked), _since(times, days), times.now + timedelta(seconds=1))
        counted = count_by_intent_and_hour(session, period, zone=times.zone)
        answering = measure_answering(session, period, now=times.now)
        replies, abstained = count_by_reply(session, period), list_abstained(session, period)
    matters = _sum_up(counted, paper.names(language), paper.words(language)["today"])
    figures = Figures(matters, answering, _count_waits(answering.seconds), replies, abstained)
    shown = {"figures": figures, "times": times, "shops": shops, "chosen": chosen, "days": days, "choices": DAYS}
    titles = _title_replies(paper, language)
    # Shops of different clocks have no one line between in time and late.
    clocks = {shop.clock_seconds for shop in asked}
    clock = clocks.pop() if len(clocks) == 1 else None
    charts = _draw(figures, titles, paper.words(language)["today"], clock=clock)
    more = {"charts": charts, "titles": titles, "clock": clock}
    return paper.show(request, "today.html", shown | more)


def _since(times: Times, days: int) -> datetime:
    """Return when the first of so many days began in the shop's zone, today being the last."""
    local = times.now.astimezone(times.zone)
    day = local.date() - timedelta(days=days - 1)
    return datetime(day.year, day.month, day.day, tzinfo=times.zone)


def _sum_up(
    counted: Mapping[tuple[str | None, int], int], names: Names, words: Mapping[str, Any]
) -> tuple[Matter, ...]:
    """Return the matters that came most, then the rest as one, then what was not understood."""
    hours: dict[str | None, list[int]] = {}
    for (intent, hour), number in counted.items():
        hours.setdefault(intent, [0] * 24)[hour] += number
    known = sorted((name for name in hours if name is not None), key=lambda name: (-sum(hours[name]), name))
    shown = [_matter(name, names.intent(name), hours[name]) for name in known[:SERIES]]
    rest = [sum(hours[name][hour] for name in known[SERIES:]) for hour in range(24)]
    if any(rest):
        shown.append(_matter("", words["rest"], rest))
    if None in hours:
        shown.append(_matter(None, words["unsure"], hours[None]))
    return tuple(shown)


def _matter(intent: str | None, name: str, hours: Sequence[int]) -> Matter:
    return Matter(intent, name, sum(hours), tuple(hours))


def _count_waits(seconds: Sequence[float]) -> tuple[int, ...]:
    """Return how many waits ended within each step, and how many took longer than all of them."""
    edges = (0, *STEPS, inf)
    return tuple(sum(low < wait <= high or (low == 0 == wait) for wait in seconds) for low, high in pairwise(edges))


def _title_replies(paper: Paper, language: Language) -> dict[str, str]:
    replies = paper.ground.engine.library.replies
    return {reply.header.id: str(reply.header.title.model_dump()[language]) for reply in replies}


def _title(template: str, titles: Mapping[str, str]) -> str:
    """Return what a reply is called; one that answered several matters bears the names of all its parts."""
    return " + ".join(titles.get(part, part) for part in template.split("+"))


def _draw(
    figures: Figures, titles: Mapping[str, str], words: Mapping[str, Any], *, clock: int | None
) -> dict[str, Any]:
    """Return what the charts are drawn from; the tables beside them say the same."""
    replies = figures.replies[:MOST_REPLIES]
    return {
        "matters": [{"name": one.name, "hours": one.hours, "kind": one.kind} for one in figures.matters],
        "waits": {
            "labels": [words["waits"][f"s{step}"] for step in (*STEPS, "more")],
            "numbers": figures.waits,
            "late": [clock is not None and step > clock for step in (*STEPS, inf)],
        },
        "replies": {
            "labels": [_title(one.template, titles) for one in replies],
            "series": [
                {"name": words[state], "numbers": [getattr(one, state) for one in replies]}
                for state in ("sent", "edited", "rejected")
            ],
        },
        "say": {"messages": words["messages"], "hour": words["hour"]},
    }
