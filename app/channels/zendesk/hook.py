"""Zendesk's requests: HMAC-SHA256 over timestamp and body (developer.zendesk.com/documentation/webhooks/verifying)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.channels.adapter import Read
from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, take
from app.channels.payloads import read_moment, read_payload
from app.channels.proof import NotTheirs, need_fresh, need_header, need_same, sign_base64
from app.channels.zendesk.payload import AnyEvent, MessagingEvent, TicketEvent
from app.channels.zendesk.row import ZendeskRow
from app.core.pattern import Pattern

RULE = "the HMAC-SHA256 of timestamp and body, nothing between them, in base64, with the secret as it is shown"
COMMENT = "zen:event-type:ticket.comment_added"
MESSAGE = "zen:event-type:messaging_ticket.message_added"

_NANOSECONDS = Pattern(r"(\.\d{6})\d+")


@dataclass(frozen=True, slots=True)
class ZendeskHook:
    """A Zendesk webhook that hears of ticket events."""

    row: ZendeskRow

    def verify(self, hook: Hook, *, now: datetime) -> None:
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        given = need_header(hook, "X-Zendesk-Webhook-Signature")
        timestamp = need_header(hook, "X-Zendesk-Webhook-Signature-Timestamp")
        moment = read_moment(timestamp)
        if moment is None:
            raise NotTheirs("timestamp", f"{timestamp[:40]!r} is no time such as 2026-06-09T08:36:45Z")
        need_fresh(moment, now=now)
        need_same(given, sign_base64(self.row.secret, (timestamp.encode(), hook.body)), rule=RULE)

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002
        """Return None: Zendesk sends no greeting."""
        return None

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return the requester's comment or message; staff, triggers and private comments are ignored."""
        kind = read_payload(hook.body, AnyEvent).type
        if kind == COMMENT:
            return (_read_comment(read_payload(hook.body, TicketEvent)),)
        if kind == MESSAGE:
            return (_read_message(read_payload(hook.body, MessagingEvent)),)
        return (Ignored("other_event"),)


def _read_comment(event: TicketEvent) -> Read:
    comment = event.event.comment
    if not comment.is_public:
        return Ignored("private")
    if comment.author.is_staff:
        return Ignored("own_message")
    return _take(event, comment.author.id, name=comment.author.name, text=comment.body)


def _read_message(event: MessagingEvent) -> Read:
    actor = event.event.actor
    if actor.type != "end_user":
        return Ignored("own_message" if actor.type == "agent" else "bot")
    return _take(event, actor.id, name=actor.name, text=event.event.message.body)


def _take(event: TicketEvent | MessagingEvent, author: str | None, *, name: str, text: str) -> Read:
    ticket = event.detail
    return take(
        Incoming(
            vendor_id=event.id,
            thread=ticket.id,
            # Somebody in copy may write too: the conversation stays the requester's.
            buyer_id=ticket.requester_id or author or ticket.id,
            buyer_name=name,
            text=text,
            at=read_moment(_NANOSECONDS.sub(r"\1", event.time or "")),
            target={"ticket": ticket.id},
        )
    )
