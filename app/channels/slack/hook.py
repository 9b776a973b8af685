"""Slack's requests: HMAC-SHA256 over `v0:timestamp:body`, five minutes (docs.slack.dev, verifying requests)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from app.channels.adapter import Read
from app.channels.hook import Greeting, Hook
from app.channels.incoming import Ignored, Incoming, Reason, take
from app.channels.payloads import read_payload, read_seconds
from app.channels.proof import NotReadable, need_fresh, need_header, need_moment, need_same, sign_hex
from app.channels.slack.payload import Event, EventCallback, Opening
from app.channels.slack.row import SlackRow
from app.core.pattern import Pattern

RULE = "v0= and the HMAC-SHA256 of v0, timestamp and body, joined by colons"
_CHANGED = frozenset({"message_changed", "message_deleted"})
_PLAIN = frozenset({None, "file_share", "thread_broadcast"})
_MENTION = Pattern(r"<[@!][^>]*>")
_LINK = Pattern(r"<([^|>]*)(?:\|([^>]*))?>")
_SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class SlackHook:
    """A Slack app's event subscription."""

    row: SlackRow

    def verify(self, hook: Hook, *, now: datetime) -> None:
        """Return where the request is theirs; raise NotTheirs with the step that failed."""
        given = need_header(hook, "X-Slack-Signature")
        timestamp = need_header(hook, "X-Slack-Request-Timestamp")
        need_fresh(need_moment(timestamp), now=now)
        expected = sign_hex(self.row.secret, (b"v0:", timestamp.encode(), b":", hook.body))
        need_same(given, f"v0={expected}", rule=RULE)

    def greet(self, hook: Hook, *, now: datetime) -> Greeting | None:
        """Return the challenge of a `url_verification`, which Slack signs like everything else."""
        opening = _open(hook.body)
        if opening is None or opening.type != "url_verification" or opening.challenge is None:
            return None
        self.verify(hook, now=now)
        return Greeting(json.dumps({"challenge": opening.challenge}))

    def read(self, hook: Hook) -> tuple[Read, ...]:
        """Return what a person wrote; what programs write and what was changed later is ignored."""
        opening = _open(hook.body)
        if opening is None or opening.type != "event_callback":
            return (Ignored("other_event"),)
        return (_read_event(read_payload(hook.body, EventCallback)),)


def _open(body: bytes) -> Opening | None:
    """Return the outermost part of an event; None for a slash command or button, which come as forms."""
    try:
        return read_payload(body, Opening)
    except NotReadable:
        return None


def _read_event(callback: EventCallback) -> Read:
    event = callback.event
    reason = _why_not(event)
    if reason is not None or event.user is None:
        return Ignored(reason or "other_event")
    return take(
        Incoming(
            vendor_id=callback.event_id,
            # In a channel several people ask: each has a conversation of their own.
            thread=":".join(filter(None, (event.channel, event.thread_ts, event.user))),
            buyer_id=event.user,
            text=read_words(event.text),
            at=_read_time(event.ts),
            attachments=tuple(file.name or "file" for file in event.files),
        )
    )


def _why_not(event: Event) -> Reason | None:
    if event.type != "message" or event.subtype not in _PLAIN | _CHANGED | {"bot_message"}:
        return "other_event"
    if event.subtype in _CHANGED:
        return "changed"
    return "bot" if event.bot_id or event.subtype == "bot_message" else None


def read_words(text: str) -> str:
    """Return Slack's text as a person sees it: no mentions, links by their words, masked signs as they are."""
    text = _LINK.sub(lambda link: link[2] or link[1], _MENTION.sub("", text))
    for masked, sign in _SIGNS:
        text = text.replace(masked, sign)
    return text.strip()


def _read_time(given: str | None) -> datetime | None:
    try:
        return read_seconds(float(given or ""))
    except ValueError:
        return None
