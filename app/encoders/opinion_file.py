"""A learned second opinion as one file of numbers; it is kept in the data folder and never shipped."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import numpy as np

from app.core.fusion import SideBySide
from app.core.second_opinion import LearnedOpinion
from app.errors import ModelUnusable
from app.whole_file import write_whole


def write_opinion(learned: LearnedOpinion, path: Path, *, fingerprint: str) -> None:
    """Write `learned` to `path`, whole or not at all."""
    data = io.BytesIO()
    np.savez(
        data,
        fingerprint=np.array(fingerprint),
        table=learned.view.table,
        starts=learned.view.starts,
        weight=np.array(learned.weight),
        curve=np.stack([learned.curve_from, learned.curve_to]),
    )
    write_whole(data.getvalue(), path)


def read_opinion(path: Path, *, fingerprint: str) -> LearnedOpinion:
    """Return the opinion in `path`; raises ModelUnusable where it is missing, damaged or learned from other text."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            held = dict(arrays.items())
            view = SideBySide(held["table"], held["starts"])
            learned = LearnedOpinion(view, float(held["weight"]), *held["curve"])
            stored = str(held["fingerprint"])
    except (OSError, EOFError, LookupError, TypeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelUnusable(f"{path} cannot be used: {error}") from error
    if stored != fingerprint:
        raise ModelUnusable(f"{path} was learned from other text")
    return learned
