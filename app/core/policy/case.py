"""One case as a rule sees it: the facts, made safe to reckon with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from app.model import Facts, Platform

YEARS = range(2000, 2200)
LARGEST_AMOUNT = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Case:
    """What a decision rests on. `now` and all moments are aware; `timezone` is the shop's.

    `intents` are the ids the message is taken to say, most important first; `site` is the zone by whose midnight the
    platform counts business days, None where that is the shop's.
    """

    platform: Platform
    facts: Facts
    now: datetime
    timezone: tzinfo
    intents: tuple[str, ...] = ()
    site: tzinfo | None = None

    @property
    def platform_clock(self) -> tzinfo:
        """Return the zone by whose midnight the platform counts business days."""
        return self.site or self.timezone

    @property
    def instant(self) -> datetime:
        """Return now in UTC, where comparing two times never trips over summer time."""
        return self.now.astimezone(UTC)

    def moment(self, name: str) -> datetime | None:
        """Return the fact `name` in UTC; None when it is not known or of no conceivable year."""
        at: datetime | None = getattr(self.facts, name)
        return at.astimezone(UTC) if at is not None and at.year in YEARS else None

    def past(self, name: str) -> datetime | None:
        """Return the fact `name` in UTC when it has happened by now, else None."""
        at = self.moment(name)
        return at if at is not None and at <= self.instant else None

    def money(self, name: str) -> Decimal | None:
        """Return the amount `name` when it is known and a price somebody could pay, else None."""
        amount: Decimal | None = getattr(self.facts, name)
        usable = amount is not None and amount.is_finite() and 0 < amount < LARGEST_AMOUNT
        return amount if usable else None

    def text(self, name: str) -> str | None:
        """Return the text `name`, or None when it is not known or blank."""
        text: str | None = getattr(self.facts, name)
        return (text or "").strip() or None

    @property
    def currency(self) -> str | None:
        """Return the order's currency code in capitals, None when nobody has said it."""
        code = self.text("currency")
        return code.upper() if code else None

    @property
    def asked_at(self) -> datetime:
        """Return when the buyer asked: the request on record, else now (a slow desk costs no right)."""
        return self.past("refund_requested_at") or self.instant

    @property
    def received_by(self) -> tuple[str, datetime] | None:
        """Return the fact that tells when the buyer got the goods and its time: signing, else delivery.

        None while neither has happened.
        """
        for name in ("signed_at", "delivered_at"):
            at = self.past(name)
            if at is not None:
                return name, at
        return None
