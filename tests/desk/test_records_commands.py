"""`shouhou orders import` and `shouhou export`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
from store.conftest import place
from store.test_commands import Shouhou, shouhou

from app.desk.actors import Actor
from app.desk.registers.adding import add
from app.settings import Settings
from app.store.database import open_store
from app.store.facts import get_facts

from .importer import write_orders

__all__ = ["place", "shouhou"]

CLAIM = {"kind": "loss", "carrier": "中通", "amount": "88.00", "happened_at": "2026-11-05T10:00:00+08:00"}


def test_an_export_of_orders_is_imported_and_its_bad_lines_are_named(
    shouhou: Shouhou, place: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    write_orders(path, rows=200)
    shouhou("migrate")
    run = shouhou("orders", "import", path)
    assert (run.status, run.out) == (1, "198 lines kept, 2 could not be used\n")
    assert "订单编号 → order_no" in run.err
    assert "orders.csv:101: 买家实际支付金额: is no amount: 一分钱" in run.err
    store = open_store(place)
    with store.reading() as session:
        order = get_facts(session, 1, "2398476123450000001")
    store.close()
    assert order is not None
    assert order.facts["price_paid"] == "1.50"


def test_columns_that_nobody_knows_are_asked_for_and_can_be_said(shouhou: Shouhou, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("甲,乙\n77001,裙子\n", "utf-8")
    shouhou("migrate")
    refused = shouhou("orders", "import", path)
    assert (refused.status, "order_no" in refused.err) == (1, True)
    assert shouhou("orders", "import", path, "--column", "甲=order_no", "--column", "乙=item").status == 0
    assert shouhou("orders", "import", path, "--column", "order_no").status == 1
    assert shouhou("orders", "import", path, "--shop", "nowhere", "--column", "甲=order_no").status == 1
    path.write_bytes(b"")
    empty = shouhou("orders", "import", path)
    assert (empty.status, "empty" in empty.err) == (1, True)


def test_a_month_of_a_register_is_written(shouhou: Shouhou, place: Settings, tmp_path: Path, now: datetime) -> None:
    shouhou("migrate")
    store, later = open_store(place), "2026-12-05T10:00:00+08:00"
    with store.transaction() as session:
        for values in (CLAIM, {**CLAIM, "happened_at": later}):
            add(session, "courier_claims", values, shop_id=1, now=now, actor=Actor("system", None, (1,)))
    store.close()
    path = tmp_path / "claims.xlsx"
    run = shouhou("export", "courier_claims", "--month", "2026-11", "--language", "en", "--out", path)
    assert (run.status, run.out) == (0, f"{path}: 1 rows\n")
    sheet = openpyxl.load_workbook(path).active
    assert (sheet.title, sheet["B1"].value) == ("Courier claims", "When")
    assert shouhou("export", "nothing", "--out", path).status == 1
    assert shouhou("export", "courier_claims", "--month", "2026-13", "--out", path).status == 1
    assert shouhou("export", "courier_claims", "--out", tmp_path / "claims.pdf").status == 1
