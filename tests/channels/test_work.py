"""A message all the way: in by a hook, stored, drafted, delivered where agents look, whatever the vendor's mood."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOS

from app.channels.answering import Answering
from app.channels.cleaning import clean
from app.channels.workflow import ATTEMPTS
from app.engine import Engine
from app.settings import Settings
from app.store.faults import StoreUnavailable
from app.store.hook_events import finish_event, replay_event

from .floor import Floor, close_floor, open_floor
from .rows import KINDS, ask
from .vendors import ROWS

NUMBERS = count(5000)
DROP = "刚收到就降价了，退差价吗"
TELLS = ("chatwoot", "zendesk", "zammad")
"""Vendors that can be asked whether a note is there."""


@pytest.fixture(scope="module")
def running(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    folder: Path = tmp_path_factory.mktemp("work")
    floor = open_floor(engine, Settings(data_dir=folder))
    yield floor
    close_floor(floor)


@pytest.fixture
def floor(running: Floor) -> Iterator[Floor]:
    yield running
    assert running.vendors.wrong == []
    running.vendors.moods.clear()


@pytest.fixture
def number() -> str:
    return str(next(NUMBERS))


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_is_stored_drafted_and_delivered_once(floor: Floor, kind: str, number: str) -> None:
    assert floor.say(kind, DROP, number) == (200, "stored")
    assert floor.say(kind, DROP, number) == (200, "known")
    event = floor.wait(kind, number)
    assert event.state == ("delivered" if kind in ROWS else "kept"), event.reason
    assert event.conversation_id is not None
    assert floor.vendors.count(event.trace) == (kind in ROWS)


@pytest.mark.parametrize("mood", ["500", "503", "429", "drop"])
@pytest.mark.parametrize("kind", ROWS)
def test_what_a_vendor_does_not_take_at_first_is_delivered_once_later(
    floor: Floor, kind: str, mood: str, number: str
) -> None:
    floor.vendors.moods += [mood, mood]
    floor.say(kind, DROP, number)
    event = floor.wait(kind, number)
    assert (event.state, event.attempts) == ("delivered", 3)
    assert floor.vendors.count(event.trace) == 1


@pytest.mark.parametrize("mood", ["lost", "slow"])
@pytest.mark.parametrize("kind", ROWS)
def test_an_answer_that_never_came_doubles_nothing_where_the_vendor_can_be_asked(
    floor: Floor, kind: str, mood: str, number: str
) -> None:
    floor.vendors.moods.append(mood)
    floor.say(kind, DROP, number)
    event = floor.wait(kind, number)
    assert event.state == "delivered"
    # A group's messages cannot be read by its webhook: there, and only there, it comes twice.
    assert floor.vendors.count(event.trace) == (1 if kind in TELLS else 2)


@pytest.mark.parametrize("kind", ["chatwoot", "slack"])
def test_what_the_vendor_refuses_for_good_is_parked_with_its_reason_and_can_be_replayed(
    floor: Floor, kind: str, number: str
) -> None:
    floor.vendors.moods.append("403")
    floor.say(kind, DROP, number)
    event = floor.wait(kind, number)
    assert event.state == "parked"
    assert "answered 403" in (event.reason or "")
    with floor.store.transaction() as session:
        assert replay_event(session, event.id)
        assert not replay_event(session, event.id)
    floor.work.wake()
    assert floor.wait(kind, number).state == "delivered"
    assert floor.vendors.count(event.trace) == 1


def test_a_vendor_that_never_comes_back_is_given_up_in_the_end(floor: Floor, number: str) -> None:
    floor.vendors.moods += ["500"] * ATTEMPTS
    floor.say("zammad", DROP, number)
    event = floor.wait("zammad", number)
    assert event.state == "parked"
    assert (event.reason or "").startswith(f"{ATTEMPTS} tries: tickets.example answered 500")


def test_messages_of_one_conversation_are_delivered_in_their_order(floor: Floor) -> None:
    numbers = [str(next(NUMBERS)) for _ in range(6)]
    floor.vendors.moods += ["500", "", "drop", "", "500"]
    for number in numbers:
        floor.say("zendesk", f"第 {number} 条：什么时候发货", number)
    traces = [floor.wait("zendesk", number).trace for number in numbers]
    notes = floor.vendors.notes["zendesk 77"]
    places = [next(place for place, note in enumerate(notes) if trace in note) for trace in traces]
    assert places == sorted(places)


def test_what_is_delivered_has_both_languages_intents_steps_deadline_and_link(floor: Floor, number: str) -> None:
    floor.say("chatwoot", DROP, number)
    event = floor.wait("chatwoot", number)
    note = next(note for note in floor.vendors.notes["chatwoot 77"] if event.trace in note)
    assert f"https://desk.example/inbox/{event.conversation_id}" in note
    for words in ("建议回复 Suggested reply", "另一种语言", "降价", "%", "步骤 Steps:", "期限 Deadlines:"):
        assert words in note


def test_chatwoot_s_labels_and_attributes_are_joined_to_those_there_are(floor: Floor, number: str) -> None:
    floor.say("chatwoot", DROP, number)
    floor.wait("chatwoot", number)
    assert floor.vendors.labels["77"][0] == "vip"
    assert "price_difference" in floor.vendors.labels["77"]
    assert floor.vendors.attributes["77"]["vip"] == "yes"
    assert floor.vendors.attributes["77"]["shouhou_link"].startswith("https://desk.example/inbox/")


def test_who_did_not_sign_is_told_nothing_and_nothing_is_stored(floor: Floor, number: str) -> None:
    hook = ask("slack", number=number, now=datetime.now(UTC))
    answer = floor.ask("POST", "/hooks/slack", content=hook.body + b" ", headers=hook.headers)
    assert (answer.status_code, answer.json()["detail"]) == (401, "The request is not signed as it must be.")
    with pytest.raises(LookupError):
        floor.find("slack", number)


def test_what_came_in_and_went_out_is_counted(floor: Floor, number: str) -> None:
    floor.vendors.moods.append("500")
    floor.say("zammad", DROP, number)
    floor.wait("zammad", number)
    floor.ask("POST", "/hooks/zammad", content=b"{}")
    counted = floor.ask("GET", "/metrics").text
    for name in (
        'shouhou_hooks_total{became="stored",channel="zammad",reason=""}',
        'shouhou_hooks_total{became="refused",channel="zammad",reason="header"}',
        'shouhou_steps_total{ended="retried",step="deliver"}',
        'shouhou_steps_total{ended="done",step="draft"}',
        'shouhou_hook_seconds_count{channel="zammad"}',
        'shouhou_events{channel="zammad",state="delivered"}',
    ):
        assert f"{name} " in counted


def test_the_service_is_ready_while_the_work_goes_on(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = floor.ask("GET", "/readyz")
    assert (ready.status_code, ready.json()["work"]) == (200, "running")
    monkeypatch.setattr(floor.work, "state", "starting")
    away = floor.ask("GET", "/readyz")
    assert (away.status_code, away.json()["status"]) == (503, "starting")


def test_there_is_no_channel_of_another_name(floor: Floor) -> None:
    assert floor.ask("POST", "/hooks/none").status_code == 404


def test_what_is_theirs_but_cannot_be_read_is_taken_and_passed_over(floor: Floor) -> None:
    from app.channels.slack.row import SlackRow
    from app.channels.slack.sample import sign

    from .rows import make_row

    row = make_row("slack")
    assert isinstance(row, SlackRow)
    hook = sign(row, b'{"type": "event_callback", "event": 5}', now=datetime.now(UTC))
    assert floor.send("slack", hook) == (200, "ignored")


def test_a_trial_of_the_address_is_answered(floor: Floor) -> None:
    answer = floor.ask("GET", "/hooks/ebay", params={"challenge_code": "x"})
    assert answer.status_code == 200
    assert set(answer.json()) == {"challengeResponse"}


def test_a_fault_of_our_own_is_parked_in_the_end_and_not_left_lying(
    floor: Floor, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_event: int) -> None:
        raise KeyError("colour")

    monkeypatch.setattr(Answering, "deliver", lambda _self, event: fail(event))
    floor.say("zammad", DROP, number)
    event = floor.wait("zammad", number)
    assert (event.state, event.reason) == ("parked", f"{ATTEMPTS} tries: KeyError: 'colour'")


@pytest.mark.parametrize("kind", ROWS)
def test_what_a_vendor_has_is_not_given_to_it_again_because_the_store_did_not_answer(
    floor: Floor, kind: str, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = [StoreUnavailable("every connection is in use")] * 2

    def finish(*values: Any, **named: Any) -> None:
        if fails:
            raise fails.pop()
        finish_event(*values, **named)

    monkeypatch.setattr("app.channels.answering.finish_event", finish)
    floor.say(kind, DROP, number)
    event = floor.wait(kind, number)
    assert fails == []
    assert (event.state, event.attempts) == ("delivered", 1)
    assert floor.vendors.count(event.trace) == 1


def test_what_was_done_long_ago_is_cleaned_but_still_known(floor: Floor, number: str) -> None:
    floor.say("generic", DROP, number)
    done = floor.wait("generic", number)
    name = f"event-{done.id}-0"
    while DBOS.list_workflows(workflow_ids=[name], status="PENDING"):
        time.sleep(0.05)
    clean(floor.store, before=done.received_at)
    assert floor.find("generic", number).body["text"] == DROP
    while clean(floor.store, before=datetime.now(UTC) + timedelta(days=1)):
        pass
    assert DBOS.list_workflows(workflow_ids=[name]) == []
    cleaned = floor.find("generic", number)
    assert (cleaned.body["text"], cleaned.body["thread"], cleaned.state) == ("", "77", "kept")
    assert floor.say("generic", DROP, number) == (200, "known")


def test_what_is_parked_is_not_cleaned(floor: Floor, number: str) -> None:
    floor.vendors.moods.append("403")
    floor.say("slack", DROP, number)
    assert floor.wait("slack", number).state == "parked"
    while clean(floor.store, before=datetime.now(UTC) + timedelta(days=1)):
        pass
    assert floor.find("slack", number).body["text"] == DROP


def test_an_event_for_a_shop_that_is_not_there_is_parked(
    floor: Floor, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.channels.answering.find_shop", lambda *_: None)
    floor.say("generic", DROP, number)
    assert floor.wait("generic", number).reason == "there is no shop called default"
