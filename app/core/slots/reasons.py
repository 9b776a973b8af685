"""Whether the buyer says in so many words that the reason is their own."""

from __future__ import annotations

from app.core.pattern import Pattern

_CHANGED_MIND = Pattern(
    r"不想要了?|(?<![要想])不要了|不喜欢|(?:买|拍|选|点|下)错|多拍|拍多|买多了|多买了|买重|拍重|重复(?:下单|购买|拍)"
    r"|用不[上着到]|不需要了|后悔|改主意|家里(?:已经)?有了|(?:朋友|家人|男友|女友|同事|老公|老婆)\w{0,4}(?:买|送)了"
    r"|\bchanged? (?:my|his|her|our) mind\b"
    r"|\b(?:no longer|don'?t|doesn'?t|do not) (?:need|want|like) (?:it|them|this|that|these)\b"
    r"|\bdon'?t (?:need|want) (?:it|them|this) any ?more\b"
    r"|\bby mistake\b|\bby accident\b|\baccidentally\b|\bduplicate order\b"
    r"|\b(?:bought|gave|got|sent) (?:me|her|him|us) the same\b"
    r"|\balready (?:have|had|has|own) (?:one|it|them|the same)\b"
    r"|\bordered (?:the wrong|it twice|twice)\b|\bmy (?:own )?mistake\b|\bnot my (?:style|taste)\b"
)
_OWN_MISTAKE = Pattern(
    r"(?:买|拍|选|点|下|订|看)错|手(?:快|滑|误)"
    r"|\bordered the wrong\b|\b(?:i|we) (?:bought|chose|picked|selected) the wrong\b|\bmy (?:own )?(?:mistake|fault)\b"
)
_YOURS = Pattern(
    r"(?:你们?|您|卖家|商家|仓库|快递|客服|不是|没有)[^,.;!?]{0,6}$"
    r"|\b(?:you|seller|warehouse|they)\b(?:\s\w+){0,4}\s$"
)
"""Who stands before the words where somebody else made the mistake."""


def is_change_of_mind(text: str) -> bool:
    """Return whether a cleaned text gives the buyer's own reason: not wanted, not liked, ordered by mistake."""
    return _says(_CHANGED_MIND, text)


def is_own_mistake(text: str) -> bool:
    """Return whether a cleaned text owns up to having ordered the wrong thing."""
    return _says(_OWN_MISTAKE, text)


def _says(reason: Pattern, text: str) -> bool:
    return any(not _YOURS.search(text[: found.start()]) for found in reason.finditer(text))
