"""Fills the sample shop's story into a shop, and takes every trace of it out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.correct import correct_intent
from app.desk.demo.registers import fill_registers
from app.desk.demo.script import CHANNEL, Act, SampleConversation, Story, read_story, tell_facts
from app.desk.drafter import Drafter
from app.desk.faults import refuse
from app.desk.hand_over import hand_over, take_back
from app.desk.note import leave_note
from app.desk.receive import Incoming, Opening, receive
from app.desk.reject import reject
from app.desk.send import Reply, send
from app.desk.settle import mark_done
from app.desk.snooze import snooze
from app.desk.steps import tick
from app.desk.traces import SHOP, Deed
from app.store import events
from app.store.buyers import change_buyer, find_buyer
from app.store.conversations import CHANGED, find_conversation
from app.store.demo import count_demo, remove_demo
from app.store.drafts import list_of_message, list_offered
from app.store.messages import find_last_of_buyer
from app.store.records import Draft, Shop
from app.store.shops import find_shop


def fill(session: Session, engine: Drafter, slug: str, *, now: datetime, actor: Actor) -> int:
    """Play the sample story in a shop, and return how many conversations it has; 0 where it is there already.

    Everything goes through the use cases at its own time, so that drafts, clocks and logs are what they would be.
    """
    shop = _find(session, slug, actor)
    if count_demo(session, shop.id):
        return 0
    story = read_story()
    played = _Play(session, engine, shop, replace(actor, is_sample=True), now, story)
    for conversation in story.conversations:
        played.perform(conversation)
    fill_registers(session, shop, story, now=now, actor=played.actor)
    _describe_buyers(session, shop, story)
    _tell(Deed(session, actor, now), shop, "demo.filled", len(story.conversations))
    return len(story.conversations)


def remove(session: Session, slug: str, *, now: datetime, actor: Actor) -> int:
    """Take the sample story out of a shop, and return how many conversations went. Nothing else is touched."""
    shop = _find(session, slug, actor)
    gone = remove_demo(session, shop.id)
    if gone:
        _tell(Deed(session, actor, now), shop, "demo.removed", gone)
    return gone


@dataclass(frozen=True, slots=True)
class _Play:
    session: Session
    engine: Drafter
    shop: Shop
    actor: Actor
    now: datetime
    story: Story

    def perform(self, conversation: SampleConversation) -> None:
        """Let everything happen in a conversation, one act after the other."""
        for number, act in enumerate(conversation.acts, start=1):
            at = self.now - act.ago
            if act.write is not None:
                self._write(conversation, act.write, f"{conversation.id}-{number}", at)
            else:
                self._do(act, self._number(conversation), at)

    def _write(self, conversation: SampleConversation, text: str, message_id: str, at: datetime) -> None:
        facts = tell_facts(self.story.orders[conversation.order], now=self.now) if conversation.order else {}
        order = {"order_no": conversation.order} if conversation.order else {}
        opening = Opening(
            shop=self.shop.slug,
            channel=CHANNEL,
            conversation_id=conversation.id,
            buyer_id=conversation.buyer,
            buyer_name=self.story.buyers[conversation.buyer].name,
            platform=conversation.platform,
            facts={**order, **facts},
            is_case=conversation.is_case and message_id != f"{conversation.id}-1",
        )
        receive(self.session, self.engine, Incoming(opening, text, message_id), now=at, actor=self.actor)

    def _do(self, act: Act, number: int, at: datetime) -> None:
        """Let the desk do what an act says."""
        session, actor = self.session, self.actor
        drafts = list_offered(session, number)
        if (reply := _choose(act, drafts)) is not None:
            send(session, self.engine, number, reply, now=at, actor=actor)
        if act.reject is not None:
            rejected = drafts[act.reject.draft - 1]
            reject(session, number, rejected.id, act.reject.reason, now=at, actor=actor)
        if act.correct is not None and (message := find_last_of_buyer(session, number)):
            correct_intent(session, self.engine, message.id, act.correct, now=at, actor=actor)
        if act.note is not None:
            leave_note(session, number, act.note, now=at, actor=actor)
        if act.hand_over is not None:
            hand_over(session, number, act.hand_over, now=at, actor=actor)
        self._put_away(act, number, at)

    def _put_away(self, act: Act, number: int, at: datetime) -> None:
        session, actor = self.session, self.actor
        if act.take_back:
            take_back(session, number, now=at, actor=actor)
        if act.step is not None:
            tick(session, number, self._step(number, act.step), done=True, now=at, actor=actor)
        if act.snooze is not None:
            snooze(session, number, self.now + act.snooze, now=at, actor=actor)
        if act.done:
            mark_done(session, number, now=at, actor=actor)

    def _step(self, number: int, place: int) -> str:
        """Return a step of the reply that was given last, as the shop's agents read it."""
        message = find_last_of_buyer(self.session, number)
        drafts = list_of_message(self.session, message.id) if message else ()
        steps = drafts[-1].answer["steps"]
        return str(steps[min(place, len(steps)) - 1][self.shop.language])

    def _number(self, conversation: SampleConversation) -> int:
        found = find_conversation(self.session, self.shop.id, channel=CHANNEL, vendor_id=conversation.id)
        assert found is not None, f"{conversation.id} begins with what the buyer writes"  # noqa: S101
        return found.id


def _choose(act: Act, drafts: Sequence[Draft]) -> Reply | None:
    # A shop's library may offer fewer variants of a reply than the built-in one, or none that is left.
    if not drafts:
        return None
    if act.send is not None:
        return Reply(draft_id=drafts[min(act.send, len(drafts)) - 1].id)
    if act.edit is not None:
        draft = drafts[min(act.edit.draft, len(drafts)) - 1]
        return Reply(f"{draft.text}\n{act.edit.add}", draft.id)
    return None


def _describe_buyers(session: Session, shop: Shop, story: Story) -> None:
    for vendor_id, described in story.buyers.items():
        buyer = find_buyer(session, shop.id, vendor_id)
        if buyer is not None:
            change_buyer(session, buyer.id, is_vip=described.is_vip, note=described.note)


def _find(session: Session, slug: str, actor: Actor) -> Shop:
    shop = find_shop(session, slug)
    if shop is None or shop.id not in actor.shop_ids:
        raise refuse("shop", f"there is no shop {slug} of yours")
    return shop


def _tell(deed: Deed, shop: Shop, action: str, conversations: int) -> None:
    deed.audit_on(action, SHOP, shop.id, shop_id=shop.id, data={"conversations": conversations})
    events.tell(deed.session, CHANGED, shop_id=shop.id, conversation_id=None, at=deed.now)
