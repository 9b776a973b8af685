"""Ten kinds of hostile file, by every way in: each is refused with a clear sentence, or can do nothing."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

import openpyxl
import pytest
from argon2 import PasswordHasher
from PIL import Image

from app.desk.actors import Actor
from app.desk.orders.imports import Request, preview, run_import
from app.desk.registers.adding import add
from app.desk.registers.exports import read_back
from app.desk.registers.lists import Wish, find
from app.exchange.faults import FileRefused
from app.exchange.pictures import read_picture
from app.settings import Settings
from app.store.database import open_store
from app.store.orders import list_orders

from .browsing import Visit
from .caller import KEY, Caller
from .staff import Company
from .test_order_pages import bring, send

Way: TypeAlias = Literal["orders", "picture", "register"]
EVIL = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"
ACTOR = Actor("system", None, (1,))
CLAIMS = "时间,类别,快递,状态,商品"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, the way it comes in, and what is said of it: None where it is taken and can do nothing."""

    way: Way
    made: bytes | Callable[[], bytes]
    says: str | None
    status: int = 422
    name: str = "orders.csv"

    @property
    def data(self) -> bytes:
        return self.made if isinstance(self.made, bytes) else self.made()


def make_book(rows: list[list[object]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def make_bomb() -> bytes:
    out = io.BytesIO()
    book = io.BytesIO(make_book([["订单编号"]]))
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            is_sheet = entry == "xl/worksheets/sheet1.xml"
            new.writestr(entry, b"<sheetData>" + b" " * 40_000_000 if is_sheet else old.read(entry))
    return out.getvalue()


def pour() -> bytes:
    """Return 200 MB that begin as a picture does."""
    return b"\x89PNG\r\n\x1a\n".ljust(200 * 1024 * 1024, b"\x00")


def draw(*, tail: bytes = b"") -> bytes:
    held = io.BytesIO()
    Image.effect_noise((200, 150), 60).convert("RGB").save(held, "JPEG")
    return held.getvalue() + tail


SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{EVIL}</script></svg>'.encode()
HOSTILE = {
    "zip bomb": Hostile("orders", make_bomb, "工作簿解开后", 413, "bomb.xlsx"),
    "zip bomb that comes back": Hostile("register", make_bomb, "unpacks", 413),
    "200 MB picture": Hostile("picture", pour, "20 MB", 413),
    "SVG with script": Hostile("picture", lambda: SVG, "SVG"),
    "picture that is a page too": Hostile("picture", lambda: draw(tail=EVIL.encode()), None),
    "workbook that is a page too": Hostile(
        "orders", lambda: make_book([["订单编号", "宝贝标题"], ["77001", EVIL]]) + EVIL.encode(), None
    ),
    "wrong encoding": Hostile("orders", "Größe,Straße é\nü,ß\xff\n".encode("latin-1"), "编码"),
    "1,000,000 columns": Hostile("orders", ("订单编号" + "," * 999_999 + "\n1\n").encode(), "超过"),
    "1,000,000 columns that come back": Hostile("register", ("时间" + "," * 999_999).encode(), "characters"),
    "formula": Hostile("orders", f'订单编号,宝贝标题\n77001,"{FORMULA}"\n'.encode(), None),
    "formula that comes back": Hostile("register", f'{CLAIMS}\n2026-11-01,丢件,中通,待报,"{FORMULA}"\n'.encode(), None),
    "path in the name": Hostile(
        "orders", f"订单编号,宝贝标题\n77001,{EVIL}\n".encode(), None, name="../../../etc/cron.d/x.csv"
    ),
    "truncated workbook": Hostile("orders", lambda: make_book([["订单编号"], ["1"]])[:-200], "损坏"),
    "truncated picture": Hostile("picture", lambda: draw()[:-600], "损坏"),
    "truncated workbook that comes back": Hostile("register", lambda: make_book([["时间"]])[:-200], "damaged"),
    "empty": Hostile("orders", lambda: b"", "空"),
    "empty picture": Hostile("picture", lambda: b"", "空"),
    "empty register": Hostile("register", lambda: b"", "empty"),
}
EVERY = pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    """A company with a claim to which pictures belong."""
    # What makes passwords costly to guess would make the tests slow.
    monkeypatch.setattr("app.store.secrets.PasswordHasher", partial(PasswordHasher, 1, 8, 1))
    settings = Settings(data_dir=tmp_path / "data", api_keys=(KEY,))
    store = open_store(settings)
    company = Company(store, settings)
    claim = {"kind": "loss", "carrier": "zto", "buyer_id": "b1", "item": "亚麻衬衫"}
    with store.transaction() as session:
        add(session, "courier_claims", claim, shop_id=1, now=company.now, actor=ACTOR)
    yield company
    company.app.state.importer.close()
    store.close()


@pytest.fixture
def olga(shop: Company) -> Visit:
    shop.person("olga", "supervisor", shown_name="Olga", language="zh")
    visit = shop.visit("olga")
    visit.cookies["lang"] = "zh"
    return visit


def program(shop: Company) -> Caller:
    return Caller(shop.app, "203.0.113.7", "http://desk.example", {"Authorization": f"Bearer {KEY}"})


def reach(visit: Visit, hostile: Hostile) -> tuple[int, str]:
    """Send a file on the page and return status and sentence; a register comes back through the API alone."""
    if hostile.way == "orders":
        answer = send(visit, hostile.data, name=hostile.name)
    else:
        headers = {"Origin": visit.base_url, "X-Shouhou-Console": visit.token}
        body = hostile.data
        answer = visit("POST", "/registers/evidence", params={"row": 1}, content=body, headers=headers)
    return answer.status_code, answer.json().get("say", "")


ON_PAGES = {name: one for name, one in HOSTILE.items() if one.way != "register"}


@pytest.mark.parametrize("hostile", ON_PAGES.values(), ids=ON_PAGES)
def test_a_page_refuses_it_in_the_readers_language_or_takes_nothing_but_what_it_shows(
    olga: Visit, hostile: Hostile
) -> None:
    status, said = reach(olga, hostile)
    if hostile.says is None:
        assert status in {200, 201}
    else:
        assert (status, said) == (hostile.status, said)
        assert hostile.says in said
    olga.get("/registers/orders")
    assert EVIL not in olga.last


@EVERY
def test_the_api_refuses_it_as_a_problem_or_takes_nothing_but_what_it_shows(shop: Company, hostile: Hostile) -> None:
    path = {
        "orders": f"imports?name={hostile.name}",
        "picture": "evidence?row=1",
        "register": "registers/courier_claims/import",
    }[hostile.way]
    call = program(shop)
    answer = call("POST", f"/v1/{path}", content=hostile.data)
    if hostile.says is None:
        assert answer.is_success, answer.text
        return
    assert (answer.status_code, answer.headers["content-type"]) == (hostile.status, "application/problem+json")
    assert answer.json()["detail"]
    assert call("GET", "/v1/imports").json()["items"] == []


@EVERY
def test_a_use_case_refuses_it_or_takes_nothing_but_what_it_shows(
    shop: Company, hostile: Hostile, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(hostile.data)

    def use() -> object:
        if hostile.way == "picture":
            return read_picture(path.read_bytes())
        if hostile.way == "orders":
            preview(path)
            return run_import(shop.store, Request(path, hostile.name, 1), actor=ACTOR, clock=lambda: shop.now)
        with shop.store.transaction() as session:
            return read_back(session, "courier_claims", path, shop_id=1, now=shop.now, actor=ACTOR)

    if hostile.says is None:
        use()
        return
    with pytest.raises(FileRefused) as refused:
        use()
    assert refused.value.status == hostile.status
    with shop.store.reading() as session:
        assert list_orders(session, [1]).items == ()
        assert len(find(session, Wish("courier_claims"), actor=ACTOR).items) == 1


def test_what_was_a_page_too_is_nothing_but_a_picture(shop: Company, olga: Visit) -> None:
    assert reach(olga, HOSTILE["picture that is a page too"])[0] == 201
    answer = olga.get("/registers/evidence/1/full")
    assert answer.headers["content-type"] == "image/jpeg"
    assert EVIL.encode() not in answer.content
    assert EVIL.encode() not in b"".join(path.read_bytes() for path in shop.settings.data_dir.rglob("*.jpg"))


def test_markup_and_formulas_of_a_file_do_nothing_on_pages_and_in_spreadsheets(shop: Company, olga: Visit) -> None:
    olga.cookies["lang"] = "en"
    bring(shop, olga, f'订单编号,宝贝标题\n77001,{EVIL}\n77002,"{FORMULA}"\n')
    assert EVIL not in olga.get("/registers/orders").text
    assert "&lt;script&gt;" in olga.last
    call = program(shop)
    call("POST", "/v1/registers/courier_claims/import", content=HOSTILE["formula that comes back"].data)
    told = call("GET", "/v1/registers/courier_claims/export?kind=csv").content.decode("utf-8-sig")
    assert [line["商品"] for line in csv.DictReader(io.StringIO(told))] == [f"'{FORMULA}", "亚麻衬衫"]
    book = openpyxl.load_workbook(io.BytesIO(call("GET", "/v1/registers/courier_claims/export").content))
    kinds = {cell.data_type for line in book.active.iter_rows() for cell in line if cell.value == FORMULA}
    assert kinds == {"s"}


def test_a_path_in_a_name_leads_nowhere(shop: Company, olga: Visit) -> None:
    hostile = HOSTILE["path in the name"]
    where = send(olga, hostile.data, name=hostile.name).json()["go"]
    page = olga.get(where)
    assert page.status_code == 200
    (parked,) = (shop.settings.data_dir / "uploads").iterdir()
    assert parked.parent == shop.settings.data_dir / "uploads"
    answer = olga.post(where.partition("?")[0], shop="default", name=hostile.name, **{"column-0": "order_no"})
    assert "../" not in olga.get(answer.headers["location"]).text.replace("/static/../", "")
    assert "x.csv" in olga.last
