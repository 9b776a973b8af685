"""`shouhou draft`."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Shouhou

NOW = "2026-11-21T12:00:00+08:00"


def ask(name: str, message: str, **more: object) -> str:
    return json.dumps({"id": name, "message": message, "now": NOW, **more}, ensure_ascii=False)


def test_every_request_is_answered_in_its_place(shouhou: Shouhou) -> None:
    lines = [ask("a", "什么时候发货"), ask("b", "怎么申请退款"), ask("c", "where is my parcel", platform="ebay")]
    run = shouhou("draft", stdin="\n".join(lines))
    assert run.status == 0
    assert run.err == ""
    assert [row["id"] for row in run.rows] == ["a", "b", "c"]
    assert [row["language"] for row in run.rows] == ["zh", "zh", "en"]
    assert all(row["drafts"][0]["text"] for row in run.rows)


def test_a_bad_line_is_named_and_answered_in_place_and_the_rest_goes_on(shouhou: Shouhou) -> None:
    lines = [ask("a", "什么时候发货"), "{not json", ask("c", "退款", platfrom="x"), ask("d", "怎么申请退款")]
    run = shouhou("draft", stdin="\n".join(lines) + "\n")
    assert run.status == 1
    assert [row["id"] for row in run.rows] == ["a", None, "c", "d"]
    assert "line 2:" in run.err
    assert "line 3: platfrom" in run.err
    assert [row.get("status") for row in run.rows] == [None, 400, 422, None]
    assert run.rows[2]["errors"][0]["path"] == "platfrom"


def test_a_line_is_named_by_its_number_in_the_file(shouhou: Shouhou, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(f"\ufeff{ask('a', '退款')}\r\n\r\n\n[]\n", encoding="utf-8")
    run = shouhou("draft", file)
    assert run.status == 1
    assert len(run.rows) == 2
    assert "line 4:" in run.err


def test_no_lines_give_no_answers(shouhou: Shouhou) -> None:
    run = shouhou("draft", "-", stdin="\n \n")
    assert (run.status, run.out, run.err) == (0, "", "")


def test_the_same_request_at_the_same_time_has_the_same_answer(shouhou: Shouhou) -> None:
    line = ask("a", "降价了，退差价吗")
    assert shouhou("draft", stdin=line) == shouhou("draft", stdin=line)


def test_a_notice_that_nobody_wrote_is_a_bad_line(shouhou: Shouhou) -> None:
    run = shouhou("draft", stdin=json.dumps({"notice": "no_such_notice", "now": NOW}))
    assert run.status == 1
    assert "notice" in run.err


def test_one_text_is_drafted_for_a_person_to_read(shouhou: Shouhou) -> None:
    run = shouhou("draft", "--text", "什么时候发货？[bold]x[/bold]")
    assert run.status == 0
    assert "late_shipment" in run.out
    assert "您好" in run.out
    assert "Hi" in run.out


def test_a_text_for_a_platform_that_is_none_is_refused(shouhou: Shouhou) -> None:
    run = shouhou("draft", "--text", "退款", "--platform", "moon")
    assert run.status == 1
    assert "platform" in run.err
    assert "Traceback" not in run.err
