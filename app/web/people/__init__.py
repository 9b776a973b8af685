"""The pages on which people log in, look after themselves, and administrators after people, shops and keys."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter

from app.web.people.audit import make_audit
from app.web.people.enter import make_enter
from app.web.people.house import House
from app.web.people.keys import make_keys
from app.web.people.login import make_login
from app.web.people.me import make_me
from app.web.people.paper import Paper, make_miss, make_tell
from app.web.people.shops import make_shops
from app.web.people.users import make_users

__all__ = ["House", "make_miss", "make_people_pages", "make_tell"]


def make_people_pages(house: House) -> Iterator[APIRouter]:
    """Yield the routes of all these pages."""
    paper = Paper(house)
    for make in (make_login, make_enter, make_me, make_users, make_shops, make_keys, make_audit):
        yield make(house, paper)
