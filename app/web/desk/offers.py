"""What is offered for the buyer's last message: cards as on quick reply, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from app.model import Language
from app.web.desk.known import Known, Sheet, write_money
from app.web.desk.texts import Piece, Sureness, cut_findings, name_sureness

if TYPE_CHECKING:
    from app.store.records import Draft, Tick
    from app.web.desk.ground import Names
    from app.web.desk.moments import Times

SHOWN = 3
STALE_DAYS = 365
OTHER: Mapping[str, Language] = {"zh": "en", "en": "zh"}


@dataclass(frozen=True, slots=True)
class Card:
    """A draft as its card shows it. `missing` has a field here, `asked` is left to the reply to ask."""

    number: int
    draft: Draft
    score: float | None
    pieces: tuple[Piece, ...]
    findings: tuple[tuple[Mapping[str, Any], str], ...]
    missing: tuple[Known, ...]
    asked: tuple[str, ...]

    @property
    def sureness(self) -> Sureness | None:
        """Return how sure the matter is, in a word; None where nothing was understood."""
        return None if self.score is None else name_sureness(self.score)

    @property
    def gloss_language(self) -> Language:
        """Return the language of the meaning."""
        return OTHER[self.draft.language]


@dataclass(frozen=True, slots=True)
class Step:
    """A step to take. `key` is what it is ticked by, whatever language it is read in; `other` may have been, too."""

    key: str
    other: str
    say: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says, as the page shows it; `verified` None: the figure is the shop's own."""

    name: str
    outcome: str
    because: str
    amount: str
    until: datetime | None
    missing: tuple[str, ...]
    source: Mapping[str, Any] | None
    verified: date | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """What the drafts rest on."""

    deadlines: tuple[tuple[str, datetime], ...]
    steps: tuple[Step, ...]
    rules: tuple[Rule, ...]
    escalate: str


def make_cards(
    drafts: Sequence[Draft], reading: Mapping[str, Any] | None, sheet: Sheet, names: Names, *, language: Language
) -> tuple[Card, ...]:
    """Return the cards; each missing fact is asked for once, on the first card that wants it."""
    taken: set[str] = set()
    cards = []
    for number, draft in enumerate(drafts[:SHOWN], start=1):
        wanted = [name for name in draft.answer["missing"] if name not in taken]
        taken.update(wanted)
        fields = sheet.pick(wanted)
        with_field = {one.name for one in fields}
        asked = tuple(names.fact(name) for name in wanted if name not in with_field)
        findings = draft.answer["findings"]
        marked = tuple((one, draft.text[slice(*one["span"])]) for one in findings)
        pieces = cut_findings(draft.text, findings, language=language)
        cards.append(Card(number, draft, _find_score(draft, reading), pieces, marked, fields, asked))
    return tuple(cards)


def _find_score(draft: Draft, reading: Mapping[str, Any] | None) -> float | None:
    """Return how likely the matter of a draft is; None where that is not known.

    Nor is it where the matter is sure and the draft is another reply to it: what is not sure there has no number.
    """
    asserted, candidates = ((reading or {}).get(name) or () for name in ("intents", "candidates"))
    held = asserted
    if draft.variant == "guess":
        matter = draft.template.split(".")[0]
        sure = any(one["id"] == matter for one in asserted)
        held = () if sure else [one for one in candidates if one["id"] == matter]
    return float(held[0]["score"]) if held else None


def read_basis(answer: Mapping[str, Any] | None, ticks: Sequence[Tick], names: Names, times: Times) -> Basis:
    """Return what a draft was kept with, in the words of the page; nothing where there is no draft."""
    if answer is None:
        return Basis((), (), (), "")
    language = times.language
    done = {tick.step for tick in ticks}
    steps = tuple(
        Step(step["zh"], step["en"], step[language], bool(done & {step["zh"], step["en"]})) for step in answer["steps"]
    )
    called = times.words["deadlines"]
    deadlines = tuple(
        (called.get(one["what"]) or names.rule(one["what"]), datetime.fromisoformat(one["at"]))
        for one in answer["deadlines"]
    )
    rules = tuple(_read_rule(decision, names, times) for decision in answer["decisions"])
    return Basis(deadlines, steps, rules, answer["escalate"]["because"][language] if answer["escalate"] else "")


def _read_rule(decision: Mapping[str, Any], names: Names, times: Times) -> Rule:
    source = decision["source"]
    read_on = date.fromisoformat(source["verified_on"]) if source and source["verified_on"] else None
    return Rule(
        names.rule(decision["rule"]),
        decision["outcome"],
        decision["because"][times.language],
        write_money(decision["amount"], decision["currency"]) if decision["amount"] else "",
        datetime.fromisoformat(decision["deadline"]) if decision["deadline"] else None,
        tuple(names.fact(name) for name in decision["facts_missing"]),
        source,
        read_on,
        read_on is not None and (times.now.astimezone(UTC).date() - read_on).days > STALE_DAYS,
    )
