"""The pages of the replies as they are served."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.library.lexicon import SoundTable
from app.model import Language
from app.web.console import load_words
from app.web.replies import Group, initials, list_replies
from app.web.usage import describe_case, say_reason

from .caller import Caller
from .conftest import Engine
from .fake_engine import FakeEngine

WORDS = {"zh": load_words("zh"), "en": load_words("en")}
PAGES = ["/replies", "/replies/price_difference.eligible", "/replies/notice.shipped?platform=ebay", "/replies/no.such"]


def listed(engine: Engine, language: Language = "zh") -> tuple[Group, ...]:
    return list_replies(engine, language=language, without_file=WORDS[language]["intents_without_file"])


def test_every_reply_is_listed_once_under_its_matter(shop_engine: Engine) -> None:
    groups = listed(shop_engine)
    names = [entry.id for group in groups for entry in group.entries]
    assert sorted(names) == sorted(reply.id for reply in shop_engine.library.replies)
    assert all(entry.id.startswith(f"{group.intent}.") for group in groups for entry in group.entries)
    assert groups[-1].title in {"主动通知", "先稳住"}


def test_the_reply_that_always_fits_stands_first_and_says_so(shop_engine: Engine) -> None:
    group = next(group for group in listed(shop_engine) if group.intent == "price_difference")
    assert [entry.is_fallback for entry in group.entries] == [True] + [False] * (len(group.entries) - 1)


@pytest.mark.parametrize(
    "asked", ["差价可以退", "差", "cjkyt", "cj", "price_difference", "refunded", "price difference"]
)
def test_a_reply_is_found_by_words_characters_initials_and_ids(asked: str, shop_engine: Engine) -> None:
    entries = {entry.id: entry for group in listed(shop_engine) for entry in group.entries}
    assert asked in entries["price_difference.eligible"].found_by


@pytest.mark.parametrize(
    ("text", "letters"), [("差价可以退", "cjkyt"), ("eBay：没收到", "ebaymsd"), ("7 天，可退", "7tkt"), ("", "")]
)
def test_initials_are_the_first_letters_of_the_sounds(text: str, letters: str) -> None:
    assert initials(text, SoundTable()) == letters


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_hold_nothing_inline_and_nothing_from_elsewhere(shop: Caller, path: str, language: str) -> None:
    html = shop("GET", path, headers={"Accept-Language": language}).text
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    for address in set(re.findall(r'(?:src|href)="(/static/[^"#]*)', html)):
        assert shop("GET", address).status_code == 200


def test_an_unknown_reply_is_said_to_be_missing_and_the_nearest_is_offered(shop: Caller) -> None:
    response = shop("GET", "/replies/price_diference.eligible?lang=en")
    assert response.status_code == 404
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "There is no reply “price_diference.eligible”" in response.text
    assert 'href="/replies/price_difference.eligible">Is it' in response.text


def test_a_name_that_is_markup_stays_text(shop: Caller) -> None:
    html = shop("GET", "/replies/%3Cscript%3Ealert(1)%3C%2Fscript%3E").text
    assert "<script>alert" not in html


def test_both_languages_stand_side_by_side_and_lines_say_what_they_rest_on(shop: Caller) -> None:
    html = unescape(shop("GET", "/replies/price_difference.eligible?lang=en").text)
    assert '<mark class="rests drops" title="This sentence rests on: last day, length of the window; ' in html
    assert "到11月23日为止。</mark>" in html
    assert "until 23 Nov.</mark>" in html
    assert "Left out, since not known: length of the window, last day" in html
    assert "Tell the buyer once it is done" in html
    assert "The pre-send check has no objection" in html


@pytest.mark.parametrize(
    ("query", "chosen"),
    [("", "taobao"), ("?platform=other", "other"), ("?platform=ebay", "taobao"), ("?platform=x", "taobao")],
)
def test_the_address_tells_the_platform_where_the_reply_is_used_there(shop: Caller, query: str, chosen: str) -> None:
    html = shop("GET", f"/replies/price_difference.eligible{query}").text
    assert re.findall(r'value="(\w+)" checked', html) == [chosen]


def describe(engine: Engine, name: str, language: Language) -> list[tuple[str, tuple[str, ...]]]:
    reply = engine.library.reply(name)
    assert reply is not None
    return list(describe_case(reply.header, engine.library, words=WORDS[language], language=language))


def test_a_case_is_told_in_words(shop_engine: Engine) -> None:
    assert describe(shop_engine, "return_exchange.shop_fault", "zh")[0::2] == [
        ("买家说的是", ("退换货",)),
        ("规则判断", describe(shop_engine, "return_exchange.shop_pays", "zh")[1][1]),
    ]
    assert ("谁的责任", ("店铺",)) in describe(shop_engine, "return_exchange.shop_fault", "zh")
    assert ("Platform", ("Taobao", "Tmall")) in describe(shop_engine, "late_shipment.supervisor", "en")
    assert ("Also, Return postage", ("Eligible",)) in describe(shop_engine, "return_exchange.shop_pays", "en")
    assert ("订单走到", ("付了款还没发",)) in describe(shop_engine, "cancel_order.not_shipped", "zh")


def test_every_case_of_the_library_can_be_told(shop_engine: Engine) -> None:
    for reply in shop_engine.library.replies:
        for language in ("zh", "en"):
            for what, values in describe(shop_engine, reply.id, language):
                assert what
                assert all("{" not in value and "_" not in value for value in values), values


def test_a_reason_quotes_the_figures_that_are_the_same_everywhere(shop_engine: Engine) -> None:
    policy = shop_engine.library.policies["late_shipment"]
    assert "按实付的 …%" in say_reason(policy, "owed", (), language="zh")
    assert "按实付的 5%" in say_reason(policy, "owed", ("taobao",), language="zh")


def test_pages_of_a_library_that_can_show_no_preview_still_list(call: Caller) -> None:
    assert call("GET", "/replies").text.count("data-found=") == len(FakeEngine().library.replies)
    assert call("GET", "/replies/other.standard").status_code == 404
