"""Amounts: what is due to the cent, and how far an agent may go alone (P8)."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from app.core.policy.case import Case
from app.core.policy.ruling import Provisions, Ruling
from app.model import Value

CENT = Decimal("0.01")


def round_cent(amount: Decimal) -> Decimal:
    """Return `amount` to the cent, half up."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def limit_currency(provisions: Provisions) -> str:
    """Return the currency of the agent's limit, which is its figure's unit."""
    return provisions["agent_limit"].unit.upper()


def exceeds(
    amount: Decimal, *, currency: str, provisions: Provisions
) -> Literal["over_limit", "other_currency"] | None:
    """Return why an amount is a supervisor's matter, or None when the agent may grant it."""
    if currency != limit_currency(provisions):
        return "other_currency"
    return "over_limit" if amount > provisions["agent_limit"].value else None


def limit_values(reason: str, *, provisions: Provisions) -> dict[str, Value]:
    """Return the limit as a quotable value where `reason` is about it."""
    return {"limit": provisions["agent_limit"].value} if reason == "over_limit" else {}


def refund(ruling: Ruling, *, case: Case) -> Ruling:
    """Return the ruling with the price paid as its amount, where price and currency are both known."""
    price = case.money("price_paid")
    if price is None or case.currency is None:
        return ruling
    used = (*ruling.used, "price_paid", "currency")
    return replace(ruling, amount=round_cent(price), currency=case.currency, used=used)
