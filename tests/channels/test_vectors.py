"""The vendors' own vectors: each verifies; changed by a bit or sent again late it does not."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.channels.adapter import Adapter
from app.channels.hook import Hook
from app.channels.kinds import ROWS, make_adapter
from app.channels.proof import NotTheirs

from .rows import OneKey
from .test_verify import flip

PAYLOADS = Path(__file__).parents[3] / "shared" / "payloads"
pytestmark = pytest.mark.skipif(not PAYLOADS.is_dir(), reason="the shared payloads are not here")

EBAY = {"verification_token": "x" * 40, "endpoint": "https://shop.example/hooks"}


@dataclass(frozen=True)
class Vector:
    """A vendor's request, with the channel that has its secret, at the time it was made."""

    adapter: Adapter
    hook: Hook
    now: datetime


def load(name: str) -> Any:
    return json.loads((PAYLOADS / name).read_text("utf-8"))


def make(kind: str, keys: OneKey | None = None, **given: str) -> Adapter:
    return make_adapter(ROWS[kind].model_validate({"name": kind, "kind": kind, **given}), keys=keys)


def of_file(kind: str, secret: str, *, key: str, stamp: str | None = None, body: str = "body_file") -> Vector:
    found = load(f"{kind if kind != 'generic' else 'standard-webhooks'}/signed.headers.json")
    headers = {name.lower(): value for name, value in found["headers"].items()}
    raw = (PAYLOADS / kind / found[body]).read_bytes() if body in found else b'{"msgId": "1"}'
    return Vector(make(kind, **{key: found[secret]}), Hook(raw, headers), read_stamp(headers.get(stamp or "")))


def read_stamp(stamp: str | None) -> datetime:
    if stamp is None or not stamp.isdigit():
        return datetime.fromisoformat(stamp) if stamp else datetime.now(UTC)
    return datetime.fromtimestamp(int(stamp) / (1000 if len(stamp) > 11 else 1), UTC)


def of_generic() -> Vector:
    found = load("standard-webhooks/vector.json")
    now = read_stamp(found["headers"]["webhook-timestamp"])
    return Vector(make("generic", secret=found["secret"]), Hook(found["body"].encode(), found["headers"]), now)


def of_wecom() -> Vector:
    official = load("wecom/vectors.json")["official"]
    query = {name: official["message"][name] for name in ("msg_signature", "timestamp", "nonce")}
    adapter = make(
        "wecom", token=official["token"], aes_key=official["encoding_aes_key"], corp_id=official["receive_id"]
    )
    return Vector(
        adapter, Hook((PAYLOADS / "wecom/callback.encrypted.xml").read_bytes(), query=query), datetime.now(UTC)
    )


def of_ebay(name: str = "VALID") -> Vector:
    found = load("ebay/notification_signature.vectors.json")[name]
    body = json.dumps(found["message"], separators=(",", ":")).encode()
    adapter = make("ebay", keys=OneKey(found["response"]["key"]), **EBAY)
    return Vector(adapter, Hook(body, {"x-ebay-signature": found["signature"]}), datetime.now(UTC))


VECTORS = {
    "chatwoot": lambda: of_file("chatwoot", "secret", key="secret", stamp="x-chatwoot-timestamp"),
    "zendesk": lambda: of_file("zendesk", "secret", key="secret", stamp="x-zendesk-webhook-signature-timestamp"),
    "zammad": lambda: of_file("zammad", "token", key="secret"),
    "dingtalk": lambda: of_file("dingtalk", "app_secret", key="secret", stamp="timestamp"),
    "slack": lambda: of_file("slack", "signing_secret", key="secret", stamp="x-slack-request-timestamp"),
    "feishu": lambda: of_file("feishu", "encrypt_key", key="encrypt_key", stamp="x-lark-request-timestamp"),
    "generic": of_generic,
    "wecom": of_wecom,
    "ebay": of_ebay,
}


@pytest.mark.parametrize("kind", VECTORS)
def test_the_vendor_s_vector_verifies(kind: str) -> None:
    vector = VECTORS[kind]()
    vector.adapter.verify(vector.hook, now=vector.now)


@pytest.mark.parametrize("kind", set(VECTORS) - {"dingtalk"})
def test_with_one_bit_of_its_body_changed_it_is_refused(kind: str) -> None:
    vector = VECTORS[kind]()
    sealed = vector.hook.body.find(b"<Encrypt>") * 8 + 200 if kind == "wecom" else 0
    for bit in range(sealed, sealed + 64, 7):
        with pytest.raises(NotTheirs):
            vector.adapter.verify(replace(vector.hook, body=flip(vector.hook.body, bit)), now=vector.now)


@pytest.mark.parametrize("kind", VECTORS)
def test_with_one_character_of_its_signature_or_time_changed_it_is_refused(kind: str) -> None:
    vector = VECTORS[kind]()
    signed = ("signature", "sign", "timestamp", "token")
    for part in ("headers", "query"):
        given = getattr(vector.hook, part)
        for name, value in given.items():
            if not name.endswith(signed):
                continue
            # The last sign of base64 may hold bits that count for nothing.
            place = len(value) // 2
            other = value[:place] + ("1" if value[place] != "1" else "2") + value[place + 1 :]
            with pytest.raises(NotTheirs):
                vector.adapter.verify(replace(vector.hook, **{part: {**given, name: other}}), now=vector.now)


@pytest.mark.parametrize("kind", ["chatwoot", "zendesk", "dingtalk", "slack", "feishu", "generic"])
def test_sent_again_late_it_is_refused(kind: str) -> None:
    vector = VECTORS[kind]()
    with pytest.raises(NotTheirs):
        vector.adapter.verify(vector.hook, now=vector.now + timedelta(hours=2))


@pytest.mark.parametrize("name", ["INVALID", "SIGNATURE_MISMATCH"])
def test_ebay_s_vectors_that_must_fail_fail(name: str) -> None:
    vector = of_ebay(name)
    with pytest.raises(NotTheirs):
        vector.adapter.verify(vector.hook, now=vector.now)


def test_signing_chatwoot_s_body_without_its_time_is_refused() -> None:
    vector, wrong = VECTORS["chatwoot"](), load("chatwoot/signed.headers.json")["wrong_signature_body_only"]
    headers = {**vector.hook.headers, "x-chatwoot-signature": wrong}
    with pytest.raises(NotTheirs):
        vector.adapter.verify(replace(vector.hook, headers=headers), now=vector.now)


@pytest.mark.parametrize("name", ["official", "wechatpy"])
def test_wecom_s_trials_are_opened(name: str) -> None:
    found = load("wecom/vectors.json")[name]
    trial = found.get("url_verify", found)
    query = {key: trial[key] for key in ("msg_signature", "timestamp", "nonce", "echostr")}
    adapter = make("wecom", token=found["token"], aes_key=found["encoding_aes_key"], corp_id=found["receive_id"])
    greeting = adapter.greet(Hook(query=query, method="GET"), now=datetime.now(UTC))
    assert greeting is not None
    assert greeting.body == trial["expect_plain"]


def test_ebay_s_challenge_has_the_answer_of_the_vector() -> None:
    found = load("ebay/challenge.json")
    given = {"verification_token": found["_request"] and "verification-token-verification-token-0001"}
    adapter = make("ebay", endpoint="https://example.com/hooks/ebay", **given)
    greeting = adapter.greet(Hook(query={"challenge_code": "challenge123"}, method="GET"), now=datetime.now(UTC))
    assert greeting is not None
    assert json.loads(greeting.body) == found["response"]
