"""`shouhou check`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.engine import Engine
from app.library.folder import builtin_folder

from .conftest import Shouhou

BROKEN = Path(__file__).parent.parent / "broken"
BUILTIN = builtin_folder()


def test_the_built_in_library_is_sound(shouhou: Shouhou) -> None:
    run = shouhou("check")
    assert run.status == 0
    assert run.err.startswith("0 error(s), ")
    never_checked = "P303"
    assert {line.split(" ")[1] for line in run.out.splitlines()} <= {never_checked}


def test_every_fault_of_a_folder_laid_over_it_is_named(shouhou: Shouhou, tmp_path: Path) -> None:
    replies = tmp_path / "templates" / "replies"
    replies.mkdir(parents=True)
    (replies / "one.j2").write_text("no head", encoding="utf-8")
    (replies / "two.j2").write_bytes("---\nid: two\n".encode("utf-16"))
    run = shouhou("check", tmp_path)
    assert run.status == 1
    assert re.search(r"one\.j2:\d+: [A-Z]\d{3} ", run.out)
    assert re.search(r"two\.j2:\d+: [A-Z]\d{3} ", run.out)


def test_folders_of_the_setting_are_checked_too(shouhou: Shouhou, tmp_path: Path, monkeypatch: object) -> None:
    (tmp_path / "intents").mkdir()
    (tmp_path / "intents" / "x.yaml").write_text("id: y\n", encoding="utf-8")
    monkeypatch.setenv("SHOUHOU_LIBRARY", str(tmp_path))  # type: ignore[attr-defined]
    run = shouhou("check")
    assert run.status == 1
    assert "x.yaml:1" in run.out


def test_a_broken_library_stops_other_commands_with_its_faults(
    shouhou: Shouhou, tmp_path: Path, monkeypatch: object
) -> None:
    folder = Path(shutil.copytree(BROKEN / "F102_tab", tmp_path / "shop"))
    monkeypatch.undo()  # type: ignore[attr-defined]
    monkeypatch.setenv("SHOUHOU_LIBRARY", str(folder))  # type: ignore[attr-defined]
    run = shouhou("draft", "--text", "退款")
    assert run.status == 1
    assert run.out == ""
    assert "F102" in run.err


@pytest.fixture
def learned(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `check --deep` use the classifier that is already open."""
    monkeypatch.setattr("app.cli.check.open_classifier", lambda *_, **__: engine.kit.classifier)


def write_intent(folder: Path, change: tuple[str, str]) -> None:
    """Lay a changed copy of a built-in intent into `folder`."""
    text = (BUILTIN / "intents" / "invoice.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    (folder / "intents").mkdir()
    (folder / "intents" / "invoice.yaml").write_text(text.replace(*change, 1), encoding="utf-8")


def test_a_closer_look_names_near_misses_and_cues_as_warnings(shouhou: Shouhou, tmp_path: Path, learned: None) -> None:
    write_intent(tmp_path, ("\nnot_this:\n", '\nnot_this:\n  - {text: "麻烦给我开张发票", is: greeting}\n'))
    plain, deep = shouhou("check", tmp_path), shouhou("check", "--deep", tmp_path)
    assert (plain.status, deep.status) == (0, 0)
    assert "I213" not in plain.out
    assert re.search(r"invoice\.yaml:\d+: I213 .*麻烦给我开张发票.*greeting", deep.out)
    assert set(plain.out.splitlines()) < set(deep.out.splitlines())


def test_a_closer_look_waits_until_the_errors_are_mended(shouhou: Shouhou, tmp_path: Path, learned: None) -> None:
    write_intent(tmp_path, ("id: invoice", "id: invoices"))
    run = shouhou("check", "--deep", tmp_path)
    assert run.status == 1
    assert "F105" in run.out
    assert "I213" not in run.out
    assert "has to wait" in run.err
