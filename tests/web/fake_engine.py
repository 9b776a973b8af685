"""A small engine with a few ready answers, so that the web can be tested and looked at by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

from app.core.definitions import Carrier, FactWords, Intent, Policy, ReplyHeader, Words
from app.core.lint import Terms
from app.core.preview import Preview
from app.errors import BadInput, FieldError
from app.model import (
    FACT_NAMES,
    PLATFORMS,
    Answer,
    Bilingual,
    Body,
    Classification,
    Deadline,
    Decision,
    Draft,
    Escalation,
    Evidence,
    Finding,
    Inquiry,
    Language,
    Platform,
    ScoredIntent,
    Slot,
    SlotKind,
    Source,
)

TITLES = {
    "price_difference": ("差价", "Price difference"),
    "color_difference": ("色差", "Colour difference"),
    "parcel_not_received": ("没收到货", "Parcel not received"),
    "complaint": ("投诉", "Complaint"),
    "return_exchange": ("退换货", "Return or exchange"),
    "sizing": ("尺码", "Sizing"),
    "other": ("其他", "Something else"),
}
CUES = {
    "price_difference": "降价|差价|price has dropped|difference",
    "color_difference": "颜色|色差|colour",
    "parcel_not_received": "没收到|物流|not arrived|parcel",
    "complaint": "投诉|骗子|scam",
}
_WORDS = {"zh": "中文", "en": "English"}


def _title(name: str) -> Words:
    zh, en = TITLES[name]
    return Words(zh=zh, en=en)


def make_intent(name: str) -> Intent:
    return Intent.model_validate({"id": name, "title": _title(name), "about": _WORDS, "says": {"zh": ["一句"]}})


def _reply(name: str) -> FakeReply:
    return FakeReply(ReplyHeader(id=f"{name}.standard", intent=name, title=_title(name), asks=("order_no",)))


def _policy() -> Policy:
    words = {"zh": "价格保护", "en": "Price protection"}
    return Policy.model_validate(
        {
            "id": "price_protection",
            "title": words,
            "about": _WORDS,
            "platforms": ["taobao"],
            "because": {"in_time": _WORDS},
        }
    )


def _name_facts() -> dict[str, FactWords]:
    names = {name: {"zh": f"事实 {name}", "en": name.replace("_", " ")} for name in (*FACT_NAMES, "photo")}
    return {name: FactWords.model_validate({"label": words, "ask": words}) for name, words in names.items()}


@dataclass(frozen=True)
class FakeReply:
    header: ReplyHeader


@dataclass(frozen=True)
class FakeLibrary:
    intents: MappingProxyType[str, Intent] = field(
        default_factory=lambda: MappingProxyType({name: make_intent(name) for name in TITLES})
    )
    replies: tuple[FakeReply, ...] = field(default_factory=lambda: tuple(_reply(name) for name in TITLES))
    policies: MappingProxyType[str, Policy] = field(
        default_factory=lambda: MappingProxyType({"price_protection": _policy()})
    )
    facts: MappingProxyType[str, FactWords] = field(default_factory=lambda: MappingProxyType(_name_facts()))
    carriers: tuple[Carrier, ...] = (
        Carrier(id="zto", title=Words(zh="中通", en="ZTO Express"), aliases=("中通快递",), numbers=()),
        Carrier(id="yto", title=Words(zh="圆通速递", en="YTO Express"), aliases=("圆通", "yto"), numbers=()),
    )
    folders_digest: str = "0f" * 32


@dataclass(frozen=True)
class FakeEngine:
    """Answers by a handful of cue words; `crash` makes it fail as a bug would."""

    library: FakeLibrary = field(default_factory=FakeLibrary)
    asked: list[tuple[Inquiry, datetime, Language]] = field(default_factory=list)
    crash: bool = False

    def draft(self, inquiry: Inquiry, *, now: datetime, agent_language: Language = "zh") -> Answer:
        self.asked.append((inquiry, now, agent_language))
        if self.crash:
            raise ValueError(f"cannot digest {inquiry.message}")
        if inquiry.notice is not None:
            raise BadInput([FieldError("notice", "is not a notice; known: parcel_sent")])
        seen = self.classify(inquiry.message or "")
        return _answer(inquiry, seen, now=now)

    def classify(self, text: str) -> Classification:
        found = tuple(
            ScoredIntent(name, round(0.94 - 0.22 * rank, 2), _find_evidence(text, cues))
            for rank, (name, cues) in enumerate(CUES.items())
            if re.search(cues, text)
        )
        rest = [ScoredIntent(name, 0.2 - 0.02 * rank) for rank, name in enumerate(TITLES)]
        taken = {intent.id for intent in found}
        candidates = (*found, *(intent for intent in rest if intent.id not in taken))
        language = "zh" if re.search("[\u4e00-\u9fff]", text) else "en"
        return Classification(language, found, candidates)

    def lint(
        self, text: str, *, language: Language, platform: Platform, terms: Terms | None = None
    ) -> tuple[Finding, ...]:
        return _lint(text)

    def preview(self, name: str, *, now: datetime) -> Preview | None:
        return None

    def used_on(self, name: str) -> tuple[Platform, ...]:
        return PLATFORMS


def _find_evidence(text: str, cues: str) -> tuple[Evidence, ...]:
    words = [Evidence("word", match.group(), match.span()) for match in re.finditer(cues, text)]
    return (*words, Evidence("example", "刚买就变了", (0, len(text))))


def _lint(text: str) -> tuple[Finding, ...]:
    say = Bilingual("别说不知道，说会去核实", "Do not say you do not know; say you will find out")
    found = re.finditer("不知道|don't know", text)
    return tuple(Finding("not_known", "block", match.span(), say) for match in found)


def _answer(inquiry: Inquiry, seen: Classification, *, now: datetime) -> Answer:
    message = inquiry.message or ""
    numbers = [Slot(SlotKind.ORDER_NO, m.group(), m.span()) for m in re.finditer("[0-9]{16,19}", message)]
    angry = any(intent.id == "complaint" for intent in seen.intents)
    why = Bilingual("买家提到投诉，由主管决定怎么补偿。", "The buyer threatens a complaint; a supervisor decides.")
    return Answer(
        classification=seen,
        slots=tuple(numbers),
        decisions=() if seen.abstained else _decide(inquiry, now=now),
        drafts=_hold() if seen.abstained else _draft(inquiry, message),
        steps=() if seen.abstained else _STEPS,
        deadlines=(
            Deadline("first_reply", now + timedelta(minutes=5)),
            Deadline("price_protection", now + timedelta(hours=50)),
        ),
        escalate=Escalation("supervisor", why) if angry else None,
    )


_STEPS = (
    Bilingual("核对成交价和现价，截图存单", "Compare the price paid with today's and keep a picture"),
    Bilingual("确认是同一款、同一店铺", "Make sure it is the same item of the same shop"),
    Bilingual("在订单备注里写下已答应的金额", "Note the amount promised on the order"),
)


def _decide(inquiry: Inquiry, *, now: datetime) -> tuple[Decision, ...]:
    source = Source("淘宝平台价保规则", "https://rule.example/price", now.date())
    own = Source("店铺自定", "", None)
    paid = inquiry.facts.price_paid
    because = Bilingual("价保期 15 个工作日，已用 12 个。", "12 of 15 working days of price protection are used.")
    postage = Bilingual("还不清楚是谁的责任。", "Whose fault it is is not known yet.")
    return (
        Decision(
            "price_protection",
            "eligible",
            "in_time",
            because,
            Decimal("40") if paid else None,
            "CNY",
            now + timedelta(hours=50),
            ("closed_at",),
            () if paid else ("price_paid", "current_price"),
            source,
        ),
        Decision("return_postage", "needs_facts", "unknown", postage, facts_missing=("fault",), source=own),
    )


def _draft(inquiry: Inquiry, message: str) -> tuple[Draft, ...]:
    name = inquiry.facts.buyer_name or "亲"
    zh = (
        f"{name}，您好～刚到手就降价，换谁心里都不舒服，这点我特别理解。\n"
        "您这笔订单还在价保期内，差额可以退给您：打开订单详情，点“价保”提交申请，审核通过后原路退回。"
    )
    en = (
        "Hello! Getting something just before its price drops is annoying, we quite understand.\n"
        "Your order is still covered by price protection: open the order, choose “price protection”, "
        "and the difference is paid back the way you paid."
    )
    short_zh, short_en = (
        "在价保期内，差额可以退，订单详情里点“价保”就行。",
        "You are covered: choose “price protection” on the order.",
    )
    odd_zh = f"您说的“{message[:40]}”我不知道具体情况，先帮您核实。"
    missing = () if inquiry.facts.price_paid else ("price_paid", "current_price", "photo")
    return (
        _pair("price_difference.eligible", "standard", zh, en, missing=missing),
        _pair("price_difference.eligible", "short", short_zh, short_en),
        _pair("price_difference.eligible", "warm", odd_zh, "I will look into what you wrote.", findings=_lint(odd_zh)),
    )


def _hold() -> tuple[Draft, ...]:
    zh = "亲，您的消息收到了，我先核实一下，很快回复您。"
    return (
        _pair(
            "other.holding", "holding", zh, "Thank you for your message; we are looking into it and will be back soon."
        ),
    )


def _pair(
    template: str, variant: str, zh: str, en: str, *, missing: tuple[str, ...] = (), findings: tuple[Finding, ...] = ()
) -> Draft:
    return Draft(template, variant, Body("zh", zh), Body("en", en), missing, findings)
