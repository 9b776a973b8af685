"""Orders on their page: a file is sent, its columns are confirmed, it is imported outside the request, and found."""

from __future__ import annotations

import re
import time
from typing import Any

import httpx
import pytest

from app.store.imports import list_jobs
from app.store.kept import ImportJob
from app.store.orders import list_orders
from app.web.app import create_app

from .browsing import Visit
from .fake_engine import FakeEngine
from .staff import Company

HOME = "/registers/orders"
EXPORT = """订单编号,买家会员名,买家实际支付金额,订单付款时间,宝贝标题,运单号码,物流公司,备注
="2398476123450987654",tb_lin,199.00,2026-11-20 12:30:05,亚麻衬衫,77312345678901,中通快递,x
77002,tb_wu,面议,2026-11-20 12:30:05,羊毛围巾,,,
77003,tb_wu,20,2026-11-20 12:30:05,羊毛围巾 100%,,,
"""


@pytest.fixture
def olga(company: Company) -> Visit:
    company.person("anna", shown_name="Anna")
    company.person("olga", "supervisor", shown_name="Olga")
    return company.visit("olga")


def send(visit: Visit, data: bytes | str, *, name: str = "orders.csv", shop: str = "default") -> httpx.Response:
    headers = {"Origin": visit.base_url, "X-Shouhou-Console": visit.token, "Content-Type": "application/octet-stream"}
    body = data.encode() if isinstance(data, str) else data
    return visit("POST", f"{HOME}/upload", params={"name": name, "shop": shop}, content=body, headers=headers)


def read_choices(page: str) -> dict[str, str]:
    """Return {field: fact} as the form stands."""
    found = re.findall(r'<select name="(column-\d+)".*?</select>', page, re.DOTALL)
    chosen = {}
    for field in found:
        part = page[page.index(f'<select name="{field}"') :]
        match = re.search(r'<option value="(\w*)" selected>', part[: part.index("</select>")])
        chosen[field] = match[1] if match else ""
    return chosen


def confirm(visit: Visit, where: str, **changes: str) -> httpx.Response:
    chosen = read_choices(visit.get(where).text)
    return visit.post(where.partition("?")[0], shop="default", name="orders.csv", **{**chosen, **changes})


def wait(company: Company, visit: Visit, where: str) -> dict[str, Any]:
    """Ask as the page does until the import has come to its end."""
    for _ in range(400):
        told: dict[str, Any] = visit.get(f"{where}/live").json()
        if told["state"] != "running":
            return told
        time.sleep(0.02)
    pytest.fail(f"{told}")


def jobs(company: Company) -> tuple[ImportJob, ...]:
    with company.store.reading() as session:
        return list_jobs(session, [company.shop()])


def bring(company: Company, visit: Visit, data: str = EXPORT) -> str:
    """Import a file and return the address of its import."""
    where = send(visit, data).json()["go"]
    answer = confirm(visit, where)
    assert answer.status_code == 303, answer.text
    wait(company, visit, answer.headers["location"])
    return answer.headers["location"]


def test_the_columns_are_shown_with_their_first_lines_and_changed(company: Company, olga: Visit) -> None:
    where = send(olga, EXPORT.encode("gb18030")).json()["go"]
    page = olga.get(where).text
    guessed = read_choices(page)
    assert list(guessed.values()) == [
        *("order_no", "buyer_id", "price_paid", "paid_at", "item"),
        *(guessed["column-5"], "carrier", ""),
    ]
    assert "亚麻衬衫" in page
    assert "中通快递" in page
    answer = confirm(olga, where, **{"column-5": "tracking_no", "column-3": ""})
    assert wait(company, olga, answer.headers["location"])["good"] == 2
    with company.store.reading() as session:
        found = {order.order_no: order.facts for order in list_orders(session, [company.shop()]).items}
    assert found["2398476123450987654"]["tracking_no"] == "77312345678901"
    assert "paid_at" not in found["2398476123450987654"]


def test_a_table_of_many_columns_can_be_confirmed(company: Company, olga: Visit) -> None:
    more = ",".join(f"more{number}" for number in range(400))
    lines = EXPORT.splitlines()
    where = send(olga, "\n".join([f"{lines[0]},{more}", *(line + "," * 400 for line in lines[1:])])).json()["go"]
    assert len(read_choices(olga.get(where).text)) > 400
    answer = confirm(olga, where)
    assert (answer.status_code, wait(company, olga, answer.headers["location"])["good"]) == (303, 2)


def test_a_mapping_that_cannot_be_is_refused_with_the_field(company: Company, olga: Visit) -> None:
    where = send(olga, EXPORT).json()["go"]
    answer = confirm(olga, where, **{"column-0": ""})
    assert (answer.status_code, "Say which column holds the order number" in answer.text) == (422, True)
    answer = confirm(olga, where, **{"column-7": "item"})
    assert (answer.status_code, answer.text.count('aria-invalid="true"')) == (422, 2)
    assert jobs(company) == ()


def test_bad_lines_are_listed_and_leave_as_a_file(company: Company, olga: Visit) -> None:
    where = bring(company, olga)
    page = olga.get(where).text
    assert "3 lines read: 2 kept, 1 could not be used" in page
    assert "买家实际支付金额: is no amount: 面议" in page
    told = olga.get(f"{where}/bad")
    assert told.headers["content-disposition"] == 'attachment; filename="import-1-bad.csv"'
    assert told.content.decode("utf-8-sig").splitlines()[1:] == ["3,买家实际支付金额: is no amount: 面议"]
    olga.cookies["lang"] = "zh"
    assert "买家实际支付金额：不是金额：面议" in olga.get(where).text
    assert "不是金额" in olga.get(f"{where}/bad").text


@pytest.mark.parametrize(
    ("query", "found"),
    [("衬衫", 1), ("麻", 1), ("2398", 1), ("tb_W", 1), ("7731", 0), ("100%", 1), ("_", 0), ("", 2), ("裤", 0)],
)
def test_orders_are_found_by_number_buyer_and_item(company: Company, olga: Visit, query: str, found: int) -> None:
    bring(company, olga, EXPORT.replace("7731", "8831"))
    assert olga.get(f"{HOME}?q={query.replace('%', '%25')}").text.count("data-line-link") == found


def test_the_same_file_again_changes_nothing(company: Company, olga: Visit) -> None:
    bring(company, olga)
    bring(company, olga)
    assert [(job.state, job.good, job.bad) for job in jobs(company)] == [("done", 2, 1)] * 2
    assert olga.get(HOME).text.count("data-line-link") == 2
    assert list((company.settings.data_dir / "uploads").iterdir()) == []


def test_what_a_kill_cut_off_goes_on_at_the_next_start(company: Company, olga: Visit) -> None:
    where = send(olga, EXPORT).json()["go"]
    # The service dies between the confirmation and the work.
    company.app.state.importer.close()
    where = confirm(olga, where).headers["location"]
    assert jobs(company)[0].state == "running"
    assert "It waits" in olga.get(where).text
    again = create_app(FakeEngine(), company.settings, store=company.store, clock=lambda: company.now)
    again.state.importer.pick_up()
    assert wait(company, olga, where) == {"state": "done", "position": 3, "good": 2, "bad": 1, "share": None}
    again.state.importer.close()


def test_a_file_that_nobody_confirmed_is_cleared_away_after_a_day(company: Company, olga: Visit) -> None:
    where = send(olga, EXPORT).json()["go"]
    importer = company.app.state.importer
    importer.pick_up()
    assert olga.get(where).status_code == 200
    company.now = company.now.replace(year=2030)
    importer.pick_up()
    assert company.visit("olga").get(where).status_code == 404


def test_a_file_that_cannot_be_read_on_stops_and_says_why(company: Company, olga: Visit) -> None:
    where = bring(company, olga, EXPORT + "77004,tb_wu\n" * 5 + "7" * 1_000_001)
    assert jobs(company)[0].state == "stopped"
    assert "It could not go on: Line 10 has more than 1000000 characters" in olga.get(where).text


def test_agents_look_and_supervisors_import(company: Company, olga: Visit) -> None:
    where = bring(company, olga)
    anna = company.visit("anna")
    assert "data-orders" in olga.get(HOME).text
    assert "data-orders" not in anna.get(HOME).text
    assert anna.get(where).status_code == anna.get(f"{where}/bad").status_code == 200
    assert send(anna, EXPORT).status_code == 403


def test_another_shops_imports_and_files_are_not_there(company: Company, olga: Visit) -> None:
    company.person("uma", "supervisor", shop="uk")
    uma = company.visit("uma")
    where, parked = bring(company, olga), send(olga, EXPORT).json()["go"]
    for path in (where, f"{where}/bad", f"{where}/live", parked, parked.replace("default", "uk")):
        assert uma.get(path).status_code == 404, path
    assert "2398476123450987654" not in uma.get(HOME).text
    assert send(uma, EXPORT, shop="default").status_code in {404, 422}
