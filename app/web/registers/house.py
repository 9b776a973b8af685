"""What every page of the registers begins with: who asks, in which shops, and what the bar and the sections show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.desk.faults import NotFound, TooLate
from app.desk.registers.couriers import name_couriers
from app.desk.registers.shapes import HANDOVER, REGISTERS, Register
from app.store.shops import list_shops
from app.web.registers.cells import Writer, read_colleagues, read_people
from app.web.tongue import choose_language
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.desk.actors import Actor
    from app.desk.registers.couriers import Couriers
    from app.errors import BadInput
    from app.model import Language
    from app.store.records import Shop
    from app.web.desk.ground import Paper

HOME = "/registers"


@dataclass(frozen=True, slots=True)
class Call:
    """One request: its transaction, who asks, when, in which language, and the shops that are theirs."""

    session: Session
    request: Request
    paper: Paper
    actor: Actor
    now: datetime
    language: Language
    shops: tuple[Shop, ...]

    def where(self) -> dict[str, Any]:
        """Return what every use case takes besides."""
        return {"now": self.now, "actor": self.actor}

    def shop(self, shop_id: int | None = None) -> Shop:
        """Return the shop of that number, else the first of theirs; NotFound where they have none."""
        found = next((shop for shop in self.shops if shop_id in {None, shop.id}), None)
        if found is None:
            raise NotFound("There is no shop of that number that is yours.")
        return found

    def named_shop(self) -> Shop | None:
        """Return the shop that the address or the form names; None where it names none of theirs."""
        slug = self.request.query_params.get("shop") or str(self.request.state.form.get("shop", ""))
        return next((shop for shop in self.shops if shop.slug == slug), None)

    def writer(self, shop_id: int | None = None) -> Writer:
        """Return what writes values for the page, in the zone of a shop."""
        shop = self.shop(shop_id)
        times, names = self.paper.times(self.language, shop), self.paper.names(self.language)
        people, colleagues = read_people(self.session), read_colleagues(self.session, shop.id)
        return Writer(self.language, times, names, people, colleagues)

    @property
    def couriers(self) -> Couriers:
        """Return the couriers that the library knows, by their names."""
        return name_couriers(self.paper.ground.engine.library.carriers)

    @property
    def words(self) -> Mapping[str, Any]:
        """Return the wordings of these pages."""
        words: Mapping[str, Any] = self.paper.words(self.language)["registers"]
        return words


@contextmanager
def open_call(paper: Paper, request: Request, *, writes: bool = False) -> Iterator[Call]:
    """Give a request with its transaction: one that writes is kept as a whole, or not at all."""
    store, visitor = paper.ground.store, visitor_of(request)
    with store.transaction() if writes else store.reading() as session:
        every = list_shops(session)
        actor, theirs = visitor.act_in(every), visitor.list_theirs(every)
        yield Call(session, request, paper, actor, paper.ground.clock(), choose_language(request), theirs)


def show(paper: Paper, request: Request, template: str, shown: Mapping[str, Any], *, status: int = 200) -> Response:
    """Return a page of the registers."""
    language, query = choose_language(request), request.query_params
    words = paper.words(language)["registers"]
    common = {
        "sections": [(one.name, one.title.of(language)) for one in _list_sections()],
        "said": words["said"].get(query.get("said", ""), ""),
        "said_well": not query.get("said", "").startswith("not_"),
        "batch": query.get("undo", "")[:64],
        "wrong": {},
        "words_for_scripts": words["script"],
        "here_path": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    }
    return paper.show(request, template, common | dict(shown), status=status)


def go_to(path: str, **query: str) -> Response:
    """Return the way to a page; empty values are left out of its address."""
    said = urlencode({name: value for name, value in query.items() if value})
    joint = "&" if "?" in path else "?"
    return RedirectResponse(f"{path}{joint}{said}" if said else path, status_code=303)


def come_back(request: Request, usual: str) -> str:
    """Return the page that a form was sent from, where it is one of ours; else the usual one."""
    back = str(request.state.form.get("back", ""))
    path = back.partition("?")[0]
    ours = path == HOME or path.startswith((f"{HOME}/", "/inbox/"))
    return back if ours and "\\" not in back and "//" not in back else usual


def name_refusal(error: NotFound | TooLate) -> str:
    """Return the name of the sentence that says why nothing was changed."""
    return "not_there" if isinstance(error, NotFound) else "not_in_time"


def name_wrong(register: Register, error: BadInput, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with each column, as the name of a wording under `registers.wrong`."""
    wrong: dict[str, str] = {}
    for one in error.errors:
        column = register.column(one.path)
        blank = not str(typed.get(one.path, "")).strip()
        wrong[one.path] = "needed" if blank else column.kind if column else "line"
    return wrong


def _list_sections() -> Iterator[Register]:
    return (one for one in REGISTERS.values() if one is not HANDOVER)
