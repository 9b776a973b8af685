"""A reply before anybody asks for it: on every platform, in both languages, with and without facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.core.asking import MOST_ASKED
from app.core.composition import Frame, Matter, compose
from app.core.consequences import find_back_by
from app.core.kit import Kit
from app.core.library import Library
from app.core.replies import Reply, Variant, name_matter, render_block
from app.core.reply_lines import Line
from app.core.reply_syntax import Block
from app.core.samples import tell_apart, write_sample
from app.core.values import Quotable, name_zone
from app.model import LANGUAGES, PLATFORMS, Facts, Finding, Inquiry, Language, Platform, Span

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dependence:
    """A line that rests on facts: where it stands, on which values it rests, and what it reads in the other case.

    `otherwise` is empty where the line is then left out whole.
    """

    span: Span
    names: tuple[str, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, what was left out of it for want of a value, what rests on facts, and what the pre-send check says."""

    text: str
    missing: tuple[str, ...]
    depends: tuple[Dependence, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """A variant in one language: `known` with every sample, `bare` with nothing known."""

    known: Wording
    bare: Wording


@dataclass(frozen=True, slots=True)
class Version:
    """A variant of a reply in both languages."""

    variant: Variant
    zh: Sight
    en: Sight

    def of(self, language: Language) -> Sight:
        """Return the variant in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Voiced:
    """A reply on the platforms where it reads the same."""

    platforms: tuple[Platform, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A reply with its samples by language, on every platform where it can come.

    `asked` names the facts that it asks for while they are not known.
    """

    reply: Reply
    samples: Mapping[Language, Values]
    asked: tuple[str, ...]
    voiced: tuple[Voiced, ...]

    def on(self, platform: Platform) -> Voiced | None:
        """Return the reply as it reads on a platform; None where it never comes there."""
        return next((one for one in self.voiced if platform in one.platforms), None)


def preview_reply(reply: Reply, kit: Kit, *, now: datetime) -> Preview:
    """Return what the reply looks like everywhere; `now` stands for the moment of the draft."""
    samples = {language: _write_samples(reply, kit, language) for language in LANGUAGES}
    asked = reply.header.asks[:MOST_ASKED]
    voiced: list[Voiced] = []
    for platform in find_platforms(reply, kit.library):
        versions = tuple(_Stage(reply, kit, platform, now, samples, asked).show())
        same = next((place for place, one in enumerate(voiced) if one.versions == versions), None)
        if same is None:
            voiced.append(Voiced((platform,), versions))
        else:
            voiced[same] = Voiced((*voiced[same].platforms, platform), versions)
    return Preview(reply, samples, asked, tuple(voiced))


def find_platforms(reply: Reply, library: Library) -> tuple[Platform, ...]:
    """Return the platforms on which the reply can be chosen, in the order of PLATFORMS.

    Left out: those its `when` does not name, those on which none of the rules it rests on is decided, and those for
    which a sister reply stands under the same conditions with the platform named.
    """
    when = reply.header.when
    named = [platform for platform in PLATFORMS if not when.platform or platform in when.platform]
    return tuple(
        platform
        for platform in named
        if _is_decided(reply, library, platform) and not _is_overruled(reply, library, platform)
    )


def _is_decided(reply: Reply, library: Library, platform: Platform) -> bool:
    when, intent = reply.header.when, library.intents.get(reply.header.intent)
    first = next((rule for rule in (intent.rules if intent else ()) if _covers(library, rule, platform)), None)
    if when.reason and (first is None or not any(name in library.policies[first].because for name in when.reason)):
        return False
    return (first is not None or not when.outcome) and all(_covers(library, rule, platform) for rule in when.also)


def _covers(library: Library, rule: str, platform: Platform) -> bool:
    return rule in library.policies and platform in library.policies[rule].platforms


def _is_overruled(reply: Reply, library: Library, platform: Platform) -> bool:
    """Return whether a sister differs in nothing but naming the platform: it then always wins there."""
    when = reply.header.when
    if when.platform or reply.is_notice:
        return False
    sisters = (other.header.when for other in library.replies_for(reply.header.intent))
    return any(platform in one.platform and one.model_copy(update={"platform": ()}) == when for one in sisters)


def _write_samples(reply: Reply, kit: Kit, language: Language) -> dict[str, str]:
    ahead = tell_apart(reply.header.needs)[0]
    samples = {name: write_sample(sample, language=language) for name, sample in ahead.items()}
    carrier = kit.carrier(named=samples.get("carrier_name"), number=None)
    if carrier is not None:
        samples["carrier_name"] = carrier.title.zh if language == "zh" else carrier.title.en
    return samples


@dataclass(frozen=True, slots=True)
class _Stage:
    """One reply on one platform, with what can be quoted there."""

    reply: Reply
    kit: Kit
    platform: Platform
    now: datetime
    samples: Mapping[Language, Values]
    asked: Sequence[str]

    def show(self) -> Iterator[Version]:
        """Yield every variant of the reply."""
        notice = self.reply.id if self.reply.is_notice else None
        asked = Inquiry(None if notice else "", self.platform, notice=notice)
        back_by = find_back_by(asked, self.kit, now=self.now)
        figures, zone = self.kit.figures(self.platform), self.kit.zone(self.platform)
        shown = name_zone(self.kit.library.voice(self.platform), zone, now=self.now)
        quotable = Quotable(Facts(), self.platform, (), {}, figures, None, self.now, zone, back_by, shown)
        bare = {language: quotable.values(language, primary=None) for language in LANGUAGES}
        for variant in self.reply.variants:
            yield Version(variant, self._see("zh", variant, bare["zh"]), self._see("en", variant, bare["en"]))

    def _see(self, language: Language, variant: Variant, bare: Values) -> Sight:
        # What the platform says of itself wins over a sample: that is what a draft would quote.
        known = {**self.samples[language], **bare}
        return Sight(
            self._compose(language, variant, values=known, others=bare),
            self._compose(language, variant, values=bare, others=known, asked=self.asked),
        )

    def _compose(
        self, language: Language, variant: Variant, *, values: Values, others: Values, asked: Sequence[str] = ()
    ) -> Wording:
        words = [self.kit.library.facts[name].ask for name in asked]
        things: dict[Language, list[str]] = {"zh": [word.zh for word in words], "en": [word.en for word in words]}
        voice = self.kit.library.voice(self.platform)
        frame = Frame(voice, values.get("buyer_name"), things, unasked=self.reply.is_notice)
        written = compose([Matter(self.reply, {language: values})], frame, language=language, variant=variant)
        return Wording(
            written.text,
            written.missing,
            tuple(self._find_dependences(written.text, language, variant, (values, others))),
            self.kit.checker.check(written.text, language=language, platform=self.platform),
        )

    def _find_dependences(
        self, text: str, language: Language, variant: Variant, values: tuple[Values, Values]
    ) -> Iterator[Dependence]:
        """Yield the lines of `text`, written with the first values, that the second would change, in order."""
        at = 0
        for line in _lines(self.reply, language, variant):
            here, there = (_write_line(self.reply, line, some, language) for some in values)
            start = text.find(here, at) if here else -1
            if start < 0:
                continue
            at = start + len(here)
            if here != there:
                yield Dependence((start, at), _find_changing(line, values), there)


def _find_changing(line: Line, values: tuple[Values, Values]) -> tuple[str, ...]:
    """Return the names in the line that are known in one case and not in the other."""
    return tuple(sorted(name for name in line.names if (name in values[0]) != (name in values[1])))


def _lines(reply: Reply, language: Language, variant: Variant) -> Iterator[Line]:
    opening = reply.opening(language)
    if opening is not None and variant != "short":
        yield from opening.lines
    yield from reply.matter(language, variant=variant).lines


def _write_line(reply: Reply, line: Line, values: Values, language: Language) -> str:
    """Return the line as it stands in a text, empty where it is left out."""
    name = name_matter(language)
    alone = replace(reply, blocks={name: Block(name, line.number, ((line,),))})
    written = render_block(alone, name, values)
    return "".join(text for paragraph in written.paragraphs for text in paragraph)
