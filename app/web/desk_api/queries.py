"""What a program may ask a list for."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.requests import Request

from app.contract.faults import read_as
from app.desk.faults import NotFound
from app.store.records import State
from app.web.desk_api.kinds import Number

STATES: tuple[State, ...] = get_args(State)
ME = "me"
Query = TypeVar("Query", bound=BaseModel)


def _read_states(value: object) -> object:
    states = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if isinstance(states, list) and not set(states) <= set(STATES):
        raise PydanticCustomError("mend", f"must name some of {', '.join(STATES)}, separated by commas")
    return states


def _read_assignee(value: object) -> object:
    if value == ME or (isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < len(str(2**63))):
        return value
    raise PydanticCustomError("mend", "must be the number of a person, or me")


def _read_pairs(value: str | None) -> str | None:
    if value is not None and not all(pair.rpartition("=")[0] for pair in value.split(",")):
        raise PydanticCustomError("mend", "must be NAME=FACT, several separated by commas")
    return value


class ListQuery(BaseModel):
    """How much of a list, and from where on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: int = Field(default=50, ge=1, le=200, description="entries of one page")
    cursor: str | None = Field(default=None, description="the `next` of the page before")


class InboxQuery(ListQuery):
    """Which conversations."""

    shop: str | None = Field(default=None, description="of this shop; left out: of every shop of yours")
    state: Annotated[
        tuple[State, ...] | None,
        BeforeValidator(_read_states),
        WithJsonSchema({"type": "string", "examples": ["open,escalated"]}),
    ] = Field(default=None, description="states, by commas; left out: open and escalated, with `q` every state")
    intent: str | None = Field(default=None, description="of this intent")
    assignee: Annotated[str | None, BeforeValidator(_read_assignee)] = Field(
        default=None, description="of this person, by number; `me`: one's own"
    )
    q: str | None = Field(default=None, description="found by these words, the newest first")


class ShopQuery(BaseModel):
    """Which shop."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shop: str = "default"


class OrdersQuery(ListQuery):
    """Which orders, the latest added first."""

    shop: str | None = Field(default=None, description="of this shop; left out: of every shop of yours")
    q: str = Field(default="", description="whose number begins so")


class ImportQuery(ShopQuery):
    """Into which shop a file of orders goes, what it is called, and what its columns are."""

    name: str = Field(default="orders", max_length=200, description="the name of the file")
    column: Annotated[str | None, AfterValidator(_read_pairs)] = Field(
        default=None, description="what columns are, as 甲=order_no,乙=item; left out: guessed from their names"
    )

    def columns(self) -> dict[str, str] | None:
        """Return what the columns are said to be; None where that is to be guessed."""
        return None if self.column is None else dict(pair.rpartition("=")[::2] for pair in self.column.split(","))


class EvidenceQuery(BaseModel):
    """What a picture shows the matter of: a conversation, a row of a register, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    conversation: Number | None = None
    row: Number | None = None


class RowsQuery(ListQuery):
    """Which rows of a register, the newest or the soonest due first."""

    shop: str | None = Field(default=None, description="of this shop; left out: of every shop of yours")
    q: str | None = Field(default=None, description="found by these words, characters, numbers or pinyin initials")
    month: str | None = Field(default=None, description="of this month, such as 2026-11")
    state: str | None = None
    kind: str | None = None
    carrier: str | None = None
    buyer: str | None = Field(default=None, description="of this buyer, by the platform's id")
    item: str | None = None
    owner: Annotated[str | None, BeforeValidator(_read_assignee)] = Field(
        default=None, description="of this person, by number; `me`: one's own"
    )
    open: bool = Field(default=False, description="only those with something left to do")


class ParkedQuery(ListQuery):
    """Which parked events, the latest first."""

    channel: str = Field(default="", description="of this channel; left out: of every one")
    q: str = Field(default="", max_length=100, description="whose reason holds these words")


class MonthQuery(BaseModel):
    """Which month of which shop."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shop: str | None = Field(default=None, description="of this shop; left out: of every shop of yours")
    month: str | None = Field(default=None, description="of this month, such as 2026-11; left out: of all")


class ExportQuery(BaseModel):
    """Which month of which shop's register, and as what."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shop: str = "default"
    month: str | None = Field(default=None, description="such as 2026-11; left out: everything")
    kind: Literal["xlsx", "csv"] = "xlsx"
    language: Literal["zh", "en"] = "zh"


class MessagesQuery(ListQuery):
    """The messages of one conversation, the newest first."""

    conversation: Number


def read_query(request: Request, model: type[Query]) -> Query:
    """Return what the address asks for; BadInput names each part that cannot be used."""
    return read_as(model, dict(request.query_params))


def describe_query(model: type[BaseModel]) -> dict[str, Any]:
    """Return the part of an operation that says what may stand in its address."""
    schema = model.model_json_schema()
    required = set(schema.get("required", ()))
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": name in required,
                "description": part.pop("description", ""),
                "schema": {key: value for key, value in part.items() if key != "title"},
            }
            for name, part in schema["properties"].items()
        ]
    }


def read_number(text: str, *, of: str = "conversation") -> int:
    """Return the number that an address names; NotFound where it is none."""
    if not (text.isascii() and text.isdigit()) or int(text[:20]) >= 2**63:
        raise NotFound(f"There is no {of} of that number in your shops.")
    return int(text)
