"""What a page says after something was tried: that it is done, or what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.channels.outgoing.replies import TooMuch
from app.desk.faults import NotSendable, SupervisorOnly, TooLate
from app.errors import BadInput, ShouhouError
from app.web.tongue import choose_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

    from app.web.desk.ground import Names, Paper

_CONFLICT = 409
_WRITTEN = frozenset({"text", "reason", "because"})
"""Fields that hold a person's own words: what can be wrong with them is that they are blank."""
_UNTIL = frozenset({"until"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says after something was tried; `wrong` names the facts that could not be used."""

    say: str = ""
    is_well: bool = True
    wrong: tuple[str, ...] = ()
    status: int = 200


def tell_refusal(error: ShouhouError, paper: Paper, request: Request) -> Told:
    """Return what happened to the agent's work, which is nothing, and what is in the way."""
    language = choose_language(request)
    said = paper.words(language)["talk"]["told"]
    if isinstance(error, TooLate):
        return Told(said["too_late"], is_well=False, status=_CONFLICT)
    if isinstance(error, NotSendable):
        what = "; ".join(finding.say.of(language) for finding in error.findings if finding.severity == "block")
        return Told(said["not_sendable"].replace("{what}", what), is_well=False, status=error.status)
    if isinstance(error, TooMuch):
        say = said["too_long"].replace("{n}", str(error.longest))
        return Told(say, is_well=False, status=error.status)
    if isinstance(error, BadInput):
        return _tell_fields(error, said, paper.names(language))
    say = said["supervisor_only" if isinstance(error, SupervisorOnly) else "refused"]
    return Told(say, is_well=False, status=error.status)


def _tell_fields(error: BadInput, said: Mapping[str, Any], names: Names) -> Told:
    wrong = tuple(one.path for one in error.errors)
    named = [names.facts[name] for name in wrong if name in names.facts]
    if named:
        say = said["wrong_facts"].replace("{names}", ", ".join(named))
        return Told(say, is_well=False, wrong=wrong, status=error.status)
    name = "blank" if _WRITTEN.issuperset(wrong) else "until" if _UNTIL.issuperset(wrong) else "refused"
    return Told(said[name], is_well=False, status=error.status)
