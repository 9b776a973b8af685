"""An item and what buyers say of it, with its curve; what they say of all of them; and when an alert is raised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from app.desk.registers.alerts import count_opinions, set_rule, view_item
from app.desk.registers.shapes import PRODUCT_ALERTS, PRODUCT_REPORTS
from app.errors import BadInput
from app.store.kept import AlertRule
from app.web.people.names import read_number
from app.web.people.paper import read_field
from app.web.registers.house import HOME, Call, go_to, open_call, show

if TYPE_CHECKING:
    from app.web.desk.ground import Paper
    from app.web.desk.moments import Times

MOST = 100
"""Items that the page of opinions lists."""
MOST_DAYS = 366
"""Days that the curve of an item shows, the latest."""


def make_goods(paper: Paper) -> APIRouter:
    """Return the routes `/registers/items` and the rule of alerts."""
    router = APIRouter()

    @router.get("/registers/items")
    def show_items(request: Request) -> Response:
        item = request.query_params.get("item", "").strip()[:200]
        with open_call(paper, request) as call:
            shown = _describe_item(call, item) if item else _describe_all(call)
        return show(paper, request, "registers_item.html" if item else "registers_items.html", shown)

    @router.post("/registers/items/rule")
    def change_rule(request: Request) -> Response:
        """Keep after how many reports within how many days an alert is raised."""
        path = f"{HOME}/{PRODUCT_ALERTS.name}"
        rule = AlertRule(read_number(read_field(request, "reports")), read_number(read_field(request, "days")))
        try:
            with open_call(paper, request, writes=True) as call:
                shop = call.named_shop() or call.shop()
                set_rule(call.session, shop.id, rule, **call.where())
        except BadInput:
            return go_to(path, said="not_usable")
        return go_to(path, said="rule", shop=shop.slug)

    return router


def _describe_item(call: Call, item: str) -> dict[str, Any]:
    view, times = view_item(call.session, item, actor=call.actor), call.writer().times
    return {
        "here": PRODUCT_REPORTS.name,
        "view": view,
        "kinds": _name_kinds(call),
        "states": {name: words.of(call.language) for name, words in PRODUCT_ALERTS.states.items()},
        "curve": _draw(view.by_day, times),
        "days": [(times.day(day, with_year=True), number) for day, number in reversed(view.by_day)],
        "reports": PRODUCT_REPORTS.title.of(call.language),
        "times": times,
    }


def _draw(by_day: Sequence[tuple[date, int]], times: Times) -> dict[str, Any]:
    """Return the curve: the days between two reports on which nobody said anything belong to it."""
    known = dict(by_day)
    first, last = min(known, default=None), max(known, default=None)
    if first is None or last is None:
        return {"labels": [], "numbers": []}
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)][-MOST_DAYS:]
    return {"labels": [times.day(day) for day in days], "numbers": [known.get(day, 0) for day in days]}


def _describe_all(call: Call) -> dict[str, Any]:
    month = call.request.query_params.get("month") or None
    try:
        opinions = count_opinions(call.session, actor=call.actor, month=month)
    except BadInput:
        month, opinions = None, count_opinions(call.session, actor=call.actor)
    return {"here": "items", "opinions": _lay_out(opinions), "kinds": _name_kinds(call), "month": month or ""}


def _lay_out(opinions: Iterable[tuple[str, str, int]]) -> list[tuple[str, dict[str, int], int]]:
    """Return each item with its counts by kind and their sum, the most spoken of first."""
    items: dict[str, dict[str, int]] = {}
    for item, kind, number in opinions:
        items.setdefault(item, {})[kind] = number
    lines = [(item, counts, sum(counts.values())) for item, counts in items.items()]
    return sorted(lines, key=lambda line: -line[2])[:MOST]


def _name_kinds(call: Call) -> dict[str, str]:
    column = PRODUCT_REPORTS.column("kind")
    return {name: words.of(call.language) for name, words in column.choices.items()} if column else {}
