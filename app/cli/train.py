"""`shouhou train`: learns the built-in library's classifier and the ear for tone anew, for the files that ship."""

from __future__ import annotations

from typing import Annotated

import typer

from app.core.policy import VALUE_NAMES
from app.engine import SHIPPED_MODEL, learn_library, words_of
from app.library.folder import builtin_folder
from app.library.lexicon import build_lexicon
from app.library.load import load_library
from app.library.model_file import write_model
from app.library.tone_file import SHIPPED_TONE, write_tone
from app.settings import read_settings
from app.training.ear import fingerprint_of_tone, learn_ear


def train(
    out: Annotated[
        str, typer.Option(help="Where to write the classifier; the ear goes beside it. Left out: the files that ship.")
    ] = "",
) -> None:
    """Learn the classifier of the built-in library from its phrases, and the ear for tone, each written to a file."""
    from pathlib import Path

    path = Path(out) if out else builtin_folder() / SHIPPED_MODEL
    cache = read_settings().data_dir / "cache"
    library = load_library([builtin_folder()], known_values=VALUE_NAMES)
    write_model(learn_library(library, cache), path)
    beside = path.with_name(SHIPPED_TONE.name)
    tone = learn_ear(library, build_lexicon(words_of(library), cache=cache))
    write_tone(tone, beside, fingerprint=fingerprint_of_tone())
    for written in (path, beside):
        print(f"{written}: {written.stat().st_size / 1e6:.1f} MB")
