"""Keys against what comes from the service meanwhile: answers are held back, and come when it is least convenient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from .desk import IN_A_BROWSER, Desk
from .floor import Floor
from .talking import Enter

pytestmark = IN_A_BROWSER

PRESS_AT_ONCE = """key => document.addEventListener("htmx:oobAfterSwap", function press({detail}) {
  if (detail.target.id !== "offers") return;
  document.removeEventListener("htmx:oobAfterSwap", press);
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
})"""
SEND_AT_ONCE = """() => document.addEventListener("htmx:oobAfterSwap", function send({detail}) {
  if (detail.target.id !== "offers") return;
  document.removeEventListener("htmx:oobAfterSwap", send);
  setTimeout(() => document.querySelector("[data-card='2'] [data-send]").click());
})"""
SHORT = "在价保期内"


@dataclass
class Held:
    """Answers that the service has given and the page has not got yet."""

    page: Page
    kept: list[tuple[Route, APIResponse]] = field(default_factory=list)
    is_over: bool = False

    def hold(self, address: str) -> None:
        """From now on hold back what comes from an address."""
        self.is_over = False
        self.page.route(address, self._take)

    def wait(self, count: int = 1) -> None:
        """Wait until so many answers are held."""
        for _ in range(200):
            if len(self.kept) >= count:
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{len(self.kept)} answers instead of {count}")

    def let_go(self) -> None:
        """Let all of them arrive, and hold back no more."""
        self.is_over = True
        while self.kept:
            route, response = self.kept.pop(0)
            route.fulfill(response=response)
        self.page.wait_for_timeout(400)

    def _take(self, route: Route) -> None:
        if self.is_over:
            route.continue_()
        else:
            self.kept.append((route, route.fetch()))


@dataclass(frozen=True)
class Scene:
    """Wang at a conversation, with answers under way, and the buyer who writes on."""

    floor: Floor
    desk: Desk
    held: Held

    @property
    def page(self) -> Page:
        return self.desk.page

    @property
    def name(self) -> str:
        return self.page.locator("#talk-head h2").inner_text()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def news(self, text: str = "快点降价") -> None:
        """Let the buyer write, and hold the page's news of it."""
        self.held.hold("**/live")
        self.floor.write(text, conversation=self.name, name=self.name)
        self.held.wait()

    def more(self) -> None:
        """Let the buyer write, and the page show it."""
        before = self.page.locator(".bubble.buyer").count()
        self.floor.write("快点降价", conversation=self.name, name=self.name)
        expect(self.page.locator(".bubble.buyer")).to_have_count(before + 1)
        self.page.wait_for_timeout(100)

    @property
    def picked(self) -> list[str]:
        return self.page.locator(".card.picked").evaluate_all("cards => cards.map(card => card.dataset.card)")


@pytest.fixture
def scene(floor: Floor, talk: Desk) -> Scene:
    return Scene(floor, talk, Held(talk.page))


def pick_while_a_take_is_under_way(scene: Scene) -> None:
    scene.held.hold("**/take")
    scene.press("a")
    scene.held.wait()
    scene.press("2")
    scene.held.let_go()
    expect(scene.page.locator("#told")).to_have_text("由您处理")
    assert scene.picked == ["2"]


def pick_as_the_answer_to_a_take_is_put_in(scene: Scene) -> None:
    scene.page.evaluate(PRESS_AT_ONCE, "2")
    scene.press("a")
    expect(scene.page.locator("#told")).to_have_text("由您处理")
    scene.page.wait_for_timeout(300)
    assert scene.picked == ["2"]


def send_as_soon_as_the_answer_to_a_take_is_put_in(scene: Scene) -> None:
    """What is new on the page answers as what was there before: the page is not loaded anew."""
    scene.page.evaluate("() => { window.stays = true; }")
    scene.page.evaluate(SEND_AT_ONCE)
    scene.press("a")
    expect(scene.page.locator("#told")).to_have_text("已标记发送")
    expect(scene.page.locator(".bubble.agent")).to_contain_text(SHORT)
    assert scene.page.evaluate("window.stays")


def pick_what_comes_anew_with_the_same_words(scene: Scene) -> None:
    scene.press("2")
    before = scene.page.locator(".card.picked").get_attribute("data-draft")
    scene.more()
    assert scene.picked == ["2"]
    assert scene.page.locator(".card.picked").get_attribute("data-draft") != before
    scene.press("Enter")
    expect(scene.page.locator(".bubble.agent")).to_contain_text(SHORT)


def pick_what_is_not_offered_any_more(scene: Scene) -> None:
    scene.press("3")
    scene.more()
    expect(scene.page.locator("#told")).to_have_text("选中的那条有了新版本，请重新选")
    scene.press("Enter")
    expect(scene.page.locator("#told")).to_have_text("先按 1、2、3 选一条")
    assert scene.page.locator(".bubble.agent").count() == 0


def send_before_older_news_arrive(scene: Scene) -> None:
    scene.held.hold("**/live")
    number = scene.floor.find(scene.name).id
    note = {"text": "先补发"}
    httpx.post(f"{scene.floor.address}/v1/conversations/{number}/note", json=note, headers=scene.floor.headers)
    scene.held.wait()
    scene.press("2", "Enter")
    expect(scene.page.locator(".answered")).to_be_visible()
    scene.held.let_go()
    expect(scene.page.locator(".answered")).to_be_visible()
    expect(scene.page.locator(".bubble.agent")).to_have_count(1)
    assert scene.page.locator(".card").count() == 0


def send_pressed_twice(scene: Scene) -> None:
    scene.held.hold("**/send")
    scene.press("2", "Enter", "Enter")
    scene.held.wait()
    scene.press("Enter")
    scene.held.let_go()
    expect(scene.page.locator("#told")).to_have_text("已标记发送")
    expect(scene.page.locator(".bubble.agent")).to_have_count(1)


def send_while_news_of_it_arrive_first(scene: Scene) -> None:
    """Its own event overtakes the answer: what went wrong would be told to a card that is gone."""
    scene.held.hold("**/send")
    scene.press("2", "Enter")
    scene.held.wait()
    scene.page.wait_for_timeout(900)
    assert scene.picked == ["2"]
    scene.held.let_go()
    expect(scene.page.locator("#told")).to_have_text("已标记发送")
    expect(scene.page.locator(".answered")).to_be_visible()


def turn_to_the_next_while_a_reply_is_under_way(scene: Scene) -> None:
    scene.floor.write("降价", conversation=f"next-{scene.name}", name=f"next-{scene.name}")
    expect(scene.page.locator("#rows")).to_contain_text(f"next-{scene.name}")
    here = scene.page.url
    scene.held.hold("**/send")
    scene.press("2", "Enter")
    scene.held.wait()
    scene.press("k")
    scene.page.wait_for_timeout(200)
    assert scene.page.url == here
    scene.held.let_go()
    scene.page.wait_for_url(lambda url: url != here)


def edit_while_news_are_under_way(scene: Scene) -> None:
    scene.news()
    scene.press("2", "e")
    scene.page.keyboard.type("我写的话")
    scene.held.let_go()
    expect(scene.page.locator("#newer")).to_be_visible()
    assert scene.page.locator("#edit").input_value().endswith("我写的话")
    scene.press("Control+Enter")
    expect(scene.page.locator(".bubble.agent")).to_contain_text("我写的话")


def tick_two_steps_at_once(scene: Scene) -> None:
    boxes = scene.page.locator(".steps input[type=checkbox]")
    scene.held.hold("**/steps")
    boxes.nth(0).check()
    boxes.nth(1).check()
    scene.held.wait(2)
    scene.held.kept.reverse()
    scene.held.let_go()
    assert boxes.evaluate_all("boxes => boxes.map(box => box.checked)") == [True, True, False]
    scene.page.reload()
    assert boxes.evaluate_all("boxes => boxes.map(box => box.checked)") == [True, True, False]


def fill_in_a_fact_while_news_come(scene: Scene) -> None:
    scene.page.locator("#ask-price_paid").press_sequentially("19")
    scene.more()
    expect(scene.page.locator("#ask-price_paid")).to_be_focused()
    scene.page.keyboard.type("9")
    scene.press("Enter")
    expect(scene.page.locator("#strip")).to_contain_text("¥199")


def write_on_while_a_note_is_under_way(scene: Scene) -> None:
    scene.held.hold("**/note")
    scene.press("n")
    scene.page.keyboard.type("先补发")
    scene.press("Control+Enter")
    scene.held.wait()
    scene.page.keyboard.type("再回访")
    scene.held.let_go()
    expect(scene.page.locator("#notes")).to_contain_text("先补发")
    assert scene.page.locator("#note").input_value() == "再回访"


def two_things_told_one_after_the_other(scene: Scene) -> None:
    """The second sentence stands as long as any, and does not go with the first."""
    scene.press("a")
    expect(scene.page.locator("#told")).to_have_text("由您处理")
    scene.page.wait_for_timeout(3000)
    scene.press("a")
    expect(scene.page.locator("#told")).to_have_text("已放回队列")
    scene.page.wait_for_timeout(2000)
    expect(scene.page.locator("#told")).to_have_text("已放回队列", timeout=1)


def put_off_during_a_redraw(scene: Scene) -> None:
    scene.news()
    scene.press("s")
    scene.held.let_go()
    expect(scene.page.locator(".bubble.buyer")).to_have_count(2)
    expect(scene.page.locator("#snooze")).to_be_visible()
    scene.page.click("#snooze .primary")
    expect(scene.page.locator("#told")).to_have_text("已放到稍后")


def reject_during_a_redraw(scene: Scene) -> None:
    scene.news()
    scene.press("2", "x")
    scene.held.let_go()
    expect(scene.page.locator(".bubble.buyer")).to_have_count(2)
    scene.page.fill("#reject [name=reason]", "语气不合适")
    scene.page.click("#reject .primary")
    expect(scene.page.locator("#told")).to_have_text("已退回这条草稿")
    expect(scene.page.locator(".card")).to_have_count(2)


def look_back_while_news_come(scene: Scene) -> None:
    for turn in range(55):
        scene.floor.write(f"第{turn}句", conversation=scene.name, name=scene.name)
    scene.page.reload()
    scene.page.click(".older button")
    expect(scene.page.locator(".bubble")).to_have_count(56)
    scene.more()
    expect(scene.page.locator(".bubble")).to_have_count(57)


PAIRS = (
    pick_while_a_take_is_under_way,
    pick_as_the_answer_to_a_take_is_put_in,
    send_as_soon_as_the_answer_to_a_take_is_put_in,
    pick_what_comes_anew_with_the_same_words,
    pick_what_is_not_offered_any_more,
    send_before_older_news_arrive,
    send_pressed_twice,
    send_while_news_of_it_arrive_first,
    turn_to_the_next_while_a_reply_is_under_way,
    edit_while_news_are_under_way,
    tick_two_steps_at_once,
    fill_in_a_fact_while_news_come,
    write_on_while_a_note_is_under_way,
    two_things_told_one_after_the_other,
    put_off_during_a_redraw,
    reject_during_a_redraw,
    look_back_while_news_come,
)


@pytest.mark.parametrize("play", PAIRS, ids=lambda play: str(play.__name__))
def test_what_somebody_does_is_not_undone_by_what_comes(scene: Scene, play: Callable[[Scene], None]) -> None:
    play(scene)
    assert scene.held.kept == []


def test_in_the_inbox_the_next_row_follows_one_that_goes(floor: Floor, enter: Enter) -> None:
    for name in ("甲", "乙", "丙"):
        floor.write("降价", conversation=f"row-{name}", name=name)
    page = enter(path="/inbox").page
    rows = page.locator("#rows .wait-link")
    before = rows.evaluate_all("rows => rows.map(row => row.id)")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    other = enter("li", f"/inbox/{before[1].removeprefix('row-')}").page
    other.keyboard.press("d")
    expect(rows).to_have_count(len(before) - 1)
    assert page.evaluate("document.activeElement.id") == before[2]


def test_a_copy_waits_for_the_drafts_of_what_was_just_pasted(enter: Enter) -> None:
    desk = enter(path="/")
    page, held = desk.page, Held(desk.page)
    desk.paste("刚到就降价了，我是第一位")
    expect(page.locator("#cards .card").nth(2)).to_contain_text("第一位")
    held.hold("**/v1/drafts")
    desk.paste("刚到就降价了，我是第二位")
    held.wait()
    page.keyboard.press("3")
    assert desk.clipboard == "刚到就降价了，我是第二位"
    held.let_go()
    expect(page.locator("#cards .card").nth(2)).to_contain_text("第二位")
    assert "您说的“刚到就降价了，我是第二位" in desk.clipboard
