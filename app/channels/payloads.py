"""Reading bodies: only the fields that are used, each of its kind; anything else a vendor sends is passed over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from app.channels.proof import NotReadable


class Payload(BaseModel):
    """Part of a vendor's body: the fields that are read."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Shape = TypeVar("Shape", bound=Payload)


def _as_text(value: object) -> object:
    """Return an id as text: vendors change their minds on whether it is a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_words(value: object) -> object:
    return "" if value is None else value


Id = Annotated[str, BeforeValidator(_as_text)]
Words = Annotated[str, BeforeValidator(_as_words)]
"""A text that may be null, which is then empty."""


def read_payload(body: bytes | str, shape: type[Shape]) -> Shape:
    """Return a JSON body as `shape`; NotReadable names the first field that does not fit."""
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "the body"
        raise NotReadable(f"{place}: {first['msg']}") from None


def read_moment(text: str | None) -> datetime | None:
    """Return an ISO 8601 time; None where there is none or it is written in another way."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_seconds(number: float | None) -> datetime | None:
    """Return the moment that many seconds after 1970; None where there is none or it is out of range."""
    try:
        return None if number is None else datetime.fromtimestamp(number, UTC)
    except (ValueError, OverflowError, OSError):
        return None
