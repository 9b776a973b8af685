"""Every reply of the library as a buyer would read it, held against what was reviewed last.

After a change of wording: `pytest tests/test_golden.py --update-golden`, then review the diff.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.core.library import Library
from app.core.replies import Reply, render_block
from app.core.reply_syntax import BLOCK_NAMES
from app.core.samples import tell_apart
from app.model import Language

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "replies"
NAMES = sorted(path.stem for path in (ROOT / "templates" / "replies").glob("*.j2"))
JOINED: dict[Language, str] = {"zh": "", "en": " "}


def write_out(reply: Reply) -> str:
    """Return every block of a reply, filled with the samples of its head; again where what was ahead is over."""
    ahead, *over = tell_apart(reply.header.needs)
    parts = []
    for name in (name for name in BLOCK_NAMES if name in reply.blocks):
        written = write_block(reply, name, ahead)
        later = [write_block(reply, name, samples) for samples in over]
        parts += [f"[{name}]\n{written}", *(f"[{name}, over]\n{one}" for one in later if one != written)]
    return "\n\n".join(parts) + "\n"


def write_block(reply: Reply, name: str, samples: Mapping[str, str]) -> str:
    """Return one block of a reply, a paragraph a line."""
    rendered = render_block(reply, name, samples)
    assert rendered.missing == (), f"{reply.id} has no sample of {rendered.missing}"
    space = JOINED["zh" if name.startswith("zh") else "en"]
    return "\n".join(space.join(lines) for lines in rendered.paragraphs)


@pytest.mark.parametrize("name", NAMES)
def test_a_reply_reads_as_it_was_reviewed(name: str, library: Library, update_golden: bool) -> None:
    reply = library.reply(name)
    assert reply is not None
    path = GOLDEN / f"{name}.txt"
    if update_golden:
        path.write_text(write_out(reply), encoding="utf-8", newline="\n")
    assert path.is_file(), f"{name} has no golden file: run pytest tests/test_golden.py --update-golden"
    assert write_out(reply) == path.read_text(encoding="utf-8")


def test_every_golden_file_belongs_to_a_reply(update_golden: bool) -> None:
    stale = [path for path in GOLDEN.glob("*.txt") if path.stem not in NAMES]
    for path in stale if update_golden else ():
        path.unlink()
    assert [path.name for path in stale if path.exists()] == []
