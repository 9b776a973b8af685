"""Who works here: added, given a role in each shop, let in anew, or let go. Each is a line of the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, get_args

from app.store.audit import note_act
from app.store.faults import NameTaken
from app.store.logins import add_link, end_sessions_of
from app.store.people import add_user, change_user, count_admins, remove_role, set_role
from app.store.records import Role, User
from app.store.secrets import hash_token, make_token
from app.store.shops import get_shop, list_shops
from app.web.people.house import list_people, looks_after

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.web.people.house import House
    from app.web.visitor import Visitor

LASTS = timedelta(hours=72)
"""How long a link is good."""
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Found:
    """A person as an administrator may see them; `is_whole` says that they may be let go and let in anew."""

    user: User
    roles: Mapping[int, Role]
    is_whole: bool


class Staff:
    """What administrators do with people. What is said back names a sentence of the page; None: nobody such."""

    def __init__(self, house: House) -> None:
        self._house = house

    def find(self, session: Session, visitor: Visitor, user_id: int) -> Found | None:
        """Return a person; None where there is none, or none that this administrator may see."""
        for user, roles in list_people(session, visitor):
            if user.id == user_id:
                return Found(user, roles, looks_after(visitor, roles, list_shops(session)))
        return None

    def invite(self, visitor: Visitor, name: str, *, shop_id: int, role: Role) -> str | None:
        """Add a person and return the token of the link that lets them in; None where the name is taken."""
        now = self._house.clock()
        try:
            with self._house.store.transaction() as session:
                shop = get_shop(session, shop_id)
                user = add_user(session, name, at=now, language=shop.language if shop else "zh")
                set_role(session, user.id, shop_id=shop_id, role=role)
                act = visitor.do("user.added", shop_id=shop_id, subject_kind="user", subject_id=user.id)
                note_act(session, act, at=now, data={"role": role})
                return self._add_link(session, user)
        except NameTaken:
            return None

    def set_role(self, visitor: Visitor, user_id: int, *, shop_id: int, role: Role | None) -> str | None:
        """Give a person a role in a shop, or (None) take them out of it."""
        if not visitor.is_at_least("admin", shop_id=shop_id):
            return None
        with self._house.store.transaction() as session:
            found = self.find(session, visitor, user_id)
            if found is None or get_shop(session, shop_id) is None:
                return None
            if role != "admin" and _is_last_admin(session, found, shop_id):
                return "not_last_admin"
            if role:
                set_role(session, user_id, shop_id=shop_id, role=role)
            else:
                remove_role(session, user_id, shop_id=shop_id)
            act = visitor.do("user.role_changed", shop_id=shop_id, subject_kind="user", subject_id=user_id)
            data = {"was": found.roles.get(shop_id), "role": role}
            note_act(session, act, at=self._house.clock(), data=data)
        return "saved"

    def set_active(self, visitor: Visitor, user_id: int, *, active: bool) -> str | None:
        """Let a person go, who is logged out everywhere then, or take them back."""
        now = self._house.clock()
        with self._house.store.transaction() as session:
            found = self.find(session, visitor, user_id)
            if found is None:
                return None
            refused = _refuse_leave(session, visitor, found) if not active else ""
            if refused or not found.is_whole:
                return refused or "not_whole"
            change_user(session, user_id, is_active=active)
            end_sessions_of(session, user_id, at=now)
            action = "user.taken_back" if active else "user.let_go"
            note_act(session, visitor.do(action, subject_kind="user", subject_id=user_id), at=now)
        return "taken_back" if active else "let_go"

    def make_link(self, visitor: Visitor, user_id: int) -> str | None:
        """Return the token of a new link for a person; None where there is nobody such whom it may be made for."""
        with self._house.store.transaction() as session:
            found = self.find(session, visitor, user_id)
            if found is None or not found.is_whole or not found.user.is_active:
                return None
            act = visitor.do("user.link_made", subject_kind="user", subject_id=user_id)
            note_act(session, act, at=self._house.clock())
            return self._add_link(session, found.user)

    def _add_link(self, session: Session, user: User) -> str:
        token, expires_at = make_token(), self._house.clock() + LASTS
        if user.password_hash is None:
            add_link(session, hash_token(token), user_id=user.id, purpose="invite", expires_at=expires_at)
        else:
            add_link(session, hash_token(token), user_id=user.id, purpose="reset", expires_at=expires_at)
        return token


def _is_last_admin(session: Session, found: Found, shop_id: int) -> bool:
    counts = found.user.is_active and found.roles.get(shop_id) == "admin"
    return counts and count_admins(session, shop_id) == 1


def _refuse_leave(session: Session, visitor: Visitor, found: Found) -> str:
    if found.user.id == visitor.id:
        return "not_self"
    return "not_last_admin" if any(_is_last_admin(session, found, shop_id) for shop_id in found.roles) else ""
