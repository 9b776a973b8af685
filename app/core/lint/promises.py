"""Promises that a decision does not bear out: refused things granted, other amounts, earlier days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.core.lint.sight import View
from app.core.lint.terms import Terms
from app.core.slots.amounts import find_amounts
from app.model import Span

Found = tuple[str, Span]
REFUSED = frozenset({"expired", "not_eligible"})
FULL_REFUND = (
    r"全额(?:退|给您退)|全款退|退(?:您)?全款|全部退给?您|"
    r"full refund|refund (?:you )?in full|refund the full|refund everything|money back in full"
)
RETURN = (
    r"可以(?:给您)?(?:无理由)?退(?:货|换)|(?:同意|支持|接受|给您)(?:无理由)?退货|"
    r"(?:can|may) (?:still )?(?:return|send) (?:it|them|the item)|accept (?:the|your) return"
)
FREE_POSTAGE = (
    r"(?:运费|邮费|快递费)(?:都|全)?(?:由|算)?(?:我们|店里|本店|我)(?:来)?(?:出|承担|付|的)|"
    r"(?:我们|店里|本店)(?:来)?(?:出|承担|付)(?:来回|退货)?(?:的)?(?:运费|邮费)|"
    r"(?:we|we'll|shop) (?:will )?(?:pay|cover) (?:for )?(?:the |your )?(?:return )?(?:postage|shipping)|"
    r"free return(?: label| shipping)?|prepaid label"
)
DIFFERENCE = (
    r"(?:退|补|返)(?:给)?您?(?:这?个?)差价|差价(?:给您|可以|能)?(?:退|补|返)|refund (?:you )?the (?:price )?difference"
)
COMPENSATION = r"(?:赔|补偿)(?:给)?您|给您(?:赔|补偿)|compensat(?:e|ion)"
GRANTS: Mapping[str, str] = {
    "no_reason_return": rf"{FULL_REFUND}|{RETURN}",
    "quality_claim": rf"{FULL_REFUND}|{RETURN}",
    "ebay_return": rf"{FULL_REFUND}|{RETURN}",
    "ebay_not_received": FULL_REFUND,
    "ebay_cancel": r"(?:已经?|给您|可以)取消|(?:have |can |will )cancel(?:led|ed)?",
    "price_protection": DIFFERENCE,
    "return_postage": FREE_POSTAGE,
    "late_shipment": COMPENSATION,
}
"""What a text may promise only where the rule gives it."""
ALSO_GRANTS: Mapping[str, frozenset[str]] = {
    "no_reason_return": frozenset({"quality_claim", "ebay_return", "ebay_not_received"}),
    "quality_claim": frozenset({"no_reason_return", "ebay_return"}),
    "ebay_return": frozenset({"quality_claim", "ebay_not_received"}),
    "ebay_not_received": frozenset({"ebay_return", "quality_claim"}),
}
"""Other rules that give the same: where one of them says yes, a refusal by this one does not count."""
COMPILED = {rule: re.compile(pattern) for rule, pattern in GRANTS.items()}
GUARDED = re.compile(
    r"不|没|未|无法|如果|若|要是|一旦|除非|(?:的话)|是否|能否|吗|还是要看|核实后|确认后|以.{0,8}为准|平台(?:判|支持|认定)"
    r"|\bnot\b|n't\b|\bno\b|\bcannot\b|\bunable\b|\bunless\b|\bif\b|\bonce\b|\bwhether\b|\bshould\b|\bnever\b|\bonly\b|\bafter\b"
)
"""A sentence with one of these refuses, asks or makes a condition; it promises nothing."""
SENTENCE = re.compile(r"[^。！？!?;；\n.]+(?:\.\d+[^。！？!?;；\n.]*)*")
PAYS = re.compile(r"退|赔|补|返|打款|refund|compensat|credit|pay|send you|give you|back")
QUOTES = re.compile(
    r"付了|实付|原价|现价|成交价|价格|拍下|扣|(?:you |was |were )paid|price|cost|total|came to|deduct|minus"
)
DAYS = {"今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "后天": 2, "today": 0, "tonight": 0, "tomorrow": 1}
DAY_WORD = re.compile("大后天|" + "|".join(DAYS))
WITHIN = re.compile(
    r"(?:(?P<zh>\d{1,3}|[一二两三四五六七八九十])\s?(?P<unit>个?小时|分钟|天|日)(?:之?内|以内)|"
    r"within (?P<en>\d{1,3}|an?|one|two|three) (?P<part>minute|hour|day)s?)"
)
MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?")
DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SMALL = {"两": 2, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
NUMERALS = {word: value for value, word in enumerate("零一二三四五六七八九十")} | SMALL
HALF_A_YEAR = 180
"""Days; a date without a year that lies further back than this is taken for the coming one."""
ARRIVES = re.compile(r"退款|到账|退给|打款|退您|refund|money|credited")


def find_promises(view: View, terms: Terms) -> Iterator[Found]:
    """Yield what a folded text promises beyond `terms`."""
    for sentence in SENTENCE.finditer(view.text):
        if GUARDED.search(sentence[0]):
            continue
        for code, (start, end) in _find_in(sentence[0], terms):
            yield code, view.to_original((sentence.start() + start, sentence.start() + end))


def _find_in(text: str, terms: Terms) -> Iterator[Found]:
    yield from _find_grants(text, terms)
    yield from _find_amounts(text, terms)
    yield from _find_days(text, terms)


def _find_grants(text: str, terms: Terms) -> Iterator[Found]:
    for rule, outcome in terms.outcomes.items():
        others = (terms.outcomes.get(other) for other in ALSO_GRANTS.get(rule, ()))
        if outcome not in REFUSED or rule not in COMPILED or "eligible" in others:
            continue
        for match in COMPILED[rule].finditer(text):
            yield "not_granted", match.span()


def _find_amounts(text: str, terms: Terms) -> Iterator[Found]:
    if not terms.amounts or not PAYS.search(text) or QUOTES.search(text):
        return
    for slot in find_amounts(text):
        number, currency = slot.value.split()
        amount = Decimal(number)
        if amount > max(terms.amounts):
            yield "amount_too_high", slot.span
        elif amount not in terms.amounts or (terms.currency and currency != terms.currency):
            yield "amount_differs", slot.span


def _find_days(text: str, terms: Terms) -> Iterator[Found]:
    if terms.deadline is None or terms.now is None or not ARRIVES.search(text):
        return
    now = terms.now.astimezone(terms.deadline.tzinfo)
    for span, latest in _read_days(text, now):
        if now <= latest < terms.deadline and latest.date() < terms.deadline.date():
            yield "too_soon", span


def _read_days(text: str, now: datetime) -> Iterator[tuple[Span, datetime]]:
    """Yield each time that is named, as the last moment it leaves."""
    for match in DAY_WORD.finditer(text):
        yield match.span(), _end_of(now.date() + timedelta(days=DAYS.get(match[0], 3)), now)
    for match in WITHIN.finditer(text):
        yield match.span(), now + _read_span(match)
    for match in MONTH_DAY.finditer(text):
        yield from _read_date(match, int(match[1]), int(match[2]), now)
    for match in DAY_MONTH.finditer(text):
        yield from _read_date(match, MONTHS.index(match[2]) + 1, int(match[1]), now)


def _read_span(match: re.Match[str]) -> timedelta:
    written, unit = match["zh"] or match["en"], match["unit"] or match["part"]
    count = int(written) if written.isdigit() else NUMERALS[written]
    if unit in {"分钟", "minute"}:
        return timedelta(minutes=count)
    return timedelta(hours=count) if unit.endswith(("小时", "hour")) else timedelta(days=count)


def _read_date(match: re.Match[str], month: int, day: int, now: datetime) -> Iterator[tuple[Span, datetime]]:
    try:
        named = date(now.year, month, day)
    except ValueError:
        return
    past = (now.date() - named).days > HALF_A_YEAR
    yield match.span(), _end_of(named + timedelta(days=365) if past else named, now)


def _end_of(day: date, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=now.tzinfo)
