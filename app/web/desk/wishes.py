"""What of the inbox somebody wants to see, as the address of the page says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args
from urllib.parse import urlencode

from app.core.search_terms import ask_readings
from app.store.inbox import WORKED_ON, Filter
from app.store.records import State

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

Tab: TypeAlias = Literal["waiting", "escalated", "snoozed", "done", "all"]
TABS: tuple[Tab, ...] = get_args(Tab)
STATES: Mapping[Tab, tuple[State, ...]] = {
    "waiting": WORKED_ON,
    "escalated": ("escalated",),
    "snoozed": ("snoozed",),
    "done": ("done",),
    "all": get_args(State),
}
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """The tab, and what narrows it: a shop, an intent, one's own, words. Empty leaves it open."""

    tab: Tab = "waiting"
    shop: str = ""
    intent: str = ""
    mine: bool = False
    text: str = ""

    @classmethod
    def read(cls, query: QueryParams) -> Wish:
        """Return the wish of an address; what cannot be understood counts as not said."""
        text = query.get("q", "").strip()[:LONGEST_SEARCH]
        usual: Tab = "all" if text else "waiting"
        tab = next((one for one in TABS if one == query.get("tab")), usual)
        return cls(tab, query.get("shop", ""), query.get("intent", ""), query.get("mine") == "1", text)

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        """Return the terms that are searched for, in every way to read the words."""
        return ask_readings(self.text)

    @property
    def is_search(self) -> bool:
        """Return whether words are searched for."""
        return bool(self.text)

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything but the tab is wished for."""
        return replace(self, tab="waiting") != Wish()

    def filter(self, shop_ids: Mapping[str, int], *, user_id: int | None) -> Filter:
        """Return the wish as the store takes it, within the shops that somebody has, by their short names."""
        ids = tuple(number for slug, number in shop_ids.items() if self.shop in {"", slug})
        return Filter(ids, STATES[self.tab], self.intent or None, user_id if self.mine else None)

    def query(self, **changes: Any) -> str:
        """Return the wish as the query of an address, `?` included; empty for the usual one."""
        wanted = replace(self, **changes)
        usual = "all" if wanted.text else "waiting"
        said = {
            "tab": "" if wanted.tab == usual else wanted.tab,
            "shop": wanted.shop,
            "intent": wanted.intent,
            "mine": "1" if wanted.mine else "",
            "q": wanted.text,
        }
        written = urlencode({name: value for name, value in said.items() if value})
        return f"?{written}" if written else ""
