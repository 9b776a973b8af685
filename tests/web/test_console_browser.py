"""The console in a real browser: paste, read, copy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .desk import IN_A_BROWSER, MESSAGE, Opener, cards

pytestmark = IN_A_BROWSER


def test_a_pasted_message_brings_drafts_without_pressing_anything(open_desk: Opener) -> None:
    desk = open_desk()
    desk.paste(MESSAGE)
    assert cards(desk.page) == 3
    expect(desk.page.locator("#message")).to_have_value(MESSAGE)
    expect(desk.page.locator("#said")).to_have_text("3 条回复已就绪")


def test_drafts_follow_a_paste_within_a_blink(open_desk: Opener) -> None:
    desk = open_desk()
    desk.paste("先热热身，降价")
    cards(desk.page)
    took = desk.page.evaluate(
        """async (text) => {
          const box = document.getElementById("message");
          const before = document.querySelector(".card");
          const begun = performance.now();
          box.value = text;
          box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste" }));
          while (document.querySelector(".card") === before) await new Promise((next) => setTimeout(next, 1));
          return performance.now() - begun;
        }""",
        MESSAGE,
    )
    # The promise is 100 ms on an idle computer; a busy one is given three times as long.
    assert took < 300


def test_evidence_is_marked_in_the_message_and_lit_by_its_chip(open_desk: Opener) -> None:
    page = open_desk().page
    page.fill("#message", MESSAGE)
    assert cards(page)
    expect(page.locator("#mirror mark")).to_have_text(["降价", "差价", "颜色"])
    expect(page.locator(".chip")).to_have_text(["差价 有把握", "色差 很可能"])
    page.hover(".chip >> nth=1")
    expect(page.locator("#mirror mark.lit")).to_have_text(["颜色"])
    page.focus(".chip >> nth=0")
    expect(page.locator("#mirror mark.lit")).to_have_text(["降价", "差价", "颜色"])
    assert "94%" in (page.locator(".chip .confidence").first.get_attribute("title") or "")


def test_the_marks_lie_exactly_under_the_words(open_desk: Opener) -> None:
    page = open_desk(viewport={"width": 390, "height": 844}).page
    page.fill("#message", "这件衣服收到之后发现尺寸和描述都还可以就是价格 hello world 又变了 " * 4 + "降价")
    assert cards(page)
    sizes = page.evaluate(
        """() => ["message", "mirror"].map((id) => {
          const style = getComputedStyle(document.getElementById(id));
          const box = document.getElementById(id).getBoundingClientRect();
          return [box.left, box.top, box.width, box.height, style.font, style.padding, style.whiteSpace,
                  style.overflowWrap, style.letterSpacing, style.wordBreak];
        })"""
    )
    assert sizes[0] == sizes[1]
    assert page.evaluate("message.scrollHeight <= message.clientHeight")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_number_keys_copy_and_say_so(open_desk: Opener, number: int) -> None:
    desk = open_desk()
    desk.paste("降价")
    cards(desk.page)
    text = desk.page.locator(".card .text").nth(number - 1).text_content()
    desk.page.keyboard.press(str(number))
    expect(desk.page.locator(".card").nth(number - 1).locator(".copy")).to_have_text("已复制")
    assert desk.clipboard == text
    expect(desk.page.locator("#said")).to_contain_text(f"第 {number} 条已复制")


def test_while_typing_a_number_is_a_number_and_with_alt_it_copies(open_desk: Opener) -> None:
    desk = open_desk()
    desk.page.evaluate("navigator.clipboard.writeText('before')")
    desk.page.fill("#message", "降价")
    cards(desk.page)
    desk.page.keyboard.type("2?")
    expect(desk.page.locator("#message")).to_have_value("降价2?")
    assert desk.clipboard == "before"
    desk.page.keyboard.press("Alt+2")
    expect(desk.page.locator(".card").nth(1).locator(".copy")).to_have_text("已复制")
    expect(desk.page.locator("#message")).to_have_value("降价2?")


def test_an_input_method_at_work_is_left_alone(open_desk: Opener) -> None:
    desk = open_desk()
    desk.paste("降价")
    cards(desk.page)
    desk.page.evaluate("navigator.clipboard.writeText('before')")
    desk.page.evaluate(
        """() => { for (const altKey of [false, true]) document.body.dispatchEvent(new KeyboardEvent(
             "keydown", { key: "1", code: "Digit1", altKey, isComposing: true, bubbles: true })); }"""
    )
    desk.page.wait_for_timeout(100)
    assert desk.clipboard == "before"


def test_a_click_copies_a_draft(open_desk: Opener) -> None:
    desk = open_desk()
    desk.paste("降价")
    cards(desk.page)
    desk.page.click(".card >> nth=1 >> .copy")
    assert desk.clipboard == desk.page.locator(".card .text").nth(1).text_content()
    desk.page.click(".card >> nth=0 >> .text")
    expect(desk.page.locator(".card").first.locator(".copy")).to_have_text("已复制")


def test_the_language_switch_keeps_what_was_written(open_desk: Opener) -> None:
    page = open_desk().page
    page.fill("#message", MESSAGE)
    cards(page)
    page.click("text=EN")
    expect(page.locator("h1")).to_have_text("Quick reply")
    expect(page.locator("#message")).to_have_value(MESSAGE)
    expect(page.locator(".chip")).to_have_text(["Price difference sure", "Colour difference likely"])
    expect(page.locator("#step-list li").first).to_contain_text("Compare the price paid")
