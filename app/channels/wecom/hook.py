"""WeCom's requests: the signature stands in the address and covers the cipher text. There is no replay window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.channels.adapter import Read
from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, Pull, take
from app.channels.payloads import read_payload, read_seconds
from app.channels.proof import NotReadable, NotTheirs, need_query, need_same
from app.channels.wecom.crypt import decrypt, sign
from app.channels.wecom.payload import RobotMessage, Sealed, read_xml
from app.channels.wecom.row import WecomRow

RULE = "the SHA-1 of token, timestamp, nonce and cipher text, sorted and joined"
KF = "kf_msg_or_event"
"""The event by which 微信客服 says that there are messages."""
_SILENT = frozenset({"event"})


@dataclass(frozen=True, slots=True)
class WecomHook:
    """A WeCom application's or robot's callback."""

    row: WecomRow

    def verify(self, hook: Hook, *, now: datetime) -> None:  # noqa: ARG002 (WeCom sets no window)
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        try:
            sealed = _find_sealed(hook.body)
        except NotReadable as error:
            raise NotTheirs("body", str(error)) from None
        self._open(hook, sealed)

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002 (it is not dated)
        """Return the opened `echostr`, bare, where WeCom tries the address out."""
        if hook.method != "GET":
            return None
        return Greeting(self._open(hook, need_query(hook, "echostr")), "text/plain")

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return what a person wrote; events are ignored."""
        plain = self._decrypt(_find_sealed(hook.body))
        if plain.lstrip().startswith("{"):
            return (_read_robot(read_payload(plain, RobotMessage)),)
        fields = read_xml(plain)
        # Accounts of 微信客服 that the row does not name are somebody else's matter.
        if fields["Event"] == KF and fields["OpenKfId"] in self.row.open_kfids:
            return (Pull(fields["OpenKfId"], fields["Token"]),)
        return (_read_message(fields),)

    def _open(self, hook: Hook, sealed: str) -> str:
        timestamp, nonce = need_query(hook, "timestamp"), need_query(hook, "nonce")
        given = need_query(hook, "msg_signature")
        need_same(given, sign(self.row.token, timestamp, nonce, sealed), rule=RULE)
        return self._decrypt(sealed)

    def _decrypt(self, sealed: str) -> str:
        return decrypt(sealed, key=self.row.key, receiver=self.row.corp_id)


def _find_sealed(body: bytes) -> str:
    """Return the cipher text of a body: XML from applications, JSON from robots."""
    if body.lstrip().startswith(b"{"):
        return read_payload(body, Sealed).encrypt
    try:
        return read_xml(body.decode())["Encrypt"]
    except UnicodeDecodeError:
        raise NotReadable("the body is not UTF-8") from None


def _read_message(fields: Mapping[str, str]) -> Read:
    if fields["MsgType"] in _SILENT:
        return Ignored("other_event")
    words = fields["Content"] if fields["MsgType"] == "text" else ""
    sender = fields["FromUserName"]
    return take(
        Incoming(
            vendor_id=fields["MsgId"] or f"{sender}:{fields['CreateTime']}",
            thread=sender,
            buyer_id=sender,
            text=words,
            at=read_seconds(int(fields["CreateTime"])) if fields["CreateTime"].isdigit() else None,
            attachments=() if words else (fields["MsgType"],),
        )
    )


def _read_robot(message: RobotMessage) -> Read:
    if message.msgtype in _SILENT or message.sender is None:
        return Ignored("other_event")
    words, sender = message.text.content, message.sender.userid
    return take(
        Incoming(
            vendor_id=message.msgid,
            thread=f"{message.chatid}:{sender}" if message.chatid else sender,
            buyer_id=sender,
            text=words,
            attachments=() if words else (message.msgtype,),
        )
    )
