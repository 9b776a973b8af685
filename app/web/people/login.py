"""Logging in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.store.audit import Act, note_act
from app.store.people import find_user
from app.web.people.paper import go_to, read_field, read_form
from app.web.people.passwords import read_password
from app.web.people.throttle import WINDOW, praise
from app.web.roles import find_rule
from app.web.visitor import known_visitor, visitor_of

if TYPE_CHECKING:
    from app.store.records import User
    from app.web.people.house import House
    from app.web.people.paper import Paper

_YEAR = 365 * 24 * 3600


def make_login(house: House, paper: Paper) -> APIRouter:
    """Return the routes `/login` and `/logout`."""
    router = APIRouter()

    @router.get("/login")
    def show_login(request: Request) -> Response:
        target = read_target(request.query_params.get("next", ""))
        # While there is nobody, this computer comes in without; and who is logged in has nothing to do here.
        return go_to(target) if known_visitor(request) else paper.show(request, "people_login.html", {"next": target})

    @router.post("/login")
    def log_in(request: Request) -> Response:
        """Let somebody in by name and password; 429 where too many tries came before."""
        name, address = read_field(request, "name")[:200], _find_address(request)
        shown = {"next": read_target(read_field(request, "next"))}
        if not house.throttle.admit(name, address=address, now=house.clock()):
            minutes = int(WINDOW.total_seconds() // 60)
            return paper.show(request, "people_login.html", shown | {"wait": minutes}, status=429)
        user = _check(house, name, read_password(read_form(request)), address=address)
        if user is None:
            return paper.show(request, "people_login.html", shown, errors={"password": "login"})
        return begin(house, request, user, to=shown["next"])

    @router.post("/logout")
    def log_out(request: Request) -> Response:
        visitor, response = visitor_of(request), go_to("/login")
        with house.store.transaction() as session:
            house.register.log_out(session, response, scope=request.scope, who=visitor)
            note_act(session, visitor.do("logout"), at=house.clock())
        return response

    return router


def read_target(asked: str) -> str:
    """Return where to go after logging in: the page of ours that was asked for, else the first one.

    Browsers read a backslash as a slash and leave out blanks and line ends, so none of these may be there; two slashes
    would lead to another host.
    """
    plain = asked.isascii() and asked.isprintable() and not set(asked) & set("\\ #")
    if not plain or not asked.startswith("/") or asked.startswith("//"):
        return "/"
    found = find_rule("GET", asked.partition("?")[0])
    return asked if found and found.rule.is_page and found.rule.least != "anyone" else "/"


def begin(house: House, request: Request, user: User, *, to: str) -> Response:
    """Return the way to `to` with a new session of `user`, in their language."""
    response, now = go_to(to), house.clock()
    with house.store.transaction() as session:
        house.register.log_in(session, user, response, scope=request.scope, old=known_visitor(request))
        praise(session, user.name, address=_find_address(request), now=now)
        note_act(session, Act("login", "user", user.id, address=_find_address(request)), at=now)
    set_language(response, user.language)
    return response


def set_language(response: Response, language: str) -> None:
    """Let the console speak `language` in this browser from now on."""
    response.set_cookie("lang", language, max_age=_YEAR, samesite="strict", httponly=True)


def _check(house: House, name: str, password: str, *, address: str) -> User | None:
    with house.store.reading() as session:
        user = find_user(session, name)
    right = house.throttle.check(password, user.password_hash if user else None)
    if user and user.is_active and right:
        return user
    with house.store.transaction() as session:
        # What was typed as a name is not written down: now and then it is a password.
        act = Act("login.failed", "system", subject_kind="user", subject_id=user.id if user else None, address=address)
        note_act(session, act, at=house.clock())
    return None


def _find_address(request: Request) -> str:
    return request.client.host if request.client else ""
