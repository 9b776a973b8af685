"""Finds what a message names: order and tracking numbers, money, dates, sizes, colours, contact data, wishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.core.slots.amounts import find_amounts
from app.core.slots.contacts import find_contacts
from app.core.slots.dates import find_dates
from app.core.slots.goods import find_colors, find_sizes
from app.core.slots.invoices import find_invoice_data
from app.core.slots.numbers import CarrierPattern, compile_carriers, find_numbers
from app.core.slots.wishes import find_wishes
from app.core.text import Cleaned
from app.model import Platform, Slot, SlotKind

__all__ = ["CarrierPattern", "compile_carriers", "find_slots"]


def find_slots(
    cleaned: Cleaned, *, today: date, platform: Platform, carriers: Sequence[CarrierPattern]
) -> tuple[Slot, ...]:
    """Return what the message names, in reading order, spans in the original text.

    Where two readings overlap, the earlier kind in `_read_all` wins: a number is one thing only.
    """
    taken = [False] * len(cleaned.text)
    kept: list[Slot] = []
    for slot in _read_all(cleaned.text, today=today, platform=platform, carriers=carriers):
        start, end = slot.span
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            kept.append(_place(slot, cleaned))
    # What shall be done lies across the words for the goods and takes no place from them.
    kept.extend(_place(slot, cleaned) for slot in find_wishes(cleaned.text))
    return tuple(sorted(kept, key=lambda slot: slot.span))


def _place(slot: Slot, cleaned: Cleaned) -> Slot:
    """Return `slot` with its place in the original; a name keeps the capitals in which it was written there."""
    start, end = cleaned.to_original(slot.span)
    value = cleaned.original[start:end] if slot.kind is SlotKind.INVOICE_TITLE else slot.value
    return replace(slot, value=value, span=(start, end))


def _read_all(text: str, *, today: date, platform: Platform, carriers: Iterable[CarrierPattern]) -> Iterator[Slot]:
    yield from find_invoice_data(text)
    yield from find_numbers(text, platform=platform, carriers=tuple(carriers))
    yield from find_contacts(text)
    yield from find_amounts(text)
    yield from find_dates(text, today=today)
    yield from find_sizes(text)
    yield from find_colors(text)
