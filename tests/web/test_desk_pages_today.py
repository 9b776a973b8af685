"""Today in figures, and the stream that tells pages what happens."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from starlette.requests import Request

from app.store.inbox import Filter, list_inbox
from app.store.tables import DRAFTS
from app.web.desk.bell import Bell
from app.web.desk.ground import Ground
from app.web.desk.stream import answer_stream
from app.web.importer import Importer
from app.web.visitor import Visitor

from .browsing import Visit
from .shopfloor import Buyers
from .staff import Company
from .test_desk_pages_talk import do


@pytest.fixture
def buyers(company: Company) -> Buyers:
    company.person("anna", shown_name="Anna")
    company.person("olga", "supervisor", shown_name="Olga")
    return Buyers(company)


@pytest.fixture
def olga(company: Company, buyers: Buyers) -> Visit:
    return company.visit("olga")


def figures(page: str) -> dict[str, Any]:
    """Return what the charts are drawn from."""
    found = re.search(r'id="figures">(.*?)</script>', page)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def cells(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<t[dh][ >](.*?)</t[dh]>", page, re.S)]


def test_without_messages_the_page_says_what_it_will_show(olga: Visit) -> None:
    assert "No messages in this time" in olga.get("/today").text


def test_the_charts_and_the_tables_say_the_same(company: Company, buyers: Buyers, olga: Visit) -> None:
    first = buyers.write("降价", conversation="a")
    buyers.write("颜色不对", conversation="b")
    buyers.write("颜色不对", conversation="c")
    buyers.write("啦啦啦", conversation="d")
    company.later(seconds=90)
    drafts = buyers.drafts(first)
    do(olga, first, "send", draft=drafts[1].id, text=drafts[1].text + "谢谢")
    page = olga.get("/today").text
    charts = figures(page)
    assert [(one["name"], sum(one["hours"])) for one in charts["matters"]] == [
        ("Colour difference", 2),
        ("Price difference", 1),
        ("Not understood", 1),
    ]
    assert charts["matters"][0]["hours"][12] == 2
    assert charts["waits"]["numbers"] == [0, 1, 0, 0, 0, 0]
    assert charts["waits"]["late"] == [False, False, True, True, True, True]
    assert [series["numbers"] for series in charts["replies"]["series"]] == [[0], [1], [0]]
    assert 'href="/replies/price_difference.eligible"' in page
    assert "啦啦啦" in page


def test_a_reply_to_several_matters_bears_the_names_of_all_its_parts(
    company: Company, buyers: Buyers, olga: Visit
) -> None:
    first = buyers.write("降价")
    do(olga, first, "send", draft=buyers.drafts(first)[0].id)
    with company.store.transaction() as session:
        session.execute(update(DRAFTS).values(template="price_difference.standard+color_difference.standard"))
    page = olga.get("/today").text
    assert figures(page)["replies"]["labels"] == ["Price difference + Colour difference"]
    assert 'href="/replies/price_difference.standard"' in page
    assert 'href="/replies/color_difference.standard"' in page


def test_only_the_days_that_are_asked_for_count(company: Company, buyers: Buyers, olga: Visit) -> None:
    buyers.write("降价", at=company.now - timedelta(days=3))
    assert "No messages in this time" in olga.get("/today").text
    assert figures(olga.get("/today?days=7").text)["matters"][0]["name"] == "Price difference"


async def read_frames(company: Company, *, until: int, act: Any) -> list[str]:
    """Return the first frames of the stream, `act` being done once somebody listens."""
    engine = Buyers(company).engine
    importer = Importer(company.store, company.settings.data_dir, lambda: company.now)
    ground = Ground(company.store, engine, company.settings, Bell(company.store), lambda: company.now, importer)
    visitor = Visitor("system", "127.0.0.1", everywhere=True)
    scope = {"type": "http", "method": "GET", "headers": [(b"accept", b"text/event-stream")], "query_string": b""}
    response = await answer_stream(ground, Request(scope | {"state": {"visitor": visitor}}))
    frames: list[str] = []
    async for frame in response.body_iterator:
        frames.append(str(frame))
        if len(frames) == 1:
            await asyncio.to_thread(act)
        if len(frames) == until:
            ground.bell.end()
    return frames


def test_the_stream_tells_which_conversation_has_changed_and_ends_with_the_service(
    company: Company, buyers: Buyers
) -> None:
    frames = asyncio.run(read_frames(company, until=2, act=lambda: buyers.write("降价")))
    with company.store.reading() as session:
        number = list_inbox(session, Filter((company.shop(),))).items[0].conversation.id
    data = json.loads(frames[1].split("data: ")[1])
    assert data == {"changed": [number], "present": {}}
    assert len(frames) == 2


def test_the_stream_tells_who_is_typing(company: Company, buyers: Buyers) -> None:
    received = buyers.write("降价")
    anna = company.visit("anna")
    token = anna.token
    assert token
    number = received.conversation.id

    def type_something() -> None:
        do(anna, received, "presence", typing="1")

    frames = asyncio.run(read_frames(company, until=2, act=type_something))
    present = json.loads(frames[1].split("data: ")[1])["present"]
    assert present[str(number)][0] | {"id": 0} == {"id": 0, "name": "Anna", "typing": True}


def test_who_does_not_ask_for_a_stream_is_not_kept_waiting(olga: Visit) -> None:
    assert olga.get("/inbox/events").status_code == 406
