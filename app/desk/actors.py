"""Who acts, and in which shops."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.history import ActorKind


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a program's key, or the service itself, who may work in `shop_ids` and sees no other shop.

    `leads` are the shops in which they are supervisor or more. `is_sample` marks what the sample shop's own story
    does: it is told in the log of its conversations, and the audit log has one line for the whole of it.
    """

    kind: ActorKind
    id: int | None
    shop_ids: tuple[int, ...]
    address: str | None = None
    is_sample: bool = False
    leads: tuple[int, ...] = ()

    def may_decide(self, shop_id: int) -> bool:
        """Return whether what was handed to a supervisor is theirs: a program only tells what a person has decided."""
        return self.kind != "user" or shop_id in self.leads

    @property
    def user_id(self) -> int | None:
        """Return the person's number; None for a program and for the service."""
        return self.id if self.kind == "user" else None
