"""Taking a reply to its buyer: once, and said in the conversation where it did not get out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import httpx

from app.channels.delivery import Refused
from app.channels.outgoing.senders import make_sender
from app.channels.switchboard import Channel
from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.receive import working_state
from app.desk.traces import Deed
from app.store.conversations import change_conversation
from app.store.database import Store
from app.store.dispatches import Dispatch

NOT_SENT = "not_sent"
"""The kind of line in the after-sales log that says so."""


@dataclass(frozen=True, slots=True)
class ReplyCarrier:
    """Writes to buyers through the channels."""

    store: Store
    channels: Mapping[str, Channel]
    open_client: Callable[[], httpx.Client]
    clock: Callable[[], datetime]

    def carry(self, dispatch: Dispatch, *, begun: int) -> None:
        """Send the reply. Where an earlier try was begun and its end is not known, the vendor is asked first."""
        channel = self.channels.get(dispatch.target)
        sender = make_sender(channel.row) if channel else None
        if sender is None:
            raise Refused("the channel cannot write to its buyers any more")
        target, text = dispatch.body["target"], dispatch.body["text"]
        with self.open_client() as client:
            if not (begun and sender.was_sent(client, target, text, since=dispatch.created_at)):
                sender.send(client, target, text)

    def give_up(self, dispatch: Dispatch, reason: str) -> None:
        """Open the conversation again, due now, and write into its log that the buyer has not got the reply."""
        now = self.clock()
        deed_of = Actor("system", None, (dispatch.shop_id,))
        with self.store.transaction() as session:
            conversation = take_conversation(session, dispatch.conversation_id or 0, deed_of)
            data = {"message": dispatch.message_id, "channel": dispatch.target}
            Deed(session, deed_of, now).log(conversation, NOT_SENT, reason, **data)
            state = working_state(conversation)
            change_conversation(session, conversation.id, at=now, state=state, due_at=now, snoozed_until=None)
