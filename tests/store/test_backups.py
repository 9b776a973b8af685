"""Backup and restore, between any two databases."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text

from app.settings import Settings
from app.store.archive import MANIFEST, read_archive
from app.store.audit import Act, list_acts, note_act
from app.store.backups import restore_backup, write_backup
from app.store.conversations import get_conversation
from app.store.database import Store, open_store
from app.store.drafts import NewDraft, list_offered, offer_drafts
from app.store.engines import find_url
from app.store.facts import get_facts, put_facts
from app.store.faults import ArchiveUnusable, RevisionMismatch
from app.store.messages import list_messages
from app.store.records import Conversation
from app.store.revisions import list_revisions, migrate
from app.store.search import index_terms
from app.store.shops import list_shops
from app.store.ticks import tick_step

from .conftest import BOTH
from .people import Desk
from .test_migrations import add_shop, connect

FACTS = {"item": "亚麻衬衫", "price_paid": "199.00", "free_shipping": True, "n": [1, 0.5, None, {"b": 1, "a": 2}]}


@pytest.fixture
def other(databases: Callable[[str], Settings]) -> Settings:
    """A second, empty SQLite database."""
    return databases("sqlite")


@pytest.fixture
def filled(store: Store, now: datetime) -> Conversation:
    """A conversation in the store, with a row in most tables."""
    with store.transaction() as session:
        desk = Desk(session, list_shops(session)[0], now)
        anna = desk.user("Anna", role="admin")
        said = desk.say(desk.conversation(order_no="1"), '在吗\n"亲" \u2028\\ 😀', reading={"a": [1]})
        desk.say(said.conversation, author="agent", user_id=anna.id)
        offer_drafts(session, said.message, [NewDraft("t", "s", "zh", "x", "y", {"z": 0.25})], at=now)
        put_facts(session, desk.shop.id, "1", FACTS, source="api", at=now)
        # Databases sort these in ways of their own.
        index_terms(session, said.conversation, ["a", "B", "_", "é", "退", "Z", "款", "z", "-", "😀"])
        for step in ("b", "A", "甲"):
            tick_step(session, said.conversation.id, step, by=anna.id, at=now)
        note_act(session, Act("x", "user", anna.id), at=now)
    return said.conversation


@pytest.mark.parametrize("target", BOTH)
def test_a_backup_goes_into_either_database(
    settings: Settings,
    filled: Conversation,
    target: str,
    databases: Callable[[str], Settings],
    tmp_path: Path,
    now: datetime,
) -> None:
    written = write_backup(settings, tmp_path / "b.zip", at=now)
    there = databases(target)
    assert restore_backup(there, tmp_path / "b.zip") == written
    again = write_backup(there, tmp_path / "again.zip", at=now)
    assert {name: sheet.sha256 for name, sheet in again.sheets.items()} == {
        name: sheet.sha256 for name, sheet in written.sheets.items()
    }
    store = open_store(there)
    with store.transaction() as session:
        _look(Desk(session, list_shops(session)[0], now), filled)
    store.close()


def _look(desk: Desk, filled: Conversation) -> None:
    session, shop_id = desk.session, desk.shop.id
    found = get_conversation(session, filled.id, shop_ids=[shop_id])
    facts = get_facts(session, shop_id, "1")
    assert found is not None
    assert facts is not None
    assert (found.message_count, facts.facts) == (2, FACTS)
    assert [draft.answer for draft in list_offered(session, filled.id)] == [{"z": 0.25}]
    assert list_messages(session, filled.id).items[-1].text == '在吗\n"亲" \u2028\\ 😀'
    # Numbers go on after those that came along.
    assert desk.say(found).message.id > list_messages(session, filled.id).items[1].id
    assert desk.conversation("new").id > filled.id


def test_a_backup_is_for_its_owner_alone_and_never_written_over(
    settings: Settings, store: Store, tmp_path: Path, now: datetime
) -> None:
    write_backup(settings, tmp_path / "b.zip", at=now)
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
    before = (tmp_path / "b.zip").read_bytes()
    with pytest.raises(FileExistsError):
        write_backup(settings, tmp_path / "b.zip", at=now)
    assert (tmp_path / "b.zip").read_bytes() == before
    assert [path.name for path in tmp_path.glob("b.zip*")] == ["b.zip"]


def test_a_backup_holds_what_was_there_at_one_moment_while_others_write(
    settings: Settings, store: Store, filled: Conversation, tmp_path: Path, now: datetime
) -> None:
    stop = Event()

    def write() -> None:
        while not stop.is_set():
            with store.transaction() as session:
                Desk(session, list_shops(session)[0], now).say(filled)

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            write_backup(settings, tmp_path / f"{number}.zip", at=now)
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        with read_archive(tmp_path / f"{number}.zip") as archive:
            columns = list(archive.manifest.sheets["conversations"].kinds)
            (row,) = archive.read_table("conversations")
            assert row[columns.index("message_count")] == archive.manifest.sheets["messages"].rows


def test_a_database_in_use_is_replaced_only_where_that_is_wanted(
    settings: Settings, store: Store, filled: Conversation, tmp_path: Path, now: datetime
) -> None:
    write_backup(settings, tmp_path / "b.zip", at=now)
    with store.transaction() as session:
        note_act(session, Act("later", "system"), at=now)
    with pytest.raises(ArchiveUnusable, match=r"in use .*--replace"):
        restore_backup(settings, tmp_path / "b.zip")
    with store.reading() as session:
        assert [entry.action for entry in list_acts(session).items] == ["later", "x"]
    restore_backup(settings, tmp_path / "b.zip", replace=True)
    with store.reading() as session:
        assert [entry.action for entry in list_acts(session).items] == ["x"]


@pytest.mark.parametrize("revision", list_revisions()[:-1])
def test_a_backup_of_an_earlier_revision_is_brought_to_the_newest(
    place: Settings, other: Settings, revision: str, tmp_path: Path, now: datetime
) -> None:
    migrate(find_url(place), to=revision)
    with connect(place) as connection:
        add_shop(connection)
    assert write_backup(place, tmp_path / "b.zip", at=now).revision == revision
    restore_backup(other, tmp_path / "b.zip")
    store = open_store(other)
    with store.reading() as session:
        assert [shop.slug for shop in list_shops(session)] == ["old"]
    store.close()


def test_an_empty_database_has_no_backup(place: Settings, tmp_path: Path, now: datetime) -> None:
    with pytest.raises(RevisionMismatch, match="empty"):
        write_backup(place, tmp_path / "b.zip", at=now)
    assert list(tmp_path.glob("*.zip*")) == []


def _rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in entries.items():
            archive.writestr(name, body)


def _lose_a_row(entries: dict[str, bytes]) -> None:
    entries["messages.jsonl"] = entries["messages.jsonl"].split(b"\n", 1)[1]


def _change_a_word(entries: dict[str, bytes]) -> None:
    entries["users.jsonl"] = entries["users.jsonl"].replace(b'"anna"', b'"anne"')


def _lose_a_table(entries: dict[str, bytes]) -> None:
    del entries["messages.jsonl"]


def _come_from_the_future(entries: dict[str, bytes]) -> None:
    entries[MANIFEST] = entries[MANIFEST].replace(b'"revision": "0', b'"revision": "9')


def _be_of_another_format(entries: dict[str, bytes]) -> None:
    entries[MANIFEST] = entries[MANIFEST].replace(b"shouhou backup 1", b"shouhou backup 7")


def _say_something_else(entries: dict[str, bytes]) -> None:
    entries[MANIFEST] = json.dumps(["?"]).encode()


LOSSES = (_lose_a_row, _change_a_word, _lose_a_table)
DAMAGES = (*LOSSES, _come_from_the_future, _be_of_another_format, _say_something_else)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    settings: Settings,
    store: Store,
    filled: Conversation,
    damage: Callable[[dict[str, bytes]], None],
    tmp_path: Path,
    now: datetime,
) -> None:
    write_backup(settings, tmp_path / "b.zip", at=now)
    _rewrite(tmp_path / "b.zip", damage)
    with pytest.raises(ArchiveUnusable):
        restore_backup(settings, tmp_path / "b.zip", replace=True)
    with store.reading() as session:
        assert get_conversation(session, filled.id, shop_ids=[filled.shop_id]) is not None


@pytest.mark.parametrize("body", [b"", b"PK", b"no zip at all" * 99])
def test_what_is_no_backup_is_refused(other: Settings, body: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(body)
    with pytest.raises(ArchiveUnusable, match="no backup"):
        restore_backup(other, tmp_path / "b.zip")


def test_rows_that_refer_to_nothing_are_refused(
    settings: Settings, store: Store, filled: Conversation, tmp_path: Path, now: datetime
) -> None:
    """Somebody who writes a manifest that fits cannot get half a database in either."""
    write_backup(settings, tmp_path / "b.zip", at=now)

    def orphan(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries[MANIFEST])
        empty = {"rows": 0, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
        manifest["sheets"]["buyers"] |= empty
        entries[MANIFEST], entries["buyers.jsonl"] = json.dumps(manifest).encode(), b""

    _rewrite(tmp_path / "b.zip", orphan)
    with pytest.raises(ArchiveUnusable, match="do not fit"):
        restore_backup(settings, tmp_path / "b.zip", replace=True)
    with store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM buyers")) == 1
