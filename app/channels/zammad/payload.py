"""The fields of Zammad's trigger webhook that are read. A shop may send a payload of its own with fewer of them."""

from __future__ import annotations

from app.channels.payloads import Id, Payload, Words


class Customer(Payload):
    """Whose ticket it is."""

    id: Id | None = None
    firstname: Words = ""
    lastname: Words = ""


class Ticket(Payload):
    """The ticket."""

    id: Id
    customer: Customer | None = None
    customer_id: Id | None = None


class File(Payload):
    """An attachment."""

    filename: Words = ""


class Article(Payload):
    """What was added to the ticket. `sender` is Customer, Agent or System."""

    id: Id
    body: Words = ""
    content_type: Words = ""
    sender: Words = ""
    internal: bool = False
    created_at: str | None = None
    attachments: tuple[File, ...] = ()


class Triggered(Payload):
    """What a trigger sends. A change of the ticket alone has no article."""

    ticket: Ticket
    article: Article | None = None
