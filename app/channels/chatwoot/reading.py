"""What was said in a Chatwoot conversation, asked of Chatwoot itself: what a page claims about it is only a hint."""

from __future__ import annotations

import json

import httpx

from app.channels.chatwoot.hook import EMAIL
from app.channels.chatwoot.row import ChatwootRow
from app.channels.delivery import call
from app.channels.html import read_html
from app.channels.incoming import Incoming
from app.channels.payloads import Id, Payload, Words, read_payload, read_seconds
from app.core.pattern import Pattern

INCOMING = 0
"""The kind of a contact's message: a number here, although it is a word in events."""
_NUMBER = Pattern(r"\d{1,18}")


class _Contact(Payload):
    id: Id
    name: Words = ""


class _Meta(Payload):
    contact: _Contact


class _Message(Payload):
    id: Id
    content: Words = ""
    content_type: Words = ""
    message_type: int
    private: bool = False
    created_at: int | None = None


class _Messages(Payload):
    meta: _Meta
    payload: tuple[_Message, ...] = ()


def fetch_last(client: httpx.Client, row: ChatwootRow, conversation: str) -> Incoming | None:
    """Return what the contact said last; None where they have said nothing in words. TryLater, Refused, NotReadable.

    It bears the number that the hook gives the same message, so that it comes to the desk once.
    """
    if not _NUMBER.fullmatch(conversation):
        return None
    base = f"{str(row.base_url).rstrip('/')}/api/v1/accounts/{row.account}"
    address = f"{base}/conversations/{conversation}/messages"
    answer = call(client, "GET", address, headers={"api_access_token": str(row.token)})
    found = read_payload(json.dumps(answer), _Messages)
    said = [one for one in found.payload if one.message_type == INCOMING and not one.private and one.content.strip()]
    return _read(found.meta.contact, said[-1], conversation) if said else None


def _read(contact: _Contact, message: _Message, conversation: str) -> Incoming:
    return Incoming(
        vendor_id=message.id,
        thread=conversation,
        buyer_id=contact.id,
        buyer_name=contact.name,
        text=read_html(message.content) if message.content_type == EMAIL else message.content,
        at=read_seconds(message.created_at),
        target={"conversation": conversation},
    )
