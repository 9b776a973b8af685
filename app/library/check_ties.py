"""Replies between which nothing decides: as many conditions, the same priority, and a case that is both (R217)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from app.core.choice import SIDES, count_conditions
from app.core.definitions import Phrases, When
from app.core.mentions import find_shared
from app.library.catalogue.replies import TIES
from app.library.shelf import WrittenReply
from app.model import Bilingual, Problem


def check_ties(replies: Sequence[WrittenReply]) -> Iterator[Problem]:
    """Yield one problem for each pair of active replies of an intent that may both fit and neither wins."""
    by_rank: dict[tuple[str, int, int, bool], list[WrittenReply]] = {}
    for reply in replies:
        header = reply.reply.header
        if reply.active and not reply.reply.is_notice:
            for topic in reply.reply.topics:
                rank = (topic, header.priority, count_conditions(header.when), bool(header.when.reason))
                by_rank.setdefault(rank, []).append(reply)
    named: set[tuple[str, str]] = set()
    for equals in by_rank.values():
        for one, other in combinations(equals, 2):
            pair = one.head.path, other.head.path
            tie = _find_tie(one.reply.header.when, other.reply.header.when)
            if tie is not None and pair not in named:
                named.add(pair)
                yield other.head.problem("R217", "when", other=one.head.path, why=tie)


def _find_tie(one: When, other: When) -> Bilingual | None:
    """Return why neither wins where both fit; None where they never meet, or the words of a message decide.

    What is the very same case is another fault.
    """
    silent = [when.says == Phrases() for when in (one, other)]
    if one == other or not _may_meet(one, other) or (any(silent) and not all(silent)):
        return None
    if all(silent):
        return TIES["case"]
    shared = find_shared(one.says, other.says)
    words = ", ".join(shared)
    wording = TIES["words"]
    return Bilingual(wording.zh.format(words=words), wording.en.format(words=words)) if shared else None


def _may_meet(one: When, other: When) -> bool:
    """Return whether one case can be both."""
    sides = [(getattr(one, side), getattr(other, side)) for side in SIDES]
    sides += [(one.also[rule], other.also[rule]) for rule in one.also.keys() & other.also.keys()]
    return all(not mine or not theirs or set(mine) & set(theirs) for mine, theirs in sides)
