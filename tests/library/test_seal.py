"""Files that were found sound are not checked again; anything else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import LibraryBroken
from app.library import load, seal
from app.library.load import load_library


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was checked, by the digest of its folders."""
    seen: list[str] = []
    real = load._check

    def count(shelf: load.Shelf, **options: object) -> object:
        seen.append(shelf.folders_digest)
        return real(shelf, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(load, "_check", count)
    return seen


def test_sound_files_are_checked_once(sound: Path, tmp_path: Path, checks: list[str]) -> None:
    first = load_library([sound], cache=tmp_path / "cache")
    again = load_library([sound], cache=tmp_path / "cache")
    assert len(checks) == 1
    assert again.digest == first.digest
    assert set(again.intents) == set(first.intents)


def test_without_a_cache_they_are_checked_each_time(sound: Path, checks: list[str]) -> None:
    load_library([sound])
    load_library([sound])
    assert len(checks) == 2


def test_a_changed_file_is_checked_and_refused(sound: Path, tmp_path: Path) -> None:
    load_library([sound], cache=tmp_path / "cache")
    intent = next((sound / "intents").glob("*.yaml"))
    intent.write_text(intent.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(LibraryBroken):
            load_library([sound], cache=tmp_path / "cache")


def test_another_program_checks_anew(
    sound: Path, tmp_path: Path, checks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_library([sound], cache=tmp_path / "cache")
    other = tmp_path / "program" / "library"
    other.mkdir(parents=True)
    (other / "check.py").write_text("STRICTER = True\n", encoding="utf-8")
    monkeypatch.setattr(seal, "PROGRAM", other.parent)
    load_library([sound], cache=tmp_path / "cache")
    assert len(checks) == 2


def test_a_folder_that_cannot_be_written_to_stops_nothing(sound: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert load_library([sound], cache=blocked / "cache").intents
