"""What a person reads of a fault: one line, two languages, what to do; and the page that explains it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.library.catalogue import CATALOGUE
from app.library.load import Inspection
from app.library.problems import make_problem, sort_problems, suggest, write_problem
from app.model import Bilingual

from .conftest import BROKEN

PAGE = Path(__file__).parents[2] / "docs" / "problems.md"
HAN = re.compile(r"[\u4e00-\u9fff]")


class Shown(dict[str, str]):
    """Stands for any field by its name."""

    def __missing__(self, name: str) -> str:
        """Return the name as the page shows it."""
        return f"‹{name}›"


def test_a_problem_is_one_line_with_its_place_and_code() -> None:
    problem = make_problem("F103", path="a/b.yaml", line=7, key="id", first=2)
    assert write_problem(problem) == (
        "a/b.yaml:7: F103 “id”写了两次（上一次在第 2 行）。只留一处，把内容合并过去。"
        "`id` is written twice (before on line 2). Keep one and move the content there."
    )


OLD_ZH = "f:1: F107 提醒：上次核对是 2025-01-01，已超过一年。请重读一遍，再把 reviewed 改成今天的日期。"
OLD_EN = "f:1: F107 Warning: Last reviewed on 2025-01-01, more than a year ago. Read it again and set reviewed"


@pytest.mark.parametrize(("language", "words"), [("zh", OLD_ZH), ("en", f"{OLD_EN} to today's date.")])
def test_one_language_can_be_chosen_and_warnings_say_so(language: str, words: str) -> None:
    problem = make_problem("F107", path="f", line=1, reviewed="2025-01-01")
    assert write_problem(problem, language=language) == words  # type: ignore[arg-type]


def test_what_is_quoted_from_a_file_is_never_taken_for_a_field() -> None:
    problem = make_problem("R210", path="f", line=1, what="{name} {0} {{x}}")
    assert "`{name} {0} {{x}}`" in problem.say.en


def test_problems_are_sorted_by_place_and_told_once() -> None:
    first = make_problem("V402", path="a", line=1, name="x")
    second = make_problem("V402", path="a", line=10, name="x")
    third = make_problem("V402", path="b", line=2, name="x")
    assert sort_problems([third, second, first, second]) == (first, second, third)


@pytest.mark.parametrize(
    ("name", "meant"), [("stauts", "status"), ("refund_statuss", "refund_status"), ("ordr_no", "order_no")]
)
def test_a_slip_is_recognised(name: str, meant: str) -> None:
    hint = suggest(name, ["status", "refund_status", "order_no", "title"])
    assert hint == Bilingual(f"（是不是想写 {meant}？）", f" (did you mean `{meant}`?)")


@pytest.mark.parametrize("name", ["weather", "", "退款"])
def test_nothing_is_suggested_for_what_resembles_nothing(name: str) -> None:
    assert suggest(name, ["status", "refund_progress"]) == Bilingual("", "")


EXAMPLES = sorted(place for place in BROKEN.iterdir() if (place / "expected.txt").is_file())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda place: place.name)
def test_every_message_reads_well_in_both_languages(
    example: Path, sound: Path, look: Callable[..., Inspection]
) -> None:
    for problem in look(sound, example).problems:
        line = write_problem(problem)
        assert "\n" not in line
        assert HAN.search(problem.say.zh)
        assert not re.search(r"。。|[^.]\.\.$|  |\bNone\b|Bilingual\(", line)
        assert problem.say.en[0].isupper() or problem.say.en[0] == "`"


HINTS = {
    "F104_misspelt": "`status`",
    "I206_near_miss": "`late`",
    "I209_no_policy": "`delay`",
    "I210_no_level": "`first_reply`",
    "R201_unknown_block": "`zh_short`",
    "R202_unknown_intent": "`invoice`",
    "R213_never_given": "`delay_rate`",
    "R214_no_wording": "`order_no`",
    "R215_reason": "`owed`",
    "P302_unit": "`percent`",
}


@pytest.mark.parametrize(("example", "meant"), HINTS.items())
def test_a_misspelt_name_is_answered_with_the_one_that_was_meant(
    example: str, meant: str, sound: Path, look: Callable[..., Inspection]
) -> None:
    said = " ".join(problem.say.en for problem in look(sound, BROKEN / example).problems)
    assert f"did you mean {meant}" in said


MANY = {
    "intents/invoice.yaml": ("F101", lambda text: text.encode("gbk")),
    "intents/late.yaml": ("I207", lambda text: text.replace("[仓库]", "[库房]").encode()),
    "policy/delay.yaml": ("P302", lambda text: text.replace("percent", "percant").encode()),
    "policy/_carriers.yaml": ("C501", lambda text: text.replace("SP", "SP(").encode()),
    "templates/replies/_voice.yaml": ("F102", lambda text: text.replace("voices:", "voices：").encode()),
    "templates/replies/late.general.j2": ("R208", lambda text: text.replace("仓库", "，不关我的事").encode()),
    "templates/replies/late.owed.j2": ("R206", lambda text: text.replace("amount }}", "amount | e }}").encode()),
    "templates/replies/invoice.general.j2": ("R212", lambda text: text.replace("[查", "[先, 查").encode()),
}


def test_one_run_names_the_faults_of_every_file(sound: Path, look: Callable[..., Inspection]) -> None:
    for relative, (_, spoil) in MANY.items():
        place = sound / relative
        place.write_bytes(spoil(place.read_text("utf-8")))
    found = {(Path(problem.path).relative_to(sound).as_posix(), problem.code) for problem in look(sound).problems}
    assert found == {(relative, code) for relative, (code, _) in MANY.items()}


def read_page() -> dict[str, str]:
    """Return the page's text under each code."""
    parts = re.split(r"^### (\w+) \((\w+)\)\n", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {f"{code} {severity}": text for code, severity, text in zip(*[iter(parts)] * 3, strict=True)}


def test_the_page_explains_every_code_and_no_other() -> None:
    assert list(read_page()) == [f"{code} {wording.severity}" for code, wording in CATALOGUE.items()]


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_page_quotes_the_message_and_says_how_to_mend_it(code: str) -> None:
    wording = CATALOGUE[code]
    text = read_page()[f"{code} {wording.severity}"]
    assert f"> {wording.say.zh.format_map(Shown())}。\n" in text
    assert f"> {wording.say.en.format_map(Shown())}.\n" in text
    assert "**Means:** " in text
    assert "**Mend:** " in text
