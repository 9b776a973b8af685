"""Finding what a message names."""

from __future__ import annotations

from collections.abc import Callable

from app.model import Slot, SlotKind

Find = Callable[..., tuple[Slot, ...]]


def values(slots: tuple[Slot, ...], kind: SlotKind) -> list[str]:
    """Return the values of the slots of one kind, in reading order."""
    return [slot.value for slot in slots if slot.kind is kind]
