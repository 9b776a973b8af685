"""`shouhou migrate`, `backup`, `restore`, `user`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from app.settings import Settings
from app.store.audit import list_acts
from app.store.database import open_store
from app.store.logins import find_link
from app.store.people import find_user, list_roles
from app.store.secrets import check_password, hash_token


@dataclass(frozen=True)
class Run:
    """How a command ended."""

    status: int
    out: str
    err: str


Shouhou = Callable[..., Run]


@pytest.fixture
def shouhou(place: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shouhou:
    """Run `shouhou` on a new, empty database."""
    monkeypatch.setenv("SHOUHOU_DATA_DIR", str(place.data_dir))
    if place.database_url is not None:
        monkeypatch.setenv("SHOUHOU_DATABASE_URL", place.database_url.get_secret_value())

    def run(*words: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["shouhou", *map(str, words)])
        status = 0
        try:
            main()
        except SystemExit as stopped:
            status = stopped.code if isinstance(stopped.code, int) else 1
        return Run(status, *capsys.readouterr())

    return run


def test_a_new_database_is_made_and_then_left_alone(shouhou: Shouhou) -> None:
    first, second = shouhou("migrate"), shouhou("migrate")
    assert (first.status, second.status) == (0, 0)
    assert "from nothing to revision" in first.out
    assert "already" in second.out


def test_somebody_new_gets_a_link_that_lets_them_in(shouhou: Shouhou, place: Settings) -> None:
    shouhou("migrate")
    run = shouhou("user", "add", "Anna", "--role", "supervisor")
    assert run.status == 0, run.err
    (token,) = re.findall(r"^http://127\.0\.0\.1:8000/enter/(\S+)$", run.out, re.MULTILINE)
    store = open_store(place)
    with store.reading() as session:
        anna = find_user(session, "anna")
        (noted,) = list_acts(session).items
        assert anna is not None
        assert (anna.password_hash, list_roles(session, anna.id)) == (None, {1: "supervisor"})
        assert find_link(session, hash_token(token), now=anna.created_at) == anna.id
        assert (noted.action, noted.subject_id, noted.data) == ("user.added", anna.id, {"role": "supervisor"})
    store.close()


def test_the_link_leads_to_where_the_console_is_said_to_be(shouhou: Shouhou) -> None:
    shouhou("migrate")
    run = shouhou("user", "add", "Anna", "--console", "https://desk.example/")
    assert re.search(r"^https://desk\.example/enter/\S+$", run.out, re.MULTILINE)


def test_a_password_can_be_asked_for_instead(
    shouhou: Shouhou, place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shouhou("migrate")
    monkeypatch.setattr("app.cli.user.typer.prompt", lambda *_, **__: "correct horse")
    run = shouhou("user", "add", "bob", "--ask-password")
    assert (run.status, "correct horse" in run.out, "/enter/" in run.out) == (0, False, False)
    store = open_store(place)
    with store.reading() as session:
        bob = find_user(session, "bob")
        assert bob is not None
        assert check_password("correct horse", bob.password_hash)
    store.close()


@pytest.mark.parametrize(
    ("words", "status", "say"),
    [
        (("user", "add", "anna"), 1, "somebody called anna already"),
        (("user", "add", " "), 1, "blank"),
        (("user", "add", "cleo", "--shop", "nowhere"), 1, "no shop called nowhere"),
        (("user", "add", "cleo", "--role", "king"), 2, "king"),
        (("user", "add", "x" * 300), 1, "longer than 200"),
        (("user", "add", "cleo", "--ask-password"), 1, "at least 10"),
        (("restore", "/no/such/file"), 1, "/no/such/file"),
        (("backup", "/no/such/folder/b.zip"), 1, "/no/such/folder"),
        (("backup", __file__), 1, "such a file already"),
        (("restore", __file__), 1, "no backup"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    shouhou: Shouhou, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int, say: str
) -> None:
    monkeypatch.setattr("app.cli.user.typer.prompt", lambda *_, **__: "short")
    shouhou("migrate")
    shouhou("user", "add", "anna")
    run = shouhou(*words)
    assert run.status == status
    assert say in run.err
    assert "Traceback" not in run.err


def test_a_backup_is_written_and_restored(shouhou: Shouhou, place: Settings, tmp_path: Path) -> None:
    shouhou("migrate")
    shouhou("user", "add", "anna")
    assert "read back without a difference" in shouhou("backup", tmp_path / "b.zip").out
    shouhou("user", "add", "bob")
    assert shouhou("restore", tmp_path / "b.zip").status == 1
    assert shouhou("restore", "--replace", tmp_path / "b.zip").status == 0
    store = open_store(place)
    with store.reading() as session:
        assert (find_user(session, "anna") is None, find_user(session, "bob") is None) == (False, True)
    store.close()


def test_the_address_of_the_database_is_never_printed(
    shouhou: Shouhou, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHOUHOU_DATABASE_URL", "postgresql://shop:topsecret@127.0.0.1:1/shop")
    for words in (("migrate",), ("user", "add", "anna"), ("backup", tmp_path / "b.zip")):
        run = shouhou(*words)
        assert run.status == 1
        assert "topsecret" not in run.out + run.err


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "postgresql://", "postgresql://host", "secretword", "postgresql://h:x/d"]
)
def test_an_address_that_is_none_is_refused_without_printing_it(
    shouhou: Shouhou, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("SHOUHOU_DATABASE_URL", url)
    run = shouhou("migrate")
    assert run.status == 2
    assert "SHOUHOU_DATABASE_URL: is not the address" in run.err
    assert f"{url} " not in run.err
