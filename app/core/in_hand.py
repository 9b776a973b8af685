"""The draft for whoever has the goods and is not understood: something about them may not be as it should be."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.chosen import Chosen
from app.core.inquiry_desk import Desk
from app.core.kindred import write_alone
from app.core.overheard import is_bare
from app.core.stage import ARRIVED, IN_HAND, UNSEEN
from app.model import Draft

SOMETHING_IS_WRONG = "unclear.in_hand"
"""The reply that looks at order, packing and pictures, whatever it is; a shop that retires it gets no such draft."""
AUDIBLE = 0.1
"""Together the matters of goods that are not as they should be are at least this likely."""
ABOUT_GOODS = frozenset({*IN_HAND, "sizing", "refund_request", "refund_progress", "price_difference", "complaint"})
"""Where one of these is offered already, the goods and what may be wrong about them are spoken of."""


def write_in_hand(desk: Desk, chosen: Sequence[Chosen], offered: Sequence[Draft]) -> Draft | None:
    """Return the draft that asks what is wrong with the goods; None unless they came and nothing `offered` does.

    To somebody with the parcel in hand a parcel to be traced or a price to be checked is no second choice.
    """
    if desk.inquiry.message is None or desk.inquiry.intents or not all(map(is_bare, chosen)):
        return None
    if desk.stage not in ARRIVED or any(draft.matter in ABOUT_GOODS for draft in offered):
        return None
    heard = sum(one.score for one in desk.understood.supposed.candidates if one.id in UNSEEN)
    reply = desk.kit.library.reply(SOMETHING_IS_WRONG)
    return write_alone(desk, reply) if reply and heard >= AUDIBLE else None
