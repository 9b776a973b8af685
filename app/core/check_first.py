"""The draft that names the buyer's question and says that it is being checked, behind a reply that may not meet it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.chosen import Chosen
from app.core.inquiry_desk import GUESS, Desk
from app.core.language import CJK
from app.core.mentions import find_longest
from app.core.replies import HOLDING
from app.core.values import QUESTION
from app.model import Draft

TELLING, TELLING_LATIN = 3, 9
"""So many letters has a word that a reply listens for which alone shows that it meets the question."""
PARTICULAR, PARTICULAR_LATIN = 9, 7
"""Chinese characters, or words: a question of fewer is that of its whole matter, which the reply is written for."""


def write_check(desk: Desk, chosen: Sequence[Chosen], offered: Sequence[Draft]) -> Draft | None:
    """Return the draft that only checks what is asked; None where nothing plain is asked, or it is met already.

    A third wording of a reply that is written for every question of its matter serves less than a look at this one.
    """
    question = desk.quoted.get(desk.understood.reply_language, {}).get(QUESTION)
    if question is None or offered[-1].variant == GUESS or desk.inquiry.intents:
        return None
    if question in offered[0].body.text or not _is_particular(question) or _is_met(desk, chosen):
        return None
    beside = desk.with_topic(HOLDING)
    held = [one for one in beside.choose() if one.topic == HOLDING]
    written = next(beside.write(held), None) if held else None
    return replace(written, variant=GUESS) if written and question in written.body.text else None


def _is_particular(question: str) -> bool:
    return len(CJK.findall(question)) >= PARTICULAR or len(question.split()) >= PARTICULAR_LATIN


def _is_met(desk: Desk, chosen: Sequence[Chosen]) -> bool:
    """Return whether the replies hold the line, follow from a decision or were chosen by a telling word."""
    text = desk.understood.text
    least = TELLING if CJK.search(text) else TELLING_LATIN
    for one in chosen:
        when = one.reply.header.when
        said = find_longest(text, when.says)
        if one.topic == HOLDING or when.outcome or when.reason or (said is not None and said.letters >= least):
            return True
    return False
