from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

import app.web
from app.core.definitions import Words
from app.settings import Settings
from app.web.app import create_app
from app.web.tongue import read_preference

from .caller import Caller
from .fake_engine import FakeEngine, FakeLibrary, make_intent

STATIC = Path(app.web.__file__).parent / "static"


def read_desk(html: str) -> dict[str, object]:
    match = re.search(r'<script type="application/json" id="desk">(.*?)</script>', html, re.DOTALL)
    assert match
    desk: dict[str, object] = json.loads(match[1])
    return desk


def test_the_page_speaks_chinese_unless_told_otherwise(call: Caller) -> None:
    response = call("GET", "/", headers={"Accept-Language": "fr"})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="zh-CN"' in response.text
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "language"),
    [
        ("?lang=en", "zh", "zh-CN", "en"),
        ("?lang=xx", "en", "zh-CN", "en"),
        ("", "zh", "en-GB", "zh-CN"),
        ("", "xx", "en-GB,en;q=0.9", "en"),
        ("", "", "de,en;q=0.5,zh;q=0.8", "zh-CN"),
    ],
)
def test_the_switch_beats_the_cookie_and_the_cookie_the_browser(
    call: Caller, query: str, cookie: str, accept: str, language: str
) -> None:
    response = call("GET", f"/{query}", headers={"Accept-Language": accept, "Cookie": f"lang={cookie}"})
    assert f'<html lang="{language}"' in response.text


def test_a_choice_of_language_is_remembered(call: Caller) -> None:
    cookie = call("GET", "/?lang=en").headers["set-cookie"]
    assert cookie.startswith("lang=en;")
    assert "SameSite=strict" in cookie


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "zh"), ("en", "en"), ("EN-us", "en"), ("zh;q=x, en;q=0.1", "en"), ("*", "zh"), ("en;q=0,zh;q=0.1", "zh")],
)
def test_a_preference_is_read_from_the_browser(header: str, language: str) -> None:
    assert read_preference(header) == language


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><script>', "auto")])
def test_the_theme_comes_from_its_cookie(call: Caller, cookie: str, theme: str) -> None:
    assert f'data-theme="{theme}"' in call("GET", "/", headers={"Cookie": f"theme={cookie}"}).text


def test_the_page_holds_no_inline_script_and_no_inline_style(call: Caller) -> None:
    html = call("GET", "/").text
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", html) == []


def test_the_page_loads_nothing_from_elsewhere(call: Caller) -> None:
    html = call("GET", "/").text
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    for path in set(re.findall(r'(?:src|href)="(/[^"#]*)', html)):
        assert call("GET", path).status_code == 200


def test_every_script_that_is_imported_is_there() -> None:
    for path in STATIC.glob("*.js"):
        for name in re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8")):
            assert (STATIC / name).is_file()


def test_the_scripts_never_turn_text_into_markup() -> None:
    for path in STATIC.glob("*.js"):
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", path.read_text(encoding="utf-8")
        )
        assert found == []


def test_titles_of_the_library_cannot_break_out_of_the_page() -> None:
    title = Words(zh="</script><script>alert(1)</script>", en="x")
    evil = make_intent("other").model_copy(update={"title": title})
    library = FakeLibrary(intents=MappingProxyType({"other": evil}))
    html = Caller(create_app(FakeEngine(library), Settings()))("GET", "/").text
    assert "<script>alert" not in html
    assert read_desk(html)["intents"] == {"other": "</script><script>alert(1)</script>"}


def test_the_page_knows_zone_limit_and_titles(build: Callable[..., Caller]) -> None:
    desk = read_desk(build()("GET", "/?lang=en").text)
    assert (desk["timezone"], desk["limit"], desk["pass"]) == ("Asia/Shanghai", 2000, "")
    assert desk["rules"] == {"price_protection": "Price protection"}


def test_every_field_and_button_has_a_name(call: Caller) -> None:
    html = call("GET", "/").text
    for button in re.findall(r"<button.*?</button>", html, re.DOTALL):
        words = re.sub(r"<[^>]+>|\s", "", button)
        assert words or "aria-label=" in button or "data-part" in button
    for name in re.findall(r'<(?:input|select) type="?\w*"? ?name="(\w+)"', html):
        assert name == "platform" or f'data-fact="{name}"' in html
