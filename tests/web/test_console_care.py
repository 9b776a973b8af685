"""The console in a real browser: facts, mishaps, strange messages, small screens, and those who hear it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from .desk import IN_A_BROWSER, MESSAGE, Opener, cards

pytestmark = IN_A_BROWSER


def test_markup_in_a_message_stays_text(open_desk: Opener) -> None:
    page = open_desk().page
    evil = "<img src=x onerror=alert(1)>降价<script>alert(2)</script>"
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.fill("#message", evil)
    cards(page)
    expect(page.locator("#mirror")).to_have_text(evil)
    expect(page.locator(".card .text").nth(2)).to_contain_text(evil[:40])
    assert page.locator("#mirror img, .card img, .desk script").count() == 0


def test_a_missing_fact_is_filled_in_on_its_card(open_desk: Opener) -> None:
    page = open_desk().page
    page.fill("#message", "降价")
    cards(page)
    page.locator(".card [name=price_paid]").fill("¥199")
    page.keyboard.press("Enter")
    expect(page.locator(".card [name=price_paid]")).to_have_count(0)
    expect(page.locator("#facts [name=price_paid]")).to_have_value("¥199")
    expect(page.locator(".rule .sum").first).to_have_text("¥40.00")
    expect(page.locator("#facts-count")).to_have_text("已填 1 项")


def test_times_are_sent_in_the_shops_zone(open_desk: Opener) -> None:
    page = open_desk(timezone_id="America/New_York").page
    page.fill("#message", "降价")
    cards(page)
    page.click("[data-group=times] summary")
    with page.expect_request("**/v1/drafts") as sent:
        page.fill("#facts [name=paid_at]", "2026-11-20T10:00")
    assert sent.value.post_data_json["facts"] == {"paid_at": "2026-11-20T10:00:00+08:00"}


def test_a_wrong_amount_is_marked_and_the_drafts_stay(open_desk: Opener) -> None:
    page = open_desk().page
    page.fill("#message", "降价")
    cards(page)
    page.click("[data-group=order] summary")
    page.fill("#facts [name=price_paid]", "1x9")
    expect(page.locator("#facts [data-fact=price_paid] .field-wrong")).to_be_visible()
    assert cards(page) == 3


def test_findings_stand_at_the_words_they_are_about(open_desk: Opener) -> None:
    page = open_desk().page
    page.fill("#message", "降价")
    cards(page)
    expect(page.locator(".card .text mark.block")).to_have_text("不知道")
    expect(page.locator(".card .finding")).to_contain_text("别说不知道")


def test_a_figure_nobody_read_for_a_year_says_when_it_was_last_checked(open_desk: Opener) -> None:
    page = open_desk().page
    for days, said in ((364, "核对"), (367, "上次核对")):
        page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))
        page.fill("#message", f"降价 {days}")
        source = page.locator(".rule-source [data-part=verified]").first
        expect(source).to_have_text(re.compile(rf"^{said}" if "上次" in said else rf"日 {said}$"))
        expect(source).to_have_class("stale" if days > 365 else "")
    expect(page.locator(".rule-source").nth(1)).to_have_text("店铺自定")


def test_an_unsure_answer_says_so_and_offers_the_holding_reply(open_desk: Opener) -> None:
    page = open_desk().page
    page.fill("#message", "啦啦啦")
    expect(page.locator("#unsure")).to_be_visible()
    expect(page.locator("#candidates li")).to_have_count(5)
    assert cards(page) == 1


def test_a_case_for_the_supervisor_is_told_above_the_drafts(open_desk: Opener) -> None:
    page = open_desk().page
    page.fill("#message", "我要投诉")
    expect(page.locator("#escalate")).to_contain_text("由主管决定")


def test_a_new_buyer_does_not_inherit_the_facts_of_the_last(open_desk: Opener) -> None:
    desk = open_desk()
    desk.paste("降价")
    cards(desk.page)
    desk.page.locator(".card [name=price_paid]").fill("199")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#facts [name=price_paid]")).to_have_value("199")
    desk.page.keyboard.press("Escape")
    desk.paste("颜色不对")
    expect(desk.page.locator("#message")).to_have_value("颜色不对")
    expect(desk.page.locator("#facts [name=price_paid]")).to_have_value("")


def test_recent_messages_stay_in_the_browser_and_can_be_cleared(open_desk: Opener) -> None:
    desk = open_desk()
    desk.paste("降价")
    cards(desk.page)
    desk.page.keyboard.press("Alt+n")
    expect(desk.page.locator("#message")).to_have_value("")
    desk.page.click("#recent summary")
    desk.page.click("#recent-list button")
    expect(desk.page.locator("#message")).to_have_value("降价")
    desk.page.click("#recent-clear")
    assert desk.page.evaluate("localStorage.length") == 0


def test_a_message_over_the_limit_is_not_sent(open_desk: Opener) -> None:
    desk = open_desk()
    desk.page.fill("#message", "长" * 2001)
    expect(desk.page.locator("#message-wrong")).to_contain_text("共 2001 字，最多 2000 字")
    assert not any(url.endswith("/v1/drafts") for url in desk.requests)


def test_when_the_service_is_gone_the_page_keeps_the_work_and_tries_again(open_desk: Opener) -> None:
    desk = open_desk()
    desk.page.context.set_offline(True)
    desk.page.fill("#message", "降价")
    expect(desk.page.locator("#failed")).to_be_visible()
    expect(desk.page.locator("#failed")).to_contain_text("您写的都还在")
    expect(desk.page.locator("#message")).to_have_value("降价")
    desk.page.context.set_offline(False)
    desk.page.click("#retry")
    assert cards(desk.page) == 3
    # Only the browser itself complains, about the one call that failed on purpose.
    assert all("ERR_INTERNET_DISCONNECTED" in said for said in desk.complaints)
    desk.complaints.clear()


def test_the_keys_are_shown_on_a_question_mark(open_desk: Opener) -> None:
    page = open_desk().page
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_the_theme_is_kept(open_desk: Opener) -> None:
    page = open_desk().page
    page.click("[data-theme-choice=dark]")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 860, 1240, 1440])
def test_no_width_scrolls_sideways(open_desk: Opener, language: str, width: int) -> None:
    page = open_desk(f"/?lang={language}", viewport={"width": width, "height": 800}).page
    page.fill("#message", MESSAGE + "W" * 200)
    cards(page)
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_can_be_told_by_name(open_desk: Opener) -> None:
    page = open_desk().page
    page.fill("#message", MESSAGE)
    cards(page)
    for role in ("button", "textbox", "combobox", "checkbox", "radio", "link"):
        for control in page.get_by_role(role).all():  # type: ignore[arg-type]
            assert '"' in control.aria_snapshot().splitlines()[0], control.aria_snapshot()
