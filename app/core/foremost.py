"""The drafts of each matter alone, behind a reply that joins several: one of them may have been misheard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.chosen import Chosen
from app.core.inquiry_desk import GUESS, Desk
from app.model import Draft

PAIR = 2
"""Of so many matters each is offered alone; of more only the foremost, the joined reply keeping its two wordings."""


def write_alone_each(desk: Desk, chosen: Sequence[Chosen]) -> tuple[Draft, ...]:
    """Return the drafts that answer one matter and no other, the foremost first; none where there is only one matter.

    Another wording of the joined reply serves only where it is right; these where one of its matters is wrong.
    """
    if len(chosen) < PAIR or desk.inquiry.intents or any(one.reply.header.alone for one in chosen):
        return ()
    alone = chosen if len(chosen) == PAIR else chosen[:1]
    written = (next(desk.with_topic(one.topic).write([replace(one, brief=False)]), None) for one in alone)
    return tuple(replace(draft, variant=GUESS) for draft in written if draft is not None and not _is_blocked(draft))


def _is_blocked(draft: Draft) -> bool:
    return any(finding.severity == "block" for finding in draft.findings)
