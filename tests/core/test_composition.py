"""Writing one reply for all matters."""

from __future__ import annotations

import pytest
from inventions import make_reply, make_voice

from app.core.composition import Frame, Matter, compose, join_things, offered_variants
from app.core.replies import Reply, Variant
from app.model import Language

REFUND = make_reply(
    "refund",
    zh_open="抱歉让您久等了。", en_open="Sorry for the wait.",
    zh="退款 {{ amount }} 已发起。\n三天内到账。",
    en="Your refund of {{ amount }} is on its way.\nIt takes three days.",
    zh_short="三天内到账。", en_short="It takes three days.",
)  # fmt: skip
POSTAGE = make_reply(
    "postage",
    zh_open="让您费心了。", en_open="Sorry about that.",
    zh="运费我们出。\n三天内到账。\n\n别的您不用管。", en="We pay the postage.\nIt takes three days.\n\nThat is all.",
)  # fmt: skip
ANGER = make_reply(
    "anger",
    zh_open="真抱歉。", en_open="Truly sorry.",
    zh="主管接手，从头来办。\n三天内到账。", en="The supervisor takes over.\nIt takes three days.",
    zh_short="主管接手。", en_short="The supervisor takes over.",
    zh_beside="也报给主管。\n三天内到账。", en_beside="The supervisor is told.\nIt takes three days.",
)  # fmt: skip
PLAIN = make_reply("plain", zh="好的。", en="All right.")


def write(
    *replies: Reply,
    language: Language = "zh",
    variant: Variant = "standard",
    name: str | None = None,
    things: tuple[str, ...] = (),
    **values: str,
) -> str:
    known = {"zh": values, "en": values}
    frame = Frame(make_voice(), name, {"zh": things, "en": things})
    return compose([Matter(reply, known) for reply in replies], frame, language=language, variant=variant).text


def test_chinese_is_joined_without_spaces_and_greeted_in_one_breath() -> None:
    said = write(REFUND, amount="¥40.00")
    assert said == "您好～抱歉让您久等了。退款 ¥40.00 已发起。三天内到账。\n祝好。"


def test_english_is_joined_with_spaces_and_greeted_on_a_line_of_its_own() -> None:
    said = write(REFUND, language="en", amount="CNY 40.00")
    assert said == (
        "Hi,\n\nSorry for the wait. Your refund of CNY 40.00 is on its way. It takes three days.\n\nBest wishes."
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_several_matters_share_one_greeting_one_opening_and_one_closing(language: Language) -> None:
    said = write(REFUND, POSTAGE, PLAIN, language=language, amount="40")
    for once in (
        ("您好～", "祝好", "抱歉让您久等了") if language == "zh" else ("Hi,", "Best wishes", "Sorry for the wait")
    ):
        assert said.count(once) == 1
    assert "费心" not in said
    assert "about that" not in said
    assert said.count("三天内到账" if language == "zh" else "It takes three days") == 1


@pytest.mark.parametrize("variant", ["standard", "short", "warm"])
def test_behind_another_matter_a_reply_says_what_it_has_to_add_there(variant: Variant) -> None:
    said = write(REFUND, ANGER, variant=variant, amount="40")
    assert said.count("也报给主管。") == said.count("三天内到账。") == 1
    assert "接手" not in said
    assert "The supervisor is told." in write(REFUND, ANGER, variant=variant, language="en", amount="40")


def test_before_another_matter_it_says_all() -> None:
    assert write(ANGER, PLAIN) == "您好～真抱歉。主管接手，从头来办。三天内到账。\n好的。\n祝好。"
    assert write(ANGER) == "您好～真抱歉。主管接手，从头来办。三天内到账。\n祝好。"


def test_the_opening_comes_from_the_first_matter_that_has_one() -> None:
    assert write(PLAIN, POSTAGE).startswith("您好～让您费心了。好的。")


def test_a_line_without_its_value_is_left_out_and_named() -> None:
    known = {"zh": {}, "en": {}}
    found = compose([Matter(REFUND, known)], Frame(make_voice(), None, known), language="zh", variant="standard")
    assert found.text == "您好～抱歉让您久等了。三天内到账。\n祝好。"
    assert found.missing == ("amount",)


def test_what_is_not_known_is_asked_for_once() -> None:
    assert write(PLAIN, things=("订单号", "照片")) == "您好～好的。\n请告诉我订单号和照片。\n祝好。"


def test_the_short_variant_has_neither_opening_nor_closing() -> None:
    assert write(REFUND, variant="short", things=("订单号",)) == "您好～三天内到账。\n请告诉我订单号。"
    assert write(PLAIN, variant="short", language="en") == "Hi,\n\nAll right."


def test_a_matter_without_the_variant_falls_back_to_the_standard_one() -> None:
    assert write(PLAIN, variant="warm") == "您好～好的。\n祝好。"


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("小林", "小林您好～"),
        ("  小\n林 ", "小 林您好～"),
        ("  ", "您好～"),
        (None, "您好～"),
        ("{things}", "{things}您好～"),
        ("{{ x }}", "{{ x }}您好～"),
    ],
)
def test_a_buyers_name_is_greeted_as_text(name: str | None, greeting: str) -> None:
    assert write(PLAIN, name=name).startswith(f"{greeting}好的。")


def test_a_value_is_text_whatever_it_holds() -> None:
    assert "退款 {{ 7*7 }} 已发起。" in write(REFUND, amount="{{ 7*7 }}")


def test_variants_are_those_that_some_matter_has() -> None:
    known: dict[Language, dict[str, str]] = {"zh": {}, "en": {}}
    assert offered_variants([Matter(PLAIN, known)]) == ("standard",)
    assert offered_variants([Matter(PLAIN, known), Matter(REFUND, known)]) == ("standard", "short")


def test_a_reply_of_which_nothing_is_left_still_greets() -> None:
    bare = make_reply("bare", zh="{{ amount }}。", en="{{ amount }}.")
    assert write(bare) == "您好～\n祝好。"


@pytest.mark.parametrize(
    ("things", "zh", "en"),
    [(["a"], "a", "a"), (["a", "b"], "a和b", "a and b"), (["a", "b", "c"], "a、b和c", "a, b and c")],
)
def test_things_are_listed_as_in_prose(things: list[str], zh: str, en: str) -> None:
    assert join_things(things, language="zh") == zh
    assert join_things(things, language="en") == en


LONG = make_reply("long", zh_open="抱歉。", zh="好" * 30 + "。", zh_short="好。", en="Yes.")
LATER = make_reply("later", zh="稍" * 30 + "。", zh_short="稍后。", en="Later.")


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (None, f"您好～抱歉。{'好' * 30}。\n{'稍' * 30}。\n祝好。"),
        (80, f"您好～抱歉。{'好' * 30}。\n{'稍' * 30}。\n祝好。"),
        (60, f"您好～抱歉。{'好' * 30}。\n稍后。\n祝好。"),
        (30, "您好～好。\n稍后。\n祝好。"),
        (5, "您好～好。\n稍后。\n祝好。"),
    ],
)
def test_what_a_platform_would_not_take_is_told_in_fewer_words(limit: int | None, said: str) -> None:
    nothing: dict[Language, dict[str, str]] = {"zh": {}, "en": {}}
    frame = Frame(make_voice(), None, {"zh": (), "en": ()}, limit=limit)
    matters = [Matter(LONG, nothing), Matter(LATER, nothing)]
    assert compose(matters, frame, language="zh", variant="standard").text == said
