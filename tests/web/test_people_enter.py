"""The first start, and one-time links."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from structlog.testing import capture_logs

from app.errors import BadSetting
from app.store.people import find_user, list_roles
from app.web.serve import check_host

from .browsing import Visit
from .staff import PASSWORD, Company, Founder

HERE = {"peer": "127.0.0.1", "base_url": "http://127.0.0.1:8000"}


def test_a_fresh_service_opens_straight_into_the_console_on_this_computer(company: Company) -> None:
    visit = company.visit(**HERE)
    for path in ("/", "/replies", "/me", "/users", "/shops", "/shops/1", "/keys", "/audit"):
        assert visit.get(path).status_code == 200, path
    assert visit("POST", "/v1/drafts", json={"message": "降价"}).status_code == 200


def test_a_fresh_service_answers_nobody_else(company: Company) -> None:
    visit = company.visit()
    for path in ("/", "/login", "/me", company.setup.path, "/static/people.css", "/v1/intents", "/healthz"):
        assert visit.get(path).status_code == 403, path


def test_as_soon_as_there_is_somebody_this_computer_logs_in_too(company: Company) -> None:
    visit = company.visit(**HERE)
    company.person("anna")
    assert visit.get("/").headers["location"] == "/login"
    assert visit.get("/users").status_code == 303


def test_without_a_key_this_computer_still_has_its_drafts_checked_but_no_more(company: Company) -> None:
    company.person("anna")
    visit = company.visit(**HERE)
    assert visit("POST", "/v1/drafts", json={"message": "降价"}).status_code == 200
    assert visit.get("/openapi.json").status_code == 200
    assert company.visit()("POST", "/v1/drafts", json={"message": "降价"}).status_code == 401


def test_this_computer_makes_the_first_administrator_from_its_own_page(company: Company) -> None:
    visit = company.visit(**HERE)
    (path,) = set(re.findall(r'href="(/enter/[^"]+)"', visit.get("/users").text))
    assert visit.post(path, name="安娜", password=PASSWORD, repeat=PASSWORD).status_code == 303
    assert "安娜" in visit.get("/users").text
    assert company.visit(**HERE).get("/").headers["location"] == "/login"


def make_first(visit: Visit, path: str, name: str = "Boss") -> int:
    return visit.post(path, name=name, password=PASSWORD, repeat=PASSWORD).status_code


def test_the_link_on_the_terminal_lets_the_first_administrator_in_from_anywhere(found_company: Founder) -> None:
    company = found_company(announced=True)
    company.shop("uk")
    visit = company.visit()
    assert visit.get("/").status_code == 403
    assert visit.get("/static/people.css").status_code == 200
    assert visit.get(company.setup.path).status_code == 200
    assert make_first(visit, company.setup.path) == 303
    assert visit.get("/users").status_code == 200
    with company.store.reading() as session:
        boss = find_user(session, "boss")
        assert boss is not None
        assert list_roles(session, boss.id) == {1: "admin", 2: "admin"}
    assert [act.action for act in company.acts()] == ["login", "user.first_admin"]


def test_the_first_link_lets_nobody_in_a_second_time(found_company: Founder) -> None:
    company = found_company(announced=True)
    assert make_first(company.visit(), company.setup.path) == 303
    late = company.visit()
    assert late.get(company.setup.path).status_code == 410
    assert make_first(late, company.setup.path, "Second") == 410
    assert "shouhou" not in late.cookies
    with company.store.reading() as session:
        assert find_user(session, "second") is None


def test_of_two_who_use_the_first_link_at_once_one_gets_in(found_company: Founder) -> None:
    company = found_company(announced=True)
    visits = [company.visit() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda n: make_first(visits[n], company.setup.path, f"boss{n}"), range(4)))
    assert sorted(told) == [303, 410, 410, 410]


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "../me", "%00", "你好"])
def test_another_link_lets_nobody_in(found_company: Founder, token: str) -> None:
    visit = found_company(announced=True).visit()
    assert visit.get(f"/enter/{token}").status_code in {401, 403, 404, 410}


@pytest.mark.parametrize(
    ("form", "say"),
    [
        ({"name": "", "password": PASSWORD, "repeat": PASSWORD}, "Fill this in"),
        ({"name": "x" * 201, "password": PASSWORD, "repeat": PASSWORD}, "At most 200"),
        ({"name": "a\u202eb", "password": PASSWORD, "repeat": PASSWORD}, "Only letters"),
        ({"name": "boss", "password": "short", "repeat": "short"}, "At least 10"),
        ({"name": "boss", "password": "x" * 201, "repeat": "x" * 201}, "At most 200"),
        ({"name": "boss boss boss", "password": "Boss Boss Boss", "repeat": "Boss Boss Boss"}, "Not the name"),
        ({"name": "boss", "password": PASSWORD, "repeat": PASSWORD + "x"}, "not the same"),
        ({}, "Fill this in"),
    ],
)
def test_what_cannot_be_a_name_or_a_password_is_said_and_the_link_stays_good(
    company: Company, form: dict[str, str], say: str
) -> None:
    visit = company.visit(**HERE)
    response = visit.post(company.setup.path, **form)
    assert response.status_code == 422
    assert say in response.text
    assert form.get("password", PASSWORD) not in response.text
    assert make_first(visit, company.setup.path) == 303


def invite(company: Company, name: str = "Anna") -> str:
    boss = company.visit("boss")
    response = boss.post("/users", name=name, role="agent", shop_id="1")
    (link,) = re.findall(r"http://desk\.example(/enter/[\w-]+)", response.text)
    return str(link)


def test_an_invitation_lets_its_person_in_once(company: Company) -> None:
    company.person("boss", "admin")
    link = invite(company)
    assert "Anna" in company.visit().get(link).text
    anna = company.visit()
    assert anna.post(link, password=PASSWORD, repeat=PASSWORD).status_code == 303
    assert anna.get("/").status_code == 200
    assert anna.get("/users").status_code == 403
    assert company.visit().post(link, password=PASSWORD, repeat=PASSWORD).status_code == 410
    assert company.visit().get(link).status_code == 410


def test_an_invitation_grows_too_old(company: Company) -> None:
    company.person("boss", "admin")
    link = invite(company)
    company.later(hours=72, seconds=1)
    assert company.visit().get(link).status_code == 410


def test_a_link_for_a_new_password_ends_what_was_there_before(company: Company) -> None:
    company.person("boss", "admin")
    anna = company.person("anna")
    old = company.visit("anna")
    boss = company.visit("boss")
    boss.get(f"/users/{anna.id}")
    earlier, later = (re.findall(r"(/enter/[\w-]+)", boss.post(f"/users/{anna.id}/link").text)[0] for _ in range(2))
    assert company.visit().get(earlier).status_code == 410
    assert old.get("/").status_code == 200
    new = "another five plain words"
    assert company.visit().post(later, password=new, repeat=new).status_code == 303
    assert old.get("/").status_code == 303
    assert company.visit().log_in("anna", PASSWORD).status_code == 422
    assert company.visit().log_in("anna", new).status_code == 303


def test_who_was_let_go_is_not_let_in_by_a_link(company: Company) -> None:
    company.person("boss", "admin")
    link = invite(company)
    boss = company.visit("boss")
    boss.get("/users/2")
    boss.post("/users/2/active", active="no")
    assert company.visit().get(link).status_code == 410
    assert company.visit().post(link, password=PASSWORD, repeat=PASSWORD).status_code == 410


def test_a_link_is_not_written_into_the_log(company: Company) -> None:
    visit = company.visit(**HERE)
    with capture_logs() as logs:
        visit.get(company.setup.path)
    assert [line["path"] for line in logs] == ["/enter/…"]
    assert company.setup.token not in str(logs)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.1.5"])
def test_beyond_this_computer_somebody_or_a_key_must_be_there(company: Company, host: str) -> None:
    with pytest.raises(BadSetting, match=r"SHOUHOU_API_KEYS is not set.*shouhou user add.*--setup"):
        check_host(host, settings=company.settings, store=company.store)
    check_host(host, settings=company.settings, store=company.store, setup=True)
    company.key("drafts")
    check_host(host, settings=company.settings, store=company.store)


def test_with_somebody_any_address_may_be_served(company: Company) -> None:
    company.person("anna")
    check_host("0.0.0.0", settings=company.settings, store=company.store)


# A file can be taken away from under the service; that a server is away the tests of the store tell.
@pytest.mark.parametrize("kind", ["sqlite"])
def test_when_the_database_does_not_answer_it_is_said(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    company.person("anna")
    visit = company.visit("anna")
    company.store.close()
    (company.settings.data_dir / "shouhou.db").unlink()
    (company.settings.data_dir / "shouhou.db").mkdir()
    response = visit.get("/")
    assert (response.status_code, response.json()["title"]) == (503, "The database does not answer")
