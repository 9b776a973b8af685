"""What somebody does on the page of a conversation: one transaction, and the page as it is afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from fastapi.responses import RedirectResponse

from app.desk.faults import NotFound, SupervisorOnly, TooLate
from app.errors import BadInput
from app.store.shops import list_shops
from app.web.desk.ground import Paper, is_part
from app.web.desk.talk import read_talk
from app.web.desk.told import Told, tell_refusal
from app.web.people.names import read_number
from app.web.people.paper import read_field, read_form
from app.web.tongue import choose_language
from app.web.visitor import visitor_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request, Response
    from sqlalchemy.orm import Session

    from app.desk.actors import Actor
    from app.web.drafter import Drafter


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something to which conversation, with what the form says."""

    session: Session
    request: Request
    paper: Paper
    number: int
    actor: Actor
    now: datetime

    @property
    def engine(self) -> Drafter:
        """Return the engine."""
        return self.paper.ground.engine

    def field(self, name: str) -> str:
        """Return a field of the form without blanks around it; empty where it is not there."""
        return read_field(self.request, name)

    def fields(self, name: str) -> tuple[str, ...]:
        """Return every value of a field."""
        return tuple(str(value) for value in read_form(self.request).getlist(name))

    def where(self) -> dict[str, Any]:
        """Return what every use case takes besides."""
        return {"now": self.now, "actor": self.actor}


Act: TypeAlias = Callable[[Doing], str]
"""Does something and returns the name of the sentence under `talk.told` that says so; empty for none."""


def do(paper: Paper, request: Request, number: str, act: Act) -> Response:
    """Do something to a conversation, and return its page, or the parts of it that change."""
    words = paper.words(choose_language(request))["talk"]["told"]
    try:
        with paper.ground.store.transaction() as session:
            said = act(begin(paper, request, number, session))
        told = Told(words.get(said, ""))
    except (BadInput, SupervisorOnly, TooLate) as error:
        told = tell_refusal(error, paper, request)
    except NotFound:
        return miss(paper, request)
    if not is_part(request) and told.is_well:
        return RedirectResponse(f"/inbox/{read_number(number)}", status_code=303)
    return show(paper, request, number, told=told)


def show(paper: Paper, request: Request, number: str, *, told: Told | None = None) -> Response:
    """Return what of a conversation's page may have changed."""
    language, said = choose_language(request), told or Told()
    try:
        with paper.ground.store.reading() as session:
            doing = begin(paper, request, number, session)
            talk = read_talk(session, doing.number, paper, language=language, actor=doing.actor)
    except NotFound:
        return miss(paper, request)
    shown: Mapping[str, Any] = {"talk": talk, "told": said, "oob": True}
    return paper.show(request, "conversation_live.html", shown, zone=talk.shop.timezone, status=said.status)


def miss(paper: Paper, request: Request) -> Response:
    """Return the page that says that there is no such conversation, or not for this visitor."""
    return paper.show(request, "conversation_missing.html", {}, status=404)


def begin(paper: Paper, request: Request, number: str, session: Session) -> Doing:
    """Return who is about to do something, and to which conversation."""
    actor = visitor_of(request).act_in(list_shops(session))
    return Doing(session, request, paper, read_number(number), actor, paper.ground.clock())
