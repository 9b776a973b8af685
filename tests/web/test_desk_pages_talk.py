"""The page of a conversation: what it shows, and what each form on it does."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.desk.receive import Received
from app.store.feedback import list_feedback_of
from app.store.log import list_entries_of
from app.store.notes import list_notes
from app.store.presence import list_present
from app.store.ticks import list_ticks

from .browsing import Visit
from .shopfloor import Buyers
from .staff import Company

SUPERVISOR_ONLY = "Not sent: this is with a supervisor. They answer it or give it back"


@pytest.fixture
def buyers(company: Company) -> Buyers:
    company.person("anna", shown_name="Anna")
    company.person("olga", "supervisor", shown_name="Olga")
    return Buyers(company)


@pytest.fixture
def anna(company: Company, buyers: Buyers) -> Visit:
    return company.visit("anna")


@pytest.fixture
def asked(buyers: Buyers) -> Received:
    """A buyer who asks for the difference."""
    return buyers.write("刚到就降价了", facts={"item": "亚麻衬衫"})


def do(visit: Visit, received: Received, act: str, **fields: Any) -> httpx.Response:
    """Send a form of the page as htmx does."""
    path = f"/inbox/{received.conversation.id}"
    token = visit.token
    headers = {"Origin": visit.base_url, "HX-Request": "true", "X-Shouhou-Console": token}
    return visit("POST", f"{path}/{act}", data=fields, headers=headers)


def told(response: httpx.Response) -> str:
    """Return what the page says after something was done."""
    found = re.search(r'id="told"[^>]*>([^<]*)<', response.text)
    return html.unescape(found[1]) if found else ""


def test_the_page_shows_the_words_marked_the_facts_and_up_to_three_drafts(anna: Visit, asked: Received) -> None:
    page = anna.get(f"/inbox/{asked.conversation.id}").text
    assert '<mark data-lights="0">降价</mark>' in page
    assert "亚麻衬衫" in page
    assert page.count('class="card"') == 3
    assert "事实 price_paid" in page or "price paid" in page
    assert '<mark class="block"' in page


def test_a_draft_that_the_check_blocks_cannot_be_marked_as_sent(anna: Visit, buyers: Buyers, asked: Received) -> None:
    third = buyers.drafts(asked)[2]
    answer = do(anna, asked, "send", draft=third.id)
    assert answer.status_code == 422
    assert told(answer).startswith("Not sent: Do not say you do not know")
    assert [draft.state for draft in buyers.drafts(asked)] == ["offered"] * 3


def test_marking_a_draft_as_sent_keeps_it_and_ends_the_wait(anna: Visit, buyers: Buyers, asked: Received) -> None:
    first = buyers.drafts(asked)[0]
    answer = do(anna, asked, "send", draft=first.id)
    assert (answer.status_code, told(answer)) == (200, "Marked as sent")
    assert [draft.state for draft in buyers.drafts(asked)] == ["sent", "replaced", "replaced"]
    latest = buyers.messages(asked)[0]
    assert (latest.author, latest.text) == ("agent", first.text)
    assert buyers.look(asked).waiting_since is None
    assert "Answered" in answer.text


def test_an_edited_draft_keeps_what_was_really_sent(anna: Visit, buyers: Buyers, asked: Received) -> None:
    second = buyers.drafts(asked)[1]
    do(anna, asked, "send", draft=second.id, text=second.text + "\r\n谢谢")
    after = buyers.drafts(asked)[1]
    assert (after.state, after.final_text) == ("edited", f"{second.text}\n谢谢")


def test_a_text_of_ones_own_takes_no_draft(anna: Visit, buyers: Buyers, asked: Received) -> None:
    assert do(anna, asked, "send", draft="", text="我来处理").status_code == 200
    assert buyers.messages(asked)[0].text == "我来处理"


def test_a_blank_text_is_not_sent_even_where_there_is_a_draft(anna: Visit, buyers: Buyers, asked: Received) -> None:
    answer = do(anna, asked, "send", draft=buyers.drafts(asked)[0].id, text="  ")
    assert (answer.status_code, told(answer)) == (422, "Not kept: please fill it in")
    assert len(buyers.messages(asked)) == 1


def test_who_is_second_is_told_that_nothing_went_out(
    company: Company, anna: Visit, buyers: Buyers, asked: Received
) -> None:
    first = buyers.drafts(asked)[0]
    do(anna, asked, "send", draft=first.id)
    answer = do(company.visit("olga"), asked, "send", draft=first.id)
    assert answer.status_code == 409
    assert told(answer).startswith("Not sent: somebody was faster")
    assert len(buyers.messages(asked)) == 2


def test_the_live_check_objects_at_the_very_words(anna: Visit, asked: Received) -> None:
    answer = do(anna, asked, "check", text="这个我不知道", draft="")
    (finding,) = answer.json()["findings"]
    assert (finding["severity"], finding["span"]) == ("block", [3, 6])
    assert finding["say"]["zh"] == "别说不知道，说会去核实"


def test_a_changed_fact_is_kept_and_the_drafts_follow(anna: Visit, buyers: Buyers, asked: Received) -> None:
    answer = do(anna, asked, "facts", price_paid="¥199", buyer_name="云朵")
    assert told(answer) == "Facts kept, drafts made anew"
    assert "云朵，您好" in answer.text
    assert {"price_paid": "199", "buyer_name": "云朵"}.items() <= buyers.look(asked).facts.items()


def test_an_emptied_field_takes_the_fact_away_and_the_others_stay(anna: Visit, buyers: Buyers, asked: Received) -> None:
    do(anna, asked, "facts", price_paid="199", signed_at="2026-11-20T10:00")
    do(anna, asked, "facts", price_paid="", signed_at="2026-11-20T10:00", item="亚麻衬衫")
    facts = buyers.look(asked).facts
    assert facts == {"item": "亚麻衬衫", "signed_at": "2026-11-20T10:00:00+08:00"}


def test_a_field_that_cannot_be_read_is_named_and_nothing_is_kept(anna: Visit, buyers: Buyers, asked: Received) -> None:
    answer = do(anna, asked, "facts", price_paid="a lot", item="新的")
    assert answer.status_code == 422
    assert told(answer) == "Not kept, please check: price paid"
    assert 'data-wrong="price_paid"' in answer.text
    assert buyers.look(asked).facts == {"item": "亚麻衬衫"}


def test_a_correction_is_kept_as_feedback_and_the_drafts_follow(company: Company, anna: Visit, asked: Received) -> None:
    answer = do(anna, asked, "intents", intent=["color_difference", "sizing"])
    assert told(answer) == "Corrected, drafts made anew"
    with company.store.reading() as session:
        (feedback,) = list_feedback_of(session, asked.message.id)
    assert (feedback.was, feedback.intents) == (("price_difference",), ("color_difference", "sizing"))
    assert "corrected" in answer.text


def test_a_rejected_draft_goes_with_its_reason(anna: Visit, buyers: Buyers, asked: Received) -> None:
    answer = do(anna, asked, "reject", draft=buyers.drafts(asked)[0].id, reason="tone")
    rejected = buyers.drafts(asked)[0]
    assert (rejected.state, rejected.reason) == ("rejected", "tone")
    assert answer.text.count('class="card"') == 2
    assert do(anna, asked, "reject", draft=buyers.drafts(asked)[1].id, reason=" ").status_code == 422


def test_a_step_is_ticked_and_unticked_in_either_language(
    company: Company, anna: Visit, buyers: Buyers, asked: Received
) -> None:
    step = buyers.drafts(asked)[0].answer["steps"][0]
    names = {"step": step["zh"], "other": step["en"]}
    do(anna, asked, "steps", done="1", **names)
    with company.store.reading() as session:
        assert [tick.step for tick in list_ticks(session, asked.conversation.id)] == [step["zh"]]
    assert 'value="1" checked' in anna.get(f"/inbox/{asked.conversation.id}").text
    do(anna, asked, "steps", **names)
    with company.store.reading() as session:
        assert list_ticks(session, asked.conversation.id) == ()


def test_a_note_stays_for_the_next_colleague(company: Company, anna: Visit, asked: Received) -> None:
    assert "Call back at six" in do(anna, asked, "note", text="Call back at six").text
    one = asked.conversation
    with company.store.reading() as session:
        (note,) = list_notes(session, one.shop_id, order_no=None, conversation_id=one.id)
    assert note.text == "Call back at six"
    assert do(anna, asked, "note", text=" ").status_code == 422


def test_a_conversation_is_taken_put_back_put_off_handed_over_and_done(
    company: Company, anna: Visit, buyers: Buyers, asked: Received
) -> None:
    def state(act: str, **fields: str) -> tuple[str, bool]:
        assert do(anna, asked, act, **fields).status_code == 200
        one = buyers.look(asked)
        return one.state, one.assignee_id is not None

    until = (company.now + timedelta(hours=1)).isoformat()
    assert state("take") == ("open", True)
    assert state("let-go") == ("open", False)
    assert state("snooze", until=until) == ("snoozed", False)
    assert state("wake") == ("open", False)
    assert state("hand-over", because="a decision") == ("escalated", False)
    assert state("take-back") == ("open", True)
    assert state("done") == ("done", True)
    assert state("reopen") == ("open", True)


def test_an_agent_does_not_answer_or_close_what_waits_for_a_supervisor(
    company: Company, buyers: Buyers, asked: Received
) -> None:
    company.person("ben", shown_name="Ben")
    ben, olga = company.visit("ben"), company.visit("olga")
    do(company.visit("anna"), asked, "hand-over", because="a decision")
    draft = buyers.drafts(asked)[0].id
    acts: list[tuple[str, dict[str, Any]]] = [("send", {"draft": draft}), ("send", {"text": "好的"})]
    for act, fields in (*acts, ("done", {}), ("take-back", {})):
        answer = do(ben, asked, act, **fields)
        assert (answer.status_code, told(answer)) == (403, SUPERVISOR_ONLY), act
    assert (buyers.look(asked).state, len(buyers.messages(asked))) == ("escalated", 1)
    assert "data-why" in ben.get(f"/inbox/{asked.conversation.id}").text
    assert "data-why" not in olga.get(f"/inbox/{asked.conversation.id}").text
    assert do(olga, asked, "send", draft=draft).status_code == 200
    assert len(buyers.messages(asked)) == 2


@pytest.mark.parametrize("until", ["", "soon", "2020-01-01T00:00"])
def test_it_is_put_off_to_a_time_that_lies_ahead_and_no_other(
    anna: Visit, buyers: Buyers, asked: Received, until: str
) -> None:
    assert do(anna, asked, "snooze", until=until).status_code == 422
    assert buyers.look(asked).state == "open"


def test_a_time_without_a_zone_is_that_of_the_shop(
    company: Company, anna: Visit, buyers: Buyers, asked: Received
) -> None:
    do(anna, asked, "snooze", until="2026-11-21T18:00")
    until = buyers.look(asked).snoozed_until
    assert until
    assert until.isoformat() == "2026-11-21T10:00:00+00:00"


def test_in_an_hour_is_counted_from_when_it_is_said_and_not_from_when_the_page_was_opened(
    company: Company, anna: Visit, buyers: Buyers, asked: Received
) -> None:
    anna.get(f"/inbox/{asked.conversation.id}")
    company.later(minutes=90)
    do(anna, asked, "snooze", until="hour")
    until = buyers.look(asked).snoozed_until
    assert until == (company.now + timedelta(hours=1)).replace(second=0, microsecond=0)


def test_colleagues_see_who_is_typing(company: Company, anna: Visit, asked: Received) -> None:
    assert do(anna, asked, "presence", typing="1").status_code == 204
    with company.store.reading() as session:
        assert list_present(session, [asked.conversation.id], since=company.now)[0].typing_at == company.now
    olga = company.visit("olga")
    assert "Anna is typing" in olga.get("/inbox").text
    assert "Anna is typing" in olga.get(f"/inbox/{asked.conversation.id}").text
    assert "Anna is typing" not in anna.get("/inbox").text


def test_the_log_of_the_page_tells_what_was_done(
    company: Company, anna: Visit, buyers: Buyers, asked: Received
) -> None:
    do(anna, asked, "send", draft=buyers.drafts(asked)[1].id)
    do(anna, asked, "done")
    page = anna.get(f"/inbox/{asked.conversation.id}").text
    with company.store.reading() as session:
        kinds = [entry.kind for entry in list_entries_of(session, asked.conversation)]
    assert kinds[0] == "sent"
    assert kinds[-1] == "done"
    assert "<b>Answered</b>" in page


def test_without_a_script_a_form_leads_back_to_the_page(anna: Visit, buyers: Buyers, asked: Received) -> None:
    number = asked.conversation.id
    anna.get(f"/inbox/{number}")
    answer = anna.post(f"/inbox/{number}/send", draft=buyers.drafts(asked)[0].id)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/inbox/{number}")


def test_a_message_that_was_not_understood_offers_the_correction(anna: Visit, buyers: Buyers) -> None:
    received = buyers.write("啦啦啦", conversation="odd")
    page = anna.get(f"/inbox/{received.conversation.id}").text
    assert "No answer was forced" in page
    assert 'data-open="correct"' in page


def test_older_messages_come_when_they_are_asked_for(
    company: Company, anna: Visit, buyers: Buyers, asked: Received
) -> None:
    for number in range(60):
        buyers.write(f"降价 {number}", at=company.now + timedelta(seconds=number))
    page = anna.get(f"/inbox/{asked.conversation.id}").text
    assert "刚到就" not in page.split('id="bubbles"')[1].split("</ol>")[0]
    older = re.search(r'hx-get="(/inbox/\d+/older\?cursor=[^"]+)"', page)
    assert older
    assert "刚到就" in anna.get(older[1]).text
    assert anna.get(f"/inbox/{asked.conversation.id}/older?cursor=nonsense").status_code == 404


def test_a_number_that_nothing_has_is_not_found(anna: Visit) -> None:
    for number in ("999999", "0", "x", "9" * 40):
        answer = anna.get(f"/inbox/{number}")
        assert answer.status_code == 404
        assert "There is nothing here" in answer.text
