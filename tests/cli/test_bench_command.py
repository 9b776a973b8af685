"""`shouhou bench`. Its figures are never asserted: they are the machine's. That each is there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.benchmark.clock import time_work
from app.benchmark.corpus import TIMES, multiply_phrases, shuffle_messages
from app.benchmark.row import Bound, Row
from app.core.nearest import Phrase
from app.engine import Engine

from .conftest import Run, Shouhou

FIGURES = [
    "jieba.lcut", "classification", "- clean", "- features", "- linear", "- nearest", "- fusion", "- evidence",
    "scikit-learn pipeline", "classification, 10 x phrases", "draft",
    "jieba.lcut, one process", "jieba.lcut, two processes", "one process", "two processes",
    "jieba alone", "start, empty data folder", "start, with the cache", "memory of a ready service",
]  # fmt: skip


@pytest.fixture
def figures(shouhou: Shouhou, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a quick run over two messages."""
    monkeypatch.setattr("app.cli.bench.open_engine", lambda *_, **__: engine)
    messages = tmp_path / "messages.txt"
    messages.write_text("快递怎么还没到，都五天了\n\nwhere is my refund?\n", encoding="utf-8")
    return shouhou("bench", "--quick", "--json", messages)


def test_every_figure_is_there_and_more_than_nothing(figures: Run) -> None:
    assert figures.status == 0
    rows = json.loads(figures.out)["rows"]
    assert [row["name"] for row in rows] == FIGURES
    assert all(row["value"] > 0 for row in rows)
    assert all(row["ratio"] > 0 and row["to"] in FIGURES for row in rows if row["ratio"] is not None)
    bounded = {row["name"] for row in rows if row["bound"]}
    assert {row["name"] for row in rows if row["kept"] is not None} == bounded
    assert len(bounded) == 6


def test_a_file_without_messages_is_refused(shouhou: Shouhou, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n \n", encoding="utf-8")
    run = shouhou("bench", "--quick", tmp_path / "empty.txt")
    assert (run.status, run.out) == (1, "")
    assert "empty.txt" in run.err


def test_rows_are_printed_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    from app.cli.bench import print_rows

    print_rows([Row("a", 2.0, "us", 4.0, "b", Bound(3.0)), Row("c", 9.0, "MB")])
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("2.0 µs", "4.00 x b", "≤ 3 x", "no", "9.0 MB"))


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (Row("a", 1, "s"), None),
        (Row("a", 1, "s", bound=Bound(1)), True),
        (Row("a", 2, "s", bound=Bound(1)), False),
        (Row("a", 9, "s", 0.5, "b", Bound(1)), True),
        (Row("a", 9, "1/s", 1.9, "b", Bound(1.8, least=True)), True),
        (Row("a", 9, "1/s", 1.7, "b", Bound(1.8, least=True)), False),
    ],
)
def test_a_bound_is_on_the_ratio_where_there_is_one(row: Row, kept: bool | None) -> None:
    assert row.kept is kept


def test_every_work_does_every_message_in_every_round_and_no_two_the_same_in_a_row() -> None:
    done: list[tuple[str, str]] = []
    works = {name: lambda message, name=name: done.append((name, message)) for name in ("x", "y")}
    timing = time_work(works, ["1", "2", "3", "4"], rounds=2)
    assert sorted(set(done)) == [(name, message) for name in "xy" for message in "1234"]
    assert len(done) == 2 * 4 * 3
    assert all(before[1] != after[1] for before, after in zip(done[::2], done[1::2], strict=True))
    assert timing.median("x") > 0
    assert timing.ratio("x", "x") == 1.0


def test_messages_come_in_the_same_order_in_every_run() -> None:
    texts = [str(number) for number in range(50)]
    assert shuffle_messages(texts, count=10) == shuffle_messages(texts[::-1], count=10)
    assert len(shuffle_messages(texts, count=99)) == 50


def test_multiplied_phrases_all_differ() -> None:
    many = multiply_phrases([Phrase("退款", "退款", 0), Phrase("发票", "发票", 1)])
    assert len({phrase.text for phrase in many}) == len(many) == 2 * TIMES
    assert [phrase.label for phrase in many].count(1) == TIMES
