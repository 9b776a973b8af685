"""The fields of Zendesk's ticket and messaging events that are read."""

from __future__ import annotations

from app.channels.payloads import Id, Payload, Words


class AnyEvent(Payload):
    """Enough to see what an event is about."""

    type: str


class Author(Payload):
    """Who wrote a comment; staff are the shop's own people."""

    id: Id | None = None
    name: Words = ""
    is_staff: bool = False


class Comment(Payload):
    """What was added to the ticket."""

    id: Id
    body: Words = ""
    is_public: bool = True
    author: Author


class CommentAdded(Payload):
    """The event of a comment."""

    comment: Comment


class Ticket(Payload):
    """The ticket. Its `description` is what it began with, not what was added now, and is not read."""

    id: Id
    requester_id: Id | None = None


class TicketEvent(Payload):
    """A ticket event with a comment."""

    id: Id
    time: str | None = None
    detail: Ticket
    event: CommentAdded


class Person(Payload):
    """Who wrote a message: `end_user`, `agent`, `trigger` or `system`."""

    id: Id | None = None
    name: Words = ""
    type: str = ""


class Said(Payload):
    """A message of a messaging ticket."""

    id: Id
    body: Words = ""


class MessageAdded(Payload):
    """The event of a message."""

    actor: Person
    message: Said


class MessagingEvent(Payload):
    """A messaging ticket's event with a message."""

    id: Id
    time: str | None = None
    detail: Ticket
    event: MessageAdded
