"""Everything a shop has written, checked and frozen: data and lookups only. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.core.definitions import Carrier, FactWords, FigureRow, Forbidden, Intent, Policy, Voice
from app.core.manner_list import MannerList
from app.core.replies import Reply
from app.model import PLATFORMS, Figure, Platform, Source

_CLASSIFIED = frozenset({"id", "order", "route", "threshold", "says", "together", "words", "not_this"})


@dataclass(frozen=True, slots=True)
class Library:
    """The active intents and replies of a shop with its policies, voices and word lists.

    `digest` changes when anything that a classifier learns from changes; `folders_digest` when any file does.
    """

    intents: Mapping[str, Intent]
    replies: tuple[Reply, ...]
    replies_by_intent: Mapping[str, tuple[Reply, ...]]
    policies: Mapping[str, Policy]
    voices: Mapping[Platform, Voice]
    facts: Mapping[str, FactWords]
    forbidden: tuple[Forbidden, ...]
    carriers: tuple[Carrier, ...]
    manners: MannerList
    digest: str
    folders_digest: str
    figure_table: Mapping[Platform, Mapping[str, Mapping[str, Figure]]] = field(init=False, repr=False, compare=False)
    """The figures of every rule on every platform, by name: a draft looks them up some seventy times."""

    def __post_init__(self) -> None:
        """Work out the figures of each platform once."""
        rules = self.policies.items()
        table = {platform: {rule: _list_figures(policy, platform) for rule, policy in rules} for platform in PLATFORMS}
        frozen = {platform: MappingProxyType(figures) for platform, figures in table.items()}
        object.__setattr__(self, "figure_table", MappingProxyType(frozen))

    def replies_for(self, intent: str) -> tuple[Reply, ...]:
        """Return the active replies of an intent in the order of their names; none for an unknown intent."""
        return self.replies_by_intent.get(intent, ())

    def covered_by(self, intents: Iterable[str]) -> frozenset[str]:
        """Return the intents that are answered by the replies to `intents` without a word of their own.

        Of two that cover each other the one named earlier stays.
        """
        covered: set[str] = set()
        for intent in intents:
            if intent in self.intents and intent not in covered:
                covered.update(self.intents[intent].covers)
        return frozenset(covered)

    def reply(self, name: str) -> Reply | None:
        """Return the active reply called `name`, or None."""
        return next((reply for reply in self.replies if reply.id == name), None)

    def voice(self, platform: Platform) -> Voice:
        """Return the shop's voice on a platform; the check has made sure that there is exactly one."""
        return self.voices[platform]

    def figures(self, rule: str, platform: Platform) -> Mapping[str, Figure]:
        """Return the figures of a rule on a platform by name; the platform's own row wins over a general one.

        Empty where there is no such rule or the rule does not cover the platform.
        """
        return self.figure_table[platform].get(rule, {})


def _list_figures(policy: Policy, platform: Platform) -> Mapping[str, Figure]:
    """Return the figures that hold on `platform` by name; none where the rule does not cover it."""
    if platform not in policy.platforms:
        return MappingProxyType({})
    rows = sorted(policy.figures, key=lambda row: bool(row.platform))
    fitting = (row for row in rows if not row.platform or platform in row.platform)
    return MappingProxyType({row.name: _make_figure(row, policy=policy) for row in fitting})


def _make_figure(row: FigureRow, *, policy: Policy) -> Figure:
    source = Source(row.source.name, row.source.url, row.source.verified_on)
    platforms = row.platform or policy.platforms
    return Figure(row.name, row.value, row.unit, platforms, source, row.effective_from)


def digest_intents(intents: Iterable[Intent]) -> str:
    """Return the sha256 (hex) of what a classifier learns from: phrases, cues, near-misses, thresholds.

    Titles, owners and dates are left out, so that mending them does not make a stored model stale.
    """
    rows = (intent.model_dump_json(include=set(_CLASSIFIED)) for intent in sorted(intents, key=lambda one: one.id))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
