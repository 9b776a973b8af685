"""`shouhou classify`: messages in, intents out, on as many cores as there are."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from app.cli.faults import answer_fault, name_faults
from app.cli.streams import read_lines, read_text, with_progress, write_line
from app.contract import read_classify, read_json, write_classification
from app.core.classify import Classifier
from app.engine import learn_file, open_engine
from app.errors import BadInput
from app.settings import read_settings
from app.training.samples import TRAIN_HEADER, read_samples

WORTH_SHARING = 500
"""From so many lines on, starting a process for each further core pays."""
LINES_AT_ONCE = 100
_shared: list[Classifier] = []
"""The classifier of a worker process: put here before the workers are forked, so that they share its memory."""

Outcome = tuple[str, tuple[str, ...]]
"""The line to write, and what is wrong with the input."""


def classify(
    source: Annotated[str, typer.Argument(metavar="[FILE|-]", help='JSON Lines of {"id", "text"}.')] = "-",
    train: Annotated[
        str | None, typer.Option(metavar="TRAIN.tsv", help="Know only this file's phrases: labels<TAB>text.")
    ] = None,
) -> None:
    """Say what each message is about: JSON Lines in, JSON Lines out, in the same order."""
    lines = read_lines(source)
    classifier = open_classifier_for(train)
    sound = True
    with share_out(classifier, [line for _, line in lines], cores=count_cores()) as outcomes:
        told = with_progress(outcomes, total=len(lines), doing="classifying")
        for (number, _), (answer, faults) in zip(lines, told, strict=True):
            write_line(answer)
            for fault in faults:
                sound = False
                print(f"line {number}: {fault}", file=sys.stderr)
    raise typer.Exit(0 if sound else 1)


def open_classifier_for(train: str | None) -> Classifier:
    """Return the library's classifier, or one that knows only the labelled file `train`."""
    settings = read_settings()
    if train is None:
        engine = open_engine(settings, tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
        return engine.kit.classifier
    samples = read_samples(read_text(train), header=TRAIN_HEADER, name=train)
    return learn_file(samples, settings.data_dir / "cache")


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def share_out(classifier: Classifier, lines: list[str], *, cores: int) -> Iterator[Iterable[Outcome]]:
    """Yield the outcome of each of `lines` in order, on several cores where that pays."""
    _shared[:] = [classifier]
    if len(lines) < WORTH_SHARING or cores == 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield map(classify_line, lines)
        return
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        yield pool.imap(classify_line, lines, chunksize=LINES_AT_ONCE)


def classify_line(line: str) -> Outcome:
    """Return the answer to one line, or what stands in its place, and what is wrong with it."""
    try:
        asked = read_classify(read_json(line.encode("utf-8")))
    except BadInput as error:
        return answer_fault(line, error), name_faults(error)
    found = _shared[0].classify(asked.text)
    return write_classification(found, inquiry_id=asked.id).model_dump_json(), ()
