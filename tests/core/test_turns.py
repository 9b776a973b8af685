"""What the shop's last words left open when the buyer writes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.turns import NOTHING_OPEN, Opened, find_opened
from app.model import Turn

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZONE)


def open_by(*turns: Turn) -> Opened:
    return find_opened(turns, now=NOW, zone=ZONE, closes=22)


def shop(text: str, *, hours_ago: float | None = None) -> Turn:
    return Turn("shop", text, None if hours_ago is None else NOW - timedelta(hours=hours_ago))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("亲，您要改成什么码？", "asked"),
        ("收件人是王先生对吗", "asked"),
        ("Shall we send the grey one?", "asked"),
        ("麻烦您拍一下破的地方发过来", "requested"),
        ("Please send us a photo of the label.", "requested"),
        ("我已经在催快递了，有消息告诉您", "promised"),
        ("We are checking with the carrier.", "promised"),
        ("Let me check with the warehouse and get back to you.", "promised"),
        ("好的亲，我这就联系快递网点", "promised"),
        ("您可以联系一下厂家售后", None),
        ("亲，已经给您改好了", None),
        ("派送前快递员会打电话联系您", None),
        ("You can open a return in your purchases.", None),
    ],
)
def test_the_last_words_of_the_shop_leave_open(text: str, after: str | None) -> None:
    assert open_by(Turn("buyer", "在吗"), shop(text)).after == after


@pytest.mark.parametrize(
    ("turn", "by"),
    [
        (shop("我去问仓库，11月23日 18:30 前回复您"), datetime(2026, 11, 23, 18, 30, tzinfo=ZONE)),
        (shop("今天一定给您答复"), datetime(2026, 11, 22, 22, 0, tzinfo=ZONE)),
        (shop("明天下午3点前告诉您"), datetime(2026, 11, 23, 15, 0, tzinfo=ZONE)),
        (shop("24小时内给您答复", hours_ago=10), NOW + timedelta(hours=14)),
        (shop("I'm checking and will write by 23 Nov 09:00."), datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)),
        (shop("24小时内给您答复"), None),
    ],
)
def test_the_time_of_a_promise_is_read(turn: Turn, by: datetime | None) -> None:
    found = open_by(turn, Turn("buyer", "怎么样了"))
    assert (found.after, found.by, found.standing) == ("promised", by, by)


@pytest.mark.parametrize(
    "turn",
    [
        shop("我去问仓库，11月21日 18:00 前回复您"),
        shop("2小时内给您答复", hours_ago=3),
        shop("我帮您问一下", hours_ago=30),
    ],
)
def test_a_promise_whose_time_is_over_is_broken(turn: Turn) -> None:
    found = open_by(turn)
    assert (found.after, found.standing) == ("broken", None)


def test_small_talk_leaves_a_promise_open_and_an_answer_keeps_it() -> None:
    vow = shop("我帮您催一下，今天回复您")
    assert open_by(vow, Turn("buyer", "好的"), shop("不客气")).after == "promised"
    assert open_by(vow, Turn("buyer", "好的"), shop("快递说包裹今天已经到您那边的网点了")).after is None


def test_a_question_that_the_buyer_has_passed_is_open_no_more() -> None:
    assert open_by(shop("要换什么颜色？"), Turn("buyer", "蓝色")).after is None


def test_where_nobody_wrote_before_nothing_is_open() -> None:
    assert open_by(Turn("buyer", "在吗")) == NOTHING_OPEN
    assert open_by() == NOTHING_OPEN
