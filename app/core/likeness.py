"""How much a message resembles what replies were written for.

`says` of a reply is met to the letter, and buyers find other letters. So a reply may also give sentences of the kind
it answers (`like`). Its sentences and words together make one point in the space of features (TF-IDF, each scaled to
length 1); a message resembles the reply whose point lies nearest, by the cosine of the angle (Rocchio's classifier).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from app.core.definitions import Intent, ReplyHeader
from app.core.features import Lexicon, read_plain_features
from app.core.linear import Vocabulary
from app.core.replies import Reply
from app.core.text import clean
from app.model import LANGUAGES, Language

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Weighed = Mapping[str, float]
"""Features by name, with how much each of them says."""
APART, SAYS_COUNT = "，", 3
"""Between the words that a reply listens for, and how often they count: chosen on sentences left out by turns."""
FAINT = 0.1
"""Who resembles a message less than this does not resemble it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The points of the replies that listen for anything, one for each of their languages, and so of the intents.

    A message is nearer to its intent than to any of these replies where it says nothing in particular.
    `rarity` is (features,), `strange` that of a word which no reply knows. The replies whose point has feature `f`
    are `owners[bounds[f] : bounds[f + 1]]`, numbers into `names`; `values` beside them is how far they lie that way.
    """

    names: tuple[str, ...]
    vocabulary: Vocabulary
    rarity: Floats
    strange: float
    bounds: Integers
    owners: Integers
    values: Floats

    def find(self, text: str, lexicon: Lexicon) -> dict[str, float]:
        """Return the replies and intents that a cleaned text resembles, by id with the likeness, nearest first.

        The likeness goes from 0 to 1; words that no reply knows lessen it.
        """
        alike = np.zeros(len(self.names), dtype=np.float32)
        length = 0.0
        for name, count in Counter(read_plain_features(text, lexicon)).items():
            row = self.vocabulary.get(name)
            weight = _dampen(count) * float(self.strange if row is None else self.rarity[row])
            length += weight * weight
            if row is not None:
                here = slice(self.bounds[row], self.bounds[row + 1])
                alike[self.owners[here]] += np.float32(weight) * self.values[here]
        alike /= np.float32(sqrt(length) or 1.0)
        found: dict[str, float] = {}
        for place in np.argsort(-alike, kind="stable").tolist():
            if alike[place] < FAINT:
                break
            found.setdefault(self.names[place], float(alike[place]))
        return found


def build_likeness(replies: Sequence[Reply], intents: Iterable[Intent], lexicon: Lexicon) -> Likeness:
    """Return the points of those among `replies` that listen for anything, and of `intents`."""
    listening = [(reply.id, partial(_list_texts, reply.header)) for reply in replies]
    general = [(intent.id, partial(_list_phrases, intent)) for intent in intents]
    said = [
        (name, [(_count(text, lexicon), times) for text, times in texts])
        for name, list_texts in (*listening, *general)
        for language in LANGUAGES
        if (texts := tuple(list_texts(language)))
    ]
    rarity = _find_rarity([counts for _, counted in said for counts, _ in counted])
    having: dict[str, list[tuple[int, float]]] = {name: [] for name in rarity}
    for owner, (_, counted) in enumerate(said):
        for name, value in _place([(_weigh(counts, rarity), times) for counts, times in counted]).items():
            having[name].append((owner, value))
    pairs = [pair for of_name in having.values() for pair in of_name]
    return Likeness(
        tuple(name for name, _ in said),
        {name: row for row, name in enumerate(rarity)},
        np.array(list(rarity.values()), dtype=np.float32),
        max(rarity.values(), default=1.0),
        np.cumsum([0, *map(len, having.values())], dtype=np.int32),
        np.array([owner for owner, _ in pairs], dtype=np.int32),
        np.array([value for _, value in pairs], dtype=np.float32),
    )


def _list_texts(header: ReplyHeader, language: Language) -> Iterator[tuple[str, int]]:
    """Yield each sentence of a reply, and all words that it listens for as one text, with how often it counts."""
    for sentence in getattr(header.like, language):
        yield sentence, 1
    if says := APART.join(getattr(header.when.says, language)):
        yield says, SAYS_COUNT


def _list_phrases(intent: Intent, language: Language) -> Iterator[tuple[str, int]]:
    """Yield the phrases of an intent."""
    for phrase in getattr(intent.says, language):
        yield phrase, 1


def _count(text: str, lexicon: Lexicon) -> Counter[str]:
    return Counter(read_plain_features(clean(text, lexicon.characters).text, lexicon))


def _find_rarity(counted: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Return the inverse document frequency of every feature, as scikit-learn smooths it."""
    having = Counter(name for counts in counted for name in counts)
    return {name: log((1 + len(counted)) / (1 + count)) + 1 for name, count in having.items()}


def _weigh(counts: Mapping[str, int], rarity: Weighed) -> Weighed:
    return _scale({name: _dampen(count) * rarity[name] for name, count in counts.items()})


def _place(texts: Iterable[tuple[Weighed, int]]) -> Weighed:
    """Return the point in the middle of texts, each counted so many times, seen from the origin at length 1."""
    total: dict[str, float] = defaultdict(float)
    for text, times in texts:
        for name, weight in text.items():
            total[name] += weight * times
    return _scale(total)


def _scale(weighed: Weighed) -> Weighed:
    length = sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
    return {name: weight / length for name, weight in weighed.items()}


def _dampen(count: int) -> float:
    return 1 + log(count) if count > 1 else 1.0
