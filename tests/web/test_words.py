from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import app.web
from app.model import FACT_NAMES, OUTCOMES, PLATFORMS, SlotKind
from app.web.console import load_words
from app.web.facts_form import GROUPS, list_groups

WEB = Path(app.web.__file__).parent
STATIC = WEB / "static"


def flatten(words: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in words.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


ZH = dict(flatten(load_words("zh")))
EN = dict(flatten(load_words("en")))


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(ZH) == list(EN)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_every_wording_is_text(words: dict[str, object]) -> None:
    assert [key for key, value in words.items() if not isinstance(value, str) or not value.strip()] == []


def test_both_languages_fill_the_same_places() -> None:
    def places(text: object) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", str(text)))

    assert {key for key in ZH if places(ZH[key]) != places(EN[key])} == set()


def test_english_wording_holds_no_chinese() -> None:
    assert {key for key, text in EN.items() if re.search("[\u4e00-\u9fff]", str(text))} == set()


def test_every_value_an_answer_can_hold_has_a_wording() -> None:
    words = load_words("en")
    assert set(OUTCOMES) == set(words["outcome"])
    assert set(PLATFORMS) <= set(words["platform"])
    assert {kind.value for kind in SlotKind} == set(words["slots"])


def test_the_form_asks_for_every_fact_once() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(FACT_NAMES)
    assert set(GROUPS) == set(load_words("en")["form"]["groups"])


def test_fields_are_of_the_kind_of_their_fact() -> None:
    kinds = {field.name: field.kind for fields in list_groups().values() for field in fields}
    shown = {name: kinds[name] for name in ("item", "price_paid", "currency", "signed_at", "worn", "fault")}
    assert list(shown.values()) == ["line", "money", "currency", "moment", "yes_no", "fault"]


def test_scripts_and_pages_use_only_words_that_exist() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (WEB / "pages").glob("*.html"))
    used = set(re.findall(r"\bwords((?:\.[a-z_]+)+)", scripts)) | set(re.findall(r"\bt((?:\.[a-z_]+)+)", pages))
    known = {f".{key}" for key in ZH} | {f".{key[: at.start()]}" for key in ZH for at in re.finditer(r"\.", key)}
    assert used
    assert used - known == set()


def read_tokens(theme: str) -> dict[str, str]:
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r"([^{}]+)\{([^{}]+)\}", css)
    dark = next(body for head, body in blocks if 'data-theme="dark"' in head)
    light = next(body for head, body in blocks if head.strip().endswith(":root"))
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light + (dark if theme == "dark" else "")))


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


READ_ON = [
    *((text, ground) for text in ("text", "quiet") for ground in ("ground", "sheet", "sunk", "accent-soft")),
    *(("text", ground) for ground in ("mark", "mark-lit", "warn-soft", "bad-soft")),
    ("quiet", "mark"),
    ("on-accent", "accent"),
    *(("accent", ground) for ground in ("sheet", "ground", "accent-soft")),
    *((name, ground) for name in ("good", "warn", "bad") for ground in ("sheet", "sunk", f"{name}-soft")),
    ("warn", "mark"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READ_ON)
def test_text_can_be_read_by_wcag_aa(theme: str, text: str, ground: str) -> None:
    tokens = read_tokens(theme)
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edges_of_fields_can_be_seen_by_wcag_aa(theme: str) -> None:
    tokens = read_tokens(theme)
    assert contrast(tokens["edge-strong"], tokens["sheet"]) >= 3


def test_the_dark_tokens_are_the_same_by_choice_and_by_system() -> None:
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    bodies = re.findall(r'data-theme="(?:dark|auto)"\] \{([^}]+)\}', css)
    chosen, system = ([line.strip() for line in body.splitlines() if line.strip()] for body in bodies)
    assert chosen == system


def test_only_the_tokens_hold_colours() -> None:
    others = [path for path in STATIC.glob("*.css") if path.name != "tokens.css"]
    assert others
    for path in others:
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", re.sub(r"#[a-z-]+\s*[{,]", "", path.read_text("utf-8"))) == []
