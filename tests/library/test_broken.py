"""Each folder of tests/broken is laid over the sound library and must give exactly the faults it names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.library.catalogue import CATALOGUE
from app.library.load import Inspection

from .conftest import BROKEN

EXAMPLES = sorted(place for place in BROKEN.iterdir() if (place / "expected.txt").is_file())


def list_faults(inspection: Inspection, folder: Path) -> list[str]:
    """Return the faults as `CODE path:line`, paths seen from the broken folder."""
    prefix = f"{folder.as_posix()}/"
    return sorted(
        f"{problem.code} {f'{problem.path}/'.removeprefix(prefix).removesuffix('/') or '.'}:{problem.line}"
        for problem in inspection.problems
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda place: place.name)
def test_a_broken_example_gives_its_fault_at_its_line_and_no_other(
    example: Path, sound: Path, look: Callable[..., Inspection]
) -> None:
    removed = example / "remove.txt"
    for relative in removed.read_text("utf-8").split() if removed.exists() else ():
        (sound / relative).unlink()
    expected = (example / "expected.txt").read_text("utf-8").split("\n")[:-1]
    assert list_faults(look(sound, example), example) == sorted(expected)


def test_every_code_has_a_broken_example() -> None:
    assert {place.name[:4] for place in EXAMPLES} == set(CATALOGUE)
