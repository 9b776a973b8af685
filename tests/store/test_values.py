"""What is stored comes back the same from both databases, or is refused by both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from app.errors import BadInput
from app.store.buyers import change_buyer, find_or_add_buyer, get_buyer
from app.store.columns import LONGEST_NAME, TooLong
from app.store.cursors import read_cursor, write_cursor
from app.store.facts import get_facts, put_facts
from app.store.records import Shop

from .people import Desk

FEW = hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Numbers of JSON that PostgreSQL writes otherwise come back equal, not alike: 1e16 as 10000000000000000.
PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e6, 1e6) | st.text(max_size=5)
NESTED = PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(st.text(max_size=3), PLAIN, max_size=3)
OBJECTS = st.dictionaries(st.text(max_size=5), NESTED, max_size=4)


@FEW
@given(moment=st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Asia/Shanghai"), timezone(timedelta(hours=-9))])))
def test_a_moment_comes_back_as_the_same_moment_in_utc(session: Session, shop: Shop, moment: datetime) -> None:
    if not datetime(2, 1, 1, tzinfo=UTC) < moment < datetime(9998, 1, 1, tzinfo=UTC):
        return
    put_facts(session, shop.id, "1", {}, source="api", at=moment)
    found = get_facts(session, shop.id, "1")
    assert found is not None
    assert found.updated_at == moment.astimezone(UTC)
    assert found.updated_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(session: Session, shop: Shop) -> None:
    with pytest.raises(StatementError, match="has no zone"):
        put_facts(session, shop.id, "1", {}, source="api", at=datetime(2026, 1, 1))  # noqa: DTZ001


@FEW
@given(facts=OBJECTS)
def test_json_comes_back_as_it_was(session: Session, shop: Shop, now: datetime, facts: dict[str, Any]) -> None:
    put_facts(session, shop.id, "1", facts, source="api", at=now)
    found = get_facts(session, shop.id, "1")
    assert found is not None
    assert found.facts == _writable(facts)


def _writable(value: Any) -> Any:
    match value:
        case str():
            return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in value if letter != "\0")
        case dict():
            return {_writable(key): _writable(item) for key, item in value.items()}
        case list():
            return [_writable(item) for item in value]
        case _:
            return value


@FEW
@given(text=st.text())
def test_text_comes_back_but_for_what_no_database_keeps(session: Session, desk: Desk, text: str) -> None:
    buyer = find_or_add_buyer(session, desk.shop.id, "b", at=desk.now)
    change_buyer(session, buyer.id, note=text + "'; DROP TABLE buyers; --")
    found = get_buyer(session, buyer.id)
    assert found is not None
    assert found.note == _writable(text) + "'; DROP TABLE buyers; --"


def test_a_name_longer_than_an_index_takes_is_refused_alike(session: Session, shop: Shop, now: datetime) -> None:
    find_or_add_buyer(session, shop.id, "长" * LONGEST_NAME, at=now)
    with pytest.raises(TooLong, match="200 characters"):
        find_or_add_buyer(session, shop.id, "长" * (LONGEST_NAME + 1), at=now)


def test_a_cursor_leads_back_to_its_place(now: datetime) -> None:
    word = write_cursor([1, now, 42])
    assert read_cursor(word, kinds=[int, datetime, int]) == [1, now, 42]
    assert word.isascii()
    assert not set(word) & set("+/=")


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "!!!!", "e30", "WzFd", "bnVsbA", "WzEsMiwzXQ", "é", "WzEsICJ4IiwgMV0", "W" * 5000, write_cursor([2**70])],
)
def test_a_cursor_that_no_list_gave_is_refused(cursor: str) -> None:
    with pytest.raises(BadInput, match="cursor"):
        read_cursor(cursor, kinds=[int, datetime, int])
    with pytest.raises(BadInput, match="cursor"):
        read_cursor(cursor + "@", kinds=[int])
