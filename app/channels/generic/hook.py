"""Standard Webhooks in: HMAC-SHA256 over `id.timestamp.body`, five minutes (standard-webhooks/spec)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.channels.adapter import Read
from app.channels.generic.payload import AnyEvent, Created
from app.channels.generic.row import GenericRow
from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, take
from app.channels.payloads import read_moment, read_payload
from app.channels.proof import ADVICE, NotTheirs, is_same, need_fresh, need_header, need_moment

RULE = "v1, and the HMAC-SHA256 of id, timestamp and body, joined by full stops, in base64"
CREATED = "message.created"


@dataclass(frozen=True, slots=True)
class GenericHook:
    """A program of the shop's own."""

    row: GenericRow

    def verify(self, hook: Hook, *, now: datetime) -> None:
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        message_id, given = need_header(hook, "webhook-id"), need_header(hook, "webhook-signature")
        moment = need_moment(need_header(hook, "webhook-timestamp"))
        need_fresh(moment, now=now)
        try:
            body = hook.body.decode()
        except UnicodeDecodeError:
            raise NotTheirs("body", "it is not UTF-8") from None
        expected = [signer.sign(message_id, moment, body) for signer in self.row.signers]
        _need_any(given.split(), expected)

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:  # noqa: ARG002
        """Return None: there is no greeting."""
        return None

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return the message of a `message.created`."""
        if read_payload(hook.body, AnyEvent).type != CREATED:
            return (Ignored("other_event"),)
        data = read_payload(hook.body, Created).data
        incoming = Incoming(
            vendor_id=data.message_id,
            thread=data.conversation_id,
            buyer_id=data.buyer.id,
            buyer_name=data.buyer.name,
            text=data.text,
            at=read_moment(data.sent_at),
            attachments=data.attachments,
            platform=data.platform,
            facts=data.facts or {},
            target={"conversation": data.conversation_id},
        )
        return (take(incoming),)


def _need_any(given: list[str], expected: list[str]) -> None:
    """Raise NotTheirs where none of the signatures given is one of those expected; all are compared."""
    found = [is_same(one, other) for one in given for other in expected]
    if not any(found):
        raise NotTheirs("signature", f"none is {RULE}; {ADVICE}")
