"""A library of thousands of phrases is read and checked while a person waits."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from app.library.load import inspect

LETTERS = str.maketrans("0123456789", "ghijklmnop")


def write_phrases(words: Iterator[str]) -> str:
    """Return three hundred phrases in each language, as lines of an intent."""
    zh = "".join(f"    - {next(words)}买家说{next(words)}\n" for _ in range(300))
    en = "".join(f"    - {next(words)} says {next(words)}\n" for _ in range(300))
    return f"says:\n  zh:\n{zh}  en:\n{en}"


def invent_words() -> Iterator[str]:
    """Yield words without end, none like another."""
    number = 0
    while True:
        number += 1
        yield hashlib.sha256(str(number).encode()).hexdigest()[:8].translate(LETTERS)


def test_sixty_files_of_many_phrases_are_checked_in_half_a_second(sound: Path) -> None:
    words = invent_words()
    for number in range(40):
        head = f"id: kind_{number}\ntitle: {{zh: 类, en: Kind}}\nabout: {{zh: 类, en: Kind}}\n"
        (sound / f"intents/kind_{number}.yaml").write_text(head + write_phrases(words), "utf-8")
        reply = (sound / "templates/replies/late.general.j2").read_text("utf-8")
        reply = reply.replace("late.general", f"kind_{number}.general").replace(
            "intent: late", f"intent: kind_{number}"
        )
        (sound / f"templates/replies/kind_{number}.general.j2").write_text(reply, "utf-8")
    times = []
    for _ in range(3):
        start = time.process_time()
        assert inspect([sound]).problems == ()
        times.append(time.process_time() - start)
    # Counted in processor time; twice as much is allowed for a slow machine.
    assert min(times) < 1.0
