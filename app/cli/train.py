"""`shouhou train`: learns the built-in library's classifier anew, for the file that ships."""

from __future__ import annotations

from typing import Annotated

import typer

from app.core.policy import VALUE_NAMES
from app.engine import SHIPPED_MODEL, learn_library
from app.library.folder import builtin_folder
from app.library.load import load_library
from app.library.model_file import write_model
from app.settings import read_settings


def train(
    out: Annotated[str, typer.Option(help="Where to write the model. Left out: the file that ships.")] = "",
) -> None:
    """Learn the classifier of the built-in library from its phrases and write it to a file."""
    from pathlib import Path

    path = Path(out) if out else builtin_folder() / SHIPPED_MODEL
    library = load_library([builtin_folder()], known_values=VALUE_NAMES)
    write_model(learn_library(library, read_settings().data_dir / "cache"), path)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
