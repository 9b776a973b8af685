"""A learned classifier as one file: numbers and names only, nothing that runs when it is read."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from app.core.fusion import Floats, Fusion, OwnSigns, SideBySide
from app.core.learned import Learned
from app.core.linear import LinearModel
from app.core.nearest import Phrase
from app.errors import ModelUnusable
from app.whole_file import write_whole

SEPARATOR = "\0"
"""Parts words in a file: a phrase may hold a line's end, but no file that a person writes holds this."""
Array: TypeAlias = np.ndarray[Any, Any]
UNREADABLE = (OSError, EOFError, LookupError, TypeError, ValueError, zipfile.BadZipFile, zlib.error)
"""What reading a file of arrays raises where it is missing, damaged or of another kind."""


@dataclass(frozen=True, slots=True)
class StoredModel:
    """What a model file holds: what was learned, from which text, and the sounds of its characters."""

    learned: Learned
    fingerprint: str
    sounds: Mapping[str, str]


def write_model(stored: StoredModel, path: Path) -> None:
    """Write `stored` to `path` whole or not at all, the same bytes for the same model."""
    learned = stored.learned
    model, fusion = learned.model, learned.fusion
    names = model.names()
    sounds = sorted(stored.sounds.items())
    arrays: dict[str, Array] = {
        "fingerprint": pack_words([stored.fingerprint]),
        "labels": pack_words(model.labels),
        "names": pack_words(names),
        "idf": model.idf.astype(np.float16),
        "weights": model.weights.astype(np.float16),
        "bias": model.bias.astype(np.float32),
        "phrases": pack_words([phrase.text for phrase in learned.phrases]),
        "joined": pack_words([phrase.joined for phrase in learned.phrases]),
        "phrase_labels": np.array([phrase.label for phrase in learned.phrases], dtype=np.int16),
        "own_weights": fusion.own.weights.astype(np.float32),
        "own_starts": fusion.own.starts.astype(np.float32),
        "beside_table": fusion.beside.table.astype(np.float32),
        "beside_starts": fusion.beside.starts.astype(np.float32),
        "curve": np.stack([fusion.curve_from, fusion.curve_to]).astype(np.float32),
        "threshold": np.array([learned.threshold], dtype=np.float32),
        "sound_of": pack_words([character for character, _ in sounds]),
        "sounds": pack_words([sound for _, sound in sounds]),
    }
    write_arrays(arrays, path)


def write_arrays(arrays: Mapping[str, Array], path: Path) -> None:
    """Write `arrays` to `path` whole or not at all, the same bytes for the same arrays."""
    write_whole(_zip(arrays), path)


def read_model(path: Path, *, fingerprint: str) -> StoredModel:
    """Return the model in `path`; raises ModelUnusable where it is missing, damaged or learned from other text."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            stored = _read(dict(arrays.items()))
    except UNREADABLE as error:
        raise ModelUnusable(f"{path} cannot be used: {error}") from error
    if stored.fingerprint != fingerprint:
        raise ModelUnusable(f"{path} was learned from other text")
    return stored


def _read(arrays: Mapping[str, Array]) -> StoredModel:
    def words(name: str) -> list[str]:
        return unpack_words(arrays[name])

    def numbers(name: str) -> Floats:
        return arrays[name].astype(np.float32)

    vocabulary = {name: row for row, name in enumerate(words("names"))}
    model = LinearModel(tuple(words("labels")), vocabulary, numbers("idf"), numbers("weights"), numbers("bias"))
    curve = numbers("curve")
    own = OwnSigns(numbers("own_weights"), numbers("own_starts"))
    beside = SideBySide(numbers("beside_table"), numbers("beside_starts"))
    fusion = Fusion(own, beside, curve[0], curve[1])
    labels = arrays["phrase_labels"].astype(int).tolist()
    phrases = tuple(map(Phrase, words("phrases"), words("joined"), labels))
    sounds = dict(zip(words("sound_of"), words("sounds"), strict=True))
    learned = Learned(model, phrases, fusion, float(numbers("threshold")[0]))
    return StoredModel(learned, words("fingerprint")[0], sounds)


def pack_words(words: list[str] | tuple[str, ...]) -> Array:
    """Return words as one array of bytes."""
    return np.frombuffer(SEPARATOR.join(words).encode("utf-8"), dtype=np.uint8)


def unpack_words(array: Array) -> list[str]:
    """Return the words that were packed into `array`."""
    return array.tobytes().decode("utf-8").split(SEPARATOR)


def _zip(arrays: Mapping[str, Array]) -> bytes:
    """Return an .npz whose entries carry no time, so that the same model gives the same file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def fingerprint_of(*parts: str) -> str:
    """Return one sha256 (hex) of everything that a model is learned from."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8")).hexdigest()
