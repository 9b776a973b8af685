"""The wheel carries the library and works outside of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the unpacked wheel, away from the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(out / "site")
    return out / "site"


def run_installed(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m app` out of the unpacked wheel, in a folder that is no checkout."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("SHOUHOU_")}
    environment = settings | {"PYTHONPATH": str(installed), "SHOUHOU_DATA_DIR": str(installed.parent / "data")}
    command = [sys.executable, "-P", "-m", "app", *arguments]
    return subprocess.run(
        command,
        check=False,
        cwd=installed.parent,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_the_wheel_carries_intents_policy_replies_and_the_models(installed: Path) -> None:
    builtin = installed / "app" / "builtin"
    for part in (
        "intents/sizing.yaml",
        "policy/price_protection.yaml",
        "templates/replies/_voice.yaml",
        "models/classifier.npz",
        "models/tone.npz",
        "models/tone.tsv",
    ):
        assert (builtin / part).is_file(), part
    assert (installed / "app/web/pages/quick.html").is_file()


def test_the_installed_program_finds_no_fault_in_its_own_library(installed: Path) -> None:
    done = run_installed(installed, "check")
    assert done.returncode == 0, done.stdout
    assert "app/builtin" in done.stdout.replace(os.sep, "/") or not done.stdout


def test_the_installed_program_drafts_without_learning_anew(installed: Path) -> None:
    done = run_installed(installed, "draft", "--text", "刚收到就降价了，退差价吗")
    assert done.returncode == 0, done.stderr
    assert "price_difference" in done.stdout
    assert "learning" not in done.stderr
