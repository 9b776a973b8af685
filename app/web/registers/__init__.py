"""The pages of the registers: lists, rows, the handover sheet, items, pictures, orders, the way from a conversation."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter

from app.web.desk.ground import Ground, Paper
from app.web.registers.batches import make_batches
from app.web.registers.cases import make_cases
from app.web.registers.exports import make_exports
from app.web.registers.goods import make_goods
from app.web.registers.imports import make_imports
from app.web.registers.lists import make_lists
from app.web.registers.orders import make_orders
from app.web.registers.pictures import make_pictures
from app.web.registers.rows import make_rows
from app.web.registers.sheet import make_sheet

__all__ = ["make_register_pages"]


def make_register_pages(ground: Ground) -> Iterator[APIRouter]:
    """Yield the routes of all these pages."""
    paper = Paper(ground)
    # What stands alone under /registers comes before what has a register's name there.
    alone = (make_sheet, make_goods, make_orders, make_imports, make_pictures, make_batches)
    for make in (*alone, make_exports, make_rows, make_lists, make_cases):
        yield make(paper)
