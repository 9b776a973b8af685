"""What was changed at once is undone at once; an undoing can itself be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.faults import NotFound, TooLate
from app.desk.registers.entries import ADDED, REGISTER, UNDONE, name_batch, see_row, take_row, write
from app.desk.registers.shapes import OPEN
from app.desk.registers.values import show_value
from app.desk.traces import Deed
from app.store.changes import list_batch, list_changes, mark_undone
from app.store.kept import Change, Entry
from app.store.registers import remove_row

_MOMENT = "_at"
"""How the names of columns end that hold moments."""


def undo(session: Session, batch: str, *, now: datetime, actor: Actor) -> tuple[Entry, ...]:
    """Take back what was changed at once, and return the rows that are left; a row that was added goes.

    Raises NotFound where the actor has no such rows, TooLate where it was undone, or changed again, meanwhile.
    """
    changes = list_batch(session, batch)
    if not changes:
        raise NotFound("There is no such change in your shops' registers.")
    rows = {row_id: take_row(session, row_id, actor) for row_id in sorted({change.row_id for change in changes})}
    if any(change.undone_at is not None for change in changes):
        raise TooLate("This was undone already.")
    deed, back = Deed(session, actor, now), name_batch()
    left = tuple(_undo_one(deed, rows[change.row_id], change, batch=back) for change in changes)
    mark_undone(session, batch, at=now)
    return tuple(row for row in left if row is not None)


def show_history(session: Session, row_id: int, *, actor: Actor) -> tuple[Change, ...]:
    """Return what was changed in a row, the latest first; NotFound where the actor has none such."""
    return list_changes(session, see_row(session, row_id, actor).id)


def _undo_one(deed: Deed, row: Entry, change: Change, *, batch: str) -> Entry | None:
    if change.what == ADDED:
        _take_away(deed, row)
        return None
    if any(show_value(getattr(row, name)) != to for name, (_, to) in change.changes.items()):
        raise TooLate("Somebody has changed this again meanwhile: change it by hand.")
    before = {name: read_kept(name, was) for name, (was, _) in change.changes.items()}
    return write(deed, row, before, batch=batch, what=UNDONE)


def _take_away(deed: Deed, row: Entry) -> None:
    if row.state != OPEN or row.version > 1:
        raise TooLate("The row has been worked on since it was added: it stays.")
    deed.audit_on("register.removed", REGISTER, row.id, shop_id=row.shop_id, data={"register": row.register})
    remove_row(deed.session, row.id)


def read_kept(name: str, value: Any) -> Any:
    """Return a value of the history as its column holds it."""
    return datetime.fromisoformat(value) if value is not None and name.endswith(_MOMENT) else value
