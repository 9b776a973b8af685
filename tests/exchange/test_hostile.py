"""Files that mean harm, or came to it: each gets a clear refusal, or can do nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.exchange.faults import FileRefused, FileTooLarge
from app.exchange.sheets import open_sheet

HEADER = "订单编号,买家会员名,宝贝标题"
ROW = "77001,tb_1,亚麻衬衫"


def write(folder: Path, data: bytes | str, name: str = "orders.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(path: Path) -> tuple[tuple[str, ...], list[tuple[object, ...]], list[str | None]]:
    with open_sheet(path) as sheet:
        lines = list(sheet.lines)
        return sheet.header, [line.cells for line in lines], [line.fault for line in lines]


def make_book(rows: list[list[object]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def swap(book: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_usual_encodings_and_separators_are_told(tmp_path: Path, encoding: str, separator: str) -> None:
    text = f"{HEADER}\r\n{ROW}\r\n".replace(",", separator)
    header, rows, faults = read(write(tmp_path, text.encode(encoding)))
    assert header == tuple(HEADER.split(","))
    assert rows == [tuple(ROW.split(","))]
    assert faults == [None]


def test_a_cell_may_hold_lines_and_separators(tmp_path: Path) -> None:
    with open_sheet(write(tmp_path, f'{HEADER}\n77001,tb_1,"两件，\n一件"\n{ROW}\n')) as sheet:
        assert [(line.number, line.cells[2]) for line in sheet.lines] == [(3, "两件，\n一件"), (4, "亚麻衬衫")]


def test_a_workbook_is_read_with_its_kinds_of_cell(tmp_path: Path) -> None:
    path = write(tmp_path, make_book([["订单编号", "金额"], ["2398476123450987654", 199.5], [None, None]]), "o.xlsx")
    assert read(path) == (("订单编号", "金额"), [("2398476123450987654", 199.5)], [None])


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"\n\n\n", make_book([])):
        with pytest.raises(FileRefused, match=r"empty|names its columns"):
            read(write(tmp_path, data))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = swap(make_book([["订单编号"]]), "xl/worksheets/sheet1.xml", b"<sheetData>" + b" " * 40_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(FileTooLarge, match="unpacks"):
        read(write(tmp_path, bomb, "bomb.xlsx"))


def test_a_workbook_whose_parts_lie_about_their_size_is_refused(tmp_path: Path) -> None:
    book = bytearray(swap(make_book([["订单编号"], ["1"]]), "xl/worksheets/sheet1.xml", b"<a>" + b" " * 1_000_000))
    real = (1_000_003).to_bytes(4, "little")
    while (place := book.find(real)) >= 0:
        book[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(FileRefused, match="damaged"):
        read(write(tmp_path, bytes(book), "liar.xlsx"))


def test_a_workbook_that_defines_names_of_its_own_is_refused(tmp_path: Path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(FileRefused, match="DOCTYPE"):
        read(write(tmp_path, swap(make_book([["a"]]), "xl/workbook.xml", laughs), "laughs.xlsx"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_workbook_that_is_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    book = make_book([["订单编号"], ["1"]])
    with pytest.raises(FileRefused, match="damaged"):
        read(write(tmp_path, book[: int(len(book) * share)], "cut.xlsx"))


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="characters"):
        read(write(tmp_path, "订单编号" + "," * 1_000_000 + "\n1\n"))
    with pytest.raises(FileRefused, match="columns"):
        read(write(tmp_path, ",".join(f"c{number}" for number in range(600)) + "\n"))
    wide: list[list[object]] = [["订单编号", *([None] * 9000), "x"], ["1"]]
    with pytest.raises(FileRefused, match="columns"):
        read(write(tmp_path, make_book(wide), "wide.xlsx"))


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="encoding"):
        read(write(tmp_path, "Größe,Straße é\nü,ß\xff\n".encode("latin-1")))


def test_a_line_of_another_encoding_is_bad_and_the_others_are_good(tmp_path: Path) -> None:
    padding = f"{ROW}\n".encode() * 400
    data = f"{HEADER}\n".encode() + padding + b"77002,tb_\xff\xfe,x\n" + f"{ROW}\n".encode()
    _, rows, faults = read(write(tmp_path, data))
    assert (len(rows), [bool(fault) for fault in faults[-2:]]) == (402, [True, False])


def test_a_quote_that_is_never_closed_costs_few_lines(tmp_path: Path) -> None:
    data = f'{HEADER}\n77001,tb_1,"亚麻\n' + f"{ROW}\n" * 20_000
    _, rows, faults = read(write(tmp_path, data))
    assert faults[0] is not None
    assert faults[-1] is None
    assert len(rows) > 10_000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "no table"),
        (b"MZ\x90\x00\x03", "no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
        (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
    ],
)
def test_what_is_no_table_is_refused_whatever_it_is_called(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read(write(tmp_path, data, "orders.csv"))


def test_a_workbook_that_is_a_web_page_too_is_only_a_workbook(tmp_path: Path) -> None:
    book = make_book([["订单编号"], ["77001"]]) + b"<script>alert(1)</script>"
    assert read(write(tmp_path, book, "both.xlsx"))[1] == [("77001",)]
