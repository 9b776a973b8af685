"""Registers as spreadsheets: typed, disarmed, and the same rows when they come back."""

from __future__ import annotations

import csv
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk.faults import NotFound
from app.desk.registers.entries import change
from app.desk.registers.exports import make_table, read_back
from app.desk.registers.lists import Wish, find
from app.desk.registers.undo import show_history, undo
from app.errors import BadInput
from app.exchange.tables import arm, disarm
from app.exchange.writing import write_csv, write_xlsx
from app.store.kept import Entry

from .test_registers import add_to
from .work import Work

FORMULAS = ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "'=1", "＝1+1", "'", "|x")
TYPED = ("happened_at", "kind", "carrier", "item", "amount", "state", "text", "owner_id", "done_at", "currency")


def export(work: Work, path: Path, register: str = "courier_claims", **wish: Any) -> int:
    table = make_table(
        work.session,
        Wish(register, **wish),
        shop_id=work.shop.id,
        language="en" if "en" in path.name else "zh",
        now=work.now,
        actor=work.anna,
    )
    with path.open("wb") as file:
        return (write_csv if path.suffix == ".csv" else write_xlsx)(table, file)


def rows(work: Work, register: str = "courier_claims") -> list[tuple[Any, ...]]:
    found = find(work.session, Wish(register), actor=work.anna, limit=200).items
    return sorted(tuple(str(getattr(row, name)) for name in TYPED) for row in found)


def take_away(work: Work, row: Entry) -> None:
    undo(work.session, show_history(work.session, row.id, actor=work.anna)[-1].batch, now=work.now, actor=work.anna)


def test_a_workbook_has_typed_cells_widths_a_frozen_header_and_totals(work: Work, tmp_path: Path) -> None:
    add_to(work, "courier_claims", happened_at="2026-11-01T00:00:00+08:00", amount="10.10")
    add_to(work, "courier_claims", happened_at="2026-11-30T23:59:59+08:00", amount="20.20", owner_id=work.anna.id)
    add_to(work, "courier_claims", happened_at="2026-12-01T00:00:00+08:00")
    assert export(work, tmp_path / "claims.xlsx", month="2026-11") == 2
    book = openpyxl.load_workbook(tmp_path / "claims.xlsx", data_only=True)
    sheet = book.active
    assert sheet.title == "快递赔付"
    assert sheet.freeze_panes == "A2"
    head = {cell.value: cell.column_letter for cell in sheet[1]}
    assert (sheet[f"{head['时间']}2"].value, sheet[f"{head['金额']}2"].value) == (datetime(2026, 11, 1), 10.1)  # noqa: DTZ001
    assert (sheet[f"{head['类别']}2"].value, sheet[f"{head['负责人']}3"].value) == ("丢件", "anna")
    assert sheet.column_dimensions[head["说明"]].width > sheet.column_dimensions[head["金额"]].width
    assert (sheet["A5"].value, sheet[f"{head['金额']}5"].value) == ("合计", 30.3)


def test_a_workbook_has_one_total_for_each_currency_and_none_of_them_together(work: Work, tmp_path: Path) -> None:
    for amount, currency in (("10.10", "CNY"), ("5.00", "USD"), ("20.20", "CNY"), ("1.00", None)):
        add_to(work, "courier_claims", amount=amount, currency=currency, happened_at="2026-11-01T00:00:00+08:00")
    export(work, tmp_path / "claims.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "claims.xlsx", data_only=True).active
    lines = [line for line in sheet.iter_rows(values_only=True) if line[0] == "合计"]
    told = {(line[place["币种"]], line[place["金额"]]) for place in [_places(sheet)] for line in lines}
    assert told == {("CNY", 30.3), ("USD", 5.0), (None, 1.0)}
    formulas = openpyxl.load_workbook(tmp_path / "claims.xlsx").active
    assert formulas[7][_places(sheet)["金额"]].value.startswith("=SUMIF(")
    assert (
        read_back(
            work.session,
            "courier_claims",
            tmp_path / "claims.xlsx",
            shop_id=work.shop.id,
            now=work.now,
            actor=work.anna,
        ).faults
        == ()
    )


def _places(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column - 1 for cell in sheet[1]}


def test_csv_is_what_excel_reads_and_no_formula(work: Work, tmp_path: Path) -> None:
    for text in FORMULAS:
        add_to(work, "courier_claims", text=text)
    export(work, tmp_path / "claims.csv")
    data = (tmp_path / "claims.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert len(lines) == len(FORMULAS) + 1
    for line in lines:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝", "|")) for cell in line)


def test_a_workbook_holds_texts_and_no_formulas(work: Work, tmp_path: Path) -> None:
    for text in (*FORMULAS, "http://evil.example"):
        add_to(work, "courier_claims", text=text)
    export(work, tmp_path / "claims.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "claims.xlsx").active
    kinds = {cell.data_type for line in sheet.iter_rows(min_row=2, max_row=len(FORMULAS) + 2) for cell in line}
    assert "f" not in kinds
    assert not any(cell.hyperlink for line in sheet.iter_rows() for cell in line)


@pytest.mark.parametrize("name", ["zh.xlsx", "zh.csv", "en.xlsx", "en.csv"])
def test_what_comes_back_gives_the_same_rows(work: Work, tmp_path: Path, name: str) -> None:
    texts = (*FORMULAS, "两行\n说明", 'с "кавычками", 和逗号', "00123", "1e5", "2026-11-01", "TRUE")
    made = [add_to(work, "courier_claims", text=text, owner_id=work.anna.id) for text in texts]
    ended = add_to(work, "courier_claims", text="x", state="paid", happened_at="2026-11-05T08:00:00+08:00")
    before = rows(work)
    export(work, tmp_path / name)
    again = read_back(
        work.session, "courier_claims", tmp_path / name, shop_id=work.shop.id, now=work.at(9), actor=work.anna
    )
    assert (again.added, again.known, again.faults) == (0, len(made) + 1, ())
    for row in made:
        take_away(work, row)
    back = read_back(
        work.session, "courier_claims", tmp_path / name, shop_id=work.shop.id, now=work.at(99), actor=work.anna
    )
    assert (back.added, back.known, back.faults) == (len(made), 1, ())
    assert rows(work) == before
    change(work.session, ended.id, {"text": "y"}, now=work.at(100), actor=work.anna)


def test_lines_that_cannot_be_used_are_named(work: Work, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(
        "时间,类别,快递,金额,状态\n2026-11-01,丢件,中通,1.5,待报\n?,丢件,中通,x,待报\n,丢了,,1,待报\n", "utf-8"
    )
    done = read_back(work.session, "courier_claims", path, shop_id=work.shop.id, now=work.now, actor=work.anna)
    assert (done.added, [fault.line for fault in done.faults]) == (1, [3, 4])
    path.write_text("时间,类别,状态\n", "utf-8")
    with pytest.raises(BadInput, match="快递"):
        read_back(work.session, "courier_claims", path, shop_id=work.shop.id, now=work.now, actor=work.anna)


def test_another_shops_register_is_not_exported(work: Work, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        make_table(
            work.session,
            Wish("courier_claims"),
            shop_id=work.shop.id,
            language="zh",
            now=work.now,
            actor=work.stranger(),
        )


@given(st.text())
def test_what_is_disarmed_comes_back_as_it_was(text: str) -> None:
    disarmed = disarm(text)
    assert arm(disarmed) == text
    assert not disarmed.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_money_is_exact(work: Work) -> None:
    row = add_to(work, "courier_claims", amount="0.1")
    assert Decimal(row.amount or 0) == Decimal("0.10")
