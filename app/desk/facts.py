"""Somebody corrects what is known about the order; the drafts follow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.conversations import take_conversation
from app.desk.drafter import Drafter
from app.desk.drafting import Drafted, redraft
from app.desk.known import AGENT, API, FactsJson, as_facts, change_facts
from app.desk.traces import Deed


def set_facts(
    session: Session, engine: Drafter, conversation_id: int, facts: FactsJson, *, now: datetime, actor: Actor
) -> Drafted:
    """Write facts about a conversation's order, and return it with its drafts made anew.

    A fact that is None is not known any more; one that is not named stays. Facts of an order are kept with the order,
    so that its other conversations know them too. BadInput names each that cannot be used.
    """
    as_facts(facts)
    deed = Deed(session, actor, now)
    conversation = take_conversation(session, conversation_id, actor)
    source = API if actor.kind == "key" else AGENT
    conversation = change_facts(deed, conversation, facts, source=source)
    drafted = redraft(deed, engine, conversation)
    deed.audit("facts.set", conversation, names=sorted(facts))
    return drafted
