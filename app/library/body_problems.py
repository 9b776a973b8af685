"""Wording the faults that the core finds in the body of a reply (R201, R206, R210)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.core.reply_syntax import BLOCK_NAMES, SyntaxFault
from app.library.catalogue.replies import BLOCKS, NO_REASON, OVER_LINES
from app.library.problems import fill, make_problem, suggest
from app.model import Bilingual, Problem

_SHOWN = 40


def tell_faults(faults: Iterable[SyntaxFault], *, path: str) -> Iterator[Problem]:
    """Yield a problem for each fault."""
    for fault in faults:
        yield _tell(fault, path=path)


def _tell(fault: SyntaxFault, *, path: str) -> Problem:
    what = shorten(fault.what)
    if fault.kind == "braces":
        return make_problem("R210", path=path, line=fault.number, what=what)
    if fault.kind in ("not_allowed", "if_over_lines"):
        why = OVER_LINES if fault.kind == "if_over_lines" else NO_REASON
        return make_problem("R206", path=path, line=fault.number, what=what, why=why)
    return make_problem("R201", path=path, line=fault.number, wrong=_say_block(fault, what))


def _say_block(fault: SyntaxFault, what: str) -> Bilingual:
    hint = suggest(what, BLOCK_NAMES) if fault.kind == "unknown_block" else Bilingual("", "")
    return fill(BLOCKS[fault.kind], what=what, hint=hint, known=", ".join(BLOCK_NAMES))


def shorten(text: str) -> str:
    """Return the beginning of a long text, so that a message stays on one line."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
