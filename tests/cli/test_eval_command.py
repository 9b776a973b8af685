"""`shouhou eval`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Shouhou

ROWS = (
    ("z1", "price_difference", "怎么申请退差价"),
    ("z2", "invoice|payment", "发票怎么还没开"),
    ("z3", "unclear", "嗯"),
    ("e1", "parcel_not_received", "where is my parcel"),
    ("e2", "other", "tell me a joke"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dev.tsv"
    path.write_text("id\tlabels\ttext\n" + "".join("\t".join(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_figures_are_printed_for_a_person(shouhou: Shouhou, file: Path) -> None:
    run = shouhou("eval", file)
    assert run.status == 0
    assert "rows 5, counted 4" in run.out
    for word in ("top-1", "precision", "coverage", "calibration error", "macro-F1", "price_difference"):
        assert word in run.out


def test_figures_as_one_json_object(shouhou: Shouhou, file: Path) -> None:
    run = shouhou("eval", file, "--json")
    assert run.status == 0
    figures = json.loads(run.out)
    assert (figures["rows"], figures["counted"]) == (5, 4)
    assert figures["top1"] >= 0.75
    assert {label["label"] for label in figures["labels"]} >= {"price_difference", "invoice", "parcel_not_received"}


def test_a_report_is_written(shouhou: Shouhou, file: Path, tmp_path: Path) -> None:
    run = shouhou("eval", file, "--report", tmp_path / "new" / "report")
    assert run.status == 0
    names = {path.name for path in (tmp_path / "new" / "report").iterdir()}
    assert names == {"confusion.png", "reliability.png", "coverage.png", "index.html"}


def test_a_report_that_cannot_be_written_is_said_plainly(shouhou: Shouhou, file: Path) -> None:
    run = shouhou("eval", file, "--report", file)
    assert run.status == 1
    assert str(file) in run.err
    assert "Traceback" not in run.err


def test_a_training_file_is_measured_instead_of_the_library(shouhou: Shouhou, file: Path, tmp_path: Path) -> None:
    train = tmp_path / "train.tsv"
    train.write_text("labels\ttext\ninvoice\t发票\nother\t快递\n", encoding="utf-8")
    run = shouhou("eval", file, "--train", train, "--json")
    assert run.status == 0
    assert {label["label"] for label in json.loads(run.out)["labels"]} >= {"invoice", "other"}


@pytest.mark.parametrize("text", ["", "labels\ttext\na\tb\n", "id\tlabels\ttext\n", "id\tlabels\ttext\nz1\ta\n"])
def test_a_file_that_is_not_labelled_is_refused(text: str, shouhou: Shouhou, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    run = shouhou("eval", file)
    assert (run.status, run.out) == (1, "")
    assert str(file) in run.err


def test_halves_are_learned_beside_scikit_learn(shouhou: Shouhou, tmp_path: Path) -> None:
    path = tmp_path / "more.tsv"
    rows = [f"{name}-{number}\t{label}\t{text} {number}" for name, label, text in ROWS for number in range(8)]
    path.write_text("id\tlabels\ttext\n" + "\n".join(rows) + "\n", encoding="utf-8")
    run = shouhou("eval", path, "--halves", "1", "--json")
    assert run.status == 0
    (drawn,) = json.loads(run.out)["rounds"]
    assert set(drawn) == {"seed", "ours", "plain"}
    shown = shouhou("eval", path, "--halves", "1")
    assert "scikit-learn" in shown.out
