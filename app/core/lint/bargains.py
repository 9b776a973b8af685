"""Sentences that trade something for a review, or promise a time as certain, however they are worded."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.lint.sight import BARRIER, Sight
from app.core.pattern import Pattern
from app.model import Span

Found = tuple[str, Span]
REVIEW = r"好评|好坪|五星|5星|满分|晒图|晒单|追评|中评|差评|删评|改评|评价截图"
GIFT = (
    r"返现|返钱|返[您你]?\d|反现|红包|补偿|赔您|礼物|礼品|小礼|惊喜|优惠券|领券|送券|送您|现金|奖励|领钱|补您|退您|转您|免单"
    r"|再退|再给您退|才退|再赔"
)
CHINESE_BARGAIN = Pattern(rf"(?:{REVIEW})[^{BARRIER}]{{0,10}}[{BARRIER}]?[^{BARRIER}]{{0,8}}(?:{GIFT})")
CHINESE_OFFER = Pattern(rf"(?:{GIFT})[^{BARRIER}]{{0,8}}(?:{REVIEW})")
CHINESE_NO = Pattern("不|没|无关|无论|都会|都给|谢谢|感谢|抱歉|对不起|提到|由您|看到")
SAY = r"(?:feedback|reviews?|ratings?|[45]\W?stars?|five\W?stars?)"
PRAISE = (
    r"(?:positive|good|great|nice|5|five|change|chang|remov|delet|revis|updat|improv|took|take|taking|edit|withdraw)\w*"
)
REWARD = r"(?:\$\d+|refund|gift|discount|voucher|coupon|cash|money|compensat|reward|bonus|credit)\w*"
GAP = rf"(?: [^ {BARRIER}]+){{0,7}}? "
ENGLISH_BARGAINS = tuple(
    Pattern(rf"(?<![^ ]){GAP.join(parts)}(?![^ ])")
    for parts in ((REWARD, PRAISE, SAY), (PRAISE, SAY, REWARD), (REWARD, SAY, PRAISE))
)
ENGLISH_NO = Pattern(
    r"\b(?:not|never|no|dont|cannot|cant|wont|whether|depend\w*|thank|thanks|sorry|entirely|whatever|nothing)\b"
)
DAY = r"(?:今天|今晚|明天|明早|明晚|后天|大后天|本周|这周|周[一二三四五六日末]|星期[一二三四五六日]|\d+[号日点天])"
SURE = r"(?:一定|肯定|保证|保准|铁定|准保|必定|百分百|百分之百|绝对|包[您你]?|准|必)"
COMES = r"(?:到达|到货|送到|送达|收到|到账|到手|到家|退款|退到|发出|发货|解决|处理好|搞定|到(?![底处了时店付]))"
CHINESE_CERTAIN = (
    Pattern(rf"{DAY}[之以]?[前内]?[^{BARRIER}]{{0,3}}{SURE}[^{BARRIER}]{{0,4}}{COMES}"),
    Pattern(rf"{SURE}(?:能|会|可以|在|给[您你])?[^{BARRIER}]{{0,2}}{DAY}[之以]?[前内]?[^{BARRIER}]{{0,5}}{COMES}"),
)
CHINESE_UNSURE = Pattern("不|没|未|无法|难|能否|是否|吗|争取|尽量|尽力|准备|准时|标准|必要|包裹|面包|钱包|背包|书包")


def find_bargains(sight: Sight) -> Iterator[Found]:
    """Yield sentences in which a review and a gift meet, and arrivals promised as certain."""
    tight, words = sight.tight, sight.words
    for pattern in (CHINESE_BARGAIN, CHINESE_OFFER):
        for match in pattern.finditer(tight.text):
            if not CHINESE_NO.search(_clause(tight.text, match.span())):
                yield "review_bargain", tight.to_original(match.span())
    for pattern in ENGLISH_BARGAINS:
        for match in pattern.finditer(words.text):
            if not ENGLISH_NO.search(_clause(words.text, match.span())):
                yield "review_bargain", words.to_original(match.span())
    for pattern in CHINESE_CERTAIN:
        for match in pattern.finditer(tight.text):
            if not CHINESE_UNSURE.search(_clause(tight.text, match.span())):
                yield "overpromise", tight.to_original(match.span())


def _clause(text: str, span: Span) -> str:
    """Return the clauses that a span lies in."""
    start = text.rfind(BARRIER, 0, span[0]) + 1
    end = text.find(BARRIER, span[1])
    return text[start : end if end >= 0 else len(text)]
