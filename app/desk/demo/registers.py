"""The sample shop's registers: rows of its own story, added at their own time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.contract import write_moment
from app.desk.actors import Actor
from app.desk.demo.script import CHANNEL, SampleRow, Story, read_span
from app.desk.registers.adding import add
from app.desk.registers.suggestions import register_case
from app.store.conversations import find_conversation
from app.store.records import Shop

_DUE_IN = "due_in"


def fill_registers(session: Session, shop: Shop, story: Story, *, now: datetime, actor: Actor) -> None:
    """Add every row of the story, the earliest first, through the use cases."""
    for row in sorted(story.rows, key=lambda row: row.ago, reverse=True):
        at, values = now - row.ago, _tell_values(row, now=now)
        found = row.conversation and find_conversation(session, shop.id, channel=CHANNEL, vendor_id=row.conversation)
        if found:
            register_case(session, found.id, row.register_name, values, now=at, actor=actor)
        else:
            add(session, row.register_name, values, shop_id=shop.id, now=at, actor=actor)


def _tell_values(row: SampleRow, *, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {name: value for name, value in row.values.items() if name != _DUE_IN}
    if _DUE_IN in row.values:
        values["due_at"] = write_moment(now + read_span(row.values[_DUE_IN]))
    return values
