"""微信客服: the callback only says that there are messages; they are fetched, each once, from where it was left off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.channels.answering import Answering
from app.channels.delivery import Refused, TryLater
from app.channels.pulling import pull_messages
from app.channels.switchboard import Channel, Switchboard, make_switchboard
from app.channels.taking import take_hook
from app.channels.wecom.row import WecomRow
from app.channels.wecom.sample import sign, write_xml
from app.settings import Settings
from app.store.database import Store, open_store
from app.store.hook_events import HookEvent, find_event, keep_events, list_events
from tests.web.fake_engine import FakeEngine

from .rows import make_row

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PLACE, SECRET = "wkTea", "kf secret"


@dataclass
class Wecom:
    """A stand-in of WeCom's API: passes that end, words of admission that are spent, messages in pages of two."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    passes: int = 0
    stale: int = 0
    spent: tuple[str, ...] = ()
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        if self.status != 200:
            return httpx.Response(self.status)
        if request.url.path == "/cgi-bin/gettoken":
            right = dict(request.url.params) == {"corpid": "ww0123456789", "corpsecret": SECRET}
            self.passes += 1
            given = {"errcode": 0, "access_token": f"pass{self.passes}", "expires_in": 7200}
            return httpx.Response(200, json=given if right else {"errcode": 40001})
        assert request.url.path == "/cgi-bin/kf/sync_msg"
        if request.url.params["access_token"] != f"pass{self.passes}" or self.stale:
            self.stale = 0
            return httpx.Response(200, json={"errcode": 42001})
        return httpx.Response(200, json=self._sync(json.loads(request.read())))

    def _sync(self, body: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(body)
        if body["token"] in self.spent:
            return {"errcode": 95007}
        begin = int(body["cursor"] or 0)
        end = min(begin + 2, len(self.messages))
        found = {"next_cursor": str(end), "has_more": int(end < len(self.messages))}
        return {"errcode": 0, **found, "msg_list": self.messages[begin:end]}

    def open_client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self.answer))


def write(number: int, text: str = "快递签收了没收到", **more: Any) -> dict[str, Any]:
    return {
        "msgid": f"m{number}",
        "open_kfid": PLACE,
        "external_userid": "wmBuyer",
        "send_time": 1795334400 + number,
        "origin": 3,
        "msgtype": "text",
        "text": {"content": text},
        **more,
    }


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(Settings(data_dir=tmp_path))
    yield store
    store.close()


@pytest.fixture
def wecom() -> Wecom:
    return Wecom()


@pytest.fixture
def channel(wecom: Wecom) -> Channel:
    row = make_row("wecom", open_kfids=[PLACE], kf_secret=SECRET)
    return make_switchboard([row], open_client=wecom.open_client).channels["wecom"]


def call_back(store: Store, channel: Channel, token: str, place: str = PLACE) -> HookEvent | str:
    """Let WeCom say that there are messages; return the event that was kept, or why there is none."""
    assert isinstance(channel.row, WecomRow)
    said = {"MsgType": "event", "Event": "kf_msg_or_event", "Token": token, "OpenKfId": place}
    taken, events = take_hook(channel, sign(channel.row, write_xml(said), now=NOW), now=NOW)
    with store.transaction() as session:
        keep_events(session, events, at=NOW)
    with store.reading() as session:
        return find_event(session, "wecom", f"pull:{token}") or taken.reason


def pull(store: Store, channel: Channel, wecom: Wecom, token: str = "t1") -> list[HookEvent]:
    """Do what a callback asks for, and return the messages that are kept."""
    event = call_back(store, channel, token)
    assert isinstance(event, HookEvent)
    assert channel.puller is not None
    with wecom.open_client() as client:
        pull_messages(store, channel.puller, event, client, lambda: NOW)
    with store.reading() as session:
        return [one for one in list_events(session, "stored") if "pull" not in one.body]


def test_every_page_is_fetched_in_order_and_each_message_is_an_event(
    store: Store, channel: Channel, wecom: Wecom
) -> None:
    wecom.messages = [write(number) for number in range(5)]
    kept = pull(store, channel, wecom)
    assert [one.vendor_id for one in kept] == ["m0", "m1", "m2", "m3", "m4"]
    assert {one.thread for one in kept} == {f"{PLACE}:wmBuyer"}
    assert [one["cursor"] for one in wecom.asked] == ["", "2", "4"]
    assert {one["open_kfid"] for one in wecom.asked} == {PLACE}


def test_the_next_callback_goes_on_where_the_last_one_ended(store: Store, channel: Channel, wecom: Wecom) -> None:
    wecom.messages = [write(0)]
    pull(store, channel, wecom, "t1")
    wecom.messages.append(write(1))
    assert [one.vendor_id for one in pull(store, channel, wecom, "t2")] == ["m0", "m1"]
    assert (wecom.asked[-1]["cursor"], wecom.asked[-1]["token"]) == ("1", "t2")
    assert wecom.passes == 1


def test_a_message_that_is_fetched_again_is_known(store: Store, channel: Channel, wecom: Wecom) -> None:
    wecom.messages = [write(0), write(0)]
    assert len(pull(store, channel, wecom)) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"origin": 5},
        {"origin": 4, "msgtype": "event"},
        {"open_kfid": "wkOther"},
    ],
)
def test_what_no_buyer_wrote_or_what_is_for_another_account_is_passed_over(
    store: Store, channel: Channel, wecom: Wecom, more: dict[str, Any]
) -> None:
    wecom.messages = [write(0, **more)]
    assert pull(store, channel, wecom) == []


def test_a_picture_is_named_as_an_attachment(store: Store, channel: Channel, wecom: Wecom) -> None:
    wecom.messages = [write(0, msgtype="image", image={"media_id": "x"})]
    assert pull(store, channel, wecom)[0].body["attachments"] == ["image"]


def test_a_pass_that_has_ended_is_fetched_anew(store: Store, channel: Channel, wecom: Wecom) -> None:
    wecom.messages, wecom.stale = [write(0)], 1
    assert len(pull(store, channel, wecom)) == 1
    assert wecom.passes == 2


def test_a_word_of_admission_that_is_spent_is_left_out(store: Store, channel: Channel, wecom: Wecom) -> None:
    wecom.messages, wecom.spent = [write(0)], ("t1",)
    assert len(pull(store, channel, wecom)) == 1
    assert [one["token"] for one in wecom.asked] == ["t1", ""]


def test_an_account_that_the_row_does_not_name_is_somebody_else_s(store: Store, channel: Channel) -> None:
    assert call_back(store, channel, "t1", place="wkOther") == "other_event"


def test_a_wecom_that_is_away_is_tried_again_later(store: Store, channel: Channel, wecom: Wecom) -> None:
    wecom.status = 503
    with pytest.raises(TryLater):
        pull(store, channel, wecom)


def test_a_wrong_secret_is_a_person_s_matter(store: Store, wecom: Wecom) -> None:
    row = make_row("wecom", open_kfids=[PLACE], kf_secret="another")
    channel = make_switchboard([row], open_client=wecom.open_client).channels["wecom"]
    with pytest.raises(Refused, match="40001"):
        pull(store, channel, wecom)


@pytest.mark.parametrize("keys", [{"open_kfids": [PLACE]}, {"kf_secret": "x"}])
def test_what_is_fetched_needs_accounts_and_their_secret(keys: dict[str, Any]) -> None:
    assert "open_kfids" in [key for key, _ in make_row("wecom", **keys).find_faults()]


def test_the_work_fetches_instead_of_drafting_and_delivers_nothing_for_the_callback(
    store: Store, channel: Channel, wecom: Wecom
) -> None:
    wecom.messages = [write(0)]
    event = call_back(store, channel, "t1")
    assert isinstance(event, HookEvent)
    answering = Answering(store, FakeEngine(), Switchboard({"wecom": channel}, wecom.open_client), lambda: NOW)
    answering.draft(event.id)
    answering.deliver(event.id)
    with store.reading() as session:
        assert (find_event(session, "wecom", "pull:t1") or event).state == "kept"
        assert (find_event(session, "wecom", "m0") or event).state == "stored"
