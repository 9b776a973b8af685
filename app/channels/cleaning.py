"""What is done is cleaned away after a while: workflows whole, of an event all but the sign that it came."""

from __future__ import annotations

from datetime import datetime

from dbos import DBOS

from app.store.database import Store
from app.store.hook_events import empty_events

BATCH = 200
"""Rows that one go takes of each: nobody is kept waiting for long."""
_DONE = ["SUCCESS", "ERROR", "CANCELLED"]


def clean(store: Store, *, before: datetime) -> bool:
    """Clean a batch of what was done `before` a moment, and return whether there may be more.

    A message is known for good by its channel's own number, so the row of an event stays, without the buyer's words.
    What is parked still waits for a person and stays as it is.
    """
    old = DBOS.list_workflows(
        status=_DONE, completed_before=before.isoformat(), limit=BATCH, load_input=False, load_output=False
    )
    if old:
        DBOS.delete_workflows([one.workflow_id for one in old])
    with store.transaction() as session:
        emptied = empty_events(session, before=before, limit=BATCH)
    return BATCH in (len(old), emptied)
