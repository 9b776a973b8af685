"""`shouhou draft`: requests in, drafts out, line by line; or one message for a person to read."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.cli.faults import answer_fault, name_faults
from app.cli.reading import print_answer
from app.cli.streams import read_lines, with_progress, write_line
from app.contract import read_inquiry, read_json, write_answer
from app.engine import Engine, open_engine
from app.errors import BadInput
from app.settings import read_settings


def draft(
    source: Annotated[str, typer.Argument(metavar="[FILE|-]", help="JSON Lines of DraftRequest.")] = "-",
    text: Annotated[str | None, typer.Option(help="One message, drafted for a person to read.")] = None,
    platform: Annotated[str, typer.Option(help="With --text: where the message came from.")] = "taobao",
) -> None:
    """Draft replies: JSON Lines of DraftRequest in, JSON Lines of DraftResponse out, in the same order."""
    engine = open_engine(read_settings(), tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
    if text is not None:
        asked = read_inquiry({"message": text, "platform": platform})
        print_answer(engine.draft(asked.inquiry, now=datetime.now(UTC)))
        return
    lines = read_lines(source)
    told = with_progress(lines, total=len(lines), doing="drafting")
    faulty = sum([not _draft_line(engine, line, number) for number, line in told])
    raise typer.Exit(1 if faulty else 0)


def _draft_line(engine: Engine, line: str, number: int) -> bool:
    """Write the answer to one line, or what is wrong with it in its place; return whether it could be answered."""
    try:
        asked = read_inquiry(read_json(line.encode("utf-8")))
        answer = engine.draft(asked.inquiry, now=asked.now or datetime.now(UTC), agent_language=asked.agent_language)
    except BadInput as error:
        write_line(answer_fault(line, error))
        for fault in name_faults(error):
            print(f"line {number}: {fault}", file=sys.stderr)
        return False
    write_line(write_answer(answer, inquiry_id=asked.id, agent_language=asked.agent_language).model_dump_json())
    return True
