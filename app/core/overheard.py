"""The draft of the reply that listens for just the buyer's words, where nothing better than a holding reply leads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from app.core.choice import fits
from app.core.chosen import Chosen
from app.core.classify import POLITE
from app.core.definitions import Phrases
from app.core.inquiry_desk import Desk
from app.core.kindred import write_alone
from app.core.language import CJK
from app.core.mentions import Mention, find_longest
from app.core.replies import HOLDING, Reply
from app.core.silence import NOT_UNDERSTOOD
from app.core.stage import RARELY, trust
from app.model import Draft

TELLING, TELLING_LATIN = 4, 12
"""So many letters has a word that alone, whatever else the message may be about, is worth a draft."""
MOSTLY = 4
"""A courtesy is meant only where its words are no less than one part in so many of the message."""


def write_overheard(desk: Desk, chosen: Sequence[Chosen], offered: Sequence[Draft]) -> Draft | None:
    """Return the draft of the reply with the longest of the buyer's words, whatever matter it belongs to.

    None where a reply is asserted already, nothing telling is heard, or the last one `offered` hears such words too.
    """
    if desk.inquiry.message is None or desk.inquiry.intents or not all(map(is_bare, chosen)):
        return None
    answered = {name for draft in offered for name in draft.template.split("+")}
    last = offered[-1].template.split("+")
    if any(reply and _hear(desk, reply) and _holds(desk, reply) for reply in map(desk.kit.library.reply, last)):
        return None
    loudest = sorted(_list_heard(desk, last), key=lambda heard: (heard[0], heard[1].id), reverse=True)
    reply = next((reply for _, reply in loudest if _holds(desk, reply)), None)
    return write_alone(desk, reply) if reply and reply.id not in answered else None


def is_bare(one: Chosen) -> bool:
    """Return whether a reply only holds the line or asks what is meant, with no word of the buyer's in mind."""
    return one.topic in (HOLDING, NOT_UNDERSTOOD) and one.reply.header.when.says == Phrases()


def _list_heard(desk: Desk, last: Collection[str]) -> Iterator[tuple[Mention, Reply]]:
    """Yield the longest telling words of the message with the replies that listen for them, of whatever matter.

    Only a reply counts whose sentences the message resembles more than those of the `last` one offered.
    """
    alike = desk.kit.likeness.find(desk.understood.text, desk.kit.classifier.reader.lexicon)
    least = max((alike.get(name, 0.0) for name in last), default=0.0)
    for name in takewhile(lambda one: alike[one] > least, alike):
        reply = desk.kit.library.reply(name)
        if reply is None or reply.header.intent == NOT_UNDERSTOOD or trust(reply.header.intent, desk.stage) <= RARELY:
            continue
        if said := _hear(desk, reply):
            yield said, reply


def _hear(desk: Desk, reply: Reply) -> Mention | None:
    """Return the longest word a reply listens for in the message; None where it is not telling.

    A courtesy is meant only where its words make up much of the message.
    """
    text = desk.understood.text
    said = find_longest(text, reply.header.when.says)
    if said is None or said.letters < (TELLING if CJK.search(text) else TELLING_LATIN):
        return None
    return None if reply.header.intent in POLITE and said.letters * MOSTLY < len(text) else said


def _holds(desk: Desk, reply: Reply) -> bool:
    """Return whether every condition of a reply holds, if its matter is what was meant."""
    intent = reply.header.intent
    return fits(reply.header.when, desk.with_topic(intent).describe(intent))
