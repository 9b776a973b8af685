"""The routes of the desk's API, joined."""

from __future__ import annotations

from fastapi import APIRouter

from app.desk.drafter import Drafter
from app.store.database import Store
from app.web import openapi
from app.web.api import Clock
from app.web.desk_api.acts import add_acts
from app.web.desk_api.conversations import add_conversations
from app.web.desk_api.counter import Counter
from app.web.desk_api.feedback import add_feedback_routes
from app.web.desk_api.messages import add_messages


def make_desk_api(engine: Drafter, store: Store, *, clock: Clock) -> APIRouter:
    """Return the routes of conversations, messages, what is done with them, and feedback."""
    router = APIRouter(responses=openapi.PROBLEMS)
    counter = Counter(store, engine, clock)
    add_conversations(router, counter)
    add_messages(router, counter)
    add_acts(router, counter)
    add_feedback_routes(router, counter)
    return router
