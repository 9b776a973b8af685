"""Rows of registers: kept, changed, changed many at once. Each change is written down with who, when, from and to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.faults import NotFound, TooLate, refuse
from app.desk.registers.shapes import OPEN, Register, find_register
from app.desk.registers.terms import find_row_terms
from app.desk.registers.values import Values, read_values, show_value
from app.desk.traces import Deed
from app.store.buyers import get_buyer
from app.store.changes import note_change
from app.store.conversations import get_conversation
from app.store.kept import Entry
from app.store.people import get_user, list_roles
from app.store.registers import add_row, change_row, find_open, get_row, index_row, lock_row

REGISTER = "register"
"""What the audit log calls a row of a register."""
ADDED, CHANGED, UNDONE = "added", "changed", "undone"
MOST_AT_ONCE = 500


def keep(deed: Deed, register: Register, values: Mapping[str, Any]) -> Entry | None:
    """Add a row of checked values and return it; None where an open one of its origin is there already."""
    _check_owner(deed.session, values, int(values["shop_id"]))
    ended = {"done_at": deed.now, "done_by": deed.actor.user_id} if values["state"] in register.ends else {}
    is_demo = deed.actor.is_sample or _is_about_sample(deed, values.get("conversation_id"))
    made = {"register": register.name, "created_by": deed.actor.user_id, "is_demo": is_demo}
    row = add_row(deed.session, {**made, **ended, **values}, at=deed.now)
    if row is None:
        return None
    index_row(deed.session, row, find_row_terms(register, row))
    note_change(deed.session, row.id, ADDED, {}, batch=name_batch(), at=deed.now, by=deed.actor.user_id)
    data = {"register": register.name}
    deed.audit_on("register.added", REGISTER, row.id, shop_id=row.shop_id, data=data)
    return row


def change(
    session: Session, row_id: int, given: Values, *, now: datetime, actor: Actor, version: int | None = None
) -> Entry:
    """Write columns of a row and return it; what is not named stays.

    Raises TooLate where somebody has changed the row since `version`, and BadInput for what cannot be written.
    """
    row = take_row(session, row_id, actor)
    if version is not None and version != row.version:
        raise TooLate("Somebody has changed this row meanwhile: look at it again before you change it.")
    values = _read(session, row, given)
    return write(Deed(session, actor, now), row, values, batch=name_batch())


def change_many(
    session: Session, row_ids: Sequence[int], given: Values, *, now: datetime, actor: Actor
) -> tuple[Entry, ...]:
    """Write the same columns of many rows, to be undone together, and return the rows."""
    if not 0 < len(row_ids) <= MOST_AT_ONCE:
        raise refuse("rows", f"must name 1 to {MOST_AT_ONCE} rows")
    deed, batch = Deed(session, actor, now), name_batch()
    # In the order of their numbers, so that two who change the same rows never wait for each other crosswise.
    rows = [take_row(session, row_id, actor) for row_id in sorted(set(row_ids))]
    return tuple(write(deed, row, _read(session, row, given), batch=batch) for row in rows)


def write(deed: Deed, row: Entry, values: Mapping[str, Any], *, batch: str, what: str = CHANGED) -> Entry:
    """Write checked values into a row, note what differs, and return the row; nothing happens where nothing does."""
    register = find_register(row.register)
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not differing:
        return row
    _check_origin(deed.session, row, differing)
    changes = {name: [show_value(getattr(row, name)), show_value(value)] for name, value in differing.items()}
    written = change_row(deed.session, row.id, {**differing, **_settle(deed, register, row, differing)}, at=deed.now)
    index_row(deed.session, written, find_row_terms(register, written))
    note_change(deed.session, row.id, what, changes, batch=batch, at=deed.now, by=deed.actor.user_id)
    data = {"register": register.name, "columns": sorted(differing)}
    deed.audit_on(f"register.{what}", REGISTER, row.id, shop_id=row.shop_id, data=data)
    return written


def take_row(session: Session, row_id: int, actor: Actor) -> Entry:
    """Return a row for a change, held until the transaction ends; NotFound where the actor has none such."""
    return _found(lock_row(session, row_id, shop_ids=actor.shop_ids))


def see_row(session: Session, row_id: int, actor: Actor) -> Entry:
    """Return a row for a look; NotFound where the actor has none such."""
    return _found(get_row(session, row_id, shop_ids=actor.shop_ids))


def name_batch() -> str:
    """Return a new name for changes that are undone together."""
    return uuid4().hex


def _read(session: Session, row: Entry, given: Values) -> dict[str, Any]:
    values = read_values(find_register(row.register), given)
    _check_owner(session, values, row.shop_id)
    return values


def _settle(deed: Deed, register: Register, row: Entry, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return when and by whom a row was done, where a change of its state says so."""
    if "state" not in values or (values["state"] in register.ends) == (row.state in register.ends):
        return {}
    is_done = values["state"] in register.ends
    return {"done_at": deed.now if is_done else None, "done_by": deed.actor.user_id if is_done else None}


def _is_about_sample(deed: Deed, conversation_id: int | None) -> bool:
    """Return whether a row is about a sample conversation: with that one it goes, whoever added it."""
    if conversation_id is None:
        return False
    conversation = get_conversation(deed.session, conversation_id, shop_ids=deed.actor.shop_ids)
    buyer = get_buyer(deed.session, conversation.buyer_id) if conversation else None
    return buyer is not None and buyer.is_demo


def _check_origin(session: Session, row: Entry, values: Mapping[str, Any]) -> None:
    if values.get("state") == OPEN and find_open(session, row) is not None:
        raise TooLate("Another row about the same is open already: change that one.")


def _check_owner(session: Session, values: Mapping[str, Any], shop_id: int) -> None:
    owner = values.get("owner_id")
    if owner is None:
        return
    user = get_user(session, owner)
    if user is None or not user.is_active or shop_id not in list_roles(session, owner):
        raise refuse("owner_id", "nobody of that number works in this shop")


def _found(row: Entry | None) -> Entry:
    if row is None:
        raise NotFound("There is no row of that number in your shops' registers.")
    return row
