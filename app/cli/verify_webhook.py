"""`shouhou verify-webhook`: which step of a request's verification fails, and why."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl

import typer

from app.errors import BadInput, FieldError

if TYPE_CHECKING:
    from app.channels.inspection import Finding
    from app.channels.rows import Row

SECRETS = {"wecom": "token", "feishu": "encrypt_key", "ebay": "verification_token"}
"""What `--secret` is called in the kinds that do not call it `secret`."""
_EBAY = {"endpoint": "https://not.asked", "verification_token": "not_asked_" * 4}
"""A notification is verified by its public key; these two are only for the challenge."""


def verify_webhook(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="chatwoot, zendesk, zammad, wecom, dingtalk, …")],
    body: Annotated[str, typer.Option(help="The file that holds the body, to the byte; - is standard input.")],
    secret: Annotated[str, typer.Option(help="The secret; for wecom the token, for feishu the encrypt_key.")] = "",
    header: Annotated[list[str] | None, typer.Option(help='A header, "Name: value"; as often as needed.')] = None,
    query: Annotated[str, typer.Option(help="What stands after the question mark of the address.")] = "",
    also: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Another key of the kind, such as aes_key=…")
    ] = None,
    public_key: Annotated[Path | None, typer.Option(help="ebay: the file that holds the public key.")] = None,
    at: Annotated[str, typer.Option(help="When it came, such as 2026-11-22T08:00:00Z; left out: now.")] = "",
) -> None:
    """Say whether a request would be taken for its vendor's: exit 0 if so, else 1 with the step that fails and why."""
    from app.channels.hook import Hook
    from app.channels.inspection import look_at
    from app.channels.kinds import make_adapter

    row = _make_row(kind, secret, also or [])
    headers = dict(_split(one, sign=":", option="--header") for one in header or [])
    hook = Hook(_read(body), {name.lower(): value for name, value in headers.items()}, dict(parse_qsl(query)))
    keys = _KeyFile(public_key) if public_key else None
    found = look_at(make_adapter(row, keys=keys), hook, now=_read_moment(at))
    _tell(found)
    raise typer.Exit(1 if found.failed or found.unreadable else 0)


@dataclass(frozen=True, slots=True)
class _KeyFile:
    """One public key out of a file, whatever its number."""

    file: Path

    def find(self, kid: str, *, now: datetime) -> str:  # noqa: ARG002
        return self.file.read_text("utf-8")


def _make_row(kind: str, secret: str, also: list[str]) -> Row:
    from pydantic import ValidationError

    from app.channels.kinds import ROWS

    if kind not in ROWS:
        raise typer.BadParameter(f"{kind} is none of {', '.join(ROWS)}")
    given = dict(_split(one, sign="=", option="--set") for one in also)
    values = {**(_EBAY if kind == "ebay" else {}), **given, "name": kind, "kind": kind}
    if secret:
        values[SECRETS.get(kind, "secret")] = secret
    try:
        row = ROWS[kind].model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise BadInput([FieldError(str(detail["loc"][0]), detail["msg"]) for detail in details]) from None
    faults = [FieldError(key, wrong.en) for key, wrong in row.find_faults()]
    if faults:
        raise BadInput(faults)
    return row


def _split(given: str, *, sign: str, option: str) -> tuple[str, str]:
    name, found, value = given.partition(sign)
    if not found:
        raise typer.BadParameter(f"{option} {given!r} has no {sign!r}")
    return name.strip(), value.strip()


def _read(body: str) -> bytes:
    return sys.stdin.buffer.read() if body == "-" else Path(body).read_bytes()


def _read_moment(at: str) -> datetime:
    from app.channels.payloads import read_moment

    moment = read_moment(at) if at else datetime.now(UTC)
    if moment is None:
        raise typer.BadParameter(f"--at {at} is no time such as 2026-11-22T08:00:00Z")
    return moment


def _tell(found: Finding) -> None:
    if found.failed is not None:
        print(f"{found.failed.step}: {found.failed}")
        for hint in found.hints:
            print(f"{found.failed.step}: {hint}")
        return
    print("signature: ok")
    if found.greeting is not None:
        print(f"greeting: answered with {found.greeting.body}")
    elif found.unreadable:
        print(f"body: {found.unreadable}")
    for read in found.said:
        print(f"message: {read}")
