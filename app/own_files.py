"""Reads the YAML files that come with the program: its wordings and its sample shop."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads the console's wordings in a tenth of the time, and every start reads them; not every build has it."""


def read_own(package: str, name: str) -> Any:
    """Return what the YAML file `name` in the program's `package` holds."""
    return yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - either loader is a safe one
