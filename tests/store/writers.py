"""Processes that write messages until they are killed, each forked from one that has imported all it needs.

Run as a program it reads settings as JSON, then one line for each writer to start; it answers `begun PID`, passes on
a line for each message that was acknowledged, and says `ended` once the writer is gone.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from itertools import count

from app.settings import Settings
from app.store import events
from app.store.conversations import CHANGED
from app.store.database import Store, open_store
from app.store.drafts import NewDraft, offer_drafts
from app.store.messages import NewMessage, add_message
from app.store.records import Conversation
from app.store.search import index_terms

DRAFTS = 2


def serve(settings: Settings, conversation: Conversation) -> None:
    """Start a writer for each line that is read, one after the other."""
    # Opened once here, so that the driver is imported before the fork and not in each writer.
    open_store(settings).close()
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            write(open_store(settings), conversation)
        tell(f"begun {pid}")
        os.waitpid(pid, 0)
        tell("ended")


def write(store: Store, conversation: Conversation) -> None:
    """Write messages for ever, and name each once it is kept."""
    for number in count():
        with store.transaction() as session:
            now = datetime.now(UTC)
            text = f"{os.getpid()}-{number}"
            new = NewMessage("buyer", text, sent_at=now, received_at=now, vendor_id=text, clock_due_at=now)
            added = add_message(session, conversation, new)
            offer_drafts(session, added.message, [NewDraft("t", "s", "zh", text, text, {})] * DRAFTS, at=now)
            index_terms(session, added.conversation, [text])
            events.tell(session, CHANGED, shop_id=1, conversation_id=conversation.id, at=now)
        tell(str(added.message.id))


def tell(line: str) -> None:
    """Write a whole line at once: a process that is killed leaves all of it or nothing."""
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    given = json.loads(sys.stdin.readline())
    moments = {name: datetime.fromisoformat(given["conversation"][name]) for name in ("created_at", "updated_at")}
    serve(Settings(**given["settings"]), Conversation(**given["conversation"] | moments))
