"""What administrators look after, and what they must not reach."""

from __future__ import annotations

import re

import pytest

from app.store.keys import list_keys
from app.store.people import find_user, list_roles
from app.store.records import Shop
from app.store.shops import change_shop, find_shop, get_shop
from app.web.people.shops import check_shop

from .browsing import FAR
from .caller import Caller
from .staff import PASSWORD, Company


@pytest.fixture
def two(company: Company) -> Company:
    """Two shops: `boss` looks after both, `amy` after the first and `uma` after the other; each has an agent."""
    company.person("boss", "admin")
    company.person("boss", "admin", shop="uk")
    company.person("amy", "admin")
    company.person("uma", "admin", shop="uk")
    company.person("ann")
    company.person("una", shop="uk")
    return company


def id_of(company: Company, name: str) -> int:
    with company.store.reading() as session:
        user = find_user(session, name)
    assert user is not None
    return user.id


def roles_of(company: Company, name: str) -> dict[int, str]:
    with company.store.reading() as session:
        return dict(list_roles(session, id_of(company, name)))


def test_an_administrator_sees_the_people_of_their_own_shop(two: Company) -> None:
    page = two.visit("amy").get("/users").text
    assert [name for name in ("boss", "amy", "uma", "ann", "una") if f"<b>{name}</b>" in page] == [
        "boss",
        "amy",
        "ann",
    ]
    assert two.visit("boss").get(f"/users/{id_of(two, 'una')}").status_code == 200
    assert two.visit("amy").get(f"/users/{id_of(two, 'una')}").status_code == 404


def test_an_administrator_of_one_shop_cannot_touch_another(two: Company) -> None:
    amy, una, boss = two.visit("amy"), id_of(two, "una"), id_of(two, "boss")
    assert amy.post(f"/users/{una}/role", shop_id="2", role="admin").status_code == 404
    assert amy.post(f"/users/{una}/role", shop_id="1", role="admin").status_code == 404
    assert amy.post(f"/users/{una}/active", active="no").status_code == 404
    assert amy.post(f"/users/{una}/link").status_code == 404
    assert amy.post(f"/users/{id_of(two, 'ann')}/role", shop_id="2", role="admin").status_code == 404
    assert amy.post("/users", name="new", role="admin", shop_id="2").status_code == 422
    assert amy.get("/shops/2").status_code == 403
    assert amy.post("/shops/2", name="mine").status_code == 403
    assert amy.post("/shops", slug="another").status_code == 404
    assert amy.post("/keys", name="k", shop_id="2", scopes="drafts").status_code == 422
    assert amy.post("/keys", name="k", shop_id="every", scopes="drafts").status_code == 422
    # A new password for the boss would open the other shop to her.
    assert amy.post(f"/users/{boss}/link").status_code == 404
    assert amy.post(f"/users/{boss}/active", active="no").headers["location"].endswith("said=not_whole")
    assert roles_of(two, "una") == {2: "agent"}


def test_a_role_is_given_changed_and_taken_at_once(two: Company) -> None:
    boss, ann, visit = two.visit("boss"), id_of(two, "ann"), two.visit("ann")
    assert visit.get("/users").status_code == 403
    boss.post(f"/users/{ann}/role", shop_id="2", role="admin")
    assert visit.get("/users").status_code == 200
    boss.post(f"/users/{ann}/role", shop_id="2", role="")
    boss.post(f"/users/{ann}/role", shop_id="1", role="")
    assert visit.get("/users").status_code == 403
    assert visit.get("/").status_code == 403
    changes = [act.data for act in two.acts() if act.action == "user.role_changed"]
    assert changes[::-1] == [
        {"was": None, "role": "admin"},
        {"was": "admin", "role": None},
        {"was": "agent", "role": None},
    ]


@pytest.mark.parametrize("role", ["agent", "supervisor", "", "king"])
def test_the_last_administrator_of_a_shop_stays_one(company: Company, role: str) -> None:
    boss = company.person("boss", "admin")
    visit = company.visit("boss")
    answer = visit.post(f"/users/{boss.id}/role", shop_id="1", role=role)
    assert answer.headers["location"].endswith("said=not_last_admin")
    assert "at least one administrator" in visit.get(answer.headers["location"]).text
    assert roles_of(company, "boss") == {1: "admin"}


def test_nobody_lets_themselves_go(two: Company) -> None:
    answer = two.visit("boss").post(f"/users/{id_of(two, 'boss')}/active", active="no")
    assert answer.headers["location"].endswith("said=not_self")


def test_who_is_let_go_is_out_at_once_and_can_be_taken_back(two: Company) -> None:
    boss, ann, visit = two.visit("boss"), id_of(two, "ann"), two.visit("ann")
    assert boss.post(f"/users/{ann}/active", active="no").headers["location"].endswith("said=let_go")
    assert visit.get("/").status_code == 303
    assert two.visit().log_in("ann", PASSWORD).status_code == 422
    boss.post(f"/users/{ann}/active", active="yes")
    assert two.visit().log_in("ann", PASSWORD).status_code == 303
    assert visit.get("/").status_code == 303


@pytest.mark.parametrize("form", [{"name": " "}, {"name": "ANN"}, {"role": "king"}, {"shop_id": "99"}, {"shop_id": ""}])
def test_an_invitation_that_cannot_be_is_said(two: Company, form: dict[str, str]) -> None:
    sent = {"name": "new", "role": "agent", "shop_id": "1"} | form
    response = two.visit("boss").post("/users", **sent)
    assert response.status_code == 422
    assert "field-wrong" in response.text
    with two.store.reading() as session:
        assert find_user(session, "new") is None


def test_script_in_a_name_is_shown_as_it_was_typed(two: Company) -> None:
    evil = "<script>alert(1)</script>"
    boss = two.visit("boss")
    boss.post("/users", name=evil, role="agent", shop_id="1")
    boss.post("/me", shown_name=evil + '"x', language="en")
    with two.store.transaction() as session:
        change_shop(session, 1, name=evil)
    boss.post("/keys", name=evil, shop_id="1", scopes="drafts")
    for path in (
        "/",
        "/replies",
        "/me",
        "/users",
        f"/users/{id_of(two, evil)}",
        "/shops",
        "/shops/1",
        "/keys",
        "/audit",
    ):
        page = boss.get(path).text
        assert "<script>alert" not in page, path
        assert "alert(1)" in page, path


def open_drafts(company: Company, key: str) -> int:
    headers = {"Authorization": f"Bearer {key}"}
    return Caller(company.app, FAR, headers=headers)("POST", "/v1/drafts", json={"message": "降价"}).status_code


def make_key(company: Company, **form: object) -> str:
    boss = company.visit("boss")
    page = boss.post("/keys", **({"name": "helpdesk", "shop_id": "every", "scopes": "drafts"} | form)).text
    (key,) = re.findall(r"shh_[\w-]{43}", page)
    assert key not in boss.get("/keys").text
    assert key[:12] in boss.last
    return str(key)


def test_a_key_opens_the_api_until_it_is_revoked(two: Company) -> None:
    key = make_key(two)
    assert open_drafts(two, key) == 200
    assert open_drafts(two, key + "x") == 401
    boss = two.visit("boss")
    assert boss.post("/keys/1/revoke").headers["location"] == "/keys?said=revoked"
    assert open_drafts(two, key) == 401
    assert "revoked" in boss.get("/keys").text
    assert [act.action for act in two.acts() if act.subject_kind == "key"] == ["key.revoked", "key.made"]
    assert key not in str(two.acts())


def test_a_revoked_key_is_not_let_in_as_this_computer_either(company: Company) -> None:
    key = company.key("drafts")
    here = {"peer": "127.0.0.1", "base_url": "http://127.0.0.1:8000"}
    visit = company.visit(**here)
    visit.get("/keys")
    assert visit.post("/keys/1/revoke").status_code == 303
    response = visit("GET", "/v1/intents", headers={"Authorization": f"Bearer {key}"})
    assert response.status_code == 401
    assert visit.get("/v1/intents").status_code == 200


def test_that_a_key_is_used_is_noted_once_a_minute(two: Company) -> None:
    key = two.key("drafts")

    def read_use() -> object:
        with two.store.reading() as session:
            return list_keys(session)[0].last_used_at

    assert read_use() is None
    open_drafts(two, key)
    first = read_use()
    two.later(seconds=59)
    open_drafts(two, key)
    assert read_use() == first
    two.later(seconds=2)
    open_drafts(two, key)
    assert read_use() == two.now


def test_a_key_without_a_name_or_a_use_is_not_made(two: Company) -> None:
    boss = two.visit("boss")
    assert boss.post("/keys", name=" ", shop_id="every", scopes="drafts").status_code == 422
    assert boss.post("/keys", name="x", shop_id="every").status_code == 422
    assert boss.post("/keys", name="x", shop_id="every", scopes="everything").status_code == 422
    with two.store.reading() as session:
        assert list_keys(session) == ()


def test_an_administrator_sees_and_revokes_the_keys_of_their_own_shop(two: Company) -> None:
    two.key("drafts", shop="uk")
    two.key("drafts")
    amy, uma = two.visit("amy"), two.visit("uma")
    assert "helpdesk" not in amy.get("/keys").text
    assert amy.post("/keys/1/revoke").status_code == 404
    assert amy.post("/keys/2/revoke").status_code == 404
    assert uma.get("/keys").text.count("<b>helpdesk</b>") == 1
    assert uma.post("/keys/1/revoke").status_code == 303


SHOP = {
    "name": "官方店",
    "platform": "tmall",
    "timezone": "Europe/London",
    "currency": "GBP",
    "language": "en",
    "clock_seconds": "300",
    "clock_from": "09:00",
    "clock_till": "24:00",
}


def read_shop(company: Company, shop_id: int = 1) -> Shop:
    with company.store.reading() as session:
        shop = get_shop(session, shop_id)
    assert shop is not None
    return shop


def test_a_shop_is_changed_and_the_change_is_in_the_log(two: Company) -> None:
    amy = two.visit("amy")
    assert amy.post("/shops/1", **SHOP).headers["location"] == "/shops/1?said=saved"
    shop = read_shop(two)
    assert (shop.name, shop.platform, shop.timezone, shop.clock_seconds) == ("官方店", "tmall", "Europe/London", 300)
    assert two.acts()[0].data["clock_seconds"] == 300
    assert "官方店" in amy.get("/shops").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("name", ""), ("name", "x" * 201), ("platform", "amazon"), ("timezone", "Mars/Phobos"), ("timezone", "../x")),
        *(("currency", "yuan"), ("language", "fr"), ("clock_seconds", "1"), ("clock_seconds", "x")),
        *(("clock_from", "24:00"), ("clock_from", "9:00"), ("clock_till", "24:01"), ("clock_till", "")),
    ],
)
def test_what_a_shop_cannot_have_is_said_at_its_field(two: Company, field: str, value: str) -> None:
    assert list(check_shop(SHOP | {field: value})) == [field]
    response = two.visit("amy").post("/shops/1", **SHOP | {field: value})
    assert (response.status_code, f'id="{field}-wrong"' in response.text) == (422, True)
    assert read_shop(two).platform == "taobao"


def test_a_new_shop_belongs_to_who_administers_all_the_others(two: Company) -> None:
    boss = two.visit("boss")
    assert boss.post("/shops", slug="us-shop").headers["location"] == "/shops/3?said=shop_added"
    assert roles_of(two, "boss")[3] == "admin"
    assert 3 not in roles_of(two, "amy")
    for slug in ("us-shop", "Big", "", "-x", "a b", "x" * 51):
        assert boss.post("/shops", slug=slug).status_code == 422
    with two.store.reading() as session:
        assert find_shop(session, "us-shop") is not None


@pytest.mark.parametrize("path", ["/users/99", "/users/x", "/users/1e3", "/users/" + "9" * 30, "/shops/99", "/users/٣"])
def test_what_is_not_there_is_said_on_a_page(two: Company, path: str) -> None:
    response = two.visit("boss").get(path)
    assert response.status_code in {403, 404}
    assert "<html" in response.text


def test_the_audit_log_shows_the_latest_first_and_leads_to_earlier_lines(two: Company) -> None:
    boss = two.visit("boss")
    for number in range(60):
        boss.post("/shops/1", **SHOP | {"name": f"shop number {number}"})
    page = boss.get("/audit").text
    assert page.index("shop number 59") < page.index("shop number 58")
    assert "shop number 5<" not in page
    (earlier,) = re.findall(r'href="(/audit\?cursor=[^"]+)"', page)
    assert "shop number 5<" in boss.get(earlier).text
    assert boss.get("/audit?cursor=nonsense").status_code == 404


def test_the_audit_log_of_another_shop_stays_hidden(two: Company) -> None:
    boss, amy = two.visit("boss"), two.visit("amy")
    boss.post("/shops/2", **SHOP | {"name": "far away"})
    boss.post("/shops/1", **SHOP | {"name": "close by"})
    for path in ("/audit", "/audit?shop=2", "/audit?shop=", "/audit?shop=x"):
        page = amy.get(path).text
        assert "close by" in page
        assert "far away" not in page
        assert "logged in" not in page
    assert "far away" in boss.get("/audit").text
    assert "name: close by" not in boss.get("/audit?shop=2").text


def test_one_changes_ones_own_name_and_language(two: Company) -> None:
    ann = two.visit("ann")
    assert ann.post("/me", shown_name="小安", language="zh").headers["location"] == "/me?said=saved"
    assert ann.cookies["lang"] == "zh"
    page = ann.get("/me?said=saved").text
    assert "小安" in page
    assert "已保存" in page
    assert ann.post("/me", shown_name="", language="zh").status_code == 422
    assert ann.post("/me", shown_name="x", language="fr").status_code == 422
    assert "alert" not in ann.get("/me?said=<script>alert(1)</script>").text


def test_a_changed_password_logs_out_everywhere_else(two: Company) -> None:
    here, there = two.visit("ann"), two.visit("ann")
    before, new = here.cookies["shouhou"], "entirely different words"
    assert here.post("/me/password", old=PASSWORD, password=new, repeat=new).headers["location"] == "/me?said=password"
    assert here.cookies["shouhou"] != before
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 303
    assert two.visit().log_in("ann", PASSWORD).status_code == 422
    assert two.visit().log_in("ann", new).status_code == 303


def test_a_browser_left_open_does_not_give_the_password_away(two: Company) -> None:
    visit, new = two.visit("ann"), "entirely different words"
    told = [visit.post("/me/password", old=f"guess {n}", password=new, repeat=new).text for n in range(6)]
    assert [("not the present" in page, "Too many" in page) for page in told] == [(True, False)] * 5 + [(False, True)]
    assert visit.post("/me/password", old=PASSWORD, password=new, repeat=new).status_code == 422


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_holds_no_inline_script_and_loads_nothing_from_elsewhere(two: Company, language: str) -> None:
    boss = two.visit("boss")
    boss.cookies["lang"] = language
    pages = [
        boss.get(path).text for path in ("/me", "/me/password", "/users", "/users/1", "/shops", "/shops/1", "/audit")
    ]
    pages += [boss.get("/keys").text, two.visit().get("/login").text, boss.post("/users/1/link").text]
    for page in pages:
        assert re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", page) == []
        assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
        assert page.count("<h1") == 1
    linked = {path for page in pages for path in re.findall(r'(?:src|href)="(/[^"#]*)', page)}
    assert [path for path in linked if boss.get(path).status_code not in {200, 303}] == []
