"""What of a conversation stands in the registers, and to which of them it can be added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.desk.registers.lists import Wish, find
from app.desk.registers.shapes import COURIER_CLAIMS, PRODUCT_REPORTS, PROMISES, REGISTERS, VIP_VISITS, WRONG_SHIPMENTS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.desk.actors import Actor
    from app.model import Language

OFFERED = (WRONG_SHIPMENTS, COURIER_CLAIMS, PRODUCT_REPORTS, PROMISES, VIP_VISITS)
"""Registers that a conversation leads to."""


def describe_records(session: Session, number: int, *, actor: Actor, language: Language) -> dict[str, Any]:
    """Return the registers that are offered with their titles, and the rows there are: register, title, row, state."""
    rows = []
    for register in REGISTERS.values():
        for row in find(session, Wish(register.name, conversation_id=number), actor=actor).items:
            state = register.states[row.state].of(language)
            rows.append((register.name, register.title.of(language), row, state))
    return {"registers": [(one.name, one.title.of(language)) for one in OFFERED], "records": rows}
