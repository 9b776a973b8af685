"""What the pages of the registers say of rows: found, gathered by courier, drawn by month, named in words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from app.desk.receive import Received
from app.desk.registers.shapes import REGISTERS

from .browsing import Visit
from .staff import Company
from .test_register_pages import CLAIM, HOME, add, anna, asked, buyers, rows

__all__ = ["anna", "asked", "buyers"]

DUE = "2026-11-21T10:00"
LIKELY: dict[str, dict[str, str]] = {
    "wrong_shipments": {"kind": "wrong_item", "item": "亚麻衬衫"},
    "courier_claims": {**CLAIM, "item": "亚麻衬衫"},
    "product_reports": {"kind": "fault", "item": "亚麻衬衫", "topic": "开线"},
    "product_alerts": {"item": "亚麻衬衫", "topic": "开线"},
    "vip_visits": {"kind": "monthly", "buyer_id": "b1", "due_at": DUE, "text": "亚麻衬衫穿着怎样"},
    "promises": {"kind": "parcel", "due_at": DUE, "text": "亚麻衬衫到哪了"},
    "handover": {"kind": "note", "due_at": DUE, "text": "亚麻衬衫到货后补发"},
}


@pytest.mark.parametrize("register", list(REGISTERS))
def test_every_register_is_searched_on_its_page(anna: Visit, register: str) -> None:
    add(anna, register, **LIKELY[register])
    for query, found in (("衬衫", 1), ("麻", 1), ("ymcs", 1), ("YM", 1), ("羊毛", 0), ("ymwj", 0)):
        assert anna.get(f"/registers/{register}?q={query}").text.count("data-line-link") == found, query


def test_a_note_for_the_next_shift_is_left_by_hand_and_found_after_it_was_ticked_off(
    company: Company, anna: Visit
) -> None:
    answer = anna.post("/registers/handover", **LIKELY["handover"], happened_at="2026-11-20T10:00", state="open")
    assert answer.headers["location"].startswith("/registers/handover?said=added")
    (row,) = rows(company, "handover")
    assert "亚麻衬衫到货后补发" in anna.get("/registers/handover").text
    anna.post(f"/registers/handover/{row.id}/tick", done="1")
    company.later(days=9)
    assert "亚麻衬衫" not in company.visit("anna").get("/registers/handover").text
    assert "亚麻衬衫" in company.visit("anna").get("/registers/handover?q=ymcs").text
    wrong = company.visit("anna").post("/registers/handover", kind="note", state="open", due_at="", text="x")
    assert (wrong.status_code, "This is needed" in wrong.text) == (422, True)


@pytest.mark.parametrize("asked", ["圆通", "圆通速递", "YTO", "yto"])
def test_a_courier_is_chosen_once_however_it_is_written(anna: Visit, asked: str) -> None:
    for name in ("圆通", "YTO Express", "zto"):
        add(anna, **{**CLAIM, "carrier": name})
    page = anna.get(f"{HOME}?carrier={asked}").text
    assert page.count("data-line-link") == 2
    assert page.count('<option value="yto" selected>YTO Express</option>') == 1
    assert '<option value="zto">ZTO Express</option>' in page
    assert anna.get(f"{HOME}/export?carrier={asked}&as=csv").text.count("YTO") == 1


def test_a_form_names_the_courier_and_keeps_it_as_it_was(company: Company, anna: Visit, asked: Received) -> None:
    assert 'value="ZTO Express"' in anna.get(f"/inbox/{asked.conversation.id}/register/courier_claims").text
    path = add(anna, **CLAIM)
    assert 'value="ZTO Express"' in anna.get(path).text
    anna.post(path, carrier="ZTO Express", state="filed", version=1)
    assert [(row.carrier, row.state) for row in rows(company)] == [("zto", "filed")]


def read_figures(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(re.findall(r'id="figures">(.*?)</script>', page, re.DOTALL)[0])
    return found


def test_claims_are_drawn_month_by_month_each_currency_for_itself(anna: Visit) -> None:
    for month, name, amount, currency in (
        ("09", "圆通", "10", "CNY"),
        ("10", "YTO", "5.50", "CNY"),
        ("10", "zto", "7", "CNY"),
        ("10", "Hermes", "9", "GBP"),
    ):
        claim = {**CLAIM, "carrier": name, "amount": amount, "currency": currency}
        anna.post(HOME, **claim, happened_at=f"2026-{month}-05T10:00")
    page = anna.get(HOME).text
    yuan, pounds = read_figures(page)["bars"]
    assert (yuan["currency"], yuan["labels"]) == ("CNY", ["Sep 2026", "Oct 2026"])
    assert yuan["series"] == [
        {"name": "YTO Express", "numbers": [10.0, 5.5]},
        {"name": "ZTO Express", "numbers": [0.0, 7.0]},
    ]
    assert (pounds["currency"], pounds["series"][0]["numbers"]) == ("GBP", [0.0, 9.0])
    assert re.findall(r"<caption>(\w+ \d+)</caption>", page) == ["Oct 2026", "Sep 2026"]


def test_an_item_has_one_line_with_every_kind_of_opinion(anna: Visit) -> None:
    for kind in ("fault", "fault", "size"):
        add(anna, "product_reports", kind=kind, item="真丝裙")
    page = anna.get("/registers/items").text
    assert page.count("data-line-link") == 1
    assert re.findall(r'data-label="(\w+)"(?:><b>|>)(\d)', page) == [("Fault", "2"), ("Size", "1"), ("All", "3")]


def test_agents_read_when_an_alert_is_raised_and_supervisors_set_it(company: Company, anna: Visit) -> None:
    path = "/registers/product_alerts"
    assert "after 3 reports of the same fault of an item within 7 days" in anna.get(path).text
    assert 'name="reports"' not in anna.get(path).text
    assert 'name="reports" min="1" max="1000" value="3"' in company.visit("olga").get(path).text


def test_a_buyer_is_made_a_vip_where_they_are_spoken_to_and_called_on(
    company: Company, anna: Visit, asked: Received
) -> None:
    here = f"/inbox/{asked.conversation.id}"
    assert "Make VIP" in anna.get(here).text
    assert anna.post(f"{here}/vip", vip="1").headers["location"] == here
    assert "No longer VIP" in anna.get(here).text
    anna.post("/registers/vip_visits/plan")
    assert [(row.buyer_name, row.state) for row in rows(company, "vip_visits")] == [("小云", "open")]
    anna.post(f"{here}/vip", vip="")
    assert "Make VIP" in anna.get(here).text
    assert [act.action for act in company.acts() if act.action.startswith("buyer.")] == ["buyer.no_vip", "buyer.vip"]
    company.person("uma", shop="uk")
    assert company.visit("uma").post(f"{here}/vip", vip="1").status_code == 404
