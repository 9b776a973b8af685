"""Cases for every way in which every rule can end, as tests/cases/rules has them: rule, outcome, reason, sides."""

from __future__ import annotations

from typing import Any

from case_files import Case, read_cases


def read_sides(case: Case) -> dict[str, Any]:
    """Return what a rule is asked about a case: its facts, what is meant, and the platform where one is named."""
    platform = {"platform": case.row["platform"]} if "platform" in case.row else {}
    return {**case.row.get("facts", {}), "intents": case.intents, **platform}


ENDINGS: list[tuple[str, str, str, dict[str, Any]]] = [
    (rule, one["outcome"], one["reason"], read_sides(case))
    for case in read_cases()
    if case.path.parent.name == "rules"
    for rule, one in case.decisions.items()
]
