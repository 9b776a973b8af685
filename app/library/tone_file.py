"""A learned ear for tone as one file: numbers and names only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from app.core.linear import LinearModel
from app.core.lint.tone import ALARMS, TONES, Tone
from app.errors import ModelUnusable
from app.library.model_file import UNREADABLE, Array, pack_words, unpack_words, write_arrays

SHIPPED_TONE = Path("models") / "tone.npz"
SPOKEN = Path("models") / "tone.tsv"
"""Sentences that an agent might type, labelled by how they sound."""


def write_tone(tone: Tone, path: Path, *, fingerprint: str) -> None:
    """Write `tone` to `path` whole or not at all, the same bytes for the same tone."""
    model = tone.model
    arrays: dict[str, Array] = {
        "fingerprint": pack_words([fingerprint]),
        "names": pack_words(model.names()),
        "idf": model.idf.astype(np.float16),
        "weights": model.weights.astype(np.float16),
        "bias": model.bias.astype(np.float32),
        "thresholds": np.array([tone.thresholds[alarm] for alarm in ALARMS], dtype=np.float32),
        "by_heart": pack_words(tone.by_heart),
    }
    write_arrays(arrays, path)


def read_tone(path: Path, *, fingerprint: str) -> Tone:
    """Return the tone in `path`; raises ModelUnusable where it is missing, damaged or learned from other text."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            held = dict(arrays.items())
            stored, tone = unpack_words(held["fingerprint"])[0], _read(held)
    except UNREADABLE as error:
        raise ModelUnusable(f"{path} cannot be used: {error}") from error
    if stored != fingerprint:
        raise ModelUnusable(f"{path} was learned from other text")
    return tone


def _read(arrays: Mapping[str, Array]) -> Tone:
    vocabulary = {name: row for row, name in enumerate(unpack_words(arrays["names"]))}
    idf, weights, bias = (arrays[name].astype(np.float32) for name in ("idf", "weights", "bias"))
    if weights.shape != (len(vocabulary), len(TONES)) or idf.shape != (len(vocabulary),):
        raise ValueError("the weights do not belong to the names")
    by_heart = tuple(filter(None, unpack_words(arrays["by_heart"])))
    thresholds = dict(zip(ALARMS, arrays["thresholds"].tolist(), strict=True))
    return Tone(LinearModel(TONES, vocabulary, idf, weights, bias), thresholds, by_heart)
