"""Everything a reply may quote in one case, as strings of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from types import MappingProxyType

from app.core.definitions import Carrier, Voice, Words
from app.core.slots.goods import LARGER, SMALLER, WANTED
from app.core.slots.wishes import EXCHANGE, REFUND, REPAIR, RESEND, chosen_remedy
from app.core.stage import ARRIVED, NOT_ARRIVED, NOT_SENT, find_stage
from app.core.wording import write_number, write_value
from app.model import FACT_NAMES, Decision, Facts, Figure, Language, Platform, Remedy, Slot, SlotKind, Stage, Value

PLATFORM_NAMES: Mapping[Platform, tuple[str, str]] = {
    "taobao": ("淘宝", "Taobao"),
    "tmall": ("天猫", "Tmall"),
    "jd": ("京东", "JD"),
    "pdd": ("拼多多", "Pinduoduo"),
    "ebay": ("eBay", "eBay"),
}
NOT_QUOTED = frozenset({"fault", "worn", "intact", "free_shipping", "currency", "carrier"})
"""Facts that decide but are not words for a buyer (a carrier is quoted by its proper name)."""
NAMED_SLOTS = {
    SlotKind.SIZE: "named_size",
    SlotKind.COLOR: "named_color",
    SlotKind.AMOUNT: "named_amount",
    SlotKind.INVOICE_TITLE: "invoice_title",
    SlotKind.TAX_NO: "tax_no",
}
WANTED_SLOTS = {SlotKind.SIZE: "wanted_size", SlotKind.COLOR: "wanted_color"}
NEXT_SIZES: Mapping[str, tuple[str, str]] = {LARGER: ("大一码", "one size up"), SMALLER: ("小一码", "one size down")}
REMEDY_WORDS: Mapping[Remedy, tuple[str, str]] = {
    REFUND: ("退款", "refund"),
    RESEND: ("补发", "replacement"),
    EXCHANGE: ("换货", "exchange"),
    REPAIR: ("维修", "repair"),
}
DUE_BY = ("ship_by", "latest_delivery_by")
"""Facts that are told as still to come (`ship_by_ahead`) or as over (`ship_by_past`)."""
DEADLINE, LAST_DAY = "deadline", "last_day"
"""What a decision names as the end of something is told the same way: `deadline_ahead`, `last_day_past`."""
AHEAD, PAST = "_ahead", "_past"
WHERE_IT_IS: Mapping[str, tuple[Stage, ...]] = {"unsent": NOT_SENT, "on_its_way": NOT_ARRIVED, "arrived": ARRIVED}
"""Names to test, never more than one of which is known: how far the order has come; none where nobody knows."""
TRUE = "yes"
QUESTION, REPORT = "question", "report"
"""What the buyer asks or reports, word for word, in a reply in the language it was written in."""
FIXED_NAMES = frozenset(
    {"platform_name", "carrier_name", "tracking_link", "days_since_shipped", "back_by", "promised_by", "remedy_wanted"}
    | {QUESTION, REPORT, *WHERE_IT_IS}
    | {f"{name}{when}" for name in DUE_BY for when in (AHEAD, PAST)}
    | {*NAMED_SLOTS.values(), *WANTED_SLOTS.values(), *(f"wants_{remedy}" for remedy in REMEDY_WORDS)}
)
"""Names that are always provided when they are known, beside facts, decisions, figures and what was given."""
GIVEN = "_given"
"""Ends the name of what a buyer has given besides the facts of the order: `photo_given`."""
STANDS_FOR = {"carrier_name": "carrier", "tracking_link": "tracking_no", "days_since_shipped": "shipped_at"}
"""Which fact to fill in so that a value becomes known."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """What one case holds to quote. `figures` maps rule → name → figure.

    `back_by` is the moment by which the buyer hears from the desk again; None where the shop names no such time.
    `zone_names` says how the zone is called, in the languages in which that does not go without saying. `given`
    names what the buyer has sent or said besides the facts, with its label. `promised_by` is when the shop has promised
    word for, where that still lies ahead. `quoted` holds the buyer's own words
    by name, in the language they were written in.
    """

    facts: Facts
    platform: Platform
    slots: tuple[Slot, ...]
    decisions: Mapping[str, Decision]
    figures: Mapping[str, Mapping[str, Figure]]
    carrier: Carrier | None
    now: datetime
    timezone: tzinfo
    back_by: datetime | None = None
    zone_names: Mapping[Language, str] = field(default_factory=lambda: MappingProxyType({}))
    given: Mapping[str, Words] = field(default_factory=lambda: MappingProxyType({}))
    promised_by: datetime | None = None
    quoted: Mapping[Language, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def values(self, language: Language, *, primary: Decision | None) -> dict[str, str]:
        """Return every known value by name, written in `language`; a primary decision's own names come plain."""
        values = dict(self._figures())
        values |= self._slots() | dict(self._wishes(language))
        values |= self._facts(language)
        values |= dict(self._parcel(language))
        if self.back_by:
            values["back_by"] = self._write(self.back_by, language)
        if self.promised_by:
            values["promised_by"] = self._write(self.promised_by, language)
        values |= self.quoted.get(language, {})
        for rule, decision in self.decisions.items():
            values |= {f"{rule}_{name}": text for name, text in self._decision(decision, language)}
        return values | (dict(self._decision(primary, language)) if primary else {})

    def _write(self, value: Value, language: Language, currency: str | None = None) -> str:
        written = write_value(value, language=language, timezone=self.timezone, currency=currency, now=self.now)
        name = self.zone_names.get(language)
        if not isinstance(value, datetime) or name is None:
            return written
        return f"{written}（{name}）" if language == "zh" else f"{written} {name}"

    def _figures(self) -> Iterator[tuple[str, str]]:
        for rule, figures in self.figures.items():
            for name, figure in figures.items():
                yield f"{rule}_{name}", write_number(figure.value)

    def _slots(self) -> dict[str, str]:
        """Return what the message names; of several sizes or colours the one that is wanted, else the first."""
        last_first = tuple(reversed(self.slots))
        ranked = sorted(last_first, key=lambda slot: slot.detail == WANTED)
        plain = (slot for slot in ranked if slot.value not in NEXT_SIZES)
        return {NAMED_SLOTS[slot.kind]: slot.value for slot in plain if slot.kind in NAMED_SLOTS}

    def _wishes(self, language: Language) -> Iterator[tuple[str, str]]:
        """Yield the size or colour and the remedy that the buyer wants, and what was given."""
        place = int(language == "en")
        for slot in reversed(self.slots):
            if slot.detail == WANTED and slot.kind in WANTED_SLOTS:
                words = NEXT_SIZES.get(slot.value)
                yield WANTED_SLOTS[slot.kind], words[place] if words else slot.value
        if remedy := chosen_remedy(self.slots):
            said = REMEDY_WORDS[remedy][place]
            yield from (("remedy_wanted", said), (f"wants_{remedy}", said))
        for name, label in self.given.items():
            yield f"{name}{GIVEN}", label.zh if language == "zh" else label.en

    def _facts(self, language: Language) -> dict[str, str]:
        currency = self.facts.currency or default_currency(self.platform)
        known = ((name, getattr(self.facts, name)) for name in FACT_NAMES if name not in NOT_QUOTED)
        return {
            name: self._write(value, language, currency if isinstance(value, Decimal) else None)
            for name, value in known
            if value is not None
        }

    def _parcel(self, language: Language) -> Iterator[tuple[str, str]]:
        if self.platform in PLATFORM_NAMES:
            yield "platform_name", PLATFORM_NAMES[self.platform][language == "en"]
        if self.carrier:
            yield "carrier_name", self.carrier.title.zh if language == "zh" else self.carrier.title.en
            if self.carrier.track and self.facts.tracking_no:
                yield "tracking_link", self.carrier.track.replace("{number}", self.facts.tracking_no)
        elif self.facts.carrier:
            yield "carrier_name", self.facts.carrier
        if self.facts.shipped_at and self.facts.shipped_at <= self.now:
            yield "days_since_shipped", str((self.now - self.facts.shipped_at).days)
        stage = find_stage(self.facts, now=self.now)
        yield from ((name, TRUE) for name, stages in WHERE_IT_IS.items() if stage in stages)
        for name in DUE_BY:
            by: datetime | None = getattr(self.facts, name)
            if by is not None:
                yield f"{name}{AHEAD if by > self.now else PAST}", self._write(by, language)

    def _decision(self, decision: Decision, language: Language) -> Iterator[tuple[str, str]]:
        currency = decision.currency or default_currency(self.platform)
        if decision.amount is not None:
            yield "amount", self._write(decision.amount, language, currency)
        if decision.deadline is not None:
            yield from self._end(DEADLINE, decision.deadline, language, ahead=decision.deadline > self.now)
        for name, value in decision.values.items():
            if name == LAST_DAY and isinstance(value, date):
                today = self.now.astimezone(self.timezone).date()
                yield from self._end(LAST_DAY, value, language, ahead=value >= today)
            else:
                yield name, self._write(value, language, currency if isinstance(value, Decimal) else None)

    def _end(self, name: str, value: date, language: Language, *, ahead: bool) -> Iterator[tuple[str, str]]:
        """Yield the end of something under its name, and under the name that says whether it still lies ahead."""
        written = self._write(value, language)
        yield from ((name, written), (f"{name}{AHEAD if ahead else PAST}", written))


def name_zone(voice: Voice, zone: tzinfo, *, now: datetime) -> dict[Language, str]:
    """Return how a voice calls its zone behind a time of day, by language; nothing where that goes without saying."""
    if voice.zone_shown:
        return {"zh": voice.zone_shown.zh, "en": voice.zone_shown.en}
    away = now.astimezone(zone).utcoffset() or timedelta()
    hours, minutes = divmod(int(abs(away).total_seconds()) // 60, 60)
    sign = "-" if away < timedelta() else "+"
    offset = f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
    return {language: offset if language == "zh" else f"({offset})" for language in voice.offset_shown}


def default_currency(platform: Platform) -> str:
    """Return the currency that prices are taken for where nobody has said: USD on eBay, else CNY."""
    return "USD" if platform == "ebay" else "CNY"


def list_decided(names: Iterable[str]) -> frozenset[str]:
    """Return every name under which a decision with these values is quoted."""
    own = frozenset((*names, "amount", DEADLINE))
    return own | {f"{name}{when}" for name in own & {DEADLINE, LAST_DAY} for when in (AHEAD, PAST)}


def known_names(rules: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every name that replies may quote apart from policy figures; `rules` maps rule → its value names."""
    decided = {rule: list_decided(names) for rule, names in rules.items()}
    by_rule = {f"{rule}_{name}" for rule, names in decided.items() for name in names}
    return frozenset(FACT_NAMES) - NOT_QUOTED | FIXED_NAMES | frozenset().union(*decided.values()) | by_rule
