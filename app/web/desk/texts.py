"""Texts cut into pieces: what speaks for which matter, and what the pre-send check objects to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from app.model import Finding, Language

Sureness: TypeAlias = Literal["sure", "likely", "check"]
SURE, LIKELY = 0.85, 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. `lights` are the places of the matters it speaks for, `says` what is wrong with it."""

    text: str
    lights: tuple[int, ...] = ()
    severity: str = ""
    says: tuple[str, ...] = ()


def name_sureness(score: float) -> Sureness:
    """Return the word for a probability."""
    return "sure" if score >= SURE else "likely" if score >= LIKELY else "check"


def cut_evidence(text: str, intents: Sequence[Mapping[str, Any]]) -> tuple[Piece, ...]:
    """Return a buyer's words, cut where something speaks for one of the matters."""
    spans = [(span, place) for place, intent in enumerate(intents) for span in _pick_spans(intent)]
    return tuple(
        Piece(part, tuple(dict.fromkeys(place for span, place in spans if _covers(span, start, end))))
        for start, end, part in _cut(text, [span for span, _ in spans])
    )


def cut_findings(text: str, findings: Sequence[Mapping[str, Any]], *, language: Language) -> tuple[Piece, ...]:
    """Return a reply, cut where the check objects to something."""
    pieces = []
    for start, end, part in _cut(text, [finding["span"] for finding in findings]):
        here = [finding for finding in findings if _covers(finding["span"], start, end)]
        blocks = any(finding["severity"] == "block" for finding in here)
        severity = "block" if blocks else "warn" if here else ""
        pieces.append(Piece(part, (), severity, tuple(finding["say"][language] for finding in here)))
    return tuple(pieces)


def write_findings(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings in the shape that drafts are kept with."""
    return [
        {
            "code": one.code,
            "severity": one.severity,
            "span": list(one.span),
            "say": {"zh": one.say.zh, "en": one.say.en},
            "better": {"zh": one.better.zh, "en": one.better.en} if one.better else None,
        }
        for one in findings
    ]


def _pick_spans(intent: Mapping[str, Any]) -> list[Sequence[int]]:
    # An example spans the whole clause it resembles: words, where there are any, point better.
    placed = [one for one in intent.get("evidence", ()) if one["span"]]
    exact = [one for one in placed if one["kind"] != "example"]
    return [one["span"] for one in exact or placed]


def _covers(span: Sequence[int], start: int, end: int) -> bool:
    return span[0] <= start and end <= span[1]


def _cut(text: str, spans: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, str]]:
    edges = sorted({0, len(text), *(min(edge, len(text)) for span in spans for edge in span)})
    return ((start, end, text[start:end]) for start, end in pairwise(edges))
