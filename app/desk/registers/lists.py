"""What of a register somebody wants to see: by words, month, state, kind, courier, owner, buyer and item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.core.search_terms import ask_terms
from app.desk.actors import Actor
from app.desk.registers.entries import see_row
from app.desk.registers.months import read_month
from app.desk.registers.shapes import find_register
from app.store.changes import list_changes
from app.store.evidence import list_of_row
from app.store.kept import Change, Entry, Evidence
from app.store.records import Page, Shop
from app.store.registers import Wanted, list_rows
from app.store.shops import list_shops


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a register. None leaves a wish open; `query` is words, characters, numbers or initials.

    `carriers` are the names of one courier, folded (`couriers.list_names`); none leaves that wish open.
    """

    register: str
    query: str | None = None
    month: str | None = None
    state: str | None = None
    kind: str | None = None
    carriers: tuple[str, ...] = ()
    owner_id: int | None = None
    buyer_id: str | None = None
    item: str | None = None
    conversation_id: int | None = None
    due_before: datetime | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with its history, the latest change first, and its pictures."""

    row: Entry
    changes: tuple[Change, ...]
    evidence: tuple[Evidence, ...]


def find(
    session: Session,
    wish: Wish,
    *,
    actor: Actor,
    shop_id: int | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[Entry]:
    """Return the rows that are wished for, of one shop or of all that are the actor's; the cursor leads on."""
    return list_rows(session, narrow(session, wish, actor=actor, shop_id=shop_id), limit=limit, cursor=cursor)


def narrow(session: Session, wish: Wish, *, actor: Actor, shop_id: int | None = None) -> Wanted:
    """Return the wish as the store takes it; a month is one of the shop's own zone."""
    register = find_register(wish.register)
    shops = [shop for shop in list_shops(session) if shop.id in actor.shop_ids and shop_id in {None, shop.id}]
    month = read_month(wish.month, zone_of(shops)) if wish.month else None
    return Wanted(
        shop_ids=tuple(shop.id for shop in shops),
        register=register.name,
        terms=None if wish.query is None else ask_terms(wish.query),
        since=month.since if month else None,
        until=month.until if month else None,
        due_before=wish.due_before,
        carriers=wish.carriers,
        same=_same(wish, tuple(set(register.states) - register.ends)),
        by_due=register.by_due,
    )


def view_row(session: Session, row_id: int, *, actor: Actor) -> RowView:
    """Return a row with all that belongs to it; NotFound where the actor has none such."""
    row = see_row(session, row_id, actor)
    return RowView(row, list_changes(session, row.id), list_of_row(session, row.id))


def zone_of(shops: Sequence[Shop]) -> ZoneInfo:
    """Return the zone in which these shops' months are counted: that of the first."""
    return ZoneInfo(shops[0].timezone if shops else "UTC")


def _same(wish: Wish, unfinished: tuple[str, ...]) -> dict[str, Any]:
    names = ("state", "kind", "owner_id", "buyer_id", "item", "conversation_id")
    same = {name: getattr(wish, name) for name in names if getattr(wish, name) is not None}
    return {"state": unfinished, **same} if wish.is_open else same
