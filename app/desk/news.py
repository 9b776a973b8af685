"""What other programs are told: written down in the transaction in which it happens, once for each endpoint."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy.orm import Session

from app.contract import write_moment
from app.desk.traces import Deed
from app.store.dispatches import NewDispatch, add_dispatch
from app.store.endpoints import Endpoint, list_endpoints
from app.store.nearing import list_near
from app.store.records import Conversation, Draft, Message
from app.store.shops import get_shop

NewsType: TypeAlias = Literal["draft.created", "draft.sent", "conversation.escalated", "deadline.near"]
TYPES: tuple[NewsType, ...] = get_args(NewsType)
NEAR, CLOCK_NEAR = timedelta(minutes=30), timedelta(minutes=1)


def tell_drafted(deed: Deed, conversation: Conversation, message: Message, drafts: Sequence[Draft]) -> None:
    """Tell that drafts are offered for a buyer's message."""
    shown = [_show_draft(draft) for draft in drafts]
    if shown:
        told = {"message_id": message.vendor_id, "intent": message.intent, "drafts": shown}
        _tell(deed, conversation, "draft.created", told)


def tell_sent(deed: Deed, conversation: Conversation, message: Message, draft: Draft | None) -> None:
    """Tell that a reply was sent, or marked as sent; `draft` None where its words are the agent's own."""
    used = {"id": draft.id, "template": draft.template, "edit_distance": draft.edit_distance} if draft else None
    _tell(deed, conversation, "draft.sent", {"text": message.text, "language": message.language, "draft": used})


def tell_escalated(deed: Deed, conversation: Conversation, because: str) -> None:
    """Tell that a conversation was handed to the supervisors."""
    _tell(deed, conversation, "conversation.escalated", {"because": because})


def tell_near(session: Session, *, now: datetime) -> None:
    """Tell, once for each moment, which conversations are due soon: half an hour before, a minute for the clock."""
    listening = [one for one in list_endpoints(session, None) if listens(one, "deadline.near")]
    shops = {one.shop_id for one in listening}
    found = list_near(session, tuple(shops), now=now, clock_till=now + CLOCK_NEAR, till=now + NEAR) if shops else ()
    for conversation in found:
        theirs = [one for one in listening if one.shop_id == conversation.shop_id]
        _tell_near(session, conversation, theirs, now=now)


def _tell_near(session: Session, conversation: Conversation, endpoints: Sequence[Endpoint], *, now: datetime) -> None:
    assert conversation.due_at is not None  # noqa: S101  the caller looked for those that are due
    mark = f"msg_near_{conversation.id}_{int(conversation.due_at.timestamp())}"
    told = {**_describe(session, conversation), "due_at": write_moment(conversation.due_at)}
    _write(session, conversation, endpoints, "deadline.near", told, mark=mark, now=now)


def _tell(deed: Deed, conversation: Conversation, kind: NewsType, told: Mapping[str, Any]) -> None:
    if deed.actor.is_sample:
        return
    endpoints = [one for one in list_endpoints(deed.session, [conversation.shop_id]) if listens(one, kind)]
    if endpoints:
        body = {**_describe(deed.session, conversation), **told}
        _write(deed.session, conversation, endpoints, kind, body, mark=f"msg_{uuid.uuid4().hex}", now=deed.now)


def listens(endpoint: Endpoint, kind: NewsType) -> bool:
    """Return whether an endpoint is told of this."""
    return endpoint.disabled_because is None and kind in endpoint.events


def _describe(session: Session, conversation: Conversation) -> dict[str, Any]:
    shop = get_shop(session, conversation.shop_id)
    return {
        "shop": shop.slug if shop else "",
        "conversation": conversation.id,
        "channel": conversation.channel,
        "conversation_id": conversation.vendor_id,
        "platform": conversation.platform,
        "order_no": conversation.order_no,
        "state": conversation.state,
    }


def _write(
    session: Session,
    conversation: Conversation,
    endpoints: Sequence[Endpoint],
    kind: NewsType,
    told: Mapping[str, Any],
    *,
    mark: str,
    now: datetime,
) -> None:
    body = {"type": kind, "timestamp": write_moment(now), "data": dict(told)}
    for one in endpoints:
        new = NewDispatch("hook", str(one.id), mark, conversation.shop_id, body, conversation_id=conversation.id)
        add_dispatch(session, new, at=now)


def _show_draft(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ("id", "template", "variant", "language", "text", "gloss")}
