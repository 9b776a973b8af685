"""The kinds of value a request may hold, each with the sentence that says how to mend it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.contract.currencies import CURRENCIES, NOT_CODES
from app.contract.limits import FIRST_YEAR, LAST_YEAR, LINE_LIMIT, MESSAGE_LIMIT
from app.core.pattern import Pattern

TOO_LARGE = "too_large"
"""The pydantic error type that turns a refusal into 413."""

_MONEY = Pattern(r"[0-9]{1,10}(\.[0-9]{1,2})?")
_NAME = Pattern(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_HALVES = Pattern("[\ud800-\udfff]")
_BREAKS = Pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Line breaks and control characters: what Unicode calls Cc, Zl and Zp."""
_MOMENT = Pattern(
    r"(?P<year>[0-9]{4})-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


def _refuse(say: str, *, kind: str = "mend") -> PydanticCustomError:
    # Braces would be read as places of pydantic's own message template.
    return PydanticCustomError(kind, "{say}", {"say": say})


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise _refuse("must be text in double quotes")
    if _HALVES.search(value):
        raise _refuse("holds half of a character pair (a lone surrogate); send the text as UTF-8")
    return value


def _read_message(value: object) -> str:
    text = _read_text(value)
    if not text:
        raise _refuse("is empty; give the words as the buyer or the desk wrote them")
    if len(text) > MESSAGE_LIMIT:
        raise _refuse(f"has {len(text)} characters; at most {MESSAGE_LIMIT} are taken", kind=TOO_LARGE)
    return text


def _read_line(value: object) -> str:
    text = _read_text(value).strip()
    if len(text) > LINE_LIMIT:
        raise _refuse(f"has {len(text)} characters; at most {LINE_LIMIT} are taken")
    if _BREAKS.search(text):
        raise _refuse("holds a line break or a control character; give one plain line")
    return text


def _read_title(value: object) -> str:
    text = _read_line(value)
    if not text:
        raise _refuse("is blank; give a name or leave the key out")
    return text


def _read_name(value: object) -> str:
    text = _read_line(value)
    if not _NAME.fullmatch(text):
        raise _refuse("must be a name of small letters, digits, _ and dots, such as parcel_sent")
    return text


def _read_money(value: object) -> Decimal:
    text = value.strip() if isinstance(value, str) else None
    if text is None:
        raise _refuse('must be a decimal in quotes, such as "199.00", so that no cent is lost')
    if not _MONEY.fullmatch(text):
        raise _refuse('must be a plain amount such as "199.00": no sign, no currency, at most 2 decimals')
    return Decimal(text)


def _read_currency(value: object) -> str:
    text = _read_line(value)
    if text in CURRENCIES:
        return text
    meant = NOT_CODES.get(text.upper(), text.upper())
    hint = f"; did you mean {meant}?" if meant in CURRENCIES else ""
    raise _refuse(f"must be one of the three-letter codes of ISO 4217, such as CNY or USD{hint}")


def _read_moment(value: object) -> datetime:
    match = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise _refuse('must be a time of RFC 3339, such as "2026-11-20T18:30:00+08:00"')
    if match["offset"] is None:
        raise _refuse(f'has no offset; say which zone it is in, such as "{match.group()}+08:00"')
    if not FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
        raise _refuse(f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}")
    return _parse_moment(match.group())


def _parse_moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.upper().replace(" ", "T"))
    except ValueError:
        raise _refuse("is no time of the calendar; check day, hour, minute and offset") from None


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **schema}, mode="validation")


Message = Annotated[str, BeforeValidator(_read_message), _schema(minLength=1, maxLength=MESSAGE_LIMIT)]
"""Words of a buyer or of the desk, kept exactly as they came."""

Line = Annotated[str, BeforeValidator(_read_line), _schema(maxLength=LINE_LIMIT)]
"""One plain line; blanks around it are taken off."""

Title = Annotated[str, BeforeValidator(_read_title), _schema(minLength=1, maxLength=LINE_LIMIT)]
"""One plain line that is not blank."""

Name = Annotated[str, BeforeValidator(_read_name), _schema(pattern=f"^{_NAME.pattern}$")]
"""An id of the library."""

Money = Annotated[Decimal, BeforeValidator(_read_money), _schema(pattern=f"^{_MONEY.pattern}$", examples=["199.00"])]
"""An amount, exact to the cent, never below zero."""

Currency = Annotated[str, BeforeValidator(_read_currency), _schema(pattern="^[A-Z]{3}$", examples=["CNY"])]
"""A currency by its ISO 4217 code."""

Moment = Annotated[
    datetime,
    BeforeValidator(_read_moment),
    _schema(format="date-time", examples=["2026-11-20T18:30:00+08:00"]),
]
"""An instant; it always says its offset."""
