"""What a reply may quote in a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from inventions import make_decision

from app.core.definitions import Carrier, Words
from app.core.values import Quotable, known_names
from app.model import Facts, Figure, Platform, Slot, SlotKind, Source

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIGURE = Figure("window", Decimal("15.0"), "working_day", ("taobao",), Source("x", "", None))
SF = Carrier.model_validate(
    {
        "id": "sf",
        "title": {"zh": "顺丰", "en": "SF Express"},
        "numbers": ["SF1"],
        "track": "https://sf.example/{number}",
    }
)


def quotable(now: datetime, *, facts: Facts | None = None, platform: Platform = "taobao", **more: Any) -> Quotable:
    case: dict[str, Any] = {"slots": (), "decisions": {}, "figures": {}, "carrier": None}
    return Quotable(facts=facts or Facts(), platform=platform, now=now, timezone=SHANGHAI, **(case | more))


def test_facts_are_written_for_the_language(now: datetime) -> None:
    facts = Facts(item="亚麻衬衫", price_paid=Decimal(199), shipped_at=now - timedelta(days=3, hours=5), worn=True)
    known = quotable(now, facts=facts)
    zh, en = known.values("zh", primary=None), known.values("en", primary=None)
    assert (zh["price_paid"], en["price_paid"]) == ("¥199.00", "CNY 199.00")
    assert (zh["shipped_at"], en["shipped_at"]) == ("11月18日 07:00", "18 Nov 07:00")
    assert zh["days_since_shipped"] == en["days_since_shipped"] == "3"
    assert zh["item"] == "亚麻衬衫"
    assert (zh["platform_name"], en["platform_name"]) == ("淘宝", "Taobao")
    assert "worn" not in zh


def test_prices_on_ebay_are_dollars_unless_somebody_said(now: datetime) -> None:
    dollars = quotable(now, facts=Facts(price_paid=Decimal(5)), platform="ebay")
    pounds = quotable(now, facts=Facts(price_paid=Decimal(5), currency="GBP"), platform="ebay")
    assert dollars.values("en", primary=None)["price_paid"] == "US$5.00"
    assert pounds.values("en", primary=None)["price_paid"] == "£5.00"


def test_a_decision_is_quoted_by_its_rule_and_the_primary_one_plainly(now: datetime) -> None:
    primary = make_decision("window", "eligible", amount=Decimal(40), deadline=now, values={"days_left": 3})
    other = make_decision("postage", "eligible", amount=Decimal(12), currency="USD")
    known = quotable(now, decisions={"window": primary, "postage": other}).values("zh", primary=primary)
    assert known["amount"] == known["window_amount"] == "¥40.00"
    assert known["deadline"] == "11月21日 12:00"
    assert known["days_left"] == known["window_days_left"] == "3"
    assert known["postage_amount"] == "12.00 美元"


def test_without_a_primary_decision_nothing_is_plain(now: datetime) -> None:
    decision = make_decision("window", "eligible", amount=Decimal(40))
    known = quotable(now, decisions={"window": decision}).values("zh", primary=None)
    assert "amount" not in known
    assert known["window_amount"] == "¥40.00"


def test_figures_are_numbers_alone(now: datetime) -> None:
    assert quotable(now, figures={"price": {"window": FIGURE}}).values("zh", primary=None)["price_window"] == "15"


def test_what_the_buyer_names_first_is_quoted(now: datetime) -> None:
    slots = (Slot(SlotKind.SIZE, "M", (0, 1)), Slot(SlotKind.SIZE, "L", (2, 3)), Slot(SlotKind.PHONE, "138", (4, 7)))
    known = quotable(now, slots=slots).values("zh", primary=None)
    assert known["named_size"] == "M"
    assert "138" not in known.values()


@pytest.mark.parametrize(
    ("facts", "carrier", "name", "link"),
    [
        (Facts(tracking_no="SF1"), SF, "SF Express", "https://sf.example/SF1"),
        (Facts(), SF, "SF Express", None),
        (Facts(carrier="Foo Post"), None, "Foo Post", None),
        (Facts(), None, None, None),
    ],
)
def test_a_courier_is_named_and_its_page_linked(
    facts: Facts, carrier: Carrier | None, name: str | None, link: str | None, now: datetime
) -> None:
    known = quotable(now, facts=facts, carrier=carrier).values("en", primary=None)
    assert (known.get("carrier_name"), known.get("tracking_link")) == (name, link)


def test_what_was_not_shipped_yet_has_no_days(now: datetime) -> None:
    known = quotable(now, facts=Facts(shipped_at=now + timedelta(hours=1))).values("zh", primary=None)
    assert "days_since_shipped" not in known


def test_every_name_that_is_written_is_known_beforehand(now: datetime) -> None:
    decision = make_decision("window", "eligible", amount=Decimal(1), deadline=now, values={"last_day": "x"})
    facts = Facts(order_no="1", shipped_at=now, tracking_no="SF1", buyer_name="a")
    written = quotable(now, facts=facts, decisions={"window": decision}, carrier=SF).values("zh", primary=decision)
    assert written.keys() <= known_names({"window": ["last_day"]})


def test_what_the_buyer_wants_and_has_given_is_told_in_both_languages(now: datetime) -> None:
    slots = (
        Slot(SlotKind.SIZE, "M", (0, 1)),
        Slot(SlotKind.SIZE, "+1", (2, 3), "wanted"),
        Slot(SlotKind.COLOR, "red", (4, 7), "wanted"),
        Slot(SlotKind.REMEDY, "exchange", (8, 9)),
    )
    case = quotable(now, slots=slots, given={"photo": Words(zh="照片", en="Photos")})
    zh, en = (case.values(language, primary=None) for language in ("zh", "en"))
    assert (zh["wanted_size"], en["wanted_size"], zh["named_size"]) == ("大一码", "one size up", "M")
    assert (zh["wanted_color"], zh["named_color"]) == ("red", "red")
    assert (zh["remedy_wanted"], en["wants_exchange"]) == ("换货", "exchange")
    assert "wants_refund" not in zh
    assert (zh["photo_given"], en["photo_given"]) == ("照片", "Photos")


@pytest.mark.parametrize(("hours", "told"), [(30, "ahead"), (-30, "past")])
def test_a_day_is_told_as_still_to_come_or_as_over(hours: int, told: str, now: datetime) -> None:
    facts = Facts(ship_by=now + timedelta(hours=hours), latest_delivery_by=now + timedelta(hours=hours))
    known = quotable(now, facts=facts).values("en", primary=None)
    assert known[f"ship_by_{told}"] == known["ship_by"]
    assert {name for name in known if name.endswith(("_ahead", "_past"))} == {
        f"ship_by_{told}",
        f"latest_delivery_by_{told}",
    }


@pytest.mark.parametrize(("days", "told"), [(1, "ahead"), (-1, "past")])
def test_the_end_that_a_decision_names_is_told_as_still_to_come_or_as_over(days: int, told: str, now: datetime) -> None:
    ends = now + timedelta(days=days)
    decision = make_decision("window", "eligible", deadline=ends, values={"last_day": ends.date()})
    known = quotable(now, decisions={"window": decision}).values("en", primary=decision)
    for name in ("deadline", "last_day", "window_deadline", "window_last_day"):
        assert known[f"{name}_{told}"] == known[name]
    assert {name for name in known if name.endswith(("_ahead", "_past"))} <= known_names({"window": ["last_day"]})
    assert not any(name.endswith("_past" if told == "ahead" else "_ahead") for name in known)


def test_the_last_day_is_ahead_until_it_is_over(now: datetime) -> None:
    decision = make_decision("window", "eligible", values={"last_day": now.date()})
    known = quotable(now, decisions={"window": decision}).values("en", primary=decision)
    assert "last_day_ahead" in known


@pytest.mark.parametrize(
    ("dated", "where"),
    [
        ({}, set()),
        ({"paid_at": 2}, {"unsent"}),
        ({"paid_at": 2, "shipped_at": 1}, {"on_its_way"}),
        ({"signed_at": 1}, {"arrived"}),
    ],
)
def test_one_name_at_most_tells_how_far_an_order_has_come(
    dated: dict[str, int], where: set[str], now: datetime
) -> None:
    moments: dict[str, Any] = {name: now - timedelta(days=days) for name, days in dated.items()}
    facts = Facts(**moments)
    known = quotable(now, facts=facts).values("en", primary=None)
    assert {name for name in ("unsent", "on_its_way", "arrived") if name in known} == where


def test_the_buyers_words_are_quoted_in_their_own_language_alone(now: datetime) -> None:
    asked = quotable(now, quoted={"zh": {"question": "盖子单卖吗"}})
    assert asked.values("zh", primary=None)["question"] == "盖子单卖吗"
    assert "question" not in asked.values("en", primary=None)
