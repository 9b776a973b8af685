"""What no try could deliver: who sees it, what the page and the API say, and putting it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from channels.parking import park
from channels.rows import GIVEN, make_row

from app.channels.kinds import ROWS
from app.channels.switchboard import make_switchboard
from app.store.hook_events import get_event
from app.web.app import create_app
from app.web.hooks import Porch

from .caller import Caller
from .fake_engine import FakeEngine
from .staff import Company, Founder

REFUSED = "chat.example answered 403: no such inbox"


@pytest.fixture
def company(found_company: Founder) -> Company:
    """Two shops, of which `slack` writes to the first and `uk` to the other."""
    company = found_company()
    company.person("boss", "admin")
    company.person("boss", "admin", shop="uk")
    company.person("sue", "supervisor")
    company.person("uma", "supervisor", shop="uk")
    company.person("ann")
    uk = ROWS["slack"].model_validate({"name": "uk", "kind": "slack", **GIVEN["slack"], "shop": "uk"})
    board = make_switchboard([make_row("slack"), uk])
    company._app = create_app(
        FakeEngine(),
        company.settings,
        store=company.store,
        porch=Porch(company.store, board.channels),
        clock=lambda: company.now,
    )
    return company


def state_of(company: Company, number: int) -> str:
    with company.store.reading() as session:
        event = get_event(session, number)
    assert event is not None
    return event.state


def test_the_page_says_channel_conversation_reason_and_age(company: Company) -> None:
    park(company.store, "slack", REFUSED, at=company.now - timedelta(hours=3), shop="default")
    page = company.visit("sue").get("/parked").text
    for words in ("<b>slack</b>", 'href="/inbox/1"', "林小姐", REFUSED, "3 h ago"):
        assert words in page


def test_what_is_parked_is_counted_in_the_bar_of_every_page_for_who_can_put_it_back(company: Company) -> None:
    assert 'href="/parked" data-go' not in company.visit("sue").get("/inbox").text
    for _ in range(3):
        park(company.store, "slack", REFUSED, at=company.now, shop="default")
    badge = '<b class="waiting">3</b>'
    for path in ("/inbox", "/", "/replies", "/me", "/registers"):
        assert badge in company.visit("sue").get(path).text, path
    assert badge not in company.visit("ann").get("/inbox").text
    assert badge not in company.visit("uma").get("/inbox").text


@pytest.mark.parametrize("shop", ["", "uk"])
def test_a_supervisor_sees_and_puts_back_what_is_of_their_own_shops_only(company: Company, shop: str) -> None:
    number = park(company.store, "uk", REFUSED, at=company.now, shop=shop)
    assert REFUSED not in company.visit("sue").get("/parked").text
    answer = company.visit("sue").post("/parked", event=str(number))
    assert (answer.headers["location"], state_of(company, number)) == ("/parked?said=not_put_back", "parked")
    assert REFUSED in company.visit("uma").get("/parked").text
    assert company.visit("uma").post("/parked", event=str(number)).headers["location"] == "/parked?said=put_back"
    assert state_of(company, number) == "stored"


def test_what_a_channel_brought_that_is_gone_is_looked_after_by_who_leads_every_shop(company: Company) -> None:
    number = park(company.store, "old", "the channel is not in the channels file any more", at=company.now)
    assert "<b>old</b>" not in company.visit("sue").get("/parked").text
    assert "<b>old</b>" in company.visit("boss").get("/parked").text
    company.visit("boss").post("/parked", event=str(number))
    assert state_of(company, number) == "stored"


def test_the_list_is_narrowed_by_channel_and_by_words_and_all_of_it_put_back(company: Company) -> None:
    first = park(company.store, "slack", REFUSED, at=company.now)
    other = park(company.store, "slack", "9 tries: 100% busy", at=company.now)
    park(company.store, "uk", REFUSED, at=company.now)
    page = company.visit("boss").get("/parked?channel=slack&q=INBOX").text
    assert (page.count(REFUSED), "100% busy" in page) == (1, False)
    # Words are words: a sign of the database's own pattern language stands for itself.
    assert "100% busy" not in company.visit("boss").get("/parked?q=1%25y").text
    company.visit("boss").post("/parked", all="yes", channel="slack", q="inbox")
    assert [state_of(company, number) for number in (first, other)] == ["stored", "parked"]


def test_putting_back_is_in_the_audit_log(company: Company) -> None:
    number = park(company.store, "slack", REFUSED, at=company.now, shop="default")
    company.visit("sue").post("/parked", event=str(number))
    act = company.acts()[0]
    assert (act.action, act.subject_kind, act.subject_id) == ("event.replayed", "event", number)
    assert act.data["channel"] == "slack"
    assert "put back" in company.visit("boss").get("/audit").text


def test_the_list_leads_on_page_by_page(company: Company) -> None:
    numbers = [park(company.store, "slack", REFUSED, at=company.now) for _ in range(51)]
    sue = company.visit("sue")
    assert sue.get("/parked").text.count(REFUSED) == 50
    assert "cursor=" in sue.last
    rest = sue.get(sue.last.split('href="/parked?cursor=')[1].split('"')[0].join(("/parked?cursor=", ""))).text
    assert f"{numbers[0]}" in rest
    assert sue.get("/parked?cursor=nonsense").status_code == 404


def test_programs_read_and_put_back_what_is_parked(company: Company) -> None:
    mine = park(company.store, "slack", REFUSED, at=company.now, shop="default")
    theirs = park(company.store, "uk", REFUSED, at=company.now, shop="uk")
    key = company.key("desk:read", "desk:write", shop="default")
    call = Caller(company.app, headers={"Authorization": f"Bearer {key}"})
    (found,) = call("GET", "/v1/parked?channel=slack").json()["items"]
    assert (found["id"], found["reason"], found["conversation"]) == (mine, REFUSED, 1)
    assert call("POST", "/v1/parked", json={"ids": [mine, theirs]}).json() == {"ids": [mine]}
    assert call("POST", "/v1/parked", json={"ids": "all"}).json() == {"ids": []}
    assert state_of(company, theirs) == "parked"
    refused = call("POST", "/v1/parked", json={})
    assert (refused.status_code, refused.json()["errors"][0]["path"]) == (422, "ids")
