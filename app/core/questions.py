"""A second question in a message, asked directly: it is answered in the same reply, in few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.core.classify import CAUSED, POLITE, SILENT, Classifier
from app.core.text import split_clauses
from app.model import Classification

BESIDE = 0.15
"""A matter that the whole message lends less than this is not asked for by one of its clauses."""
ASKED = 0.6
"""A clause read alone must be so sure of its matter."""
SHORTEST = 4
"""Letters: a clause of fewer asks for nothing by itself."""
_QUESTION = re.compile(
    r"[?吗呢么]\W*$|多久|多少|几[天时号点]|什么时候|啥时候|怎[么样]|如何|哪[里个天些]|谁|可不可以|([\u4e00-\u9fff])不\1"
    r"|^\W*(?:and |but |also |so |btw |plus )?"
    r"(?:how|when|where|what|which|who|why|can|could|do|does|did|is|are|will|would|should|may)\b"
)


def find_asked(text: str, found: Classification, taken: Sequence[str], classifier: Classifier) -> Iterator[str]:
    """Yield the candidates beside those `taken` that a clause in the form of a question asks for, likeliest first."""
    barred = {*taken, *SILENT, *POLITE, *CAUSED}
    open_to = [one.id for one in found.candidates if one.score >= BESIDE and one.id not in barred]
    clauses = split_clauses(text)
    if not open_to or len(clauses) == 1:
        return
    asked = {_read_alone(text[start:end], classifier) for start, end in clauses if is_question(text[start:end])}
    yield from (one for one in open_to if one in asked)


def is_question(clause: str) -> bool:
    """Return whether a clause asks something."""
    return sum(map(str.isalnum, clause)) >= SHORTEST and _QUESTION.search(clause) is not None


def _read_alone(clause: str, classifier: Classifier) -> str | None:
    """Return what a clause by itself is about; None where it does not say."""
    best = classifier.classify(clause).candidates[:1]
    return best[0].id if best and best[0].score >= ASKED else None
