"""The small sound library, and the smallest broken example of every code laid over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.core.classify import Classifier
from app.core.learned import assemble
from app.engine import words_of
from app.library.check_closer import look_closer
from app.library.lexicon import build_lexicon
from app.library.load import Inspection, inspect
from app.training.fit import learn
from app.training.samples import phrases_of

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
def look(data_dir: Path) -> Callable[..., Inspection]:
    """Inspect folders as of a fixed day, knowing the values of the sound library's rule.

    A folder that holds `deep.txt` is looked at closer, with a classifier that has learned its phrases.
    """

    def look_at(*folders: Path) -> Inspection:
        found = inspect(folders, today=TODAY, known_values=KNOWN_VALUES)
        if not any((folder / "deep.txt").exists() for folder in folders):
            return found
        closer = look_closer(found.shelf, classifier=learn_from(found, data_dir / "cache"))
        return replace(found, problems=(*found.problems, *closer))

    return look_at


def learn_from(found: Inspection, cache: Path) -> Classifier:
    """Return a classifier that knows the phrases of what was inspected, and its cues as words."""
    assert found.library is not None
    samples = phrases_of(found.library.intents.values())
    lexicon = build_lexicon(words_of(found.library), cache=cache)
    return assemble(learn(samples, lexicon), lexicon)
