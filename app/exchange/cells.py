"""What the cells of an export say: numbers that are names, amounts, moments. ValueError says what is wrong with one."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.core.pattern import Pattern

_AS_TEXT = Pattern(r'=?"(?P<inner>[^"]*)"')
"""How exports keep Excel from reading a long number as a number: ="2398476123450987654"."""
_TOLD = Pattern(r"^No\s*[:：.]\s*", re.IGNORECASE)
_ROUNDED = Pattern(r"\d(?:\.\d+)?[eE]\+?\d+")
_MONEY = Pattern(r"(?P<sign>[^\d.,-]*)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<after>\D*)")
_SIGNS = {
    "¥": "CNY",
    "元": "CNY",
    "rmb": "CNY",
    "us$": "USD",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "au$": "AUD",
    "c$": "CAD",
}
_CODE = Pattern(r"[A-Za-z]{3}")
_CENTS = -2
_SHAPES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%b-%d-%y %H:%M:%S",
    "%b-%d-%y",
    "%d %b %Y",
    "%b %d, %Y",
)
_NONE = {"", "-", "--", "/", "null", "none", "无", "n/a"}
_LONGEST_NONE = max(map(len, _NONE))
_QUOTED = ("'", "=", '"')


def read_line(cell: object) -> str | None:
    """Return a cell as one plain line; None where it says nothing."""
    if cell is None:
        return None
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else cell
    text = str(cell).strip()
    if text.startswith(_QUOTED):
        text = text.removeprefix("'").strip()
        match = _AS_TEXT.fullmatch(text)
        text = (match["inner"] if match else text).strip()
    return None if len(text) <= _LONGEST_NONE and text.casefold() in _NONE else text


def read_number(cell: object) -> str | None:
    """Return a number that is a name (an order's, a parcel's); None where there is none.

    What says that it is a number (Taobao writes `No:7731…` for parcels) is left out.
    One that a spreadsheet has rounded is refused: its last digits are gone.
    """
    if isinstance(cell, float) and abs(cell) >= 2**53:
        raise ValueError("was rounded by the spreadsheet; export again with the column as text")
    text = _TOLD.sub("", read_line(cell) or "") or None
    if text is not None and _ROUNDED.fullmatch(text):
        raise ValueError("was rounded by the spreadsheet; export again with the column as text")
    return text


def read_amount(cell: object) -> tuple[str, str | None] | None:
    """Return an amount as decimal text and the currency it names, if any; None where there is no amount."""
    text = read_line(f"{cell:.2f}" if isinstance(cell, float) else cell)
    if text is None:
        return None
    match = _MONEY.fullmatch(text)
    if match is None:
        raise ValueError(f"is no amount: {text[:40]}")
    number = Decimal(match["number"].replace(",", ""))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < _CENTS:
        raise ValueError("has more than two decimals")
    return f"{number:.2f}", _read_currency(match["sign"]) or _read_currency(match["after"])


def read_moment(cell: object, zone: ZoneInfo) -> str | None:
    """Return a moment of RFC 3339, reckoned in `zone` where the cell names none; None where there is none."""
    if isinstance(cell, datetime):
        return _write(cell, zone)
    text = read_line(cell)
    if text is None:
        return None
    # By far the most are written so, and this is ten times as fast as trying shapes.
    with suppress(ValueError):
        return _write(datetime.fromisoformat(text.replace("/", "-")), zone)
    for shape in _SHAPES:
        with suppress(ValueError):
            return _write(datetime.strptime(text, shape), zone)  # noqa: DTZ007  the zone joins it in _write
    raise ValueError(f"is no time: {text[:40]}")


def _write(moment: datetime, zone: ZoneInfo) -> str:
    # Excel keeps times as parts of a day: what is left of a second is rounding.
    whole = (moment + timedelta(milliseconds=500)).replace(microsecond=0) if moment.microsecond else moment
    return (whole if whole.tzinfo else whole.replace(tzinfo=zone)).isoformat(timespec="seconds")


def _read_currency(words: str) -> str | None:
    plain = words.strip().casefold().replace(" ", "")
    if plain in _SIGNS:
        return _SIGNS[plain]
    return plain.upper() if _CODE.fullmatch(plain) else None
