"""`shouhou classify`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.classify import WORTH_SHARING

from .conftest import Shouhou

TRAIN = "labels\ttext\n" + "".join(
    f"{label}\t{text}\n"
    for label, texts in {
        "票": ("开发票", "发票呢", "要电子发票", "invoice please", "send the invoice"),
        "快递": ("快递没到", "物流不动", "包裹在哪", "where is my parcel", "parcel not here"),
    }.items()
    for text in texts
)


@pytest.fixture
def train(tmp_path: Path) -> Path:
    path = tmp_path / "train.tsv"
    path.write_text(TRAIN, encoding="utf-8")
    return path


def line(name: str | None, text: object) -> str:
    return json.dumps({"id": name, "text": text}, ensure_ascii=False)


def test_answers_have_the_shape_and_order_of_the_contract(shouhou: Shouhou) -> None:
    run = shouhou(
        "classify", stdin="\n".join([line("1", "降价了退差价"), line("2", "zzz"), line(None, "invoice please")])
    )
    assert run.status == 0
    assert [row["id"] for row in run.rows] == ["1", "2", None]
    assert all(row.keys() >= {"id", "language", "abstained", "intents", "candidates"} for row in run.rows)
    assert run.rows[0]["intents"][0]["id"] == "price_difference"
    assert all(len(row["candidates"]) == 5 for row in run.rows)


def test_with_a_training_file_only_its_labels_are_known(shouhou: Shouhou, train: Path) -> None:
    run = shouhou("classify", "--train", train, stdin="\n".join([line("1", "发票开了吗"), line("2", "包裹在哪里")]))
    assert run.status == 0
    assert [row["candidates"][0]["id"] for row in run.rows] == ["票", "快递"]
    assert {one["id"] for row in run.rows for one in row["candidates"]} == {"票", "快递"}


@pytest.mark.parametrize("rows", ["a\t退款\n", "a\t退款\nb\t发票\n", "a\t😀\nb\t\n"])
def test_a_small_training_file_is_enough(rows: str, shouhou: Shouhou, train: Path) -> None:
    train.write_text(f"labels\ttext\n{rows}", encoding="utf-8")
    run = shouhou("classify", "--train", train, stdin=line("1", "退款"))
    assert (run.status, run.err) == (0, "")
    assert {one["id"] for one in run.rows[0]["candidates"]} == {row[0] for row in rows.splitlines()}


def test_a_bad_training_file_is_refused_line_by_line(shouhou: Shouhou, train: Path) -> None:
    train.write_text("labels\ttext\nno cells\n\tx\n", encoding="utf-8")
    run = shouhou("classify", "--train", train, stdin=line("1", "退款"))
    assert (run.status, run.out) == (1, "")
    assert f"{train}:2" in run.err
    assert f"{train}:3" in run.err


def test_bad_lines_are_answered_in_place_with_their_id(shouhou: Shouhou) -> None:
    run = shouhou("classify", stdin="\n".join([line("1", "退款"), "[1", "", line("3", None), line("4", "发票")]))
    assert run.status == 1
    assert [row.get("id") for row in run.rows] == ["1", None, "3", "4"]
    assert "line 2:" in run.err
    assert "line 4: text" in run.err


def test_many_lines_on_many_cores_keep_their_order(shouhou: Shouhou, train: Path) -> None:
    texts = ["发票开了吗", "包裹在哪里", "?", "物流"]
    lines = [line(str(number), texts[number % 4]) for number in range(WORTH_SHARING + 7)]
    many = shouhou("classify", "--train", train, stdin="\n".join(lines))
    few = shouhou("classify", "--train", train, stdin="\n".join(lines[:8]))
    assert [row["id"] for row in many.rows] == [str(number) for number in range(len(lines))]
    assert many.out.splitlines()[:8] == few.out.splitlines()
