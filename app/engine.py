"""Joins library, classifier and settings into the one engine that the web and the command line use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.core.classify import Classifier
from app.core.draft import draft
from app.core.kit import Kit
from app.core.learned import LEARNING_VERSION, assemble
from app.core.library import Library
from app.core.likeness import build_likeness
from app.core.lint import Terms, build_checker
from app.core.lint.tone import Ear
from app.core.manner import build_watch
from app.core.policy import VALUE_NAMES
from app.core.preview import Preview, find_platforms, preview_reply
from app.core.slots import compile_carriers
from app.errors import ModelUnusable
from app.garbage import without_collecting
from app.library.digest import digest_folders
from app.library.folder import builtin_folder
from app.library.lexicon import build_lexicon
from app.library.model_file import StoredModel, fingerprint_of, read_model, write_model
from app.library.snapshot import prepared_folder, read_snapshot, seal_snapshot, write_snapshot
from app.library.tone_file import SHIPPED_TONE, SPOKEN
from app.model import Answer, Classification, Finding, Inquiry, Language, Platform
from app.settings import Settings
from app.training.samples import TRAIN_HEADER, Sample, phrases_of, read_samples

if TYPE_CHECKING:
    from app.core.second_opinion import Encoder, LearnedOpinion

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
        kit = replace(self.kit, timezone=inquiry.zone) if inquiry.zone else self.kit
        return draft(inquiry, kit, now=now)

    def classify(self, text: str) -> Classification:
        """Return what `text` says."""
        return self.kit.classifier.classify(text)

    def lint(
        self, text: str, *, language: Language, platform: Platform, terms: Terms | None = None
    ) -> tuple[Finding, ...]:
        """Return the objections of the pre-send check; with `terms` promises are held against what was decided."""
        return self.kit.checker.check(text, language=language, platform=platform, terms=terms)

    def preview(self, name: str, *, now: datetime) -> Preview | None:
        """Return the reply called `name` as it would be sent anywhere; None where there is no such reply."""
        reply = self.library.reply(name)
        return preview_reply(reply, self.kit, now=now) if reply else None

    def used_on(self, name: str) -> tuple[Platform, ...]:
        """Return the platforms on which the reply called `name` can be chosen; none for an unknown name."""
        reply = self.library.reply(name)
        return find_platforms(reply, self.library) if reply else ()


def open_engine(settings: Settings, *, tell: Tell = lambda _: None) -> Engine:
    """Return the engine of these settings; raises LibraryBroken with every fault of the library."""
    cache = settings.data_dir / "cache"
    with without_collecting():
        kit = _open_kit((builtin_folder(), *settings.library), cache, tell=tell)
        kit = replace(kit, timezone=settings.timezone)
        if settings.encoder != "off":
            kit = replace(kit, classifier=add_second_opinion(kit.classifier, kit.library, settings, tell=tell))
        return Engine(kit)


def _open_kit(folders: Sequence[Path], cache: Path, *, tell: Tell) -> Kit:
    """Return the kit of the library in `folders`, as an earlier start left it or built now and left for the next."""
    seal = _seal(folders)
    kit = read_snapshot(seal, (cache, prepared_folder()), Kit)
    if kit is None:
        kit = _build_from(folders, cache, tell=tell)
        # A folder that cannot be written to costs the next start its time, no more.
        with suppress(OSError):
            write_snapshot(kit, seal, cache)
    return kit


def _build_from(folders: Sequence[Path], cache: Path, *, tell: Tell) -> Kit:
    # What reads a library's files is not needed where an earlier start has read them.
    from app.library.load import load_library
    from app.training.ear import open_ear

    library = load_library(folders, known_values=VALUE_NAMES)
    classifier = open_classifier(library, cache, tell=tell)
    ear = open_ear(library, classifier.reader.lexicon, cache, tell=tell)
    return build_kit(library, classifier, UTC, ear=ear)


def _seal(folders: Sequence[Path]) -> str:
    """Return what stands for everything that a kit is made of."""
    shipped = (builtin_folder() / part for part in (SHIPPED_MODEL, INBOX, SHIPPED_TONE, SPOKEN))
    learned = (path.read_bytes() if path.exists() else b"" for path in shipped)
    return seal_snapshot(digest_folders(folders), *learned)


def prepare_kit(*, tell: Tell = lambda _: None) -> Path | None:
    """Leave a snapshot of the built-in library's kit beside the installed packages; return where, None if it is there.

    Raises LibraryBroken with every fault of the library, and OSError where that folder cannot be written to.
    """
    folders, place = (builtin_folder(),), prepared_folder()
    seal = _seal(folders)
    if read_snapshot(seal, (place,), Kit) is not None:
        return None
    with TemporaryDirectory() as scratch:
        write_snapshot(_build_from(folders, Path(scratch), tell=tell), seal, place)
    return place


def build_kit(library: Library, classifier: Classifier, timezone: tzinfo, *, ear: Ear | None = None) -> Kit:
    """Return everything that drafting needs for `library`; without an `ear` the check hears no tone."""
    pages = [carrier.track.split("{number}")[0] for carrier in library.carriers if carrier.track]
    characters = classifier.reader.lexicon.characters
    checker = build_checker(library.forbidden, trusted_links=pages, characters=characters, ear=ear)
    watch = build_watch(library.manners, characters)
    zones = {platform: ZoneInfo(voice.zone) for platform, voice in library.voices.items() if voice.zone}
    likeness = build_likeness(library.replies, library.intents.values(), classifier.reader.lexicon)
    return Kit(library, classifier, compile_carriers(library.carriers), checker, timezone, watch, likeness, zones)


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
    learned = learn(phrases_of(library.intents.values()), lexicon, inbox=_inbox_for(library))
    return StoredModel(learned, _fingerprint(library), lexicon.sounds)


def add_second_opinion(
    classifier: Classifier, library: Library, settings: Settings, *, tell: Tell = lambda _: None
) -> Classifier:
    """Return `classifier` with the encoder of the settings beside it: learned before, or now and kept.

    Raises BadSetting where the encoder's package is not installed.
    """
    from app.core.second_opinion import OPINION_VERSION, SecondOpinion
    from app.encoders.choice import open_encoder
    from app.encoders.opinion_file import read_opinion, write_opinion

    encoder, name = open_encoder(settings.encoder)
    bars = ",".join(f"{label}={classifier.thresholds[label]:.6f}" for label in classifier.labels)
    fingerprint = fingerprint_of(_fingerprint(library), OPINION_VERSION, name, bars)
    kept = settings.data_dir / "cache" / f"second-opinion-{fingerprint[:16]}.npz"
    try:
        learned = read_opinion(kept, fingerprint=fingerprint)
    except ModelUnusable:
        tell(f"learning what {name} makes of the phrases; this takes a few minutes, once for each change of them")
        learned = _learn_opinion(classifier, library, encoder)
        write_opinion(learned, kept, fingerprint=fingerprint)
    return replace(classifier, second=SecondOpinion(encoder, learned))


def _learn_opinion(classifier: Classifier, library: Library, encoder: Encoder) -> LearnedOpinion:
    from app.training.fit import rehearse
    from app.training.second_opinion import learn_opinion

    phrases, lexicon = phrases_of(library.intents.values()), classifier.reader.lexicon
    rehearsal = rehearse(phrases, lexicon, inbox=_inbox_for(library))
    first = classifier.fusion.judge(rehearsal.signs)
    return learn_opinion(rehearsal, first, is_unsure=classifier.is_unsure, encoder=encoder)


def _inbox_for(library: Library) -> list[Sample]:
    inbox = read_samples(read_inbox(), header=TRAIN_HEADER, name=INBOX.name)
    return [sample for sample in inbox if set(sample.labels) <= set(library.intents)]


def read_inbox() -> str:
    """Return the invented inbox that ships beside the phrases: labels and text, tab-separated."""
    return (builtin_folder() / INBOX).read_text(encoding="utf-8")


def _fingerprint(library: Library) -> str:
    return fingerprint_of(LEARNING_VERSION, library.digest, read_inbox())


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
