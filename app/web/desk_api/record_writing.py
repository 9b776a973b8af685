"""What the desk keeps in registers → what a program gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.contract import write_moment
from app.contract.responses import TwoTongues
from app.desk.faults import refuse
from app.desk.registers.alerts import ItemView
from app.desk.registers.handover import Sheet
from app.desk.registers.lists import RowView
from app.desk.registers.shapes import Column, Register, find_register
from app.desk.registers.totals import Total
from app.desk.registers.values import show_row
from app.model import Bilingual
from app.store.kept import Change, Entry, Evidence
from app.store.records import OrderFacts, Page
from app.store.shops import find_shop, list_shops
from app.web.desk_api import record_shapes as out
from app.web.desk_api import shapes
from app.web.desk_api.counter import Visit


@dataclass(frozen=True, slots=True)
class RecordWriter:
    """Writes answers; `slugs` names the shops by number."""

    slugs: Mapping[int, str]

    @classmethod
    def of(cls, session: Session) -> RecordWriter:
        """Return a writer for one answer."""
        return cls({shop.id: shop.slug for shop in list_shops(session)})

    def row(self, row: Entry) -> out.RowOut:
        """Return a row."""
        return out.RowOut(**self._row(row))

    def rows(self, rows: Iterable[Entry]) -> out.RowsOut:
        """Return rows that were changed together."""
        return out.RowsOut(items=tuple(map(self.row, rows)))

    def page(self, page: Page[Entry]) -> shapes.PageOut[out.RowOut]:
        """Return a page of rows."""
        return shapes.PageOut[out.RowOut](items=tuple(map(self.row, page.items)), next=page.next)

    def detail(self, view: RowView) -> out.RowDetail:
        """Return a row with its history and pictures."""
        history = tuple(map(write_change, view.changes))
        return out.RowDetail(**self._row(view.row), history=history, evidence=tuple(map(write_evidence, view.evidence)))

    def order(self, order: OrderFacts) -> out.OrderOut:
        """Return an order."""
        shop, at = self.slugs[order.shop_id], write_moment(order.updated_at)
        return out.OrderOut(shop=shop, order_no=order.order_no, facts=order.facts, source=order.source, updated_at=at)

    def orders(self, page: Page[OrderFacts]) -> shapes.PageOut[out.OrderOut]:
        """Return a page of orders."""
        return shapes.PageOut[out.OrderOut](items=tuple(map(self.order, page.items)), next=page.next)

    def sheet(self, sheet: Sheet) -> out.SheetOut:
        """Return a handover sheet."""
        done, rows = tuple(map(self.row, sheet.done)), tuple(map(self.row, sheet.open))
        return out.SheetOut(open=rows, late=tuple(sorted(sheet.late)), done=done)

    def item(self, view: ItemView) -> out.ItemOut:
        """Return what was said of an item."""
        return out.ItemOut(
            item=view.item,
            by_day={day.isoformat(): count for day, count in view.by_day},
            by_kind=dict(view.by_kind),
            by_topic=dict(view.by_topic),
            alerts=tuple(map(self.row, view.alerts)),
        )

    def _row(self, row: Entry) -> dict[str, Any]:
        return {
            "id": row.id,
            "register_name": row.register,
            "shop": self.slugs[row.shop_id],
            "conversation": row.conversation_id,
            "values": show_row(find_register(row.register), row),
            "version": row.version,
            "created_at": write_moment(row.created_at),
            "updated_at": write_moment(row.updated_at),
        }


def write_register(register: Register) -> out.RegisterOut:
    """Return a register with its columns."""
    columns = tuple(map(_write_column, register.columns))
    ends = tuple(sorted(register.ends))
    return out.RegisterOut(name=register.name, title=_both(register.title), columns=columns, ends=ends)


def write_change(change: Change) -> out.ChangeOut:
    """Return a change of a row."""
    undone = _moment(change.undone_at)
    return out.ChangeOut(
        batch=change.batch,
        what=change.what,
        changes=change.changes,
        user=change.user_id,
        at=write_moment(change.at),
        undone_at=undone,
    )


def write_evidence(picture: Evidence) -> out.EvidenceOut:
    """Return a picture on file."""
    names = ("id", "buyer_id", "path", "media_type", "width", "height", "size")
    return out.EvidenceOut(**{name: getattr(picture, name) for name in names}, at=write_moment(picture.at))


def write_totals(totals: Iterable[Total]) -> out.TotalsOut:
    """Return totals of claims."""
    names = ("month", "carrier", "currency", "claims")
    sums = ("claimed", "paid", "refused")
    return out.TotalsOut(
        items=tuple(
            out.TotalOut(
                **{name: getattr(one, name) for name in names}, **{name: f"{getattr(one, name):.2f}" for name in sums}
            )
            for one in totals
        )
    )


def find_shop_id(visit: Visit, slug: str) -> int:
    """Return the number of a shop of the visitor's; BadInput where they have none such."""
    shop = find_shop(visit.session, slug)
    if shop is None or shop.id not in visit.actor.shop_ids:
        raise refuse("shop", f"there is no shop {slug} of yours")
    return shop.id


def _write_column(column: Column) -> out.ColumnOut:
    return out.ColumnOut(
        name=column.name,
        kind=column.kind,
        title=_both(column.title),
        choices={name: _both(words) for name, words in column.choices.items()},
        needed=column.needed,
        given=column.given,
    )


def _both(words: Bilingual) -> TwoTongues:
    return TwoTongues(zh=words.zh, en=words.en)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else write_moment(moment)
