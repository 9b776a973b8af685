"""The pages of endpoints: an administrator's alone, secrets shown once, everything in the audit log."""

from __future__ import annotations

import re

import pytest

from app.store.endpoints import Endpoint, list_endpoints

from .staff import Company

URL = "https://crm.example/hooks/shouhou?token=abc"
FORM = {"url": URL, "shop_id": "1", "events": ["draft.sent", "deadline.near"]}


@pytest.fixture
def two(company: Company) -> Company:
    company.person("amy", "admin")
    company.person("sue", "supervisor")
    company.person("uma", "admin", shop="uk")
    return company


def endpoints_of(company: Company) -> tuple[Endpoint, ...]:
    with company.store.reading() as session:
        return list_endpoints(session, None)


def test_an_endpoint_is_added_and_its_secret_shown_this_once(two: Company) -> None:
    amy = two.visit("amy")
    page = amy.post("/outgoing", **FORM).text
    (endpoint,) = endpoints_of(two)
    assert endpoint.events == ("draft.sent", "deadline.near")
    assert endpoint.secret in page
    for path in ("/outgoing", f"/outgoing/{endpoint.id}"):
        assert endpoint.secret not in amy.get(path).text
        assert "crm.example" in amy.last
    act = two.acts()[0]
    assert (act.action, act.data) == (
        "endpoint.added",
        {"host": "crm.example", "events": ["draft.sent", "deadline.near"]},
    )


def test_a_secret_is_rotated_an_endpoint_switched_off_and_on_and_removed(two: Company) -> None:
    amy = two.visit("amy")
    amy.post("/outgoing", **FORM)
    (first,) = endpoints_of(two)
    page = amy.post(f"/outgoing/{first.id}/rotate").text
    (second,) = endpoints_of(two)
    assert (second.secret in page, second.old_secret == first.secret) == (True, True)
    assert "the secret before signs as well" in amy.get(f"/outgoing/{first.id}").text
    amy.post(f"/outgoing/{first.id}/switch", on="no")
    assert endpoints_of(two)[0].disabled_because == "an administrator switched it off"
    amy.post(f"/outgoing/{first.id}/switch", on="yes")
    assert endpoints_of(two)[0].disabled_because is None
    amy.post(f"/outgoing/{first.id}/remove")
    assert endpoints_of(two) == ()
    assert [act.action for act in two.acts()[:4]] == [
        "endpoint.removed",
        "endpoint.switched_on",
        "endpoint.switched_off",
        "endpoint.rotated",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"url": "crm.example"}, "url"), ({"url": "https://a:b@crm.example"}, "url"), ({"events": []}, "events")],
)
def test_what_cannot_be_used_is_said_at_its_field(two: Company, change: dict[str, object], field: str) -> None:
    page = two.visit("amy").post("/outgoing", **FORM | change)
    assert (page.status_code, f'id="{field}-wrong"' in page.text) == (422, True)
    assert endpoints_of(two) == ()


def test_another_shop_s_endpoints_are_not_there(two: Company) -> None:
    two.visit("amy").post("/outgoing", **FORM)
    (endpoint,) = endpoints_of(two)
    uma = two.visit("uma")
    assert URL not in uma.get("/outgoing").text
    assert uma.get(f"/outgoing/{endpoint.id}").status_code == 404
    for act in ("rotate", "switch", "remove", "again"):
        assert uma.post(f"/outgoing/{endpoint.id}/{act}").status_code == 404
    assert uma.post("/outgoing", **FORM).status_code == 404
    assert endpoints_of(two) == (endpoint,)
    assert two.visit("sue").get("/outgoing").status_code == 403


def test_the_audit_log_says_it_in_words(two: Company) -> None:
    two.visit("amy").post("/outgoing", **FORM)
    page = two.visit("amy").get("/audit").text
    assert "Endpoint #1" in re.sub(r"<[^>]+>", "", page)
    assert "token=abc" not in page
