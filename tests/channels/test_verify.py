"""Who is let in: what the vendor signed, in time, to the bit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from app.channels.hook import Greeting, Hook
from app.channels.incoming import Incoming
from app.channels.proof import NotTheirs

from .rows import EBAY_KEY, KINDS, NOW, SIGNED_BODY, SIGNED_IN_TIME, adapter_of, ask, make_row

DAY = timedelta(days=1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_message_is_let_in_and_read(kind: str) -> None:
    adapter, hook = adapter_of(kind), ask(kind, "刚收到就降价了 <3 & “退差价”吗\n急")
    adapter.verify(hook, now=NOW)
    (incoming,) = adapter.read(hook)
    assert isinstance(incoming, Incoming)
    assert incoming.text == "刚收到就降价了 <3 & “退差价”吗\n急"
    assert incoming.vendor_id == "1001"
    assert "77" in incoming.thread or kind == "wecom"
    assert incoming.buyer_id == "5"


@pytest.mark.parametrize("kind", SIGNED_IN_TIME)
@pytest.mark.parametrize("off", [DAY, -DAY])
def test_what_is_sent_again_late_or_ahead_of_its_time_is_refused(kind: str, off: timedelta) -> None:
    with pytest.raises(NotTheirs) as refused:
        adapter_of(kind).verify(ask(kind), now=NOW + off)
    assert refused.value.step == "timestamp"


@pytest.mark.parametrize("kind", set(KINDS) - set(SIGNED_IN_TIME))
def test_where_the_vendor_signs_no_time_the_id_has_to_decide(kind: str) -> None:
    adapter_of(kind).verify(ask(kind), now=NOW + DAY)


def flip(data: bytes, bit: int) -> bytes:
    """Return the data with one bit changed."""
    place = bit // 8 % len(data)
    return data[:place] + bytes([data[place] ^ (1 << bit % 8)]) + data[place + 1 :]


@pytest.mark.parametrize("kind", SIGNED_BODY)
def test_one_bit_changed_anywhere_in_the_body_is_refused(kind: str) -> None:
    adapter, hook = adapter_of(kind), ask(kind)
    # WeCom signs what stands in its envelope; of the envelope itself nothing else is read.
    start, end = hook.body.find(b"<Encrypt>") + 9, hook.body.find(b"</Encrypt>")
    for bit in range(start * 8, end * 8, 37) if kind == "wecom" else range(0, len(hook.body) * 8, 37):
        with pytest.raises(NotTheirs):
            adapter.verify(replace(hook, body=flip(hook.body, bit)), now=NOW)


def list_changed(hook: Hook) -> Iterator[Hook]:
    """Yield the request with one character of each header or part of the query changed, and with each left out."""
    for name, parts in (("headers", hook.headers), ("query", hook.query)):
        for key, value in parts.items():
            for place in (0, len(value) // 2, len(value) - 1):
                other = "1" if value[place] != "1" else "2"
                yield replace(hook, **{name: {**parts, key: value[:place] + other + value[place + 1 :]}})
            yield replace(hook, **{name: {one: text for one, text in parts.items() if one != key}})


@pytest.mark.parametrize("kind", KINDS)
def test_one_character_changed_in_what_was_signed_is_refused(kind: str) -> None:
    adapter = adapter_of(kind)
    changed = list(list_changed(ask(kind)))
    assert changed
    for hook in changed:
        if kind == "ebay" and b'"kid"' in hook.body:
            continue
        with pytest.raises(NotTheirs):
            adapter.verify(hook, now=NOW)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"<xml>", b'{"encrypt": "x"}', b"\x00" * 64])
def test_a_body_of_anything_is_refused_and_never_a_crash(kind: str, body: bytes) -> None:
    adapter = adapter_of(kind)
    with pytest.raises(NotTheirs):
        adapter.verify(Hook(body, {"x": "y"}), now=NOW)


@pytest.mark.parametrize("kind", set(KINDS) - {"ebay"})
def test_a_request_of_another_shop_s_secret_is_refused(kind: str) -> None:
    others = {"wecom": "token", "feishu": "encrypt_key"}
    secret = "whsec_c29tZWJvZHkgZWxzZQ==" if kind == "generic" else "somebody-else"
    other = adapter_of(kind, **{others.get(kind, "secret"): secret})
    with pytest.raises(NotTheirs):
        other.verify(ask(kind), now=NOW)


def test_what_was_signed_by_another_key_than_ebay_s_is_refused() -> None:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

    from . import ebay_sample

    with pytest.raises(NotTheirs) as refused:
        adapter_of("ebay").verify(ebay_sample.sign(derive_private_key(5, SECP256R1()), b"{}"), now=NOW)
    assert refused.value.step == "signature"
    adapter_of("ebay").verify(ebay_sample.sign(EBAY_KEY, b"{}"), now=NOW)


def test_while_a_secret_is_changed_both_the_old_and_the_new_one_open_the_door() -> None:
    new = "whsec_bmV3IHNlY3JldCBvZiB0aGUgc2hvcA=="
    both = adapter_of("generic", secret=f"{new} {make_row('generic').secret}")  # type: ignore[attr-defined]
    both.verify(ask("generic"), now=NOW)


def test_a_wecom_callback_for_another_corp_is_refused_although_it_is_signed() -> None:
    with pytest.raises(NotTheirs) as refused:
        adapter_of("wecom", corp_id="ww9876543210").verify(ask("wecom"), now=NOW)
    assert refused.value.step == "receiver"


def test_wecom_s_trial_of_the_address_gets_the_opened_text_bare() -> None:
    from app.channels.wecom.crypt import sign
    from app.channels.wecom.row import WecomRow
    from app.channels.wecom.sample import encrypt

    row = make_row("wecom")
    assert isinstance(row, WecomRow)
    echo = encrypt(b"5522117", row)
    query = {"msg_signature": sign(row.token, "1", "2", echo), "timestamp": "1", "nonce": "2", "echostr": echo}
    greeting = adapter_of("wecom").greet(Hook(query=query, method="GET"), now=NOW)
    assert greeting == Greeting("5522117", "text/plain")
    with pytest.raises(NotTheirs):
        adapter_of("wecom").greet(Hook(query={**query, "nonce": "3"}, method="GET"), now=NOW)


@pytest.mark.parametrize("sealed", [True, False])
def test_feishu_s_trial_of_the_address_is_answered_sealed_or_not(sealed: bool) -> None:
    from app.channels.feishu.row import FeishuRow
    from app.channels.feishu.sample import encrypt

    row = make_row("feishu")
    assert isinstance(row, FeishuRow)
    body = json.dumps({"type": "url_verification", "challenge": "lotus", "token": row.token}).encode()
    body = json.dumps({"encrypt": encrypt(body, row)}).encode() if sealed else body
    greeting = adapter_of("feishu").greet(Hook(body), now=NOW)
    assert greeting is not None
    assert json.loads(greeting.body) == {"challenge": "lotus"}


def test_feishu_s_trial_with_another_token_is_refused() -> None:
    body = json.dumps({"type": "url_verification", "challenge": "lotus", "token": "peony"}).encode()
    with pytest.raises(NotTheirs) as refused:
        adapter_of("feishu").greet(Hook(body), now=NOW)
    assert refused.value.step == "token"


def test_slack_s_trial_is_answered_only_where_it_is_signed() -> None:
    from app.channels.slack.row import SlackRow
    from app.channels.slack.sample import sign

    row = make_row("slack")
    assert isinstance(row, SlackRow)
    hook = sign(row, b'{"type": "url_verification", "challenge": "oolong"}', now=NOW)
    greeting = adapter_of("slack").greet(hook, now=NOW)
    assert greeting is not None
    assert json.loads(greeting.body) == {"challenge": "oolong"}
    with pytest.raises(NotTheirs):
        adapter_of("slack").greet(replace(hook, headers={}), now=NOW)


def test_ebay_s_challenge_is_answered_with_the_hash_of_challenge_token_and_endpoint() -> None:
    greeting = adapter_of("ebay").greet(Hook(query={"challenge_code": "abc"}, method="GET"), now=NOW)
    assert greeting is not None
    # sha256 of "abc" + the token + the endpoint of rows.py, worked out by sha256sum
    assert len(json.loads(greeting.body)["challengeResponse"]) == 64


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_is_no_trial_of_the_address(kind: str) -> None:
    assert adapter_of(kind).greet(ask(kind), now=NOW) is None
