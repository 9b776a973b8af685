"""One conversation as its page shows it: what was said, what is known, what is offered, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from app.channels.outgoing.replies import find_outlet
from app.desk.conversations import shop_of
from app.desk.view import ConversationView, view_conversation
from app.store.drafts import list_of_message
from app.store.people import list_users
from app.web.desk.bubbles import Bubble, Line, make_bubbles, read_outgoing, write_log
from app.web.desk.known import Sheet, read_sheet
from app.web.desk.offers import Basis, Card, make_cards, read_basis

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.desk.actors import Actor
    from app.model import Language
    from app.store.dispatches import Dispatch
    from app.store.records import Draft, Message, Shop
    from app.web.desk.ground import Paper
    from app.web.desk.moments import Times

A_PAGE = 50
EVENING, MORNING = time(18), time(9)


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything the page of a conversation shows.

    `outlet` is the kind of channel that can write to the buyer, empty where none can; `failed` are replies that did
    not get out.
    """

    view: ConversationView
    shop: Shop
    times: Times
    people: Mapping[int, str]
    bubbles: list[Bubble]
    older: str | None
    last: Message | None
    sheet: Sheet
    cards: tuple[Card, ...]
    basis: Basis
    log: list[Line]
    rejected: int
    may_answer: bool
    outlet: str
    failed: tuple[Dispatch, ...]

    @property
    def is_open(self) -> bool:
        """Return whether the buyer waits for an answer."""
        return self.view.conversation.waiting_since is not None

    @property
    def abstained(self) -> bool:
        """Return whether what the buyer waits for an answer to was not understood."""
        return self.is_open and self.last is not None and bool(self.last.abstained) and not self.meant

    @property
    def meant(self) -> tuple[str, ...]:
        """Return what somebody said the last message means."""
        return tuple((self.last.reading or {}).get("corrected", ())) if self.last else ()

    @property
    def matters(self) -> tuple[str, ...]:
        """Return the matters that the last message is taken to say."""
        reading = (self.last.reading or {}) if self.last else {}
        return self.meant or tuple(one["id"] for one in reading.get("intents", ()))

    @property
    def whose(self) -> str:
        """Return who has it; empty for nobody."""
        return self.people.get(self.view.conversation.assignee_id or 0, "")

    @property
    def naps(self) -> tuple[tuple[str, datetime], ...]:
        """Return the moments until which it may be put off now."""
        return list_naps(self.times)


def list_naps(times: Times) -> tuple[tuple[str, datetime], ...]:
    """Return moments until which a conversation may be put off: in an hour, this evening, tomorrow morning."""
    local = times.now.astimezone(times.zone).replace(second=0, microsecond=0)
    evening = datetime.combine(local.date(), EVENING, times.zone)
    morning = datetime.combine(local.date() + timedelta(days=1), MORNING, times.zone)
    naps = [("hour", local + timedelta(hours=1)), ("evening", evening), ("morning", morning)]
    return tuple((name, at) for name, at in naps if at > local)


def read_talk(session: Session, conversation_id: int, paper: Paper, *, language: Language, actor: Actor) -> Talk:
    """Return a conversation for its page; NotFound where the actor has none such."""
    now = paper.ground.clock()
    view = view_conversation(session, conversation_id, now=now, actor=actor, messages=A_PAGE)
    shop = shop_of(session, view.conversation)
    times, names = paper.times(language, shop), paper.names(language)
    people = {user.id: user.shown_name for user in list_users(session)}
    last = next((one for one in view.messages.items if one.author == "buyer"), None)
    drafts = list_of_message(session, last.id) if last else ()
    reading = last.reading if last else None
    outgoing = read_outgoing(session, conversation_id)
    outlet = find_outlet(session, paper.ground.channels, view.conversation)
    sheet = read_sheet(_with_buyer(view), names, times)
    return Talk(
        view=view,
        shop=shop,
        times=times,
        people=people,
        bubbles=make_bubbles(view.messages.items, people, names, times, outgoing),
        older=view.messages.next,
        last=last,
        sheet=sheet,
        cards=make_cards(view.drafts, reading, sheet, names, language=language),
        basis=read_basis(_find_answer(view, drafts), view.ticks, names, times),
        log=write_log(view.log, people, names, times),
        rejected=sum(draft.state == "rejected" for draft in drafts),
        may_answer=view.conversation.escalated_because is None or actor.may_decide(shop.id),
        outlet=outlet.kind if outlet else "",
        failed=tuple(one for one in outgoing.values() if one.state == "parked"),
    )


def _with_buyer(view: ConversationView) -> dict[str, Any]:
    buyer = view.buyer
    return {**({"buyer_id": buyer.vendor_id, "buyer_name": buyer.name or None} if buyer else {}), **view.facts}


def _find_answer(view: ConversationView, drafts: tuple[Draft, ...]) -> Mapping[str, Any] | None:
    """Return what the offered drafts rest on, else the one that went out: its steps are still to be taken."""
    gone = [draft for draft in drafts if draft.state in {"sent", "edited"}]
    chosen = next(iter(view.drafts), None) or next(reversed(gone), None)
    return chosen.answer if chosen else None
