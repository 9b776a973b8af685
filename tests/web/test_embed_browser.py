"""A real browser: the panel in a page of another origin, which speaks each helpdesk's own protocol."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from channels.rows import make_row
from playwright.sync_api import Browser, Page, expect

from app.channels.switchboard import make_switchboard
from app.desk.actors import Actor
from app.desk.receive import Incoming, Opening, receive
from app.settings import Settings
from app.store.database import Store, open_store
from app.store.shops import list_shops
from app.web.app import create_app
from app.web.hooks import Porch

from .desk import IN_A_BROWSER
from .fake_engine import FakeEngine
from .floor import Floor
from .staff import PASSWORD

pytestmark = IN_A_BROWSER

PAGE = """<!doctype html><title>helpdesk</title><textarea id="reply"></textarea>
<iframe id="panel" src="{src}" width="500" height="700" allow="clipboard-write"></iframe>
<script>
const panel = document.getElementById("panel").contentWindow;
const say = (message) => panel.postMessage(message, "*");
window.heard = [];
window.addEventListener("message", ({{ data }}) => {{
  window.heard.push(data);
  if (data === "chatwoot-dashboard-app:fetch-info")
    say(JSON.stringify({{ event: "appContext", data: {{ conversation: {{ id: "77" }} }} }}));
  if (data.event === "shouhou:ready") say({{ event: "shouhou:conversation", conversation: "77" }});
  if (data.event === "shouhou:insert") document.getElementById("reply").value += data.text;
  let said = {{}};
  try {{ said = JSON.parse(data); }} catch {{ return; }}
  if (said.key === "iframe.handshake" && said.appGuid === "g-1")
    say(JSON.stringify({{ key: "zaf.app.registered", message: {{}} }}));
  if (said.request === "get") say(JSON.stringify({{ id: said.id, result: {{ "ticket.id": 77 }} }}));
  if (said.request === "invoke")
    document.getElementById("reply").value += said.params["ticket.comment.appendText"][0];
}});
</script>"""
KINDS = ("chatwoot", "zendesk", "generic")


@dataclass
class Helpdesk:
    """A page on another port that frames the panel of a kind, and the service behind it."""

    address: str
    desk: str


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        src = parse_qs(urlsplit(self.path).query).get("src", [""])[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.format(src=src).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def helpdesk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Helpdesk]:
    pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{pages.server_address[1]}"
    settings = Settings(data_dir=tmp_path_factory.mktemp("embed"))
    store = open_store(settings)
    board = make_switchboard([make_row(kind, embed_origin=origin) for kind in KINDS])
    app = create_app(FakeEngine(), settings, store=store, porch=Porch(store, board.channels))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        pass
    Floor(store).person("ann", "Ann", "agent")
    for kind in KINDS:
        _write(store, kind)
    # By another name than the helpdesk's page: of one site, the browser would send our cookies into the frame.
    yield Helpdesk(origin, f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}")
    server.should_exit = True
    thread.join(timeout=20)
    pages.shutdown()
    pages.server_close()
    store.close()


def _write(store: Store, kind: str) -> None:
    with store.transaction() as session:
        shop = list_shops(session)[0]
        opening = Opening(shop=shop.slug, channel=kind, conversation_id="77", buyer_id=f"b-{kind}", buyer_name="林小姐")
        who = Actor("system", None, (shop.id,))
        receive(session, FakeEngine(), Incoming(opening, "刚收到就降价了，退差价吗"), now=datetime.now(UTC), actor=who)


def open_helpdesk(browser: Browser, helpdesk: Helpdesk, kind: str) -> Page:
    """Open the helpdesk in a browser in which Ann is logged in at the console."""
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{helpdesk.desk}/login?lang=en")
    page.get_by_label("Name to log in with").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/")
    src = f"{helpdesk.desk}/embed/{kind}/{kind}?lang=en%26app_guid=g-1".replace("%26", "&")
    page.goto(f"{helpdesk.address}/?src={src.replace('&', '%26').replace('?', '%3F')}")
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_the_panel_shows_the_drafts_of_what_is_open_once_it_is_connected(
    browser: Browser, helpdesk: Helpdesk, kind: str
) -> None:
    page = open_helpdesk(browser, helpdesk, kind)
    frame = page.frame_locator("#panel")
    with page.expect_popup() as opened:
        frame.get_by_role("button", name="Connect").click()
    with opened.value.expect_event("close"):
        opened.value.get_by_role("button", name="Connect").click()
    draft = frame.locator("#drafts > li .text").first
    expect(draft).to_be_visible()
    if kind != "chatwoot":
        frame.get_by_role("button", name="Insert").first.click()
        expect(page.locator("#reply")).to_have_value(str(draft.text_content()))
    else:
        expect(frame.get_by_role("button", name="Insert")).to_have_count(0)
    frame.get_by_role("button", name="Mark sent").first.click()
    expect(frame.locator("#drafts > li")).to_have_count(0)
    page.context.close()


def test_a_page_of_another_origin_cannot_frame_it(browser: Browser, helpdesk: Helpdesk) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    # The same helpdesk under another name is another origin.
    other = helpdesk.address.replace("127.0.0.1", "localhost")
    page.goto(f"{other}/?src={helpdesk.desk}/embed/generic/generic")
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in one for one in said)
    assert page.evaluate("window.heard.length") == 0
    page.close()
