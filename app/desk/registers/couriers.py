"""Couriers by any of their names: people write 圆通, 圆通速递 and YTO, and mean the same one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from app.core.definitions import Carrier

Couriers: TypeAlias = Mapping[str, str]
"""The ids of couriers by their names, as `name_couriers` gives them."""


def name_couriers(carriers: Iterable[Carrier]) -> Couriers:
    """Return the id of each courier of the library by each of its names."""
    return {fold(name): one.id for one in carriers for name in (one.id, one.title.zh, one.title.en, *one.aliases)}


def find_courier(couriers: Couriers, written: str) -> str:
    """Return the id of a courier, however it is written; one that the library does not know is as it is written."""
    return couriers.get(fold(written), written)


def list_names(couriers: Couriers, written: str | None) -> tuple[str, ...]:
    """Return every name, folded, of the courier that is written; its own where nobody knows it, none for none."""
    if not written or not written.strip():
        return ()
    known = couriers.get(fold(written))
    return tuple(name for name, one in couriers.items() if one == known) if known else (fold(written),)


def fold(name: str) -> str:
    """Return a name without what does not tell couriers apart: width, case, blanks around and doubled."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
