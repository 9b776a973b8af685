"""Labelled text to learn or measure from: a library's phrases, or a file of labelled messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.definitions import Intent
from app.errors import BadInput, FieldError

TRAIN_HEADER = ("labels", "text")
EVAL_HEADER = ("id", "labels", "text")


@dataclass(frozen=True, slots=True)
class Sample:
    """One text with its labels, most important first. `id` is empty where the file gives none."""

    text: str
    labels: tuple[str, ...]
    id: str = ""


def phrases_of(intents: Iterable[Intent]) -> tuple[Sample, ...]:
    """Return every phrase of `intents` as a sample: what buyers say, near-misses, strong words."""
    return tuple(sample for intent in intents for sample in _phrases_of(intent))


def _phrases_of(intent: Intent) -> Iterator[Sample]:
    words = (*intent.words.zh.strong, *intent.words.en.strong)
    yield from (Sample(text, (intent.id,)) for text in (*intent.says.zh, *intent.says.en, *words))
    yield from (Sample(both.text, (intent.id, *both.also)) for both in intent.together)
    yield from (Sample(miss.text, (miss.belongs_to,)) for miss in intent.not_this)


def read_samples(text: str, *, header: tuple[str, ...], name: str) -> tuple[Sample, ...]:
    """Return the rows of a tab-separated file called `name` whose first line is `header`.

    Raises BadInput that names every bad line. Empty lines are passed over.
    """
    first, *lines = text.removeprefix("\ufeff").split("\n")
    if tuple(first.rstrip("\r").split("\t")) != header:
        raise BadInput([FieldError(f"{name}:1", f"the first line must be {'<TAB>'.join(header)}")])
    faults: list[FieldError] = []
    samples: list[Sample] = []
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        labels = tuple(label.strip() for label in cells[-2].split("|")) if len(cells) == len(header) else ()
        if not labels or not all(labels):
            faults.append(
                FieldError(f"{name}:{number}", f"needs {len(header)} cells with a label: {'<TAB>'.join(header)}")
            )
            continue
        samples.append(Sample(cells[-1], labels, cells[0] if len(header) == len(EVAL_HEADER) else ""))
    if faults or not samples:
        raise BadInput(faults or [FieldError(name, "holds no rows below its first line")])
    return tuple(samples)
