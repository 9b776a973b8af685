"""A reply as it would be sent, with its samples and with nothing known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from app.core.preview import Dependence, Preview, Wording, find_platforms
from app.engine import Engine
from app.model import PLATFORMS, Inquiry, Language, Platform

FOLDER = Path(__file__).parent.parent.parent / "templates" / "replies"
NAMES = sorted(path.stem for path in FOLDER.glob("*.j2"))
NOTICES = [name for name in NAMES if name.startswith("notice.")]


@pytest.fixture(scope="module")
def previews(engine: Engine, now: datetime) -> dict[str, Preview]:
    """Every reply of the built-in library, previewed once."""
    return {reply.id: preview(engine, reply.id, now) for reply in engine.library.replies}


def preview(engine: Engine, name: str, now: datetime) -> Preview:
    found = engine.preview(name, now=now)
    assert found is not None
    return found


def wordings(shown: Preview) -> Iterator[tuple[Wording, Wording]]:
    """Yield every text with its samples beside the same text with nothing known."""
    for voiced in shown.voiced:
        for version in voiced.versions:
            for sight in (version.zh, version.en):
                yield sight.known, sight.bare


@pytest.mark.parametrize("name", NAMES)
def test_with_its_samples_a_reply_says_everything_and_nothing_that_must_not_leave(
    name: str, previews: dict[str, Preview]
) -> None:
    shown = previews[name]
    assert shown.voiced, "no platform can use it"
    for known, bare in wordings(shown):
        assert known.missing == ()
        for wording in (known, bare):
            assert [finding for finding in wording.findings if finding.severity == "block"] == []
            assert "{" not in wording.text


@pytest.mark.parametrize("name", NAMES)
def test_a_text_that_changes_with_what_is_known_says_which_of_its_lines_do(
    name: str, previews: dict[str, Preview]
) -> None:
    for known, bare in wordings(previews[name]):
        if known.text == bare.text:
            assert known.depends == bare.depends == ()
        for wording, other in ((known, bare), (bare, known)):
            for line in wording.depends:
                assert line.names
                said = wording.text[slice(*line.span)]
                assert said.strip()
                assert said != line.otherwise
                assert line.otherwise in other.text


@pytest.mark.parametrize(("name", "platform", "language"), list(product(NOTICES, PLATFORMS, ("zh", "en"))))
def test_with_nothing_known_a_notice_reads_as_it_is_drafted(
    name: str, platform: Platform, language: Language, engine: Engine, now: datetime
) -> None:
    inquiry = Inquiry(None, platform, notice=name, reply_language=language)
    drafted = {one.variant: (one.body.text, one.gloss.text) for one in engine.draft(inquiry, now=now).drafts}
    voiced = preview(engine, name, now).on(platform)
    assert voiced is not None
    other: Language = "en" if language == "zh" else "zh"
    assert drafted == {one.variant: (one.of(language).bare.text, one.of(other).bare.text) for one in voiced.versions}


@pytest.mark.parametrize("platform", ["taobao", "tmall", "jd", "pdd", "other"])
def test_what_a_reply_asks_for_is_asked_with_nothing_known_only(
    platform: Platform, engine: Engine, now: datetime
) -> None:
    inquiry = Inquiry("你们发错货了，给我寄错了", platform, reply_language="zh")
    drafts = engine.draft(inquiry, now=now).drafts
    shown = preview(engine, drafts[0].template, now)
    voiced = shown.on(platform)
    assert voiced is not None
    assert {one.variant: one.zh.bare.text for one in voiced.versions} == {one.variant: one.body.text for one in drafts}
    assert set(shown.asked) == {"photo_label", "order_no"}
    assert "照片" not in voiced.versions[0].zh.known.text.split("\n")[-2]


def test_a_line_that_quotes_what_is_not_known_is_said_to_drop_out(engine: Engine, now: datetime) -> None:
    known = preview(engine, "price_difference.eligible", now).voiced[0].versions[0].zh.known
    first, second = known.depends
    assert first.names == ("amount",)
    assert first.otherwise == "帮您核对过了，这一单还在价保期内，差额可以退给您。"
    assert second == Dependence(second.span, ("last_day", "window"), "")
    assert known.text[slice(*second.span)] == "价保期是交易完成后 15 个工作日，到11月23日为止。"


def test_samples_are_written_in_the_language_of_the_text(engine: Engine, now: datetime) -> None:
    shown = preview(engine, "notice.shipped", now)
    assert (shown.samples["zh"]["carrier_name"], shown.samples["en"]["carrier_name"]) == ("中通快递", "ZTO Express")
    standard = preview(engine, "price_difference.eligible", now).voiced[0].versions[0]
    assert "CNY 40.00" in standard.en.known.text
    assert "23 Nov" in standard.en.known.text


def test_platforms_where_a_reply_reads_the_same_are_shown_once(engine: Engine, now: datetime) -> None:
    voiced = preview(engine, "notice.shipped", now).voiced
    assert [one.platforms for one in voiced] == [("taobao", "tmall", "jd", "pdd"), ("ebay",), ("other",)]


@pytest.mark.parametrize(
    ("name", "platforms"),
    [
        ("late_shipment.supervisor", ("taobao", "tmall")),
        ("price_difference.eligible", ("taobao", "tmall", "jd", "pdd", "other")),
        ("color_difference.general", ("taobao", "tmall", "jd", "pdd", "other")),
        ("color_difference.ebay", ("ebay",)),
        ("holding.general", PLATFORMS),
        ("notice.shipped", PLATFORMS),
    ],
)
def test_a_reply_is_shown_where_it_can_be_chosen(name: str, platforms: tuple[Platform, ...], engine: Engine) -> None:
    reply = engine.library.reply(name)
    assert reply is not None
    assert find_platforms(reply, engine.library) == engine.used_on(name) == platforms


def test_an_unknown_reply_has_no_preview(engine: Engine, now: datetime) -> None:
    assert engine.preview("no.such", now=now) is None
    assert engine.used_on("no.such") == ()
