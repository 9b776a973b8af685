"""Search by terms."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from app.store.inbox import Filter
from app.store.search import MOST_TERMS, index_terms, search_inbox, search_readings
from app.store.shops import add_shop

from .people import Desk


def find(session: Session, wanted: Filter, *terms: str) -> list[str]:
    return [item.conversation.vendor_id for item in search_inbox(session, terms, wanted).items]


def test_a_conversation_is_found_by_all_of_the_terms_newest_first(session: Session, desk: Desk) -> None:
    for name, terms in (("c1", "退 款 退款"), ("c2", "退 货 退货"), ("c3", "退 款 退款 小云")):
        index_terms(session, desk.conversation(name), terms.split())
    mine = Filter((desk.shop.id,))
    assert find(session, mine, "退") == ["c3", "c2", "c1"]
    assert find(session, mine, "退", "款") == ["c3", "c1"]
    assert find(session, mine, "小云", "退") == ["c3"]
    assert find(session, mine, "小云", "货") == []
    assert find(session, mine, "没有") == []
    assert find(session, mine) == find(session, mine, "") == []
    assert find(session, mine, *["退"] * 50) == ["c3", "c2", "c1"]


def test_terms_join_those_there_are(session: Session, desk: Desk) -> None:
    conversation = desk.conversation()
    index_terms(session, conversation, ["a", "b", "b", ""])
    index_terms(session, conversation, ["b", "c"])
    mine = Filter((desk.shop.id,))
    assert find(session, mine, "a", "b", "c") == ["c1"]
    index_terms(session, conversation, [])


def test_many_and_long_terms_are_no_trouble(session: Session, desk: Desk) -> None:
    conversation = desk.conversation()
    index_terms(session, conversation, [*(f"t{number}" for number in range(1700)), "x" * 999])
    mine = Filter((desk.shop.id,))
    assert find(session, mine, "t1", "t1699", "x" * 999) == ["c1"]
    assert find(session, mine, *(f"t{number}" for number in range(MOST_TERMS + 5))) == ["c1"]


def test_the_filters_of_the_inbox_hold_for_the_search_too(session: Session, desk: Desk) -> None:
    anna, other = desk.user(), Desk(session, add_shop(session, "uk", at=desk.now), desk.now)
    index_terms(session, desk.conversation("mine", assignee_id=anna.id, intent="sizing"), ["退"])
    index_terms(session, desk.conversation("done", state="done"), ["退"])
    index_terms(session, other.conversation("theirs"), ["退"])
    mine = Filter((desk.shop.id,))
    assert find(session, mine, "退") == ["mine"]
    assert find(session, replace(mine, states=()), "退") == ["done", "mine"]
    assert find(session, replace(mine, intent="sizing", assignee_id=anna.id), "退") == ["mine"]
    assert find(session, replace(mine, intent="invoice"), "退") == []
    assert find(session, Filter((desk.shop.id, other.shop.id)), "退") == ["theirs", "mine"]
    assert find(session, Filter(()), "退") == []


def test_pages_of_a_search_lead_through_all_shops_once(session: Session, desk: Desk) -> None:
    other = Desk(session, add_shop(session, "uk", at=desk.now), desk.now)
    for number in range(20):
        index_terms(session, (desk if number % 3 else other).conversation(f"c{number}"), ["退", "款"])
    wanted = Filter((desk.shop.id, other.shop.id))
    found: list[str] = []
    page = search_inbox(session, ["退", "款"], wanted, limit=6)
    found += [item.conversation.vendor_id for item in page.items]
    while page.next is not None:
        page = search_inbox(session, ["退", "款"], wanted, limit=6, cursor=page.next)
        found += [item.conversation.vendor_id for item in page.items]
    assert found == [f"c{number}" for number in range(19, -1, -1)]


def test_what_one_of_several_readings_finds_stands_there_once(session: Session, desk: Desk) -> None:
    for name, terms in (("c1", "lin ~li"), ("c2", "~li ~in"), ("c3", "in"), ("c4", "lin")):
        index_terms(session, desk.conversation(name), terms.split())
    wanted, readings = Filter((desk.shop.id,)), [["lin"], ["~li"]]
    first = search_readings(session, readings, wanted, limit=2)
    rest = search_readings(session, readings, wanted, limit=2, cursor=first.next)
    assert [item.conversation.vendor_id for item in (*first.items, *rest.items)] == ["c4", "c2", "c1"]
    assert search_readings(session, [], wanted).items == ()
