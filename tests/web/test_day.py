"""The day goes on where the morning ends: orders, claims with pictures, alerts, handover and the month's workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app.engine import Engine
from app.settings import Settings
from app.store.database import Store
from app.store.evidence import list_evidence
from app.store.imports import list_faults, list_jobs
from app.store.kept import Entry
from app.store.orders import list_orders
from app.store.registers import Wanted, list_rows

from .desk import IN_A_BROWSER
from .floor import serve_floor
from .test_morning import Morning, morning_store, open_morning

__all__ = ["morning_store"]

pytestmark = IN_A_BROWSER

ORDER = "2398476123450987654"
EXPORT = f"""订单编号,买家会员名,买家实际支付金额,订单付款时间,宝贝标题,物流单号,物流公司,备注
="{ORDER}",id-c1,199.00,2026-11-20 12:30:05,亚麻衬衫,'77312345678901,中通快递,加急
2398476123450987655,tb_wu,面议,2026-11-20 12:30:05,羊毛围巾,,,
2398476123450987656,tb_wu,20,2026-11-20 12:30:05,羊毛围巾,,,
"""
PASTE = """async size => {
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size / 2 });
  canvas.getContext("2d").fillRect(0, 0, size / 2, size / 2);
  const picture = await new Promise(done => canvas.toBlob(done, "image/png"));
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""


@dataclass
class Day:
    """A morning that goes on, with what stands in the registers."""

    morning: Morning

    @property
    def page(self) -> Page:
        return self.morning.page

    @property
    def store(self) -> Store:
        return self.morning.floor.store

    def open(self, path: str) -> None:
        self.page.goto(self.morning.floor.address + path)

    def press(self, *keys: str) -> None:
        """Press keys once the page's scripts are there to hear them."""
        self.page.wait_for_load_state()
        for key in keys:
            self.page.keyboard.press(key)

    def rows(self, register: str) -> tuple[Entry, ...]:
        with self.store.reading() as session:
            return list_rows(session, Wanted((1,), register)).items


@pytest.fixture
def day(morning_store: tuple[Settings, Store], shop_engine: Engine, browser: Browser) -> Iterator[Day]:
    settings, store = morning_store
    with serve_floor(shop_engine, settings, store) as floor, open_morning(floor, browser) as morning:
        morning.people["zhao"] = floor.person("zhao", "小赵", "agent")
        yield Day(morning)


def test_a_day_at_the_desk(day: Day) -> None:
    day.morning.log_in("li")
    import_orders(day)
    day.morning.log_out()
    day.morning.log_in("wang")
    see_the_facts_filled(day)
    register_a_claim_with_a_picture(day)
    register_a_wrong_shipment(day)
    report_three_times(day)
    hand_over(day)
    day.morning.log_out()
    day.morning.log_in("zhao")
    tick_off(day)
    take_the_month_away(day)


def import_orders(day: Day) -> None:
    """A file is sent, what its columns are is confirmed, and the import shows what could not be used."""
    page = day.page
    day.press("g", "r")
    page.wait_for_url("**/registers")
    page.get_by_role("link", name="订单", exact=True).click()
    file = {"name": "ExportOrderList.csv", "mimeType": "text/csv", "buffer": EXPORT.encode("gb18030")}
    page.set_input_files("#orders-file", file)  # type: ignore[arg-type]
    page.wait_for_url("**/registers/orders/files/*")
    first = page.locator("tr", has_text="订单编号")
    expect(first.locator("select")).to_have_value("order_no")
    expect(first).to_contain_text(ORDER)
    expect(page.locator("tr", has_text="备注").locator("select")).to_have_value("")
    day.press("Control+Enter")
    page.wait_for_url("**/registers/orders/imports/*")
    expect(page.locator("main")).to_contain_text("已读 3 行：保存 2 行，1 行不能用")
    expect(page.locator(".bad-lines tbody tr")).to_have_text(re.compile(r"3\s*买家实际支付金额：不是金额：面议"))
    with day.store.reading() as session:
        (job,) = list_jobs(session, [1])
        faults = list_faults(session, job.id).items
        orders = {order.order_no: order.facts for order in list_orders(session, [1]).items}
    assert (job.state, job.good, job.bad, job.user_id) == ("done", 2, 1, day.morning.people["li"])
    assert [fault.line for fault in faults] == [3]
    assert orders[ORDER]["tracking_no"] == "77312345678901"
    day.open("/registers/orders?q=衬衫")
    expect(page.locator("[data-line-link]")).to_have_text(ORDER)


def see_the_facts_filled(day: Day) -> None:
    """The number in a buyer's words leads to what was imported."""
    day.morning.floor.write(f"订单 {ORDER} 包裹破了，衣服也脏了")
    conversation = day.morning.floor.find("小云")
    assert conversation.order_no == ORDER
    day.open(f"/inbox/{conversation.id}")
    expect(day.page.locator("#strip")).to_contain_text("亚麻衬衫")
    expect(day.page.locator("#strip")).to_contain_text("77312345678901")


def register_a_claim_with_a_picture(day: Day) -> None:
    """The claim is filled in from the case; a picture is pasted onto it."""
    page, number = day.page, day.morning.floor.find("小云").id
    page.locator(f"a[href='/inbox/{number}/register/courier_claims']").click()
    expect(page.locator("#item")).to_have_value("亚麻衬衫")
    expect(page.locator("#tracking_no")).to_have_value("77312345678901")
    page.select_option("#kind", "damage")
    page.fill("#amount", "199")
    day.press("Control+Enter")
    page.wait_for_url("**/registers/courier_claims/*")
    (claim,) = day.rows("courier_claims")
    assert (claim.kind, claim.amount, claim.currency, claim.order_no) == ("damage", "199.00", "CNY", ORDER)
    assert (claim.conversation_id, claim.created_by) == (number, day.morning.people["wang"])
    page.wait_for_load_state()
    page.evaluate(PASTE, 120)
    day.press("Control+V")
    expect(page.locator(".picture img")).to_be_visible()
    with day.store.reading() as session:
        (kept,) = list_evidence(session, [1], buyer_id="id-c1").items
    assert (kept.row_id, kept.width, kept.height, kept.media_type) == (claim.id, 120, 60, "image/png")
    answer = page.request.get(f"{day.morning.floor.address}/registers/evidence/{kept.id}/full")
    assert Image.open(io.BytesIO(answer.body())).size == (120, 60)


def register_a_wrong_shipment(day: Day) -> None:
    page, number = day.page, day.morning.floor.find("小云").id
    day.open(f"/inbox/{number}")
    page.locator(f"a[href='/inbox/{number}/register/wrong_shipments']").click()
    page.select_option("#kind", "missing")
    page.fill("#remedy", "补发一条腰带")
    day.press("Control+Enter")
    page.wait_for_url("**/registers/wrong_shipments/*")
    expect(page.locator("#remedy")).to_have_value("补发一条腰带")
    (row,) = day.rows("wrong_shipments")
    assert (row.kind, row.remedy, row.order_no, row.item) == ("missing", "补发一条腰带", ORDER, "亚麻衬衫")
    day.open(f"/inbox/{number}")
    expect(page.locator(f"a[href='/registers/wrong_shipments/{row.id}']")).to_be_visible()


def report_three_times(day: Day) -> None:
    """The third report of one fault raises the alert, which the overview and the item's page show."""
    page = day.page
    for _ in range(3):
        day.open("/registers/product_reports")
        day.press("n")
        page.fill("#new-item", "真丝裙")
        page.select_option("#new-kind", "fault")
        page.fill("#new-topic", "开线")
        day.press("Control+Enter")
        page.wait_for_url("**/registers/product_reports/*")
    assert len(day.rows("product_reports")) == 3
    (alert,) = day.rows("product_alerts")
    assert (alert.item, alert.topic, alert.reports, alert.state) == ("真丝裙", "开线", 3, "open")
    day.open("/registers/product_alerts")
    expect(page.locator("#lines tr")).to_contain_text("真丝裙")
    page.locator("#lines a", has_text="真丝裙").click()
    expect(page.locator("#curve-label")).to_have_text("真丝裙")
    expect(page.locator("table", has_text="质量问题")).to_contain_text("3")


def hand_over(day: Day) -> None:
    """The buyer who still waits stands on the sheet."""
    page = day.page
    day.open("/registers/handover")
    day.press("n")
    expect(page.locator(".done")).to_contain_text("已汇总")
    expect(page.locator(".ticks li")).to_contain_text("小云")
    (row,) = day.rows("handover")
    assert (row.state, row.kind, row.created_by) == ("open", "unanswered", day.morning.people["wang"])


def tick_off(day: Day) -> None:
    """The next shift sees what was left and ticks it off."""
    page = day.page
    day.open("/registers/handover")
    expect(page.locator(".ticks li")).to_contain_text("小云")
    day.press("j", "x")
    expect(page.locator("#done-label")).to_contain_text("1")
    expect(page.locator(".ticks")).to_contain_text("小赵")
    (row,) = day.rows("handover")
    assert (row.state, row.done_by) == ("done", day.morning.people["zhao"])


def take_the_month_away(day: Day) -> None:
    """The claims of the month leave as a workbook that says what the database says."""
    page = day.page
    month = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m")
    day.open(f"/registers/courier_claims?month={month}")
    with page.expect_download() as taken:
        page.locator(".list-panel a", has_text="XLSX").click()
    assert taken.value.suggested_filename == f"default-courier_claims-{month}.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes()), data_only=True).active
    assert sheet is not None
    head, line, *rest = [list(cells) for cells in sheet.iter_rows(values_only=True)]
    told = dict(zip(head, line, strict=True))
    (claim,) = day.rows("courier_claims")
    assert {name: told[name] for name in ("id", "类别", "运单号", "商品", "金额", "币种", "状态", "买家账号")} == {
        "id": claim.id,
        "类别": "破损",
        "运单号": claim.tracking_no,
        "商品": "亚麻衬衫",
        "金额": 199,
        "币种": "CNY",
        "状态": "待报",
        "买家账号": "id-c1",
    }
    totals = dict(zip(head, rest[-1], strict=True))
    assert (totals["id"], totals["金额"], totals["币种"]) == ("合计", 199, "CNY")
