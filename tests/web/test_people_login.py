"""Logging in: with a password and not without, once in a while and not all the time."""

from __future__ import annotations

import statistics
import time

import pytest
from argon2 import PasswordHasher

from app.store.logins import find_session
from app.store.people import change_user
from app.store.secrets import hash_password, hash_token
from app.web.people.login import read_target

from .browsing import Visit
from .staff import PASSWORD, Company


@pytest.fixture
def anna(company: Company) -> Company:
    """A company in which Anna works."""
    company.person("Anna", "agent")
    return company


def test_a_stranger_is_led_to_log_in_and_back_to_where_they_wanted(anna: Company) -> None:
    visit = anna.visit()
    place = visit.get("/replies?platform=ebay").headers["location"]
    assert place == "/login?next=%2Freplies%3Fplatform%3Debay"
    assert 'name="next" value="/replies?platform=ebay"' in visit.get(place).text
    done = visit.log_in("ANNA", PASSWORD, next="/replies?platform=ebay")
    assert (done.status_code, done.headers["location"]) == (303, "/replies?platform=ebay")
    assert visit.get("/replies").status_code == 200
    assert "Anna" in visit.last


def test_the_cookie_can_neither_be_read_by_a_script_nor_sent_by_another_site(anna: Company) -> None:
    plain = anna.visit().log_in("anna", PASSWORD).headers.get_list("set-cookie")[0]
    assert plain.startswith("shouhou=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(plain.split("; "))
    assert "Secure" not in plain
    safe = anna.visit(base_url="https://desk.example").log_in("anna", PASSWORD).headers.get_list("set-cookie")[0]
    assert safe.startswith("__Host-shouhou=")
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(safe.split("; "))
    assert "Domain" not in safe


def test_behind_a_proxy_with_https_the_cookie_is_a_safe_one_too(anna: Company) -> None:
    headers = {"X-Forwarded-Proto": "https", "Origin": "https://desk.example"}
    response = anna.visit()("POST", "/login", data={"name": "anna", "password": PASSWORD}, headers=headers)
    assert "Secure" in response.headers.get_list("set-cookie")[0]


@pytest.mark.parametrize(
    ("name", "password"),
    [("anna", "wrong password"), ("anna", ""), ("nobody", PASSWORD), ("", ""), ("anna", PASSWORD * 99)],
)
def test_a_wrong_name_and_a_wrong_password_are_told_the_same(anna: Company, name: str, password: str) -> None:
    visit = anna.visit()
    response = visit.log_in(name, password)
    assert response.status_code == 422
    assert "Name or password is wrong" in response.text
    assert visit.cookies == {"lang": "en"}
    assert password not in response.text or not password


def test_who_is_not_there_is_refused_as_slowly_as_who_is(anna: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.secrets.PasswordHasher", PasswordHasher)
    anna.person("anna", password_hash=hash_password(PASSWORD))

    def measure(name: str) -> float:
        took = []
        for attempt in range(3):
            started = time.perf_counter()
            assert anna.visit(peer=f"198.51.100.{attempt}").log_in(name, "wrong password").status_code == 422
            took.append(time.perf_counter() - started)
        return statistics.median(took)

    known, unknown = measure("anna"), measure("nobody")
    assert 0.4 < known / unknown < 2.5


def test_somebody_let_go_or_without_a_password_is_refused_as_if_they_were_not_there(anna: Company) -> None:
    gone, new = anna.person("bob"), anna.person("cleo")
    with anna.store.transaction() as session:
        change_user(session, gone.id, is_active=False)
        change_user(session, new.id, password_hash="")
    for name in ("bob", "cleo"):
        assert "Name or password is wrong" in anna.visit().log_in(name, PASSWORD).text


def test_ten_wrong_passwords_and_even_the_right_one_has_to_wait(anna: Company) -> None:
    visit = anna.visit()
    assert [visit.log_in("anna", f"guess number {n}").status_code for n in range(10)] == [422] * 5 + [429] * 5
    assert visit.log_in("Anna ", PASSWORD).status_code == 429
    assert "Wait 15 minutes" in visit.last
    anna.later(minutes=15, seconds=1)
    assert visit.log_in("anna", PASSWORD).status_code == 303


def test_a_name_that_nobody_has_has_to_wait_as_well(anna: Company) -> None:
    visit = anna.visit()
    assert [visit.log_in("nobody", "guess").status_code for _ in range(6)] == [422] * 5 + [429]


def test_who_guesses_from_one_place_does_not_lock_out_who_is_at_another(anna: Company) -> None:
    guesser = anna.visit(peer="198.51.100.1")
    for _ in range(6):
        guesser.log_in("anna", "guess")
    assert anna.visit(peer="198.51.100.2").log_in("anna", PASSWORD).status_code == 303


def test_guessing_one_name_from_many_places_comes_to_an_end(anna: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.people.throttle.MOST_ANYWHERE", 3)
    told = [anna.visit(peer=f"198.51.100.{n}").log_in("anna", "guess").status_code for n in range(4)]
    assert told == [422, 422, 422, 429]


def test_guessing_many_names_from_one_place_comes_to_an_end(anna: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.people.throttle.MOST_NAMES", 3)
    assert anna.visit().log_in("anna", PASSWORD).status_code == 303
    assert [anna.visit().log_in(f"name{n}", "guess").status_code for n in range(4)] == [422, 422, 422, 429]


def test_a_right_password_wipes_the_failures_before_it(anna: Company) -> None:
    for _ in range(3):
        for n in range(3):
            assert anna.visit().log_in("anna", f"guess {n}").status_code == 422
        assert anna.visit().log_in("anna", PASSWORD).status_code == 303


def test_a_session_that_was_there_before_is_not_the_one_after(anna: Company) -> None:
    """A session that somebody else put into the browser does not become that of who logs in."""
    anna.person("mallory")
    visit = anna.visit("mallory")
    planted = visit.cookies["shouhou"]
    visit.get("/me")
    assert visit.log_in("anna", PASSWORD).status_code == 303
    assert visit.cookies["shouhou"] != planted
    with anna.store.reading() as session:
        assert find_session(session, hash_token(planted), now=anna.now) is None
    made_up = anna.visit()
    made_up.cookies["shouhou"] = "chosen-by-somebody-else"
    made_up.log_in("anna", PASSWORD)
    assert made_up.cookies["shouhou"] != "chosen-by-somebody-else"


@pytest.mark.parametrize("value", ["", "x", "0" * 43, "a" * 5000])
def test_a_forged_session_is_nobody(anna: Company, value: str) -> None:
    visit = anna.visit()
    visit.cookies["shouhou"] = value
    assert visit.get("/").headers["location"] == "/login"
    forged = visit("POST", "/v1/drafts", json={"message": "降价"}, headers={"X-Shouhou-Console": value or "x"})
    assert forged.status_code == 401


def test_over_https_a_cookie_that_any_neighbour_could_set_is_not_taken(anna: Company) -> None:
    visit = anna.visit(base_url="https://desk.example")
    visit.log_in("anna", PASSWORD)
    visit.cookies = {"shouhou": visit.cookies["__Host-shouhou"]}
    assert visit.get("/me").status_code == 303


def test_a_session_ends_by_itself(company: Company) -> None:
    company.person("anna")
    visit = company.visit("anna")
    for _ in range(11):
        company.later(minutes=65)
        assert visit.get("/").status_code == 200
    company.later(minutes=6)
    assert visit.get("/").status_code == 303


def test_who_does_nothing_for_long_has_to_log_in_again(anna: Company) -> None:
    visit = anna.visit("anna")
    anna.later(minutes=239)
    assert visit.get("/").status_code == 200
    anna.later(minutes=241)
    assert visit.get("/").status_code == 303


def test_a_page_left_open_that_asks_for_news_is_nobody_at_work(anna: Company) -> None:
    visit = anna.visit("anna")
    for _ in range(5):
        anna.later(minutes=47)
        assert visit.get("/me", Accept="text/event-stream").status_code == 200
    anna.later(minutes=6)
    assert visit.get("/me").status_code == 303


def test_logging_out_ends_the_session_for_good(anna: Company) -> None:
    visit = anna.visit("anna")
    kept = dict(visit.cookies)
    assert visit.post("/logout").headers["location"] == "/login"
    assert "shouhou" not in visit.cookies
    thief = Visit(anna.app, cookies=kept)
    assert thief.get("/me").headers["location"] == "/login?next=%2Fme"


def test_a_look_does_not_log_out(anna: Company) -> None:
    visit = anna.visit("anna")
    assert visit.get("/logout").status_code == 405
    assert visit.get("/me").status_code == 200


def test_coming_and_going_is_in_the_audit_log_without_what_was_typed(anna: Company) -> None:
    anna.visit().log_in("my secret password", "x")
    anna.visit().log_in("anna", "wrong")
    visit = anna.visit("anna")
    visit.post("/logout")
    assert [act.action for act in anna.acts()] == ["logout", "login", "login.failed", "login.failed"]
    assert [act.subject_id is None for act in anna.acts()[2:]] == [False, True]
    assert {act.address for act in anna.acts()} == {"203.0.113.7"}
    assert "secret" not in str(anna.acts())


@pytest.mark.parametrize(
    "asked",
    [
        *("https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"),
        *("/\n/evil.example", "javascript:alert(1)", "evil.example", "", "/%0d%0aSet-Cookie:x", "/me\r\nX: y"),
        *("/login", "/logout", "/static/main.js", "/v1/intents", "/nowhere", "///evil.example/me", "/me#x", "/你好"),
    ],
)
def test_logging_in_leads_to_our_own_pages_only(anna: Company, asked: str) -> None:
    assert read_target(asked) == "/"
    assert anna.visit().log_in("anna", PASSWORD, next=asked).headers["location"] == "/"


@pytest.mark.parametrize("asked", ["/me", "/replies?platform=ebay", "/replies/other.standard", "/audit?cursor=abc"])
def test_logging_in_leads_to_the_page_that_was_asked_for(asked: str) -> None:
    assert read_target(asked) == asked


def test_who_is_logged_in_is_led_on_from_the_login(anna: Company) -> None:
    assert anna.visit("anna").get("/login?next=/me").headers["location"] == "/me"
    assert anna.visit("anna").get("/login?next=//evil.example").headers["location"] == "/"


def test_what_was_typed_cannot_become_markup(anna: Company) -> None:
    evil = '"><script>alert(1)</script>'
    response = anna.visit().log_in(evil, "x", next=evil)
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert" in response.text


def test_a_form_that_is_far_too_long_is_refused(anna: Company) -> None:
    assert anna.visit().log_in("anna", "x" * 70_000).status_code == 413
    many = {f"field{n}": "x" for n in range(300)}
    assert anna.visit()("POST", "/login", data=many).status_code == 413


def test_logging_in_is_refused_when_another_site_asks_for_it(anna: Company) -> None:
    form = {"name": "anna", "password": PASSWORD}
    response = anna.visit()("POST", "/login", data=form, headers={"Origin": "https://evil.example"})
    assert (response.status_code, "set-cookie" in response.headers) == (403, False)
