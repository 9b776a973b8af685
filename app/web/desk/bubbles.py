"""The history of a conversation as bubbles: the buyer's words marked where they say what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from app.desk.readings import meant_by
from app.store.dispatches import Dispatch, list_replies
from app.web.desk.texts import Piece, Sureness, cut_evidence, name_sureness

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.store.history import LogEntry
    from app.store.records import Message
    from app.web.desk.ground import Names
    from app.web.desk.moments import Times


@dataclass(frozen=True, slots=True)
class Chip:
    """A matter that a message is taken to say. `sureness` None: somebody said so."""

    place: int
    intent: str
    name: str
    score: float | None
    why: str

    @property
    def sureness(self) -> Sureness | None:
        """Return how sure that is, in a word."""
        return None if self.score is None else name_sureness(self.score)


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message: who wrote it (empty: nobody knows), its text in pieces, and what it is taken to say.

    `outgoing` is how it fares where it goes to the buyer through the channel.
    """

    message: Message
    who: str
    pieces: tuple[Piece, ...]
    chips: tuple[Chip, ...]
    guesses: tuple[str, ...]
    is_open: bool
    outgoing: Dispatch | None = None


def make_bubbles(
    messages: Sequence[Message],
    people: Mapping[int, str],
    names: Names,
    times: Times,
    outgoing: Mapping[int, Dispatch],
) -> list[Bubble]:
    """Return the bubbles of messages that come the newest first, the oldest first.

    `outgoing` says by message how a reply fares that goes to the buyer through the channel.
    """
    spoken = [message for message in messages if message.author != "system"]
    waiting = {message.id for message in takewhile(lambda message: message.author == "buyer", spoken)}
    made = (_make_bubble(one, one.id in waiting, people, names, times) for one in reversed(messages))
    return [replace(bubble, outgoing=outgoing.get(bubble.message.id)) for bubble in made]


def read_outgoing(session: Session, conversation_id: int) -> dict[int, Dispatch]:
    """Return by message how the replies of a conversation fare that go to the buyer through the channel."""
    return {one.message_id: one for one in list_replies(session, conversation_id) if one.message_id is not None}


def _make_bubble(message: Message, is_open: bool, people: Mapping[int, str], names: Names, times: Times) -> Bubble:
    reading = message.reading or {}
    intents = reading.get("intents", ()) if message.author == "buyer" else ()
    return Bubble(
        message,
        people.get(message.user_id or 0, ""),
        cut_evidence(message.text, intents),
        _make_chips(reading, names, times) if message.author == "buyer" else (),
        tuple(names.intent(one["id"]) for one in reading.get("candidates", ())[:3]) if message.abstained else (),
        is_open,
    )


def _make_chips(reading: Mapping[str, Any], names: Names, times: Times) -> tuple[Chip, ...]:
    """Return what somebody said the message means, else what it is taken for."""
    read = {one["id"]: (place, one) for place, one in enumerate(reading.get("intents", ()))}
    chips = []
    for name in meant_by(dict(reading)) if reading else ():
        place, intent = read.get(name, (-1, None))
        said = intent is None or bool(reading.get("corrected"))
        why = times.words["talk"]["said_so"] if said or intent is None else _explain(intent, times)
        chips.append(Chip(place, name, names.intent(name), None if said or intent is None else intent["score"], why))
    return tuple(chips)


def _explain(intent: Mapping[str, Any], times: Times) -> str:
    """Return why a message is taken to say something: the number, and what speaks for it."""
    words = times.words["reading"]
    said = {"word": "{text}", "example": words["like"], "fact": words["fact"]}
    joint = "、" if times.language == "zh" else ", "
    reasons = joint.join(said[one["kind"]].replace("{text}", one["text"]) for one in intent["evidence"])
    score = words["score"].replace("{percent}", f"{round(intent['score'] * 100)}%")
    return f"{score}\n{words['evidence'].replace('{words}', reasons)}" if reasons else str(score)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the after-sales log in words."""

    at: datetime
    who: str
    kind: str
    text: str


def write_log(entries: Sequence[LogEntry], people: Mapping[int, str], names: Names, times: Times) -> list[Line]:
    """Return the log, the newest line first."""
    return [
        Line(
            entry.at,
            people.get(entry.user_id or 0, ""),
            times.words["talk"]["log"].get(entry.kind, entry.kind),
            _say_entry(entry, names, times),
        )
        for entry in reversed(entries)
    ]


def _say_entry(entry: LogEntry, names: Names, times: Times) -> str:
    data = entry.data
    if entry.kind == "promise":
        what = times.words["deadlines"].get(entry.text) or names.rule(entry.text)
        return f"{what} · {times.moment(datetime.fromisoformat(data['at']))}"
    if entry.kind == "remedy":
        return " · ".join(filter(None, (names.rule(entry.text), data.get("amount") and f"{data['amount']}")))
    if entry.kind == "corrected":
        return ", ".join(names.intent(name) for name in entry.text.split(", "))
    if entry.kind == "snoozed":
        return times.moment(datetime.fromisoformat(data["until"]))
    return entry.text
