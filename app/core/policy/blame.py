"""Whose fault the message itself speaks of, while nobody has established it."""

from __future__ import annotations

from app.model import Fault

SHOP = frozenset({"quality_problem", "wrong_item", "not_as_described", "missing_item", "extra_item"})
COURIER = frozenset({"damaged_parcel"})
BUYER = frozenset({"color_difference", "sizing", "return_exchange", "price_difference"})


def presumed_fault(intents: tuple[str, ...]) -> Fault | None:
    """Return whose fault the message speaks of, or None when it speaks of none.

    A fault of the goods outweighs a wish to return them, whichever comes first.
    """
    said = frozenset(intents)
    if said & SHOP:
        return "shop"
    if said & COURIER:
        return "courier"
    return "buyer" if said & BUYER else None
