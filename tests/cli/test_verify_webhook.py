"""`shouhou verify-webhook`, and the channels file in `shouhou check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.channels.hook import Hook
from tests.channels.rows import EBAY_PEM, GIVEN, KINDS, NOW, ask

from .conftest import Shouhou

SECRETS = {"wecom": "token", "feishu": "encrypt_key", "ebay": "verification_token"}


def arguments(kind: str, hook: Hook, folder: Path) -> list[str]:
    """Return what is typed to verify a request of a kind."""
    body, pem = folder / "body", folder / "key.pem"
    body.write_bytes(hook.body)
    pem.write_text(EBAY_PEM, "utf-8")
    named = SECRETS.get(kind, "secret")
    typed = [kind, "--body", str(body), "--secret", GIVEN[kind][named], "--at", NOW.isoformat()]
    typed += [part for key, value in GIVEN[kind].items() if key != named for part in ("--set", f"{key}={value}")]
    typed += [part for key, value in hook.headers.items() for part in ("--header", f"{key.upper()}: {value}")]
    typed += ["--query", "&".join(f"{key}={value}" for key, value in hook.query.items())] if hook.query else []
    return [*typed, "--public-key", str(pem)] if kind == "ebay" else typed


@pytest.mark.parametrize("kind", KINDS)
def test_a_request_of_the_vendor_is_found_right_and_its_message_shown(
    shouhou: Shouhou, tmp_path: Path, kind: str
) -> None:
    run = shouhou("verify-webhook", *arguments(kind, ask(kind, "zip broke"), tmp_path))
    assert run.status == 0, run.err
    assert run.out.startswith("signature: ok\n")
    assert "zip broke" in run.out


def test_the_step_that_fails_is_named_with_what_would_mend_it(shouhou: Shouhou, tmp_path: Path) -> None:
    typed = arguments("chatwoot", ask("chatwoot"), tmp_path)
    (tmp_path / "body").write_bytes((tmp_path / "body").read_bytes() + b"\n")
    run = shouhou("verify-webhook", *typed)
    assert run.status == 1
    assert "signature: it is not sha256= and the HMAC-SHA256 of timestamp, a full stop and the body" in run.out
    assert "it would be theirs if the line end after the body were not there" in run.out


def test_a_body_that_was_written_anew_is_recognised(shouhou: Shouhou, tmp_path: Path) -> None:
    import json

    from app.channels.slack.row import SlackRow
    from app.channels.slack.sample import sign
    from tests.channels.rows import make_row

    row = make_row("slack")
    assert isinstance(row, SlackRow)
    typed = arguments("slack", sign(row, b'{"type":"event_callback"}', now=NOW), tmp_path)
    (tmp_path / "body").write_text(json.dumps({"type": "event_callback"}), "utf-8")
    assert "something wrote it anew" in shouhou("verify-webhook", *typed).out


def test_an_old_request_is_told_its_age(shouhou: Shouhou, tmp_path: Path) -> None:
    typed = arguments("slack", ask("slack"), tmp_path)
    typed[typed.index("--at") + 1] = "2026-11-22T05:00:00Z"
    run = shouhou("verify-webhook", *typed)
    assert run.status == 1
    assert run.out.startswith("timestamp: it was signed 3600 s behind")


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        (["zendsk", "--body", "-"], 2, "is none of"),
        (["slack", "--body", "-"], 1, "secret"),
        (["slack", "--body", "/none", "--secret", "s"], 1, "cannot be used"),
        (["slack", "--body", "-", "--secret", "s", "--header", "x"], 2, "has no ':'"),
        (["slack", "--body", "-", "--secret", "s", "--at", "noon"], 2, "is no time"),
        (["generic", "--body", "-", "--secret", "plain"], 1, "whsec_"),
    ],
)
def test_what_was_typed_wrong_is_said(shouhou: Shouhou, typed: list[str], status: int, said: str) -> None:
    run = shouhou("verify-webhook", *typed)
    assert run.status == status
    assert said in run.err
    assert "Traceback" not in run.err


def test_the_check_covers_the_channels_file(shouhou: Shouhou, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "channels.yaml"
    file.write_text("channels:\n  - {name: a, kind: slack}\n", "utf-8")
    monkeypatch.setenv("SHOUHOU_CHANNELS", str(file))
    run = shouhou("check")
    assert run.status == 1
    assert "channels.yaml:2: F106" in run.out
