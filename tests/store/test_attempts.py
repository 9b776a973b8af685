from __future__ import annotations

from sqlalchemy.orm import Session

from app.store.attempts import count_failures_from
from app.store.logins import note_attempt

from .people import Desk


def test_failures_are_counted_by_the_address_whoever_they_name(session: Session, desk: Desk) -> None:
    for name, address, later in (("anna", "a", 0), ("bob", "a", 1), ("bob", "b", 2), ("cleo", "a", -900)):
        note_attempt(session, name, address=address, at=desk.at(later), succeeded=False)
    assert count_failures_from(session, "a", since=desk.at(-60)) == 2
    assert count_failures_from(session, "b", since=desk.at(-60)) == 1
    assert count_failures_from(session, "c", since=desk.at(-60)) == 0


def test_a_failure_that_its_person_made_good_is_no_guess(session: Session, desk: Desk) -> None:
    note_attempt(session, "anna", address="a", at=desk.at(0), succeeded=False)
    note_attempt(session, "bob", address="a", at=desk.at(1), succeeded=False)
    note_attempt(session, "anna", address="a", at=desk.at(2), succeeded=True)
    assert count_failures_from(session, "a", since=desk.at(-60)) == 1
    note_attempt(session, "anna", address="a", at=desk.at(3), succeeded=False)
    assert count_failures_from(session, "a", since=desk.at(-60)) == 2
