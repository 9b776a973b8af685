"""The fault run in small: killed in the middle, nothing that was acknowledged is lost, on both databases."""

from __future__ import annotations

import pytest

from .soak.__main__ import run_on_postgres
from .soak.judge import Report
from .soak.run import Plan, run

TELLS = {"chatwoot", "zendesk", "zammad"}
"""Vendors that can be asked whether a note is there: nothing is doubled in them, whenever the service is killed."""
pytestmark = pytest.mark.timeout(600)


def check(report: Report) -> None:
    assert (report.missing, report.undelivered, report.overtaken) == (0, 0, 0), report
    assert set(report.states) == {"delivered", "kept"}, report
    assert all(double.gap is not None and double.kind not in TELLS for double in report.doubles), report


def test_what_was_acknowledged_is_delivered_although_the_service_is_killed() -> None:
    check(run(Plan(events=30, kills=2)))


def test_so_it_is_where_two_processes_share_the_work_in_postgresql() -> None:
    report = run_on_postgres(Plan(events=60, kills=2, processes=2))
    check(report)
    assert report.workers > 1, report
