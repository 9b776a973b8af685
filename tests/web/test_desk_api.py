"""The API of the desk, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
import pytest
from store.conftest import databases, kind, server, settings, shared, store

from app.settings import Settings
from app.store.database import Store
from app.store.keys import add_key
from app.store.people import add_user, set_role
from app.store.secrets import make_key
from app.store.shops import add_shop, find_shop
from app.web.app import create_app
from app.web.desk_api.bodies import BODIES, EXAMPLES
from app.web.problems import MEDIA_TYPE

from .caller import NOW, Caller
from .fake_engine import FakeEngine

__all__ = ["databases", "kind", "server", "settings", "shared", "store"]


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which everything happens."""
    return NOW


@pytest.fixture
def desk(store: Store, settings: Settings, engine: FakeEngine) -> Desk:
    """A desk as a program reaches it from this computer."""
    return Desk(Caller(create_app(engine, settings, store=store, clock=lambda: NOW)), store)


class Desk:
    """Calls the API of the desk."""

    def __init__(self, call: Caller, store: Store) -> None:
        self.call = call
        self.store = store

    def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return self.call("POST", f"/v1/{path}", json=body or {}, headers=headers)

    def get(self, path: str) -> Any:
        response = self.call("GET", f"/v1/{path}")
        assert response.status_code == 200, response.text
        return response.json()

    def write(self, text: str = "刚收到就降价了", *, conversation: str = "c1", **more: Any) -> Any:
        body = {"conversation_id": conversation, "buyer": {"id": "b1", "name": "小云"}, "text": text, **more}
        response = self.post("messages", body)
        assert response.status_code in {200, 201}, response.text
        return response.json()

    def act(self, name: str, body: Any, *, conversation: int = 1) -> httpx.Response:
        return self.post(f"conversations/{conversation}/{name}", body)

    def of_another_shop(self, *scopes: str) -> Desk:
        """Return the desk as a key of another shop sees it."""
        new = make_key()
        with self.store.transaction() as session:
            shop = find_shop(session, "other") or add_shop(session, "other", at=NOW)
            add_key(session, new, name="k", scopes=scopes, shop_id=shop.id, created_by=None, at=NOW)
        bearer = {"Authorization": f"Bearer {new.key}"}
        return Desk(Caller(self.call.app, headers=bearer), self.store)


def test_a_message_is_answered_with_itself_and_drafts(desk: Desk) -> None:
    response = desk.post(
        "messages",
        {
            "channel": "helpdesk",
            "conversation_id": "8841",
            "message_id": "m1",
            "buyer": {"id": "b1", "name": "小云"},
            "text": "刚收到就降价了",
            "platform": "tmall",
            "facts": {"price_paid": "199.00"},
            "sent_at": "2026-11-21T11:59:00+08:00",
            "is_case": True,
        },
    )
    body = response.json()
    assert response.status_code == 201
    assert body["is_new"]
    assert body["message"]["reading"]["intents"][0]["id"] == "price_difference"
    assert body["drafts"][0]["gloss"]["language"] == "en"
    assert body["decisions"][0]["because"]["zh"]
    assert body["steps"][0] == {"zh": "核对成交价和现价，截图存单", "en": body["steps"][0]["en"]}
    told = body["conversation"]
    assert (told["shop"], told["channel"], told["conversation_id"]) == ("default", "helpdesk", "8841")
    assert (told["platform"], told["is_case"], told["buyer"]["name"]) == ("tmall", True, "小云")
    assert told["waiting_since"] == "2026-11-21T03:59:00+00:00"
    assert told["due_at"] == "2026-11-21T04:02:00+00:00"


def test_the_same_message_again_is_answered_200(desk: Desk) -> None:
    first = desk.write(message_id="m1")
    response = desk.post("messages", {"conversation_id": "c1", "buyer": {"id": "b1"}, "text": "x", "message_id": "m1"})
    assert (response.status_code, response.json()["is_new"]) == (200, False)
    assert response.json()["message"] == first["message"]


def test_fields_a_helpdesk_leaves_empty_take_nothing_away(desk: Desk) -> None:
    desk.write(facts={"price_paid": "199.00", "item": "裙子"})
    desk.write("退差价", facts={"price_paid": "", "item": None, "carrier": "sf"})
    assert desk.get("conversations/1")["facts"] == {"price_paid": "199.00", "item": "裙子", "carrier": "sf"}


def test_a_conversation_is_shown_with_all_that_stands_beside_it(desk: Desk) -> None:
    came = desk.write(facts={"order_no": "77001", "price_paid": "199.00"})
    desk.act("note", {"text": "仓库周三补发"})
    desk.act("steps", {"step": came["steps"][0]["zh"]})
    shown = desk.get("conversations/1")
    assert shown["facts"]["order_no"] == "77001"
    assert [message["text"] for message in shown["messages"]["items"]] == ["刚收到就降价了"]
    assert [note["text"] for note in shown["notes"]] == ["仓库周三补发"]
    assert [step["step"] for step in shown["steps_done"]] == [came["steps"][0]["zh"]]
    assert [line["kind"] for line in shown["log"]] == ["note", "step"]
    assert shown["drafts"] == came["drafts"]


def test_a_draft_is_sent(desk: Desk) -> None:
    came = desk.write()
    response = desk.act("send", {"draft_id": came["drafts"][0]["id"]})
    body = response.json()
    assert response.status_code == 201
    assert (body["draft"]["state"], body["message"]["author"]) == ("sent", "agent")
    assert body["conversation"]["waiting_since"] is None
    late = desk.act("send", {"draft_id": came["drafts"][0]["id"]})
    assert (late.status_code, late.json()["title"]) == (409, "Somebody was faster")


def test_what_the_check_blocks_is_answered_with_its_findings(desk: Desk) -> None:
    came = desk.write()
    response = desk.act("send", {"draft_id": came["drafts"][0]["id"], "text": "这个我不知道哦"})
    body = response.json()
    assert (response.status_code, response.headers["content-type"]) == (422, MEDIA_TYPE)
    assert body["errors"][0]["path"] == "text"
    assert body["findings"][0]["code"] == "not_known"
    assert body["findings"][0]["span"] == [3, 6]
    assert desk.get("conversations/1")["drafts"] == came["drafts"]


ACTS: list[tuple[str, dict[str, Any], Callable[[Any], bool]]] = [
    ("reject", {"draft_id": 1, "reason": "语气太硬"}, lambda body: body["state"] == "rejected"),
    ("snooze", {"until": "2026-11-22T18:00:00+08:00"}, lambda body: body["state"] == "snoozed"),
    ("snooze", {"until": None}, lambda body: body["state"] == "open"),
    ("hand-over", {"because": "金额超限"}, lambda body: body["escalated_because"] == "金额超限"),
    ("hand-over", {"to": "agent"}, lambda body: body["state"] == "open"),
    ("assign", {"user": None}, lambda body: body["assignee"] is None),
    ("done", {}, lambda body: body["state"] == "done"),
    ("done", {"done": False}, lambda body: body["state"] == "open"),
    ("note", {"text": "别催了"}, lambda body: body["text"] == "别催了"),
    ("facts", {"facts": {"item": "台灯"}}, lambda body: len(body["drafts"]) == 3),
    ("steps", {"step": "拍照"}, lambda body: body["steps_done"][0]["step"] == "拍照"),
    ("steps", {"step": "拍照", "done": False}, lambda body: body["steps_done"] == []),
]


def test_everything_can_be_done_with_a_conversation(desk: Desk) -> None:
    desk.write()
    for name, body, is_done in ACTS:
        response = desk.act(name, body)
        assert response.status_code in {200, 201}, response.text
        assert is_done(response.json()), (name, body)


def test_a_conversation_is_given_to_a_colleague(desk: Desk) -> None:
    desk.write()
    with desk.store.transaction() as session:
        user = add_user(session, "Anna", at=NOW)
        set_role(session, user.id, shop_id=1, role="agent")
    # There is somebody now, so this computer is let in no further than to drafts.
    assert desk.act("assign", {"user": user.id}).status_code == 403
    desk = desk_with_key(desk)
    assert desk.act("assign", {"user": user.id}).json()["assignee"] == user.id
    assert [item["id"] for item in desk.get(f"conversations?assignee={user.id}")["items"]] == [1]


def desk_with_key(desk: Desk) -> Desk:
    new = make_key()
    with desk.store.transaction() as session:
        add_key(session, new, name="all", scopes=["desk:read", "desk:write"], shop_id=None, created_by=None, at=NOW)
    return Desk(Caller(desk.call.app, headers={"Authorization": f"Bearer {new.key}"}), desk.store)


def test_the_inbox_is_filtered_searched_and_paged(desk: Desk) -> None:
    for number in range(5):
        desk.write("颜色不对" if number % 2 else "刚收到就降价了", conversation=f"c{number}")
    desk.act("done", {}, conversation=1)
    assert [item["id"] for item in desk.get("conversations")["items"]] == [2, 3, 4, 5]
    assert [item["id"] for item in desk.get("conversations?state=done")["items"]] == [1]
    assert [item["id"] for item in desk.get("conversations?intent=color_difference")["items"]] == [2, 4]
    assert [item["id"] for item in desk.get("conversations?q=降价")["items"]] == [5, 3, 1]
    assert desk.get("conversations?shop=elsewhere")["items"] == []
    first = desk.get("conversations?limit=3")
    rest = desk.get(f"conversations?limit=3&cursor={first['next']}")
    assert [item["id"] for item in (*first["items"], *rest["items"])] == [2, 3, 4, 5]
    assert rest["next"] is None


def test_the_messages_of_a_conversation_are_paged(desk: Desk) -> None:
    for number in range(3):
        desk.write(f"第 {number} 句")
    first = desk.get("messages?conversation=1&limit=2")
    rest = desk.get(f"messages?conversation=1&limit=2&cursor={first['next']}")
    assert [item["text"] for item in (*first["items"], *rest["items"])] == ["第 2 句", "第 1 句", "第 0 句"]


def test_feedback_is_kept_and_listed_with_its_message(desk: Desk) -> None:
    desk.write("这个颜色")
    response = desk.post("feedback", {"message_id": 1, "intents": ["sizing"]})
    assert (response.status_code, response.json()["conversation"]["intent"]) == (201, "sizing")
    (said,) = desk.get("feedback")["items"]
    assert (said["text"], said["was"], said["intents"]) == ("这个颜色", ["color_difference"], ["sizing"])
    assert desk.get("messages?conversation=1")["items"][0]["reading"]["corrected"] == ["sizing"]


def test_a_conversation_begins_without_a_message(desk: Desk) -> None:
    response = desk.post("conversations", {"conversation_id": "c1", "buyer": {"id": "b1"}, "is_case": True})
    assert (response.status_code, response.json()["message_count"]) == (200, 0)
    assert response.json()["is_case"]


REFUSED: list[tuple[str, dict[str, Any], list[str]]] = [
    ("messages", {}, ["conversation_id", "buyer", "text"]),
    ("messages", {"conversation_id": "c", "buyer": {"id": ""}, "text": "x"}, ["buyer.id"]),
    ("messages", {"conversation_id": "c", "buyer": {"id": "b"}, "text": "x", "shop": "elsewhere"}, ["shop"]),
    (
        "messages",
        {"conversation_id": "c", "buyer": {"id": "b"}, "text": "x", "facts": {"price_paid": 5, "colour": "red"}},
        ["facts.price_paid", "facts.colour"],
    ),
    ("conversations/1/send", {"text": "好", "draft": 1}, ["draft"]),
    ("conversations/1/send", {"draft_id": "1"}, ["draft_id"]),
    ("conversations/1/send", {}, ["text"]),
    ("conversations/1/snooze", {"until": "2026-11-20T00:00:00Z"}, ["until"]),
    ("conversations/1/hand-over", {}, ["because"]),
    ("conversations/1/assign", {}, ["user"]),
    ("conversations/1/assign", {"user": 999}, ["user"]),
    ("conversations/1/facts", {"facts": {"worn": "yes"}}, ["facts.worn"]),
    ("feedback", {"message_id": 1, "intents": []}, ["intents"]),
    ("feedback", {"message_id": 1, "intents": ["nonsense"]}, ["intents"]),
]


def test_what_cannot_be_used_is_named(desk: Desk) -> None:
    before = desk.write()["conversation"]
    for path, body, fields in REFUSED:
        response = desk.post(path, body)
        assert (response.status_code, response.headers["content-type"]) == (422, MEDIA_TYPE), (path, body)
        assert [error["path"] for error in response.json()["errors"]] == fields, (path, body)
    assert desk.get("conversations/1")["conversation"] == before


NONSENSE = [
    ("conversations?limit=0", "limit"),
    ("conversations?limit=x", "limit"),
    ("conversations?state=lost", "state"),
    ("conversations?assignee=anna", "assignee"),
    ("conversations?assignee=me", "assignee"),
    ("conversations?cursor=nonsense", "cursor"),
    ("conversations?colour=red", "colour"),
    ("messages", "conversation"),
    ("messages?conversation=x", "conversation"),
    ("messages?conversation=99999999999999999999999", "conversation"),
]


def test_an_address_that_asks_for_nonsense_is_told_so(desk: Desk) -> None:
    for path, field in NONSENSE:
        response = desk.call("GET", f"/v1/{path}")
        assert response.status_code == 422, path
        assert [error["path"] for error in response.json()["errors"]] == [field], path


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    desk.write()
    for number in ("2", "0", "-1", "x", "１", "99999999999999999999999"):
        for response in (desk.call("GET", f"/v1/conversations/{number}"), desk.post(f"conversations/{number}/done")):
            assert (response.status_code, response.headers["content-type"]) == (404, MEDIA_TYPE), number


def test_another_shop_sees_nothing_of_it(desk: Desk) -> None:
    desk.write()
    theirs = desk.of_another_shop("desk:read", "desk:write")
    assert theirs.get("conversations")["items"] == []
    assert theirs.get("conversations?shop=default")["items"] == []
    assert theirs.get("conversations?q=降价")["items"] == []
    assert theirs.get("feedback")["items"] == []
    for path in ("conversations/1", "messages?conversation=1"):
        assert theirs.call("GET", f"/v1/{path}").status_code == 404
    for name, body, _ in ACTS:
        assert theirs.act(name, body).status_code == 404, name
    assert theirs.post("feedback", {"message_id": 1, "intents": ["sizing"]}).status_code == 404
    written = {"conversation_id": "c1", "buyer": {"id": "b1"}, "text": "x"}
    assert theirs.post("messages", written).status_code == 422
    assert theirs.post("messages", {**written, "shop": "other"}).status_code == 201


def test_a_key_that_may_only_read_changes_nothing(desk: Desk) -> None:
    theirs = desk.of_another_shop("desk:read")
    assert theirs.get("conversations")["items"] == []
    assert theirs.post("messages", {}).status_code == 403


def test_openapi_describes_the_desk_with_examples(desk: Desk) -> None:
    document = desk.call("GET", "/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert {body.__name__ for body in BODIES} <= set(schemas)
    send = document["paths"]["/v1/conversations/{conversation_id}/send"]["post"]
    assert {parameter["name"] for parameter in send["parameters"]} == {"conversation_id", "Idempotency-Key"}
    assert send["requestBody"]["content"]["application/json"]["examples"]
    listed = document["paths"]["/v1/conversations"]["get"]["parameters"]
    assert {"limit", "cursor", "state", "q"} <= {parameter["name"] for parameter in listed}


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
def test_every_example_of_openapi_is_accepted(body: Any) -> None:
    assert EXAMPLES[body.__name__]
    for example in EXAMPLES[body.__name__].values():
        assert body.model_validate(example["value"])
