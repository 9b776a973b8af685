"""Nothing that is learned was taken from the labelled messages that measure it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from app.core.features import Lexicon
from app.core.text import bare, clean
from app.training.samples import EVAL_HEADER, TRAIN_HEADER, read_samples
from app.training.tone import TONE_HEADER

ROOT = Path(__file__).parent.parent
MEASURED = ROOT.parent / "shared" / "data"
SHORTEST = 4
"""Letters; below, everybody says the same ("退款", "ok")."""
FILES = ("messages_dev.tsv", "messages_dev_written.tsv")


@pytest.fixture(scope="module")
def strip(lexicon: Lexicon) -> Callable[[str], str]:
    """Return a text cleaned, letters and digits alone."""
    return lambda text: bare(clean(text, lexicon.characters).text)


@pytest.fixture(scope="module")
def learned_from(strip: Callable[[str], str]) -> dict[str, str]:
    """Where each text that is learned stands, by the text."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "intents").glob("*.yaml")):
        for text in _texts_of(yaml.safe_load(path.read_text(encoding="utf-8"))):
            found[strip(text)] = path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "models").glob("*.tsv")):
        header = TONE_HEADER if path.name == "tone.tsv" else TRAIN_HEADER
        for sample in read_samples(path.read_text(encoding="utf-8"), header=header, name=path.name):
            found[strip(sample.text)] = path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "tests" / "cases").glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            found[strip(row["say"])] = path.relative_to(ROOT).as_posix()
    return found


def _texts_of(intent: dict[str, dict[str, list[str]]]) -> list[str]:
    said = [str(text) for texts in intent["says"].values() for text in texts]
    return said + [str(row["text"]) for key in ("together", "not_this") for row in intent.get(key) or ()]  # type: ignore[index]


@pytest.mark.parametrize("name", FILES)
def test_no_measured_message_is_learned_from(
    name: str, learned_from: dict[str, str], strip: Callable[[str], str]
) -> None:
    path = MEASURED / name
    if not path.is_file():
        pytest.skip(f"{path} is not here: the labelled messages are not part of this repository")
    rows = read_samples(path.read_text(encoding="utf-8"), header=EVAL_HEADER, name=name)
    letters = {row.id: strip(row.text) for row in rows}
    same = [
        (row, learned_from[text]) for row, text in letters.items() if len(text) >= SHORTEST and text in learned_from
    ]
    assert same == []
