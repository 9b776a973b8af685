"""The draft of the foremost matter alone, behind a reply that joins several: the others may have been misheard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.chosen import Chosen
from app.core.inquiry_desk import GUESS, Desk
from app.model import Draft


def write_foremost(desk: Desk, chosen: Sequence[Chosen]) -> Draft | None:
    """Return the draft that answers the foremost matter and no other; None where there is only one, or it was said.

    A third wording of the joined reply serves only where it is right; this one where all but the first are wrong.
    """
    first, *others = chosen
    if not others or desk.inquiry.intents:
        return None
    written = next(desk.with_topic(first.topic).write([first]), None)
    if written is None or any(finding.severity == "block" for finding in written.findings):
        return None
    return replace(written, variant=GUESS)
