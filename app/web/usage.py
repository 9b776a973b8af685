"""When a reply is used, in words: each condition of its head as an agent would say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from app.core.definitions import FigureRow, Policy, ReplyHeader
from app.core.policy.because import PLACE
from app.core.wording import write_number
from app.model import Language, Platform

if TYPE_CHECKING:
    from app.web.drafter import Shelf

UNKNOWN = "…"
"""Stands in a reason's sentence for what only a real case decides."""


def describe_case(
    header: ReplyHeader, shelf: Shelf, *, words: Mapping[str, Any], language: Language
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the conditions of a reply as (what, one of these), in the order in which an agent asks them."""
    when, cases = header.when, words["replies"]["cases"]
    names = {"platform": words["platform"], "stage": words["stages"], "fault": words["faults"]}
    intents = (shelf.intents[name] for name in (header.intent, *header.under) if name in shelf.intents)
    rows = [
        (cases["intent"], tuple(intent.title.model_dump()[language] for intent in intents)),
        (cases["platform"], tuple(names["platform"][name] for name in when.platform)),
        (cases["stage"], tuple(names["stage"][name] for name in when.stage)),
        (cases["fault"], tuple(names["fault"][name] for name in when.fault)),
        (cases["remedy"], tuple(words["remedies"][name] for name in when.remedy)),
        (cases["after"], tuple(words["after"][name] for name in when.after)),
        (cases["outcome"], tuple(words["outcome"][name] for name in when.outcome)),
        (cases["reason"], tuple(_say_reasons(header, shelf, language))),
    ]
    for rule, outcomes in when.also.items():
        title = shelf.policies[rule].title.model_dump()[language] if rule in shelf.policies else rule
        rows.append((cases["also"].replace("{rule}", title), tuple(words["outcome"][name] for name in outcomes)))
    return tuple((what, values) for what, values in rows if values)


def _say_reasons(header: ReplyHeader, shelf: Shelf, language: Language) -> Iterator[str]:
    """Yield the sentence of each reason, from the first rule of the intent that knows it, else its bare name."""
    intent = shelf.intents.get(header.intent)
    policies = [shelf.policies[rule] for rule in (intent.rules if intent else ()) if rule in shelf.policies]
    for reason in header.when.reason:
        policy = next((one for one in policies if reason in one.because and _meets(one, header)), None)
        yield say_reason(policy, reason, header.when.platform, language=language) if policy else reason


def _meets(policy: Policy, header: ReplyHeader) -> bool:
    wanted = header.when.platform
    return not wanted or not set(wanted).isdisjoint(policy.platforms)


def say_reason(policy: Policy, reason: str, platforms: tuple[Platform, ...], *, language: Language) -> str:
    """Return the sentence of a reason with the rule's figures in place, where they are the same everywhere."""
    figures: dict[str, set[str]] = {}
    for row in policy.figures:
        if _concerns(row, platforms):
            figures.setdefault(row.name, set()).add(write_number(row.value))
    known = {name: next(iter(values)) for name, values in figures.items() if len(values) == 1}
    sentence: str = policy.because[reason].model_dump()[language]
    return PLACE.sub(lambda place: known.get(place[1], UNKNOWN), sentence)


def _concerns(row: FigureRow, platforms: tuple[Platform, ...]) -> bool:
    return not row.platform or not platforms or not set(row.platform).isdisjoint(platforms)
