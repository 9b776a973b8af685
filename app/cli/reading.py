"""An answer as a person reads it in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from app.model import Answer, Draft


def print_answer(answer: Answer, *, console: Console | None = None) -> None:
    """Print intents with evidence, decisions, drafts with their meaning, steps, deadlines."""
    out = console or Console(highlight=False)
    for line in (*_describe(answer), *_advise(answer)):
        out.print(line)
    for number, draft in enumerate(answer.drafts, start=1):
        _print_draft(draft, number, out)


def _describe(answer: Answer) -> list[str]:
    found = answer.classification
    if found.abstained:
        guesses = ", ".join(f"{candidate.id} {candidate.score:.2f}" for candidate in found.candidates[:3])
        lines = [f"[bold]unsure[/]  best guesses: {guesses or 'none'}"]
    else:
        lines = [
            f"[bold]{intent.id}[/] {intent.score:.2f}  "
            + escape(", ".join(sign.text for sign in intent.evidence if sign.kind == "word"))
            for intent in found.intents
        ]
    lines += [f"{slot.kind.value}: {escape(slot.value)}" for slot in answer.slots]
    decisions = [f"{one.rule}: {one.outcome}  {escape(one.because.zh)}" for one in answer.decisions]
    return lines + decisions


def _advise(answer: Answer) -> list[str]:
    lines = [f"□ {escape(step.zh)} · {escape(step.en)}" for step in answer.steps]
    lines += [f"due {deadline.at:%Y-%m-%d %H:%M %Z}  {deadline.what}" for deadline in answer.deadlines]
    if answer.escalate:
        lines.append(f"[bold]→ {answer.escalate.to}[/]: {escape(answer.escalate.because.zh)}")
    return lines


def _print_draft(draft: Draft, number: int, out: Console) -> None:
    out.rule(f"{number} · {draft.variant} · {draft.template}", align="left")
    out.print(escape(draft.body.text))
    out.print(f"[dim]{escape(draft.gloss.text)}[/]")
    if draft.missing:
        out.print(f"[yellow]missing: {', '.join(draft.missing)}[/]")
    for finding in draft.findings:
        out.print(f"[red]{finding.code}: {escape(finding.say.zh)} {escape(finding.say.en)}[/]")
