"""kill -9 in the middle of writing: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.settings import Settings
from app.store.database import Store
from app.store.records import Conversation
from app.store.shops import list_shops

from .people import Desk
from .writers import DRAFTS

KILLS = 50
ROOT = Path(__file__).parent.parent.parent

HALVES = {
    "the counter differs from the messages": """
        SELECT c.id FROM conversations c
        WHERE c.message_count <> (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id)""",
    "the last message is not the one shown": """
        SELECT c.id FROM conversations c
        WHERE c.message_count > 0 AND c.last_text <> (SELECT text FROM messages ORDER BY id DESC LIMIT 1)""",
    "a message without its drafts": f"""
        SELECT m.id FROM messages m
        WHERE (SELECT count(*) FROM drafts d WHERE d.message_id = m.id) <> {DRAFTS}""",
    "a message that cannot be found": """
        SELECT m.id FROM messages m
        WHERE m.id > :checked
        AND NOT EXISTS (SELECT 1 FROM conversation_terms t WHERE t.shop_id = m.shop_id AND t.term = m.text)""",
    "a message that pages were not told of": """
        SELECT 1 WHERE (SELECT count(*) FROM messages) <> (SELECT count(*) FROM events)""",
}


@pytest.fixture
def conversation(store: Store, now: datetime) -> Conversation:
    """An empty conversation, kept."""
    with store.transaction() as session:
        return Desk(session, list_shops(session)[0], now).conversation()


@pytest.fixture
def nursery(settings: Settings, conversation: Conversation) -> Iterator[subprocess.Popen[str]]:
    """The process that starts writers."""
    url = settings.database_url
    given = {
        "settings": {
            "data_dir": str(settings.data_dir),
            "database_url": None if url is None else url.get_secret_value(),
        },
        "conversation": asdict(conversation),
    }
    command = [sys.executable, "-m", "store.writers"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, env=environment
    ) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(given, default=datetime.isoformat) + "\n")
        yield process
        process.stdin.close()


def kill_one(nursery: subprocess.Popen[str], chance: random.Random) -> list[int]:
    """Start a writer, kill it at some moment after its first acknowledgement, and return all that it acknowledged."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("\n")
    pid = int(nursery.stdout.readline().removeprefix("begun "))
    acknowledged = [int(nursery.stdout.readline())]
    time.sleep(chance.random() * 0.06)
    os.kill(pid, signal.SIGKILL)
    while (line := nursery.stdout.readline()) != "ended\n":
        acknowledged.append(int(line))
    return acknowledged


def find_halves(session: Session, *, checked: int) -> set[str]:
    """Return what is there by half, among messages later than those that were looked at before."""
    return {name for name, query in HALVES.items() if session.execute(text(query), {"checked": checked}).first()}


@pytest.mark.timeout(120)
def test_killing_writers_loses_nothing_and_leaves_nothing_half_done(
    store: Store, nursery: subprocess.Popen[str], conversation: Conversation
) -> None:
    chance = random.Random(9)
    acknowledged: set[int] = set()
    checked = 0
    for _ in range(KILLS):
        new = kill_one(nursery, chance)
        assert acknowledged.isdisjoint(new)
        acknowledged.update(new)
        with store.reading() as session:
            kept = set(session.scalars(text("SELECT id FROM messages")))
            halves = find_halves(session, checked=checked)
        assert acknowledged <= kept
        assert halves == set()
        checked = max(kept)
    assert len(acknowledged) >= KILLS
