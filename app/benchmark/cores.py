"""What a second core brings: to a classification, and to bare jieba, which says what the machine itself allows."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from time import perf_counter

import jieba

from app.benchmark.row import Bound, Row

Sharing = Callable[[int], int]
"""Works through messages on so many cores, and says how many they were."""
ONE, TWO = "one process", "two processes"
BARE_ONE, BARE_TWO = "jieba.lcut, one process", "jieba.lcut, two processes"


def measure_cores(classify: Sharing, cut: Sharing, *, runs: int) -> list[Row]:
    """Return what `classify` and `cut` do in a second on one core and on two; the quickest of `runs` counts."""
    turns = [[_time(work, cores) for work in (classify, cut) for cores in (1, 2)] for _ in range(runs)]
    one, two, bare_one, bare_two = map(max, zip(*turns, strict=True))
    return [
        Row(BARE_ONE, bare_one, "1/s"),
        Row(BARE_TWO, bare_two, "1/s", bare_two / bare_one, BARE_ONE),
        Row(ONE, one, "1/s"),
        Row(TWO, two, "1/s", two / one, ONE, Bound(1.8, least=True)),
    ]


def _time(work: Sharing, cores: int) -> float:
    began = perf_counter()
    return work(cores) / (perf_counter() - began)


def cut_messages(messages: list[str], turns: int, cores: int) -> int:
    """Cut the messages so many times on so many cores, and return how many were cut."""
    if cores == 1:
        return sum(map(_cut, [messages] * turns))
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        return sum(pool.imap_unordered(_cut, [messages] * turns))


def _cut(messages: list[str]) -> int:
    for message in messages:
        jieba.lcut(message)
    return len(messages)
