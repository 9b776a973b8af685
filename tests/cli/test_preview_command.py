"""`shouhou preview`: a reply for a person to read."""

from __future__ import annotations

import pytest

from app.engine import Engine

from .conftest import Shouhou


def test_a_reply_is_shown_in_every_voice_variant_and_language(shouhou: Shouhou) -> None:
    run = shouhou("preview", "price_difference.eligible")
    assert run.status == 0
    for said in (
        "差价可以退 · The difference is refunded",
        "reason: in_window",
        "amount = ¥40.00 · CNY 40.00",
        "□ 办好后告诉买家 · Tell the buyer once it is done",
        "taobao, tmall, jd, pdd · standard",
        "other · warm",
        "价保期是交易完成后 15 个工作日，到11月23日为止。",
        "until 23 Nov.",
        "left out for want of: window, last_day",
    ):
        assert said in run.out


def test_one_platform_can_be_shown_alone(shouhou: Shouhou) -> None:
    run = shouhou("preview", "notice.shipped", "--platform", "ebay")
    assert run.status == 0
    assert "ebay · standard" in run.out
    assert "Kind regards" in run.out
    assert "taobao" not in run.out


def test_a_reply_that_goes_to_the_supervisor_says_so(shouhou: Shouhou) -> None:
    assert "→ supervisor" in shouhou("preview", "complaint.general").out


def test_the_list_names_every_reply_under_its_intent(shouhou: Shouhou, engine: Engine) -> None:
    run = shouhou("preview", "--list")
    assert run.status == 0
    lines = run.out.splitlines()
    assert {line.split()[0] for line in lines if line.startswith("  ")} == {one.id for one in engine.library.replies}
    assert "price_difference  差价 · Price difference" in lines


@pytest.mark.parametrize(
    ("words", "say"),
    [
        (("price_diference.eligible",), "price_difference.eligible"),
        (("zzzz",), "there is no reply zzzz"),
        (("price_difference.eligible", "--platform", "ebay"), "never used on ebay"),
        (("notice.shipped", "--platform", "amazon"), "not a platform"),
        ((), "--list"),
    ],
)
def test_what_is_not_there_is_said_and_ends_with_two(words: tuple[str, ...], say: str, shouhou: Shouhou) -> None:
    run = shouhou("preview", *words)
    assert (run.status, run.out) == (2, "")
    plain = " ".join(run.err.replace("│", " ").split())
    assert say in plain
