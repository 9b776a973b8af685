"""A second question in a message, asked directly: it is answered in the same reply, in few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.core.classify import CAUSED, POLITE, SILENT, Classifier
from app.core.pattern import Pattern
from app.core.text import split_clauses
from app.model import Classification

BESIDE = 0.15
"""A matter that the whole message lends less than this is not asked for by one of its clauses."""
ASKED = 0.6
"""A clause read alone must be so sure of its matter."""
FAINT, SURE = 0.02, 0.9
"""The same where only a particle parts a question from what follows: the whole is read as one sentence then."""
DOUBTFUL = ("presale",)
"""Where nothing is asserted any odd question looks like one of these."""
SHORTEST = 3
"""Letters: a clause of fewer asks for nothing by itself."""
_QUESTION = Pattern(
    r"[?吗呢么]\W*$|多久|多少|几[天时号点]|什么时候|啥时候|怎[么样]|如何|哪[里个天些]|谁|可不可以|([\u4e00-\u9fff])不\1"
    r"|^\W*(?:and |but |also |so |btw |plus )?"
    r"(?:how|when|where|what|which|who|why|can|could|do|does|did|is|are|will|would|should|may)\b"
)
_PARTICLE = Pattern(r"(?<=[吗呢呀])(?=[\u4e00-\u9fff]{3})")
"""Behind it a question is over, and whoever writes without a stop goes on."""
_JOINED = Pattern(
    r"^\W*(?:另外|还有|顺便|再问|对了|以及"
    r"|(?:and )?also\b|and (?:how|when|what|where|who|can|do|does|is)\b|one more|another question"
    r"|btw\b|by the way|plus\b)"
)
"""Begins what is asked besides: the message as a whole need lend it nothing."""


def find_asked(text: str, found: Classification, taken: Sequence[str], classifier: Classifier) -> Iterator[str]:
    """Yield the candidates beside those `taken` that a clause in the form of a question asks for, likeliest first."""
    barred = {*taken, *SILENT, *POLITE, *CAUSED, *(DOUBTFUL if found.abstained else ())}
    open_to = {one.id: one.score for one in found.candidates if one.score >= FAINT and one.id not in barred}
    clauses = [text[start:end] for start, end in split_clauses(text)]
    parted = [part for clause in clauses for part in _PARTICLE.split(clause) if part != clause]
    if len(clauses) + len(parted) == 1:
        return
    joined = {one: SURE for one in _read_joined(clauses, classifier) if one not in barred}
    open_to = joined | open_to
    asked = {
        *joined,
        *_read_questions(clauses if len(clauses) > 1 else (), BESIDE, ASKED, open_to, classifier),
        *_read_questions(parted, FAINT, SURE, open_to, classifier),
    }
    yield from (one for one in open_to if one in asked)


def _read_questions(
    clauses: Sequence[str], beside: float, sure: float, open_to: Mapping[str, float], classifier: Classifier
) -> Iterator[str]:
    """Yield what those `clauses` ask that are so sure of it, and that the whole message lends so much."""
    for clause in clauses:
        best = classifier.classify(clause).candidates[:1] if is_question(clause) else ()
        yield from (one.id for one in best if one.score >= sure and open_to.get(one.id, 0.0) >= beside)


def _read_joined(clauses: Sequence[str], classifier: Classifier) -> Iterator[str]:
    """Yield what the clauses behind the first ask that say themselves that they ask something else."""
    for clause in clauses[1:]:
        best = classifier.classify(clause).candidates[:1] if _JOINED.search(clause) and is_question(clause) else ()
        yield from (one.id for one in best if one.score >= ASKED)


def is_question(clause: str) -> bool:
    """Return whether a clause asks something."""
    return sum(map(str.isalnum, clause)) >= SHORTEST and _QUESTION.search(clause) is not None
