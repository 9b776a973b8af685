"""What is kept, what is not, and who waits for whom."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy import text

from app.settings import Settings
from app.store import events
from app.store.conversations import get_conversation
from app.store.database import Store, open_store
from app.store.faults import StoreUnavailable
from app.store.messages import count_messages
from app.store.people import add_user, find_user
from app.store.shops import list_shops

from .people import Desk


class Stopped(Exception):
    """Something went wrong in the middle."""


def test_a_fresh_database_holds_one_shop_called_default(store: Store) -> None:
    with store.reading() as session:
        (shop,) = list_shops(session)
    assert (shop.slug, shop.timezone, shop.clock_seconds) == ("default", "Asia/Shanghai", 180)
    assert (shop.clock_from, shop.clock_till) == ("08:00", "24:00")


def test_what_was_written_before_an_error_is_not_kept(store: Store, now: datetime) -> None:
    with suppress(Stopped), store.transaction() as session:
        add_user(session, "anna", at=now)
        raise Stopped
    with store.reading() as session:
        assert find_user(session, "anna") is None


def test_whoever_only_reads_cannot_write(store: Store, now: datetime) -> None:
    with pytest.raises(Exception, match=r"read-?only"), store.reading() as session:
        add_user(session, "anna", at=now)
    with store.transaction() as session:
        add_user(session, "anna", at=now)


def test_a_reader_sees_what_was_kept_while_another_writes(store: Store, now: datetime) -> None:
    with store.transaction() as writing, store.reading() as reading:
        add_user(writing, "anna", at=now)
        assert find_user(reading, "anna") is None
    with store.reading() as later:
        assert find_user(later, "anna") is not None


def test_many_writers_at_once_lose_nothing(store: Store, now: datetime) -> None:
    with store.transaction() as session:
        conversation = Desk(session, list_shops(session)[0], now).conversation()
    writers, each = 8, 5
    start = Barrier(writers)

    def write(writer: int) -> None:
        start.wait()
        for number in range(each):
            with store.transaction() as session:
                desk = Desk(session, list_shops(session)[0], now)
                desk.say(conversation, vendor_id=f"{writer}-{number}")

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
    with store.reading() as session:
        found = get_conversation(session, conversation.id, shop_ids=[conversation.shop_id])
        assert found is not None
        assert found.message_count == count_messages(session, conversation.id) == writers * each
        assert found.version == 1 + writers * each


def test_the_same_message_coming_twice_at_once_is_kept_once(store: Store, now: datetime) -> None:
    with store.transaction() as session:
        conversation = Desk(session, list_shops(session)[0], now).conversation()
    start = Barrier(4)

    def deliver(_: int) -> bool:
        start.wait()
        with store.transaction() as session:
            return Desk(session, list_shops(session)[0], now).say(conversation, vendor_id="m1").is_new

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(deliver, range(4))) == [False, False, False, True]
    with store.reading() as session:
        assert count_messages(session, conversation.id) == 1


def test_an_event_never_appears_behind_a_later_one(store: Store, now: datetime) -> None:
    start = Barrier(5)

    def write(writer: int) -> None:
        start.wait()
        for _ in range(20):
            with store.transaction() as session:
                events.tell(session, "x", shop_id=1, conversation_id=writer, at=now)

    def follow() -> list[int]:
        start.wait()
        seen: list[int] = []
        while len(seen) < 80:
            with store.reading() as session:
                seen += [event.id for event in events.list_events(session, after=max(seen, default=0), shop_ids=[1])]
        return seen

    with ThreadPoolExecutor(5) as pool:
        following = pool.submit(follow)
        list(pool.map(write, range(4)))
        seen = following.result(timeout=30)
    assert seen == sorted(set(seen))
    assert len(seen) == 80


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: object) -> None:
    url = "postgresql://shop:topsecret@127.0.0.1:1/shop"
    with pytest.raises(StoreUnavailable) as caught:
        open_store(Settings(database_url=url))
    assert "topsecret" not in str(caught.value)


def test_the_connection_comes_back_after_the_server_dropped_it(store: Store, kind: str) -> None:
    if kind == "postgresql":
        with suppress(StoreUnavailable), store.transaction() as session:
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with store.reading() as session:
        assert list_shops(session)
