"""Orders out of exports: each good line once, each bad one listed, whatever happens in between."""

from __future__ import annotations

import csv
import io
import os
import random
import signal
import subprocess
import time
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from app.desk.actors import Actor
from app.desk.faults import NotFound
from app.desk.orders.facts import put_order, see_order
from app.desk.orders.imports import Request, preview, run_import
from app.errors import BadInput
from app.exchange.faults import FileRefused
from app.settings import Settings
from app.store.database import Store
from app.store.drafts import list_offered
from app.store.facts import get_facts
from app.store.imports import list_faults, list_jobs
from app.store.kept import ImportJob
from app.store.tables import ORDER_FACTS

from .importer import running, write_orders
from .work import Work

TAOBAO = ["订单编号", "买家会员名", "买家实际支付金额", "订单付款时间", "宝贝标题", "物流单号", "物流公司"]
ROW = ['="2398476123450987654"', "b1", "199.00", "2026-11-20 12:30:05", "亚麻衬衫", "'77312345678901", "中通快递"]
ACTOR, STRANGER = Actor("system", None, (1,)), Actor("system", None, (2,))


def as_csv(rows: list[list[str]], encoding: str = "gb18030") -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return out.getvalue().encode(encoding)


def run(store: Store, path: Path, now: datetime, **more: object) -> ImportJob:
    return run_import(store, Request(path, path.name, 1, **more), actor=ACTOR, clock=lambda: now)  # type: ignore[arg-type]


def faults(store: Store, job: ImportJob) -> list[tuple[int, str]]:
    with store.reading() as session:
        return [(fault.line, fault.reason) for fault in list_faults(session, job.id, limit=1000).items]


def facts(store: Store, number: str) -> dict[str, object]:
    with store.reading() as session:
        found = get_facts(session, 1, number)
    assert found is not None
    return found.facts


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_taobao_export_becomes_facts(store: Store, tmp_path: Path, now: datetime, encoding: str) -> None:
    path = tmp_path / "ExportOrderList.csv"
    path.write_bytes(as_csv([TAOBAO, ROW], encoding))
    job = run(store, path, now)
    assert (job.state, job.good, job.bad) == ("done", 1, 0)
    assert facts(store, "2398476123450987654") == {
        "buyer_id": "b1",
        "price_paid": "199.00",
        "currency": "CNY",
        "paid_at": "2026-11-20T12:30:05+08:00",
        "item": "亚麻衬衫",
        "tracking_no": "77312345678901",
        "carrier": "中通快递",
    }


def test_a_workbook_and_an_ebay_report_become_facts(store: Store, tmp_path: Path, now: datetime) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "orders.xlsx"
    book.active.append(["订单编号", "实付金额", "付款时间"])
    book.active.append(["2398476123450987655", 88.5, datetime(2026, 11, 1, 9, 0)])  # noqa: DTZ001
    book.save(path)
    assert run(store, path, now).good == 1
    assert facts(store, "2398476123450987655") == {
        "price_paid": "88.50",
        "currency": "CNY",
        "paid_at": "2026-11-01T09:00:00+08:00",
    }
    ebay = tmp_path / "eBay-OrdersReport.csv"
    header = ["Order Number", "Buyer Username", "Item Title", "Total Price", "Paid On Date"]
    summary = ["12-34567-89012", "m_harper", "", "$25.00", "Nov-20-26"]
    item = ["12-34567-89012", "m_harper", "Linen shirt", "", ""]
    ebay.write_bytes(as_csv([header, [""] * 5, summary, item], "utf-8-sig"))
    run(store, ebay, now)
    kept = facts(store, "12-34567-89012")
    assert (kept["item"], kept["price_paid"], kept["currency"]) == ("Linen shirt", "25.00", "USD")


def test_bad_lines_are_listed_and_good_ones_kept(store: Store, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "o.csv"
    bad_price = ["77002", "b", "gratis", *ROW[3:]]
    path.write_bytes(
        as_csv([TAOBAO, ROW, bad_price, ["", *ROW[1:]], ["2.4E+18", *ROW[1:]], ["77003"], ["77004", *ROW[1:]]], "utf-8")
    )
    job = run(store, path, now)
    assert (job.good, job.bad) == (2, 4)
    listed = faults(store, job)
    assert [line for line, _ in listed] == [3, 4, 5, 6]
    for (_, reason), word in zip(listed, ("买家实际支付金额", "empty", "rounded", "cut off"), strict=True):
        assert word in reason


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "o.csv"
    path.write_bytes(as_csv([TAOBAO, ROW]))
    run(store, path, now)
    before = facts(store, "2398476123450987654")
    again = run(store, path, now)
    assert (again.good, facts(store, "2398476123450987654")) == (1, before)


def test_what_is_known_besides_stays(store: Store, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "o.csv"
    path.write_bytes(as_csv([TAOBAO, ROW]))
    run(store, path, now)
    path.write_bytes(as_csv([["订单编号", "现价"], ["2398476123450987654", "159"]]))
    run(store, path, now)
    kept = facts(store, "2398476123450987654")
    assert (kept["price_paid"], kept["current_price"]) == ("199.00", "159.00")


def test_the_columns_can_be_said_and_must_name_the_order(store: Store, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "o.csv"
    path.write_bytes(as_csv([["甲", "乙"], ["77009", "裙子"]]))
    assert preview(path).mapping == {}
    with pytest.raises(BadInput, match="order_no"):
        run(store, path, now)
    for wrong in ({"丙": "order_no"}, {"甲": "no_fact"}, {"甲": "order_no", "乙": "order_no"}):
        with pytest.raises(BadInput, match="mapping"):
            run(store, path, now, mapping=wrong)
    run(store, path, now, mapping={"甲": "order_no", "乙": "item"})
    assert facts(store, "77009") == {"item": "裙子"}
    with pytest.raises(NotFound):
        run_import(store, Request(path, "o.csv", 1, {"甲": "order_no"}), actor=STRANGER, clock=lambda: now)


def test_an_import_that_was_cut_off_goes_on_where_it_was(store: Store, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "o.csv"
    write_orders(path, rows=2500)
    kept: list[int] = []

    def stop(job: ImportJob, _share: float) -> None:
        kept.append(job.position)
        if len(kept) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import(store, Request(path, "o.csv", 1), actor=ACTOR, clock=lambda: now, tell=stop)
    job = run_import(store, Request(path, "o.csv", 1), actor=ACTOR, clock=lambda: now, tell=stop)
    assert kept == [1000, 2000, 2500]
    assert (job.good, job.bad, len(faults(store, job))) == (2475, 25, 25)


def test_a_file_that_cannot_be_read_on_stops_the_import_and_says_why(
    store: Store, tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "o.csv"
    write_orders(path, rows=10)
    path.write_bytes(path.read_bytes() + b"x" * 1_000_000)
    with pytest.raises(FileRefused, match="Line 12"):
        run(store, path, now)
    with store.reading() as session:
        (job,) = list_jobs(session, [1])
    assert job.state == "stopped"
    assert job.because is not None


def test_a_number_in_a_message_fills_the_facts_from_the_import(work: Work, tmp_path: Path) -> None:
    put_order(
        work.session,
        work.engine,
        work.shop.slug,
        "2398476123450987654",
        {"buyer_id": "b1", "item": "亚麻衬衫", "price_paid": "199.00"},
        now=work.now,
        actor=work.program,
    )
    came = work.write("订单 2398476123450987654 降价了，退差价吗")
    assert came.conversation.order_no == "2398476123450987654"
    put_order(
        work.session,
        work.engine,
        work.shop.slug,
        "2398476123450987654",
        {"current_price": "159.00", "closed_at": "2026-11-20T10:00:00+08:00", "currency": "CNY"},
        now=work.at(5),
        actor=work.program,
    )
    offered = list_offered(work.session, came.conversation.id)
    amounts = [decision["amount"] for decision in offered[0].answer["decisions"]]
    assert "40.00" in amounts


def test_facts_of_an_order_are_laid_over_and_taken_away(work: Work) -> None:
    def put(**given: object) -> dict[str, object]:
        slug = work.shop.slug
        return put_order(work.session, work.engine, slug, "77001", given, now=work.now, actor=work.program).facts

    assert put(item="裙子", carrier="zto") == {"item": "裙子", "carrier": "zto"}
    assert put(carrier=None, price_paid="10.00") == {"item": "裙子", "price_paid": "10.00"}
    assert see_order(work.session, work.shop.slug, "77001", actor=work.anna).source == "api"
    for wrong in ({"price_paid": "-1"}, {"order_no": "77002"}, {"colour": "red"}):
        with pytest.raises(BadInput):
            put(**wrong)
    with pytest.raises(BadInput, match="shop"):
        see_order(work.session, work.shop.slug, "77001", actor=work.stranger())
    with pytest.raises(NotFound):
        see_order(work.session, work.shop.slug, "77005", actor=work.anna)


@pytest.mark.timeout(240)
def test_an_import_that_is_killed_ten_times_keeps_every_good_line_once(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    # More than the quickest machine gets through in the second and a half that the ten have at most.
    rows, path, chance = 20_000, tmp_path / "o.csv", random.Random(6)
    bad = rows // 100
    write_orders(path, rows=rows)
    with running(settings, path, batch=20) as nursery:
        ends = [run_one(nursery, kill_after=chance.random() * 0.15) for _ in range(10)]
        assert run_one(nursery, kill_after=None) == 0
    assert ends.count(-signal.SIGKILL) == 10
    with store.reading() as session:
        orders = session.scalar(select(func.count()).select_from(ORDER_FACTS))
        (job,) = list_jobs(session, [1])
    assert (job.state, job.position, job.good, job.bad) == ("done", rows, rows - bad, bad)
    assert orders == rows - bad
    assert [line for line, _ in faults(store, job)] == [number + 1 for number in range(100, rows + 1, 100)]


def run_one(nursery: subprocess.Popen[str], *, kill_after: float | None) -> int:
    """Start an import, kill it after so many seconds, and return how it ended."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("next\n")
    nursery.stdin.flush()
    pid = int(nursery.stdout.readline().split()[1])
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    return int(nursery.stdout.readline().split()[1])
