"""The pages on which the desk is worked: inbox, conversation, today."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter

from app.web.desk.acts import make_acts
from app.web.desk.bell import Bell
from app.web.desk.conversation import make_conversation
from app.web.desk.ground import Ground, Paper
from app.web.desk.inbox import make_inbox
from app.web.desk.samples import make_samples
from app.web.desk.today import make_today

__all__ = ["Bell", "Ground", "make_desk_pages"]


def make_desk_pages(ground: Ground) -> Iterator[APIRouter]:
    """Yield the routes of all these pages."""
    paper = Paper(ground)
    # What stands alone under /inbox comes before what has a conversation's number there.
    for make in (make_inbox, make_samples, make_conversation, make_acts, make_today):
        yield make(paper)
