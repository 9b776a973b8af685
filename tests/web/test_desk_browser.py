"""The desk in a real browser: what is live, what keys do, what is never lost, and who else can use it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from app.settings import Settings
from app.store.database import open_store

from .desk import IN_A_BROWSER, Desk
from .fake_engine import FakeEngine
from .floor import Floor, serve_floor
from .talking import Enter

pytestmark = IN_A_BROWSER

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
AUDIT = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def audit(page: Page) -> list[str]:
    """Return what axe holds to be serious."""
    # The page's own policy lets no script in but ours: this one comes by the way of a debugger.
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    found = page.evaluate(AUDIT)
    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    return [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in serious]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("key", ["s", "h", "c", "?", "e", "f"])
def test_axe_finds_nothing_serious_in_what_keys_open(talk: Desk, key: str, theme: Literal["light", "dark"]) -> None:
    talk.page.emulate_media(color_scheme=theme)
    talk.page.keyboard.press(key)
    expect(talk.page.locator("dialog[open], #editor:not([hidden]), #facts-box[open]")).to_be_visible()
    assert audit(talk.page) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 860, 1000, 1440])
def test_no_page_of_the_desk_scrolls_sideways(floor: Floor, enter: Enter, lang: str, width: int) -> None:
    name = "W" * 60
    floor.write("降价" + "W" * 300, conversation="wide", name=name, facts={"item": "M" * 150})
    page = enter("li", lang=lang, viewport={"width": width, "height": 800}).page
    for path in ("/inbox", f"/inbox/{floor.find(name).id}", "/today"):
        page.goto(floor.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_colleague_sees_who_is_typing_and_what_was_sent(floor: Floor, enter: Enter, talk: Desk) -> None:
    name = talk.page.locator("#talk-head h2").inner_text()
    number = floor.find(name).id
    other = enter("li", f"/inbox/{number}").page
    queue = enter("root").page
    talk.page.keyboard.press("n")
    talk.page.keyboard.type("在")
    expect(other.locator("#talk-head .typing")).to_contain_text("小王 正在输入")
    expect(queue.locator(f"#row-{number} .typing")).to_contain_text("小王 正在输入")
    talk.page.keyboard.press("Escape")
    talk.page.keyboard.press("1")
    talk.page.keyboard.press("Enter")
    expect(other.locator(".bubble.agent .bubble-foot")).to_contain_text("小王")
    expect(other.locator(".answered")).to_be_visible()
    expect(queue.locator(f"#row-{number} .whose")).to_have_text("小王")


def test_what_is_being_written_is_left_alone_when_newer_drafts_come(floor: Floor, talk: Desk) -> None:
    page = talk.page
    name = page.locator("#talk-head h2").inner_text()
    page.keyboard.press("2")
    page.keyboard.press("e")
    page.keyboard.type("我写的话")
    floor.write("快点", conversation=name, name=name)
    expect(page.locator("#newer")).to_be_visible()
    expect(page.locator(".bubble.buyer")).to_have_count(2)
    assert "我写的话" in page.locator("#edit").input_value()
    page.click("#see-newer")
    expect(page.locator("#newer")).to_be_hidden()
    expect(page.locator("#editor")).to_be_hidden()


def test_nothing_is_sent_unless_a_draft_was_picked(talk: Desk) -> None:
    talk.page.keyboard.press("Enter")
    expect(talk.page.locator("#told")).to_have_text("先按 1、2、3 选一条")
    talk.page.keyboard.press("3")
    talk.page.keyboard.press("Enter")
    expect(talk.page.locator("#told")).to_have_text("改好标红的字才能发")
    talk.page.keyboard.press("2")
    talk.page.keyboard.press("Enter")
    expect(talk.page.locator(".bubble.agent")).to_have_count(1)


def test_no_key_acts_while_something_is_written_or_an_input_method_composes(talk: Desk) -> None:
    page = talk.page
    page.keyboard.press("n")
    page.keyboard.type("1 2 e h d ? g q")
    assert page.locator("#note").input_value() == "1 2 e h d ? g q"
    page.keyboard.press("Escape")
    compose = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'h', bubbles: true, isComposing: true}))"
    page.evaluate(compose)
    assert page.locator(".card.picked, dialog[open]").count() == 0
    assert "/inbox/" in page.url


def test_a_better_wording_is_one_key_away_and_a_blocked_text_does_not_go(talk: Desk) -> None:
    page = talk.page
    page.keyboard.press("e")
    expect(page.locator("[data-send-edit]")).to_be_disabled()
    page.keyboard.type("我不知道")
    expect(page.locator("#edit-findings .finding.block")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".bubble.agent")).to_have_count(0)
    page.keyboard.press("Control+a")
    page.keyboard.type("我去核实")
    expect(page.locator("#edit-state")).to_have_text("检查没有意见")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".bubble.agent .words")).to_have_text("我去核实")


def test_a_fact_that_cannot_be_used_is_marked_where_it_stands(talk: Desk) -> None:
    page = talk.page
    page.locator("#ask-price_paid").fill("很多")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("没有保存")
    expect(page.locator(".card [data-fact=price_paid] .field-wrong")).to_be_visible()
    assert page.locator("#ask-price_paid").input_value() == "很多"
    page.locator("#ask-price_paid").fill("199")
    page.keyboard.press("Enter")
    expect(page.locator("#strip")).to_contain_text("¥199")
    # The browser itself tells of the refusal, which was asked for.
    assert all("422" in said for said in talk.complaints)
    talk.complaints.clear()


def test_what_is_refused_in_a_dialog_is_said_in_the_dialog(floor: Floor, talk: Desk) -> None:
    page = talk.page
    page.keyboard.press("s")
    page.fill("#until-when", "2020-01-01T00:00")
    page.click("#snooze .primary")
    expect(page.locator("#snooze [data-told]")).to_contain_text("以后的时间")
    expect(page.locator("#snooze")).to_be_visible()
    assert audit(page) == []
    page.locator("#snooze input[type=radio]").first.check()
    page.click("#snooze .primary")
    expect(page.locator("#snooze")).to_be_hidden()
    expect(page.locator("#told")).to_have_text("已放到稍后")
    page.keyboard.press("h")
    expect(page.locator("#hand-over [data-told]")).to_be_hidden()
    # The browser itself tells of the refusal, which was asked for.
    assert all("422" in said for said in talk.complaints)
    talk.complaints.clear()


def test_an_agent_is_told_that_a_supervisor_answers(floor: Floor, talk: Desk, enter: Enter) -> None:
    page, path = talk.page, talk.page.url.removeprefix(floor.address)
    page.keyboard.press("h")
    page.fill("#hand-over textarea", "要定补偿")
    page.click("#hand-over .primary")
    expect(page.locator("#hand-over")).to_be_hidden()
    expect(page.locator("#offers .banner .hint")).to_contain_text("现在由主管答复")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("由主管答复")
    expect(page.locator("[data-card='1'] [data-send]")).to_be_disabled()
    page.keyboard.press("e")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".bubble.agent")).to_have_count(0)
    page.keyboard.press("Escape")
    other = enter("li", path).page
    other.keyboard.press("1")
    other.keyboard.press("Enter")
    expect(other.locator(".bubble.agent")).to_have_count(1)


def test_pointing_at_a_matter_lights_up_the_words_that_speak_for_it(talk: Desk) -> None:
    page = talk.page
    page.locator(".chip").nth(1).hover()
    expect(page.locator(".bubble mark.lit")).to_have_text("颜色")


def test_when_the_service_is_gone_what_was_written_is_still_there(talk: Desk) -> None:
    page = talk.page
    page.keyboard.press("n")
    page.keyboard.type("晚上回电")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#told")).to_contain_text("没有保存")
    assert page.locator("#note").input_value() == "晚上回电"
    page.context.set_offline(False)
    page.locator("#note-form button").click()
    expect(page.locator("#notes")).to_contain_text("晚上回电")
    # The browser itself complains of calls that failed on purpose.
    assert all("ERR_" in said or "htmx:" in said for said in talk.complaints)
    talk.complaints.clear()


def test_markup_in_a_buyers_name_and_words_stays_text_in_what_comes_live(floor: Floor, enter: Enter) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page = enter().page
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    floor.write(f"降价 {evil}", conversation="evil", name=evil)
    expect(page.locator("#rows")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("#rows img, #rows script").count() == 0


def test_the_places_are_two_keys_away(enter: Enter, floor: Floor) -> None:
    page = enter("li").page
    for key, path in (("q", "/"), ("l", "/replies"), ("t", "/today"), ("m", "/me"), ("i", "/inbox")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(floor.address + path)
        expect(page.locator("[aria-current=page]").first).to_be_visible()


def test_the_service_stops_at_once_though_pages_are_open(browser: Browser, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    store = open_store(settings)
    context = browser.new_context()
    page = context.new_page()
    with serve_floor(FakeEngine(), settings, store) as floor:
        with page.expect_request("**/inbox/events"):
            page.goto(f"{floor.address}/inbox")
        page.wait_for_timeout(300)
        began = time.monotonic()
    assert time.monotonic() - began < 3
    context.close()
    store.close()
