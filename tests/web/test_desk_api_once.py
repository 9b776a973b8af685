"""Requests that come twice, or at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from store.conftest import databases, kind, server, settings, shared, store

from app.store.messages import count_messages

from .test_desk_api import Desk, desk, now

__all__ = ["databases", "desk", "kind", "now", "server", "settings", "shared", "store"]

KEY = {"Idempotency-Key": "key-1"}


def message(text: str = "刚收到就降价了", **more: Any) -> dict[str, Any]:
    return {"conversation_id": "c1", "buyer": {"id": "b1"}, "text": text, **more}


def count(desk: Desk) -> int:
    with desk.store.reading() as session:
        return count_messages(session, 1)


def test_the_same_key_with_the_same_request_gets_the_same_answer(desk: Desk) -> None:
    first, again = desk.post("messages", message(), **KEY), desk.post("messages", message(), **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert count(desk) == 1


def test_the_same_key_with_another_request_is_refused(desk: Desk) -> None:
    desk.post("messages", message(), **KEY)
    for response in (desk.post("messages", message("颜色不对"), **KEY), desk.post("conversations/1/done", {}, **KEY)):
        assert response.status_code == 409
        assert response.json()["title"] == "The Idempotency-Key was used for another request"
    assert count(desk) == 1


def test_a_request_that_failed_leaves_its_key_free(desk: Desk) -> None:
    assert desk.post("messages", message(shop="elsewhere"), **KEY).status_code == 422
    assert desk.post("messages", message(), **KEY).status_code == 201


def test_the_key_of_one_program_is_not_anothers(desk: Desk) -> None:
    desk.post("messages", message(), **KEY)
    theirs = desk.of_another_shop("desk:write")
    response = theirs.post("messages", message(shop="other"), **KEY)
    assert (response.status_code, response.json()["conversation"]["id"]) == (201, 2)


def test_what_cannot_be_a_key_is_named(desk: Desk) -> None:
    for key in ("", "a b", "x" * 129, "né"):
        response = desk.call("POST", "/v1/messages", json=message(), headers=[(b"Idempotency-Key", key.encode())])
        assert (response.status_code, response.json()["errors"][0]["path"]) == (422, "Idempotency-Key"), key


def test_ten_at_once_with_one_key_are_answered_once(desk: Desk) -> None:
    with ThreadPoolExecutor(10) as pool:
        responses = list(pool.map(lambda _: desk.post("messages", message(), **KEY), range(10)))
    assert {response.status_code for response in responses} == {201}
    assert len({response.json()["message"]["id"] for response in responses}) == 1
    assert count(desk) == 1


def test_ten_colleagues_who_send_at_once_send_one_answer(desk: Desk) -> None:
    drafts = desk.write()["drafts"]
    with ThreadPoolExecutor(10) as pool:
        sends = pool.map(lambda n: desk.act("send", {"draft_id": drafts[n % 2]["id"]}), range(10))
        codes = sorted(response.status_code for response in sends)
    assert codes == [201] + [409] * 9
    assert count(desk) == 2


def test_the_same_message_sent_at_once_is_kept_once(desk: Desk) -> None:
    with ThreadPoolExecutor(8) as pool:
        codes = [
            one.status_code for one in pool.map(lambda _: desk.post("messages", message(message_id="m")), range(8))
        ]
    assert sorted(codes) == [200] * 7 + [201]
    assert count(desk) == 1
