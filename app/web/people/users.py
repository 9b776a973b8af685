"""The pages of people: who there is, and each one by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.store.people import has_users
from app.store.shops import list_shops
from app.web.people.house import list_people
from app.web.people.names import check_name, read_number
from app.web.people.paper import go_to, read_field
from app.web.people.staff import LASTS, ROLES, Staff
from app.web.setup import PATH
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from app.store.records import Role
    from app.web.people.house import House
    from app.web.people.paper import Errors, Paper

TEMPLATE, ONE = "people_users.html", "people_user.html"


def make_users(house: House, paper: Paper) -> APIRouter:
    """Return the routes under `/users`."""
    router = APIRouter()
    pages = _Pages(house, paper)

    @router.get("/users")
    def show_all(request: Request) -> Response:
        return pages.show_all(request)

    @router.post("/users")
    def invite(request: Request) -> Response:
        return pages.invite(request)

    @router.get("/users/{user_id}")
    def show_one(request: Request, user_id: str) -> Response:
        return pages.show_one(request, read_number(user_id))

    @router.post("/users/{user_id}/role")
    def change_role(request: Request, user_id: str) -> Response:
        role = _read_role(request)
        shop_id = read_number(read_field(request, "shop_id"))
        said = pages.staff.set_role(visitor_of(request), read_number(user_id), shop_id=shop_id, role=role)
        return pages.go_back(request, user_id, said)

    @router.post("/users/{user_id}/active")
    def change_active(request: Request, user_id: str) -> Response:
        wanted = read_field(request, "active") == "yes"
        said = pages.staff.set_active(visitor_of(request), read_number(user_id), active=wanted)
        return pages.go_back(request, user_id, said)

    @router.post("/users/{user_id}/link")
    def make_link(request: Request, user_id: str) -> Response:
        token = pages.staff.make_link(visitor_of(request), read_number(user_id))
        return pages.hand_over(request, token) if token else pages.go_back(request, user_id, None)

    return router


def _read_role(request: Request) -> Role | None:
    asked = read_field(request, "role")
    return next((role for role in ROLES if role == asked), None)


class _Pages:
    """Renders the pages of people."""

    def __init__(self, house: House, paper: Paper) -> None:
        self.house, self.paper = house, paper
        self.staff = Staff(house)

    def show_all(self, request: Request, *, errors: Errors | None = None) -> Response:
        """Return the page of everybody. While there is nobody it leads to making the first administrator."""
        visitor = visitor_of(request)
        with self.house.store.reading() as session:
            everybody, shops = list_people(session, visitor), list_shops(session)
            first = "" if has_users(session) else self.house.setup.path
        shown = {"people": everybody, "names": {shop.id: shop.name for shop in shops}, "first": first}
        shown["shops"] = visitor.list_theirs(shops, "admin")
        return self.paper.show(request, TEMPLATE, shown, errors=errors)

    def show_one(self, request: Request, user_id: int) -> Response:
        """Return the page of one person."""
        visitor = visitor_of(request)
        with self.house.store.reading() as session:
            found = self.staff.find(session, visitor, user_id)
            shops = list_shops(session)
        if found is None:
            return self.paper.miss(request)
        theirs = visitor.list_theirs(shops, "admin")
        shown = {
            "user": found.user,
            "roles": [(shop, found.roles.get(shop.id, "")) for shop in theirs],
            "is_whole": found.is_whole,
            "is_self": found.user.id == visitor.id,
        }
        return self.paper.show(request, ONE, shown)

    def invite(self, request: Request) -> Response:
        """Add somebody and return the page with the link that lets them in; it is shown this once."""
        name, role = read_field(request, "name"), _read_role(request)
        shop_id = read_number(read_field(request, "shop_id"))
        errors = check_name(name) | ({} if role else {"role": "blank"})
        visitor = visitor_of(request)
        if not visitor.is_at_least("admin", shop_id=shop_id):
            errors |= {"shop_id": "blank"}
        if errors or role is None:
            return self.show_all(request, errors=errors)
        token = self.staff.invite(visitor, name, shop_id=shop_id, role=role)
        return self.hand_over(request, token) if token else self.show_all(request, errors={"name": "taken"})

    def hand_over(self, request: Request, token: str) -> Response:
        """Return the page that shows a one-time link, once."""
        link = f"{str(request.base_url).rstrip('/')}{PATH.format(token=token)}"
        hours = int(LASTS.total_seconds() // 3600)
        return self.paper.show(request, "people_handed.html", {"what": "link", "secret": link, "hours": hours})

    def go_back(self, request: Request, user_id: str, said: str | None) -> Response:
        """Return the way back to the page of a person; None: there is nobody such."""
        return go_to(f"/users/{read_number(user_id)}", said=said) if said else self.paper.miss(request)
