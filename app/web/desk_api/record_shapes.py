"""What a program gets of orders, registers and the handover sheet. Every key is always there; null means none."""

from __future__ import annotations

from typing import Any

from app.contract.responses import MomentText, Response, TwoTongues


class ColumnOut(Response):
    """A column of a register. `choices` are words for what it may hold; one that is not `given` fills itself."""

    name: str
    kind: str
    title: TwoTongues
    choices: dict[str, TwoTongues]
    needed: bool
    given: bool


class RegisterOut(Response):
    """A register; `ends` are the states in which nothing is left to do."""

    name: str
    title: TwoTongues
    columns: tuple[ColumnOut, ...]
    ends: tuple[str, ...]


class RegistersOut(Response):
    """What registers there are."""

    items: tuple[RegisterOut, ...]


class RowOut(Response):
    """A row of a register; `values` has every column of it."""

    id: int
    register_name: str
    shop: str
    conversation: int | None
    values: dict[str, Any]
    version: int
    created_at: MomentText
    updated_at: MomentText


class ChangeOut(Response):
    """A change of a row: {column: [from, to]}. Those of one `batch` are undone together."""

    batch: str
    what: str
    changes: dict[str, Any]
    user: int | None
    at: MomentText
    undone_at: MomentText | None


class EvidenceOut(Response):
    """A picture on file; `path` lies below the evidence folder."""

    id: int
    buyer_id: str
    path: str
    media_type: str
    width: int
    height: int
    size: int
    at: MomentText


class RowDetail(RowOut):
    """A row with its history, the latest change first, and its pictures."""

    history: tuple[ChangeOut, ...]
    evidence: tuple[EvidenceOut, ...]


class RowsOut(Response):
    """Rows that were changed together."""

    items: tuple[RowOut, ...]


class TotalOut(Response):
    """The claims of a month against a courier, in one currency."""

    month: str
    carrier: str
    currency: str
    claims: int
    claimed: str
    paid: str
    refused: str


class TotalsOut(Response):
    """Totals, the latest month first."""

    items: tuple[TotalOut, ...]


class AlertRuleOut(Response):
    """After how many reports within how many days an alert is raised."""

    reports: int
    days: int


class ItemOut(Response):
    """What was said of an item: by day, by kind, by topic, and its alerts."""

    item: str
    by_day: dict[str, int]
    by_kind: dict[str, int]
    by_topic: dict[str, int]
    alerts: tuple[RowOut, ...]


class OrderOut(Response):
    """What is known about an order, and who said so last."""

    shop: str
    order_no: str
    facts: dict[str, Any]
    source: str
    updated_at: MomentText


class SheetOut(Response):
    """A handover sheet: what is open, by deadline; the numbers of what is late; what was ticked off lately."""

    open: tuple[RowOut, ...]
    late: tuple[int, ...]
    done: tuple[RowOut, ...]


class ImportOut(Response):
    """An import of orders: `state` is running, done or stopped, `lines` are dealt with, `because` says why it ended."""

    id: int
    shop: str
    name: str
    state: str
    lines: int
    good: int
    bad: int
    because: str | None
    mapping: dict[str, str]
    created_at: MomentText
    updated_at: MomentText


class ImportsOut(Response):
    """Imports of orders, the newest first."""

    items: tuple[ImportOut, ...]


class FaultOut(Response):
    """A line of a file that could not be used, by the line it ends on, and why."""

    line: int
    reason: str


class ReimportedOut(Response):
    """What became of a register that came back: rows added, rows that were there, lines that cannot be used."""

    added: int
    known: int
    faults: tuple[FaultOut, ...]
