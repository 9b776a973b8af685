"""The role matrix: every route against everybody who could ask for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from store.conftest import BOTH

from app.settings import Settings
from app.store.database import migrate_store, open_store
from app.web.csrf import changes_something
from app.web.roles import LADDER, SCOPES, TABLE, Rule, find_rule, has_row, reaches

from .browsing import FAR, Visit
from .caller import KEY, Caller
from .staff import Company

WHO = ("stranger", "person", "agent", "supervisor", "admin", "other_admin", "key", "drafts_key", "other_key")
ROWS = [rule for rule in TABLE if rule.method != "HEAD"]


@pytest.fixture(scope="module", params=BOTH)
def settled(request: pytest.FixtureRequest, databases: Callable[[str], Settings]) -> Iterator[Company]:
    """A company in which everybody is there."""
    settings = databases(request.param).model_copy(update={"api_keys": Settings(api_keys=(KEY,)).api_keys})
    migrate_store(settings)
    company = Company(open_store(settings), settings)
    company.person("person", None)
    for role in ("agent", "supervisor", "admin"):
        company.person(role, role)  # type: ignore[arg-type]
    company.person("other_admin", "admin", shop="uk")
    yield company
    company.store.close()


@pytest.fixture(scope="module")
def headers(settled: Company) -> dict[str, dict[str, str]]:
    """What each of them sends: a cookie with the token of their session, or a key."""
    shown: dict[str, dict[str, str]] = {"stranger": {}, "key": {"Authorization": f"Bearer {KEY}"}}
    for name in WHO[1:6]:
        visit = settled.visit(name)
        cookie = "; ".join(f"{key}={value}" for key, value in visit.cookies.items())
        shown[name] = {"Cookie": cookie, "X-Shouhou-Console": visit.token}
    shown["drafts_key"] = {"Authorization": f"Bearer {settled.key('drafts', shop='default')}"}
    shown["other_key"] = {"Authorization": f"Bearer {settled.key(*SCOPES, shop='uk')}"}
    return shown


def is_let_in(rule: Rule, who: str) -> bool:
    """Say, apart from the program, who is let in."""
    if rule.least == "anyone":
        return True
    if who == "stranger":
        return False
    if who.endswith("key"):
        here = who != "other_key" or "{shop_id}" not in rule.path
        return rule.scope is not None and here and (who != "drafts_key" or rule.scope in {"drafts", "any"})
    if who == "other_admin":
        return "{shop_id}" not in rule.path
    return reaches(who, rule.least)


def fill(path: str) -> str:
    """Return a path with numbers in its places: the shop is the first one, the others are not there."""
    return re.sub(r"\{[^}]+\}", "999999", path.replace("{shop_id}", "1"))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: f"{rule.method} {rule.path}")
def test_everybody_is_let_in_where_the_table_says_so_and_nowhere_else(
    settled: Company, headers: dict[str, dict[str, str]], rule: Rule, who: str
) -> None:
    if rule.path == "/logout" and who not in {"stranger", "key"}:
        pytest.skip("who logs out cannot be asked about the next row")
    response = Caller(settled.app, FAR, "http://desk.example", headers[who])(rule.method, fill(rule.path))
    assert was_let_in(response) is is_let_in(rule, who), response.text


def was_let_in(response: httpx.Response) -> bool:
    """Say whether a request got past the door: a redirect that is not the way to log in comes from within."""
    if response.status_code == 303:
        return not response.headers["location"].startswith("/login")
    return response.status_code not in {401, 403}


def list_routes(app: FastAPI) -> set[tuple[str, str]]:
    routes = [(one.path, one.methods) for one in iter_route_contexts(app.routes)]
    return {(method, str(path)) for path, methods in routes for method in methods or ()}


def test_the_table_and_the_service_have_the_same_routes(settled: Company) -> None:
    mounted = {("GET", "/static/{path:path}"), ("HEAD", "/static/{path:path}")}
    assert {(rule.method, rule.path) for rule in TABLE} == list_routes(settled.app) | mounted


def test_a_route_that_is_not_in_the_table_is_refused_to_everybody(settled: Company) -> None:
    app = settled.app

    @app.get("/forgotten")
    def forgotten() -> str:
        return "secret"

    response = Caller(app, FAR, headers={"Authorization": f"Bearer {KEY}"})("GET", "/forgotten")
    app.router.routes.pop()
    assert response.status_code == 403
    assert "secret" not in response.text


def test_no_row_stands_there_twice() -> None:
    assert len({(rule.method, rule.path) for rule in TABLE}) == len(TABLE)


@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: f"{rule.method} {rule.path}")
def test_the_row_of_a_path_is_its_own(rule: Rule) -> None:
    asked = find_rule(rule.method, fill(rule.path))
    assert asked is not None
    assert asked.rule == rule


def test_only_rows_that_log_in_or_tell_nothing_are_open_to_anyone() -> None:
    opened = {rule.path for rule in TABLE if rule.least == "anyone"}
    within = {"/healthz", "/readyz", "/static/{path:path}", "/login", "/enter/{token}"}
    # What comes in by a hook is signed; its channel turns away what is not.
    # The frame of a panel shows nothing: what it shows it has to ask for, with its agent's pass.
    assert opened == within | {"/hooks/{name}", "/embed/{kind}/{channel}"}


def test_the_ladder_goes_up() -> None:
    assert [reaches("supervisor", least) for least in LADDER] == [True, True, True, True, False]
    assert not has_row("GET", "/nothing")


CHANGING = [row for row in ROWS if changes_something(row.method)]


@pytest.mark.parametrize("rule", [row for row in CHANGING if row.least != "anyone"], ids=lambda rule: rule.path)
def test_without_the_token_of_the_session_nothing_is_changed(
    settled: Company, headers: dict[str, dict[str, str]], rule: Rule
) -> None:
    another = headers["supervisor"]["X-Shouhou-Console"]
    for form in ({}, {"csrf": ""}, {"csrf": another}):
        sent = {"Cookie": headers["admin"]["Cookie"], "Origin": "http://desk.example"}
        response = Caller(settled.app, FAR, "http://desk.example", sent)(rule.method, fill(rule.path), data=form)
        assert response.status_code == 403
        assert "out of date" in response.text


@pytest.mark.parametrize("rule", CHANGING, ids=lambda rule: rule.path)
@pytest.mark.parametrize(
    "sent", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_page_of_another_site_changes_nothing_even_with_the_token(
    settled: Company, headers: dict[str, dict[str, str]], rule: Rule, sent: dict[str, str]
) -> None:
    response = Caller(settled.app, FAR, "http://desk.example", headers["admin"] | sent)(rule.method, fill(rule.path))
    assert response.status_code == 403
    assert "another site" in response.text.lower()


def test_a_person_who_may_do_nothing_yet_sees_their_own_page(settled: Company) -> None:
    visit: Visit = settled.visit("person")
    assert visit.get("/").status_code == 403
    assert "role" in visit.last
    assert "do not work in any shop" in visit.get("/me").text
