"""The buyer's own question, word for word: a reply that can only say “I am checking” still names what is checked."""

from __future__ import annotations

import re

from app.core.language import CJK
from app.core.lint import Checker, Terms
from app.core.pattern import Pattern
from app.core.questions import is_question
from app.model import Language, Platform

FEWEST_LETTERS, MOST_LETTERS = 5, 28
"""Chinese characters: fewer say too little to be quoted, more are told better in other words."""
FEWEST_WORDS, MOST_WORDS, MOST_CHARACTERS = 4, 18, 100
"""The same for other texts."""
_ADDRESS = Pattern(
    r"^\W*(?:(?:亲爱的|亲+|[你您]好|哈[喽啰]|(?:[你您]好)?在线?[吗么]|在不在|客服|老板|店家|掌柜|(?:我?想)?(?:请问|问)一?下?|我?想问"
    r"|(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear|sir|madam|seller|there|team|please|pls)(?![a-z]))"
    r"[\s,，.。!！~～:：、]*)+",
    re.IGNORECASE,
)
"""A greeting, and “may I ask”: no part of what is asked."""
_EDGES = Pattern(r"^\W+|[^\w)）%]+$")
_UNFIT = Pattern(r"[.。!！?？;；\n\[\]【】{}<>“”\"『』「」@#]|\d{5}")
"""Inside a question: more than one sentence, a picture, a quotation, a long number."""
_ASKS = Pattern(r"什么|[有是]没有|有.{1,6}没$|帮我|帮忙|麻烦|还是")
"""What asks without the form of a direct question: “please look whether it is a return or an exchange”."""


def quote_question(
    message: str, checker: Checker, terms: Terms, *, language: Language, platform: Platform
) -> str | None:
    """Return the question of a calm message as a reply in its language may hold it.

    None where there is none, or where the pre-send check has anything against its words: what a buyer asks for is
    not said by the shop.
    """
    asked = find_question(message)
    return None if asked and checker.check(asked, language=language, platform=platform, terms=terms) else asked


def find_question(message: str) -> str | None:
    """Return the one question that a message asks, as the buyer wrote it; None where it asks more, less or otherwise.

    What goes before it to say hello is left out, and so are the marks around it.
    """
    bare = _EDGES.sub("", _ADDRESS.sub("", " ".join(message.split(" "))))
    marked = "?" if message.rstrip().endswith(("?", "？")) else ""
    asks = is_question(bare.casefold() + marked) or _ASKS.search(bare) is not None
    return bare if asks and _is_quotable(bare) else None


def _is_quotable(question: str) -> bool:
    """Return whether a question is of a length to be quoted, and one plain sentence."""
    if _UNFIT.search(question):
        return False
    letters = len(CJK.findall(question))
    if letters:
        return letters >= FEWEST_LETTERS and len(question) <= MOST_LETTERS
    return FEWEST_WORDS <= len(question.split()) <= MOST_WORDS and len(question) <= MOST_CHARACTERS
