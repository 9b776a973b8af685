"""What the documentation promises is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from app.cli.main import build_program

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


def test_every_command_has_its_row_in_the_page_of_commands() -> None:
    commands = typer.main.get_command(build_program()).commands  # type: ignore[attr-defined]
    described = re.findall(r"^\| `shouhou ([\w-]+)", (ROOT / "docs/cli.md").read_text("utf-8"), re.MULTILINE)
    assert set(described) == set(commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_documentation_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    lost = [target for target in targets if not (page.parent / target).exists()]
    assert not lost


def test_both_readmes_lead_with_the_two_commands_and_tell_the_same_figures() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
    for text in (english, chinese):
        assert text.index("./scripts/serve") < text.index("./scripts/test") < text.index("## ")
    assert re.findall(r"0\.\d{3}", english) == re.findall(r"0\.\d{3}", chinese)


def test_no_page_is_left_half_written() -> None:
    for page in PAGES:
        assert not re.search(r"@\w+@|TODO|TBD", page.read_text("utf-8")), page
