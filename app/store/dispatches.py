"""What is to go out once, to buyers or other programs: how far it has come, when it is tried next, and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from app.store import events
from app.store.conversations import CHANGED
from app.store.cursors import cut, read_cursor
from app.store.records import Page
from app.store.rows import columns, insert, read_all, read_one
from app.store.tables import DISPATCHES

Kind: TypeAlias = Literal["reply", "hook"]
DispatchState: TypeAlias = Literal["waiting", "working", "done", "parked"]
UNFINISHED = ("waiting", "working")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Something that is to go out once to `target`. `due_at` is its next try, `reason` why the last one failed."""

    id: int
    kind: Kind
    target: str
    name: str
    shop_id: int
    conversation_id: int | None
    message_id: int | None
    body: dict[str, Any]
    state: DispatchState
    round: int
    attempts: int
    reason: str | None
    due_at: datetime
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewDispatch:
    """What is to go out; `name` makes it one, however often it is said."""

    kind: Kind
    target: str
    name: str
    shop_id: int
    body: Mapping[str, Any]
    conversation_id: int | None = None
    message_id: int | None = None


COLUMNS = columns(DISPATCHES, Dispatch)


def add_dispatch(session: Session, new: NewDispatch, *, at: datetime) -> int | None:
    """Let something go out as soon as may be and return its number; None where it was said before."""
    values = {name: getattr(new, name) for name in new.__slots__} | {
        "body": dict(new.body),
        "state": "waiting",
        "round": 0,
        "attempts": 0,
        "due_at": at,
        "created_at": at,
    }
    statement = insert(session, DISPATCHES).values(values).on_conflict_do_nothing().returning(DISPATCHES.c.id)
    number: int | None = session.scalar(statement)
    return number


def get_dispatch(session: Session, number: int) -> Dispatch | None:
    """Return what is to go out; None where there is no such."""
    return read_one(session, Dispatch, select(*COLUMNS).where(DISPATCHES.c.id == number))


def list_due(session: Session, *, now: datetime, limit: int = 100) -> tuple[Dispatch, ...]:
    """Return what is to be tried now, the longest due first.

    Of replies in one conversation only the oldest that has not ended: a buyer gets them in their order.
    """
    other = DISPATCHES.alias()
    earlier = select(other.c.id).where(
        other.c.kind == "reply",
        other.c.conversation_id == DISPATCHES.c.conversation_id,
        other.c.state.in_(UNFINISHED),
        other.c.id < DISPATCHES.c.id,
    )
    due = (DISPATCHES.c.state.in_(UNFINISHED), DISPATCHES.c.due_at <= now)
    turn = or_(DISPATCHES.c.kind != "reply", ~earlier.exists())
    ordered = select(*COLUMNS).where(*due, turn).order_by(DISPATCHES.c.due_at, DISPATCHES.c.id)
    return read_all(session, Dispatch, ordered.limit(limit))


def begin_dispatch(session: Session, dispatch: Dispatch, *, until: datetime) -> Dispatch | None:
    """Mark a try as begun, which another may take over from `until` on; None where somebody else was faster."""
    same = (DISPATCHES.c.id == dispatch.id, DISPATCHES.c.round == dispatch.round, DISPATCHES.c.state == dispatch.state)
    # What is taken over gets a new round: the old try's workflow has that name.
    change = update(DISPATCHES).where(*same, DISPATCHES.c.due_at == dispatch.due_at)
    round_ = dispatch.round + (dispatch.state == "working")
    begun = change.values(state="working", due_at=until, round=round_).returning(*COLUMNS)
    return read_one(session, Dispatch, begun)


def count_try(session: Session, number: int) -> int:
    """Write that a try goes out now, and return how many did before."""
    change = update(DISPATCHES).where(DISPATCHES.c.id == number).values(attempts=DISPATCHES.c.attempts + 1)
    begun: int = session.scalars(change.returning(DISPATCHES.c.attempts)).one()
    return begun - 1


def finish_dispatch(session: Session, dispatch: Dispatch, *, at: datetime, reason: str | None = None) -> None:
    """Write that something went out, or with a `reason` that a person has to look."""
    state = "done" if reason is None else "parked"
    _change(session, dispatch, at=at, state=state, reason=reason, finished_at=at)


def postpone_dispatch(session: Session, dispatch: Dispatch, after: float, *, at: datetime, reason: str) -> None:
    """Let the next try be in `after` seconds, and say why this one failed."""
    due_at = at + timedelta(seconds=after)
    _change(session, dispatch, at=at, state="waiting", reason=reason, due_at=due_at)


def replay_dispatch(session: Session, dispatch: Dispatch, *, at: datetime) -> bool:
    """Let something that is parked, or went out, be tried anew from the beginning; False where it is under way."""
    ended = (DISPATCHES.c.id == dispatch.id, DISPATCHES.c.state.in_(("parked", "done")))
    values = {"state": "waiting", "round": DISPATCHES.c.round + 1, "attempts": 0, "due_at": at, "finished_at": None}
    done = session.scalar(update(DISPATCHES).where(*ended).values(values).returning(DISPATCHES.c.id)) is not None
    _tell(session, dispatch, at=at)
    return done


def list_replies(session: Session, conversation_id: int) -> tuple[Dispatch, ...]:
    """Return what was to go to the buyer of a conversation, the oldest first."""
    of_talk = (DISPATCHES.c.conversation_id == conversation_id, DISPATCHES.c.kind == "reply")
    return read_all(session, Dispatch, select(*COLUMNS).where(*of_talk).order_by(DISPATCHES.c.id))


def list_parked_replies(session: Session, shop_ids: Sequence[int], *, limit: int = 200) -> tuple[Dispatch, ...]:
    """Return the replies of some shops that did not get out, the latest first."""
    statement = select(*COLUMNS).where(*_parked_replies(shop_ids)).order_by(DISPATCHES.c.id.desc())
    return read_all(session, Dispatch, statement.limit(limit))


def count_parked_replies(session: Session, shop_ids: Sequence[int]) -> int:
    """Return how many replies of some shops did not get out."""
    return session.scalar(select(func.count()).where(*_parked_replies(shop_ids))) or 0


def list_deliveries(
    session: Session, endpoint_id: int, *, limit: int = 50, cursor: str | None = None
) -> Page[Dispatch]:
    """Return what went, or is to go, to an endpoint, the latest first."""
    statement = select(*COLUMNS).where(DISPATCHES.c.kind == "hook", DISPATCHES.c.target == str(endpoint_id))
    if cursor:
        (before,) = read_cursor(cursor, kinds=(int,))
        statement = statement.where(DISPATCHES.c.id < before)
    found = read_all(session, Dispatch, statement.order_by(DISPATCHES.c.id.desc()).limit(limit + 1))
    return cut(found, limit=limit, place=lambda one: (one.id,))


def _parked_replies(shop_ids: Sequence[int]) -> tuple[Any, ...]:
    of_shops = and_(DISPATCHES.c.kind == "reply", DISPATCHES.c.shop_id.in_(shop_ids))
    return DISPATCHES.c.state == "parked", of_shops


def _change(session: Session, dispatch: Dispatch, *, at: datetime, **values: Any) -> None:
    session.execute(update(DISPATCHES).where(DISPATCHES.c.id == dispatch.id).values(**values))
    _tell(session, dispatch, at=at)


def _tell(session: Session, dispatch: Dispatch, *, at: datetime) -> None:
    """Let the pages of the conversation know, where it is a reply."""
    if dispatch.kind == "reply":
        talk = dispatch.conversation_id
        events.tell(session, CHANGED, shop_id=dispatch.shop_id, conversation_id=talk, at=at)
