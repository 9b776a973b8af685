"""What only shows once the phrases are learned: near-misses still taken wrongly, cues still cut apart (I213)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.classify import Classifier
from app.core.definitions import Intent
from app.core.features import Lexicon, tokenize
from app.core.text import clean
from app.library.catalogue.intents import CLOSER
from app.library.problems import fill, sort_problems
from app.library.shelf import Shelf, Written
from app.model import Problem


def look_closer(shelf: Shelf, *, classifier: Classifier) -> tuple[Problem, ...]:
    """Return what `classifier`, learned from this shelf, still gets wrong of it; warnings only, sorted by place."""
    return sort_problems(_list_problems(shelf, classifier))


def _list_problems(shelf: Shelf, classifier: Classifier) -> Iterator[Problem]:
    for intent in shelf.active_intents:
        yield from _check_near_misses(intent, classifier=classifier)
        yield from _check_cues(intent, lexicon=classifier.reader.lexicon)


def _check_near_misses(intent: Written[Intent], *, classifier: Classifier) -> Iterator[Problem]:
    """Yield near-misses for which the intent is still the best candidate, asserted or not."""
    for number, row in enumerate(intent.value.not_this):
        best = classifier.classify(row.text).candidates[0]
        if best.score and best.id == intent.value.id:
            wrong = fill(CLOSER["near_miss"], text=row.text, name=row.belongs_to)
            yield intent.problem("I213", "not_this", number, "text", wrong=wrong)


def _check_cues(intent: Written[Intent], *, lexicon: Lexicon) -> Iterator[Problem]:
    """Yield Chinese cues that do not stay one word; English ones may be several words."""
    for strength in ("strong", "weak"):
        for number, word in enumerate(getattr(intent.value.words.zh, strength)):
            parts = [token.text for token in tokenize(clean(word, lexicon.characters).text, lexicon)]
            if len(parts) > 1:
                wrong = fill(CLOSER["split"], word=word, parts=" ".join(parts))
                yield intent.problem("I213", "words", "zh", strength, number, wrong=wrong)
