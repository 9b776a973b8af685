"""A linear model over sparse features, scored by look-up: no matrix is built for one message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Active:
    """The features of one text that the model knows: their rows, weighted and scaled to length 1.

    `places` holds the row of every feature of the text in the order they were read, None for those not known.
    """

    rows: NDArray[np.intp]
    values: Floats
    places: Sequence[int | None]


class Vocabulary(Protocol):
    """The row of each feature's name: a dict, or something smaller that answers alike."""

    def get(self, name: str, /) -> int | None:
        """Return the row; None for a name that is not known."""

    def items(self) -> Iterable[tuple[str, int]]:
        """Return every name with its row, in any order."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One-against-the-rest decision values from TF-IDF features.

    `weights` is (features, labels); `bias` and the result of `decide` are (labels,).
    TF-IDF as scikit-learn defines it: (1 + ln tf) · idf, scaled to Euclidean length 1.
    """

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    idf: Floats
    weights: Floats
    bias: Floats

    def names(self) -> list[str]:
        """Return the names of the features in the order of their rows."""
        return [name for _, name in sorted((row, name) for name, row in self.vocabulary.items())]

    def activate(self, names: Sequence[str]) -> Active:
        """Return the known features among `names`, weighted."""
        return self.weigh(list(map(self.vocabulary.get, names)))

    def weigh(self, places: Sequence[int | None]) -> Active:
        """Return the features that stand at `places` of the vocabulary, weighted; None stands for an unknown one."""
        known = [place for place in places if place is not None]
        rows = np.array(list(dict.fromkeys(known)), dtype=np.intp)
        values = self.idf[rows]
        if len(rows) < len(known):
            values = (1 + np.log(np.array(list(Counter(known).values()), dtype=np.float32))) * values
        length = float(np.sqrt(values @ values)) or 1.0
        return Active(rows, values / np.float32(length), places)

    def decide(self, active: Active) -> Floats:
        """Return the decision value of every label; 0 is the border between yes and no."""
        result: Floats = active.values @ self.weights[active.rows] + self.bias
        return result
