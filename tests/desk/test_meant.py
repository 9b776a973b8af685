"""What somebody says a message means is answered, whatever it is taken for."""

from __future__ import annotations

from datetime import datetime

from app.engine import Engine
from app.model import Inquiry


def test_the_reply_answers_what_is_meant(engine: Engine, now: datetime) -> None:
    answer = engine.draft(Inquiry("这个码不对啊，给我换", intents=("invoice", "return_postage")), now=now)
    assert [part.split(".")[0] for part in answer.drafts[0].template.split("+")] == ["invoice", "return_postage"]
    assert "return_postage" in {decision.rule for decision in answer.decisions}


def test_the_classification_stays_the_machines_own(engine: Engine, now: datetime) -> None:
    said, meant = Inquiry("麻烦开一下发票"), Inquiry("麻烦开一下发票", intents=("sizing",))
    assert engine.draft(meant, now=now).classification == engine.draft(said, now=now).classification


def test_nothing_is_guessed_beside_what_is_meant(engine: Engine, now: datetime) -> None:
    for text in ("qwzx plorf gnarble", "那个弄好了没呀就是上次那个"):
        drafts = engine.draft(Inquiry(text, intents=("invoice",)), now=now).drafts
        assert {draft.template.split(".")[0] for draft in drafts} == {"invoice"}
