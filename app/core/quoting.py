"""The buyer's own question or report, word for word: a reply that can only say “I am checking” names what it checks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.core.language import CJK
from app.core.pattern import Pattern
from app.core.questions import is_question
from app.core.values import QUESTION, REPORT

FEWEST_LETTERS, MOST_LETTERS = 5, 28
"""Chinese characters: fewer say too little to be quoted, more are told better in other words."""
FEWEST_WORDS, MOST_WORDS, MOST_CHARACTERS = 4, 18, 100
"""The same for other texts."""
_ADDRESS = Pattern(
    r"^\W*(?:(?:亲爱的|亲+|[你您]好|哈[喽啰]|(?:[你您]好)?在线?[吗么]|在不在|客服|老板|店家|掌柜|(?:我?想)?(?:请问|问)一?下?|我?想问"
    r"|(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear|please|pls)"
    r"(?:\s+(?:there|all|sir|madam|seller|team))*(?![a-z'])"
    r"|(?:sir|madam|seller|team)(?=\s*[,，.!:]))"
    r"[\s,，.。!！~～:：、]*)+",
    re.IGNORECASE,
)
"""A greeting, and “may I ask”: no part of what is asked."""
_STOP = Pattern(r"(?<=[。!！?？;；\n])|(?<=[.])(?=\s)")
"""Where a sentence ends; a point inside a number or an address ends none."""
_EDGES = Pattern(r"^\W+|[\s,，]*亲*[^\w%]*$")
_UNFIT = Pattern(r"[.。!！?？;；\n()（）\[\]【】{}<>“”\"『』「」@#]|\d{5}|\s{2}")
"""Inside a question: more than one sentence, a picture, a quotation, a long number, a gap."""
_ASKS = Pattern(
    r"什么|几[个只件包袋盒片条双张本块斤层]|多[大长重宽高厚]|哪[种款家]"
    r"|[有是]没有|有.{1,6}没$|帮我|帮忙|麻烦|还是"
)
"""What asks without the form of a direct question: “please look whether it is a return or an exchange”."""
_REPROACH = Pattern(r"(?:怎么|咋|为什么|为啥)[都就]?(?:还|又|老|总|一直|这么)")
"""Begins what is a question by its form alone: “how is it that it still has not come”."""
_FILLER = Pattern(r"^(?:就是|但是?|可是?|不过|然后|而且|还有|发现|结果)+[\s,，]*")
_SOMEBODY = Pattern(r"[我俺咱你您他她]|\b(?:i|me|my|mine|we|us|our|you|your|he|she|his|her|i'm|i've)\b", re.IGNORECASE)


def quote(message: str) -> Mapping[str, str]:
    """Return by name what a reply in the language of a message may repeat: the one `question` or `report` of it."""
    found = {QUESTION: find_question(message), REPORT: find_report(message)}
    return {name: words for name, words in found.items() if words}


def find_question(message: str) -> str | None:
    """Return the one question that a message asks, as the buyer wrote it; None where it asks more, less or otherwise.

    What goes before it to say hello is left out, and so are the marks around it.
    """
    asked = [bare for said, bare in _sentences(message) if _asks(said, bare)]
    return _only(asked) if not _REPROACH.search("".join(asked)) else None


def find_report(message: str) -> str | None:
    """Return the one thing that a message states without naming anybody: “zip broken on the first day”; else None.

    Who is named (“my”, “you”) would be somebody else in the shop's mouth.
    """
    stated = [bare for said, bare in _sentences(message) if not _asks(said, bare)]
    only = _only([_FILLER.sub("", bare) for bare in stated])
    return None if only is None or _SOMEBODY.search(only) else only


def _sentences(message: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence of a message with its mark, and the same without a greeting and the marks around it."""
    for said in _STOP.split(message.strip()):
        if bare := _strip(said):
            yield said.strip(), bare


def _only(sentences: Sequence[str]) -> str | None:
    """Return the one sentence of its kind; None where there is another, or it is none that can be quoted."""
    return sentences[0] if len(sentences) == 1 and _is_quotable(sentences[0]) else None


def _strip(message: str) -> str:
    return _EDGES.sub("", _ADDRESS.sub("", message))


def _asks(said: str, bare: str) -> bool:
    """Return whether a sentence asks something, by its last mark or by its words without the greeting."""
    marked = said.rstrip().endswith(("?", "？"))
    return is_question(f"{bare.casefold()}{'?' if marked else ''}") or _ASKS.search(bare) is not None


def _is_quotable(said: str) -> bool:
    """Return whether some words are of a length to be quoted, and one plain sentence."""
    if _UNFIT.search(said):
        return False
    letters = len(CJK.findall(said))
    if letters:
        return letters >= FEWEST_LETTERS and len(said) <= MOST_LETTERS
    return FEWEST_WORDS <= len(said.split()) <= MOST_WORDS and len(said) <= MOST_CHARACTERS
