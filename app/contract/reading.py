"""Requests → the values the engine works with. Every wrong field is named, never just the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import from_json

from app.contract.faults import WHOLE, read_as
from app.contract.requests import ClassifyRequest, DraftRequest, LintRequest
from app.core.lint import Terms
from app.errors import FieldError, NotJson
from app.model import FACT_NAMES, Facts, Inquiry, Language, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from app.contract.requests import EarlierTurn, KnownFacts

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Asked(NamedTuple):
    """A request for drafts: what to draft for, when it is, what to echo, and for whom to explain.

    `now` is None where the caller leaves the time to the service.
    """

    inquiry: Inquiry
    now: datetime | None
    id: str | None
    agent_language: Language


def read_json(text: bytes) -> object:
    """Return the JSON value of `text`; NaN, bad UTF-8, half characters or great depth raise NotJson too."""
    try:
        return from_json(text.removeprefix(_BYTE_ORDER_MARK), allow_inf_nan=False)
    except ValueError as error:
        raise NotJson([FieldError(WHOLE, f"is not JSON in UTF-8: {error}")]) from None


def read_inquiry(data: object) -> Asked:
    """Return the inquiry that `data` (a parsed DraftRequest) asks about, or raise BadInput or TooLarge."""
    request = read_as(DraftRequest, data, also=_check_subject(data))
    inquiry = Inquiry(
        message=request.message,
        notice=request.notice,
        platform=request.platform,
        shop=request.shop,
        facts=_convert_facts(request.facts),
        history=tuple(_convert_turn(turn) for turn in request.history),
        reply_language=request.reply_language,
    )
    return Asked(inquiry, request.now, request.id, request.agent_language)


def read_classify(data: object) -> ClassifyRequest:
    """Return the message to classify, or raise BadInput or TooLarge."""
    return read_as(ClassifyRequest, data)


def read_lint(data: object) -> LintRequest:
    """Return the text to check, or raise BadInput or TooLarge."""
    return read_as(LintRequest, data)


def read_context(request: LintRequest, *, present: datetime) -> Terms | None:
    """Return what the promises of the text are held against; None where the caller says nothing of the order."""
    given = request.context
    if given is None:
        return None
    amounts = () if given.amount is None else (given.amount,)
    return Terms(given.outcomes, amounts, given.currency, given.deadline, given.now or present)


def _check_subject(data: object) -> Iterator[FieldError]:
    if not isinstance(data, dict):
        return
    given = [key for key in ("message", "notice") if data.get(key) is not None]
    if not given:
        yield FieldError("message", "is required (or, instead of it, notice)")
    if len(given) > 1:
        yield FieldError("notice", "cannot be given together with message; leave one of them out")


def _convert_facts(facts: KnownFacts) -> Facts:
    return Facts(**{name: getattr(facts, name) for name in FACT_NAMES})


def _convert_turn(turn: EarlierTurn) -> Turn:
    return Turn(sender=turn.sender, text=turn.text, at=turn.at)
