"""The shapes of what a shopkeeper writes: intents, policies, replies, voice. Frozen and strict."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.model import After, Fault, Language, Outcome, Platform, Remedy, Stage

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ReplyName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]
Status = Literal["draft", "active", "retired"]


class Strict(BaseModel):
    """Base of every definition: unknown keys are refused and nothing changes after loading."""

    # Its validator is made when a file is first read: a start from a snapshot reads none.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Words(Strict):
    """One wording in both languages."""

    zh: Text
    en: Text


class Phrases(Strict):
    """What buyers say, one sentence a line, in both languages."""

    zh: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()


class Cues(Strict):
    """Words that speak for an intent: `strong` almost only there, `weak` often but not only."""

    strong: tuple[Text, ...] = ()
    weak: tuple[Text, ...] = ()


class CuesByLanguage(Strict):
    """The cues of an intent in both languages."""

    zh: Cues = Cues()
    en: Cues = Cues()


class NearMiss(Strict):
    """A sentence that looks like this intent and belongs to another one."""

    text: Text
    belongs_to: Name = Field(alias="is")


class Together(Strict):
    """A sentence of this intent in which other matters ride along."""

    text: Text
    also: tuple[Name, ...]


class Intent(Strict):
    """One thing buyers write about. The file name is the id."""

    id: Name
    title: Words
    about: Words
    status: Status = "active"
    owner: str = ""
    reviewed: date | None = None
    order: int = Field(default=50, ge=1, le=99, description="what is dealt with first: lower first")
    route: Literal["draft", "presale", "supervisor", "abstain"] = "draft"
    rules: tuple[Name, ...] = ()
    covers: tuple[Name, ...] = Field(default=(), description="intents that the reply to this one answers as well")
    due: tuple[Name, ...] = Field(default=(), description="service levels that start to run")
    threshold: float | None = Field(default=None, ge=0, le=1, description="the score from which the intent is asserted")
    says: Phrases
    together: tuple[Together, ...] = ()
    words: CuesByLanguage = CuesByLanguage()
    not_this: tuple[NearMiss, ...] = ()


class SourceNote(Strict):
    """Where a figure comes from; `verified_on` is empty while nobody has read it at its origin."""

    name: Text
    url: str
    verified_on: date | None


class FigureRow(Strict):
    """One dated figure of a rule."""

    name: Name
    platform: tuple[Platform, ...] = Field(default=(), description="left out: every platform of the rule")
    value: Decimal
    unit: Name
    source: SourceNote
    effective_from: date | None = None
    site: Text | None = Field(default=None, description="the site whose page was read, where sites differ: ebay.co.uk")


class Policy(Strict):
    """One rule: its figures with their sources, and the sentence for each way it can end."""

    id: Name
    title: Words
    about: Words
    platforms: tuple[Platform, ...]
    source: SourceNote | None = Field(default=None, description="where the rule was read, when no figure decides")
    figures: tuple[FigureRow, ...] = ()
    excluded: tuple[Text, ...] = Field(default=(), description="categories the rule does not cover")
    because: dict[Name, Words]


class When(Strict):
    """The case a reply is for. Left out altogether: the fallback of its intent."""

    outcome: tuple[Outcome, ...] = Field(default=(), description="outcome of the intent's first rule on this platform")
    reason: tuple[Name, ...] = Field(default=(), description="reason of that outcome")
    platform: tuple[Platform, ...] = ()
    stage: tuple[Stage, ...] = ()
    fault: tuple[Fault, ...] = ()
    remedy: tuple[Remedy, ...] = Field(default=(), description="what the buyer has chosen, in this message or before")
    also: dict[Name, tuple[Outcome, ...]] = Field(default_factory=dict, description="outcomes of further rules")
    after: tuple[After, ...] = Field(default=(), description="what the shop's last words left open")
    says: Phrases = Field(default=Phrases(), description="words of which the message holds at least one")


class Steps(Strict):
    """What the agent checks and does next, in order, in both languages, line by line the same."""

    zh: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()


class ReplyHeader(Strict):
    """The head of a reply file; the wording stands below it in blocks."""

    id: ReplyName
    intent: Name
    title: Words
    status: Status = "active"
    owner: str = ""
    reviewed: date | None = None
    when: When = When()
    like: Phrases = Field(default=Phrases(), description="sentences of the kind that this reply answers")
    under: tuple[Name, ...] = Field(default=(), description="further intents that this reply answers just as well")
    answers: tuple[Name, ...] = Field(default=(), description="intents whose matter this very reply settles as well")
    alone: bool = Field(default=False, description="where this reply is chosen, no kindred one stands behind it")
    priority: int = Field(default=0, ge=-9, le=9, description="between replies with as many conditions: higher first")
    needs: dict[Name, Text] = Field(default_factory=dict, description="every value it may quote, with a sample")
    asks: tuple[Name, ...] = Field(default=(), description="facts asked for while they are not known")
    due: tuple[Name, ...] = Field(default=(), description="service levels that start to run with this reply")
    steps: Steps = Steps()
    escalate: Words | None = None


class Manner(Strict):
    """How a reply opens and closes on a platform, in one language."""

    greeting: Text
    greeting_named: Text
    again: Text | None = Field(default=None, description="how it begins where the shop has written before")
    again_named: Text | None = None
    unasked: Text | None = Field(default=None, description="how a notice begins; left out: as a reply does")
    unasked_named: Text | None = None
    closing: Text
    ask: Text = Field(description="the sentence that asks for facts; {things} stands for them")


class Voice(Strict):
    """The voice of the shop on some platforms."""

    platforms: tuple[Platform, ...]
    zone: Text | None = Field(default=None, description="zone in which moments are told; left out: the shop's own")
    zone_shown: Words | None = Field(default=None, description="how that zone is called behind a time of day")
    offset_shown: tuple[Language, ...] = Field(
        default=(), description="languages in which a time of day without zone_shown is followed by its zone: (UTC+8)"
    )
    zh: Manner
    en: Manner


class Voices(Strict):
    """templates/replies/_voice.yaml: every platform is covered by exactly one voice."""

    voices: dict[Name, Voice]


class FactWords(Strict):
    """A fact's name on the form, and the noun phrase with which a reply asks for it."""

    label: Words
    ask: Words
    given: Phrases = Field(default=Phrases(), description="words of a buyer who has given it already: not asked for")
    seen: Phrases = Field(default=Phrases(), description="words of the shop that has it before it: not asked for")
    sought: Phrases = Field(default=Phrases(), description="words of the shop that asks for it: “发了” then gives it")
    item: Phrases = Field(default=Phrases(), description="words in the item's name or category that tell it")


class Forbidden(Strict):
    """Words that never leave the desk, why, and how to put it better."""

    code: Name
    severity: Literal["block", "warn"]
    platform: tuple[Platform, ...] = ()
    zh: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()
    fine: Phrases = Field(default=Phrases(), description="wordings around one of the words in which it may be said")
    say: Words
    better: Words | None = Field(default=None, description="what to say in the place of the words, where it fits")


class ForbiddenList(Strict):
    """templates/replies/_forbidden.yaml."""

    forbidden: tuple[Forbidden, ...]


class Carrier(Strict):
    """A courier: how it is called, what its numbers look like, where a parcel is tracked."""

    id: Name
    title: Words
    aliases: tuple[Text, ...] = ()
    numbers: tuple[Text, ...] = Field(description="regular expressions of whole tracking numbers")
    track: str = Field(default="", description="public tracking page; {number} stands for the number")


class CarrierList(Strict):
    """policy/_carriers.yaml."""

    carriers: tuple[Carrier, ...]
