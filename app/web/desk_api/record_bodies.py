"""What a program may send about orders, registers and the handover sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from app.contract.kinds import Title
from app.contract.requests import KnownFacts, Request
from app.web.desk_api.kinds import Number

Values = Annotated[
    dict[str, str | int | None],
    Field(description="by column: moments in RFC 3339, money as decimal text, people by number; null empties a column"),
]


class OrderRequest(Request):
    """What is known about an order: null takes a fact away, what is left out stays."""

    shop: Title = "default"
    facts: KnownFacts


class RowRequest(Request):
    """A new row. With a conversation it is filled with what is known of that case wherever `values` says nothing."""

    shop: Title = "default"
    conversation: Number | None = None
    values: Values = Field(default_factory=dict)


class RowChangeRequest(Request):
    """Columns to be written; `version` refuses where somebody has changed the row since."""

    values: Values
    version: Number | None = None


class BulkRequest(Request):
    """The same columns to be written in many rows, to be undone together."""

    rows: tuple[Number, ...] = Field(min_length=1, max_length=500, strict=False)
    values: Values


class UndoRequest(Request):
    """The change to be taken back, as the history of a row names it."""

    batch: Title


class GatherRequest(Request):
    """The shop whose open matters go onto its handover sheet."""

    shop: Title = "default"


class TickRequest(Request):
    """Whether a row of the sheet is done."""

    done: bool = True


class AlertRuleRequest(Request):
    """After how many reports within how many days an alert is raised."""

    shop: Title = "default"
    reports: Number
    days: Number


BODIES: tuple[type[Request], ...] = (
    OrderRequest,
    RowRequest,
    RowChangeRequest,
    BulkRequest,
    UndoRequest,
    GatherRequest,
    TickRequest,
    AlertRuleRequest,
)
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "OrderRequest": {
        "price_now": {
            "summary": "The price is lower now",
            "value": {"facts": {"current_price": "159.00", "currency": "CNY"}},
        }
    },
    "RowRequest": {
        "claim": {
            "summary": "A claim from a conversation",
            "value": {"conversation": 12, "values": {"carrier": "中通", "amount": "88.00"}},
        },
        "by_hand": {
            "summary": "A wrong shipment, by hand",
            "value": {"values": {"kind": "wrong_item", "buyer_id": "tb_lin_07", "item": "亚麻衬衫"}},
        },
    },
    "RowChangeRequest": {
        "paid": {"summary": "The courier has paid", "value": {"values": {"state": "paid"}, "version": 3}}
    },
    "BulkRequest": {"filed": {"summary": "Filed together", "value": {"rows": [4, 5, 9], "values": {"state": "filed"}}}},
    "UndoRequest": {"undo": {"summary": "Take a change back", "value": {"batch": "3f6c2a8d5b7e4f0f9a1d2c3b4e5f6071"}}},
    "GatherRequest": {"evening": {"summary": "Before the shift ends", "value": {"shop": "default"}}},
    "TickRequest": {"done": {"summary": "Ticked off", "value": {"done": True}}},
    "AlertRuleRequest": {"sooner": {"summary": "Two within three days", "value": {"reports": 2, "days": 3}}},
}
