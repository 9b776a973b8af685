"""The page on which an administrator lets replies go out by themselves, matter by matter; all are off at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from app.channels.outgoing.auto import GREETING, LEAST_CONFIDENCE, USUAL_CONFIDENCE
from app.channels.outgoing.senders import make_sender
from app.store.audit import note_act
from app.store.auto_rules import drop_rule, list_rules, set_rule
from app.store.shops import get_shop
from app.web.people.names import read_number
from app.web.people.paper import go_to, read_field, read_form
from app.web.tongue import choose_language
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.records import Shop
    from app.web.channels.hall import Hall
    from app.web.people.paper import Errors

LEAST, USUAL, MOST = round(LEAST_CONFIDENCE * 100), round(USUAL_CONFIDENCE * 100), 100


@dataclass(frozen=True, slots=True)
class Line:
    """A matter with its switch, and from how many per cent on its reply goes out."""

    intent: str
    title: str
    is_on: bool
    percent: str


def make_auto(hall: Hall) -> APIRouter:
    """Return the routes `/shops/{shop_id}/auto`."""
    router = APIRouter()

    @router.get("/shops/{shop_id}/auto")
    def show(request: Request, shop_id: str) -> Response:
        return _show(hall, request, read_number(shop_id))

    @router.post("/shops/{shop_id}/auto")
    def keep(request: Request, shop_id: str) -> Response:
        return _keep(hall, request, read_number(shop_id))

    return router


def _show(hall: Hall, request: Request, shop_id: int, *, errors: Errors | None = None) -> Response:
    with hall.store.reading() as session:
        shop = get_shop(session, shop_id)
        rules = {rule.intent: rule.confidence for rule in list_rules(session, shop_id)}
    if shop is None:
        return hall.paper.miss(request)
    typed = _read(request, hall) if errors else {}
    lines = [
        Line(name, title, *_fill(name, rules, typed, is_typed=bool(errors)))
        for name, title in _name_intents(hall, request).items()
    ]
    shown = {"shop": shop, "lines": lines, "outlets": _list_outlets(hall, shop), "least": LEAST, "most": MOST}
    return hall.paper.show(request, "channels_auto.html", shown, errors=errors)


def _fill(name: str, rules: Mapping[str, float], typed: Mapping[str, str], *, is_typed: bool) -> tuple[bool, str]:
    if is_typed:
        return name in typed, typed.get(name, str(USUAL))
    return name in rules, f"{round(rules.get(name, USUAL_CONFIDENCE) * 100)}"


def _name_intents(hall: Hall, request: Request) -> dict[str, str]:
    """Return the matters by name: the greeting first, the others as the library has them."""
    language, intents = choose_language(request), hall.engine.library.intents
    names = {name: str(intent.title.model_dump()[language]) for name, intent in intents.items()}
    return dict(sorted(names.items(), key=lambda one: one[0] != GREETING))


def _list_outlets(hall: Hall, shop: Shop) -> list[str]:
    """Return the shop's channels that can write to their buyers."""
    channels = hall.porch.channels.items()
    return [name for name, one in channels if one.row.shop == shop.slug and make_sender(one.row) is not None]


def _read(request: Request, hall: Hall) -> dict[str, str]:
    """Return what was typed: the matters that are switched on, with their per cent."""
    on = [str(name) for name in read_form(request).getlist("on")]
    return {name: read_field(request, f"percent-{name}") for name in on if name in hall.engine.library.intents}


def _keep(hall: Hall, request: Request, shop_id: int) -> Response:
    typed = _read(request, hall)
    if not all(LEAST <= read_number(percent) <= MOST for percent in typed.values()):
        return _show(hall, request, shop_id, errors={"percent": "percent"})
    visitor, now = visitor_of(request), hall.clock()
    by = visitor.id if visitor.kind == "user" else None
    with hall.store.transaction() as session:
        if get_shop(session, shop_id) is None:
            return hall.paper.miss(request)
        before = {rule.intent: round(rule.confidence * 100) for rule in list_rules(session, shop_id)}
        after = {name: read_number(percent) for name, percent in typed.items()}
        for name in before.keys() - after.keys():
            drop_rule(session, shop_id, name)
        for name, percent in after.items():
            if before.get(name) != percent:
                set_rule(session, shop_id, name, percent / 100, by=by, at=now)
        if after != before:
            act = visitor.do("auto.set", shop_id=shop_id, subject_kind="shop", subject_id=shop_id)
            off = dict.fromkeys(sorted(before.keys() - after.keys()), "off")
            changed = {name: f"{percent}%" for name, percent in after.items() if before.get(name) != percent}
            note_act(session, act, at=now, data=changed | off)
    return go_to(f"/shops/{shop_id}/auto", said="saved")
