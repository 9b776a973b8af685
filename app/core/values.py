"""Everything a reply may quote in one case, as strings of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

from app.core.definitions import Carrier, Words
from app.core.wording import write_number, write_value
from app.model import FACT_NAMES, Decision, Facts, Figure, Language, Platform, Slot, SlotKind, Value

PLATFORM_NAMES: Mapping[Platform, tuple[str, str]] = {
    "taobao": ("淘宝", "Taobao"),
    "tmall": ("天猫", "Tmall"),
    "jd": ("京东", "JD"),
    "pdd": ("拼多多", "Pinduoduo"),
    "ebay": ("eBay", "eBay"),
}
NOT_QUOTED = frozenset({"fault", "worn", "intact", "free_shipping", "currency", "carrier"})
"""Facts that decide but are not words for a buyer (a carrier is quoted by its proper name)."""
NAMED_SLOTS = {SlotKind.SIZE: "named_size", SlotKind.COLOR: "named_color", SlotKind.AMOUNT: "named_amount"}
FIXED_NAMES = frozenset(
    {"platform_name", "carrier_name", "tracking_link", "days_since_shipped", "back_by", *NAMED_SLOTS.values()}
)
"""Names that are always provided when they are known, beside facts, decisions and figures."""
STANDS_FOR = {"carrier_name": "carrier", "tracking_link": "tracking_no", "days_since_shipped": "shipped_at"}
"""Which fact to fill in so that a value becomes known."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """What one case holds to quote. `figures` maps rule → name → figure.

    `back_by` is the moment by which the buyer hears from the desk again; None where the shop names no such time.
    `zone_shown` is how the zone is called; None where it goes without saying.
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
    zone_shown: Words | None = None

    def values(self, language: Language, *, primary: Decision | None) -> dict[str, str]:
        """Return every known value by name, written in `language`; a primary decision's own names come plain."""
        values = dict(self._figures())
        values |= self._slots()
        values |= self._facts(language)
        values |= dict(self._parcel(language))
        if self.back_by:
            values["back_by"] = self._write(self.back_by, language)
        for rule, decision in self.decisions.items():
            values |= {f"{rule}_{name}": text for name, text in self._decision(decision, language)}
        return values | (dict(self._decision(primary, language)) if primary else {})

    def _write(self, value: Value, language: Language, currency: str | None = None) -> str:
        written = write_value(value, language=language, timezone=self.timezone, currency=currency, now=self.now)
        if not isinstance(value, datetime) or self.zone_shown is None:
            return written
        return f"{written}（{self.zone_shown.zh}）" if language == "zh" else f"{written} {self.zone_shown.en}"

    def _figures(self) -> Iterator[tuple[str, str]]:
        for rule, figures in self.figures.items():
            for name, figure in figures.items():
                yield f"{rule}_{name}", write_number(figure.value)

    def _slots(self) -> dict[str, str]:
        return {NAMED_SLOTS[slot.kind]: slot.value for slot in reversed(self.slots) if slot.kind in NAMED_SLOTS}

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

    def _decision(self, decision: Decision, language: Language) -> Iterator[tuple[str, str]]:
        currency = decision.currency or default_currency(self.platform)
        if decision.amount is not None:
            yield "amount", self._write(decision.amount, language, currency)
        if decision.deadline is not None:
            yield "deadline", self._write(decision.deadline, language)
        for name, value in decision.values.items():
            yield name, self._write(value, language, currency if isinstance(value, Decimal) else None)


def default_currency(platform: Platform) -> str:
    """Return the currency that prices are taken for where nobody has said: USD on eBay, else CNY."""
    return "USD" if platform == "ebay" else "CNY"


def known_names(rules: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every name that replies may quote apart from policy figures; `rules` maps rule → its value names."""
    decided = {name for names in rules.values() for name in (*names, "amount", "deadline")}
    by_rule = {f"{rule}_{name}" for rule, names in rules.items() for name in (*names, "amount", "deadline")}
    return frozenset(FACT_NAMES) - NOT_QUOTED | FIXED_NAMES | decided | by_rule
