"""Joins library, classifier and settings into the one engine that the web and the command line use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from app.core.classify import Classifier
from app.core.draft import draft
from app.core.kit import Kit
from app.core.learned import LEARNING_VERSION, assemble
from app.core.library import Library
from app.core.lint import build_checker
from app.core.policy import VALUE_NAMES
from app.core.slots import compile_carriers
from app.errors import ModelUnusable
from app.library.folder import builtin_folder
from app.library.lexicon import build_lexicon
from app.library.load import load_library
from app.library.model_file import StoredModel, fingerprint_of, read_model, write_model
from app.model import Answer, Classification, Finding, Inquiry, Language, Platform
from app.settings import Settings
from app.training.samples import TRAIN_HEADER, Sample, phrases_of, read_samples

SHIPPED_MODEL = Path("models") / "classifier.npz"
INBOX = Path("models") / "inbox.tsv"
"""Invented messages in their natural shares, labelled: what the phrases are tempered with."""
Tell = Callable[[str], None]
"""Takes a sentence about something that takes a while."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Drafts, classifies and checks. Holds nothing that changes, so any number of threads may share it."""

    kit: Kit

    @property
    def library(self) -> Library:
        """Return the library it drafts from."""
        return self.kit.library

    def draft(self, inquiry: Inquiry, *, now: datetime, agent_language: Language = "zh") -> Answer:  # noqa: ARG002
        """Return drafts and what they rest on; every wording is in both languages, whoever the agent is."""
        return draft(inquiry, self.kit, now=now)

    def classify(self, text: str) -> Classification:
        """Return what `text` says."""
        return self.kit.classifier.classify(text)

    def lint(self, text: str, *, language: Language, platform: Platform) -> tuple[Finding, ...]:
        """Return the objections of the pre-send check."""
        return self.kit.checker.check(text, language=language, platform=platform)


def open_engine(settings: Settings, *, tell: Tell = lambda _: None) -> Engine:
    """Return the engine of these settings; raises LibraryBroken with every fault of the library."""
    folders = (builtin_folder(), *settings.library)
    library = load_library(folders, known_values=VALUE_NAMES)
    classifier = open_classifier(library, settings.data_dir / "cache", tell=tell)
    return Engine(build_kit(library, classifier, settings.timezone))


def build_kit(library: Library, classifier: Classifier, timezone: tzinfo) -> Kit:
    """Return everything that drafting needs for `library`."""
    pages = [carrier.track.split("{number}")[0] for carrier in library.carriers if carrier.track]
    checker = build_checker(library.forbidden, trusted_links=pages)
    return Kit(library, classifier, compile_carriers(library.carriers), checker, timezone)


def open_classifier(library: Library, cache: Path, *, tell: Tell = lambda _: None) -> Classifier:
    """Return the library's classifier: the shipped one, one learned before, or one learned now and kept in `cache`."""
    fingerprint = _fingerprint(library)
    kept = cache / f"classifier-{fingerprint[:16]}.npz"
    for path in (builtin_folder() / SHIPPED_MODEL, kept):
        try:
            stored = read_model(path, fingerprint=fingerprint)
        except ModelUnusable:
            continue
        return _assemble(stored, library, cache)
    tell("learning the library's phrases; this takes a minute, once for each change of the phrases")
    stored = learn_library(library, cache)
    write_model(stored, kept)
    return _assemble(stored, library, cache)


def learn_library(library: Library, cache: Path) -> StoredModel:
    """Return a model learned from the library's phrases, tempered with the invented inbox that ships beside them."""
    from app.training.fit import learn

    lexicon = build_lexicon(words_of(library), cache=cache)
    inbox = read_samples(_read_inbox(), header=TRAIN_HEADER, name=INBOX.name)
    known = [sample for sample in inbox if set(sample.labels) <= set(library.intents)]
    learned = learn(phrases_of(library.intents.values()), lexicon, inbox=known)
    return StoredModel(learned, _fingerprint(library), lexicon.sounds)


def _read_inbox() -> str:
    return (builtin_folder() / INBOX).read_text(encoding="utf-8")


def _fingerprint(library: Library) -> str:
    return fingerprint_of(LEARNING_VERSION, library.digest, _read_inbox())


def _assemble(stored: StoredModel, library: Library, cache: Path) -> Classifier:
    own = {name: intent.threshold for name, intent in library.intents.items() if intent.threshold is not None}
    lexicon = build_lexicon(words_of(library), cache=cache, sounds=dict(stored.sounds))
    return assemble(stored.learned, lexicon, thresholds=own)


def words_of(library: Library) -> tuple[str, ...]:
    """Return the words that the shop's intents add to the tokenizer, each once."""
    cues = [intent.words.zh for intent in library.intents.values()]
    return tuple(dict.fromkeys(word for cue in cues for word in (*cue.strong, *cue.weak)))


def learn_file(samples: Sequence[Sample], cache: Path) -> Classifier:
    """Return a classifier that knows `samples` and nothing else."""
    from app.training.fit import learn

    lexicon = build_lexicon((), cache=cache)
    return assemble(learn(samples, lexicon), lexicon)
