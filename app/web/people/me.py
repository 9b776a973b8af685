"""One's own page: name, language, password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.store.audit import note_act
from app.store.logins import end_sessions_of
from app.store.people import change_user
from app.store.secrets import hash_password
from app.store.shops import list_shops
from app.web.people.login import set_language
from app.web.people.names import check_name
from app.web.people.paper import go_to, read_field, read_form
from app.web.people.passwords import LONGEST, check_new_password, read_password
from app.web.people.throttle import praise
from app.web.tongue import LANGUAGES
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from app.store.records import User
    from app.web.people.house import House
    from app.web.people.paper import Paper
    from app.web.visitor import Visitor

TEMPLATE, PASSWORD = "people_me.html", "people_password.html"


def make_me(house: House, paper: Paper) -> APIRouter:
    """Return the routes `/me` and `/me/password`."""
    router = APIRouter()

    @router.get("/me")
    def show_me(request: Request) -> Response:
        return paper.show(request, TEMPLATE, _describe(house, visitor_of(request)))

    @router.post("/me")
    def change_me(request: Request) -> Response:
        """Keep what somebody is called and the language they read."""
        visitor = visitor_of(request)
        shown_name, language = read_field(request, "shown_name"), read_field(request, "language")
        errors = check_name(shown_name, field="shown_name")
        if visitor.user is None or errors or language not in LANGUAGES:
            return paper.show(request, TEMPLATE, _describe(house, visitor), errors=errors or {"language": "blank"})
        with house.store.transaction() as session:
            change_user(session, visitor.user.id, shown_name=shown_name, language=language)
            note_act(session, visitor.do("user.changed", subject_kind="user", subject_id=visitor.id), at=house.clock())
        response = go_to("/me", said="saved")
        set_language(response, language)
        return response

    @router.get("/me/password")
    def show_password(request: Request) -> Response:
        return paper.show(request, PASSWORD) if visitor_of(request).user else paper.miss(request)

    @router.post("/me/password")
    def change_password(request: Request) -> Response:
        """Keep a new password for who knows the old one, and log them out everywhere else."""
        visitor = visitor_of(request)
        if visitor.user is None:
            return paper.miss(request)
        errors = check_new_password(read_form(request), name=visitor.user.name)
        errors = errors or _check_old(house, request, visitor.user)
        if errors:
            return paper.show(request, PASSWORD, errors=errors)
        return _set_password(house, request, visitor, visitor.user)

    return router


def _describe(house: House, visitor: Visitor) -> dict[str, object]:
    with house.store.reading() as session:
        shops = list_shops(session)
    return {
        "shops": [(shop, visitor.roles[shop.id]) for shop in shops if shop.id in visitor.roles],
        "setup": house.setup.path if visitor.kind == "system" else "",
    }


def _check_old(house: House, request: Request, user: User) -> dict[str, str]:
    """Return what is wrong with the present password: a browser left open must not give the account away."""
    old = str(read_form(request).get("old", ""))[: LONGEST + 1]
    if not house.throttle.admit(user.name, address=visitor_of(request).address, now=house.clock()):
        return {"old": "too_often"}
    return {} if house.throttle.check(old, user.password_hash) else {"old": "old"}


def _set_password(house: House, request: Request, visitor: Visitor, user: User) -> Response:
    password_hash, now = hash_password(read_password(read_form(request))), house.clock()
    response = go_to("/me", said="password")
    with house.store.transaction() as session:
        change_user(session, user.id, password_hash=password_hash)
        end_sessions_of(session, user.id, at=now)
        house.register.log_in(session, user, response, scope=request.scope, old=visitor)
        praise(session, user.name, address=visitor.address, now=now)
        act = visitor.do("user.password_changed", subject_kind="user", subject_id=user.id)
        note_act(session, act, at=now)
    return response
