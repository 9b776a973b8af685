"""A reply goes to an eBay buyer when an agent says so: once, checked, kept, and said where it did not get out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from store.conftest import databases, server

from app.store.log import list_entries_of
from app.store.messages import list_messages

from .shopfront import Shopfront, running

__all__ = ["databases", "running", "server"]

NUMBERS = count(9000)
WHERE = "Hi, where is my parcel?"
OWN = "Hello, thank you for your message. We are looking into it and will write to you here."


@pytest.fixture
def front(running: Shopfront) -> Iterator[Shopfront]:
    running.ebay.sent.clear()
    yield running
    assert running.ebay.wrong == []
    running.ebay.moods.clear()


@pytest.fixture
def talk(front: Shopfront) -> int:
    return front.hear(WHERE, str(next(NUMBERS)))


def draft_of(front: Shopfront, talk: int) -> dict[str, object]:
    first: dict[str, object] = front.ask("GET", f"/v1/conversations/{talk}").json()["drafts"][0]
    return first


def test_a_draft_stays_in_the_console_until_an_agent_sends_it(front: Shopfront, talk: int) -> None:
    assert front.ebay.sent == []
    draft = draft_of(front, talk)
    assert front.send(talk, draft_id=draft["id"]).status_code == 201
    assert front.ended(talk).state == "done"
    assert [text for _, text in front.ebay.sent] == [draft["text"]]
    with front.store.reading() as session:
        kept = list_messages(session, talk).items[0]
    assert (kept.author, kept.text) == ("agent", draft["text"])


def test_a_draft_is_sent_once_however_often_somebody_says_so(front: Shopfront, talk: int) -> None:
    draft = draft_of(front, talk)
    assert [front.send(talk, draft_id=draft["id"]).status_code for _ in range(2)] == [201, 409]
    front.ended(talk)
    assert len(front.ebay.sent) == 1


def test_the_pre_send_check_stands_before_what_goes_out(front: Shopfront, talk: int) -> None:
    answer = front.send(talk, text="Please write to me at shop@example.com and pay by PayPal directly.")
    assert (answer.status_code, bool(answer.json()["findings"])) == (422, True)
    assert (front.replies(talk), front.ebay.sent) == ((), [])


def test_more_than_2000_characters_are_refused_before_they_go_out(front: Shopfront, talk: int) -> None:
    long = f"{OWN} " * 30
    assert front.send(talk, text=long).status_code == 413
    page = front.ask("GET", f"/inbox/{talk}?lang=en").text
    answer = front.ask("POST", f"/inbox/{talk}/send", data={"csrf": read_token(page), "text": long, "deliver": "yes"})
    assert answer.status_code == 422
    assert "2000" in answer.text
    assert (front.replies(talk), front.ebay.sent) == ((), [])


@pytest.mark.parametrize("mood", ["500", "429", "503"])
def test_what_ebay_does_not_take_at_first_is_sent_once_later(front: Shopfront, talk: int, mood: str) -> None:
    front.ebay.moods += [mood, mood]
    front.send(talk, text=OWN)
    done = front.ended(talk)
    assert (done.state, done.attempts, len(front.ebay.sent)) == ("done", 3, 1)


def test_an_answer_that_never_came_doubles_nothing(front: Shopfront, talk: int) -> None:
    front.ebay.moods.append("lost")
    front.send(talk, text=OWN)
    assert front.ended(talk).state == "done"
    assert [text for _, text in front.ebay.sent] == [OWN]


def test_a_refusal_is_shown_in_the_conversation_and_can_be_tried_again(front: Shopfront, talk: int) -> None:
    front.ebay.moods.append("400")
    front.send(talk, text=OWN)
    failed = front.ended(talk)
    assert failed.state == "parked"
    assert "355013" in (failed.reason or "")
    page = front.ask("GET", f"/inbox/{talk}?lang=en").text
    assert "banner-failed" in page
    assert "355013" in page
    answer = front.ask("POST", f"/inbox/{talk}/retry", data={"reply": str(failed.id), "csrf": read_token(page)})
    assert answer.status_code == 303
    assert front.ended(talk).state == "done"
    assert len(front.ebay.sent) == 1
    assert "banner-failed" not in front.ask("GET", f"/inbox/{talk}?lang=en").text


def test_a_refusal_puts_the_conversation_back_to_work(front: Shopfront, talk: int) -> None:
    front.ebay.moods.append("400")
    front.send(talk, text=OWN)
    front.ask("POST", f"/v1/conversations/{talk}/done", json={})
    front.ended(talk)
    shown = front.wait_for(lambda: find_open(front, talk))
    assert shown["due_at"] is not None
    with front.store.reading() as session:
        from app.store.conversations import get_conversation
        from app.store.shops import list_shops

        found = get_conversation(session, talk, shop_ids=[list_shops(session)[0].id])
        assert found is not None
        assert list_entries_of(session, found)[-1].kind == "not_sent"


def find_open(front: Shopfront, talk: int) -> dict[str, object] | None:
    shown: dict[str, object] = front.ask("GET", f"/v1/conversations/{talk}").json()["conversation"]
    return shown if shown["state"] == "open" else None


def test_replies_of_one_conversation_go_out_in_their_order(front: Shopfront, talk: int) -> None:
    front.ebay.moods += ["500", "500", "500"]
    for number in range(3):
        assert front.send(talk, text=f"{OWN} ({number})").status_code == 201
    front.ended(talk)
    assert [text[-2] for _, text in front.ebay.sent] == ["0", "1", "2"]


def test_the_page_offers_it_where_the_channel_can_and_nowhere_else(front: Shopfront, talk: int) -> None:
    assert "data-send-out" in front.ask("GET", f"/inbox/{talk}?lang=en").text
    other = front.hear(WHERE, str(next(NUMBERS)), kind="slack")
    assert "data-send-out" not in front.ask("GET", f"/inbox/{other}?lang=en").text
    refused = front.send(other, text=OWN)
    assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, "deliver")


def test_the_page_sends_by_its_button(front: Shopfront, talk: int) -> None:
    page = front.ask("GET", f"/inbox/{talk}?lang=en").text
    form = {"csrf": read_token(page), "text": OWN, "deliver": "yes"}
    assert front.ask("POST", f"/inbox/{talk}/send", data=form).status_code == 303
    assert front.ended(talk).state == "done"
    assert "sent to the buyer" in front.ask("GET", f"/inbox/{talk}?lang=en").text


def read_token(page: str) -> str:
    return page.split('name="csrf" value="')[1].split('"', maxsplit=1)[0]
