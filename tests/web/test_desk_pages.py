"""The inbox as a page: what stands in it, in which order, for whom."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.web.desk import queue

from .browsing import Visit
from .shopfloor import Buyers
from .staff import Company


@pytest.fixture
def buyers(company: Company) -> Buyers:
    company.person("anna", shown_name="Anna")
    company.person("olga", "supervisor", shown_name="Olga")
    company.person("root", "admin")
    company.person("other", shop="uk")
    return Buyers(company)


@pytest.fixture
def anna(company: Company, buyers: Buyers) -> Visit:
    return company.visit("anna")


def rows(html: str) -> list[str]:
    """Return the names in the queue, from the top."""
    return re.findall(r'<span class="wait-buyer">\s*<b>([^<]*)</b>', html)


def test_an_empty_inbox_says_what_belongs_there_and_lets_an_administrator_fill_it(
    company: Company, anna: Visit
) -> None:
    page = anna.get("/inbox").text
    assert "Nobody is waiting" in page
    assert "/inbox/demo" not in page
    assert 'action="/inbox/demo"' in company.visit("root").get("/inbox").text


def test_platform_cases_stand_first_and_the_others_by_their_deadline(
    company: Company, buyers: Buyers, anna: Visit
) -> None:
    now = company.now
    buyers.write("颜色不对", conversation="late", name="Late", at=now)
    buyers.write("颜色不对", conversation="early", name="Early", at=now - timedelta(minutes=2))
    buyers.write("颜色不对", conversation="case", name="Case", at=now, is_case=True)
    assert rows(anna.get("/inbox").text) == ["Case", "Early", "Late"]


def test_a_row_says_who_waits_how_long_and_what_about(company: Company, buyers: Buyers, anna: Visit) -> None:
    buyers.write("刚到就降价了", name="小云")
    company.later(minutes=4)
    page = anna.get("/inbox").text
    assert "Price difference" in page
    assert "刚到就降价了" in page
    assert re.search(r'class="clock over"[^>]*>\s*1:00 over', page)


@pytest.mark.parametrize(
    ("waited", "state", "said"), [(0, "calm", "3:00"), (150, "soon", "only 0:30"), (190, "over", "0:10 over")]
)
def test_the_response_clock_ages_in_words_as_well(
    company: Company, buyers: Buyers, anna: Visit, waited: int, state: str, said: str
) -> None:
    buyers.write("降价")
    company.later(seconds=waited)
    assert re.search(rf'class="clock {state}"[^>]*>\s*{said}\s*<', anna.get("/inbox").text)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["A", "B"]),
        ("?intent=color_difference", ["A"]),
        ("?q=物流", ["B"]),
        ("?q=id-b", ["B"]),
        ("?q=没有的词", []),
        ("?tab=done", []),
        ("?mine=1", []),
        ("?shop=uk", []),
        ("?tab=nonsense&cursor=nonsense", ["A", "B"]),
    ],
)
def test_the_inbox_is_narrowed_by_what_the_address_says(
    company: Company, buyers: Buyers, anna: Visit, query: str, names: list[str]
) -> None:
    buyers.write("颜色不对", conversation="a", name="A")
    company.later(seconds=1)
    buyers.write("物流没动", conversation="b", name="B")
    assert sorted(rows(anna.get(f"/inbox{query}").text)) == names


def test_nobody_sees_the_conversations_of_another_shop(company: Company, buyers: Buyers, anna: Visit) -> None:
    ours, theirs = buyers.write("降价", name="Ours"), buyers.write("降价", name="Theirs", shop="uk")
    assert rows(anna.get("/inbox?tab=all").text) == ["Ours"]
    assert rows(company.visit("other").get("/inbox").text) == ["Theirs"]
    assert anna.get(f"/inbox/{ours.conversation.id}").status_code == 200
    number = theirs.conversation.id
    for path in (f"/inbox/{number}", f"/inbox/{number}/live", f"/inbox/{number}/older"):
        assert anna.get(path).status_code == 404
    assert anna.post(f"/inbox/{number}/done").status_code == 404
    assert buyers.look(theirs).state == "open"


def test_more_rows_follow_the_cursor_and_a_refresh_asks_for_all_that_were_shown(
    company: Company, buyers: Buyers, anna: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "A_PAGE", 2)
    for number in range(5):
        buyers.write("降价", conversation=f"c{number}", name=f"N{number}", at=company.now + timedelta(seconds=number))
    first = anna.get("/inbox").text
    assert rows(first) == ["N0", "N1"]
    more = re.search(r'hx-get="(/inbox/rows[^"]*)"[^>]*>More', first)
    assert more
    second = anna.get(more[1].replace("&amp;", "&")).text
    assert rows(second) == ["N2", "N3"]
    assert 'hx-swap-oob="beforeend"' in second
    pages = re.search(r'name="pages" value="(\d)"', second)
    assert pages
    assert rows(anna.get(f"/inbox/rows?pages={pages[1]}").text) == ["N0", "N1", "N2", "N3"]


def test_script_in_a_buyers_name_or_words_stays_text(buyers: Buyers, anna: Visit) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    received = buyers.write(f"降价 {evil}", name=evil)
    for path in ("/inbox", f"/inbox/{received.conversation.id}", f"/inbox/{received.conversation.id}/live"):
        page = anna.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_sample_shop_comes_and_goes_with_one_button(company: Company, buyers: Buyers) -> None:
    # The story of the sample shop is told with the words of the built-in library; here the button alone is tried.
    mine = buyers.write("降价", name="Mine")
    root = company.visit("root")
    root.get("/inbox")
    assert root.post("/inbox/demo/remove").headers["location"] == "/inbox"
    assert rows(root.get("/inbox").text) == ["Mine"]
    assert buyers.look(mine).state == "open"


def test_an_agent_can_neither_put_samples_in_nor_take_them_out(anna: Visit) -> None:
    anna.get("/inbox")
    for path in ("/inbox/demo", "/inbox/demo/remove"):
        assert anna.post(path).status_code == 403


def test_the_bar_leads_to_today_only_for_those_who_may_see_it(company: Company, anna: Visit) -> None:
    assert 'href="/today"' not in anna.get("/inbox").text
    assert 'href="/today"' in company.visit("olga").get("/inbox").text
    assert anna.get("/today").status_code == 403
