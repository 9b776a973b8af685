"""Pictures of a measurement and the page that shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers import judge

from app.evaluation.figures import Judged, measure
from app.evaluation.report import write_report

PICTURE = b"\x89PNG"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([judge("a", "a", 0.9), judge("a", "b", 0.8), judge("b|a", "b", 0.7, asserted=False)], id="mixed"),
        pytest.param([judge("a", "a", 0.9)], id="one right"),
        pytest.param([judge("unclear", "a", 0.9)], id="nothing to count"),
        pytest.param([judge("退款", "差价", 0.9)], id="labels in Chinese"),
    ],
)
def test_three_pictures_and_a_page_are_written(rows: list[Judged], tmp_path: Path) -> None:
    written = write_report(rows, measure(rows), tmp_path / "new" / "report", name="dev.tsv")
    assert [path.name for path in written] == ["confusion.png", "reliability.png", "coverage.png", "index.html"]
    for picture in written[:3]:
        assert picture.read_bytes().startswith(PICTURE)
        assert picture.name in written[3].read_text(encoding="utf-8")


def test_errors_are_listed_surest_first_and_as_text(tmp_path: Path) -> None:
    rows = [
        judge("a", "b", 0.6, text="later"),
        judge("a", "b", 0.9, text="<b>first</b>"),
        judge("a", "a", 1.0, text="right"),
    ]
    page = write_report(rows, measure(rows), tmp_path, name="<dev>")[3].read_text(encoding="utf-8")
    assert page.index("&lt;b&gt;first&lt;/b&gt;") < page.index("later")
    assert "right" not in page.split("Errors")[1]
    assert "<h1>&lt;dev&gt;</h1>" in page
