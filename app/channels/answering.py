"""The work on an event: draft for it at the desk, deliver the drafts, write that it is done. Each may be done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.channels.delivery import Deliverer
from app.channels.incoming import Incoming
from app.channels.letter import Letter, Meant, read_bilingual
from app.channels.outgoing.auto import send_by_itself
from app.channels.pulling import pull_messages
from app.channels.switchboard import Channel, Switchboard
from app.channels.taking import read_incoming
from app.contract.limits import MESSAGE_LIMIT
from app.desk import receive as desk
from app.desk.actors import Actor
from app.desk.drafter import Drafter
from app.errors import BadInput, ShouhouError
from app.model import Bilingual
from app.store.columns import LONGEST_NAME
from app.store.conversations import get_conversation
from app.store.database import Store
from app.store.drafts import list_of_message
from app.store.hook_events import HookEvent, count_attempt, finish_event, get_event, link_event
from app.store.messages import get_message
from app.store.records import Draft, Message
from app.store.shops import find_shop

CHANNEL_GONE = "the channel is not in the channels file any more"


class Unanswerable(ShouhouError):
    """An event that no further try will answer; `str(error)` says why, for the page of parked events."""

    title = "The event cannot be answered"


@dataclass(frozen=True, slots=True)
class Answering:
    """What answers events: the desk's engine and store, the channels, and the console's address for links."""

    store: Store
    engine: Drafter
    switchboard: Switchboard
    clock: Callable[[], datetime]
    public_url: str | None = None

    def draft(self, event_id: int) -> bool:
        """Bring the message of an event to the desk, where it is drafted for; a second time changes nothing.

        Returns whether the event is done with that: there is nowhere to deliver to. Where it only says that there are
        messages, they are fetched. Raises Unanswerable where the desk refuses it, TryLater or Refused where the vendor
        does not give them.
        """
        with self.store.reading() as session:
            event = _need(get_event(session, event_id))
        channel = self._find_channel(event)
        if "pull" in event.body:
            self._pull(channel, event)
        else:
            self._bring(channel, event)
        return channel.deliverer is None or "pull" in event.body

    def _bring(self, channel: Channel, event: HookEvent) -> None:
        with self.store.transaction() as session:
            try:
                received = self._receive(session, channel, event)
            except BadInput as error:
                raise Unanswerable(f"the desk refuses it: {error}") from error
            link_event(session, event.id, conversation_id=received.conversation.id, message_id=received.message.id)
            if received.is_new:
                self._let_go(session, received)
            if channel.deliverer is None:
                finish_event(session, event.id, "kept", at=self.clock(), reason=None)

    def deliver(self, event_id: int) -> None:
        """Take the drafts of an event to where agents look, once.

        Raises TryLater, Refused or Unanswerable. Where an earlier try was begun and its end is not known, the vendor is
        asked first, as far as it can tell.
        """
        with self.store.reading() as session:
            if "pull" in _need(get_event(session, event_id)).body:
                return
        event, letter, deliverer = self._prepare(event_id)
        if deliverer is not None and event.finished_at is None:
            with self.store.transaction() as session:
                begun = count_attempt(session, event_id)
            with self.switchboard.open_client() as client:
                if not (begun and deliverer.was_delivered(client, letter)):
                    deliverer.deliver(client, letter)

    def finish(self, event_id: int) -> None:
        """Write that an event was delivered, or is kept where its channel delivers nowhere; again changes nothing.

        Apart from `deliver`: where the store does not answer this is tried anew, and no vendor is given a thing twice.
        """
        with self.store.reading() as session:
            event = _need(get_event(session, event_id))
        if event.finished_at is None:
            self._finish(event_id, "kept" if self._find_channel(event).deliverer is None else "delivered")

    def _pull(self, channel: Channel, event: HookEvent) -> None:
        """Keep the messages that an event speaks of; with that it is done."""
        if channel.puller is None:
            raise Unanswerable("the channel has no account from which messages could be fetched any more")
        with self.switchboard.open_client() as client:
            pull_messages(self.store, channel.puller, event, client, self.clock)
        self._finish(event.id, "kept")

    def park(self, event_id: int, reason: str) -> None:
        """Put an event aside for a person, with the reason."""
        with self.store.transaction() as session:
            finish_event(session, event_id, "parked", at=self.clock(), reason=reason)

    def _finish(self, event_id: int, state: Any) -> None:
        with self.store.transaction() as session:
            finish_event(session, event_id, state, at=self.clock(), reason=None)

    def _let_go(self, session: Session, received: desk.Received) -> None:
        """Let a reply go out by itself where a switch says so; else it is an agent's to answer."""
        channels = self.switchboard.channels
        held = send_by_itself(session, self.engine, channels, received, now=self.clock())
        if held != "off":
            log = structlog.get_logger("shouhou.channels")
            log.info("by_itself", conversation=received.conversation.id, held=held or "")

    def _find_channel(self, event: HookEvent) -> Channel:
        channel = self.switchboard.channels.get(event.channel)
        if channel is None:
            raise Unanswerable(CHANNEL_GONE)
        return channel

    def _receive(self, session: Session, channel: Channel, event: HookEvent) -> desk.Received:
        row, message = channel.row, read_incoming(event.body)
        shop = find_shop(session, row.shop)
        if shop is None:
            raise Unanswerable(f"there is no shop called {row.shop}")
        opening = desk.Opening(
            shop=row.shop,
            channel=row.name,
            conversation_id=event.thread,
            buyer_id=message.buyer_id[:LONGEST_NAME],
            buyer_name=message.buyer_name[:LONGEST_NAME],
            platform=message.platform or row.platform,
            facts=message.facts,
        )
        incoming = desk.Incoming(opening, _write_text(message), message_id=event.vendor_id, sent_at=message.at)
        actor = Actor("system", None, (shop.id,))
        return desk.receive(session, self.engine, incoming, now=self.clock(), actor=actor)

    def _prepare(self, event_id: int) -> tuple[HookEvent, Letter, Deliverer | None]:
        with self.store.reading() as session:
            event = _need(get_event(session, event_id))
            message = get_message(session, event.message_id or 0)
            if message is None:
                raise Unanswerable("its message is not at the desk any more")
            drafts = [one for one in list_of_message(session, message.id) if one.state != "replaced"]
            letter = self._write(session, event, message, drafts)
        return event, letter, self._find_channel(event).deliverer

    def _write(self, session: Session, event: HookEvent, message: Message, drafts: list[Draft]) -> Letter:
        conversation = get_conversation(session, message.conversation_id, shop_ids=(message.shop_id,))
        rests_on = drafts[0].answer if drafts else {"steps": [], "deadlines": [], "escalate": None}
        escalate, read = rests_on["escalate"], read_incoming(event.body)
        return Letter(
            trace=event.trace,
            target=dict(read.target),
            question=message.text,
            link=f"{self.public_url}/inbox/{message.conversation_id}" if self.public_url else "",
            order_no=conversation.order_no if conversation else None,
            drafts=tuple((draft.text, draft.gloss) for draft in drafts),
            meant=tuple(self._name_intents(message)),
            steps=tuple(map(read_bilingual, rests_on["steps"])),
            deadlines=tuple(f"{row['what']} {row['at']}" for row in rests_on["deadlines"]),
            escalate=read_bilingual(escalate["because"]) if escalate else None,
            attachments=read.attachments,
        )

    def _name_intents(self, message: Message) -> list[Meant]:
        titles = {name: intent.title for name, intent in self.engine.library.intents.items()}
        found = (message.reading or {}).get("intents", ())
        return [
            Meant(one["id"], Bilingual(titles[one["id"]].zh, titles[one["id"]].en), one["score"])
            for one in found
            if one["id"] in titles
        ]


def _need(event: HookEvent | None) -> HookEvent:
    if event is None:
        raise Unanswerable("it is not there any more")
    return event


def _write_text(message: Incoming) -> str:
    """Return the words as the desk takes them: what is beyond its limit is left out, attachments stand for no words."""
    names = ", ".join(message.attachments)
    return message.text.strip()[:MESSAGE_LIMIT] or f"（附件：{names}）"[:MESSAGE_LIMIT]
