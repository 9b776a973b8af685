"""The pages of the registers: added in one step, found, changed, undone, handed over, with pictures and exports."""

from __future__ import annotations

import io
import re
from typing import Any

import httpx
import openpyxl
import pytest
from PIL import Image

from app.desk.actors import Actor
from app.desk.receive import Opening, Received, begin
from app.desk.registers.shapes import HANDOVER, REGISTERS
from app.store.kept import Entry
from app.store.log import list_entries_of
from app.store.registers import Wanted, list_rows
from app.store.shops import list_shops

from .browsing import Visit
from .shopfloor import Buyers
from .staff import Company

CLAIM = {"kind": "loss", "carrier": "zto", "amount": "¥ 39.5", "currency": "CNY", "state": "open"}
HOME = "/registers/courier_claims"


@pytest.fixture
def buyers(company: Company) -> Buyers:
    company.person("anna", shown_name="Anna")
    company.person("olga", "supervisor", shown_name="Olga")
    return Buyers(company)


@pytest.fixture
def anna(company: Company, buyers: Buyers) -> Visit:
    return company.visit("anna")


@pytest.fixture
def asked(buyers: Buyers) -> Received:
    """A buyer whose parcel is late."""
    return buyers.write("物流一直没更新", facts={"item": "亚麻衬衫", "order_no": "77001", "carrier": "zto"})


def rows(company: Company, register: str = "courier_claims") -> tuple[Entry, ...]:
    with company.store.reading() as session:
        return list_rows(session, Wanted((company.shop(),), register)).items


def add(visit: Visit, register: str = "courier_claims", **fields: Any) -> str:
    """Add a row and return its address."""
    answer = visit.post(f"/registers/{register}", happened_at="2026-11-20T10:00", **{"state": "open", **fields})
    assert answer.status_code == 303, visit.last
    return answer.headers["location"].partition("?")[0]


@pytest.mark.parametrize("register", [name for name in REGISTERS if name != HANDOVER.name])
def test_an_empty_register_says_what_belongs_there(anna: Visit, register: str) -> None:
    page = anna.get(f"/registers/{register}")
    assert page.status_code == 200
    assert "Nothing here yet" in page.text
    assert REGISTERS[register].title.en in page.text


def test_a_case_is_registered_in_one_step_with_what_is_known(company: Company, anna: Visit, asked: Received) -> None:
    path = f"/inbox/{asked.conversation.id}/register/courier_claims"
    assert path in anna.get(f"/inbox/{asked.conversation.id}").text
    form = anna.get(path).text
    sent = dict(re.findall(r'<input type="(?:text|datetime-local)" name="(\w+)"[^>]* value="([^"]*)"', form))
    assert (sent["item"], sent["order_no"], sent["buyer_id"]) == ("亚麻衬衫", "77001", "id-c1")
    assert anna.post(path, **{**sent, **CLAIM}).status_code == 303
    (row,) = rows(company)
    assert (row.item, row.amount, row.carrier, row.conversation_id) == (
        "亚麻衬衫",
        "39.50",
        "zto",
        asked.conversation.id,
    )
    with company.store.reading() as session:
        assert "registered" in [entry.kind for entry in list_entries_of(session, asked.conversation)]
    assert f'href="{HOME}/{row.id}"' in anna.get(f"/inbox/{asked.conversation.id}").text


def test_a_conversation_in_which_nobody_has_written_yet_is_registered_too(company: Company, anna: Visit) -> None:
    with company.store.transaction() as session:
        shop = list_shops(session)[0]
        opening = Opening(shop=shop.slug, channel="api", conversation_id="new", buyer_id="b9", buyer_name="小苏")
        talk = begin(session, opening, now=company.now, actor=Actor("system", None, (shop.id,)))
    assert "小苏" in anna.get(f"/inbox/{talk.id}/register/courier_claims").text


@pytest.mark.parametrize(
    ("query", "found"), [("衬衫", 1), ("麻", 1), ("ymcs", 1), ("78001", 1), ("qqzz", 0), ("衬裤", 0)]
)
def test_a_row_is_found_by_words_characters_numbers_and_initials(anna: Visit, query: str, found: int) -> None:
    add(anna, **CLAIM, item="亚麻衬衫", tracking_no="78001")
    assert anna.get(f"{HOME}?q={query}").text.count("data-line-link") == found


def test_what_narrows_a_list_holds_and_its_address_says_so(anna: Visit) -> None:
    add(anna, **CLAIM, item="A")
    add(anna, **{**CLAIM, "kind": "damage", "state": "paid"}, item="B")
    for query, found in (
        ("", 2),
        ("?state=unfinished", 1),
        ("?state=paid", 1),
        ("?kind=damage", 1),
        ("?month=2026-10", 0),
    ):
        assert anna.get(HOME + query).text.count("data-line-link") == found, query
    assert anna.get(f"{HOME}?month=nonsense").text.count("data-line-link") == 2


def test_a_change_is_written_down_and_undone(company: Company, anna: Visit) -> None:
    path = add(anna, **CLAIM)
    (row,) = rows(company)
    anna.post(path, state="filed", version=row.version)
    page = anna.get(path).text
    assert "<del>To be filed</del> → <ins>Filed</ins>" in page
    assert "Anna" in page
    batch = re.findall(r'name="batch" value="(\w+)"', page)[0]
    assert anna.post("/registers/undo", batch=batch, back=path).headers["location"] == f"{path}?said=undone"
    assert rows(company)[0].state == "open"
    assert anna.post("/registers/undo", batch=batch, back=path).headers["location"].endswith("said=not_in_time")
    assert anna.post("/registers/undo", batch="x", back="//evil.example").headers["location"].startswith("/registers?")


def test_who_is_second_changes_nothing(company: Company, anna: Visit) -> None:
    path = add(anna, **CLAIM)
    anna.post(path, state="filed", version=1)
    assert anna.post(path, state="refused", version=1).headers["location"] == f"{path}?said=not_in_time"
    assert rows(company)[0].state == "filed"
    assert "somebody was faster" in anna.get(f"{path}?said=not_in_time").text


def test_many_are_changed_at_once_and_undone_together(company: Company, anna: Visit) -> None:
    numbers = [add(anna, **CLAIM).split("/")[-1] for _ in range(3)]
    answer = anna.post(f"{HOME}/bulk", row=numbers[:2], state="paid", back=f"{HOME}?kind=loss")
    assert sorted(row.state for row in rows(company)) == ["open", "paid", "paid"]
    undo = re.findall(r"undo=(\w+)", answer.headers["location"])[0]
    assert f'value="{undo}"' in anna.get(answer.headers["location"]).text
    anna.post("/registers/undo", batch=undo, back=HOME)
    assert {row.state for row in rows(company)} == {"open"}
    assert anna.post(f"{HOME}/bulk", state="paid").headers["location"] == f"{HOME}?said=not_chosen"


def test_a_field_that_cannot_be_used_is_marked_and_nothing_is_kept(company: Company, anna: Visit) -> None:
    answer = anna.post(HOME, **{**CLAIM, "amount": "a lot"}, happened_at="2026-11-20T10:00")
    assert answer.status_code == 422
    assert 'value="a lot"' in answer.text
    assert re.search(r'id="new-amount-wrong"[^>]*>Write an amount', answer.text)
    answer = anna.post(HOME, **{**CLAIM, "carrier": " "}, happened_at="2026-11-20T10:00")
    assert re.search(r'id="new-carrier-wrong"[^>]*>This is needed', answer.text)
    assert rows(company) == ()


def test_three_reports_raise_an_alert_and_the_item_has_its_curve(company: Company, anna: Visit) -> None:
    for _ in range(3):
        add(anna, "product_reports", kind="fault", item="真丝裙", topic="开线")
    (alert,) = rows(company, "product_alerts")
    assert (alert.item, alert.reports) == ("真丝裙", 3)
    assert "真丝裙" in anna.get("/registers/product_alerts").text
    assert '"numbers": [3]' in anna.get("/registers/items?item=真丝裙").text
    assert "真丝裙" in anna.get("/registers/items").text


def test_days_on_which_nobody_said_anything_belong_to_the_curve(anna: Visit) -> None:
    for day in ("17", "20"):
        anna.post(
            "/registers/product_reports", happened_at=f"2026-11-{day}T10:00", state="open", kind="fault", item="真丝裙"
        )
    page = anna.get("/registers/items?item=真丝裙").text
    assert '"numbers": [1, 0, 0, 1]' in page
    assert '"labels": ["17 Nov", "18 Nov", "19 Nov", "20 Nov"]' in page


def test_only_a_supervisor_sets_when_an_alert_is_raised(company: Company, anna: Visit, buyers: Buyers) -> None:
    assert anna.post("/registers/items/rule", reports="2", days="9").status_code == 403
    olga = company.visit("olga")
    assert "said=rule" in olga.post("/registers/items/rule", reports="2", days="9").headers["location"]
    assert 'name="reports" min="1" max="1000" value="2"' in olga.get("/registers/product_alerts").text
    assert olga.post("/registers/items/rule", reports="0", days="9").headers["location"].endswith("not_usable")


def test_what_is_open_is_gathered_and_ticked_off_by_the_next_shift(
    company: Company, anna: Visit, asked: Received
) -> None:
    anna.post("/registers/handover/gather")
    (row,) = rows(company, "handover")
    assert asked.message.text in anna.get("/registers/handover").text
    company.later(days=2)
    sheet = company.visit("olga").get("/registers/handover").text
    assert '<li data-line class="late">' in sheet
    assert "1 late" in company.visit("olga").get("/registers").text
    anna = company.visit("anna")
    anna.post(f"/registers/handover/{row.id}/tick", done="1")
    assert rows(company, "handover")[0].state == "done"
    anna.post(f"/registers/handover/{row.id}/tick")
    assert rows(company, "handover")[0].state == "open"
    assert "not_there" in anna.post("/registers/handover/99/tick", done="1").headers["location"]


def send_picture(visit: Visit, data: bytes, **query: int) -> httpx.Response:
    token = visit.token
    headers = {"Origin": visit.base_url, "X-Shouhou-Console": token, "Content-Type": "application/octet-stream"}
    return visit("POST", "/registers/evidence", params=query, content=data, headers=headers)


def draw_picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(held, "PNG")
    return held.getvalue()


def test_a_picture_is_filed_under_the_buyer_shown_and_removed(anna: Visit) -> None:
    path = add(anna, **CLAIM, buyer_id="tb_lin")
    assert send_picture(anna, draw_picture(), row=int(path.split("/")[-1])).status_code == 201
    assert 'src="/registers/evidence/1/small"' in anna.get(path).text
    for size in ("small", "full"):
        assert anna.get(f"/registers/evidence/1/{size}").headers["content-type"].startswith("image/")
    assert "/registers/evidence/1/small" in anna.get("/registers/evidence?buyer=tb_lin").text
    assert "/registers/evidence/1/small" not in anna.get("/registers/evidence?buyer=another").text
    anna.post("/registers/evidence/1/remove", back=path)
    assert anna.get("/registers/evidence/1/small").status_code == 404


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"", 422), (b"<svg onload=alert(1)>", 422), (b"\x89PNG\r\n\x1a\n", 422), (b"x" * (20 * 1024 * 1024 + 1), 413)],
    ids=["empty", "svg", "cut off", "too large"],
)
def test_what_is_no_picture_is_refused(anna: Visit, data: bytes, status: int) -> None:
    path = add(anna, **CLAIM, buyer_id="tb_lin")
    assert send_picture(anna, data, row=int(path.split("/")[-1])).status_code == status
    assert "/small" not in anna.get(path).text


def test_another_shops_rows_and_pictures_are_not_there(company: Company, anna: Visit) -> None:
    path = add(anna, **CLAIM, buyer_id="tb_lin", item="亚麻衬衫")
    send_picture(anna, draw_picture(), row=int(path.split("/")[-1]))
    company.person("uma", shop="uk")
    uma = company.visit("uma")
    assert uma.get(path).status_code == uma.get("/registers/evidence/1/full").status_code == 404
    assert "亚麻衬衫" not in uma.get(HOME).text
    assert uma.post(path, state="paid").headers["location"].endswith("said=not_there")
    assert rows(company)[0].state == "open"


def test_markup_in_a_row_stays_text(anna: Visit) -> None:
    path = add(anna, **CLAIM, item="<script>alert(1)</script>")
    for page in (path, HOME, "/registers/items?item=%3Cscript%3E"):
        assert "<script>alert" not in anna.get(page).text


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_shown_leaves_as_a_spreadsheet(anna: Visit, ending: str) -> None:
    add(anna, **CLAIM, item="亚麻衬衫")
    add(anna, **{**CLAIM, "kind": "damage"}, item="=cmd|' /C calc'!A0")
    answer = anna.get(f"{HOME}/export?as={ending}&month=2026-11")
    assert f'filename="default-courier_claims-2026-11.{ending}"' in answer.headers["content-disposition"]
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        cells = [cell for line in sheet.iter_rows(values_only=True) for cell in line]
        assert {"亚麻衬衫", 39.5} <= set(cells)
    else:
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert "'=cmd" in answer.text
    assert anna.get("/registers/nothing/export").headers["location"].endswith("not_usable")


def test_a_visit_is_planned_for_each_vip_once(anna: Visit) -> None:
    assert anna.post("/registers/vip_visits/plan").headers["location"].endswith("said=planned_none")
