"""A snapshot gives back what was built, and nothing that anybody else slipped in."""

from __future__ import annotations

import os
import pickle
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.draft import draft
from app.core.kit import Kit
from app.core.preview import preview_reply
from app.engine import Engine
from app.library.digest import digest_folders
from app.library.snapshot import prepared_folder, read_snapshot, seal_snapshot, write_snapshot
from app.model import Inquiry

SEAL = seal_snapshot("files")
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
MESSAGES = (
    "刚收到就降价了，退差价吗",
    "還沒收到貨",
    "Where is my parcel? It is two weeks now",
    "要去 消协 投诉你们",
    "ok",
)


@pytest.fixture(scope="module")
def kit(engine: Engine) -> Kit:
    """Return the kit of the built-in library."""
    return engine.kit


@pytest.fixture(scope="module")
def copy(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Return the kit as a snapshot gives it back."""
    folder = tmp_path_factory.mktemp("snapshot")
    write_snapshot(kit, SEAL, folder)
    found = read_snapshot(SEAL, (folder,), Kit)
    assert found is not None
    return found


@pytest.mark.parametrize("message", MESSAGES)
def test_drafts_are_the_same_as_before(kit: Kit, copy: Kit, message: str) -> None:
    assert draft(Inquiry(message), copy, now=NOW) == draft(Inquiry(message), kit, now=NOW)


def test_the_check_is_the_same_as_before(kit: Kit, copy: Kit) -> None:
    text = "亲，加微信 v x 聊，返您好评红包"
    found = copy.checker.check(text, language="zh", platform="taobao")
    assert found
    assert found == kit.checker.check(text, language="zh", platform="taobao")


def test_what_was_worked_out_on_the_way_is_left_behind(kit: Kit, tmp_path: Path) -> None:
    reply = kit.library.replies[0]
    preview_reply(reply, kit, now=NOW)
    write_snapshot(kit, SEAL, tmp_path)
    assert read_snapshot(SEAL, (tmp_path,), Kit) is not None


def test_nothing_is_found_under_another_seal(tmp_path: Path) -> None:
    write_snapshot(frozenset({1}), SEAL, tmp_path)
    assert read_snapshot(seal_snapshot("other files"), (tmp_path,), frozenset) is None


def test_the_first_folder_that_has_it_is_read(tmp_path: Path) -> None:
    write_snapshot("kept", SEAL, tmp_path / "second")
    assert read_snapshot(SEAL, (tmp_path / "first", tmp_path / "second"), str) == "kept"


def test_a_new_snapshot_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write_snapshot("old", SEAL, tmp_path)
    write_snapshot("new", seal_snapshot("other files"), tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_the_seal_tells_files_programs_and_models_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seals = {SEAL, seal_snapshot("files", b"a model"), seal_snapshot("files", b"another")}
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "stricter.py").write_text("STRICTER = True\n", encoding="utf-8")
    monkeypatch.setattr("app.library.snapshot.PROGRAM", tmp_path)
    assert len({*seals, seal_snapshot("files")}) == 4


def test_a_changed_file_changes_the_digest(sound: Path) -> None:
    before = digest_folders([sound])
    intent = next((sound / "intents").glob("*.yaml"))
    intent.write_text(intent.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert digest_folders([sound]) != before


@pytest.mark.parametrize("damage", [b"", b"\x80", b"not a pickle at all"])
def test_a_damaged_one_is_passed_over(tmp_path: Path, damage: bytes) -> None:
    write_snapshot("kept", SEAL, tmp_path)
    next(tmp_path.iterdir()).write_bytes(damage)
    assert read_snapshot(SEAL, (tmp_path,), str) is None


class Hostile:
    """Runs a command when a trusting reader makes it."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.mark),)


def test_one_that_calls_anything_is_not_obeyed(tmp_path: Path) -> None:
    write_snapshot("kept", SEAL, tmp_path)
    mark = tmp_path / "mark"
    next(tmp_path.glob("*.snapshot")).write_bytes(pickle.dumps(Hostile(mark)))
    assert read_snapshot(SEAL, (tmp_path,), str) is None
    assert not mark.exists()


def test_a_function_of_our_own_is_not_called_either(tmp_path: Path) -> None:
    write_snapshot("kept", SEAL, tmp_path)
    next(tmp_path.glob("*.snapshot")).write_bytes(pickle.dumps(replace))
    assert read_snapshot(SEAL, (tmp_path,), object) is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="only where files have owners and modes")
def test_one_that_others_may_write_is_not_read(tmp_path: Path) -> None:
    write_snapshot("kept", SEAL, tmp_path)
    next(tmp_path.iterdir()).chmod(0o666)
    assert read_snapshot(SEAL, (tmp_path,), str) is None


def test_what_is_prepared_lies_with_the_installed_packages() -> None:
    assert prepared_folder().is_relative_to(sys.prefix)
