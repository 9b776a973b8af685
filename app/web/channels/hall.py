"""What the pages of channels stand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.channels.parked import find_pile
from app.store.parked import Pile, count_parked
from app.store.shops import list_shops

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.desk.actors import Actor
    from app.desk.drafter import Drafter
    from app.store.database import Store
    from app.web.hooks import Porch
    from app.web.people.paper import Paper
    from app.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Hall:
    """The store, the channels with the work behind them, how pages are rendered, the clock and the engine."""

    store: Store
    porch: Porch
    paper: Paper
    clock: Callable[[], datetime]
    engine: Drafter

    def admit(self, session: Session, visitor: Visitor) -> tuple[Actor, Pile]:
        """Return who acts, and what is parked for them."""
        actor = visitor.act_in(list_shops(session))
        return actor, find_pile(session, self.porch.channels, actor)

    def wake(self) -> None:
        """Let the work begin with what was put back, where it is this process that works."""
        if self.porch.work is not None:
            self.porch.work.wake()


def make_count(store: Store, porch: Porch) -> Callable[[Visitor], int]:
    """Return the function that says how many events are parked for a visitor."""

    def count(visitor: Visitor) -> int:
        with store.reading() as session:
            actor = visitor.act_in(list_shops(session))
            return sum(count_parked(session, find_pile(session, porch.channels, actor)).values())

    return count
