"""One channel of every kind, with secrets made up for the tests, and requests that its vendor could have sent."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.channels.adapter import Adapter
from app.channels.hook import Hook
from app.channels.kinds import ROWS, make_adapter
from app.channels.rows import Row
from app.channels.said import Said
from app.channels.samples import MAKERS

from . import ebay_sample

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
EBAY_KEY = derive_private_key(20261122, SECP256R1())
EBAY_PEM = EBAY_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

GIVEN: dict[str, dict[str, str]] = {
    "chatwoot": {"secret": "plum blossom"},
    "zendesk": {"secret": "c2VjcmV0IG9mIGEgc2hvcA=="},
    "zammad": {"secret": "paper lantern"},
    "wecom": {
        "token": "bamboo",
        "aes_key": base64.b64encode(bytes(range(32))).decode()[:43],
        "corp_id": "ww0123456789",
    },
    "dingtalk": {"secret": "jade rabbit"},
    "feishu": {"encrypt_key": "moon cake", "token": "osmanthus"},
    "slack": {"secret": "9a7c1f0b"},
    "telegram": {"secret": "Tea_House-7"},
    "ebay": {"verification_token": "a-token-of-the-shop-0123456789-abc", "endpoint": "https://shop.example/hooks/ebay"},
    "generic": {"secret": "whsec_" + base64.b64encode(b"a secret of twenty-four!").decode()},
}
KINDS = tuple(GIVEN)
SIGNED_IN_TIME = ("chatwoot", "zendesk", "dingtalk", "feishu", "slack", "generic")
"""Kinds whose vendor says how old a request may be."""
SIGNED_BODY = tuple(kind for kind in KINDS if kind not in {"dingtalk", "telegram"})
"""Kinds whose signature covers the body."""


@dataclass(frozen=True)
class OneKey:
    """A key server with one key."""

    pem: str = EBAY_PEM

    def find(self, kid: str, *, now: datetime) -> str:
        return self.pem


def make_row(kind: str, **more: object) -> Row:
    return ROWS[kind].model_validate({"name": kind, "kind": kind, **GIVEN[kind], **more})


def adapter_of(kind: str, **more: object) -> Adapter:
    return make_adapter(make_row(kind, **more), keys=OneKey())


def ask(
    kind: str, text: str = "颜色和图片差好多", *, number: str = "1001", thread: str = "77", now: datetime = NOW
) -> Hook:
    """Return a request of the kind's vendor in which a buyer says `text`."""
    said = Said(vendor_id=number, thread=thread, buyer_id=f"5{thread}" if thread != "77" else "5", text=text)
    if kind == "ebay":
        return ebay_sample.make_sample(EBAY_KEY, said, now=now)
    return MAKERS[kind](make_row(kind), said, now=now)
