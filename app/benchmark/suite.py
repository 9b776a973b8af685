"""The measurements of one run: each gives its rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

import jieba

from app.benchmark.clock import Work, time_work
from app.benchmark.growth import grow
from app.benchmark.plain import learn_plainly
from app.benchmark.row import Bound, Row
from app.benchmark.service import Start, start_service
from app.benchmark.steps import as_work, list_steps
from app.core.classify import Classifier

WHOLE, CUT, PLAIN, GROWN, DRAFT = (
    "classification",
    "jieba.lcut",
    "scikit-learn pipeline",
    "classification, 10 x phrases",
    "draft",
)
ONE, TWO = "one process", "two processes"
Measurement = Callable[[], list[Row]]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured, and how thoroughly.

    `share_out` classifies messages on so many cores and says how many they were; at most `taught` phrases teach the
    scikit-learn pipeline; `compile_first` puts a start that is not counted, because Python compiles, before the others.
    """

    classifier: Classifier
    draft: Work
    share_out: Callable[[int], int]
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
    speed = dict.fromkeys((1, 2), 0.0)
    for _ in range(bench.rounds):
        for cores in speed:
            began = perf_counter()
            count = bench.share_out(cores)
            speed[cores] = max(speed[cores], count / (perf_counter() - began))
    one, two = speed.values()
    return [Row(ONE, one, "1/s"), Row(TWO, two, "1/s", two / one, ONE, Bound(1.8, least=True))]


def _measure_starts(bench: Bench) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        bytecode = Path(folder, "bytecode")
        if bench.compile_first:
            start_service(Path(folder, "first"), bytecode=bytecode)
        cold = start_service(Path(folder, "data"), bytecode=bytecode)
        return _tell_starts(cold, start_service(Path(folder, "data"), bytecode=bytecode))


def _tell_starts(cold: Start, cached: Start) -> list[Row]:
    return [
        Row("start, empty data folder", cold.seconds, "s", bound=Bound(3.0)),
        Row("start, with the cache", cached.seconds, "s", bound=Bound(1.5)),
        Row("memory of a ready service", cached.memory, "MB", bound=Bound(350.0)),
    ]
