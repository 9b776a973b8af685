"""What every command has in common: versions, wrong usage, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__

from .conftest import Shouhou

COMMANDS = ("serve", "draft", "classify", "check", "preview", "eval", "train")


def test_the_version_is_printed(shouhou: Shouhou) -> None:
    run = shouhou("--version")
    assert (run.status, run.out) == (0, f"{__version__}\n")


def test_help_names_every_command(shouhou: Shouhou) -> None:
    run = shouhou("--help")
    assert run.status == 0
    for command in COMMANDS:
        assert command in run.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, shouhou: Shouhou) -> None:
    assert shouhou(command, "--help").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("draft", "--loud"),
        ("draft", "a", "b"),
        ("eval",),
        ("classify", "--train"),
        ("serve", "--port", "many"),
        ("serve", "--port", "70000"),
        ("check", "/no/such/folder"),
    ],
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...], shouhou: Shouhou) -> None:
    run = shouhou(*words)
    assert run.status == 2
    assert run.out == ""
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    "words",
    [("draft", "{}"), ("classify", "{}"), ("eval", "{}"), ("classify", "-", "--train", "{}")],
)
@pytest.mark.parametrize("kind", ["missing", "folder", "gbk"])
def test_a_file_that_cannot_be_read_is_named(
    words: tuple[str, ...], kind: str, shouhou: Shouhou, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    if kind == "folder":
        path.mkdir()
    if kind == "gbk":
        path.write_bytes("退款".encode("gbk"))
    run = shouhou(*(word.format(path) for word in words))
    assert run.status == 1
    assert run.out == ""
    assert str(path) in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize("command", ["draft", "classify"])
def test_standard_input_that_is_not_utf_8_is_refused(command: str, shouhou: Shouhou) -> None:
    run = shouhou(command, stdin=b"\xff\xfe\x00")
    assert run.status == 1
    assert "UTF-8" in run.err


def test_a_bad_setting_ends_with_two_and_is_named(shouhou: Shouhou, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUHOU_TIMEZONE", "Mars/Olympus")
    run = shouhou("draft", "--text", "退款")
    assert run.status == 2
    assert "SHOUHOU_TIMEZONE" in run.err


def test_the_program_runs_as_a_module_and_stops_quietly_when_nobody_reads(data_dir: Path) -> None:
    words = [sys.executable, "-m", "app", "--version"]
    surroundings = os.environ | {"SHOUHOU_DATA_DIR": str(data_dir)}
    ended = subprocess.run(words, capture_output=True, text=True, check=False, env=surroundings)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"{__version__}\n", "")


def test_output_is_utf_8_wherever_it_runs(tmp_path: Path) -> None:
    (tmp_path / "intents").mkdir()
    (tmp_path / "intents" / "x.yaml").write_text("id: y\n", encoding="utf-8")
    ascii_only = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    words = [sys.executable, "-m", "app", "check", str(tmp_path)]
    ended = subprocess.run(words, capture_output=True, check=False, env=os.environ | ascii_only)
    assert ended.returncode == 1
    assert "请" in ended.stdout.decode("utf-8")
