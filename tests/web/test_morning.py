"""A morning at the desk, played in a real browser against both databases, with the built-in engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from app.engine import Engine
from app.settings import Settings
from app.store.database import Store, migrate_store, open_store
from app.store.drafts import list_of_message
from app.store.log import list_entries_of
from app.store.messages import find_last_of_buyer
from app.store.notes import list_notes
from app.store.records import Conversation, Draft

from .desk import IN_A_BROWSER, Desk, listen
from .floor import Floor, last_message, serve_floor
from .staff import PASSWORD

pytestmark = IN_A_BROWSER

PRICE = "衣服昨天刚签收就降价了，能退差价吗"
ANGRY = "都三次了还没人管，再不解决我就去投诉你们"


@dataclass
class Morning:
    """The desk, and the page on which somebody works."""

    floor: Floor
    desk: Desk
    people: dict[str, int]

    @property
    def page(self) -> Page:
        return self.desk.page

    def log_in(self, name: str) -> None:
        self.page.goto(f"{self.floor.address}/login?next=%2Finbox&lang=zh")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/inbox")

    def log_out(self) -> None:
        # Keys are heard once the page's scripts are there.
        self.page.wait_for_load_state()
        self.page.keyboard.press("g")
        self.page.keyboard.press("m")
        self.page.click("form[action='/logout'] button")
        self.page.wait_for_url("**/login*")

    def drafts(self, conversation: Conversation) -> tuple[Draft, ...]:
        """Return every draft there ever was for what the buyer wrote last."""
        with self.floor.store.reading() as session:
            message = find_last_of_buyer(session, conversation.id)
            assert message is not None
            return list_of_message(session, message.id)

    def log(self, conversation: Conversation) -> list[str]:
        with self.floor.store.reading() as session:
            return [entry.kind for entry in list_entries_of(session, conversation)]


@pytest.fixture
def morning_store(kind: str, databases: Callable[[str], Settings]) -> Iterator[tuple[Settings, Store]]:
    settings = databases(kind)
    migrate_store(settings)
    store = open_store(settings)
    yield settings, store
    store.close()


@contextmanager
def open_morning(floor: Floor, browser: Browser) -> Iterator[Morning]:
    """Give a browser at a desk with somebody to work there; afterwards nothing may have complained."""
    people = {
        "wang": floor.person("wang", "小王", "agent"),
        "li": floor.person("li", "李主管", "supervisor"),
    }
    floor.program()
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="zh-CN")
    desk = Desk(context.new_page())
    listen(desk)
    yield Morning(floor, desk, people)
    assert desk.complaints == []
    assert [url for url in desk.requests if not url.startswith(floor.address)] == []
    context.close()


@pytest.fixture
def morning(morning_store: tuple[Settings, Store], shop_engine: Engine, browser: Browser) -> Iterator[Morning]:
    settings, store = morning_store
    with serve_floor(shop_engine, settings, store) as floor, open_morning(floor, browser) as morning:
        yield morning


def test_a_morning_at_the_desk(morning: Morning) -> None:
    morning.log_in("wang")
    take_a_message(morning)
    correct_a_fact(morning)
    edit_the_second_draft(morning)
    leave_a_note(morning)
    hand_one_over(morning)
    morning.log_out()
    morning.log_in("li")
    answer_as_supervisor(morning)
    assert morning.desk.complaints == []


def take_a_message(morning: Morning) -> None:
    """A message comes through the API and stands in the inbox at once."""
    page = morning.page
    expect(page.locator("#none")).to_be_visible()
    signed = datetime.now(UTC) - timedelta(days=1)
    facts = {"price_paid": "199.00", "current_price": "179.00", "currency": "CNY", "item": "亚麻衬衫"}
    morning.floor.write(PRICE, facts={**facts, "signed_at": signed.isoformat(), "closed_at": signed.isoformat()})
    row = page.locator("#rows .wait-link")
    expect(row).to_contain_text("小云")
    expect(row.locator(".clock")).to_be_visible()
    expect(page.locator("#none")).to_be_hidden()
    conversation = morning.floor.find("小云")
    assert conversation.waiting_since is not None
    assert [draft.state for draft in morning.drafts(conversation)] == ["offered"] * 3


def correct_a_fact(morning: Morning) -> None:
    """The price was another: the drafts follow, on the page and in the database."""
    page = morning.page
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/*")
    first = page.locator("[data-card='1'] [data-text]")
    expect(first).to_contain_text("20.00")
    expect(page.locator(".bubble.buyer mark").first).to_be_visible()
    page.locator("[data-fact-of=current_price]").click()
    page.locator("#fact-current_price").fill("159")
    page.keyboard.press("Tab")
    expect(first).to_contain_text("40.00")
    expect(page.locator("#strip")).to_contain_text("¥159")
    conversation = morning.floor.find("小云")
    assert conversation.facts["current_price"] in {"159", "159.00"}
    states = [draft.state for draft in morning.drafts(conversation)]
    assert states == ["replaced"] * 3 + ["offered"] * 3


def edit_the_second_draft(morning: Morning) -> None:
    """The second draft is picked and edited, into a finding and out of it, and marked as sent."""
    page, desk = morning.page, morning.desk
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    card = page.locator("[data-card='2']")
    expect(card).to_have_class("card picked")
    text = card.locator("[data-text]").inner_text()
    expect(card.locator("[data-copy-word]")).to_have_text("已复制")
    assert desk.clipboard == text
    page.keyboard.press("e")
    expect(page.locator("#edit")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("这个我不知道")
    expect(page.locator("#edit-findings .finding.block")).to_contain_text("不知道")
    expect(page.locator("#mirror mark.block")).to_be_visible()
    expect(page.locator("[data-send-edit]")).to_be_disabled()
    for _ in "这个我不知道":
        page.keyboard.press("Backspace")
    page.keyboard.type("有事随时找我。")
    expect(page.locator("[data-send-edit]")).to_be_enabled()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#told")).to_have_text("已标记发送")
    expect(page.locator(".bubble.agent")).to_contain_text("有事随时找我。")
    expect(page.locator(".answered")).to_be_visible()
    check_the_sent_one(morning, text)


def check_the_sent_one(morning: Morning, text: str) -> None:
    conversation = morning.floor.find("小云")
    second = morning.drafts(conversation)[4]
    assert (second.state, second.final_text) == ("edited", f"{text}有事随时找我。")
    assert second.decided_by == morning.people["wang"]
    assert 0 < (second.edit_distance or 0) < 0.5
    assert last_message(morning.floor.store, conversation).text == second.final_text
    assert (conversation.waiting_since, conversation.assignee_id) == (None, morning.people["wang"])
    assert "sent" in morning.log(conversation)


def leave_a_note(morning: Morning) -> None:
    page = morning.page
    page.keyboard.press("n")
    page.keyboard.type("差价申请入口已经告诉买家")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notes")).to_contain_text("差价申请入口已经告诉买家")
    page.keyboard.press("Escape")
    conversation = morning.floor.find("小云")
    with morning.floor.store.reading() as session:
        notes = list_notes(session, conversation.shop_id, order_no=None, conversation_id=conversation.id)
    assert [note.text for note in notes] == ["差价申请入口已经告诉买家"]


def hand_one_over(morning: Morning) -> None:
    """An angry buyer is handed to the supervisor, with the reason that the rules propose."""
    page = morning.page
    morning.floor.write(ANGRY, conversation="c2", name="阿强")
    expect(page.locator("#rows")).to_contain_text("阿强")
    page.keyboard.press("k")
    page.wait_for_url(f"**/inbox/{morning.floor.find('阿强').id}")
    page.keyboard.press("h")
    page.locator("#hand-over textarea").fill("买家要投诉，请定补偿")
    page.click("#hand-over .primary")
    expect(page.locator("#told")).to_have_text("已转给主管")
    expect(page.locator("#talk-head .state-escalated")).to_be_visible()
    expect(page.locator("#offers .banner")).to_contain_text("买家要投诉，请定补偿")
    conversation = morning.floor.find("阿强")
    assert (conversation.state, conversation.escalated_because) == ("escalated", "买家要投诉，请定补偿")
    assert morning.log(conversation) == ["escalated"]


def answer_as_supervisor(morning: Morning) -> None:
    """The supervisor finds it in their tab, takes it and answers with the first draft."""
    page = morning.page
    page.keyboard.press("]")
    page.wait_for_url("**/inbox?tab=escalated")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/*")
    page.keyboard.press("h")
    expect(page.locator("#talk-head .state-open")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator("[data-card='1'].picked")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text("已标记发送")
    expect(page.locator(".bubble.agent .bubble-foot")).to_contain_text("李主管")
    conversation = morning.floor.find("阿强")
    assert (conversation.state, conversation.waiting_since) == ("open", None)
    first = morning.drafts(conversation)[0]
    assert (first.state, first.decided_by) == ("sent", morning.people["li"])
    assert last_message(morning.floor.store, conversation).user_id == morning.people["li"]
