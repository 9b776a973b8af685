"""Files that programs send: orders, pictures of evidence, registers that come back; on both databases."""

from __future__ import annotations

import io
import time
from typing import Any

import httpx
import pytest
from PIL import Image
from store.conftest import databases, kind, server, settings, shared, store

from .test_desk_api import Desk, desk, now

__all__ = ["databases", "desk", "kind", "now", "server", "settings", "shared", "store"]

EXPORT = "订单编号,宝贝标题,实付金额\n77001,亚麻衬衫,199\n77002,裙子,面议\n"


def send(desk: Desk, path: str, data: bytes | str, **headers: str) -> httpx.Response:
    body = data.encode() if isinstance(data, str) else data
    sent = {"Content-Type": "application/octet-stream", **headers}
    return desk.call("POST", f"/v1/{path}", content=body, headers=sent)


def wait(desk: Desk, number: int) -> Any:
    for _ in range(400):
        told = desk.get(f"imports/{number}")
        if told["state"] != "running":
            return told
        time.sleep(0.02)
    return pytest.fail(f"{told}")


def draw() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(held, "PNG")
    return held.getvalue()


def test_orders_are_imported_after_the_answer(desk: Desk) -> None:
    begun = send(desk, "imports?name=nov.csv", EXPORT)
    assert (begun.status_code, begun.json()["state"], begun.json()["name"]) == (202, "running", "nov.csv")
    done = wait(desk, begun.json()["id"])
    assert (done["state"], done["lines"], done["good"], done["bad"]) == ("done", 2, 1, 1)
    (fault,) = desk.get(f"imports/{done['id']}/faults")["items"]
    assert (fault["line"], "no amount" in fault["reason"]) == (3, True)
    assert desk.get("orders/77001")["facts"]["item"] == "亚麻衬衫"
    assert [one["id"] for one in desk.get("imports")["items"]] == [done["id"]]


def test_columns_can_be_said_and_what_does_not_fit_is_named(desk: Desk) -> None:
    told = send(desk, "imports?column=甲=order_no,乙=item", "甲,乙\n77009,裙子\n").json()
    assert wait(desk, told["id"])["mapping"] == {"甲": "order_no", "乙": "item"}
    for query, data, path in (
        ("column=甲", "甲,乙\n1,2\n", "column"),
        ("", "甲,乙\n1,2\n", "mapping"),
        ("shop=nowhere", EXPORT, "shop"),
    ):
        answer = send(desk, f"imports?{query}", data)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path)
    assert len(desk.get("imports")["items"]) == 1


def test_a_picture_is_filed_with_its_row(desk: Desk) -> None:
    row = desk.post("registers/courier_claims", {"values": {"kind": "loss", "carrier": "zto", "buyer_id": "b1"}}).json()
    told = send(desk, f"evidence?row={row['id']}", draw())
    assert (told.status_code, told.json()["buyer_id"]) == (201, "b1")
    assert [one["id"] for one in desk.get(f"rows/{row['id']}")["evidence"]] == [told.json()["id"]]
    assert send(desk, "evidence", draw()).status_code == 422
    assert send(desk, "evidence?row=999", draw()).status_code == 404


def test_a_register_that_comes_back_adds_what_is_not_there(desk: Desk) -> None:
    values = {"kind": "loss", "carrier": "中通", "item": "亚麻衬衫", "amount": "88.00", "text": "=1+1"}
    desk.post("registers/courier_claims", {"values": values})
    file = desk.call("GET", "/v1/registers/courier_claims/export").content
    assert send(desk, "registers/courier_claims/import", file).json() == {"added": 0, "known": 1, "faults": []}
    told = send(desk, "registers/product_reports/import", file).json()
    assert (told["added"], [fault["line"] for fault in told["faults"]]) == (0, [2])
    other = desk.of_another_shop("desk:read", "desk:write")
    told = send(other, "registers/courier_claims/import?shop=other", file)
    assert told.json() == {"added": 1, "known": 0, "faults": []}
    (row,) = other.get("registers/courier_claims")["items"]
    assert {name: row["values"][name] for name in values} == values


@pytest.mark.parametrize(
    ("path", "most"),
    [("imports", 1024**3), ("evidence?row=1", 20 * 1024**2), ("registers/courier_claims/import", 64 * 1024**2)],
)
def test_what_says_that_it_is_too_large_is_refused_before_it_is_read(desk: Desk, path: str, most: int) -> None:
    answer = send(desk, path, b"x", **{"Content-Length": str(most + 1)})
    assert answer.status_code == 413
    assert f"{most // 1024**2} MB" in answer.json()["detail"]


def test_another_shops_imports_are_nowhere(desk: Desk) -> None:
    told = send(desk, "imports", EXPORT).json()
    wait(desk, told["id"])
    stranger = desk.of_another_shop("desk:read", "desk:write")
    assert stranger.get("imports")["items"] == []
    assert stranger.call("GET", f"/v1/imports/{told['id']}").status_code == 404
    assert stranger.call("GET", f"/v1/imports/{told['id']}/faults").status_code == 404
    assert send(stranger, "imports", EXPORT).status_code == 422
