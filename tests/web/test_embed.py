"""The panel inside a helpdesk: framed by one origin, empty without a pass, and believing nothing that it is told."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from channels.rows import make_row

from app.channels.answering import Answering
from app.channels.rows import Row
from app.channels.switchboard import make_switchboard
from app.channels.work import Work
from app.desk.actors import Actor
from app.desk.receive import Incoming, Opening, receive
from app.store.shops import find_shop
from app.web.app import create_app
from app.web.hooks import Porch

from .caller import Caller
from .fake_engine import FakeEngine
from .staff import Company, Founder

ORIGIN = "https://chat.example"
SAID = "刚收到就降价了，退差价吗"
CHATWOOT = {"base_url": "https://chat.example", "token": "cw", "account": 3}


def answer_as_chatwoot(request: httpx.Request) -> httpx.Response:
    """What Chatwoot says of conversation 77; it has no other."""
    assert request.headers["api_access_token"] == "cw"
    if request.url.path != "/api/v1/accounts/3/conversations/77/messages":
        return httpx.Response(404, request=request)
    messages = [
        {"id": 1, "content": "hello", "message_type": 0, "private": False, "created_at": 1_763_784_000},
        {"id": 2, "content": SAID, "message_type": 0, "private": False, "created_at": 1_763_784_060},
        {"id": 3, "content": "a note", "message_type": 1, "private": True, "created_at": 1_763_784_070},
    ]
    return httpx.Response(200, json={"meta": {"contact": {"id": 5, "name": "林小姐"}}, "payload": messages})


def make_rows() -> list[Row]:
    return [
        make_row("chatwoot", **CHATWOOT, embed_origin=ORIGIN),
        make_row("zendesk", embed_origin="https://shop.zendesk.com"),
        make_row("generic", embed_origin="http://127.0.0.1:3000", shop="uk"),
        make_row("slack"),
    ]


@pytest.fixture
def company(found_company: Founder) -> Company:
    company = found_company()
    company.person("ann")
    company.person("una", shop="uk")
    client = httpx.MockTransport(answer_as_chatwoot)
    board = make_switchboard(make_rows(), open_client=lambda: httpx.Client(transport=client))
    engine, clock = FakeEngine(), lambda: company.now
    work = Work(Answering(company.store, engine, board, clock), company.settings)
    porch = Porch(company.store, board.channels, work)
    company._app = create_app(engine, company.settings, store=company.store, porch=porch, clock=clock)
    return company


def connect(company: Company, name: str) -> str:
    """Return the pass that somebody gets for their panel."""
    found = re.search(r'data-pass="([^"]+)"', company.visit(name).post("/embed/connect").text)
    assert found is not None
    return found[1]


def ask(company: Company, pass_: str, path: str, method: str = "GET", **options: Any) -> httpx.Response:
    headers: Mapping[str, str] = {"Authorization": f"Bearer {pass_}", **options.pop("headers", {})}
    call = Caller(company.app, "203.0.113.7", "http://desk.example", dict(headers))
    return call(method, path, **options)


def panel(company: Company, pass_: str, channel: str = "chatwoot", number: str = "77") -> httpx.Response:
    return ask(company, pass_, f"/embed/panel/{channel}?conversation={number}")


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        ("/embed/chatwoot/chatwoot", ORIGIN),
        ("/embed/zendesk/zendesk?origin=https://evil.example&app_guid=g", "https://shop.zendesk.com"),
        ("/embed/generic/generic", "http://127.0.0.1:3000"),
    ],
)
def test_a_panel_is_framed_by_its_own_origin_and_no_other(company: Company, path: str, origin: str) -> None:
    answer = company.visit().get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert f"frame-ancestors {origin};" in policy
    assert "script-src 'self'" in policy
    assert "x-frame-options" not in answer.headers
    given = json.loads(re.findall(r'id="embed">(.*?)</script>', answer.text)[0])
    assert given["origin"] == origin


@pytest.mark.parametrize(
    "path", ["/embed/chatwoot/slack", "/embed/slack/slack", "/embed/zendesk/chatwoot", "/embed/x/y"]
)
def test_where_no_origin_is_configured_there_is_no_panel(company: Company, path: str) -> None:
    answer = company.visit().get(path)
    assert answer.status_code == 404
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/login", "/inbox", "/embed/connect", "/"])
def test_no_other_page_is_framed_by_anybody(company: Company, path: str) -> None:
    headers = company.visit("ann").get(path).headers
    assert (headers["x-frame-options"], "frame-ancestors 'none'" in headers["content-security-policy"]) == (
        "DENY",
        True,
    )


def test_without_a_pass_there_is_nothing_to_see(company: Company) -> None:
    for given in ("", "she_made-up", "x"):
        answer = panel(company, given)
        assert answer.status_code == 401
        assert SAID not in answer.text


def test_the_conversation_is_asked_of_chatwoot_and_drafted_for(company: Company) -> None:
    shown = panel(company, connect(company, "ann")).json()
    assert (shown["said"], len(shown["drafts"]) > 0) == (SAID, True)
    again = panel(company, connect(company, "ann")).json()
    assert again["conversation"] == shown["conversation"]


@pytest.mark.parametrize("number", ["78", "../../profile", "77/../1", "77?x=1", ""])
def test_what_chatwoot_does_not_have_is_not_there(company: Company, number: str) -> None:
    shown = ask(company, connect(company, "ann"), "/embed/panel/chatwoot", params={"conversation": number}).json()
    assert (shown["conversation"], shown["drafts"]) == (None, [])


def test_a_draft_is_marked_as_sent_from_the_panel(company: Company) -> None:
    pass_ = connect(company, "ann")
    shown = panel(company, pass_).json()
    path, body = f"/v1/conversations/{shown['conversation']}/send", {"draft_id": shown["drafts"][0]["id"]}
    without = ask(company, pass_, path, "POST", json=body)
    assert without.status_code == 403
    done = ask(company, pass_, path, "POST", json=body, headers={"X-Shouhou-Console": shown["pass"]})
    assert done.status_code == 201
    assert company.acts()[0].actor_kind == "user"


def test_a_pass_opens_no_page_and_is_no_cookie(company: Company) -> None:
    pass_ = connect(company, "ann")
    assert ask(company, pass_, "/inbox").status_code == 303
    cookie = {"Cookie": f"shouhou={pass_}"}
    assert Caller(company.app, "203.0.113.7", "http://desk.example", cookie)("GET", "/inbox").status_code == 303


def test_a_pass_ends_after_four_hours_and_with_its_person(company: Company) -> None:
    pass_, other = connect(company, "ann"), connect(company, "ann")
    company.later(hours=3, minutes=59)
    assert panel(company, pass_).status_code == 200
    company.person("ann", is_active=False)
    assert panel(company, other).status_code == 401
    company.person("ann", is_active=True)
    company.later(minutes=2)
    assert panel(company, pass_).status_code == 401


def test_another_shop_s_conversations_are_not_there(company: Company) -> None:
    assert panel(company, connect(company, "una")).status_code == 404
    assert panel(company, connect(company, "ann"), "generic", "t1").status_code == 404
    with company.store.transaction() as session:
        shop = find_shop(session, "uk")
        assert shop is not None
        opening = Opening(shop="uk", channel="generic", conversation_id="t1", buyer_id="b1")
        receive(
            session, FakeEngine(), Incoming(opening, SAID), now=company.now, actor=Actor("system", None, (shop.id,))
        )
    assert panel(company, connect(company, "una"), "generic", "t1").json()["said"] == SAID


def test_connecting_is_in_the_audit_log(company: Company) -> None:
    connect(company, "ann")
    assert company.acts()[0].action == "panel.connected"


@pytest.mark.parametrize(
    "origin", ["https://chat.example/app", "http://chat.example", "*", "chat.example", "https://a b"]
)
def test_an_origin_that_is_none_is_a_fault_of_the_file(origin: str) -> None:
    row = make_row("chatwoot", embed_origin=origin)
    assert [key for key, _ in row.find_faults()] == ["embed_origin"]
