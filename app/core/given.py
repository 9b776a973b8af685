"""What the buyer has given already, besides the facts of the order: it is not asked for again."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.definitions import FactWords, Phrases
from app.core.library import Library
from app.core.mentions import mentions
from app.core.slots.goods import WANTED
from app.model import Slot, SlotKind

GIVEN_BY = {
    (SlotKind.SIZE, WANTED): "change_wanted",
    (SlotKind.COLOR, WANTED): "change_wanted",
    (SlotKind.ADDRESS, ""): "address_new",
    (SlotKind.PHONE, ""): "contact_new",
    (SlotKind.INVOICE_TITLE, ""): "invoice_title",
    (SlotKind.TAX_NO, ""): "tax_no",
    (SlotKind.REMEDY, ""): "remedy",
}
"""What has been given by naming it."""


def find_given(
    told: str, answered: str, heard: Iterable[Slot], sent: Iterable[str], goods: str, library: Library
) -> frozenset[str]:
    """Return what the buyer has given: by the words of the buyer (`told`) or shop (`answered`), or by what was named.

    So has what the shop had asked for and the buyer says is `sent`, and what the name of the `goods` tells.

    A fact whose name is another's with more behind it is a closer kind of that (`photo_parcel`), and given with it.
    """
    spoken = (name for name, words in library.facts.items() if _is_told(words, told, answered, goods))
    named = (GIVEN_BY.get((slot.kind, slot.detail)) or GIVEN_BY.get((slot.kind, "")) for slot in heard)
    given = {*spoken, *sent, *(name for name in named if name is not None and name in library.facts)}
    return frozenset(name for name in library.facts if name in given or name.partition("_")[0] in given)


def _is_told(words: FactWords, told: str, answered: str, goods: str) -> bool:
    return _says(told, words.given) or _says(answered, words.seen) or _says(goods, words.item)


def _says(text: str, words: Phrases) -> bool:
    return words != Phrases() and mentions(text, words)
