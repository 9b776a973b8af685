"""微信客服: its callback brings a word of admission, with which the messages are fetched (`kf/sync_msg`)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import httpx

from app.channels.delivery import Refused, call
from app.channels.group import check_answer
from app.channels.incoming import Incoming, Pull
from app.channels.payloads import Id, Payload, Words, read_seconds
from app.channels.pulling import Page
from app.channels.wecom.row import HOST, WecomRow

API = f"https://{HOST}/cgi-bin"
LIMIT = 1000
"""Messages that a page has at most."""
EARLY = 300.0
"""Seconds before its end at which a pass is fetched anew."""
_STALE = frozenset({40014, 42001})
_SPENT = 95007
"""The word of admission is good for ten minutes. Without one the same is given, if less often."""
_BUYER = 3


class _Text(Payload):
    content: Words = ""


class _Message(Payload):
    msgid: Id
    open_kfid: Words = ""
    external_userid: Words = ""
    send_time: int = 0
    origin: int = 0
    msgtype: str = ""
    text: _Text = _Text()


class _Answer(Payload):
    errcode: int = 0
    next_cursor: Words = ""
    has_more: int = 0
    msg_list: tuple[dict[str, Any], ...] = ()


@dataclass(slots=True)
class KfPuller:
    """Fetches the messages of the accounts of a row. The pass to WeCom's API is kept until shortly before its end."""

    row: WecomRow
    _pass: str = ""
    _till: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def fetch(self, client: httpx.Client, pull: Pull, cursor: str) -> Page:
        """Return the messages after `cursor`, those of buyers alone."""
        asked = {"cursor": cursor, "token": pull.token, "limit": LIMIT, "voice_format": 0, "open_kfid": pull.place}
        given = self._ask(client, asked)
        if given.get("errcode") == _SPENT:
            given = self._ask(client, {**asked, "token": ""})
        check_answer(given)
        answer = _Answer.model_validate(given)
        read = (_Message.model_validate(one) for one in answer.msg_list if one.get("origin") == _BUYER)
        messages = tuple(_as_incoming(one) for one in read if one.open_kfid == pull.place and one.msgtype != "event")
        return Page(messages, answer.next_cursor or cursor, bool(answer.has_more))

    def _ask(self, client: httpx.Client, asked: dict[str, object]) -> dict[str, Any]:
        given = self._post(client, asked, anew=False)
        return self._post(client, asked, anew=True) if given.get("errcode") in _STALE else given

    def _post(self, client: httpx.Client, asked: dict[str, object], *, anew: bool) -> dict[str, Any]:
        admitted = {"access_token": self._find_pass(client, anew=anew)}
        given = call(client, "POST", f"{API}/kf/sync_msg", params=admitted, json=asked)
        return given if isinstance(given, dict) else {}

    def _find_pass(self, client: httpx.Client, *, anew: bool) -> str:
        with self._lock:
            if anew or time.monotonic() >= self._till:
                who = {"corpid": self.row.corp_id, "corpsecret": self.row.kf_secret or ""}
                given = call(client, "GET", f"{API}/gettoken", params=who)
                check_answer(given)
                if not isinstance(given, dict) or not given.get("access_token"):
                    raise Refused("WeCom gave no access_token")
                self._pass = str(given["access_token"])
                self._till = time.monotonic() + float(given.get("expires_in", 0)) - EARLY
            return self._pass


def _as_incoming(message: _Message) -> Incoming:
    words = message.text.content if message.msgtype == "text" else ""
    return Incoming(
        vendor_id=message.msgid,
        thread=f"{message.open_kfid}:{message.external_userid}",
        buyer_id=message.external_userid,
        text=words,
        at=read_seconds(message.send_time) if message.send_time else None,
        attachments=() if words else (message.msgtype,),
    )
