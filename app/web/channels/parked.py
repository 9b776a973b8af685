"""The page of what no try could deliver: which channel, which conversation, since when and why; and trying again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from app.channels.parked import replay
from app.desk.traces import Deed
from app.errors import BadInput
from app.store.parked import count_parked, list_parked
from app.web.console import load_words
from app.web.desk.moments import Times
from app.web.people.names import read_number
from app.web.people.paper import go_to, read_field
from app.web.tongue import choose_language
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.hook_events import HookEvent
    from app.store.parked import Pile
    from app.web.channels.hall import Hall

A_PAGE = 50
LONGEST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A parked event as the page shows it. `age` says how long ago it was given up, `exact` when."""

    event: HookEvent
    buyer: str
    age: str
    exact: str


def make_parked(hall: Hall) -> APIRouter:
    """Return the route `/parked`."""
    router = APIRouter()

    @router.get("/parked")
    def show(request: Request) -> Response:
        return _show(hall, request)

    @router.post("/parked")
    def put_back(request: Request) -> Response:
        return _put_back(hall, request)

    return router


def _show(hall: Hall, request: Request) -> Response:
    query, language = request.query_params, choose_language(request)
    with hall.store.reading() as session:
        _, pile = hall.admit(session, visitor_of(request))
        counted, asked = count_parked(session, pile), _narrow(pile, query)
        try:
            page = list_parked(session, asked, limit=A_PAGE, cursor=query.get("cursor") or None)
        except BadInput:
            return hall.paper.miss(request)
        found = sum(count_parked(session, asked).values())
    times = Times(load_words(language), language, hall.paper.zone, hall.clock())
    shown = {
        "lines": [_write(event, times) for event in page.items],
        "next": page.next,
        "counted": counted,
        "found": found,
        "asked": asked,
        "rest": urlencode({"channel": asked.channel, "q": asked.words}),
    }
    return hall.paper.show(request, "channels_parked.html", shown)


def _narrow(pile: Pile, asked: Mapping[str, str]) -> Pile:
    return replace(pile, channel=asked.get("channel", "").strip(), words=asked.get("q", "").strip()[:LONGEST_WORDS])


def _write(event: HookEvent, times: Times) -> Line:
    since = event.finished_at or event.received_at
    return Line(event, str(event.body.get("buyer_name", "")), times.ago(since), times.exact(since))


def _put_back(hall: Hall, request: Request) -> Response:
    """Put back one event, or all that the page's filter names."""
    number = read_number(read_field(request, "event"))
    with hall.store.transaction() as session:
        actor, pile = hall.admit(session, visitor_of(request))
        asked = _narrow(pile, {name: read_field(request, name) for name in ("channel", "q")})
        deed = Deed(session, actor, hall.clock())
        every = read_field(request, "all") == "yes"
        done = replay(deed, hall.porch.channels, asked if every else pile, None if every else (number,))
    hall.wake()
    return go_to("/parked", said="put_back" if done else "not_put_back")
