"""What came in by hooks: kept once for good, handed to the work, and finished or parked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from sqlalchemy import Executable, bindparam, func, select, update
from sqlalchemy.orm import Session

from app.store.rows import columns, find_one, insert_in, name_dialect, read_all, read_one
from app.store.tables import HOOK_EVENTS

HookState: TypeAlias = Literal["stored", "working", "delivered", "kept", "parked"]


@dataclass(frozen=True, slots=True)
class HookEvent:
    """A buyer's message as a channel brought it. `body` is what the adapter read of it, `reason` why it is parked."""

    id: int
    channel: str
    vendor_id: str
    thread: str
    trace: str
    body: dict[str, Any]
    state: HookState
    round: int
    attempts: int
    reason: str | None
    conversation_id: int | None
    message_id: int | None
    received_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewHookEvent:
    """What is kept of a message at the moment it comes in."""

    channel: str
    vendor_id: str
    thread: str
    trace: str
    body: Mapping[str, Any]


COLUMNS = columns(HOOK_EVENTS, HookEvent)
_RECENT = 50
"""Events of a thread among which its cursor is looked for: those that failed have none."""
_WORDLESS: Mapping[str, Any] = MappingProxyType({"text": "", "buyer_name": "", "attachments": [], "facts": {}})


def keep_event(session: Session, new: NewHookEvent, *, at: datetime) -> int | None:
    """Keep an event and return its number; None where the channel has brought it before."""
    return keep_events(session, (new,), at=at)[0]


def keep_events(session: Session, events: Sequence[NewHookEvent], *, at: datetime) -> tuple[int | None, ...]:
    """Keep events and return the number of each; None for one that the channel has brought before."""
    statement = _keep(name_dialect(session))
    return tuple(session.execute(statement, _as_row(new, at)).scalar() for new in events)


@cache
def _keep(dialect: str) -> Executable:
    return insert_in(dialect, HOOK_EVENTS).on_conflict_do_nothing().returning(HOOK_EVENTS.c.id)


def _as_row(new: NewHookEvent, at: datetime) -> dict[str, Any]:
    return {
        "channel": new.channel,
        "vendor_id": new.vendor_id,
        "thread": new.thread,
        "trace": new.trace,
        "body": dict(new.body),
        "state": "stored",
        "round": 0,
        "attempts": 0,
        "received_at": at,
    }


def get_event(session: Session, event_id: int) -> HookEvent | None:
    """Return an event; None where there is none."""
    return find_one(session, HookEvent, HOOK_EVENTS, id=event_id)


def find_event(session: Session, channel: str, vendor_id: str) -> HookEvent | None:
    """Return an event by its channel's own number; None where the channel has not brought it."""
    return find_one(session, HookEvent, HOOK_EVENTS, channel=channel, vendor_id=vendor_id)


def find_last_event(session: Session, conversation_id: int) -> HookEvent | None:
    """Return what a channel brought last in a conversation; None where no channel did."""
    of_talk = select(*COLUMNS).where(HOOK_EVENTS.c.conversation_id == conversation_id)
    return read_one(session, HookEvent, of_talk.order_by(HOOK_EVENTS.c.id.desc()).limit(1))


def list_events(session: Session, state: HookState, *, limit: int = 200) -> tuple[HookEvent, ...]:
    """Return the events in a state, the oldest first."""
    statement = select(*COLUMNS).where(HOOK_EVENTS.c.state == state).order_by(HOOK_EVENTS.c.id).limit(limit)
    return read_all(session, HookEvent, statement)


def begin_events(session: Session, event_ids: Sequence[int]) -> None:
    """Mark events as under way where they are only stored."""
    change = update(HOOK_EVENTS).where(HOOK_EVENTS.c.id.in_(event_ids), HOOK_EVENTS.c.state == "stored")
    session.execute(change.values(state="working"))


def link_event(session: Session, event_id: int, *, conversation_id: int, message_id: int) -> None:
    """Write where at the desk the message of an event is."""
    values = {"changed_id": event_id, "conversation_id": conversation_id, "message_id": message_id}
    session.execute(_change(), values)


@cache
def _change() -> Executable:
    return update(HOOK_EVENTS).where(HOOK_EVENTS.c.id == bindparam("changed_id"))


def count_attempt(session: Session, event_id: int) -> int:
    """Write that a delivery is begun, and return how many were begun before."""
    change = update(HOOK_EVENTS).where(HOOK_EVENTS.c.id == event_id).values(attempts=HOOK_EVENTS.c.attempts + 1)
    begun: int = session.scalars(change.returning(HOOK_EVENTS.c.attempts)).one()
    return begun - 1


def finish_event(
    session: Session, event_id: int, state: Literal["delivered", "kept", "parked"], *, at: datetime, reason: str | None
) -> None:
    """Write what became of an event; `reason` says why it is parked."""
    values = {"changed_id": event_id, "state": state, "reason": reason, "finished_at": at}
    session.execute(_change(), values)


def replay_event(session: Session, event_id: int) -> bool:
    """Put a parked event back to the beginning, and return whether it was parked."""
    change = update(HOOK_EVENTS).where(HOOK_EVENTS.c.id == event_id, HOOK_EVENTS.c.state == "parked")
    values = {"state": "stored", "round": HOOK_EVENTS.c.round + 1, "reason": None, "finished_at": None}
    return session.scalar(change.values(values).returning(HOOK_EVENTS.c.id)) is not None


def empty_events(session: Session, *, before: datetime, limit: int) -> int:
    """Take the buyer's words out of events that were done `before` a moment, the oldest first; return of how many.

    How their conversation is found at the vendor's stays.
    """
    old = (
        HOOK_EVENTS.c.state.in_(("delivered", "kept")),
        HOOK_EVENTS.c.finished_at < before,
        HOOK_EVENTS.c.body["text"].as_string() != "",
    )
    found = select(HOOK_EVENTS.c.id, HOOK_EVENTS.c.body).where(*old).order_by(HOOK_EVENTS.c.id).limit(limit)
    rows = session.execute(found).all()
    for number, body in rows:
        session.execute(update(HOOK_EVENTS).where(HOOK_EVENTS.c.id == number).values(body={**body, **_WORDLESS}))
    return len(rows)


def find_cursor(session: Session, channel: str, thread: str) -> str:
    """Return how far the fetching of a thread has come; empty where nothing was fetched, or long ago."""
    recent = select(HOOK_EVENTS.c.body).where(HOOK_EVENTS.c.channel == channel, HOOK_EVENTS.c.thread == thread)
    bodies = session.scalars(recent.order_by(HOOK_EVENTS.c.id.desc()).limit(_RECENT))
    return next((str(body["cursor"]) for body in bodies if body.get("cursor")), "")


def note_cursor(session: Session, event: HookEvent, cursor: str) -> None:
    """Write how far an event's fetching has come."""
    change = update(HOOK_EVENTS).where(HOOK_EVENTS.c.id == event.id)
    session.execute(change.values(body={**event.body, "cursor": cursor}))


def count_states(session: Session) -> dict[tuple[str, str], int]:
    """Return how many events of each channel are in each state."""
    statement = select(HOOK_EVENTS.c.channel, HOOK_EVENTS.c.state, func.count())
    grouped = statement.group_by(HOOK_EVENTS.c.channel, HOOK_EVENTS.c.state)
    return {(channel, state): count for channel, state, count in session.execute(grouped)}
