"""Values written for a reader: money, moments and days in Chinese and English."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from app.model import Language, Value

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

CHINESE_NAMES = {
    "USD": "美元",
    "GBP": "英镑",
    "EUR": "欧元",
    "AUD": "澳元",
    "CAD": "加元",
    "HKD": "港元",
    "JPY": "日元",
}
ENGLISH_SIGNS = {"USD": "US$", "GBP": "£", "EUR": "€", "AUD": "A$", "CAD": "C$", "HKD": "HK$"}
WITHOUT_CENTS = frozenset({"JPY", "KRW"})


def write_value(
    value: Value,
    *,
    language: Language,
    timezone: tzinfo,
    currency: str | None = None,
    now: datetime | None = None,
) -> str:
    """Return `value` in words of `language`; a Decimal is money when `currency` is given.

    A day or moment carries its year unless `now` is given and falls in the same year of `timezone`.
    """
    match value:
        case bool():
            return write_yes(value, language=language)
        case datetime():
            return write_moment(value, language=language, timezone=timezone, now=now)
        case date():
            return write_day(value, language=language, today=now.astimezone(timezone).date() if now else None)
        case Decimal() if currency:
            return write_money(value, currency=currency, language=language)
        case Decimal():
            return write_number(value)
    return str(value)


def write_yes(answer: bool, *, language: Language) -> str:
    """Return yes or no."""
    if language == "zh":
        return "是" if answer else "否"
    return "yes" if answer else "no"


def write_number(number: Decimal) -> str:
    """Return a number without exponent and without idle zeros: `5`, `7.5`."""
    return f"{number.normalize():f}"


def write_money(amount: Decimal, *, currency: str, language: Language) -> str:
    """Return an amount with its currency: `¥40.00` and `CNY 40.00`, `40.00 美元` and `US$40.00`.

    Cents are rounded half up. A currency without a name here is written by its code.
    """
    unit = Decimal(1) if currency in WITHOUT_CENTS else Decimal("0.01")
    rounded = amount.quantize(unit, rounding=ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    return sign + join_currency(f"{abs(rounded):f}", currency=currency, language=language)


def join_currency(number: str, *, currency: str, language: Language) -> str:
    """Return a written number together with its currency, as the language puts them."""
    if language == "zh":
        return f"¥{number}" if currency == "CNY" else f"{number} {CHINESE_NAMES.get(currency, currency)}"
    return ENGLISH_SIGNS.get(currency, f"{currency} ") + number


def write_moment(at: datetime, *, language: Language, timezone: tzinfo, now: datetime | None = None) -> str:
    """Return a moment in the shop's zone: `11月23日 18:00`, `23 Nov 18:00`."""
    local = at.astimezone(timezone)
    today = now.astimezone(timezone).date() if now else None
    return f"{write_day(local.date(), language=language, today=today)} {local:%H:%M}"


def write_day(day: date, *, language: Language, today: date | None = None) -> str:
    """Return a day: `11月23日`, `23 Nov`; with its year unless that is today's."""
    same_year = today is not None and today.year == day.year
    if language == "zh":
        return f"{'' if same_year else f'{day.year}年'}{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]}{'' if same_year else f' {day.year}'}"
