"""The API of orders, registers and the handover sheet, on both databases."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from store.conftest import databases, kind, server, settings, shared, store

from .test_desk_api import Desk, desk, now

__all__ = ["databases", "desk", "kind", "now", "server", "settings", "shared", "store"]

CLAIM = {"kind": "loss", "carrier": "中通", "item": "亚麻衬衫", "amount": "88.00", "text": "=1+1"}


def add(desk: Desk, register: str = "courier_claims", **more: Any) -> Any:
    response = desk.post(f"registers/{register}", {"values": {**CLAIM, **more}})
    assert response.status_code == 201, response.text
    return response.json()


def ids(desk: Desk, query: str) -> list[int]:
    return [row["id"] for row in desk.get(f"registers/courier_claims?{query}")["items"]]


def test_registers_say_what_they_hold(desk: Desk) -> None:
    registers = {register["name"]: register for register in desk.get("registers")["items"]}
    assert {"wrong_shipments", "courier_claims", "vip_visits", "promises", "handover"} <= set(registers)
    columns = {column["name"]: column for column in registers["courier_claims"]["columns"]}
    assert columns["kind"]["choices"]["loss"] == {"zh": "丢件", "en": "Loss"}
    assert columns["carrier"]["needed"]
    assert not columns["done_at"]["given"]


def test_a_row_is_added_found_changed_and_undone(desk: Desk) -> None:
    row = add(desk)
    other = add(desk, item="羊毛围巾", carrier="圆通")
    for query in ("q=衬衫", "q=麻", "q=ymcs", "carrier=中通", "item=亚麻衬衫"):
        assert ids(desk, query) == [row["id"]], query
    assert ids(desk, "open=true&limit=1") == [other["id"]]
    path = f"/v1/rows/{row['id']}"
    changed = desk.call("PATCH", path, json={"values": {"state": "paid"}, "version": 1})
    assert (changed.status_code, changed.json()["values"]["state"]) == (200, "paid")
    assert desk.call("PATCH", path, json={"values": {"state": "filed"}, "version": 1}).status_code == 409
    history = desk.get(f"rows/{row['id']}")["history"]
    assert history[0]["changes"] == {"state": ["open", "paid"]}
    back = desk.post("rows/undo", {"batch": history[0]["batch"]}).json()["items"]
    assert back[0]["values"]["state"] == "open"
    many = desk.post("rows/bulk", {"rows": [row["id"], other["id"]], "values": {"state": "filed"}})
    assert [one["values"]["state"] for one in many.json()["items"]] == ["filed", "filed"]


def test_a_row_from_a_conversation_is_filled(desk: Desk) -> None:
    desk.write("没收到", facts={"item": "裙子", "carrier": "zto", "price_paid": "66.00", "order_no": "77001"})
    row = desk.post("registers/courier_claims", {"conversation": 1, "values": {"kind": "damage"}}).json()
    told = row["values"]
    assert (told["item"], told["amount"], told["order_no"], told["kind"]) == ("裙子", "66.00", "77001", "damage")
    assert row["conversation"] == 1


def test_every_wrong_column_is_named(desk: Desk) -> None:
    response = desk.post("registers/courier_claims", {"values": {"kind": "x", "amount": "-1", "price": "1"}})
    assert response.status_code == 422
    assert {error["path"] for error in response.json()["errors"]} == {"kind", "amount", "price"}
    assert desk.post("registers/nothing", {"values": {}}).status_code == 404
    assert desk.call("GET", "/v1/rows/999").status_code == 404
    assert desk.call("GET", "/v1/rows/x").status_code == 404


def test_totals_items_and_alerts(desk: Desk) -> None:
    add(desk, happened_at="2026-11-02T10:00:00+08:00")
    (total,) = desk.get("totals?month=2026-11")["items"]
    assert (total["carrier"], total["claims"], total["claimed"]) == ("zto", 1, "88.00")
    assert desk.call("PUT", "/v1/alerts", json={"reports": 2, "days": 3}).json() == {"reports": 2, "days": 3}
    for _ in range(2):
        desk.post("registers/product_reports", {"values": {"kind": "fault", "item": "亚麻衬衫", "topic": "开线"}})
    item = desk.get("items/亚麻衬衫")
    assert item["by_kind"] == {"fault": 2}
    assert item["alerts"][0]["values"]["reports"] == 2


@pytest.mark.parametrize("kind_of_file", ["xlsx", "csv"])
def test_a_month_is_taken_away_as_a_file(desk: Desk, kind_of_file: str) -> None:
    add(desk, happened_at="2026-11-02T10:00:00+08:00")
    add(desk, happened_at="2026-12-02T10:00:00+08:00")
    path = f"/v1/registers/courier_claims/export?month=2026-11&kind={kind_of_file}"
    response = desk.call("GET", path)
    assert response.status_code == 200
    assert f'filename="courier_claims-2026-11.{kind_of_file}"' in response.headers["content-disposition"]
    if kind_of_file == "csv":
        assert len(response.content.decode("utf-8-sig").splitlines()) == 2
        assert "'=1+1" in response.text
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        assert [cell.value for cell in sheet[2]].count("=1+1") == 1
    assert desk.call("GET", "/v1/registers/courier_claims/export?month=13").status_code == 422


def test_an_order_is_put_and_asked_for(desk: Desk) -> None:
    put = desk.call("PUT", "/v1/orders/77001", json={"facts": {"item": "裙子", "price_paid": "10.00"}})
    assert (put.status_code, put.json()["facts"]) == (200, {"item": "裙子", "price_paid": "10.00"})
    again = desk.call("PUT", "/v1/orders/77001", json={"facts": {"item": None, "current_price": "8.00"}})
    assert again.json()["facts"] == {"price_paid": "10.00", "current_price": "8.00"}
    assert desk.get("orders/77001")["order_no"] == "77001"
    assert [order["order_no"] for order in desk.get("orders?q=770")["items"]] == ["77001"]
    assert desk.get("orders?q=9")["items"] == []
    assert desk.call("GET", "/v1/orders/1").status_code == 404
    bad = desk.call("PUT", "/v1/orders/77001", json={"facts": {"price_paid": "ten"}})
    assert (bad.status_code, bad.json()["errors"][0]["path"]) == (422, "facts.price_paid")


def test_a_list_of_orders_is_led_through(desk: Desk) -> None:
    for number in range(5):
        desk.call("PUT", f"/v1/orders/7700{number}", json={"facts": {"item": "裙子"}})
    seen, cursor = [], ""
    while cursor is not None:
        page = desk.get(f"orders?limit=2{cursor and f'&cursor={cursor}'}")
        seen += [order["order_no"] for order in page["items"]]
        cursor = page["next"]
    assert seen == ["77004", "77003", "77002", "77001", "77000"]


def test_the_sheet_is_gathered_and_ticked_off(desk: Desk) -> None:
    desk.write("怎么还不回我")
    (row,) = desk.post("handover").json()["open"]
    assert (row["values"]["kind"], row["conversation"]) == ("unanswered", 1)
    assert desk.post("handover").json()["open"] == [row]
    assert desk.post(f"handover/{row['id']}", {"done": True}).json()["values"]["state"] == "done"
    sheet = desk.get("handover")
    assert (sheet["open"], sheet["late"], [one["id"] for one in sheet["done"]]) == ([], [], [row["id"]])


def test_another_shops_records_are_nowhere(desk: Desk) -> None:
    row = add(desk)
    desk.call("PUT", "/v1/orders/77001", json={"facts": {"item": "裙子"}})
    stranger = desk.of_another_shop("desk:read", "desk:write")
    assert stranger.get("registers/courier_claims")["items"] == []
    assert stranger.get("orders")["items"] == []
    assert stranger.call("GET", f"/v1/rows/{row['id']}").status_code == 404
    assert stranger.call("PATCH", f"/v1/rows/{row['id']}", json={"values": {"state": "paid"}}).status_code == 404
    for path in ("orders/77001", "handover", "registers/courier_claims/export"):
        assert stranger.call("GET", f"/v1/{path}").status_code == 422, path


def test_the_same_request_under_one_key_is_done_once(desk: Desk) -> None:
    bodies = [desk.post("registers/courier_claims", {"values": CLAIM}, **{"Idempotency-Key": "k1"}) for _ in range(2)]
    assert bodies[0].json() == bodies[1].json()
    assert len(ids(desk, "")) == 1
