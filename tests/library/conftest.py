"""The small sound library, and the smallest broken example of every code laid over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.library.load import Inspection, inspect

SOUND = Path(__file__).parent / "sound"
BROKEN = Path(__file__).parent.parent / "broken"
TODAY = date(2026, 11, 21)
KNOWN_VALUES = {"delay": frozenset({"rate"})}
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For property tests: a busy machine must not make them fail."""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A copy of the sound library that a test may change."""
    return Path(shutil.copytree(SOUND, tmp_path / "sound"))


@pytest.fixture
def look() -> Callable[..., Inspection]:
    """Inspect folders as of a fixed day, knowing the values of the sound library's rule."""

    def look_at(*folders: Path) -> Inspection:
        return inspect(folders, today=TODAY, known_values=KNOWN_VALUES)

    return look_at
