"""Faults of policies: their figures and the sentences that say why (P302–P308)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.core.definitions import FigureRow, Policy, SourceNote
from app.core.policy import PolicyFault, policy_faults
from app.library.catalogue.policies import ALL_PLATFORMS, REASONS, SINCE
from app.library.check_files import YEAR_DAYS
from app.library.problems import fill, suggest
from app.library.shelf import Shelf, Written
from app.model import Bilingual, Problem

UNITS = (
    "day", "working_day", "business_day", "hour", "minute", "percent", "cny", "usd", "characters", "count",
)  # fmt: skip


def check_policies(shelf: Shelf, *, today: date | None) -> Iterator[Problem]:
    """Yield every fault of the policies; figures not checked for a year only where `today` is given."""
    for policy in shelf.policies:
        yield from _check_twice(policy)
        for number, row in enumerate(policy.value.figures):
            yield from _check_row(policy, number, row)
        if today:
            yield from _check_age(policy, today=today)
        for fault in policy_faults(policy.value):
            yield _tell(fault, policy=policy)


def _check_row(policy: Written[Policy], number: int, row: FigureRow) -> Iterator[Problem]:
    if row.unit not in UNITS:
        hint, known = suggest(row.unit, UNITS), ", ".join(UNITS)
        yield policy.problem("P302", "figures", number, "unit", unit=row.unit, hint=hint, known=known)
    for platform in row.platform:
        if platform not in policy.value.platforms:
            yield policy.problem("P305", "figures", number, "platform", platform=platform)


def _check_age(policy: Written[Policy], *, today: date) -> Iterator[Problem]:
    if policy.value.source:
        yield from _tell_age(policy, (), name=policy.value.id, note=policy.value.source, today=today)
    for number, row in enumerate(policy.value.figures):
        yield from _tell_age(policy, ("figures", number), name=row.name, note=row.source, today=today)


def _tell_age(
    policy: Written[Policy], above: tuple[str | int, ...], *, name: str, note: SourceNote, today: date
) -> Iterator[Problem]:
    day = note.verified_on
    if day is None or (today - day).days > YEAR_DAYS:
        since = fill(SINCE["long"], day=day.isoformat()) if day else SINCE["never"]
        yield policy.problem("P303", *above, "source", "verified_on", figure=name, since=since)


def _check_twice(policy: Written[Policy]) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(policy.value.figures):
        for platform in row.platform or ("",):
            other = first.setdefault((row.name, platform), number)
            if other != number:
                where = Bilingual(f"平台 {platform} ", platform) if platform else ALL_PLATFORMS
                line = policy.line("figures", other)
                yield policy.problem("P304", "figures", number, figure=row.name, platform=where, first=line)


def _tell(fault: PolicyFault, *, policy: Written[Policy]) -> Problem:
    if fault.kind == "place_unknown":
        return policy.problem("P307", "because", fault.reason, name=fault.name, reason=fault.reason)
    if fault.kind == "figure_missing":
        return policy.problem("P308", "figures", name=fault.name)
    others = {one.name for one in policy_faults(policy.value) if one.kind != fault.kind}
    hint = suggest(fault.name, others)
    return policy.problem("P306", "because", fault.name, name=fault.name, hint=hint, wrong=REASONS[fault.kind])
