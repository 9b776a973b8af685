"""A message means the same however it is typed: tests/variants/*.yaml holds messages, and each again as buyers send it.

`is` is the label and `say` the message; every other key is a kind of variant: `traditional` characters, `homophone`
(a character taken for another), `pinyin` (a syllable left in letters), `misspelling`, `spaceless` (words run
together), `width` (full-width letters), `marks` (repeated marks, emoji), `filler` (what people say while they think).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from app.core.classify import SILENT
from app.core.text import bare, clean
from app.engine import Engine
from app.training.samples import EVAL_HEADER, read_samples

TABLES = sorted((Path(__file__).parent / "variants").glob("*.yaml"))
MEASURED = Path(__file__).parent.parent.parent / "shared" / "data"
KINDS = ("traditional", "homophone", "pinyin", "misspelling", "spaceless", "width", "marks", "filler")
ENOUGH = 0.9
FEWEST_OF_A_KIND = 5
FEWEST = 150


@dataclass(frozen=True, slots=True)
class Variant:
    """A message typed in another way."""

    kind: str
    base: str
    text: str


def read_rows() -> list[dict[str, str | list[str]]]:
    """Return every row of both tables."""
    return [row for path in TABLES for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def read_variants() -> Iterator[Variant]:
    """Yield every variant of every row."""
    for row in read_rows():
        for kind in row.keys() - {"is", "say"}:
            texts = row[kind]
            for text in [texts] if isinstance(texts, str) else texts:
                yield Variant(kind, str(row["say"]), text)


def find_best(text: str, engine: Engine) -> str:
    """Return the first intent of a message, or the best candidate where none is asserted."""
    found = engine.classify(text)
    return (found.intents or found.candidates)[0].id


def count_same(variants: list[Variant], engine: Engine) -> tuple[int, list[str]]:
    """Return how many variants are taken as their base is, and a line for each of the others."""
    pairs = [(one, find_best(one.base, engine), find_best(one.text, engine)) for one in variants]
    apart = [f"{one.kind}: {one.text} ({meant} → {taken})" for one, meant, taken in pairs if meant != taken]
    return len(pairs) - len(apart), apart


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_of_typing_says_the_same(kind: str, engine: Engine) -> None:
    variants = [one for one in read_variants() if one.kind == kind]
    same, apart = count_same(variants, engine)
    assert len(variants) >= FEWEST_OF_A_KIND
    assert same >= ENOUGH * len(variants), "\n".join(apart)


def test_variants_say_the_same_as_their_messages(engine: Engine) -> None:
    variants = list(read_variants())
    same, apart = count_same(variants, engine)
    print("\n".join(apart))
    assert {one.kind for one in variants} == set(KINDS)
    assert len(variants) >= FEWEST
    assert same >= ENOUGH * len(variants), "\n".join(apart)


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: str(row["say"]))
def test_the_message_itself_is_taken_for_its_matter(row: dict[str, str], engine: Engine) -> None:
    if row["is"] in SILENT:
        assert engine.classify(row["say"]).intents == ()
    else:
        assert find_best(row["say"], engine) == row["is"]


def test_every_intent_has_a_message(engine: Engine) -> None:
    assert {row["is"] for row in read_rows()} == set(engine.library.intents)


def test_no_message_was_learned_from(engine: Engine) -> None:
    reader = engine.kit.classifier.reader
    learned = {strip(phrase.text, engine) for phrase in reader.phrases.phrases}
    assert [row["say"] for row in read_rows() if strip(str(row["say"]), engine) in learned] == []


@pytest.mark.parametrize("name", ["messages_dev.tsv", "messages_dev_written.tsv"])
def test_no_message_is_a_measured_one(name: str, engine: Engine) -> None:
    path = MEASURED / name
    if not path.is_file():
        pytest.skip(f"{path} is not here: the labelled messages are not part of this repository")
    rows = read_samples(path.read_text(encoding="utf-8"), header=EVAL_HEADER, name=name)
    measured = {strip(row.text, engine) for row in rows}
    assert [row["say"] for row in read_rows() if strip(str(row["say"]), engine) in measured] == []


def strip(text: str, engine: Engine) -> str:
    """Return a text cleaned, letters and digits alone."""
    return bare(clean(text, engine.kit.classifier.reader.lexicon.characters).text)
