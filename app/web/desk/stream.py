"""What happens at the desk, told to open pages at once, as server-sent events."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from app.desk.presence import SEEN_FOR
from app.store.events import list_events, read_last_id
from app.store.presence import MOVED, list_present
from app.store.shops import list_shops
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from fastapi import Request

    from app.store.history import Presence
    from app.store.records import Shop
    from app.web.desk.ground import Ground

KIND = "text/event-stream"
PATIENCE = 15
"""Seconds of silence after which a line says that the connection still stands."""
LASTS = timedelta(minutes=10)
"""How long a stream goes on; then the browser asks anew, and it is seen anew who is asking."""
TYPING_FOR = timedelta(seconds=8)
MOST = 200


async def answer_stream(ground: Ground, request: Request) -> StreamingResponse:
    """Return the stream of what happens in the visitor's shops; 406 for who did not ask for a stream."""
    if KIND not in request.headers.get("accept", ""):
        raise HTTPException(406, f"This is a stream: send the header Accept: {KIND}.")
    shops = await run_in_threadpool(_find_shops, ground, request)
    given = request.headers.get("last-event-id", "")
    last = int(given) if given.isascii() and given.isdigit() else await ground.bell.read_last()
    frames = _Stream(ground, tuple(shop.id for shop in shops)).tell(last)
    return StreamingResponse(frames, media_type=KIND, headers={"X-Accel-Buffering": "no"})


def _find_shops(ground: Ground, request: Request) -> tuple[Shop, ...]:
    with ground.store.reading() as session:
        return visitor_of(request).list_theirs(list_shops(session))


@dataclass(frozen=True, slots=True)
class _Stream:
    ground: Ground
    shop_ids: tuple[int, ...]

    async def tell(self, last: int) -> AsyncIterator[str]:
        """Yield what happened after event `last`, and what happens from now on."""
        bell, ends = self.ground.bell, self.ground.clock() + LASTS
        bell.join()
        try:
            yield "retry: 1000\n\n"
            while not bell.is_over and self.ground.clock() < ends:
                if not await bell.wait(after=last, patience=PATIENCE):
                    yield ": still here\n\n"
                    continue
                last, frame = await run_in_threadpool(self._read, last)
                yield frame
        finally:
            bell.leave()

    def _read(self, last: int) -> tuple[int, str]:
        """Return up to which event was read, and what to tell of it."""
        with self.ground.store.reading() as session:
            newest = read_last_id(session)
            events = list_events(session, after=last, shop_ids=self.shop_ids, limit=MOST)
            now = self.ground.clock()
            moved = {event.conversation_id for event in events if event.kind == MOVED and event.conversation_id}
            here = list_present(session, moved, since=now - SEEN_FOR)
        upto = events[-1].id if len(events) == MOST else max(newest, last)
        if not events:
            return upto, ": nothing of yours\n\n"
        # Nothing in particular has changed where a whole shop has: 0 stands for it.
        changed = sorted({event.conversation_id or 0 for event in events if event.kind != MOVED})
        data = {"changed": changed, "present": _describe(here, moved, now=now)}
        return upto, f"id: {upto}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _describe(here: Iterable[Presence], moved: Iterable[int], *, now: datetime) -> dict[int, list[dict[str, object]]]:
    """Return who is in each conversation in which somebody moved; nobody, too, is something to tell."""
    present: dict[int, list[dict[str, object]]] = {number: [] for number in moved}
    for one in here:
        is_typing = one.typing_at is not None and now - one.typing_at < TYPING_FOR
        present[one.conversation_id].append({"id": one.user_id, "name": one.shown_name, "typing": is_typing})
    return present
