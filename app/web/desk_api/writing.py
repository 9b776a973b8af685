"""What the desk keeps → what a program gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from app.contract import write_findings, write_moment
from app.contract.responses import DeadlineOut, Response, TwoTongues
from app.desk.drafting import Drafted
from app.desk.receive import Received
from app.desk.send import Sent
from app.desk.view import ConversationView
from app.model import Platform
from app.store.buyers import get_buyer
from app.store.corrections import Correction
from app.store.history import LogEntry
from app.store.records import Buyer, Conversation, Draft, InboxItem, Message, Note, Page, Tick
from app.store.shops import list_shops
from app.web.desk_api import shapes


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes answers; `slugs` names the shops by number."""

    session: Session
    slugs: Mapping[int, str]

    @classmethod
    def of(cls, session: Session) -> Writer:
        """Return a writer for one answer."""
        return cls(session, {shop.id: shop.slug for shop in list_shops(session)})

    def conversation(self, found: Conversation, buyer: Buyer | None = None) -> shapes.ConversationOut:
        """Return a conversation; its buyer is looked up unless they are given."""
        whose = buyer or get_buyer(self.session, found.buyer_id)
        assert whose is not None  # noqa: S101  every conversation refers to its buyer
        return shapes.ConversationOut(
            shop=self.slugs[found.shop_id],
            conversation_id=found.vendor_id,
            platform=cast("Platform", found.platform),
            buyer=shapes.BuyerOut(id=whose.vendor_id, name=whose.name, is_vip=whose.is_vip),
            assignee=found.assignee_id,
            waiting_since=_moment(found.waiting_since),
            clock_due_at=_moment(found.clock_due_at),
            due_at=_moment(found.due_at),
            snoozed_until=_moment(found.snoozed_until),
            last_message_at=_moment(found.last_message_at),
            created_at=write_moment(found.created_at),
            updated_at=write_moment(found.updated_at),
            **{name: getattr(found, name) for name in _AS_IT_IS},
        )

    def inbox(self, page: Page[InboxItem]) -> shapes.PageOut[shapes.ConversationOut]:
        """Return a page of the inbox."""
        items = tuple(self.conversation(item.conversation, item.buyer) for item in page.items)
        return shapes.PageOut[shapes.ConversationOut](items=items, next=page.next)

    def drafted(self, drafted: Drafted) -> shapes.DraftedOut:
        """Return a conversation with its drafts."""
        return shapes.DraftedOut(conversation=self.conversation(drafted.conversation), **_rests_on(drafted.drafts))

    def received(self, received: Received) -> shapes.ReceivedOut:
        """Return a message with its drafts."""
        return shapes.ReceivedOut(
            message=write_message(received.message),
            conversation=self.conversation(received.conversation),
            is_new=received.is_new,
            **_rests_on(received.drafts),
        )

    def sent(self, sent: Sent) -> shapes.SentOut:
        """Return what was sent."""
        return shapes.SentOut(
            message=write_message(sent.message),
            conversation=self.conversation(sent.conversation),
            draft=write_draft(sent.draft) if sent.draft else None,
            findings=write_findings(sent.findings).findings,
        )

    def view(self, view: ConversationView) -> shapes.ConversationDetail:
        """Return a conversation with all that stands beside it."""
        return shapes.ConversationDetail(
            conversation=self.conversation(view.conversation, view.buyer),
            facts=view.facts,
            messages=write_messages(view.messages),
            notes=tuple(map(write_note, view.notes)),
            steps_done=tuple(map(write_tick, view.ticks)),
            log=tuple(map(_write_entry, view.log)),
            **_rests_on(view.drafts),
        )


_AS_IT_IS = (
    "id",
    "channel",
    "state",
    "is_case",
    "escalated_because",
    "intent",
    "order_no",
    "last_text",
    "message_count",
    "version",
)
_OUTCOME = ("final_text", "edit_distance", "reason", "decided_by")


def write_message(message: Message) -> shapes.MessageOut:
    """Return a message with what was understood of it."""
    return shapes.MessageOut(
        id=message.id,
        conversation=message.conversation_id,
        message_id=message.vendor_id,
        author=message.author,
        user=message.user_id,
        text=message.text,
        sent_at=write_moment(message.sent_at),
        received_at=write_moment(message.received_at),
        reading=shapes.ReadingOut.model_validate(message.reading) if message.reading else None,
    )


def write_messages(page: Page[Message]) -> shapes.PageOut[shapes.MessageOut]:
    """Return a page of messages."""
    return shapes.PageOut[shapes.MessageOut](items=tuple(map(write_message, page.items)), next=page.next)


def write_draft(draft: Draft) -> shapes.OfferedOut:
    """Return a draft and what became of it."""
    return shapes.OfferedOut.model_validate(
        {
            **{name: getattr(draft, name) for name in ("id", "template", "variant", "language", "text", "state")},
            **{name: getattr(draft, name) for name in _OUTCOME},
            "message": draft.message_id,
            "gloss": {"language": "en" if draft.language == "zh" else "zh", "text": draft.gloss},
            "missing": draft.answer["missing"],
            "findings": draft.answer["findings"],
            "decided_at": _moment(draft.decided_at),
        }
    )


def write_note(note: Note) -> shapes.NoteOut:
    """Return a note."""
    return shapes.NoteOut(
        id=note.id, text=note.text, order_no=note.order_no, user=note.user_id, at=write_moment(note.at)
    )


def write_tick(tick: Tick) -> shapes.StepOut:
    """Return a step that was done."""
    return shapes.StepOut(step=tick.step, user=tick.done_by, at=write_moment(tick.done_at))


def write_corrections(page: Page[Correction]) -> shapes.PageOut[shapes.FeedbackOut]:
    """Return a page of feedback."""
    return shapes.PageOut[shapes.FeedbackOut](items=tuple(map(write_correction, page.items)), next=page.next)


def write_correction(correction: Correction) -> shapes.FeedbackOut:
    """Return what somebody said a message means."""
    said = correction.feedback
    return shapes.FeedbackOut(
        id=said.id,
        message_id=said.message_id,
        conversation=correction.conversation_id,
        text=correction.text,
        was=said.was,
        intents=said.intents,
        user=said.user_id,
        at=write_moment(said.at),
    )


def _write_entry(entry: LogEntry) -> shapes.LogOut:
    return shapes.LogOut(
        kind=entry.kind, text=entry.text, data=entry.data, user=entry.user_id, at=write_moment(entry.at)
    )


def _rests_on(drafts: Sequence[Draft]) -> dict[str, Any]:
    answer = drafts[0].answer if drafts else {}
    escalate = answer.get("escalate")
    return {
        "drafts": tuple(map(write_draft, drafts)),
        "decisions": tuple(_validate(shapes.RuledOut, answer.get("decisions", ()))),
        "steps": tuple(_validate(TwoTongues, answer.get("steps", ()))),
        "deadlines": tuple(_validate(DeadlineOut, answer.get("deadlines", ()))),
        "escalate": shapes.CalledOut.model_validate(escalate) if escalate else None,
    }


def _validate(shape: type[Response], rows: Iterable[Mapping[str, Any]]) -> Iterable[Response]:
    return (shape.model_validate(row) for row in rows)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else write_moment(moment)
