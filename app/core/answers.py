"""Whether a message is the answer to what the shop asked last: “是的”, “发了”, “XL”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.core.language import CJK
from app.core.library import Library
from app.core.manner import PLAIN
from app.core.mentions import mentions
from app.core.pattern import Pattern
from app.core.slots.goods import WANTED
from app.core.turns import Opened
from app.model import After, Classification, Manner, Slot, SlotKind

COURTESY, COMPLAINT = "greeting", "complaint"
REPROACHED = 0.3
LONGEST, LONGEST_LATIN = 24, 60
"""Characters: who writes more than this, in Chinese or in Latin letters, answers nothing in passing."""
PASSING = 12
"""Characters: a yes to what was asked for that is longer brings it along."""
_AGREES = Pattern(
    r"\W*(?:(?:是|对|要|行|好|可以)(?=[的啊呀吧哦哈嘞哒就谢]|\W|$)|就?是这[个单]|(?:是|对)这[个单样]|嗯+|恩+|那就|那你|那您|没错|没问题|同意|需要|确认|就这样|就按"
    r"|ok(?:ay)?|perfect|great|lovely|sounds good"
    r"|yes|yeah|yep|sure|correct|right|that's (?:right|fine|ok)|thats (?:right|fine|ok)|fine|agreed"
    r"|please do|go ahead"
    r"|(?:tomorrow|that|this|it|either) (?:works|(?:is|would be) (?:fine|ok|okay|good|great|right|correct)))(?![a-z])"
)
_REFUSED = Pattern(
    r"\bnot (?:a |an |the |another )(?:\w+ )?(?:one|replacement|exchange|refund|repair|credit|voucher)\b"
    r"|(?:而?不是|不要|不需要|不用)(?:补发|换货|维修|退款|换新的)(?=$|[,.;!?，。])"
)
_LATER = Pattern(
    r"稍等|等[我一]?下|等会|等一会|[我让]先?(?:看|找|想|问)(?:一?下|看|问|想)|晚点|回头|待会|马上发"
    r"|\b(?:one moment|hang on|hold on"
    r"|let me \w+ .{0,20}(?:come|get) back|i'?ll (?:check|measure|look|take|find|try)\b"
    r"|let me (?:check|look|see|think)|give me a (?:moment|minute|sec)|later today)\b"
)
_REFUSES = Pattern(r"\d|[吗呢?？]|不(?!急|好意思)|没(?!问题)|怎么|什么|多久|\b(?:not|no|can't|cannot|how|why)\b")
_DISSENTS = Pattern(
    r"\d|不|没(?!错|问题)|别|但|可是|怎么|什么|多久|[吗呢?？]|看看|看一下|想想|考虑|再说|等|试试|还要|还有|另外"
    r"|\b(?:but|not|no|how|when|what|why|where|let me|think|later|try|wait|also|and)\b|n't"
)
_DONE = Pattern(
    r"\W*(?:已经?|都|我|刚刚?|现在|照片|图片?|视频)*(?:发|传|拍|填|提交|上传|申请|弄|搞)(?:过|好|完|给?你|给?您)?了"
    r"|\W*(?:好了|看看?吧|在这|\[(?:图片|照片|视频)\])"
    r"|\b(?:i |i've |i have |just )*(?:sent|attached|uploaded|done|submitted|emailed|added)\b"
    r"|here (?:you go|they are|it is)"
)


def _is_short(text: str) -> bool:
    """Return whether a text is said in passing: a Chinese character says more than a Latin letter."""
    return len(text) <= (LONGEST if CJK.search(text) else LONGEST_LATIN)


def drop_refused(text: str) -> str:
    """Return a cleaned message without the remedy that it names to turn it down: “my money back, not a new one”."""
    return _REFUSED.sub("", text)


def defers(text: str, opened: Opened) -> bool:
    """Return whether a cleaned message says that the buyer will see to what the shop asked or asked for."""
    if not opened.awaits or not _is_short(text) or _REFUSES.search(text):
        return False
    return _LATER.search(text) is not None or (
        opened.after == "requested" and len(text) <= PASSING and _AGREES.match(text) is not None
    )


def agrees(text: str, opened: Opened) -> bool:
    """Return whether a cleaned message says yes, and no more, to what the shop asked or asked for."""
    short = opened.awaits and _is_short(text)
    return short and _AGREES.match(text) is not None and not _DISSENTS.search(text)


def takes_up(text: str, opened: Opened) -> bool:
    """Return whether a cleaned message says yes to what the shop asked last, or that the buyer will see to it."""
    return agrees(text, opened) or defers(text, opened)


def find_after(text: str, opened: Opened, topic: str) -> After | None:
    """Return what the shop's last words left open for the reply to `topic`: a courtesy answers them only by a yes."""
    if topic != COURTESY or not opened.awaits:
        return opened.after
    if opened.after == "asked" and agrees(text, opened):
        return "asked"
    return "requested" if defers(text, opened) else None


def is_calm(manner: Manner | None, found: Classification) -> bool:
    """Return whether a message is plain, and reproaches the shop with nothing."""
    plain = manner is None or manner.id == PLAIN
    return plain and not any(one.id == COMPLAINT and one.score >= REPROACHED for one in found.candidates)


def find_answered(text: str, opened: Opened, library: Library) -> Iterator[str]:
    """Yield the facts that the shop asked for with its last words, where the message says that they have been sent."""
    if not opened.last or _DONE.search(text) is None:
        return
    yield from (name for name, words in library.facts.items() if mentions(opened.last, words.sought))


def read_choice(slots: Iterable[Slot], opened: Opened, library: Library) -> Iterator[Slot]:
    """Yield the slots of a message: a bare size or colour is the wanted one where the shop asked for just that."""
    words = library.facts.get("change_wanted")
    chosen = words is not None and bool(opened.last) and mentions(opened.last, words.sought)
    for slot in slots:
        bare = slot.kind in (SlotKind.SIZE, SlotKind.COLOR) and not slot.detail
        yield replace(slot, detail=WANTED) if chosen and bare else slot
