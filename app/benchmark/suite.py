"""The measurements of one run: each gives its rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import jieba

from app.benchmark.clock import Work, time_work
from app.benchmark.cores import Sharing, measure_cores
from app.benchmark.growth import grow
from app.benchmark.plain import learn_plainly
from app.benchmark.row import Bound, Row
from app.benchmark.service import Start, start_service, time_jieba
from app.benchmark.steps import as_work, list_steps
from app.core.classify import Classifier

WHOLE, CUT, PLAIN, GROWN, DRAFT = (
    "classification",
    "jieba.lcut",
    "scikit-learn pipeline",
    "classification, 10 x phrases",
    "draft",
)
ALONE = "jieba alone"
LONG_RUNS = 5
"""Turns of what takes seconds each."""
STARTS = 7
"""Of so many starts of a kind the quickest counts: the others met what else the machine did."""
Measurement = Callable[[], list[Row]]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured, and how thoroughly.

    `share_out` classifies messages on so many cores, `cut_out` cuts them; at most `taught` phrases teach the
    scikit-learn pipeline; `compile_first` puts a start that is not counted, because Python compiles, before the others.
    """

    classifier: Classifier
    draft: Work
    share_out: Sharing
    cut_out: Sharing
    messages: list[str]
    rounds: int
    taught: int
    compile_first: bool


def list_measurements(bench: Bench) -> Mapping[str, Measurement]:
    """Return the measurements by the words that say what is going on."""
    return {
        "classifying": partial(_measure_classification, bench),
        "taking the steps one by one": partial(_measure_steps, bench),
        "learning and asking scikit-learn": partial(_measure_plain, bench),
        "growing": partial(_measure_growth, bench),
        "drafting": partial(_measure_draft, bench),
        "sharing out": partial(_measure_cores, bench),
        "starting the service": partial(_measure_starts, bench),
    }


def _measure_classification(bench: Bench) -> list[Row]:
    timing = time_work({WHOLE: bench.classifier.classify, CUT: jieba.lcut}, bench.messages, rounds=bench.rounds)
    return [
        Row(CUT, timing.median(CUT), "us"),
        Row(WHOLE, timing.median(WHOLE), "us", timing.ratio(WHOLE, CUT), CUT, Bound(10.0)),
    ]


def _measure_steps(bench: Bench) -> list[Row]:
    works: dict[str, Work] = {CUT: jieba.lcut}
    for name, (prepare, step) in list_steps(bench.classifier).items():
        works[f"- {name}"] = as_work(prepare, step, bench.messages)
    timing = time_work(works, bench.messages, rounds=bench.rounds)
    return [Row(name, timing.median(name), "us", timing.ratio(name, CUT), CUT) for name in works if name != CUT]


def _measure_plain(bench: Bench) -> list[Row]:
    phrases = bench.classifier.reader.phrases.phrases
    taught = phrases[:: -(-len(phrases) // bench.taught)]
    return _compare(bench, PLAIN, learn_plainly(taught, jieba.lcut))


def _measure_growth(bench: Bench) -> list[Row]:
    return _compare(bench, GROWN, grow(bench.classifier).classify, bound=Bound(2.0))


def _measure_draft(bench: Bench) -> list[Row]:
    return _compare(bench, DRAFT, bench.draft)


def _compare(bench: Bench, name: str, work: Work, *, bound: Bound | None = None) -> list[Row]:
    """Return one row: what `work` costs, beside a classification of the same message."""
    timing = time_work({WHOLE: bench.classifier.classify, name: work}, bench.messages, rounds=bench.rounds)
    return [Row(name, timing.median(name), "us", timing.ratio(name, WHOLE), WHOLE, bound)]


def _measure_cores(bench: Bench) -> list[Row]:
    return measure_cores(bench.share_out, bench.cut_out, runs=min(bench.rounds, LONG_RUNS))


def _measure_starts(bench: Bench) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        bytecode, data = Path(folder, "bytecode"), Path(folder, "data")
        if bench.compile_first:
            start_service(Path(folder, "first"), bytecode=bytecode)
        turns = range(STARTS if bench.compile_first else 1)
        alone = min(time_jieba(bytecode=bytecode) for _ in turns)
        cold = _take_quickest(start_service(Path(folder, f"data{turn}"), bytecode=bytecode) for turn in turns)
        start_service(data, bytecode=bytecode)
        return _tell_starts(alone, cold, _take_quickest(start_service(data, bytecode=bytecode) for _ in turns))


def _take_quickest(starts: Iterable[Start]) -> Start:
    return min(starts, key=lambda start: start.seconds)


def _tell_starts(alone: float, cold: Start, cached: Start) -> list[Row]:
    return [
        Row(ALONE, alone, "s"),
        Row("start, empty data folder", cold.seconds, "s", cold.seconds / alone, ALONE, Bound(4.8)),
        Row("start, with the cache", cached.seconds, "s", cached.seconds / alone, ALONE, Bound(2.4)),
        Row("memory of a ready service", cached.memory, "MB", bound=Bound(350.0)),
    ]
