"""Every page of the table of roles, in both languages, light and dark: axe finds nothing serious, nothing complains."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from channels.parking import park
from playwright.sync_api import Browser, Page

from app.desk.actors import Actor
from app.desk.demo.fill import fill
from app.desk.orders.imports import Request, run_import
from app.desk.registers.adding import add
from app.engine import Engine
from app.exchange.uploads import Upload
from app.settings import Settings
from app.store.database import Store, open_store
from app.store.dispatches import NewDispatch, add_dispatch
from app.store.endpoints import add_endpoint
from app.store.logins import add_link
from app.store.secrets import hash_token
from app.store.shops import list_shops
from app.web.roles import TABLE

from .desk import IN_A_BROWSER, Desk, listen
from .floor import Floor, serve_floor
from .staff import PASSWORD
from .test_desk_browser import audit

pytestmark = IN_A_BROWSER

PARTS = {
    "/inbox/rows",
    "/inbox/events",
    "/inbox/{conversation_id}/live",
    "/inbox/{conversation_id}/older",
    "/registers/evidence/{evidence_id}/{size}",
    "/registers/{register}/export",
    "/registers/orders/imports/{import_id}/live",
    "/registers/orders/imports/{import_id}/bad",
    "/embed/{kind}/{channel}",
}
"""What pages fetch of themselves, the stream that tells them what happens, pictures and spreadsheets."""
WAYS_IN = {"/login", "/enter/{token}"}
PAGES = [rule.path for rule in TABLE if rule.is_page and rule.method == "GET" and rule.path not in PARTS | WAYS_IN]
TOKEN = "a-token-that-lets-wang-in"
EXPORT = "订单编号,宝贝标题,实付金额\n77001,亚麻衬衫,199\n77002,裙子,面议\n".encode()
DIGEST = hashlib.sha256(EXPORT).hexdigest()
EXAMPLES = {
    "{name}": "price_difference.eligible",
    "{conversation_id}": "1",
    "{user_id}": "1",
    "{shop_id}": "1",
    "{register}": "courier_claims",
    "{row_id}": "1",
    "{token}": TOKEN,
    "{import_id}": "1",
    "{digest}": DIGEST,
    "{endpoint_id}": "1",
}
"""What stands in an address for a part of it: a page with another part names an example here."""
MORE = (
    "/registers/product_alerts",
    "/registers/vip_visits?new=1",
    "/registers/items?item=x",
    "/registers/items?item=%E7%94%B5%E7%83%AD%E6%B0%B4%E5%A3%B6",
    "/registers/promises",
    "/registers/promises?q=qq",
    "/registers/orders?q=qq",
    "/registers/orders/imports/99",
    "/inbox?tab=all&q=tk",
    "/inbox?q=qqqq",
    "/inbox/8",
    "/inbox/11",
    "/inbox/23",
    "/inbox/99999",
    "/users/999",
    "/replies/nothing.here",
    "/nowhere",
)
"""Pages that show something else by what is asked of them, and those that say that there is nothing."""
LOOKS = [(lang, theme) for lang in ("zh", "en") for theme in ("light", "dark")]


def fill_in(path: str) -> str:
    for part, example in EXAMPLES.items():
        path = path.replace(part, example)
    assert "{" not in path, f"EXAMPLES names nothing for a part of {path}"
    return path


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory, shop_engine: Engine) -> Iterator[Floor]:
    """The sample shop, with everybody in it."""
    settings, now = Settings(data_dir=tmp_path_factory.mktemp("axe")), datetime.now(UTC)
    store = open_store(settings)
    with serve_floor(shop_engine, settings, store) as floor:
        floor.person("root", "老周", "admin")
        wang = floor.person("wang", "小王", "agent")
        floor.program()
        with store.transaction() as session:
            shop = list_shops(session)[0]
            who = Actor("system", None, (shop.id,))
            claim = {"kind": "loss", "carrier": "zto", "amount": "12.50", "currency": "CNY", "buyer_id": "b1"}
            add(session, "courier_claims", claim, shop_id=shop.id, now=now, actor=who)
            fill(session, shop_engine, shop.slug, now=now, actor=who)
            add_link(session, hash_token(TOKEN), user_id=wang, purpose="invite", expires_at=now + timedelta(days=1))
        with store.transaction() as session:
            told = add_endpoint(session, 1, "https://crm.example/x", ["draft.sent"], "whsec_MDEy", by=None, at=now)
            event = {"type": "draft.sent", "timestamp": now.isoformat(), "data": {}}
            add_dispatch(session, NewDispatch("hook", str(told.id), "msg_1", 1, event), at=now)
        park(store, "helpdesk", "chat.example answered 403: no such inbox", at=now, shop="default")
        leave_a_file(store, settings.data_dir, who)
        yield floor
    store.close()


def leave_a_file(store: Store, data_dir: Path, who: Actor) -> None:
    """Import a file with a bad line, and leave one whose columns are to be confirmed."""
    with Upload(data_dir, most=len(EXPORT)) as upload:
        upload.write(EXPORT)
        parked = upload.park(who.shop_ids[0])
    run_import(store, Request(parked.path, "orders.csv", parked.shop_id), actor=who, clock=lambda: datetime.now(UTC))


@pytest.fixture
def open_page(browser: Browser, floor: Floor) -> Iterator[Callable[..., Page]]:
    """Return the function that opens a browser in which somebody is logged in."""
    opened: list[Desk] = []

    def open_one(name: str, *, lang: str, theme: str, width: int = 1440) -> Page:
        context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
        desk = Desk(context.new_page())
        listen(desk)
        opened.append(desk)
        desk.page.goto(f"{floor.address}/login?lang={lang}")
        if name:
            desk.page.fill("[name=name]", name)
            desk.page.fill("[name=password]", PASSWORD)
            desk.page.keyboard.press("Enter")
            desk.page.wait_for_url(f"{floor.address}/")
            # Logging in brings the language that the person has chosen for themselves.
            desk.page.goto(f"{floor.address}/?lang={lang}")
        return desk.page

    yield open_one
    for desk in opened:
        # The browser itself says so where an address answers that there is nothing, or that it is for others.
        assert [said for said in desk.complaints if "the server responded with a status of 4" not in said] == []
        assert [url for url in desk.requests if not url.startswith(floor.address)] == []
        desk.page.context.close()


def look_at(page: Page, address: str, paths: list[str]) -> dict[str, list[str]]:
    """Return what is wrong with each page."""
    found = {}
    for path in paths:
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        wrong = [*audit(page), *(["scrolls sideways"] if wide else [])]
        if wrong:
            found[path] = wrong
    return found


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
def test_nothing_serious_on_any_page(floor: Floor, open_page: Callable[..., Page], lang: str, theme: str) -> None:
    page = open_page("root", lang=lang, theme=theme)
    assert look_at(page, floor.address, [*map(fill_in, PAGES), *MORE]) == {}
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-CN", "en": "en"}[lang]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nor_on_a_telephone(floor: Floor, open_page: Callable[..., Page], lang: str) -> None:
    page = open_page("root", lang=lang, theme="light", width=390)
    assert look_at(page, floor.address, [*map(fill_in, PAGES), *MORE]) == {}


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
def test_nor_on_the_ways_in_and_where_somebody_is_turned_away(
    floor: Floor, open_page: Callable[..., Page], lang: str, theme: str
) -> None:
    stranger = open_page("", lang=lang, theme=theme)
    assert look_at(stranger, floor.address, [*map(fill_in, sorted(WAYS_IN)), "/enter/of-nobody"]) == {}
    wang = open_page("wang", lang=lang, theme=theme)
    assert look_at(wang, floor.address, ["/users", "/today", "/inbox/3"]) == {}


def test_a_form_that_is_refused_says_so_without_a_serious_finding(floor: Floor, open_page: Callable[..., Page]) -> None:
    page = open_page("root", lang="en", theme="light")
    page.goto(f"{floor.address}/shops/1")
    page.fill("[name=timezone]", "Mars/Base")
    page.locator("main form .primary").first.click()
    page.locator("[aria-invalid=true]").wait_for()
    assert audit(page) == []
