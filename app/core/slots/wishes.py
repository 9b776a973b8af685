"""The remedy that a buyer has already chosen: refund, resend, exchange or repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.core.pattern import Pattern
from app.model import Remedy, Slot, SlotKind, Span

REFUND: Remedy = "refund"
RESEND: Remedy = "resend"
EXCHANGE: Remedy = "exchange"
REPAIR: Remedy = "repair"
REMEDIES: Mapping[str, Remedy] = {name: name for name in (REFUND, RESEND, EXCHANGE, REPAIR)}

_ME = r"(?:给我|帮我)?"
_ASK = r"(?:要|想|直接|只|还是|就|请|马上|立刻|立即|全额|赶紧|赶快|快点|必须|麻烦|选)"
_NOT_GOODS = r"句话|言之|人|客服|了|个?地址|收货|电话|手机号|个?快递"
_FILLER = r"(?:(?:to|have|get|a|an|the|my|full|me|be|you|for|rather)\s){0,4}"
_SEND = r"(?:send|ship|post|mail|dispatch)(?:ing)?"
_TO_ME = r"(?:me |us |out )?(?:a |an |the |it )?"
_MAY_I = r"(?:can|could|like|want|need|wish|may|please|possible|just|i'?ll)"
_ALONE = r"(?:^|[,.;!?])\s?(?:(?:a|the|full) )?{}(?: (?:please|pls|then|thanks))?(?=\s?(?:$|[,.;!?]))"
"""A remedy that stands by itself: the answer to what would you prefer."""
_WISHES: tuple[tuple[Remedy, str], ...] = (
    (REFUND, rf"{_ASK}{_ME}(?:全额)?退(?:款|钱)(?!怎|到哪|进度|了没|了吗|什么)"),
    (REFUND, r"(?:退|还)我(?:钱|款)|把(?:\w{0,4})(?:钱|款)(?:全部|原路|都|给我)?退|退款(?:吧|算了)"),
    (REFUND, r"(?:^|[,.;!?])(?:退钱|退款)(?:$|[,.;!?吧])"),
    (REFUND, rf"\b(?:want|like|need|demand|prefer|give me|send me|just|please|take|request)\s{_FILLER}refund(?:ed)?\b"),
    (REFUND, rf"\b(?:want|like|need|demand|prefer|give me|send me|just|please)\s{_FILLER}(?:money back|money)\b"),
    (REFUND, r"\brefund (?:me|it|the|my|please)\b|\bget my money\b|\b(?:send|give) (?:me )?(?:back )?my money\b"),
    (REFUND, _ALONE.format("refund")),
    (RESEND, _ALONE.format("replacement")),
    (RESEND, rf"补发|补寄|重寄|(?:重新|再|另){_ME}(?:发|寄)(?:一|个|件|我|过来|给|$|[,.;!?吧])"),
    (RESEND, rf"{_ME}补一?[个件只份套条盒包]"),
    (RESEND, r"\b(?:re-?send|re-?ship)\b|\b(?:another|new) (?:one|set|pair|copy) (?:be )?sent\b"),
    (RESEND, rf"\b{_SEND} {_TO_ME}(?:new|another|replacement|missing|again|right|correct)\b"),
    (RESEND, r"\b(?:want|like|need|prefer|get|have) (?:to (?:get|have) )?(?:a )?replacement\b"),
    (EXCHANGE, rf"换货|(?:想|要|能|可以|给我|帮我|直接)换(?!{_NOT_GOODS})"),
    (EXCHANGE, rf"换一?[件双条只套副]|换一?个(?!{_NOT_GOODS})|换新的?"),
    (EXCHANGE, rf"\b{_MAY_I}\b(?:\s\w+){{0,4}}\s(?:exchange|swap)(?! (?:student|rate))\b"),
    (EXCHANGE, r"\b(?:exchange|swap) (?:it|this|them|these|for)\b"),
    (
        REPAIR,
        r"(?:要|想|能|给我|帮我|可以|麻烦)\w{0,2}(?:维修|返修|修理|修一下|修好)(?!店|点|站|网点|部|进度|中心|电话)",
    ),
    (REPAIR, r"\b(?:want|like|need|can|could|please)\b(?:\s\w+){0,4}\s(?:repair|mend|fix)(?:ed)?\b"),
)
_PATTERNS = tuple((remedy, Pattern(pattern)) for remedy, pattern in _WISHES)
_REFUSED = Pattern(
    r"(?:(?<!能)不|别|没|甭|不想|不要|不用|不需要|不是要|(?<!能)不能|不给|拒绝|取消|取消申请?|撤销)$"
    r"|\b(?:not|don'?t|dont|no|rather than|instead of|without|than|isn'?t|won'?t)\s(?:\w+\s){0,2}$"
)
"""What stands before a remedy that the buyer does not choose."""
_NAMES = (
    r"(?:refund(?:s|ed)?|replace(?:ment|d)?|repair(?:ed)?|exchanged?|resend|resent|money back"
    r"|退款|退货|退钱|补发|补寄|换货|维修|修理|重发)"
)
_OR = r"[^.;!?]{0,12}(?:\bor\b|还是|或者|或是|或|要么)[^.;!?]{0,12}"
_CHOICE = Pattern(f"{_NAMES}{_OR}{_NAMES}")
"""Two remedies to choose between: the buyer leaves it to the shop."""


def find_wishes(text: str) -> Iterator[Slot]:
    """Yield the remedy that a cleaned text asks for; nothing where it names several, for then none is chosen."""
    if _CHOICE.search(text):
        return
    named = dict(_find_all(text))
    if len(named) == 1:
        yield from (Slot(SlotKind.REMEDY, remedy, span) for remedy, span in named.items())


def chosen_remedy(heard: Iterable[Slot]) -> Remedy | None:
    """Return the remedy chosen last, where `heard` begins with the latest message; None where none is chosen."""
    return next((REMEDIES[slot.value] for slot in heard if slot.kind is SlotKind.REMEDY), None)


def _find_all(text: str) -> Iterator[tuple[str, Span]]:
    for remedy, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if not _REFUSED.search(text[: found.start()]):
                yield remedy, found.span()
