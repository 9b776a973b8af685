"""Bytes become plain strings, every scalar as it stands, with the line of every key and item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.source import Document, read_text, read_yaml
from app.model import Problem

from .conftest import STEADY


def read(text: str) -> Document:
    document, problems = read_yaml(text, path="file.yaml")
    assert problems == ()
    assert document is not None
    return document


def fault(text: str) -> Problem:
    _, problems = read_yaml(text, path="file.yaml")
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    "scalar", ["no", "yes", "on", "007", "12:30", "1_000", "0x1F", "1e3", "2026-03-01", "3.50", "=", "<<", "Infinity"]
)
def test_a_scalar_is_read_as_the_text_that_stands_there(scalar: str) -> None:
    assert read(f"key: {scalar}\n").value == {"key": scalar}


@pytest.mark.parametrize("nothing", ["", "~", "null", "NULL"])
def test_an_empty_value_is_none_and_a_quoted_one_is_text(nothing: str) -> None:
    assert read(f"key: {nothing}\nother: '{nothing}'\n").value == {"key": None, "other": nothing}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_make_no_difference(mark: str, end: str) -> None:
    assert read_text(f"{mark}id: 退款{end}a: 好{end}".encode(), path="x") == "id: 退款\na: 好\n"


@pytest.mark.parametrize(
    ("data", "line", "named"),
    [
        ("id: x\ntitle: 退款进度\n".encode("gbk"), 2, "GBK"),
        ("id: x\n".encode("utf-16"), 1, "UTF-16"),
        (b"id: x\n\n\xff\xff\xff", 3, "bytes"),
    ],
)
def test_another_encoding_is_named_with_the_mend(data: bytes, line: int, named: str) -> None:
    problem = read_text(data, path="x.yaml")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("F101", line)
    assert named in problem.say.en
    assert "另存为" in problem.say.zh


def test_every_key_and_item_has_its_line() -> None:
    document = read("id: x\n\nsays:\n  zh:\n    - 一\n    - 二\nrows:\n  - {a: 1}\n  -\n    b: 2\n")
    places = [("id",), ("says",), ("says", "zh", 0), ("says", "zh", 1), ("rows", 0, "a"), ("rows", 1, "b")]
    assert [document.line(*place) for place in places] == [1, 3, 5, 6, 8, 10]


def test_the_line_of_something_missing_is_that_of_what_it_is_missing_from() -> None:
    document = read("id: x\nsays:\n  zh: [一]\n")
    assert [document.line("says", "en"), document.line("says", "zh", 7), document.line("none")] == [2, 3, 1]


def test_lines_are_counted_from_where_the_text_begins_in_its_file() -> None:
    document, _ = read_yaml("id: x\nb: y\n", path="a.j2", first_line=2)
    assert document is not None
    assert document.line("b") == 3


def test_a_key_written_twice_names_both_lines() -> None:
    problem = fault("a: 1\nb: 2\na: 3\n")
    assert (problem.code, problem.line) == ("F103", 3)
    assert "line 1" in problem.say.en


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("a: 1\n\tb: 2\n", 2, "tab"),
        ("id: x\ntitle：退款\nabout: y\n", 2, "full-width colon"),
        ("z:\n  - a\n  -b\n", 3, "space after `-`"),
        ("a:\n  zh:x\n  en: y\n", 2, "space after the colon"),
        ("a: b: c\n", 1, "double quotes"),
        ("a:\n  - @shop\n", 2, "double quotes"),
        ("a:\n  - !important 退款\n", 2, "double quotes"),
        ("a:\n  - *x\n", 2, "double quotes"),
        ('a: "x\nb: 1\nc: "d"\n', 1, "not closed"),
        ("a: 'x\nb: 1\n", 1, "not closed"),
        ("a: [1, 2\nb: 3\n", 1, "bracket"),
        ("a: x\n---\nb: y\n", 2, "one document"),
        ("a: {b: &q [1], c: *q}\n", 1, "references"),
        ("a: {b: !!int 3}\n", 1, "double quotes"),
        ("? [a]\n: b\n", 1, "plain word"),
        ("a: x\nb: \x01\n", 2, "control character"),
        ("", 1, "empty"),
        ("# nothing\n", 1, "empty"),
        ("[" * 3000, 1, "wrong"),
    ],
)
def test_the_cause_of_bad_yaml_is_named_where_it_is(text: str, line: int, cause: str) -> None:
    problem = fault(text)
    assert (problem.code, problem.line) == ("F102", line)
    assert cause in problem.say.en


def test_words_lost_behind_a_hash_are_named() -> None:
    document, problems = read_yaml("- order #123 is late\n- fine # a note\n", path="x")
    assert document is not None
    assert document.value == ["order", "fine"]
    assert [(problem.code, problem.line, problem.severity) for problem in problems] == [("F112", 1, "warning")]


@STEADY
@given(st.binary(max_size=200))
def test_no_bytes_end_in_an_exception(data: bytes) -> None:
    text = read_text(data, path="x")
    assert isinstance(text, Problem) or read_yaml(text, path="x") is not None


@STEADY
@given(st.text(max_size=200))
def test_no_text_ends_in_an_exception_and_a_refused_one_has_a_fault(text: str) -> None:
    document, problems = read_yaml(text, path="x")
    assert document is not None or problems
    assert all(1 <= problem.line <= text.count("\n") + text.count("\r") + 3 for problem in problems)
