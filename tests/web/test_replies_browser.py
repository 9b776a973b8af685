"""The replies in a real browser: search, walk, open, switch, copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Engine, serve_app
from .desk import IN_A_BROWSER, Opener

pytestmark = IN_A_BROWSER
ONE = "/replies/price_difference.eligible"


@pytest.fixture(scope="module")
def address(shop_engine: Engine) -> Iterator[str]:
    with serve_app(shop_engine) as address:
        yield address


def shown(page: Page) -> Locator:
    return page.locator("[data-found]:visible")


def arrive(page: Page, address: str) -> None:
    """Wait for a page to be there with its scripts: only then does it hear keys."""
    expect(page).to_have_url(re.compile(address))
    page.wait_for_load_state("load")


def test_typing_narrows_the_list_and_enter_opens_the_first(open_desk: Opener) -> None:
    page = open_desk("/replies?lang=zh").page
    page.keyboard.press("/")
    page.keyboard.type("cjkyt")
    expect(page.locator("#count")).to_have_text("找到 1 条")
    expect(shown(page)).to_contain_text("差价可以退")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("差价可以退")


def test_every_word_of_a_search_must_be_met(open_desk: Opener) -> None:
    page = open_desk("/replies?lang=en").page
    page.fill("#find", "Return EBAY")
    for row in shown(page).all():
        found = row.get_attribute("data-found") or ""
        assert "return" in found
        assert "ebay" in found
    page.fill("#find", "没有这样的回复")
    expect(page.locator("#none")).to_be_visible()
    page.click("#clear")
    expect(page.locator("#none")).to_be_hidden()
    expect(page.locator("#find")).to_be_focused()


def test_keys_walk_through_what_is_shown(open_desk: Opener) -> None:
    page = open_desk("/replies?lang=zh").page
    page.fill("#find", "差价")
    links = shown(page).locator("a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_have_value("")


def test_a_letter_typed_into_the_search_is_a_letter(open_desk: Opener) -> None:
    page = open_desk("/replies?lang=zh").page
    page.keyboard.press("/")
    page.keyboard.type("gj/?")
    expect(page.locator("#find")).to_have_value("gj/?")
    expect(page.locator("#keys")).to_be_hidden()


def test_an_input_method_at_work_is_left_alone(open_desk: Opener) -> None:
    page = open_desk("/replies?lang=zh").page
    page.fill("#find", "差价")
    page.evaluate(
        """() => { for (const key of ["Enter", "Escape", "ArrowDown"]) document.getElementById("find").dispatchEvent(
             new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true })); }"""
    )
    expect(page.locator("#find")).to_have_value("差价")
    expect(page).to_have_url(re.compile("/replies"))


def test_a_platform_leaves_the_replies_that_are_used_there(open_desk: Opener) -> None:
    page = open_desk("/replies?lang=zh").page
    page.check("[name=platform][value=ebay]", force=True)
    names = [link.get_attribute("href") or "" for link in shown(page).locator("a").all()]
    assert "/replies/price_difference.ebay" in names
    assert ONE not in names
    assert "/replies/price_difference.general" not in names


def test_a_search_is_still_there_on_the_way_back(open_desk: Opener) -> None:
    page = open_desk("/replies?lang=zh").page
    page.fill("#find", "差价可以")
    shown(page).locator("a").first.click()
    arrive(page, ONE)
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page.locator("#find")).to_have_value("差价可以")
    expect(shown(page)).to_have_count(1)


def test_keys_go_to_quick_reply_and_back(open_desk: Opener) -> None:
    page = open_desk("/replies?lang=zh").page
    page.keyboard.press("g")
    page.keyboard.press("q")
    arrive(page, "/$")
    page.fill("#message", "gl")
    expect(page.locator("#message")).to_have_value("gl")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page.locator("#find")).to_be_visible()


def test_platforms_and_samples_are_switched_on_the_page(open_desk: Opener) -> None:
    page = open_desk("/replies/notice.shipped?lang=zh").page
    chinese = page.locator("[data-text=zh]:visible").first
    expect(chinese).to_contain_text("773000000000001")
    page.check("[name=platform][value=ebay]", force=True)
    expect(chinese).to_contain_text("客服团队敬上")
    expect(page).to_have_url(re.compile("platform=ebay"))
    page.keyboard.press("s")
    expect(chinese).not_to_contain_text("773000000000001")
    expect(page.locator("[data-sight=bare]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".left-out:visible").first).to_contain_text("运单号")
    page.reload()
    expect(page.locator("[name=platform][value=ebay]")).to_be_checked()


@pytest.mark.parametrize(("key", "language", "number"), [("1", "zh", 0), ("2", "zh", 1), ("Shift+Digit1", "en", 0)])
def test_a_key_copies_a_variant_in_a_language(open_desk: Opener, key: str, language: str, number: int) -> None:
    desk = open_desk(f"{ONE}?lang=zh")
    text = desk.page.locator(f"[data-text={language}]:visible").nth(number).text_content()
    desk.page.keyboard.press(key)
    expect(desk.page.locator("#said")).to_have_text("已复制")
    assert desk.clipboard == text
    assert "  " not in (text or "")


def test_a_button_copies_the_text_beside_it(open_desk: Opener) -> None:
    desk = open_desk(f"{ONE}?lang=en")
    side = desk.page.locator(".side:visible").nth(1)
    side.locator("[data-copy]").click()
    expect(side.locator("[data-copy]")).to_have_text("Copied")
    assert desk.clipboard == side.locator("[data-text]").text_content()
    assert desk.clipboard.startswith("Hi there,\n\nI understand")


def test_keys_turn_to_the_next_reply_and_keep_the_platform(open_desk: Opener) -> None:
    page = open_desk(f"{ONE}?lang=zh").page
    page.check("[name=platform][value=other]", force=True)
    page.keyboard.press("j")
    arrive(page, r"/replies/price_difference\.eligible_extra\?platform=other")
    page.keyboard.press("k")
    arrive(page, r"/replies/price_difference\.eligible\?platform=other")


@pytest.mark.parametrize("path", ["/replies", ONE, "/replies/notice.shipped"])
@pytest.mark.parametrize("width", [390, 860, 1024, 1440])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_width_scrolls_sideways(open_desk: Opener, path: str, width: int, language: str) -> None:
    page = open_desk(f"{path}?lang={language}", viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/replies", ONE])
def test_every_control_can_be_told_by_name(open_desk: Opener, path: str) -> None:
    page = open_desk(f"{path}?lang=zh").page
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    for role in ("button", "textbox", "radio", "link"):
        for control in page.get_by_role(role).all()[:40]:  # type: ignore[arg-type]
            assert '"' in control.aria_snapshot().splitlines()[0], control.aria_snapshot()
