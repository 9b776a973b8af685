"""Drafts for what a buyer wrote last. Messages that came in a row are answered together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.core.classify import POLITE, SILENT
from app.core.reading import FRAGMENT
from app.desk.conversations import shop_of
from app.desk.drafter import Drafter
from app.desk.due import find_due
from app.desk.known import API, ORDER_NO, change_facts, is_order_of, read_facts
from app.desk.news import tell_drafted
from app.desk.readings import CORRECTED, Read, meant_by, read_answer
from app.desk.traces import Deed
from app.model import Answer, Inquiry, Platform, SlotKind, Turn
from app.store.buyers import get_buyer
from app.store.conversations import change_conversation
from app.store.drafts import NewDraft, list_offered, offer_drafts
from app.store.messages import list_messages, set_reading
from app.store.records import Conversation, Draft, Message

REMEMBERED = 50
"""Messages of a conversation that a draft looks back on."""
MOST_TOPICS = 3
"""Matters that one reply answers; more of them nobody reads to the end."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A conversation with the drafts that are offered for the buyer's last message."""

    conversation: Conversation
    drafts: tuple[Draft, ...]


def redraft(deed: Deed, engine: Drafter, conversation: Conversation) -> Drafted:
    """Draft for the buyer's last message from what is known now; nothing changes where the shop has answered it."""
    earlier, unanswered = read_turns(deed.session, conversation)
    if not unanswered:
        return Drafted(conversation, list_offered(deed.session, conversation.id))
    work = _begin(deed, engine, conversation, earlier, unanswered)
    answer = work.answer()
    linked = work.link(answer)
    if linked is not conversation:
        work = _begin(deed, engine, linked, earlier, unanswered)
        answer = work.answer()
    return work.keep(answer)


def draft_as(deed: Deed, engine: Drafter, conversation: Conversation, intents: tuple[str, ...]) -> tuple[NewDraft, ...]:
    """Return drafts for what is unanswered, as if it meant `intents`; nothing is kept of them."""
    earlier, unanswered = read_turns(deed.session, conversation)
    if not unanswered:
        return ()
    inquiry = replace(_begin(deed, engine, conversation, earlier, unanswered).inquiry, intents=intents)
    return read_answer(engine.draft(inquiry, now=deed.now), inquiry, engine.library).drafts


def read_turns(session: Session, conversation: Conversation) -> tuple[Sequence[Message], Sequence[Message]]:
    """Return the latest messages, oldest first: those before, and those of the buyer that nobody has answered."""
    latest = list_messages(session, conversation.id, limit=REMEMBERED).items
    spoken = [message for message in latest if message.author != "system"]
    open_ones = list(takewhile(lambda message: message.author == "buyer", spoken))
    return spoken[len(open_ones) :][::-1], open_ones[::-1]


@dataclass(frozen=True, slots=True)
class _Work:
    """The drafting for one conversation; `unanswered` are the buyer's messages since the shop last wrote.

    `inquiry` is what the engine is asked: the last message, all that is known, and what was said before.
    """

    deed: Deed
    engine: Drafter
    conversation: Conversation
    unanswered: Sequence[Message]
    inquiry: Inquiry

    @property
    def message(self) -> Message:
        return self.unanswered[-1]

    def answer(self) -> Answer:
        """Return the answer to all that is unanswered."""
        said = self.said
        inquiry = replace(self.inquiry, intents=said)
        answer = self.engine.draft(inquiry, now=self.deed.now)
        meant = self.gather(answer)
        if set(meant) == set(said or _ids(answer)):
            return answer
        return self.engine.draft(replace(inquiry, intents=meant), now=self.deed.now)

    @property
    def said(self) -> tuple[str, ...]:
        """Return what somebody said the last message means; nothing where nobody has."""
        return tuple((self.message.reading or {}).get(CORRECTED, ()))

    def gather(self, answer: Answer) -> tuple[str, ...]:
        """Return the matters of all unanswered messages in the order they came; nothing where there are none."""
        last = self.said or _ids(answer)
        if not last and len(self.message.text.strip()) >= FRAGMENT:
            # It says something that was not understood: answering only what came before would pass over it.
            return ()
        before = [intent for message in self.unanswered[:-1] for intent in meant_by(message.reading)]
        matters = dict.fromkeys(one for one in (*before, *last) if one not in POLITE | SILENT)
        return tuple(matters)[-MOST_TOPICS:] or last

    def link(self, answer: Answer) -> Conversation:
        """Return the conversation, about the order that the buyer named where it was about none."""
        named = [slot.value for slot in answer.slots if slot.kind is SlotKind.ORDER_NO]
        if not named or self.conversation.order_no is not None:
            return self.conversation
        buyer = get_buyer(self.deed.session, self.conversation.buyer_id)
        for order_no in named if buyer else ():
            if buyer and is_order_of(self.deed.session, buyer, order_no):
                return change_facts(self.deed, self.conversation, {ORDER_NO: order_no}, source=API)
        return self.conversation

    def keep(self, answer: Answer) -> Drafted:
        """Write down what was understood, the drafts, and when the conversation is due."""
        session, now = self.deed.session, self.deed.now
        meant = self.gather(answer)
        read = read_answer(answer, replace(self.inquiry, intents=meant), self.engine.library)
        self._keep_reading(read)
        drafts = offer_drafts(session, self.message, read.drafts, at=now)
        tell_drafted(self.deed, self.conversation, self.message, drafts)
        due_at = find_due(session, self.conversation, read.drafts[0].answer if read.drafts else None)
        intent = next(iter(meant), None)
        return Drafted(change_conversation(session, self.conversation.id, at=now, intent=intent, due_at=due_at), drafts)

    def _keep_reading(self, read: Read) -> None:
        reading = {**read.reading, CORRECTED: list(self.said)} if self.said else read.reading
        intent = next(iter(meant_by(reading)), None)
        set_reading(self.deed.session, self.message.id, reading=reading, intent=intent, abstained=reading["abstained"])


def _begin(
    deed: Deed,
    engine: Drafter,
    conversation: Conversation,
    earlier: Sequence[Message],
    unanswered: Sequence[Message],
) -> _Work:
    shop = shop_of(deed.session, conversation)
    inquiry = Inquiry(
        message=unanswered[-1].text,
        platform=cast("Platform", conversation.platform),
        shop=shop.slug,
        facts=read_facts(deed.session, conversation),
        history=tuple(_as_turn(message) for message in (*earlier, *unanswered[:-1])),
        zone=ZoneInfo(shop.timezone),
    )
    return _Work(deed, engine, conversation, unanswered, inquiry)


def _as_turn(message: Message) -> Turn:
    return Turn("buyer" if message.author == "buyer" else "shop", message.text, message.sent_at)


def _ids(answer: Answer) -> tuple[str, ...]:
    return tuple(intent.id for intent in answer.classification.intents)
