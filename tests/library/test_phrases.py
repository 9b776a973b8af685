"""Phrases that stand in two intents almost alike, and phrases that are none: too long, or with contact data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.library.load import Inspection

from .test_library import INVOICE, change

LATE = "intents/late.yaml"


def add_phrase(folder: Path, text: str, *, relative: str = LATE) -> None:
    """Put `text` in the place of an English phrase of an intent, in double quotes."""
    change(folder, relative, "- is it out of stock", f'- "{text}"')


@pytest.mark.parametrize(
    ("phrase", "severity", "alike"),
    [
        ("is the receipt includes", "warning", "95 %"),
        ("Please PUT our address, on the invoices!", "error", "98 %"),
        ("do you issue invoice to private persons", "error", "98 %"),
    ],
)
def test_a_likeness_from_97_percent_on_is_an_error(
    sound: Path, look: Callable[..., Inspection], phrase: str, severity: str, alike: str
) -> None:
    add_phrase(sound, phrase)
    (problem,) = look(sound).problems
    assert (problem.code, problem.severity) == ("I211", severity)
    assert alike in problem.say.en
    assert f"{(sound / INVOICE).as_posix()}:" in problem.say.en


def test_the_same_phrase_is_named_as_the_same_only(sound: Path, look: Callable[..., Inspection]) -> None:
    add_phrase(sound, "Is the receipt included?")
    assert [problem.code for problem in look(sound).problems] == ["I203"]


def test_phrases_of_an_intent_not_in_use_are_not_compared(sound: Path, look: Callable[..., Inspection]) -> None:
    add_phrase(sound, "is the receipt includes")
    change(sound, INVOICE, "status: active", "status: draft")
    change(sound, LATE, "together:\n  - {text: 再不发货就给我开发票退款, also: [invoice]}\n", "")
    assert look(sound).problems == ()


def test_three_hundred_characters_are_a_phrase_and_one_more_is_none(
    sound: Path, look: Callable[..., Inspection]
) -> None:
    longest = "where " * 49 + "is it?"
    assert len(longest) == 300
    add_phrase(sound, longest)
    assert look(sound).problems == ()
    change(sound, LATE, "is it?", "is it??")
    (problem,) = look(sound).problems
    assert (
        problem.say.en == "A phrase has 301 characters, at most 300 fit. Keep the sentence that says what it is about"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("call me on 13800000000 please", "phone number"),
        ("电话１３８－００００－００００打给我", "phone number"),
        ("座机0571-88880000找我", "phone number"),
        ("my number is +44 20 7946 0000", "phone number"),
        ("write to Some.One@Example.com", "e-mail address"),
        ("发到 a＠b.cn 就行", "e-mail address"),
        ("look at HTTPS://example.com/x", "link"),
        ("就是www.example.com这个", "link"),
    ],
)
def test_contact_data_are_named_by_kind_and_never_repeated(
    sound: Path, look: Callable[..., Inspection], text: str, kind: str
) -> None:
    add_phrase(sound, text)
    (problem,) = look(sound).problems
    assert (problem.code, problem.severity) == ("I212", "error")
    assert kind in problem.say.en
    assert not any(character.isdigit() or character == "@" for character in problem.say.en)


@pytest.mark.parametrize(
    "text",
    [
        "订单号 1234567890123456789 到哪了",
        "it is 3.5 cm too long, at 10:30. ok",
        "paid 199.00 on 2026-11-01 and 11.02",
        "tracking SF1234567890123 does not move",
        "can you call me @ home",
    ],
)
def test_numbers_and_marks_of_a_phrase_are_no_contact_data(
    sound: Path, look: Callable[..., Inspection], text: str
) -> None:
    add_phrase(sound, text)
    assert look(sound).problems == ()
