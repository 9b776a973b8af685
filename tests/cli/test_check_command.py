"""`shouhou check`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from .conftest import Shouhou

BROKEN = Path(__file__).parent.parent / "broken"


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
