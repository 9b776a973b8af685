"""The vendors' own SDKs say the same as our verifiers, on bodies of all sorts."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.channels.chatwoot.row import ChatwootRow
from app.channels.feishu.crypt import decrypt
from app.channels.feishu.row import FeishuRow
from app.channels.feishu.sample import encrypt as seal_feishu
from app.channels.feishu.sample import sign as sign_feishu
from app.channels.generic.row import GenericRow
from app.channels.generic.sample import sign as sign_generic
from app.channels.hook import Hook
from app.channels.proof import NotTheirs
from app.channels.slack.row import SlackRow
from app.channels.slack.sample import sign as sign_slack
from app.channels.wecom.row import WecomRow
from app.channels.wecom.sample import encrypt as seal_wecom
from app.channels.wecom.sample import sign as sign_wecom

from .rows import NOW, adapter_of, make_row

MANY = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
SPOILT = st.sampled_from(["", "body", "signature"])


def spoil(hook: Hook, what: str, *, header: str) -> Hook:
    """Return the request with a bit of its body or signature changed, or as it is."""
    if what == "body":
        return replace(hook, body=hook.body + b" ")
    signature = hook.headers[header]
    # The first character of the digest: a later one of base64 may hold bits that count for nothing.
    place = signature.rfind("=") + 1 if "=" in signature[:10] else len(signature) // 2
    changed = signature[:place] + ("0" if signature[place] != "0" else "1") + signature[place + 1 :]
    return replace(hook, headers={**hook.headers, header: changed}) if what else hook


def is_ours(kind: str, hook: Hook, *, now: datetime) -> bool:
    try:
        adapter_of(kind).verify(hook, now=now)
    except NotTheirs:
        return False
    return True


@MANY
@given(body=TEXTS, spoilt=SPOILT)
def test_slack_sdk_agrees(body: str, spoilt: str) -> None:
    from slack_sdk.signature import Clock, SignatureVerifier

    class Still(Clock):
        def now(self) -> float:
            return NOW.timestamp()

    row = make_row("slack")
    assert isinstance(row, SlackRow)
    hook = spoil(sign_slack(row, body.encode(), now=NOW), spoilt, header="x-slack-signature")
    verifier = SignatureVerifier(row.secret, Still())
    said = verifier.is_valid(hook.body, hook.headers["x-slack-request-timestamp"], hook.headers["x-slack-signature"])
    assert is_ours("slack", hook, now=NOW) == said == (not spoilt)


@MANY
@given(body=TEXTS, spoilt=SPOILT)
def test_the_library_of_standard_webhooks_agrees(body: str, spoilt: str) -> None:
    from standardwebhooks.webhooks import WebhookVerificationError

    row, now = make_row("generic"), datetime.now(UTC)
    assert isinstance(row, GenericRow)
    hook = spoil(sign_generic(row, body.encode(), now=now), spoilt, header="webhook-signature")
    try:
        row.signers[0].verify(hook.body, dict(hook.headers), json_parse=False)
        said = True
    except WebhookVerificationError:
        said = False
    assert is_ours("generic", hook, now=now) == said == (not spoilt)


@pytest.fixture(scope="module")
def lark() -> object:
    """Lark's SDK, which trips over its own dependencies' deprecations while it is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import lark_oapi

        return lark_oapi


@MANY
@given(body=TEXTS)
def test_lark_s_sdk_opens_and_signs_alike(lark: object, body: str) -> None:
    from lark_oapi.core.utils.decryptor import AESCipher

    row = make_row("feishu")
    assert isinstance(row, FeishuRow)
    sealed = seal_feishu(body.encode(), row)
    assert AESCipher(row.encrypt_key).decrypt_str(sealed) == body == decrypt(sealed, key=row.encrypt_key).decode()


@MANY
@given(body=TEXTS, spoilt=SPOILT)
def test_lark_s_sdk_verifies_alike(lark: object, body: str, spoilt: str) -> None:
    from lark_oapi.core.exception import AccessDeniedException
    from lark_oapi.core.model import RawRequest
    from lark_oapi.event.dispatcher_handler import EventDispatcherHandler

    row = make_row("feishu")
    assert isinstance(row, FeishuRow)
    raw = b'{"encrypt": "' + seal_feishu(body.encode(), row).encode() + b'"}'
    hook = spoil(sign_feishu(row, raw, now=NOW), spoilt, header="x-lark-signature")
    request = RawRequest()
    request.headers = {
        "X-Lark-Request-Timestamp": hook.headers["x-lark-request-timestamp"],
        "X-Lark-Request-Nonce": hook.headers["x-lark-request-nonce"],
        "X-Lark-Signature": hook.headers["x-lark-signature"],
    }
    request.body = hook.body
    try:
        EventDispatcherHandler.builder(row.encrypt_key, "").build()._verify_sign(request, row.encrypt_key)
        said = True
    except AccessDeniedException:
        said = False
    assert is_ours("feishu", hook, now=NOW) == said == (not spoilt)


@MANY
@given(body=TEXTS.filter(lambda text: text.isprintable() and "]]>" not in text))
def test_wechatpy_opens_what_we_seal_and_finds_our_signature_right(body: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from wechatpy.enterprise.crypto import WeChatCrypto

    row = make_row("wecom")
    assert isinstance(row, WecomRow)
    hook = sign_wecom(row, body.encode(), now=NOW)
    crypto = WeChatCrypto(row.token, row.aes_key, row.corp_id)
    envelope = {"Encrypt": seal_wecom(body.encode(), row)}
    from app.channels.wecom.crypt import sign

    signature = sign(row.token, "7", "8", envelope["Encrypt"])
    opened = crypto.decrypt_message(envelope, signature, "7", "8")
    assert (opened.decode() if isinstance(opened, bytes) else opened) == body
    assert is_ours("wecom", hook, now=NOW)


def test_the_rows_of_the_tests_are_of_their_kinds() -> None:
    assert isinstance(make_row("chatwoot"), ChatwootRow)
