"""Records of the desk's registers and of imports: one field for each column of the same name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a register. None where a register does not use a column, or nobody has said.

    `amount` is decimal text; `version` grows with every change.
    """

    id: int
    shop_id: int
    register: str
    state: str
    happened_at: datetime
    conversation_id: int | None
    origin: str | None
    buyer_id: str | None
    buyer_name: str | None
    order_no: str | None
    item: str | None
    kind: str | None
    topic: str | None
    carrier: str | None
    tracking_no: str | None
    amount: str | None
    currency: str | None
    reports: int | None
    text: str | None
    remedy: str | None
    owner_id: int | None
    due_at: datetime | None
    done_at: datetime | None
    done_by: int | None
    created_by: int | None
    created_at: datetime
    updated_at: datetime
    version: int
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed in a row at once, {column: [from, to]}; `undone_at` is None while it stands."""

    id: int
    row_id: int
    batch: str
    what: str
    changes: dict[str, Any]
    user_id: int | None
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A picture on file. `path` and `thumbnail` lie below the evidence folder; `size` is in bytes."""

    id: int
    shop_id: int
    buyer_id: str
    conversation_id: int | None
    row_id: int | None
    path: str
    thumbnail: str
    sha256: str
    media_type: str
    width: int
    height: int
    size: int
    user_id: int | None
    at: datetime
    is_demo: bool


@dataclass(frozen=True, slots=True)
class AlertRule:
    """After how many reports within how many days an alert is raised."""

    reports: int
    days: int


@dataclass(frozen=True, slots=True)
class ImportJob:
    """An import of orders. `position` rows of the file are dealt with; `because` says why one was stopped."""

    id: int
    shop_id: int
    name: str
    sha256: str
    mapping: dict[str, Any]
    state: str
    position: int
    good: int
    bad: int
    because: str | None
    user_id: int | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ImportFault:
    """A row of a file that could not be used, by the line it ends on."""

    line: int
    reason: str
