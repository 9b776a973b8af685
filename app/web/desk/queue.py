"""The queue: who waits, how long, what about, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.desk.presence import SEEN_FOR
from app.store.inbox import MOST, Filter, count_inbox, list_inbox
from app.store.people import list_users
from app.store.presence import list_present
from app.store.records import Page
from app.store.search import search_readings
from app.store.shops import list_shops
from app.web.desk.stream import TYPING_FOR
from app.web.desk.wishes import STATES, Tab, Wish

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from app.store.history import Presence
    from app.store.records import Conversation, InboxItem, Shop
    from app.web.desk.moments import Times
    from app.web.visitor import Visitor

A_PAGE = 50
MOST_PAGES = 10
"""Pages that are kept up to date at once; whoever looks further back narrows the list."""


COUNTED: tuple[Tab, ...] = ("waiting", "escalated", "snoozed")


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in the queue. `whose` is empty where nobody has it; `present` are others who are in it."""

    item: InboxItem
    shop: Shop
    times: Times
    whose: str
    is_mine: bool
    present: tuple[str, ...]
    typing: tuple[str, ...]

    @property
    def conversation(self) -> Conversation:
        """Return the conversation."""
        return self.item.conversation

    @property
    def runs_out(self) -> datetime | None:
        """Return when the response clock runs out; None where nobody waits for an answer."""
        one = self.conversation
        return one.clock_due_at if one.waiting_since is not None and one.state != "done" else None


@dataclass(frozen=True, slots=True)
class Queue:
    """The rows that were asked for, and what else there is: `next` is the cursor of more."""

    rows: tuple[Row, ...]
    next: str | None
    pages: int
    wish: Wish
    counts: Mapping[Tab, str]
    shops: tuple[Shop, ...]


class Desk:
    """Reads the queue for one visitor. `times_in` returns what says times in the zone of a shop."""

    def __init__(self, session: Session, visitor: Visitor, times_in: Callable[[Shop], Times]) -> None:
        self.session, self.visitor = session, visitor
        self.shops = visitor.list_theirs(list_shops(session))
        self._times = {shop.id: times_in(shop) for shop in self.shops}

    def read(self, wish: Wish, *, pages: int = 1, cursor: str | None = None) -> Queue:
        """Return `pages` pages of what is wished for, from the cursor on."""
        wanted = wish.filter({shop.slug: shop.id for shop in self.shops}, user_id=self.visitor.id)
        found: list[InboxItem] = []
        for _ in range(min(max(pages, 1), MOST_PAGES)):
            page = self._list(wish, wanted, cursor)
            found += page.items
            cursor = page.next
            if cursor is None:
                break
        return Queue(self._describe(found), cursor, pages, wish, self._count(wish), self.shops)

    def _list(self, wish: Wish, wanted: Filter, cursor: str | None) -> Page[InboxItem]:
        # Who is nobody in particular has no conversations of their own.
        if wish.mine and self.visitor.id is None:
            return Page((), None)
        if wish.is_search:
            return search_readings(self.session, wish.readings, wanted, limit=A_PAGE, cursor=cursor)
        return list_inbox(self.session, wanted, limit=A_PAGE, cursor=cursor)

    def _describe(self, items: list[InboxItem]) -> tuple[Row, ...]:
        people = {user.id: user.shown_name for user in list_users(self.session)}
        present = self._find_present(items)
        return tuple(self._row(item, people, present.get(item.conversation.id, [])) for item in items)

    def _find_present(self, items: list[InboxItem]) -> dict[int, list[Presence]]:
        """Return who else is in each conversation."""
        present: dict[int, list[Presence]] = {}
        since = next((times.now for times in self._times.values()), None)
        if since is not None:
            numbers = [item.conversation.id for item in items]
            for one in list_present(self.session, numbers, since=since - SEEN_FOR):
                if one.user_id != self.visitor.id:
                    present.setdefault(one.conversation_id, []).append(one)
        return present

    def _row(self, item: InboxItem, people: Mapping[int, str], here: list[Presence]) -> Row:
        one = item.conversation
        times = self._times[one.shop_id]
        typing = [who for who in here if who.typing_at and times.now - who.typing_at < TYPING_FOR]
        return Row(
            item,
            next(shop for shop in self.shops if shop.id == one.shop_id),
            times,
            people.get(one.assignee_id or 0, ""),
            one.assignee_id is not None and one.assignee_id == self.visitor.id,
            tuple(who.shown_name for who in here),
            tuple(who.shown_name for who in typing),
        )

    def _count(self, wish: Wish) -> dict[Tab, str]:
        """Return how many stand in each tab that somebody has to work off."""
        ids = tuple(shop.id for shop in self.shops if wish.shop in {"", shop.slug})
        numbers = count_inbox(self.session, [Filter(ids, STATES[tab]) for tab in COUNTED])
        return {tab: f"{MOST}+" if number > MOST else str(number) for tab, number in zip(COUNTED, numbers, strict=True)}
