"""What a reply tells in figures, it tells in both languages: the agent reads the one and the buyer the other."""

from __future__ import annotations

import re

import pytest
from case_files import Case, read_cases
from figures import figures
from test_cases import answer
from test_golden import NAMES

from app.core.library import Library
from app.core.replies import Reply, render_block
from app.core.reply_syntax import PARTS
from app.core.samples import tell_apart
from app.engine import Engine
from app.model import Language

CASES = read_cases()


def told(reply: Reply, block: str) -> list[set[str]]:
    """Return the figures of a block with the samples of its head, and again where what was ahead is over."""
    written = (render_block(reply, block, samples) for samples in tell_apart(reply.header.needs))
    return [figures(" ".join(line for lines in one.paragraphs for line in lines)) for one in written]


def promised(text: str, message: str) -> str:
    """Return a reply without what it quotes of the buyer's own words: those are in one language and promise nothing."""
    return re.sub("“([^”]+)”", lambda quoted: "" if quoted[1] in message else quoted[0], text)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_of_a_reply_hold_the_same_figures(name: str, library: Library) -> None:
    reply = library.reply(name)
    assert reply is not None
    for part in PARTS:
        assert told(reply, f"zh{part}") == told(reply, f"en{part}"), f"{name}: zh{part} and en{part} differ"


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_of_a_reply_quote_the_same_values_without_any_sample(name: str, library: Library) -> None:
    reply = library.reply(name)
    assert reply is not None
    for part in PARTS:
        bare = [render_block(reply, f"{language}{part}", {}).missing for language in ("zh", "en")]
        assert set(bare[0]) == set(bare[1])


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_draft_and_its_meaning_for_the_agent_hold_the_same_figures(case: Case, engine: Engine, now: object) -> None:
    for draft in answer(case.row, engine, now).drafts:  # type: ignore[arg-type]
        assert figures(promised(draft.body.text, case.row.get("say", ""))) == figures(draft.gloss.text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("¥40.00，11月23日 18:00 前", {"40.00", "day 11-23", "18:00"}),
        ("CNY 40.00 by 23 Nov 18:00", {"40.00", "day 11-23", "18:00"}),
        ("七天无理由，3 个工作日内", {"7 day", "3 working day"}),
        ("7-day returns, within three working days", {"7 day", "3 working day"}),
        ("单号 SF123，https://a.example/9", {"123"}),
        ("", set()),
    ],
)
def test_figures_are_read_alike_in_both_languages(text: str, found: set[str]) -> None:
    assert figures(text) == found


def test_a_language_that_leaves_a_figure_out_is_noticed() -> None:
    samples: dict[Language, str] = {"zh": "72 小时内退款", "en": "refunded soon"}
    assert figures(samples["zh"]) != figures(samples["en"])
