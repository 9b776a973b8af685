"""The page on which replies are let out by themselves: off at first, an administrator's, and in the audit log."""

from __future__ import annotations

import re

import pytest

from app.store.auto_rules import list_rules

from .staff import Company


@pytest.fixture
def two(company: Company) -> Company:
    company.person("amy", "admin")
    company.person("sue", "supervisor")
    company.person("uma", "admin", shop="uk")
    return company


def rules_of(company: Company) -> dict[str, float]:
    with company.store.reading() as session:
        return {rule.intent: rule.confidence for rule in list_rules(session, 1)}


def test_everything_is_off_at_first(two: Company) -> None:
    page = two.visit("amy").get("/shops/1/auto").text
    assert "No channel of this shop can write to buyers" in page
    assert re.findall(r'name="on" value="\w+"( checked)?', page)
    assert "checked> <b>" not in page


def test_what_is_switched_on_is_kept_and_off_again(two: Company) -> None:
    amy = two.visit("amy")
    form = {"on": ["sizing", "other"], "percent-sizing": "97", "percent-other": "80", "percent-complaint": "99"}
    assert amy.post("/shops/1/auto", **form).headers["location"] == "/shops/1/auto?said=saved"
    assert rules_of(two) == {"sizing": 0.97, "other": 0.8}
    assert 'value="sizing" checked' in amy.get("/shops/1/auto").text
    amy.post("/shops/1/auto", on="other", **{"percent-other": "80"})
    assert rules_of(two) == {"other": 0.8}
    first, second = two.acts()[1], two.acts()[0]
    assert (first.action, first.data) == ("auto.set", {"sizing": "97%", "other": "80%"})
    assert second.data == {"sizing": "off"}


@pytest.mark.parametrize("percent", ["79", "101", "", "0.9", "-5"])
def test_a_confidence_that_is_too_low_or_none_is_refused(two: Company, percent: str) -> None:
    page = two.visit("amy").post("/shops/1/auto", on="sizing", **{"percent-sizing": percent})
    assert page.status_code == 422
    assert "Give a whole number from 80 to 100" in page.text
    assert rules_of(two) == {}


def test_a_matter_that_does_not_exist_is_passed_over(two: Company) -> None:
    two.visit("amy").post("/shops/1/auto", on="refund_everything", **{"percent-refund_everything": "90"})
    assert rules_of(two) == {}


@pytest.mark.parametrize("who", ["sue", "uma"])
def test_it_is_for_administrators_of_the_shop_alone(two: Company, who: str) -> None:
    assert two.visit(who).get("/shops/1/auto").status_code == 403
    assert two.visit(who).post("/shops/1/auto", on="sizing", **{"percent-sizing": "97"}).status_code == 403
