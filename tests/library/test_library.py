"""Folders become one frozen library: what is active, what wins, and what its digests follow."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.library import Library
from app.core.policy import VALUE_NAMES
from app.errors import LibraryBroken
from app.library.load import Inspection, builtin_folder, inspect, load_library
from app.library.problems import write_problem

from .conftest import BROKEN, KNOWN_VALUES, SOUND

INVOICE = "intents/invoice.yaml"
OWED = "templates/replies/late.owed.j2"


def change(folder: Path, relative: str, old: str, new: str) -> None:
    """Replace `old` by `new` in one file; both files must differ."""
    place = folder / relative
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


def load(*folders: Path) -> Library:
    """Return the library of these folders."""
    return load_library(folders, known_values=KNOWN_VALUES)


def test_the_sound_library_has_no_problem(look: Callable[..., Inspection]) -> None:
    inspection = look(SOUND)
    assert inspection.problems == ()
    assert inspection.library is not None


def test_everything_written_is_in_the_library() -> None:
    library = load(SOUND)
    assert list(library.intents) == ["invoice", "late"]
    assert [reply.id for reply in library.replies] == ["invoice.general", "late.general", "late.owed"]
    assert [reply.id for reply in library.replies_for("late")] == ["late.general", "late.owed"]
    assert set(library.policies) == {"delay", "service_levels"}
    assert [carrier.id for carrier in library.carriers] == ["swift"]
    assert library.facts["photo"].ask.en == "the photo"
    assert [row.code for row in library.forbidden] == ["cold", "off_platform"]


def test_a_reply_is_found_under_every_intent_that_it_names(tmp_path: Path) -> None:
    folder = shutil.copytree(SOUND, tmp_path / "shop")
    change(folder, OWED, "intent: late\n", "intent: late\nunder: [invoice]\n")
    library = load(folder)
    assert [reply.id for reply in library.replies_for("invoice")] == ["invoice.general", "late.owed"]
    assert [reply.id for reply in library.replies_for("late")] == ["late.general", "late.owed"]


@pytest.mark.parametrize(("name", "code"), [("late", "R218"), ("notice", "R218"), ("nobody", "R202")])
def test_a_reply_stands_under_no_intent_twice_and_under_none_that_is_not_there(
    tmp_path: Path, look: Callable[..., Inspection], name: str, code: str
) -> None:
    folder = shutil.copytree(SOUND, tmp_path / "shop")
    change(folder, OWED, "intent: late\n", f"intent: late\nunder: [{name}]\n")
    assert [(one.code, one.line) for one in look(folder).problems] == [(code, 4)]


def test_lookups_of_what_is_not_there_find_nothing() -> None:
    library = load(SOUND)
    assert library.reply("none") is None
    assert library.replies_for("none") == ()
    assert library.figures("none", "taobao") == {}


def test_a_reply_is_found_by_its_name() -> None:
    reply = load(SOUND).reply("late.owed")
    assert reply is not None
    assert reply.header.needs["amount"] == "¥5.00"


@pytest.mark.parametrize(("platform", "rate"), [("taobao", 5), ("tmall", 30)])
def test_the_platforms_own_figure_wins_over_the_general_one(platform: str, rate: int) -> None:
    figure = load(SOUND).figures("delay", platform)["rate"]  # type: ignore[arg-type]
    assert (figure.value, figure.unit) == (rate, "percent")
    assert platform in figure.platforms


def test_a_platform_that_the_rule_does_not_cover_has_no_figures() -> None:
    assert load(SOUND).figures("delay", "ebay") == {}


def test_every_platform_has_its_voice() -> None:
    library = load(SOUND)
    assert library.voice("ebay").en.greeting == "Hi,"
    assert library.voice("jd") == library.voice("taobao")


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_what_is_not_active_is_checked_but_takes_no_part(
    sound: Path, look: Callable[..., Inspection], status: str
) -> None:
    change(sound, OWED, "needs:", f"status: {status}\nneeds:")
    library = look(sound).library
    assert library is not None
    assert library.reply("late.owed") is None
    change(sound, OWED, "needs:", "neds:")
    assert "F104" in {problem.code for problem in look(sound).problems}


def test_a_draft_intent_may_still_be_short_of_phrases(sound: Path, look: Callable[..., Inspection]) -> None:
    change(sound, INVOICE, "    - invoice still missing\n", "")
    change(sound, INVOICE, "status: active", "status: draft")
    change(sound, "intents/late.yaml", "together:\n  - {text: 再不发货就给我开发票退款, also: [invoice]}\n", "")
    inspection = look(sound)
    assert inspection.problems == ()
    assert inspection.library is not None
    assert list(inspection.library.intents) == ["late"]


def test_the_heart_intents_need_twice_as_many_phrases(sound: Path, look: Callable[..., Inspection]) -> None:
    text = (sound / INVOICE).read_text("utf-8").replace("id: invoice", "id: sizing")
    (sound / "intents/sizing.yaml").write_text(text, "utf-8")
    (sound / INVOICE).unlink()
    found = [problem.say.en for problem in look(sound).problems if problem.code == "I202"]
    assert [words.partition(",")[0] for words in found] == ["Only 20 Chinese phrases", "Only 20 English phrases"]
    assert all("at least 40" in words for words in found)


def test_notices_need_no_intent_and_do_not_compete(sound: Path, look: Callable[..., Inspection]) -> None:
    text = (sound / "templates/replies/late.general.j2").read_text("utf-8").replace("intent: late", "intent: notice")
    for kind in ("sent", "done"):
        place = sound / f"templates/replies/notice.{kind}.j2"
        place.write_text(text.replace("late.general", f"notice.{kind}"), "utf-8")
    inspection = look(sound)
    assert inspection.problems == ()
    assert inspection.library is not None
    assert all(reply.is_notice for reply in inspection.library.replies_for("notice"))


def test_a_file_of_the_same_path_replaces_the_earlier_one_whole(tmp_path: Path) -> None:
    over = tmp_path / "shop"
    (over / OWED).parent.mkdir(parents=True)
    shutil.copy(SOUND / OWED, over / OWED)
    change(over, OWED, "实在抱歉", "真是对不住")
    library = load(SOUND, over)
    reply = library.reply("late.owed")
    assert reply is not None
    opening = reply.opening("zh")
    assert opening is not None
    assert opening.lines[0].source == "等了这么久，真是对不住。"
    assert reply.path == (over / OWED).as_posix()
    assert len(library.replies) == 3


def test_a_new_file_joins(tmp_path: Path) -> None:
    place = tmp_path / "shop/templates/replies/invoice/invoice.ebay.j2"
    place.parent.mkdir(parents=True)
    text = (SOUND / "templates/replies/invoice.general.j2").read_text("utf-8")
    place.write_text(
        text.replace("invoice.general", "invoice.ebay").replace("asks:", "when: {platform: [ebay]}\nasks:")
    )
    assert [reply.id for reply in load(SOUND, tmp_path / "shop").replies_for("invoice")] == [
        "invoice.ebay",
        "invoice.general",
    ]


@pytest.mark.parametrize(
    ("relative", "old", "new", "learned"),
    [
        (INVOICE, "invoice still missing", "invoice is missing", True),
        (INVOICE, "weak: [抬头]", "weak: [税号]", True),
        (INVOICE, "is: late", "is: invoice", True),
        (INVOICE, "en: Invoice}", "en: Bill}", False),
        (INVOICE, "2026-11-01", "2026-11-02", False),
        (OWED, "实在抱歉", "真是对不住", False),
    ],
)
def test_the_digest_follows_what_is_learned_and_the_other_every_file(
    sound: Path, relative: str, old: str, new: str, learned: bool
) -> None:
    before = load(sound)
    change(sound, relative, old, new)
    after = load(sound)
    assert (before.digest != after.digest) is learned
    assert before.folders_digest != after.folders_digest


def test_digests_do_not_depend_on_where_the_library_lies(sound: Path) -> None:
    here, there = load(SOUND), load(sound)
    assert (here.digest, here.folders_digest) == (there.digest, there.folders_digest)
    assert len(here.digest) == 64


def test_a_library_cannot_be_changed() -> None:
    library = load(SOUND)
    with pytest.raises(dataclasses.FrozenInstanceError):
        library.digest = ""  # type: ignore[misc]
    with pytest.raises(TypeError):
        library.intents["x"] = library.intents["late"]  # type: ignore[index]


def test_a_broken_library_is_refused_with_all_its_faults(sound: Path) -> None:
    change(sound, INVOICE, "weak: [抬头]", "weak: [收据]")
    change(sound, OWED, "{{ amount }} in all", "{{ amont }} in all")
    with pytest.raises(LibraryBroken, match="fault") as caught:
        load(sound)
    assert {problem.code for problem in caught.value.problems} == {"I207", "R203", "R205"}


def test_warnings_alone_do_not_stop_a_library(sound: Path, look: Callable[..., Inspection]) -> None:
    change(sound, "policy/service_levels.yaml", "verified_on: 2026-11-01", "verified_on: ")
    inspection = look(sound)
    assert [problem.code for problem in inspection.problems] == ["P303"]
    assert inspection.library is not None


def test_without_a_day_nothing_is_said_about_age(sound: Path) -> None:
    change(sound, "policy/service_levels.yaml", "verified_on: 2026-11-01", "verified_on: 2001-01-01")
    change(sound, INVOICE, "2026-11-01", "2001-01-01")
    assert inspect([sound]).problems == ()


def test_without_known_values_the_names_of_decisions_are_not_judged(sound: Path) -> None:
    change(sound, OWED, "delay_rate", "anything")
    assert inspect([sound]).problems == ()


def test_the_builtin_folder_holds_the_library() -> None:
    assert (builtin_folder() / "intents").is_dir()
    assert (builtin_folder() / "templates" / "replies").is_dir()


def test_no_two_builtin_replies_tie() -> None:
    found = [write_problem(one) for one in inspect((builtin_folder(),), known_values=VALUE_NAMES).problems]
    assert [line for line in found if "R217" in line] == []


def test_notes_and_hidden_files_are_passed_over(sound: Path, look: Callable[..., Inspection]) -> None:
    (sound / "intents/README.md").write_text("notes")
    (sound / "policy/.DS_Store").write_bytes(b"\0")
    assert look(sound).problems == ()


def test_replies_for_different_words_of_the_message_stand_side_by_side(
    sound: Path, look: Callable[..., Inspection]
) -> None:
    body = (BROKEN / "R211_same_words" / "templates" / "replies" / "late.thanks.j2").read_text("utf-8")
    other = body.replace("late.thanks", "late.hurry").replace("谢谢", "快点").replace("thank you", "hurry up")
    (sound / "templates" / "replies" / "late.thanks.j2").write_text(body, "utf-8")
    (sound / "templates" / "replies" / "late.hurry.j2").write_text(other, "utf-8")
    assert look(sound).problems == ()
