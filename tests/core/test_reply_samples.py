"""One sample, written for readers of either language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.samples import write_sample

PAIRS = [
    ("11月23日 18:00", "23 Nov 18:00"),
    ("11月3日", "3 Nov"),
    ("2027年1月2日", "2 Jan 2027"),
    ("2027年1月2日 09:05", "2 Jan 2027 09:05"),
    ("¥40.00", "CNY 40.00"),
    ("¥1,299.00", "CNY 1,299.00"),
    ("24.99 美元", "US$24.99"),
    ("5.00 英镑", "£5.00"),
]


@pytest.mark.parametrize(("zh", "en"), PAIRS)
def test_days_and_amounts_are_written_in_the_readers_language(zh: str, en: str) -> None:
    for sample in (zh, en):
        assert write_sample(sample, language="zh") == zh
        assert write_sample(sample, language="en") == en


@pytest.mark.parametrize(
    "sample", ["亚麻衬衫", "SF1234567890123", "15", "11月23日之前", "about ¥40.00", "23 Nov or so", ""]
)
def test_anything_else_stays_as_it_stands(sample: str) -> None:
    assert write_sample(sample, language="zh") == write_sample(sample, language="en") == sample


@given(st.text(max_size=20), st.sampled_from(["zh", "en"]))
def test_writing_a_sample_twice_changes_nothing_more(sample: str, language: str) -> None:
    once = write_sample(sample, language="zh" if language == "zh" else "en")
    assert write_sample(once, language="zh" if language == "zh" else "en") == once
