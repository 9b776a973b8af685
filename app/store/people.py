"""People and what they may do in which shop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict, Unpack, cast

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.store.faults import NameTaken
from app.store.records import Member, Role, User
from app.store.rows import columns, insert, read_all, read_new, read_one
from app.store.tables import MEMBERSHIPS, USERS

COLUMNS = columns(USERS, User)


class UserChanges(TypedDict, total=False):
    """What of a person can be changed."""

    shown_name: str
    password_hash: str
    language: str
    is_active: bool
    last_seen_at: datetime


def fold_name(name: str) -> str:
    """Return the name as it is compared: Anna, ANNA and anna are one."""
    return name.strip().casefold()


def add_user(session: Session, name: str, *, at: datetime, language: str = "zh") -> User:
    """Add a person without a password and return them; NameTaken where the name is in use."""
    values = {
        "name": fold_name(name),
        "shown_name": name.strip(),
        "language": language,
        "is_active": True,
        "created_at": at,
    }
    statement = insert(session, USERS).values(values).on_conflict_do_nothing().returning(*COLUMNS)
    user = read_one(session, User, statement)
    if user is None:
        raise NameTaken(f"there is somebody called {fold_name(name)} already")
    return user


def find_user(session: Session, name: str) -> User | None:
    """Return the person of that name, however it is capitalised; None where there is none."""
    return read_one(session, User, select(*COLUMNS).where(USERS.c.name == fold_name(name)))


def get_user(session: Session, user_id: int) -> User | None:
    """Return a person; None where there is none."""
    return read_one(session, User, select(*COLUMNS).where(USERS.c.id == user_id))


def list_users(session: Session) -> tuple[User, ...]:
    """Return everybody, by name."""
    return read_all(session, User, select(*COLUMNS).order_by(USERS.c.name))


def has_users(session: Session) -> bool:
    """Return whether there is anybody yet."""
    return session.execute(select(USERS.c.id).limit(1)).first() is not None


def change_user(session: Session, user_id: int, **changes: Unpack[UserChanges]) -> User:
    """Change a person who is there, and return them."""
    statement = update(USERS).where(USERS.c.id == user_id).values(**changes).returning(*COLUMNS)
    return read_new(session, User, statement)


def set_role(session: Session, user_id: int, *, shop_id: int, role: Role) -> None:
    """Let a person be `role` in a shop, whatever they were there before."""
    values = {"user_id": user_id, "shop_id": shop_id, "role": role}
    statement = insert(session, MEMBERSHIPS).values(values)
    session.execute(statement.on_conflict_do_update(index_elements=["user_id", "shop_id"], set_={"role": role}))


def remove_role(session: Session, user_id: int, *, shop_id: int) -> None:
    """Take a person out of a shop."""
    session.execute(delete(MEMBERSHIPS).where(MEMBERSHIPS.c.user_id == user_id, MEMBERSHIPS.c.shop_id == shop_id))


def list_roles(session: Session, user_id: int) -> Mapping[int, Role]:
    """Return the role of a person in each of their shops."""
    statement = select(MEMBERSHIPS.c.shop_id, MEMBERSHIPS.c.role).where(MEMBERSHIPS.c.user_id == user_id)
    return {shop_id: cast("Role", role) for shop_id, role in session.execute(statement.order_by(MEMBERSHIPS.c.shop_id))}


def list_members(session: Session, shop_id: int) -> tuple[Member, ...]:
    """Return everybody of a shop with their role, by name."""
    statement = (
        select(MEMBERSHIPS.c.role, *COLUMNS)
        .join_from(MEMBERSHIPS, USERS, USERS.c.id == MEMBERSHIPS.c.user_id)
        .where(MEMBERSHIPS.c.shop_id == shop_id)
        .order_by(USERS.c.name)
    )
    return tuple(Member(User(*row[1:]), row[0]) for row in session.execute(statement))


def count_admins(session: Session, shop_id: int) -> int:
    """Return how many people who may log in are administrators of a shop."""
    return sum(member.role == "admin" and member.user.is_active for member in list_members(session, shop_id))
