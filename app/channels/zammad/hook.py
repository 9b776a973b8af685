"""Zammad's requests: HMAC-SHA1 over the body (app/jobs/trigger_webhook_job.rb). It sends no time: the id decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.channels.adapter import Read
from app.channels.hook import Greeting, Hook
from app.channels.html import read_html
from app.channels.incoming import Ignored, Incoming, take
from app.channels.payloads import read_moment, read_payload
from app.channels.proof import need_header, need_same, sign_hex
from app.channels.zammad.payload import Article, Ticket, Triggered
from app.channels.zammad.row import ZammadRow

RULE = "sha1= and the HMAC-SHA1 of the body"
_OWN = frozenset({"Agent", "System"})


@dataclass(frozen=True, slots=True)
class ZammadHook:
    """A Zammad webhook that a trigger sends to."""

    row: ZammadRow

    def verify(self, hook: Hook, *, now: datetime) -> None:  # noqa: ARG002 (Zammad signs no time)
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        given = need_header(hook, "X-Hub-Signature")
        need_same(given, f"sha1={sign_hex(self.row.secret, (hook.body,), algorithm='sha1')}", rule=RULE)

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002
        """Return None: Zammad sends no greeting."""
        return None

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return the customer's article; what agents and the system write is ignored."""
        sent = read_payload(hook.body, Triggered)
        if sent.article is None:
            return (Ignored("other_event"),)
        return (_read_article(sent.ticket, sent.article),)


def _read_article(ticket: Ticket, article: Article) -> Read:
    if article.internal:
        return Ignored("private")
    # A payload of the shop's own may leave the sender out: then the trigger has made sure of it.
    if article.sender in _OWN:
        return Ignored("own_message")
    customer = ticket.customer
    return take(
        Incoming(
            # The delivery's id stands in a header that nobody signed; the article's stands in the signed body.
            vendor_id=article.id,
            thread=ticket.id,
            buyer_id=ticket.customer_id or (customer.id if customer else None) or ticket.id,
            buyer_name=f"{customer.firstname} {customer.lastname}".strip() if customer else "",
            text=article.body if article.content_type == "text/plain" else read_html(article.body),
            at=read_moment(article.created_at),
            attachments=tuple(file.filename or "file" for file in article.attachments),
            target={"ticket": ticket.id},
        )
    )
