"""Reads the YAML files that come with the program: its wordings and its sample shop."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def read_own(package: str, name: str) -> Any:
    """Return what the YAML file `name` in the program's `package` holds."""
    # A start reads none.
    import yaml

    # libyaml reads the console's wordings in a tenth of the time; not every build has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - either loader is a safe one
