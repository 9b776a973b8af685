"""A channel of the kind `wecom`."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Literal

from app.channels.group import find_fault
from app.channels.rows import Fault, Row, Text
from app.model import Bilingual

HOST = "qyapi.weixin.qq.com"
KEY_BYTES = 32
_KEY = Bilingual(
    "要写后台给的 EncodingAESKey，正好 43 个字母和数字",
    "must be the EncodingAESKey that WeCom shows: 43 letters and digits",
)
_KF = Bilingual(
    "要和 kf_secret、corp_id 一起写：拉取微信客服的消息三项都要",
    "goes with kf_secret and corp_id: messages of 微信客服 are fetched with all three",
)


class WecomRow(Row):
    """`token` and `aes_key` open the callback. `corp_id` is the receiver; leave it out for an internal robot.

    With `group_webhook` drafts go to the agents' group. With `open_kfids` and `kf_secret` what buyers write to these
    accounts of 微信客服 is fetched.
    """

    kind: Literal["wecom"]
    token: Text
    aes_key: Text
    corp_id: str = ""
    group_webhook: Text | None = None
    open_kfids: tuple[Text, ...] = ()
    kf_secret: Text | None = None

    @property
    def key(self) -> bytes:
        """Return the bytes of the key; WeCom leaves the last sign of its base64 out."""
        return base64.b64decode(f"{self.aes_key}=", validate=True)

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        try:
            fits = len(self.key) == KEY_BYTES
        except (binascii.Error, ValueError):
            fits = False
        if not fits:
            yield "aes_key", _KEY
        if bool(self.open_kfids) != (self.kf_secret is not None) or (self.open_kfids and not self.corp_id):
            yield "open_kfids", _KF
        fault = find_fault(self.group_webhook, host=HOST)
        if fault is not None:
            yield fault
