"""What the pages of people stand on, and who in it may look after what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.store.people import list_roles, list_users
from app.store.shops import list_shops

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from app.settings import Settings
    from app.store.database import Store
    from app.store.records import Role, Shop, User
    from app.web.people.throttle import Throttle
    from app.web.sessions import Register
    from app.web.setup import Setup
    from app.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class House:
    """The store, who is known in it, the way in of the first, settings, how often one may try, and the clock."""

    store: Store
    register: Register
    setup: Setup
    settings: Settings
    throttle: Throttle
    clock: Callable[[], datetime]


def is_owner(visitor: Visitor, shops: Sequence[Shop]) -> bool:
    """Return whether they are administrator of every shop: what belongs to no shop is theirs to look after."""
    return visitor.everywhere or all(visitor.is_at_least("admin", shop_id=shop.id) for shop in shops)


def looks_after(visitor: Visitor, roles: Mapping[int, Role], shops: Sequence[Shop]) -> bool:
    """Return whether a person is theirs as a whole, who has these roles.

    A new password opens every shop somebody works in: so it takes an administrator of all of them.
    """
    if not roles:
        return is_owner(visitor, shops)
    return all(visitor.is_at_least("admin", shop_id=shop_id) for shop_id in roles)


def list_people(session: Session, visitor: Visitor) -> tuple[tuple[User, Mapping[int, Role]], ...]:
    """Return whom an administrator sees, with their roles: who works in a shop of theirs; for an owner, everybody."""
    shops = list_shops(session)
    everybody = [(user, list_roles(session, user.id)) for user in list_users(session)]
    if is_owner(visitor, shops):
        return tuple(everybody)
    theirs = {shop.id for shop in visitor.list_theirs(shops, "admin")}
    return tuple((user, roles) for user, roles in everybody if theirs & set(roles))
