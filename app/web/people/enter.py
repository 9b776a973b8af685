"""A one-time link: who has it sets a password, and is in. The first administrator's also makes them."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.store.audit import Act, note_act
from app.store.logins import end_sessions_of, find_link, use_link
from app.store.people import add_user, change_user, get_user, has_users, set_role
from app.store.secrets import hash_password, hash_token
from app.store.shops import list_shops
from app.web.people.login import begin
from app.web.people.names import check_name
from app.web.people.paper import read_field, read_form
from app.web.people.passwords import check_new_password, read_password
from app.web.tongue import choose_language

if TYPE_CHECKING:
    from app.store.records import User
    from app.web.people.house import House
    from app.web.people.paper import Paper

TEMPLATE = "people_enter.html"


def make_enter(house: House, paper: Paper) -> APIRouter:
    """Return the routes of `/enter/{token}`."""
    router = APIRouter()
    door = _Door(house, Lock())

    @router.get("/enter/{token}")
    def show_form(request: Request, token: str) -> Response:
        # Looking uses nothing up: some mail programs look at every link.
        found = door.find(token)
        return paper.show(request, TEMPLATE, {"who": found}, status=200 if found else 410)

    @router.post("/enter/{token}")
    def enter(request: Request, token: str) -> Response:
        """Let somebody in who has chosen a password; 410 where the link lets nobody in any more."""
        found = door.find(token)
        if found is None:
            return paper.show(request, TEMPLATE, {"who": None}, status=410)
        errors = _check(request, found)
        if errors:
            return paper.show(request, TEMPLATE, {"who": found}, errors=errors)
        password_hash = hash_password(read_password(read_form(request)))
        user = door.take_in(request, token, password_hash=password_hash)
        return begin(house, request, user, to="/") if user else paper.show(request, TEMPLATE, {"who": None}, status=410)

    return router


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom a link lets in; `name` is empty for the first administrator, who chooses one."""

    name: str
    is_new: bool


def _check(request: Request, guest: Guest) -> dict[str, str]:
    name = guest.name or read_field(request, "name")
    errors = {} if guest.name else check_name(name)
    return errors | check_new_password(read_form(request), name=name)


@dataclass(frozen=True, slots=True)
class _Door:
    """Finds whom a link lets in, and lets them in once. The lock: of two first administrators there is one."""

    house: House
    lock: Lock

    def find(self, token: str) -> Guest | None:
        """Return whom a link lets in; None where it is used, too old, or none at all."""
        if self.house.setup.opens_with(token):
            return None if self.house.register.has_people() else Guest("", is_new=True)
        with self.house.store.reading() as session:
            user_id = find_link(session, hash_token(token), now=self.house.clock())
            user = get_user(session, user_id) if user_id else None
        return Guest(user.shown_name, user.password_hash is None) if user and user.is_active else None

    def take_in(self, request: Request, token: str, *, password_hash: str) -> User | None:
        """Use the link up and return who came in by it; None where somebody was faster."""
        if self.house.setup.opens_with(token):
            with self.lock:
                return self._make_first(request, password_hash)
        return self._use_link(request, token, password_hash)

    def _make_first(self, request: Request, password_hash: str) -> User | None:
        now = self.house.clock()
        with self.house.store.transaction() as session:
            if has_users(session):
                return None
            user = add_user(session, read_field(request, "name"), at=now, language=choose_language(request))
            for shop in list_shops(session):
                set_role(session, user.id, shop_id=shop.id, role="admin")
            note_act(session, _by(user, request, "user.first_admin"), at=now)
            return change_user(session, user.id, password_hash=password_hash)

    def _use_link(self, request: Request, token: str, password_hash: str) -> User | None:
        now = self.house.clock()
        with self.house.store.transaction() as session:
            user_id = use_link(session, hash_token(token), now=now)
            user = get_user(session, user_id) if user_id else None
            if user is None or not user.is_active:
                return None
            end_sessions_of(session, user.id, at=now)
            note_act(session, _by(user, request, "user.entered"), at=now)
            # Who comes for the first time keeps the language that they read the welcome in.
            language = user.language if user.password_hash else choose_language(request)
            return change_user(session, user.id, password_hash=password_hash, language=language)


def _by(user: User, request: Request, action: str) -> Act:
    address = request.client.host if request.client else None
    return Act(action, "user", user.id, subject_kind="user", subject_id=user.id, address=address)
