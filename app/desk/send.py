"""A reply goes out: checked once more, kept as the shop's message, and written into the after-sales log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from rapidfuzz.distance import Levenshtein
from sqlalchemy.orm import Session

from app.core.consequences import PROMISED
from app.core.language import has_letters, reply_language, spoken_language
from app.core.lint import Terms
from app.core.search_terms import find_terms
from app.core.slots.amounts import find_amounts
from app.core.spoken_promises import find_spoken
from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.drafter import Drafter
from app.desk.due import PROMISE, SENT, find_due, find_promises
from app.desk.faults import NotFound, NotSendable, TooLate, refuse
from app.desk.hand_over import check_whose_turn
from app.desk.news import tell_sent
from app.desk.readings import read_kept_terms
from app.desk.registers.promises import TOLD, close_promises, open_promise
from app.desk.traces import Deed
from app.model import Finding, Language, Platform
from app.store.conversations import change_conversation
from app.store.drafts import decide_draft, get_draft, list_offered, replace_drafts
from app.store.messages import Added, NewMessage, add_message
from app.store.records import Conversation, Draft, Message
from app.store.search import index_terms


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be sent: a draft as it is (`text` None), a draft edited, or a text of one's own (`draft_id` None)."""

    text: str | None = None
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The shop's message as it is kept. `draft` is None where the text was the agent's own."""

    message: Message
    conversation: Conversation
    draft: Draft | None
    findings: tuple[Finding, ...]


def send(session: Session, engine: Drafter, conversation_id: int, reply: Reply, *, now: datetime, actor: Actor) -> Sent:
    """Keep a reply as sent and return it with the warnings of the pre-send check.

    The buyer waits no more; the conversation is due again when the shop has promised something. Who answers a
    conversation that is nobody's has it from now on. Raises NotSendable where the check blocks the text, and TooLate
    where the draft is not offered any more, SupervisorOnly where an agent answers what waits for a supervisor.
    """
    conversation = take_conversation(session, conversation_id, actor)
    check_whose_turn(conversation, actor)
    draft = _find_draft(session, conversation, reply.draft_id)
    text = _choose_text(reply, draft)
    findings = check_text(session, engine, conversation, text, draft=draft, now=now)
    if any(finding.severity == "block" for finding in findings):
        raise NotSendable(findings)
    deed = Deed(session, actor, now)
    decided = _decide(deed, draft, text)
    added = _keep(deed, conversation, text, language=_language(conversation, draft, text))
    _write_log(deed, conversation, added.message, decided)
    tell_sent(deed, conversation, added.message, decided)
    return Sent(added.message, _settle(deed, added.conversation), decided, findings)


def check_text(
    session: Session,
    engine: Drafter,
    conversation: Conversation,
    text: str,
    *,
    draft: Draft | None,
    now: datetime,
) -> tuple[Finding, ...]:
    """Return what the pre-send check objects to, its promises held against what the draft rests on.

    For a text of the agent's own that is what the first draft offered rests on.
    """
    offered = draft or next(iter(list_offered(session, conversation.id)), None)
    terms: Terms | None = read_kept_terms(offered.answer, now=now) if offered else None
    language, platform = _language(conversation, draft, text), cast("Platform", conversation.platform)
    return engine.lint(text, language=language, platform=platform, terms=terms)


def _find_draft(session: Session, conversation: Conversation, draft_id: int | None) -> Draft | None:
    if draft_id is None:
        return None
    draft = get_draft(session, draft_id)
    if draft is None or draft.conversation_id != conversation.id:
        raise NotFound("There is no draft of that number in this conversation.")
    return draft


def _choose_text(reply: Reply, draft: Draft | None) -> str:
    text = (reply.text or "").strip() if reply.text is not None or draft is None else draft.text
    if not text:
        raise refuse("text", "is empty; give the words to be sent, or the number of a draft")
    return text


def _decide(deed: Deed, draft: Draft | None, text: str) -> Draft | None:
    """Write what became of the draft and return it; None for a text of the agent's own."""
    if draft is None:
        return None
    distance = Levenshtein.normalized_distance(draft.text, text)
    decided = decide_draft(
        deed.session,
        draft.id,
        state="edited" if distance else "sent",
        by=deed.actor.user_id,
        at=deed.now,
        final_text=text,
        edit_distance=distance,
    )
    if decided is None:
        raise TooLate("This draft is not offered any more: look at the conversation again before you send.")
    return decided


def _keep(deed: Deed, conversation: Conversation, text: str, *, language: Language) -> Added:
    replace_drafts(deed.session, conversation.id)
    new = NewMessage(
        author="agent",
        text=text,
        sent_at=deed.now,
        received_at=deed.now,
        user_id=deed.actor.user_id,
        language=language,
    )
    index_terms(deed.session, conversation, find_terms(text))
    return add_message(deed.session, conversation, new)


def _write_log(deed: Deed, conversation: Conversation, message: Message, draft: Draft | None) -> None:
    """Write what was said, agreed and promised (R6)."""
    used = {"draft": draft.id, "template": draft.template, "edit_distance": draft.edit_distance} if draft else {}
    deed.log(conversation, SENT, message.text, message=message.id, **used)
    deed.audit("message.sent", conversation, message=message.id, **used)
    for remedy in _find_remedies(draft, message.text) if draft else ():
        deed.log(conversation, "remedy", str(remedy["rule"]), **remedy)
    close_promises(deed, conversation, kinds=TOLD)
    for what, at in _find_promises(deed, draft, message.text):
        deed.log(conversation, PROMISE, what, what=what, at=at.isoformat(timespec="seconds"))
        open_promise(deed, conversation, what, by=at, text=message.text)


def _find_promises(deed: Deed, draft: Draft | None, text: str) -> list[tuple[str, datetime]]:
    """Return what the shop has promised by when: what the draft rests on, and what somebody says in their own words."""
    found = list(find_promises(draft.answer, text, now=deed.now)) if draft else []
    if any(what == PROMISED for what, _ in found):
        return found
    spoken = min(find_spoken(text, now=deed.now), default=None)
    return [*found, (PROMISED, spoken)] if spoken else found


def _find_remedies(draft: Draft, text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the amounts that were decided and that the text names; what it grants otherwise stands in its words."""
    named = {Decimal(slot.value.split()[0]) for slot in find_amounts(text)}
    for decision in draft.answer["decisions"]:
        amount = decision["amount"]
        if decision["outcome"] == "eligible" and amount and Decimal(amount) in named:
            yield {name: decision[name] for name in ("rule", "reason", "amount", "currency")}


def _settle(deed: Deed, conversation: Conversation) -> Conversation:
    """Return the conversation as it is after the reply: due for what was promised, and somebody's."""
    due_at = find_due(deed.session, conversation, None)
    assignee_id = conversation.assignee_id or deed.actor.user_id
    return change_conversation(deed.session, conversation.id, at=deed.now, due_at=due_at, assignee_id=assignee_id)


def _language(conversation: Conversation, draft: Draft | None, text: str) -> Language:
    if draft is not None:
        return cast("Language", draft.language)
    folded = text.lower()
    platform = cast("Platform", conversation.platform)
    spoken, letters = spoken_language(folded), has_letters(folded)
    return reply_language(spoken, wanted="auto", platform=platform, has_letters=letters)
