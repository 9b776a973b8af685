"""The shop's own policy files, and cases to put before them."""

from __future__ import annotations

from datetime import datetime, tzinfo
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from app.core.definitions import Policy
from app.core.policy import Case, decide
from app.model import Decision, Facts, Figure, Platform, Source

FOLDER = Path(__file__).parents[3] / "policy"
SHANGHAI = ZoneInfo("Asia/Shanghai")
LONDON = ZoneInfo("Europe/London")
NOW = "2026-11-21T12:00:00"
MONEY = {"price_paid", "current_price"}


@cache
def read_policy(rule: str) -> Policy:
    """Return the policy file of a rule."""
    return Policy.model_validate(yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8")))


def figures_on(platform: Platform, policy: Policy) -> dict[str, Figure]:
    """Return a policy's figures on one platform, its own row before the general one."""
    rows = sorted(policy.figures, key=lambda row: bool(row.platform))
    return {
        row.name: Figure(row.name, row.value, row.unit, row.platform, Source(**row.source.model_dump()))
        for row in rows
        if not row.platform or platform in row.platform
    }


def figure_of(rule: str, name: str, *, platform: Platform = "taobao") -> Figure:
    """Return a figure of a policy file as it counts on a platform."""
    return figures_on(platform, read_policy(rule))[name]


def at(text: str, zone: tzinfo = SHANGHAI) -> datetime:
    """Return a moment, in the shop's zone unless it says otherwise itself."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def read_fact(name: str, value: object, zone: tzinfo) -> object:
    """Return a fact as the engine gives it: moments aware, money as Decimal."""
    if name in MONEY and isinstance(value, str):
        return Decimal(value)
    if isinstance(value, str) and (name.endswith("_at") or name in {"ship_by", "latest_delivery_by"}):
        return at(value, zone)
    return value


def ask(
    rule: str,
    *,
    now: str = NOW,
    platform: Platform | None = None,
    zone: tzinfo = SHANGHAI,
    intents: tuple[str, ...] = (),
    policy: Policy | None = None,
    **facts: Any,
) -> Decision | None:
    """Return what a rule says of a case, None where it does not apply."""
    policy = policy or read_policy(rule)
    platform = platform or policy.platforms[0]
    known = Facts(**{name: read_fact(name, value, zone) for name, value in facts.items()})
    case = Case(platform=platform, facts=known, now=at(now, zone), timezone=zone, intents=intents)
    return decide(rule, case, policy=policy, figures=figures_on(platform, policy))


def rule_on(rule: str, **sides: Any) -> Decision:
    """Return the decision of a rule that applies."""
    decision = ask(rule, **sides)
    assert decision is not None
    return decision


def ending(rule: str, **sides: Any) -> tuple[str, str]:
    """Return outcome and reason of a decision."""
    decision = rule_on(rule, **sides)
    return decision.outcome, decision.reason
