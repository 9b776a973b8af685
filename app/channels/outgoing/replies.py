"""Replies that go to the buyer through their channel, by an explicit word: kept as sent, then sent once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.channels.outgoing.senders import make_sender
from app.desk.actors import Actor
from app.desk.conversations import shop_of, take_conversation
from app.desk.drafter import Drafter
from app.desk.faults import NotFound, TooLate, refuse
from app.desk.send import Reply, Sent, send
from app.desk.traces import Deed
from app.errors import BadInput, FieldError
from app.store.dispatches import (
    UNFINISHED,
    NewDispatch,
    add_dispatch,
    get_dispatch,
    list_replies,
    replay_dispatch,
)
from app.store.hook_events import find_last_event
from app.store.records import Conversation

if TYPE_CHECKING:
    from app.channels.outgoing.sender import Sender
    from app.channels.switchboard import Channel

REPLY = "reply"


class TooMuch(BadInput):
    """The channel takes no text so long. `longest` is how many characters it does."""

    title = "The text is too long for the channel"

    def __init__(self, outlet: Outlet, text: str) -> None:
        self.longest = outlet.sender.longest
        super().__init__([FieldError("text", f"has {len(text)} characters; {outlet.kind} takes {self.longest}")])


@dataclass(frozen=True, slots=True)
class Outlet:
    """How the buyer of a conversation is reached: the channel's name and kind, what sends, and to whom."""

    name: str
    kind: str
    sender: Sender
    target: Mapping[str, str]


def find_outlet(session: Session, channels: Mapping[str, Channel], conversation: Conversation) -> Outlet | None:
    """Return how the buyer is reached; None where the channel cannot write to buyers, or never brought a message."""
    channel = channels.get(conversation.channel)
    sender = make_sender(channel.row) if channel else None
    if channel is None or sender is None or channel.row.shop != shop_of(session, conversation).slug:
        return None
    event = find_last_event(session, conversation.id)
    # Of what was dealt with long ago the row alone is kept.
    target = event.body.get("target") if event else None
    return Outlet(channel.row.name, channel.row.kind, sender, target) if target else None


def send_out(
    session: Session,
    engine: Drafter,
    channels: Mapping[str, Channel],
    conversation_id: int,
    reply: Reply,
    *,
    now: datetime,
    actor: Actor,
) -> Sent:
    """Keep a reply as sent, and let it go to the buyer through the channel.

    All that holds for `send` holds here. Raises BadInput where the channel cannot write to buyers or takes no text so
    long, TooLate where the same words are on their way already.
    """
    conversation = take_conversation(session, conversation_id, actor)
    outlet = find_outlet(session, channels, conversation)
    if outlet is None:
        raise refuse("deliver", "this channel cannot write to its buyers; copy the reply and mark it as sent")
    sent = send(session, engine, conversation_id, reply, now=now, actor=actor)
    text = sent.message.text
    if len(text) > outlet.sender.longest:
        raise TooMuch(outlet, text)
    if any(one.body["text"] == text and one.state in UNFINISHED for one in list_replies(session, conversation_id)):
        raise TooLate("The same words are on their way to the buyer already.")
    add_dispatch(session, _address(sent, outlet), at=now)
    Deed(session, actor, now).audit("reply.sent_out", conversation, message=sent.message.id, channel=outlet.name)
    return sent


def retry_reply(session: Session, number: int, *, now: datetime, actor: Actor) -> Conversation:
    """Try a reply that did not get out once more from the beginning, and return its conversation."""
    dispatch = get_dispatch(session, number)
    if dispatch is None or dispatch.kind != REPLY or dispatch.state != "parked":
        raise NotFound("There is no reply of that number that did not get out.")
    conversation = take_conversation(session, dispatch.conversation_id or 0, actor)
    replay_dispatch(session, dispatch, at=now)
    Deed(session, actor, now).audit("reply.retried", conversation, message=dispatch.message_id, channel=dispatch.target)
    return conversation


def _address(sent: Sent, outlet: Outlet) -> NewDispatch:
    body: dict[str, Any] = {"text": sent.message.text, "target": dict(outlet.target)}
    return NewDispatch(
        "reply",
        outlet.name,
        f"message-{sent.message.id}",
        sent.message.shop_id,
        body,
        conversation_id=sent.message.conversation_id,
        message_id=sent.message.id,
    )
