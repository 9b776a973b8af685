"""What a caller may send: the request bodies of the contract, strict to the last key."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.contract.kinds import Currency, Line, Message, Moment, Money, Name, Title
from app.contract.limits import HISTORY_LIMIT
from app.model import Fault, Language, Outcome, Platform


class Request(BaseModel):
    """Base of every body that comes in: unknown keys are refused, nothing is guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class KnownFacts(Request):
    """What is known about the order. A key left out, null or blank is not known."""

    order_no: Line | None = None
    item: Line | None = None
    price_paid: Money | None = None
    current_price: Money | None = None
    currency: Currency | None = None
    ordered_at: Moment | None = None
    paid_at: Moment | None = None
    shipped_at: Moment | None = None
    delivered_at: Moment | None = None
    signed_at: Moment | None = None
    closed_at: Moment | None = None
    refund_requested_at: Moment | None = None
    return_received_at: Moment | None = None
    ship_by: Moment | None = None
    latest_delivery_by: Moment | None = None
    feedback_at: Moment | None = None
    revision_asked_at: Moment | None = None
    carrier: Line | None = None
    tracking_no: Line | None = None
    return_tracking_no: Line | None = None
    free_shipping: bool | None = None
    worn: bool | None = None
    intact: bool | None = None
    fault: Fault | None = None
    buyer_name: Line | None = None
    buyer_id: Line | None = None
    category: Line | None = None
    ordered_size: Line | None = None
    ordered_color: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _take_blanks_as_unknown(cls, data: Any) -> Any:
        # A helpdesk sends every field of its form, the empty ones too.
        if not isinstance(data, dict):
            return data
        return {key: None if isinstance(value, str) and not value.strip() else value for key, value in data.items()}


class EarlierTurn(Request):
    """An earlier message of the conversation."""

    sender: Literal["buyer", "shop"] = Field(alias="from")
    text: Message
    at: Moment | None = None


class DraftRequest(Request):
    """One buyer's message, or a notice, to draft replies for. Exactly one of the two is given."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["message"]}, {"required": ["notice"]}]})

    id: Line | None = Field(default=None, description="echoed in the answer")
    message: Message | None = Field(default=None, description="what the buyer wrote")
    notice: Name | None = Field(default=None, description="instead of a message: the notice to draft from the facts")
    platform: Platform = "taobao"
    shop: Title = "default"
    facts: KnownFacts = KnownFacts()
    history: tuple[EarlierTurn, ...] = Field(default=(), max_length=HISTORY_LIMIT, strict=False)
    reply_language: Literal["auto", "zh", "en"] = "auto"
    agent_language: Language = Field(default="zh", description="the language of `because` and `steps`")
    now: Moment | None = Field(default=None, description="the time to reckon from; left out: the present")


class ClassifyRequest(Request):
    """One message to be told what it is about."""

    id: Line | None = Field(default=None, description="echoed in the answer")
    text: Message


class LintContext(Request):
    """What was decided on the order, against which the promises of a text are held."""

    outcomes: dict[Name, Outcome] = Field(default={}, description="the outcome of each rule")
    amount: Money | None = Field(default=None, description="the amount that was decided")
    currency: Currency | None = None
    deadline: Moment | None = Field(default=None, description="by when the refund is due")
    now: Moment | None = Field(default=None, description="the time to reckon from; left out: the present")


class LintRequest(Request):
    """A text to be checked before it is sent."""

    text: Message
    language: Language
    platform: Platform = "taobao"
    context: LintContext | None = Field(default=None, description="left out: promises are not held against anything")
