"""Order numbers of the platforms and tracking numbers of the couriers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.definitions import Carrier
from app.core.pattern import Pattern
from app.model import Platform, Slot, SlotKind, Span

# Lengths and shapes as the platforms print them on their order pages.
ORDER_SHAPES: tuple[tuple[str, Pattern], ...] = (
    ("ebay", Pattern(r"\d{2}-\d{5}-\d{5}")),
    ("pdd", Pattern(r"\d{6}-\d{15}")),
    ("taobao", Pattern(r"\d{18,19}")),
    ("jd", Pattern(r"\d{12}")),
)
CANDIDATE = Pattern(r"(?<![a-z0-9])(?=[a-z0-9-]*\d)[a-z0-9]+(?:-\d+){0,2}(?![a-z0-9])")
ABOUT = Pattern(
    r"(?P<order>订单|order)|(?P<parcel>快递|物流|运单|单号|面单|tracking|track|parcel|courier|shipment|waybill)"
)
LOOK_BACK = 24
FEWEST_DIGITS = 8
MOBILE = Pattern(r"1[3-9]\d{9}")
"""A mainland mobile number: no courier's numbers are so short."""


@dataclass(frozen=True, slots=True)
class CarrierPattern:
    """A courier and what its numbers look like."""

    id: str
    shapes: tuple[Pattern, ...]

    def matches(self, number: str) -> bool:
        """Return whether `number` (upper case) is one of this courier's."""
        return any(shape.fullmatch(number) for shape in self.shapes)


def compile_carriers(carriers: Iterable[Carrier]) -> tuple[CarrierPattern, ...]:
    """Return the patterns of `carriers`, compiled once."""
    return tuple(
        CarrierPattern(carrier.id, tuple(Pattern(number) for number in carrier.numbers)) for carrier in carriers
    )


def find_numbers(text: str, *, platform: Platform, carriers: Sequence[CarrierPattern]) -> Iterator[Slot]:
    """Yield the order and tracking numbers of a cleaned text.

    A number with letters is a courier's if it looks like one. Bare digits are taken for what the last word before
    them says, else for what their length says on this platform.
    """
    for match in CANDIDATE.finditer(text):
        number = match.group().upper()
        if sum(character.isdigit() for character in number) < FEWEST_DIGITS or MOBILE.fullmatch(number):
            continue
        slot = _name_number(number, match.span(), text, platform, carriers)
        if slot:
            yield slot


def _name_number(
    number: str, span: Span, text: str, platform: Platform, carriers: Sequence[CarrierPattern]
) -> Slot | None:
    told = [match.lastgroup for match in ABOUT.finditer(text, max(0, span[0] - LOOK_BACK), span[0])]
    says_order, says_parcel = told[-1:] == ["order"], told[-1:] == ["parcel"]
    courier = next((carrier.id for carrier in carriers if carrier.matches(number)), None)
    shop = next((name for name, shape in ORDER_SHAPES if shape.fullmatch(number)), None)
    if courier and (
        says_parcel or not number.isdigit() or (shop in (None, "jd") and not says_order and platform != "jd")
    ):
        return Slot(SlotKind.TRACKING_NO, number, span, courier)
    if shop and not says_parcel and (shop != "jd" or platform == "jd" or says_order):
        return Slot(SlotKind.ORDER_NO, number, span, shop)
    if len(number) < FEWEST_DIGITS + 2:
        return None
    if says_parcel:
        return Slot(SlotKind.TRACKING_NO, number, span)
    return Slot(SlotKind.ORDER_NO, number, span) if says_order else None
