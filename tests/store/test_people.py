"""Shops, people, roles, keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.store.faults import NameTaken
from app.store.keys import add_key, find_key, has_keys, list_keys, revoke_key, touch_key
from app.store.people import (
    add_user,
    change_user,
    count_admins,
    find_user,
    get_user,
    has_users,
    list_members,
    list_roles,
    list_users,
    remove_role,
    set_role,
)
from app.store.secrets import check_password, hash_password, hash_token, make_key
from app.store.shops import add_shop, change_shop, find_shop, get_shop, list_shops

from .people import Desk


def test_a_shop_is_found_by_its_name_and_can_be_changed(session: Session, desk: Desk) -> None:
    shop = add_shop(session, "uk", at=desk.now, platform="ebay", currency="GBP", language="en", clock_seconds=300)
    assert find_shop(session, "uk") == get_shop(session, shop.id) == shop
    assert change_shop(session, shop.id, name="UK shop").name == "UK shop"
    assert [one.slug for one in list_shops(session)] == ["default", "uk"]
    assert find_shop(session, "none") is None
    with pytest.raises(NameTaken, match="uk"):
        add_shop(session, "uk", at=desk.now)


def test_a_platform_that_nobody_knows_is_refused_by_the_database(session: Session, desk: Desk) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        add_shop(session, "x", at=desk.now, platform="amazon")


def test_somebody_is_found_however_their_name_is_capitalised(session: Session, desk: Desk) -> None:
    assert not has_users(session)
    anna = add_user(session, " Anna ", at=desk.now, language="en")
    assert (anna.name, anna.shown_name, anna.password_hash, anna.is_active) == ("anna", "Anna", None, True)
    assert find_user(session, "ANNA") == get_user(session, anna.id) == anna
    assert has_users(session)
    with pytest.raises(NameTaken):
        add_user(session, "aNNa", at=desk.now)
    assert list_users(session) == (anna,)


def test_a_person_has_one_role_in_each_shop(session: Session, desk: Desk) -> None:
    anna, other = desk.user("anna"), add_shop(session, "uk", at=desk.now)
    set_role(session, anna.id, shop_id=other.id, role="admin")
    set_role(session, anna.id, shop_id=other.id, role="supervisor")
    assert list_roles(session, anna.id) == {desk.shop.id: "agent", other.id: "supervisor"}
    remove_role(session, anna.id, shop_id=other.id)
    assert list_roles(session, anna.id) == {desk.shop.id: "agent"}


def test_administrators_who_may_log_in_are_counted(session: Session, desk: Desk) -> None:
    desk.user("anna", role="admin")
    gone = desk.user("bob", role="admin")
    desk.user("cleo")
    assert count_admins(session, desk.shop.id) == 2
    change_user(session, gone.id, is_active=False)
    assert count_admins(session, desk.shop.id) == 1
    assert [(one.user.name, one.role) for one in list_members(session, desk.shop.id)] == [
        ("anna", "admin"),
        ("bob", "admin"),
        ("cleo", "agent"),
    ]


def test_a_password_is_kept_as_a_hash_that_only_it_opens() -> None:
    kept = hash_password("correct horse")
    assert kept.startswith("$argon2id$")
    assert kept != hash_password("correct horse")
    assert check_password("correct horse", kept)
    assert not check_password("wrong horse", kept)
    assert not check_password("\ud800", kept)
    assert not check_password("correct horse", None)
    assert not check_password("correct horse", "no hash")


def test_a_key_opens_until_it_is_revoked(session: Session, desk: Desk) -> None:
    new = make_key()
    assert new.key.startswith(new.prefix)
    key = add_key(
        session,
        new,
        name="helpdesk",
        scopes=("drafts", "desk:read"),
        shop_id=desk.shop.id,
        created_by=desk.user().id,
        at=desk.now,
    )
    assert find_key(session, hash_token(new.key)) == key
    assert key.scopes == ("drafts", "desk:read")
    touch_key(session, key.id, at=desk.at(5))
    assert list_keys(session)[0].last_used_at == desk.at(5)
    assert has_keys(session)
    assert revoke_key(session, key.id, at=desk.now + timedelta(days=1))
    assert not revoke_key(session, key.id, at=desk.now)
    assert find_key(session, hash_token(new.key)) is None
    assert not has_keys(session)
    assert list_keys(session)[0].revoked_at == desk.now + timedelta(days=1)


def test_of_a_key_nothing_is_kept_that_opens_anything(session: Session, desk: Desk) -> None:
    new = make_key()
    add_key(session, new, name="x", scopes=(), shop_id=None, created_by=None, at=desk.now)
    assert new.key not in repr(list_keys(session))
    assert find_key(session, new.key) is None
