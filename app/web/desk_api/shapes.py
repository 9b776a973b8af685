"""What a program gets from the desk. Every key is always there; null means none."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from app.contract.responses import (
    CandidateOut,
    DeadlineOut,
    FindingOut,
    GlossOut,
    IntentOut,
    MannerOut,
    MomentText,
    MoneyText,
    Response,
    SlotOut,
    SourceOut,
    TwoTongues,
)
from app.model import Language, Outcome, Platform
from app.store.records import DraftState, State

Item = TypeVar("Item")


class PageOut(Response, Generic[Item]):
    """Some of a list. `next` is the cursor of the rest; null where this is the end."""

    items: tuple[Item, ...]
    next: str | None


class BuyerOut(Response):
    """A buyer as the shop's platform names them."""

    id: str
    name: str
    is_vip: bool


class ConversationOut(Response):
    """A conversation with its place in the inbox; `version` grows with every change."""

    id: int
    shop: str
    channel: str
    conversation_id: str
    platform: Platform
    buyer: BuyerOut
    state: State
    is_case: bool
    assignee: int | None
    escalated_because: str | None
    intent: str | None
    order_no: str | None
    waiting_since: MomentText | None
    clock_due_at: MomentText | None
    due_at: MomentText | None
    snoozed_until: MomentText | None
    last_message_at: MomentText | None
    last_text: str
    message_count: int
    created_at: MomentText
    updated_at: MomentText
    version: int


class ReadingOut(Response):
    """What a buyer's message is taken to say; `corrected` is what somebody said it means."""

    language: Literal["zh", "en", "mixed"]
    abstained: bool
    intents: tuple[IntentOut, ...]
    candidates: tuple[CandidateOut, ...]
    slots: tuple[SlotOut, ...]
    manner: MannerOut | None
    corrected: tuple[str, ...] = ()


class MessageOut(Response):
    """A message. `reading` is null where no buyer wrote it."""

    id: int
    conversation: int
    message_id: str | None
    author: Literal["buyer", "agent", "system"]
    user: int | None
    text: str
    sent_at: MomentText
    received_at: MomentText
    reading: ReadingOut | None


class RuledOut(Response):
    """What one rule says about the case."""

    rule: str
    outcome: Outcome
    reason: str
    because: TwoTongues
    amount: MoneyText | None
    currency: str | None
    deadline: MomentText | None
    facts_used: tuple[str, ...]
    facts_missing: tuple[str, ...]
    source: SourceOut | None


class CalledOut(Response):
    """Who above the agent must decide, and why."""

    to: str
    because: TwoTongues


class OfferedOut(Response):
    """A draft that was offered, and what became of it."""

    id: int
    message: int
    template: str
    variant: str
    language: Language
    text: str
    gloss: GlossOut
    missing: tuple[str, ...]
    findings: tuple[FindingOut, ...]
    state: DraftState
    final_text: str | None
    edit_distance: float | None
    reason: str | None
    decided_by: int | None
    decided_at: MomentText | None


class DraftedOut(Response):
    """A conversation, the drafts for what the buyer wrote last, and what these rest on."""

    conversation: ConversationOut
    drafts: tuple[OfferedOut, ...]
    decisions: tuple[RuledOut, ...]
    steps: tuple[TwoTongues, ...]
    deadlines: tuple[DeadlineOut, ...]
    escalate: CalledOut | None


class ReceivedOut(DraftedOut):
    """A message as it is kept, and what is offered for it. `is_new` is false where it had come before."""

    message: MessageOut
    is_new: bool


class SentOut(Response):
    """The shop's message as it is kept, and the warnings of the pre-send check."""

    message: MessageOut
    conversation: ConversationOut
    draft: OfferedOut | None
    findings: tuple[FindingOut, ...]


class NoteOut(Response):
    """What the next colleague must know."""

    id: int
    text: str
    order_no: str | None
    user: int | None
    at: MomentText


class StepOut(Response):
    """A step that was done."""

    step: str
    user: int | None
    at: MomentText


class LogOut(Response):
    """A line of the after-sales log."""

    kind: str
    text: str
    data: dict[str, Any]
    user: int | None
    at: MomentText


class ConversationDetail(DraftedOut):
    """A conversation with all that stands beside it; messages are the newest first."""

    facts: dict[str, Any]
    messages: PageOut[MessageOut]
    notes: tuple[NoteOut, ...]
    steps_done: tuple[StepOut, ...]
    log: tuple[LogOut, ...]


class StepsOut(Response):
    """The steps that were done."""

    steps_done: tuple[StepOut, ...]


class FeedbackOut(Response):
    """What a message was taken for, and what somebody said it means."""

    id: int
    message_id: int
    conversation: int
    text: str
    was: tuple[str, ...]
    intents: tuple[str, ...]
    user: int | None
    at: MomentText


class ParkedOut(Response):
    """An event of a channel that no try could answer. `conversation` is null where it never came to the desk."""

    id: int
    channel: str
    message_id: str
    conversation: int | None
    reason: str
    attempts: int
    trace: str
    received_at: MomentText
    parked_at: MomentText | None


class PutBackOut(Response):
    """The parked events that were put back to the beginning."""

    ids: tuple[int, ...]
