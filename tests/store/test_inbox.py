"""The inbox: the order of work, filters, pages."""

from __future__ import annotations

import random
from dataclasses import replace

from sqlalchemy.orm import Session

from app.store.inbox import MOST, Filter, count_inbox, list_inbox
from app.store.shops import add_shop

from .people import Desk


def names(session: Session, wanted: Filter, **given: int) -> list[str]:
    return [item.conversation.vendor_id for item in list_inbox(session, wanted, **given).items]


def test_cases_stand_first_then_deadlines_then_the_rest(session: Session, desk: Desk) -> None:
    desk.conversation("nothing due")
    desk.conversation("later", due_at=desk.at(500))
    desk.conversation("sooner", due_at=desk.at(100))
    desk.conversation("case without a deadline", is_case=True)
    desk.conversation("case", is_case=True, due_at=desk.at(900))
    wanted = Filter((desk.shop.id,))
    assert names(session, wanted) == ["case", "case without a deadline", "sooner", "later", "nothing due"]
    desk.conversation("later", due_at=None)
    desk.conversation("case", is_case=False)
    expected = ["case without a deadline", "sooner", "case", "nothing due", "later"]
    assert names(session, wanted) == expected


def test_a_row_shows_whose_conversation_it_is(session: Session, desk: Desk) -> None:
    desk.say(desk.conversation("c1", buyer="小云"), "裙子破了")
    (item,) = list_inbox(session, Filter((desk.shop.id,))).items
    assert (item.buyer.name, item.conversation.last_text) == ("小云", "裙子破了")


def test_only_what_is_wanted_is_shown(session: Session, desk: Desk) -> None:
    anna = desk.user("anna")
    other = Desk(session, add_shop(session, "uk", at=desk.now), desk.now)
    other.conversation("theirs")
    desk.conversation("hers", assignee_id=anna.id, intent="sizing")
    desk.conversation("size", intent="sizing")
    desk.conversation("done", state="done", intent="sizing")
    desk.conversation("supervisor", state="escalated")
    mine = Filter((desk.shop.id,))
    assert names(session, mine) == ["hers", "size", "supervisor"]
    assert names(session, replace(mine, states=("done",))) == ["done"]
    assert names(session, replace(mine, intent="sizing")) == ["hers", "size"]
    assert names(session, replace(mine, assignee_id=anna.id)) == ["hers"]
    assert names(session, replace(mine, assignee_id=anna.id, intent="invoice")) == []
    assert names(session, Filter((desk.shop.id, other.shop.id))) == ["theirs", "hers", "size", "supervisor"]
    assert names(session, Filter((other.shop.id, other.shop.id))) == ["theirs"]
    assert names(session, Filter(())) == []


def test_pages_lead_through_everything_in_order_and_once(session: Session, desk: Desk) -> None:
    chance = random.Random(5)
    other = Desk(session, add_shop(session, "uk", at=desk.now), desk.now)
    for number in range(60):
        where = chance.choice([desk, other])
        due = chance.choice([None, desk.at(chance.randrange(5))])
        state = chance.choice(["open", "escalated"])
        where.conversation(f"c{number}", is_case=chance.random() < 0.2, due_at=due, state=state)
    wanted = Filter((desk.shop.id, other.shop.id))
    whole = list_inbox(session, wanted, limit=100)
    assert (len(whole.items), whole.next) == (60, None)
    paged, cursor = [], None
    while True:
        page = list_inbox(session, wanted, limit=7, cursor=cursor)
        paged += page.items
        cursor = page.next
        if cursor is None:
            break
    assert tuple(paged) == whole.items


def test_conversations_are_counted_up_to_where_nobody_tells_them_apart(session: Session, desk: Desk) -> None:
    for number in range(MOST + 3):
        desk.conversation(f"c{number}", intent="sizing" if number < 2 else None)
    mine = Filter((desk.shop.id,))
    counted = count_inbox(session, [mine, replace(mine, intent="sizing"), replace(mine, states=("done",)), Filter(())])
    assert counted == (MOST + 1, 2, 0, 0)
