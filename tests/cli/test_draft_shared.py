"""`shouhou draft` over the labelled messages: nothing fails, nothing is left open, nothing is stopped."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.training.samples import EVAL_HEADER, read_samples

from .conftest import Shouhou

MEASURED = Path(__file__).parents[3] / "shared" / "data"
HOLE = re.compile(r"\{\{|\}\}|\{%|\{\w*\}|\bNone\b|\bnan\b|undefined|[×＿_]{2,}|【\s*】|\[\s*\]| {2,}|，，|。。|，。")
WHERE = {"messages_dev.tsv": "taobao", "messages_dev_written.tsv": "ebay"}


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "platform"), WHERE.items())
def test_every_measured_message_gets_whole_drafts_that_may_be_sent(shouhou: Shouhou, name: str, platform: str) -> None:
    path = MEASURED / name
    if not path.is_file():
        pytest.skip(f"{path} is not here: the labelled messages are not part of this repository")
    rows = read_samples(path.read_text(encoding="utf-8"), header=EVAL_HEADER, name=name)
    asked = [json.dumps({"id": row.id, "message": row.text, "platform": platform}) for row in rows]
    run = shouhou("draft", "-", stdin="\n".join(asked))
    assert (run.status, len(run.rows)) == (0, len(rows))
    texts = [
        (row["id"], text)
        for row in run.rows
        for draft in row["drafts"]
        for text in (draft["text"], draft["gloss"]["text"])
    ]
    assert not [row["id"] for row in run.rows if not row["drafts"]]
    assert [(name, text) for name, text in texts if HOLE.search(text) or not text.strip()] == []
    assert [(row["id"], one) for row in run.rows for draft in row["drafts"] for one in draft["findings"]] == []
