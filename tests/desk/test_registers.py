"""Registers: filled from a conversation, searched, changed with history, undone, totalled."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.desk.faults import NotFound, TooLate
from app.desk.registers.adding import add
from app.desk.registers.alerts import count_opinions, set_rule, view_item
from app.desk.registers.couriers import list_names, name_couriers
from app.desk.registers.entries import change, change_many
from app.desk.registers.lists import Wish, find, view_row
from app.desk.registers.shapes import REGISTERS
from app.desk.registers.suggestions import register_case, suggest
from app.desk.registers.totals import total_claims
from app.desk.registers.undo import show_history, undo
from app.errors import BadInput
from app.store.audit import list_acts_on
from app.store.kept import AlertRule, Entry

from .work import Work

FACTS = {"order_no": "2398476123450987654", "item": "亚麻衬衫", "price_paid": "199.00", "carrier": "zto"}
LIKELY: dict[str, Any] = {
    "wrong_shipments": {"kind": "wrong_item", "item": "亚麻衬衫", "remedy": "补发正确的一件"},
    "courier_claims": {"kind": "loss", "carrier": "中通", "item": "亚麻衬衫", "amount": "88"},
    "product_reports": {"kind": "fault", "item": "亚麻衬衫", "topic": "开线"},
    "product_alerts": {"item": "亚麻衬衫", "topic": "开线"},
    "vip_visits": {
        "kind": "monthly",
        "buyer_id": "b1",
        "due_at": "2026-11-30T10:00:00+08:00",
        "text": "亚麻衬衫穿着怎样",
    },
    "promises": {"kind": "parcel", "due_at": "2026-11-23T10:00:00+08:00", "text": "亚麻衬衫到哪了"},
    "handover": {"kind": "note", "due_at": "2026-11-23T12:00:00+08:00", "text": "亚麻衬衫到货后补发"},
}


def add_to(work: Work, register: str, *, later: float = 0, **values: Any) -> Entry:
    given = {**LIKELY[register], **values}
    return add(work.session, register, given, shop_id=work.shop.id, now=work.at(later), actor=work.anna)


def found(work: Work, register: str, **wish: Any) -> list[int]:
    return [row.id for row in find(work.session, Wish(register, **wish), actor=work.anna).items]


def test_one_step_fills_a_row_from_facts_slots_and_decision(work: Work) -> None:
    came = work.write("你们发错货了，颜色和尺码都不对", facts=FACTS)
    row = register_case(
        work.session, came.conversation.id, "wrong_shipments", {"remedy": "补发"}, now=work.at(5), actor=work.anna
    )
    assert (row.kind, row.item, row.order_no) == ("wrong_item", "亚麻衬衫", "2398476123450987654")
    assert (row.buyer_id, row.buyer_name, row.remedy) == ("b1", "小云", "补发")
    assert row.text == "你们发错货了，颜色和尺码都不对"
    assert row.conversation_id == came.conversation.id
    assert "registered" in work.log(came.conversation)


def test_a_claim_takes_courier_number_and_amount(work: Work) -> None:
    came = work.write("快递一直没收到，单号 YT1234567890123", facts={**FACTS, "tracking_no": ""})
    known = suggest(work.session, came.conversation.id, "courier_claims", actor=work.anna)
    assert (known["kind"], known["amount"], known["currency"]) == ("loss", "199.00", "CNY")
    assert (known["tracking_no"], known["carrier"]) == ("YT1234567890123", "zto")


@pytest.mark.parametrize("register", list(REGISTERS))
def test_every_register_is_searched_by_word_character_and_initials(work: Work, register: str) -> None:
    row = add_to(work, register)
    other = {"item": "羊毛围巾"} if REGISTERS[register].column("item") else {"text": "羊毛围巾"}
    add_to(work, register, **other)
    for query in ("衬衫", "麻", "ymcs", "cs"):
        assert found(work, register, query=query) == [row.id], query


def test_what_was_changed_is_found_by_its_new_words_only(work: Work) -> None:
    row = add_to(work, "wrong_shipments")
    change(work.session, row.id, {"item": "真丝睡衣"}, now=work.at(9), actor=work.anna)
    assert found(work, "wrong_shipments", query="zssy") == [row.id]
    assert found(work, "wrong_shipments", query="衬衫") == []


def test_filters_narrow_by_month_state_and_courier(work: Work) -> None:
    october = add_to(work, "courier_claims", happened_at="2026-10-31T15:59:59+00:00")
    november = add_to(work, "courier_claims", happened_at="2026-10-31T16:00:00+00:00", carrier="圆通")
    change(work.session, november.id, {"state": "paid"}, now=work.at(1), actor=work.anna)
    assert found(work, "courier_claims", month="2026-10") == [october.id]
    assert found(work, "courier_claims", month="2026-11") == [november.id]
    assert found(work, "courier_claims", state="paid") == [november.id]
    assert found(work, "courier_claims", is_open=True) == [october.id]
    assert found(work, "courier_claims", carriers=("圆通",)) == [november.id]
    with pytest.raises(BadInput, match="2026-11"):
        found(work, "courier_claims", month="2026-13")


def test_a_cursor_leads_through_a_register(work: Work) -> None:
    rows = [add_to(work, "wrong_shipments", later=number).id for number in range(5)]
    seen: list[int] = []
    cursor = None
    while True:
        page = find(work.session, Wish("wrong_shipments"), actor=work.anna, limit=2, cursor=cursor)
        seen += [row.id for row in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == rows[::-1]


def test_a_change_says_who_when_from_and_to_and_is_undone(work: Work) -> None:
    row = add_to(work, "courier_claims")
    changed = change(work.session, row.id, {"amount": "120.5", "state": "paid"}, now=work.at(60), actor=work.anna)
    assert (changed.amount, changed.done_at, changed.version) == ("120.50", work.at(60), 2)
    last = show_history(work.session, row.id, actor=work.anna)[0]
    assert last.changes == {"amount": ["88.00", "120.50"], "state": ["open", "paid"]}
    assert (last.user_id, last.at) == (work.anna.id, work.at(60))
    (back,) = undo(work.session, last.batch, now=work.at(90), actor=work.anna)
    assert (back.amount, back.state, back.done_at) == ("88.00", "open", None)
    undone, before = show_history(work.session, row.id, actor=work.anna)[:2]
    assert (undone.what, before.undone_at) == ("undone", work.at(90))
    with pytest.raises(TooLate):
        undo(work.session, last.batch, now=work.at(91), actor=work.anna)
    (again,) = undo(work.session, undone.batch, now=work.at(92), actor=work.anna)
    assert again.amount == "120.50"


def test_what_was_changed_again_is_not_undone(work: Work) -> None:
    row = add_to(work, "courier_claims")
    change(work.session, row.id, {"amount": "1"}, now=work.at(1), actor=work.anna)
    batch = show_history(work.session, row.id, actor=work.anna)[0].batch
    change(work.session, row.id, {"amount": "2"}, now=work.at(2), actor=work.anna)
    with pytest.raises(TooLate, match="again"):
        undo(work.session, batch, now=work.at(3), actor=work.anna)


def test_an_addition_is_undone_and_leaves_a_trace(work: Work) -> None:
    row = add_to(work, "wrong_shipments")
    batch = show_history(work.session, row.id, actor=work.anna)[0].batch
    assert undo(work.session, batch, now=work.at(3), actor=work.anna) == ()
    assert found(work, "wrong_shipments") == []
    acts = [act.action for act in list_acts_on(work.session, "register", row.id)]
    assert acts == ["register.added", "register.removed"]


def test_many_are_changed_at_once_and_undone_at_once(work: Work) -> None:
    ids = [add_to(work, "wrong_shipments").id for _ in range(3)]
    done = change_many(work.session, ids, {"state": "done"}, now=work.at(5), actor=work.anna)
    assert {row.state for row in done} == {"done"}
    batch = show_history(work.session, ids[0], actor=work.anna)[0].batch
    undo(work.session, batch, now=work.at(6), actor=work.anna)
    assert len(found(work, "wrong_shipments", state="open")) == 3


def test_a_stale_version_is_refused(work: Work) -> None:
    row = add_to(work, "wrong_shipments")
    change(work.session, row.id, {"remedy": "退款"}, now=work.at(1), actor=work.anna, version=row.version)
    with pytest.raises(TooLate):
        change(work.session, row.id, {"remedy": "补发"}, now=work.at(2), actor=work.anna, version=row.version)


@pytest.mark.parametrize(
    ("register", "values", "path"),
    [
        ("courier_claims", {"amount": "-1"}, "amount"),
        ("courier_claims", {"kind": "stolen"}, "kind"),
        ("courier_claims", {"carrier": " "}, "carrier"),
        ("courier_claims", {"happened_at": "2026-11-01"}, "happened_at"),
        ("courier_claims", {"currency": "RMB"}, "currency"),
        ("courier_claims", {"done_at": "2026-11-01T00:00:00Z"}, "done_at"),
        ("wrong_shipments", {"text": "长" * 2001}, "text"),
        ("wrong_shipments", {"item": "行\n行"}, "item"),
        ("wrong_shipments", {"owner_id": 9999}, "owner_id"),
        ("wrong_shipments", {"price": "1"}, "price"),
    ],
)
def test_what_a_column_cannot_hold_is_named(work: Work, register: str, values: Any, path: str) -> None:
    with pytest.raises(BadInput) as caught:
        add_to(work, register, **values)
    assert caught.value.errors[0].path == path


def test_another_shops_rows_are_not_found(work: Work) -> None:
    row, stranger = add_to(work, "wrong_shipments"), work.stranger()
    for attempt in (
        lambda: view_row(work.session, row.id, actor=stranger),
        lambda: change(work.session, row.id, {"remedy": "x"}, now=work.now, actor=stranger),
        lambda: add(work.session, "handover", LIKELY["handover"], shop_id=work.shop.id, now=work.now, actor=stranger),
        lambda: undo(
            work.session, show_history(work.session, row.id, actor=work.anna)[0].batch, now=work.now, actor=stranger
        ),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert find(work.session, Wish("wrong_shipments"), actor=stranger).items == ()


def total(work: Work) -> list[tuple[object, ...]]:
    couriers = name_couriers(work.engine.library.carriers)
    found = total_claims(work.session, couriers, actor=work.anna)
    return [(one.month, one.carrier, one.currency, one.claims, one.claimed, one.paid) for one in found]


def test_claims_are_totalled_by_month_and_courier(work: Work) -> None:
    for carrier, amount, month in (
        ("中通", "10.10", 10),
        ("中通", "20.20", 11),
        ("圆通", "5", 11),
        ("中通", "0.05", 11),
    ):
        add_to(work, "courier_claims", carrier=carrier, amount=amount, happened_at=f"2026-{month}-05T10:00:00+08:00")
    paid = found(work, "courier_claims", carriers=("圆通",))[0]
    change(work.session, paid, {"state": "paid"}, now=work.at(1), actor=work.anna)
    assert total(work) == [
        ("2026-11", "yto", "CNY", 1, Decimal("5.00"), Decimal("5.00")),
        ("2026-11", "zto", "CNY", 2, Decimal("20.25"), 0),
        ("2026-10", "zto", "CNY", 1, Decimal("10.10"), 0),
    ]


def test_a_courier_is_one_however_it_is_written_and_currencies_are_never_added_up(work: Work) -> None:
    for carrier in ("zto", "ZTO", "中通", "中通快递", "ZTO  Express", "ｚｔｏ"):
        add_to(work, "courier_claims", carrier=carrier, amount="1.00", happened_at="2026-11-05T10:00:00+08:00")
    for amount, currency in (("7.00", "USD"), ("8.00", "EUR")):
        given = {"amount": amount, "currency": currency, "happened_at": "2026-11-05T10:00:00+08:00"}
        add_to(work, "courier_claims", carrier="中通", **given)
    add_to(work, "courier_claims", carrier="村口老王", amount="2.00", happened_at="2026-11-05T10:00:00+08:00")
    assert total(work) == [
        ("2026-11", "zto", "CNY", 6, Decimal("6.00"), 0),
        ("2026-11", "zto", "EUR", 1, Decimal("8.00"), 0),
        ("2026-11", "zto", "USD", 1, Decimal("7.00"), 0),
        ("2026-11", "村口老王", "CNY", 1, Decimal("2.00"), 0),
    ]


def test_three_reports_of_one_fault_within_a_week_raise_one_alert(work: Work) -> None:
    week = timedelta(days=7).total_seconds()
    add_to(work, "product_reports", later=-week - 60, happened_at=work.at(-week - 60).isoformat())
    add_to(work, "product_reports")
    add_to(work, "product_reports", kind="color")
    add_to(work, "product_reports", topic="掉色")
    add_to(work, "product_reports", later=60)
    assert found(work, "product_alerts") == []
    add_to(work, "product_reports", later=120)
    (alert,) = find(work.session, Wish("product_alerts"), actor=work.anna).items
    assert (alert.item, alert.topic, alert.reports, alert.state) == ("亚麻衬衫", "开线", 3, "open")
    add_to(work, "product_reports", later=180)
    (alert,) = find(work.session, Wish("product_alerts"), actor=work.anna).items
    assert alert.reports == 4


def test_when_an_alert_is_raised_can_be_adjusted(work: Work) -> None:
    set_rule(work.session, work.shop.id, AlertRule(1, 1), now=work.now, actor=work.anna)
    add_to(work, "product_reports")
    assert len(found(work, "product_alerts")) == 1
    with pytest.raises(BadInput, match="days"):
        set_rule(work.session, work.shop.id, AlertRule(1, 0), now=work.now, actor=work.anna)


def test_an_item_shows_its_curve_and_its_opinions_are_counted(work: Work) -> None:
    add_to(work, "product_reports", kind="size", topic="偏大")
    add_to(work, "product_reports", kind="size", topic="偏大", happened_at="2026-11-01T10:00:00+08:00")
    add_to(work, "product_reports", kind="color", topic=None)
    view = view_item(work.session, "亚麻衬衫", actor=work.anna)
    assert [(day.isoformat(), count) for day, count in view.by_day] == [("2026-11-01", 1), ("2026-11-22", 2)]
    assert view.by_kind == (("size", 2), ("color", 1))
    assert count_opinions(work.session, actor=work.anna, month="2026-11")[0] == ("亚麻衬衫", "size", 2)


@pytest.mark.parametrize("asked", ["圆通", "圆通速递", "YTO", " yto  express ", "ＹＴＯ"])
def test_a_courier_is_found_however_it_is_written(work: Work, asked: str) -> None:
    written = [
        add_to(work, "courier_claims", carrier=name).id for name in ("圆通", "圆通速递", "YTO", "yto", "YTO Express")
    ]
    add_to(work, "courier_claims", carrier="中通")
    couriers = name_couriers(work.engine.library.carriers)
    assert sorted(found(work, "courier_claims", carriers=list_names(couriers, asked))) == written


def test_a_courier_whom_nobody_knows_is_found_as_it_is_written_and_none_asks_for_all(work: Work) -> None:
    row = add_to(work, "courier_claims", carrier="Town Bikes")
    add_to(work, "courier_claims", carrier="中通")
    couriers = name_couriers(work.engine.library.carriers)
    assert found(work, "courier_claims", carriers=list_names(couriers, "town bikes")) == [row.id]
    assert len(found(work, "courier_claims", carriers=list_names(couriers, " "))) == 2
