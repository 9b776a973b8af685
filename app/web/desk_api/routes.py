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
from app.web.desk_api.endpoints import add_endpoints
from app.web.desk_api.feedback import add_feedback_routes
from app.web.desk_api.handover import add_handover
from app.web.desk_api.intake import Intake, add_intake
from app.web.desk_api.messages import add_messages
from app.web.desk_api.orders import add_orders
from app.web.desk_api.parked import add_parked
from app.web.desk_api.registers import add_registers
from app.web.hooks import Porch
from app.web.importer import Importer


def make_desk_api(engine: Drafter, store: Store, *, clock: Clock, porch: Porch, importer: Importer) -> APIRouter:
    """Return the routes of conversations, messages and what is done with them, feedback, registers, files, channels."""
    router = APIRouter(responses=openapi.PROBLEMS)
    counter = Counter(store, engine, clock, porch.channels)
    add_conversations(router, counter)
    add_messages(router, counter)
    add_acts(router, counter)
    add_feedback_routes(router, counter)
    add_orders(router, counter)
    add_intake(router, Intake(counter, importer))
    add_registers(router, counter)
    add_handover(router, counter)
    add_parked(router, counter, porch)
    add_endpoints(router, counter)
    return router
