"""The sample shop's story as it is written down: who, what about, and what happened how long ago."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.core.pattern import Pattern
from app.model import Platform
from app.own_files import read_own

_PARTS = Pattern(r"(?P<sign>[+-]?)(?:(?P<days>\d+)d)?(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)?(?:(?P<seconds>\d+)s)?")
CHANNEL = "demo"
"""Where the sample conversations take place."""
_MOMENTS = ("_at", "_by")
"""How the names of facts end that are moments."""


def read_span(text: object) -> timedelta:
    """Return how long `2d`, `1h30m` or `-40s` is; ValueError for anything else."""
    match = _PARTS.fullmatch(text) if isinstance(text, str) else None
    parts = {name: int(value) for name, value in match.groupdict().items() if name != "sign" and value} if match else {}
    if match is None or not parts:
        raise ValueError("must be a time such as 2d, 1h30m or 40s")
    span = timedelta(**parts)
    return -span if match["sign"] == "-" else span


Span = Annotated[timedelta, BeforeValidator(read_span)]


class Part(BaseModel):
    """A part of the story; an unknown key is a slip."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SampleBuyer(Part):
    """Somebody who writes to the sample shop."""

    name: str
    is_vip: bool = False
    note: str = ""


class Edited(Part):
    """A draft, by its place, with words of the agent's own behind it."""

    draft: int
    add: str


class Rejected(Part):
    """A draft, by its place, and what is wrong with it."""

    draft: int
    reason: str


class Act(Part):
    """Something that happened so long ago. One of the others is given, and says what."""

    ago: Span
    write: str | None = None
    send: int | None = None
    edit: Edited | None = None
    reject: Rejected | None = None
    correct: tuple[str, ...] | None = None
    note: str | None = None
    step: int | None = None
    hand_over: str | None = None
    take_back: bool | None = None
    snooze: Span | None = None
    done: bool | None = None


class SampleConversation(Part):
    """A conversation with everything that happened in it."""

    id: str
    buyer: str
    platform: Platform | None = None
    order: str | None = None
    is_case: bool = False
    acts: tuple[Act, ...]


class SampleRow(Part):
    """A row of a register, added so long ago; `due_in` among its values is how far ahead its deadline is."""

    ago: Span
    register_name: str = Field(alias="register")
    conversation: str | None = None
    values: Mapping[str, str]


class Story(Part):
    """The whole of the sample shop. Moments among the facts are still spans."""

    buyers: Mapping[str, SampleBuyer]
    orders: Mapping[str, Mapping[str, Any]]
    conversations: tuple[SampleConversation, ...]
    rows: tuple[SampleRow, ...]


def read_story() -> Story:
    """Return the story that is written beside this code."""
    return Story(
        buyers=_read("buyers.yaml"),
        orders=_read("orders.yaml"),
        conversations=(*_read("conversations_zh.yaml"), *_read("conversations_en.yaml")),
        rows=_read("registers.yaml"),
    )


def tell_facts(facts: Mapping[str, Any], *, now: datetime) -> dict[str, Any]:
    """Return an order's facts as the contract writes them, with every moment reckoned from `now`."""
    return {
        name: (now + read_span(value)).isoformat(timespec="seconds") if name.endswith(_MOMENTS) else value
        for name, value in facts.items()
    }


def _read(name: str) -> Any:
    return read_own("app.desk.demo", name)
