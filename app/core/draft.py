"""The whole pipeline as one function: an inquiry in, everything the desk gets out."""

from __future__ import annotations

from datetime import datetime

from app.core.check_first import write_check
from app.core.consequences import find_deadlines, find_escalation, find_steps
from app.core.foremost import write_alone_each
from app.core.in_hand import write_in_hand
from app.core.inquiry_desk import GUESS, Desk, Guessed
from app.core.kindred import write_kindred
from app.core.kit import Kit
from app.core.overheard import write_overheard
from app.core.reminder import write_reminder
from app.core.understanding import decide_all, understand
from app.model import Answer, Draft, Inquiry

MOST_DRAFTS = 3


def draft(inquiry: Inquiry, kit: Kit, *, now: datetime) -> Answer:
    """Return classification, manner, decisions, drafts, steps and deadlines for one inquiry.

    Raises BadInput for a notice that the library does not have.
    """
    understood = understand(inquiry, kit, now=now)
    desk = Desk(inquiry, kit, now, understood, decide_all(understood, inquiry, kit, now=now))
    guessed = desk.guess()
    chosen = tuple(desk.choose())
    drafts = _arrange(tuple(desk.write(chosen)), guessed)
    if not any(one.reply.header.alone for one in chosen):
        drafts = _join(drafts, write_kindred(desk, drafts))
    drafts = _close_with(drafts, write_in_hand(desk, chosen, drafts))
    drafts = _close_with(drafts, write_overheard(desk, chosen, drafts))
    alone = write_alone_each(desk, chosen)
    drafts = (*drafts[: MOST_DRAFTS - len(alone)], *alone)
    drafts = _close_with(drafts, write_reminder(desk))
    drafts = _close_with(drafts, write_check(desk, chosen, drafts))
    # What follows belongs to the guess as well: a threat or an overdue refund is none the less so for being unsure.
    likely = next((one for one in guessed if one.likely), None)
    replies = [choice.reply for choice in (*chosen, *(likely.chosen if likely else ()))]
    whole = likely.desk if likely else desk
    # In the zone in which the buyer is told it, so that what was promised can be found in the words of the reply.
    promised = desk.back_by.astimezone(kit.zone(inquiry.platform)) if desk.back_by and desk.promises(drafts) else None
    return Answer(
        understood.classification,
        understood.slots,
        tuple(whole.decisions.values()),
        drafts,
        find_steps(replies),
        find_deadlines(inquiry, whole.understood, whole.decisions, kit, replies=replies, promised=promised, now=now),
        find_escalation(whole.understood, whole.decisions, replies, kit.library),
        understood.manner,
    )


def _join(drafts: tuple[Draft, ...], kindred: Draft | None) -> tuple[Draft, ...]:
    """Return the drafts with a kindred one for the last of them: another reply serves better than a third wording.

    It serves no better than a guess at another matter.
    """
    matters = {draft.matter for draft in drafts if draft.variant == GUESS}
    if kindred is None or (drafts[-1].variant == GUESS and kindred.matter not in matters):
        return drafts
    return (*drafts[: MOST_DRAFTS - 1], kindred)


def _close_with(drafts: tuple[Draft, ...], reminder: Draft | None) -> tuple[Draft, ...]:
    """Return the drafts with one for the last of them that goes on from the shop's last words, where there is one."""
    taken = reminder is None or (drafts[-1].variant == GUESS and reminder.template == "holding.answered")
    return drafts if reminder is None or taken else (*drafts[: MOST_DRAFTS - 1], reminder)


def _arrange(held: tuple[Draft, ...], guessed: tuple[Guessed, ...]) -> tuple[Draft, ...]:
    """Return the drafts to offer, best first: guesses stand behind the reply that holds the line unless one leads."""
    first, *others = held
    # A guess in the words of the first reply is no second choice.
    guessed = tuple(one for one in guessed if one.draft.body.text != first.body.text)
    guesses = [one.draft for one in guessed]
    front = (guesses[0], first, *guesses[1:]) if guessed and guessed[0].leads else (first, *guesses)
    return (*front, *others)[:MOST_DRAFTS]
