"""The pre-send check: what must not leave the desk, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.definitions import Forbidden
from app.core.lint import EBAY_LONGEST, Checker, build_checker
from app.core.lint.sight import open_eye
from app.core.text import CharacterTable
from app.model import Bilingual, Language, Platform


def forbid(code: str, **more: Any) -> Forbidden:
    entry = {"code": code, "severity": "block", "say": {"zh": "换个说法", "en": "Put it differently"}}
    return Forbidden.model_validate(entry | more)


CHECKER = build_checker(
    [
        forbid("rude", zh=["不关我事", "自己看"], en=["not my problem", "i can't", "fault"]),
        forbid("contact", zh=["加微信"], en=["wechat", "WhatsApp"]),
        forbid("outside", en=["paypal me"], platform=["ebay"]),
        forbid("risky", zh=["绝对", "保证…到"], en=["refund…feedback"], severity="warn"),
        forbid("sure", zh=["保证"], en=["know"], fine={"zh": ["不能保证", "您…保证"], "en": ["let you know"]}),
        forbid("empty", zh=["【姓名】"], en=["[name]"]),
        forbid("plain", en=["cheapest"], better={"zh": "实惠", "en": "a fair price"}),
    ],
    trusted_links=["https://track.example/"],
    characters=CharacterTable({ord("這"): "这", ord("關"): "关"}),
)


def found(
    text: str, *, language: Language = "zh", platform: Platform = "taobao", checker: Checker = CHECKER
) -> list[tuple[str, str]]:
    return [(one.code, text[slice(*one.span)]) for one in checker.check(text, language=language, platform=platform)]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("亲，您的包裹明天到。", []),
        ("这不关我事。", [("rude", "不关我事")]),
        ("这不 关\u3000我 事。", [("rude", "不 关\u3000我 事")]),
        ("您自己看，不关我事", [("rude", "自己看"), ("rude", "不关我事")]),
        ("加微信吧", [("contact", "加微信")]),
        ("用 ＷｅＣｈａｔ 吧", [("contact", "ＷｅＣｈａｔ")]),
        ("绝对没问题", [("risky", "绝对")]),
        ("您的订单 {{ order_no }} 已发", [("leftover", "{{ order_no }}")]),
        ("您的订单｛｛order_no｝｝", [("leftover", "｛｛"), ("leftover", "｝｝")]),
        ("{% if a %}好", [("leftover", "{%"), ("leftover", "%}")]),
        ("订单号XXX已发", [("leftover", "XXX")]),
        ("您好【姓名】", [("empty", "【姓名】"), ("leftover", "【姓名】")]),
        ("姓名写好了", []),
        ("這不關我事", [("rude", "不關我事")]),
        ("不，关，我，事", [("rude", "不，关，我，事")]),
        ("不·关·我·事", [("rude", "不·关·我·事")]),
        ("这不关，我事后说", []),
        ("保证明天到", [("sure", "保证"), ("overpromise", "保证明天到"), ("risky", "保证明天到")]),
        ("不能保证有货", []),
        ("您要保证有货", []),
        ("保证您，明天到", [("sure", "保证")]),
        ("订单号 XXX 已发", [("leftover", "XXX")]),
        ("XXL码和XXXL码都有", []),
        ("XXL 和 XXXL 都有", []),
        ("退您【】元", [("leftover", "【】")]),
        ("地址：TODO", [("leftover", "TODO")]),
        ("什么???", [("leftover", "???")]),
        ("打我电话13812345678", [("contact_data", "13812345678")]),
        ("打我电话１３８１２３４５６７８", [("contact_data", "１３８１２３４５６７８")]),
        ("İİ 打我13812345678", [("contact_data", "13812345678")]),
        ("发到 Shop@Example.com 吧", [("contact_data", "Shop@Example.com")]),
        ("看 https://evil.example/x 这里", [("outside_link", "https://evil.example/x")]),
        ("看 WWW.evil.example 这里", [("outside_link", "WWW.evil.example")]),
        ("看 https://track.example/SF1 这里", []),
        ("看https://track.example/SF1，谢谢", []),
        ("Hello there", [("wrong_language", "Hello there")]),
        ("", []),
    ],
)
def test_what_is_wrong_with_a_chinese_text(text: str, findings: list[tuple[str, str]]) -> None:
    assert found(text) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Your parcel is on its way.", []),
        ("That is NOT MY PROBLEM.", [("rude", "NOT MY PROBLEM")]),
        ("I can’t do that", [("rude", "I can’t")]),
        ("That is not my\nproblem", [("rude", "not my\nproblem")]),
        ("the default size", []),
        ("it was our fault, sorry", [("rude", "fault")]),
        ("add me on whatsapp", [("contact", "whatsapp")]),
        ("w-h-a-t-s-a-p-p me", [("contact", "w-h-a-t-s-a-p-p")]),
        ("N o t  m y  p r o b l e m", [("rude", "N o t  m y  p r o b l e m")]),
        ("wh4ts4pp me", [("contact", "wh4ts4pp")]),
        ("wéchаt me", [("contact", "wéchаt")]),
        ("what\u200bsapp me", [("contact", "what\u200bsapp")]),
        ("That is not. My problem is gone.", []),
        ("I will let you know", []),
        ("I know that", [("sure", "know")]),
        ("a refund for your feedback", [("risky", "refund for your feedback")]),
        ("Ｗｈａｔｓａｐｐ me", [("contact", "Ｗｈａｔｓａｐｐ")]),
        ("你好，您的包裹已发出", [("wrong_language", "你好，您的包裹已发出")]),
        ("Your 亚麻衬衫 shirt is on its way.", []),
        ("12345", []),
    ],
)
def test_what_is_wrong_with_an_english_text(text: str, findings: list[tuple[str, str]]) -> None:
    assert found(text, language="en") == findings


def test_an_entry_for_a_platform_holds_there_only() -> None:
    assert found("just paypal me", language="en", platform="ebay") == [("outside", "paypal me")]
    assert found("just paypal me", language="en", platform="other") == []


def test_contact_data_blocks_on_ebay_and_warns_elsewhere() -> None:
    severities = [
        CHECKER.check("Call 13812345678", language="en", platform=platform)[0].severity
        for platform in ("ebay", "taobao")
    ]
    assert severities == ["block", "warn"]


@pytest.mark.parametrize(("length", "codes"), [(EBAY_LONGEST, []), (EBAY_LONGEST + 1, ["too_long"])])
def test_ebay_takes_two_thousand_characters(length: int, codes: list[str]) -> None:
    text = "ab " * (length // 3) + "a" * (length % 3)
    assert [code for code, _ in found(text, language="en", platform="ebay")] == codes
    assert found(text, language="en", platform="other") == []


def test_what_is_too_long_is_what_hangs_over() -> None:
    (finding,) = CHECKER.check("a" * 2007, language="en", platform="ebay")
    assert finding.span == (2000, 2007)


def test_a_finding_says_what_to_do_in_both_languages() -> None:
    for finding in CHECKER.check("加微信 13812345678 TODO", language="zh", platform="taobao"):
        assert finding.say.zh
        assert finding.say.en


def test_a_ready_wording_comes_with_the_finding() -> None:
    (finding,) = CHECKER.check("the cheapest shirt", language="en", platform="other")
    assert finding.better == Bilingual("实惠", "a fair price")


@given(text=st.text(max_size=60))
def test_every_letter_of_a_view_has_its_place(text: str) -> None:
    sight = open_eye().look(text)
    for view in (sight.folded, sight.tight, sight.words):
        assert len(view.text) == len(view.places)
        assert list(view.places) == sorted(view.places)
        assert all(0 <= place < len(text) for place in view.places)


@given(
    text=st.lists(
        st.sampled_from(
            [
                "加",
                "微",
                "信",
                " ",
                "\u3000",
                "wechat",
                "İ",
                "13812345678",
                "{{",
                "?",
                "https://a",
                "ﬃ",
                "\n",
                "a",
                ".",
                "+",
            ]
        ),
        max_size=15,
    ).map("".join)
)
def test_findings_lie_in_the_text_in_reading_order(text: str) -> None:
    spans = [one.span for one in CHECKER.check(text, language="zh", platform="ebay")]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


CHOOSER = build_checker(
    [
        forbid(
            "push",
            zh=["您/你 自己/ 去/ 找/问 快递/平台 吧/。", "。 得了/好了 ，/ 随您/随你"],
            en=[". stop/quit asking/writing"],
        ),
        forbid(
            "blame", en=["you should/ought_to have/ read/measured …yourself/first"], fine={"en": ["as you should…"]}
        ),
        forbid("first", zh=["no1", "全网/全国 top10/第一"]),
        forbid("sour", zh=["+居然/反正", "+才说"], en=["+frankly/honestly", "+fuss"], severity="warn"),
    ]
)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("您自己去找快递吧", [("push", "您自己去找快递吧")]),
        ("你问平台。", [("push", "你问平台")]),
        ("您问快递要门牌", []),
        ("得了，随您", [("push", "得了，随您")]),
        ("好了随你", [("push", "好了随你")]),
        ("我做得了，随您", []),
        ("这款销量no1", [("first", "no1")]),
        ("全网TOP10", [("first", "全网TOP10")]),
        ("单号 No.1234567", []),
        ("链接里的 mailNo=1 是单号", []),
        ("您居然现在才说", [("sour", "居然现在才说")]),
        ("您居然来了", []),
        ("居然居然", []),
        ("居然有货。我们今天下午给您补发新的，明天一早您就能收到，到了才说", []),
    ],
)
def test_one_word_of_the_list_may_stand_for_many_chinese_ones(text: str, findings: list[tuple[str, str]]) -> None:
    assert found(text, checker=CHOOSER) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Stop asking, please", [("push", "Stop asking")]),
        ("It may stop asking you", []),
        ("You ought to have measured it yourself", [("blame", "You ought to have measured it yourself")]),
        ("You should read it first", [("blame", "You should read it first")]),
        ("As you should have read first", []),
        ("Frankly, what a fuss", [("sour", "Frankly, what a fuss")]),
        ("No fuss at all", []),
    ],
)
def test_one_word_of_the_list_may_stand_for_many_english_ones(text: str, findings: list[tuple[str, str]]) -> None:
    assert found(text, language="en", checker=CHOOSER) == findings
