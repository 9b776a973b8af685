"""What to answer to where nothing is asserted: a courtesy, what is out of scope, hold the line, ask what is meant."""

from __future__ import annotations

from app.core.answers import COURTESY, takes_up
from app.core.classify import POLITE
from app.core.definitions import Phrases
from app.core.language import CJK
from app.core.mentions import mentions
from app.core.pattern import Pattern
from app.core.replies import HOLDING
from app.core.turns import Opened
from app.model import Classification

OUT_OF_SCOPE, NOT_UNDERSTOOD = "other", "unclear"
STANDS_OUT = 0.7
"""Where a candidate is at least this likely, even a short message is not asked to explain itself."""
AUDIBLE = 0.1
"""A message is out of scope only where that is at least this likely: of one word that nobody knows it is not."""
ENOUGH_LETTERS = 8
ENOUGH_WORDS = 5
"""Who has written so much has said what it is about; asking for it again would only anger."""
ARRIVED = Phrases(
    zh=("收到了", "收到啦", "收到货了", "到货了", "已收到"),
    en=("it has arrived", "it arrived", "received it", "parcel arrived"),
)
MAYBE_POLITE = 0.3
"""So short a message that holds one of these tells that, where it is this likely to be no more than a courtesy."""
THANKS = Phrases(zh=("谢谢", "多谢", "感谢", "谢了", "谢啦"), en=("thx", "thanks", "thank you", "ty", "cheers", "tysm"))
"""So short a message that holds one of these says just that, whatever it is taken for."""

AT_LARGE = Phrases(
    zh=(
        *("有个事", "有件事", "问个问题", "帮我查个", "帮我看个", "我的订单", "订单的事", "订单问题", "关于订单"),
        *("看看订单", "看下订单", "看一下订单", "查查订单", "查下订单", "查一下订单", "查下我的订单", "查订单"),
    ),
    en=(
        *("order related", "related to my order", "about my order", "order query", "order issue", "order problem"),
        *("order details", "details of my order", "details needed for my order", "details for my order"),
        *("check something for me", "check smth for me", "ask you something", "need to ask", "with my order"),
        *("order enquiry", "order inquiry", "my problem", "my issue", "my query"),
    ),
)
"""So short a message that holds one of these says that there is something, with an order or not, and not what."""
AT_LARGE_LETTERS, AT_LARGE_WORDS = 10, 8

RESIGNED = Phrases(
    zh=("没事", "没关系", "不要紧", "不碍事", "无所谓", "那好吧", "那行吧", "那算了"),
    en=("never mind", "nevermind", "no worries", "not to worry", "no matter", "that's ok", "thats ok", "fair enough"),
)
"""Who writes this in few words, once the shop has written, has no more to ask."""
SHORT = 12
SETTLED = Pattern(r"^\W*(?:好的?|嗯+|哦+|行)\W.{0,14}(?:就行|就好|就可以|没问题)(?:了|啦|吧)?\W*$")
"""All right as long as it is so: the shop has said that it is."""


def find_silent_topic(found: Classification, text: str, opened: Opened) -> str:
    """Return what to answer to where a cleaned message asserts nothing.

    Whoever says yes to the shop's question has said enough, and so has who asks after word that was promised.
    """
    if takes_up(text, opened):
        return COURTESY
    if (
        opened.begun
        and len(CJK.findall(text)) <= SHORT
        and "?" not in text
        and (mentions(text, RESIGNED) or SETTLED.search(text))
    ):
        return COURTESY
    topic = NOT_UNDERSTOOD if _is_at_large(text) else _find_alone(found, text)
    return HOLDING if topic == NOT_UNDERSTOOD and opened.after is not None else topic


def _is_at_large(text: str) -> bool:
    """Return whether a message says that there is something, or names an order, and nothing more."""
    characters, words = _measure(text)
    return characters <= AT_LARGE_LETTERS and words <= AT_LARGE_WORDS and mentions(text, AT_LARGE)


def _measure(text: str) -> tuple[int, int]:
    """Return how many Chinese characters and how many words, numbers among them, a cleaned text has."""
    return len(CJK.findall(text)), len(text.split())


def _find_alone(found: Classification, text: str) -> str:
    if found.candidates and found.candidates[0].id == OUT_OF_SCOPE and found.candidates[0].score >= AUDIBLE:
        return OUT_OF_SCOPE
    characters, words = _measure(text)
    said_enough = characters >= ENOUGH_LETTERS or words >= ENOUGH_WORDS
    if not said_enough and "?" not in text and (mentions(text, THANKS) or _tells_of_arrival(found, text)):
        return COURTESY
    return HOLDING if said_enough or _stands_out(found) else NOT_UNDERSTOOD


def _tells_of_arrival(found: Classification, text: str) -> bool:
    """Return whether a message says that the goods have come, and may well be a courtesy."""
    polite = max((one.score for one in found.candidates if one.id == COURTESY), default=0.0)
    return polite >= MAYBE_POLITE and mentions(text, ARRIVED)


def _stands_out(found: Classification) -> bool:
    """Return whether the best candidate is a matter, and likely enough to be offered for the agent to judge."""
    best = found.candidates[0] if found.candidates else None
    return best is not None and best.score >= STANDS_OUT and best.id not in {OUT_OF_SCOPE, *POLITE}
