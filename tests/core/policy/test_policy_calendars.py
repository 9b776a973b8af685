"""Which days count, and when a span of them ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st
from policy_cases import LONDON, SHANGHAI, at, figure_of

from app.core.policy import due_at
from app.core.policy.calendars import FIRST_YEAR, LAST_YEAR, calendar_end, count_days, is_working_day, nth_day
from app.core.policy.terms import after_midnight, after_moment
from app.model import Figure, Source

KNOWN = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


def figure(value: str, unit: str) -> Figure:
    return Figure("span", Decimal(value), unit, (), Source("the shop's own figure", "", None))


@given(day=KNOWN)
def test_working_days_are_those_of_the_chinese_calendar(day: date) -> None:
    assert is_working_day(day) == is_workday(day)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2031, 10, 1), True),
        (date(2031, 10, 4), False),
    ],
)
def test_holidays_make_up_days_and_years_not_known(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@given(day=KNOWN, count=st.integers(1, 40), unit=st.sampled_from(["day", "working_day", "business_day"]))
def test_counting_to_a_day_and_counting_back_agree(day: date, count: int, unit: str) -> None:
    assert count_days(day, until=nth_day(day, count=count, unit=unit), unit=unit) == count  # type: ignore[arg-type]


def test_no_days_end_on_the_day_itself() -> None:
    assert nth_day(date(2026, 11, 21), count=0, unit="day") == date(2026, 11, 21)
    assert count_days(date(2026, 11, 21), until=date(2026, 11, 1), unit="day") == 0


def test_only_working_days_need_the_holiday_calendar() -> None:
    beyond = date(LAST_YEAR + 1, 1, 5)
    assert calendar_end(beyond, unit="working_day") == date(LAST_YEAR, 12, 31)
    assert calendar_end(beyond, unit="business_day") is None
    assert calendar_end(date(LAST_YEAR, 12, 31), unit="working_day") is None
    assert calendar_end(date(FIRST_YEAR, 1, 1), unit="working_day") is None


@pytest.mark.parametrize(
    ("value", "unit", "due"),
    [
        ("5", "minute", "2026-11-20T18:05:00"),
        ("48", "hour", "2026-11-22T18:00:00"),
        ("1.5", "hour", "2026-11-20T19:30:00"),
        ("2", "day", "2026-11-22T18:00:00"),
        ("2", "working_day", "2026-11-25T00:00:00"),
    ],
)
def test_a_service_level_is_due_in_the_shops_zone(value: str, unit: str, due: str) -> None:
    moment = due_at(at("2026-11-20T10:00:00+00:00"), figure(value, unit), timezone=SHANGHAI)
    assert moment == at(due)
    assert moment.tzinfo is SHANGHAI


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("first_reply", "2026-11-20T18:05:00"),
        ("parcel_solved", "2026-11-22T18:00:00"),
        ("refund_after_return", "2026-11-23T18:00:00"),
        ("chase_update", "2026-11-21T18:00:00"),
        ("overdue_update", "2026-11-20T22:00:00"),
        ("day_ends", "2026-11-21T16:00:00"),
        ("warehouse_answer", "2026-11-25T00:00:00"),
        ("vip_visit", "2026-12-20T18:00:00"),
    ],
)
def test_each_service_level_of_the_shop_ends_at_its_instant(name: str, due: str) -> None:
    start = at("2026-11-20T18:00:00")
    assert due_at(start, figure_of("service_levels", name), timezone=SHANGHAI) == at(due)


def test_hours_are_exact_and_days_keep_the_time_of_day_over_a_clock_change() -> None:
    start = at("2026-10-24T12:00:00", LONDON)
    assert after_moment(start, figure=figure("24", "hour"), timezone=LONDON).ends_at == at("2026-10-25T11:00:00+00:00")
    assert after_moment(start, figure=figure("1", "day"), timezone=LONDON).ends_at == at("2026-10-25T12:00:00+00:00")


def test_from_midnight_a_window_may_be_given_in_hours_or_working_days() -> None:
    start = at("2026-11-20T10:00:00")
    assert after_midnight(start, figure=figure("168", "hour"), timezone=SHANGHAI).ends_at == at("2026-11-28T00:00:00")
    assert after_midnight(start, figure=figure("2", "working_day"), timezone=SHANGHAI).last_day == date(2026, 11, 24)
