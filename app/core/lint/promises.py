"""Promises that a decision does not bear out: refused things granted, other amounts, earlier days."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.core.lint.days import read_days
from app.core.lint.grants import find_grants
from app.core.lint.sight import View
from app.core.lint.terms import Terms
from app.core.pattern import Pattern
from app.core.slots.amounts import find_amounts
from app.model import Span

Found = tuple[str, Span]
GUARDED = Pattern(
    r"不(?!少|用|必|需要|收您|管)|没(?!关系|事|问题|错)|未|无法|如果|若|要是|一旦|除非|(?:的话)|是否|能否|吗|还是要看|核实后|确认后|以.{0,8}为准|平台(?:判|支持|认定)"
    r"|才[能可会]|要等|审核|由您(?:承担|出|付)"
    r"|\bnot\b(?! a problem)|n't\b(?! (?:worry|need))|\bno\b(?! (?:problem|worries|need|matter|doubt|charge|cost))"
    r"|\bcannot\b|\bunable\b|\bunless\b|\bif\b|\bonce\b|\bwhether\b|\bshould\b|\bnever\b|\bonly\b|\bafter\b"
)
"""A sentence with one of these refuses, asks or makes a condition; it promises nothing."""
ASKS = Pattern(r"[，,]?[您你]?(?:看|觉得)?(?:这样|这么)?(?:行|可以|好|成|中|能接受)(?:不(?:行|可以|好|成)?|吗|么)$")
"""Asks whether an offer is welcome; it is an offer all the same."""
SENTENCE = Pattern(r"[^。！？!?;；\n.]+(?:\.\d+[^。！？!?;；\n.]*)*")
CLAUSE = Pattern(r"[^，,]+")
PAYS = Pattern(r"退|赔|补|返|打款|refund|compensat|credit|pay|send you|give you|back")
QUOTES = Pattern(
    r"付了|实付|原价|现价|成交价|价格|拍下|扣|(?:you |was |were )paid|price|cost|total|came to|deduct|minus"
)
BARE = Pattern(r"(?:退|赔|补|返)(?:还|给|偿)?[您你]?(\d{1,6}|[一二两三四五六七八九十百千万]{1,6})整?(?=[，,]|$)")
"""An amount of which the currency goes without saying: 退您六十."""
YUAN = Pattern(r"(\d{1,6}(?:\.\d{1,2})?) ?(?:yuan|rmb|kuai)\b")
ARRIVES = Pattern(r"退款|款项|退到|到账|退给|打款|退您|退回|返还|钱.{0,6}到|refund|money|credited")
CHECKS = Pattern(
    "核实|核对|查|催|跟进|确认|看|问|告诉|回复|跟您说|通知|联系|登记|申请|提交|收到了?退货|进度|转给|反馈"
    r"|\b(?:check|look|ask|tell|reply|answer|know|confirm|see|chase|follow|find|forward|pass|write|request|arrange)"
)
"""What is done about a refund at a time that is named; the money is not promised by then."""

TOLD = Pattern(
    r"到的(?:仓库|仓)|(?:签收|收到|寄出|提交|申请)的"
    r"|\b(?:arrived on|reached us|reached the warehouse|submitted on|request of)\b"
)
"""A day that is told as past: the return arrived on it, the request is of it."""


def find_promises(view: View, terms: Terms) -> Iterator[Found]:
    """Yield what a folded text promises beyond `terms`."""
    for sentence in SENTENCE.finditer(view.text):
        if GUARDED.search(ASKS.sub("", sentence[0])):
            continue
        for code, (start, end) in _find_in(sentence[0], terms):
            yield code, view.to_original((sentence.start() + start, sentence.start() + end))


def _find_in(text: str, terms: Terms) -> Iterator[Found]:
    yield from (("not_granted", span) for span in find_grants(text, terms))
    yield from _find_amounts(text, terms)
    yield from _find_days(text, terms)


def _find_amounts(text: str, terms: Terms) -> Iterator[Found]:
    if not terms.amounts or not PAYS.search(text) or QUOTES.search(text):
        return
    for amount, currency, span in _read_amounts(text):
        if amount > max(terms.amounts):
            yield "amount_too_high", span
        elif amount not in terms.amounts or (terms.currency and currency != terms.currency):
            yield "amount_differs", span


def _read_amounts(text: str) -> Iterator[tuple[Decimal, str, Span]]:
    """Yield each amount, its currency and its place."""
    for slot in find_amounts(text):
        number, currency = slot.value.split()
        yield Decimal(number), currency, slot.span
    for pattern in (BARE, YUAN):
        for match in pattern.finditer(text):
            for slot in find_amounts(f"{match[1]}元"):
                number, currency = slot.value.split()
                yield Decimal(number), currency, match.span(1)


def _find_days(text: str, terms: Terms) -> Iterator[Found]:
    if terms.deadline is None or terms.now is None or not ARRIVES.search(text):
        return
    now = terms.now.astimezone(terms.deadline.tzinfo)
    for clause in CLAUSE.finditer(text):
        if CHECKS.search(clause[0]) or TOLD.search(clause[0]):
            continue
        for (start, end), latest in read_days(clause[0], now):
            if now <= latest < terms.deadline and latest.date() < terms.deadline.date():
                yield "too_soon", (clause.start() + start, clause.start() + end)
