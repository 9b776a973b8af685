"""Getting in: links that work once, sessions that end, tries that are counted."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.store.logins import (
    add_link,
    count_failures,
    end_session,
    end_sessions_of,
    find_link,
    find_session,
    forget_old_logins,
    note_attempt,
    start_session,
    touch_session,
    use_link,
)

from .people import Desk

HOUR = 3600


def test_a_link_lets_one_person_in_once(session: Session, desk: Desk) -> None:
    anna = desk.user()
    add_link(session, "hash", user_id=anna.id, purpose="invite", expires_at=desk.at(HOUR))
    assert find_link(session, "hash", now=desk.now) == anna.id
    assert use_link(session, "hash", now=desk.now) == anna.id
    assert use_link(session, "hash", now=desk.now) is None
    assert find_link(session, "hash", now=desk.now) is None


def test_a_link_that_is_too_old_or_unknown_lets_nobody_in(session: Session, desk: Desk) -> None:
    add_link(session, "hash", user_id=desk.user().id, purpose="reset", expires_at=desk.at(HOUR))
    assert use_link(session, "hash", now=desk.at(HOUR)) is None
    assert use_link(session, "other", now=desk.now) is None


def test_a_new_link_ends_the_one_before(session: Session, desk: Desk) -> None:
    anna = desk.user()
    for token in ("first", "second"):
        add_link(session, token, user_id=anna.id, purpose="invite", expires_at=desk.at(HOUR))
    assert find_link(session, "first", now=desk.now) is None
    assert find_link(session, "second", now=desk.now) == anna.id


def test_a_session_lasts_until_its_time_or_its_end(session: Session, desk: Desk) -> None:
    anna = desk.user()
    begun = start_session(session, "cookie", csrf_token="csrf", user_id=anna.id, at=desk.now, expires_at=desk.at(HOUR))
    touch_session(session, begun.id, at=desk.at(60))
    found = find_session(session, "cookie", now=desk.at(60))
    assert found is not None
    assert (found.user_id, found.csrf_token, found.last_seen_at) == (anna.id, "csrf", desk.at(60))
    assert find_session(session, "cookie", now=desk.at(HOUR)) is None
    assert find_session(session, "forged", now=desk.now) is None
    end_session(session, begun.id, at=desk.at(90))
    assert find_session(session, "cookie", now=desk.at(91)) is None


def test_somebody_can_be_logged_out_everywhere(session: Session, desk: Desk) -> None:
    anna, bob = desk.user("anna"), desk.user("bob")
    for cookie, user in (("a1", anna), ("a2", anna), ("b", bob)):
        start_session(session, cookie, csrf_token="x", user_id=user.id, at=desk.now, expires_at=desk.at(HOUR))
    end_sessions_of(session, anna.id, at=desk.now)
    assert [find_session(session, cookie, now=desk.now) is None for cookie in ("a1", "a2", "b")] == [True, True, False]


@pytest.mark.parametrize(("address", "count"), [("1.1.1.1", 2), ("2.2.2.2", 1), ("3.3.3.3", 0), (None, 3)])
def test_failures_are_counted_per_name_and_address(
    session: Session, desk: Desk, address: str | None, count: int
) -> None:
    for later, where in ((-1000, "1.1.1.1"), (-60, "1.1.1.1"), (-50, "2.2.2.2"), (-40, "1.1.1.1")):
        note_attempt(session, "ANNA", address=where, at=desk.at(later), succeeded=False)
    note_attempt(session, "bob", address="1.1.1.1", at=desk.now, succeeded=False)
    assert count_failures(session, "anna", since=desk.at(-900), address=address) == count


def test_a_success_begins_the_count_anew(session: Session, desk: Desk) -> None:
    for later, succeeded in ((-60, False), (-50, True), (-40, False)):
        note_attempt(session, "anna", address="1.1.1.1", at=desk.at(later), succeeded=succeeded)
    assert count_failures(session, "anna", since=desk.at(-900)) == 1


def test_a_very_long_name_can_fail_too(session: Session, desk: Desk) -> None:
    note_attempt(session, "x" * 5000, address="1.1.1.1", at=desk.now, succeeded=False)
    assert count_failures(session, "x" * 5000, since=desk.at(-900)) == 1


def test_what_is_long_over_can_be_forgotten(session: Session, desk: Desk) -> None:
    note_attempt(session, "anna", address="1.1.1.1", at=desk.at(-HOUR), succeeded=False)
    start_session(session, "old", csrf_token="x", user_id=desk.user().id, at=desk.at(-HOUR), expires_at=desk.at(-60))
    forget_old_logins(session, before=desk.now)
    assert count_failures(session, "anna", since=desk.at(-2 * HOUR)) == 0
    assert find_session(session, "old", now=desk.at(-HOUR)) is None
