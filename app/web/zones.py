"""In which zone a shop counts its days, where it is only named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from app.store.shops import find_shop

if TYPE_CHECKING:
    from app.store.database import Store

FindZone: TypeAlias = Callable[[str], "ZoneInfo | None"]
"""Returns the zone of the shop of that short name; None where there is none such, and the settings' zone counts."""


def make_find_zone(store: Store | None) -> FindZone:
    """Return what looks up the zone of a shop; without a store it knows none."""

    def find(slug: str) -> ZoneInfo | None:
        if store is None:
            return None
        with store.reading() as session:
            shop = find_shop(session, slug)
        return ZoneInfo(shop.timezone) if shop else None

    return find
