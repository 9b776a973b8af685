"""`shouhou preview`: a reply as it would be sent, before anybody asks for it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from app.core.library import Library
from app.core.preview import Preview, Version, Voiced, Wording
from app.engine import open_engine
from app.library.problems import suggest
from app.model import LANGUAGES, PLATFORMS, Platform
from app.settings import read_settings


def preview(
    reply: Annotated[str | None, typer.Argument(metavar="REPLY", help="The id of a reply, as --list names it.")] = None,
    platform: Annotated[str | None, typer.Option(help="Show this platform alone.")] = None,
    names: Annotated[bool, typer.Option("--list", help="Name every reply, by intent.")] = False,
) -> None:
    """Show a reply in every variant, voice and language, with its samples and with nothing known."""
    if platform is not None and platform not in PLATFORMS:
        raise typer.BadParameter(f"{platform} is not a platform; there are {', '.join(PLATFORMS)}")
    if reply is None and not names:
        raise typer.BadParameter("name a reply, or use --list to see them all")
    engine = open_engine(read_settings(), tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
    out = Console(highlight=False, soft_wrap=True)
    if names or reply is None:
        _print_names(engine.library, out)
        return
    shown = engine.preview(reply, now=datetime.now(UTC))
    if shown is None:
        known = [one.id for one in engine.library.replies]
        raise typer.BadParameter(f"there is no reply {reply}{suggest(reply, known).en}")
    _print_preview(shown, _pick(shown, platform), out)


def _pick(shown: Preview, platform: Platform | None) -> tuple[Voiced, ...]:
    """Return what to show of the reply: everything, or what one platform reads."""
    if platform is None:
        return shown.voiced
    voiced = shown.on(platform)
    if voiced is None:
        used = ", ".join(name for one in shown.voiced for name in one.platforms)
        raise typer.BadParameter(f"{shown.reply.id} is never used on {platform}; it is on {used or 'no platform'}")
    return (Voiced((platform,), voiced.versions),)


def _print_names(library: Library, out: Console) -> None:
    ordered = sorted(library.replies, key=lambda one: (one.header.intent, one.id))
    for intent, replies in groupby(ordered, key=lambda one: one.header.intent):
        defined = library.intents.get(intent)
        title = f"  {defined.title.zh} · {defined.title.en}" if defined else ""
        out.print(f"[bold]{intent}[/]{escape(title)}")
        for one in replies:
            out.print(f"  {one.id}  [dim]{escape(one.header.title.zh)} · {escape(one.header.title.en)}[/]")


def _print_preview(shown: Preview, voiced: Iterable[Voiced], out: Console) -> None:
    for line in _describe(shown):
        out.print(line)
    for voice in voiced:
        for version in voice.versions:
            out.print()
            out.rule(f"{', '.join(voice.platforms)} · {version.variant}", align="left")
            _print_version(version, out)


def _describe(shown: Preview) -> Iterator[str]:
    """Yield what the reply is for: its names, its case, its samples, what it asks for and what to do."""
    header = shown.reply.header
    yield f"[bold]{header.id}[/]  {escape(header.title.zh)} · {escape(header.title.en)}"
    case = header.when.model_dump(mode="json", exclude_defaults=True)
    named = case | {f"also {rule}": outcomes for rule, outcomes in case.pop("also", {}).items()}
    words = [f"{name}: {' or '.join(wanted)}" for name, wanted in named.items()]
    yield f"when   {'; '.join(words) or ('asked for by name' if shown.reply.is_notice else 'nothing else fits')}"
    for name, sample in shown.samples["zh"].items():
        other = shown.samples["en"][name]
        yield f"value  {name} = {escape(sample if sample == other else f'{sample} · {other}')}"
    if shown.asked:
        yield f"asks   {', '.join(shown.asked)}"
    for zh, en in zip(header.steps.zh, header.steps.en, strict=True):
        yield f"□ {escape(zh)} · {escape(en)}"
    if header.escalate:
        yield f"[bold]→ supervisor[/]: {escape(header.escalate.zh)} · {escape(header.escalate.en)}"


def _print_version(version: Version, out: Console) -> None:
    for language in LANGUAGES:
        _print_wording(version.of(language).known, out)
    differing = [sight for sight in map(version.of, LANGUAGES) if sight.bare.text != sight.known.text]
    if differing:
        out.print("[dim]With nothing known:[/]")
    for sight in differing:
        _print_wording(sight.bare, out, style="dim")


def _print_wording(wording: Wording, out: Console, *, style: str = "") -> None:
    """Print a text with the lines underlined that rest on facts, and what is to be said about it."""
    text = Text(wording.text, style=style)
    for line in wording.depends:
        text.stylize("underline", *line.span)
    out.print(text)
    if wording.missing:
        out.print(f"[yellow]left out for want of: {', '.join(wording.missing)}[/]")
    for finding in wording.findings:
        out.print(f"[red]{finding.code}: {escape(finding.say.zh)} {escape(finding.say.en)}[/]")
    out.print()
