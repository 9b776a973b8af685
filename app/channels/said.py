"""What somebody says in a sample that is made and signed as a vendor would, to try a channel out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A buyer's message: its number, whose it is, in which conversation, and its words."""

    vendor_id: str
    thread: str
    buyer_id: str
    text: str
