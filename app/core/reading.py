"""Reads one message as the classifier sees it, and gathers what speaks for each label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.core.features import Features, Lexicon, read_features
from app.core.fusion import SIGNS, Floats, read_signs
from app.core.linear import Active, LinearModel
from app.core.nearest import PhraseIndex, Resemblance
from app.core.text import Cleaned, clean, split_clauses

FRAGMENT = 8
"""A message of fewer letters than this may need the turns before it to be understood."""
HISTORY_SHARE = (0.5, 0.25)
"""How much the last and the last but one turn of the buyer weigh beside a fragment."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One message as the classifier sees it.

    `clauses` holds what each clause decides, (clauses, labels), where there are several; else it is empty.
    """

    cleaned: Cleaned
    features: Features
    active: Active
    near: tuple[Resemblance, ...]
    clauses: Floats

    @property
    def says_nothing(self) -> bool:
        """Return whether the message holds no letter, or nothing that is known."""
        if not any(map(str.isalnum, self.cleaned.text)):
            return True
        return not self.active.rows.size and not self.near


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads messages with a lexicon, a linear model and an index of phrases."""

    lexicon: Lexicon
    model: LinearModel
    phrases: PhraseIndex

    def read(self, message: str) -> Reading:
        """Return `message` cleaned, with its features, its nearest phrases and what its clauses decide."""
        cleaned = clean(message, self.lexicon.characters)
        features = read_features(cleaned.text, self.lexicon)
        near = tuple(self.phrases.nearest(features.joined)) if features.tokens else ()
        active = self.model.activate(features.names)
        return Reading(cleaned, features, active, near, self.decide_clauses(cleaned, features, active))

    def signs(self, reading: Reading, *, history: Sequence[str] = ()) -> Floats:
        """Return what speaks for each label, (labels, SIGNS); `history` holds earlier turns, oldest first."""
        if reading.says_nothing:
            return np.zeros((len(self.model.labels), SIGNS), dtype=np.float32)
        whole = self.model.decide(reading.active)
        if history and len(reading.cleaned.text) < FRAGMENT:
            whole = self._lean_on(history, whole)
        best = reading.clauses.max(axis=0) if len(reading.clauses) else whole
        return read_signs(whole, best, self._alike(reading))

    def clause_signs(self, reading: Reading) -> Floats:
        """Return what speaks for each label in each clause by itself, (clauses, labels, SIGNS)."""
        return read_signs(reading.clauses, reading.clauses, np.zeros_like(reading.clauses))

    def decide_clauses(self, cleaned: Cleaned, features: Features, active: Active) -> Floats:
        """Return what each clause decides, (clauses, labels); nothing where there is only one."""
        parts = split_clauses(cleaned.text)
        if len(parts) < 2:  # noqa: PLR2004  one clause is the whole message
            parts = ()
        decided = np.empty((len(parts), len(self.model.labels)), dtype=np.float32)
        for number, (start, end) in enumerate(parts):
            inside = [
                place
                for place, (first, last) in zip(active.places, features.spans, strict=True)
                if start <= first and last <= end
            ]
            decided[number] = self.model.decide(self.model.weigh(inside))
        return decided

    def _lean_on(self, history: Sequence[str], whole: Floats) -> Floats:
        for turn, share in zip(reversed(history), HISTORY_SHARE, strict=False):
            names = read_features(clean(turn, self.lexicon.characters).text, self.lexicon).names
            whole = whole + np.float32(share) * self.model.decide(self.model.activate(names))
        return whole

    def _alike(self, reading: Reading) -> Floats:
        alike = [0.0] * len(self.model.labels)
        for found in reading.near:
            alike[found.phrase.label] = max(alike[found.phrase.label], found.similarity)
        return np.array(alike, dtype=np.float32)
