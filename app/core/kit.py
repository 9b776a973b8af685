"""Everything that drafting needs, built once by the engine and shared by all calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from app.core.classify import Classifier
from app.core.definitions import Carrier
from app.core.library import Library
from app.core.likeness import Likeness
from app.core.lint import Checker
from app.core.manner import Watch
from app.core.slots import CarrierPattern
from app.model import Decision, Figure, Platform

LAST_HOUR = 23


@dataclass(frozen=True, slots=True)
class Kit:
    """A shop's library, its classifier, couriers, pre-send check, time zone, and its watch over buyers' manners.

    `likeness` finds the replies that were written for sentences like a message.
    `zones` are the zones in which the shop's voices tell moments, where those are not the shop's own.
    """

    library: Library
    classifier: Classifier
    couriers: tuple[CarrierPattern, ...]
    checker: Checker
    timezone: tzinfo
    watch: Watch
    likeness: Likeness
    zones: Mapping[Platform, tzinfo] = field(default_factory=dict)

    def carrier(self, *, named: str | None, number: str | None) -> Carrier | None:
        """Return the courier by the name somebody gave, else by the look of the number; None for neither."""
        if named:
            wanted = named.strip().lower()
            for carrier in self.library.carriers:
                names = (carrier.id, carrier.title.zh, carrier.title.en, *carrier.aliases)
                if wanted in map(str.lower, names):
                    return carrier
            return None
        matching = {courier.id for courier in self.couriers if number and courier.matches(number.upper())}
        return next((carrier for carrier in self.library.carriers if carrier.id in matching), None)

    def zone(self, platform: Platform) -> tzinfo:
        """Return the zone in which a buyer on `platform` is told moments."""
        return self.zones.get(platform, self.timezone)

    def figures(self, platform: Platform) -> Mapping[str, Mapping[str, Figure]]:
        """Return the figures of every rule that covers `platform`, by rule and name."""
        return self.library.figure_table[platform]

    def closes(self, platform: Platform) -> float:
        """Return the hour at which the desk closes; the last of the day where the shop's service levels do not say."""
        figure = self.figures(platform).get("service_levels", {}).get("day_ends")
        return float(figure.value) if figure else LAST_HOUR

    def primary(self, intent: str, decisions: Mapping[str, Decision]) -> Decision | None:
        """Return the decision of the intent's first rule that was decided here; None where there is none."""
        defined = self.library.intents.get(intent)
        return next((decisions[rule] for rule in defined.rules if rule in decisions), None) if defined else None
