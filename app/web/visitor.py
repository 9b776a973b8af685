"""Who is asking: a person, a program's key, or this computer itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.desk.actors import Actor
from app.store.audit import Act
from app.store.records import Shop
from app.web.roles import Least, Scope, reaches

if TYPE_CHECKING:
    from starlette.requests import Request

    from app.store.history import ActorKind
    from app.store.records import Role, User


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking, as the gate found out.

    `everywhere` says that every shop is theirs, `roles` else holds the role in each. `scopes` None: they are judged
    by their role; else, as for a key, by what it was made for. `token` is what the forms of a page carry back, and
    `page_pass` what its own calls show; empty where nothing is asked for. `has_page`: there is a page of
    their own. `parked` is how many events of channels wait for them to look, as pages show it.
    """

    kind: ActorKind
    address: str
    id: int | None = None
    user: User | None = None
    session_id: int | None = None
    everywhere: bool = False
    roles: Mapping[int, Role] = field(default_factory=dict)
    scopes: frozenset[Scope] | None = None
    token: str = ""
    page_pass: str = ""
    has_page: bool = False
    parked: int = 0

    def is_at_least(self, least: Least, *, shop_id: int | None = None) -> bool:
        """Return whether they have this role or more, in one shop or in any."""
        if self.everywhere or least in {"anyone", "person"}:
            return True
        held = self.roles.values() if shop_id is None else [self.roles[shop_id]] if shop_id in self.roles else []
        return any(reaches(role, least) for role in held)

    def may_use(self, scope: str) -> bool:
        """Return whether their key was made for this; True for who is judged by a role."""
        return self.scopes is None or scope == "any" or scope in self.scopes

    def list_theirs(self, shops: Iterable[Shop], least: Least = "agent") -> tuple[Shop, ...]:
        """Return those of `shops` in which they have this role or more; for a key those it opens."""
        if self.scopes is not None:
            return tuple(shop for shop in shops if self.everywhere or shop.id in self.roles)
        return tuple(shop for shop in shops if self.is_at_least(least, shop_id=shop.id))

    def act_in(self, shops: Iterable[Shop], least: Least = "agent") -> Actor:
        """Return who acts, as the desk's use cases take it, in those of `shops` that are theirs."""
        every = tuple(shops)
        theirs = tuple(shop.id for shop in self.list_theirs(every, least))
        leads = tuple(shop.id for shop in self.list_theirs(every, "supervisor"))
        return Actor(self.kind, self.id, theirs, self.address, leads=leads)

    def do(
        self, action: str, *, shop_id: int | None = None, subject_kind: str | None = None, subject_id: int | None = None
    ) -> Act:
        """Return a line for the audit log that says that they did something."""
        return Act(action, self.kind, self.id, shop_id, subject_kind, subject_id, self.address)


def name_visitor(visitor: Visitor | None, words: Mapping[str, Any]) -> str:
    """Return what stands over the link to a visitor's own page, by the wordings; empty where they have none."""
    if visitor is None or not visitor.has_page:
        return ""
    return visitor.user.shown_name if visitor.user else str(words["people"]["this_computer"])


def visitor_of(request: Request) -> Visitor:
    """Return who sent a request; the gate has let nobody in whom it does not know."""
    visitor: Visitor = request.state.visitor
    return visitor


def known_visitor(request: Request) -> Visitor | None:
    """Return who sent a request to a page that anybody may see; None for a stranger."""
    visitor: Visitor | None = request.state.visitor
    return visitor
