"""Joins the commands into one program and turns errors into sentences and exit statuses."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated

import typer

from app import __version__
from app.errors import BadSetting, LibraryBroken, ShouhouError
from app.garbage import without_collecting

FAULTY_INPUT = 1
WRONG_USAGE = 2
YOUNG = 50_000
"""So many new values make Python look for garbage; it would do so at 700."""

COMMANDS = {
    "serve": "app.cli.serve:serve",
    "draft": "app.cli.draft:draft",
    "classify": "app.cli.classify:classify",
    "check": "app.cli.check:check",
    "preview": "app.cli.preview:preview",
    "eval": "app.cli.evaluate:evaluate",
    "train": "app.cli.train:train",
    "bench": "app.cli.bench:bench",
    "prepare": "app.cli.prepare:prepare",
    "migrate": "app.cli.migrate:migrate",
    "backup": "app.cli.backup:backup",
    "restore": "app.cli.backup:restore",
    "verify-webhook": "app.cli.verify_webhook:verify_webhook",
    "channels": "app.cli.channels:channels",
    "user": "app.cli.user:people",
    "orders": "app.cli.orders:orders",
    "export": "app.cli.export:export",
}
"""Where each command is: a function, or a program of several."""


def build_program(names: Iterable[str] = tuple(COMMANDS)) -> typer.Typer:
    """Return the program with the commands called `names`. Only their modules are imported."""
    program = typer.Typer(
        name="shouhou",
        help="Drafts bilingual after-sales replies for online shops.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    program.callback()(about)
    for name in names:
        _add_command(program, name)
    return program


def _add_command(program: typer.Typer, name: str) -> None:
    module, _, attribute = COMMANDS[name].partition(":")
    command = getattr(import_module(module), attribute)
    if isinstance(command, typer.Typer):
        program.add_typer(command)
    else:
        program.command(name=name)(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


def about(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Drafts bilingual after-sales replies for online shops."""


def _build_for(arguments: list[str]) -> typer.Typer:
    """Return the program that these arguments ask for: what one command does not need makes no start slower."""
    if arguments and arguments[0] in COMMANDS:
        return build_program([arguments[0]])
    return build_program()


def main() -> None:
    """Run the command that the arguments name, and leave with its exit status."""
    # What the program reads stays: looking for garbage among it often only takes time.
    gc.set_threshold(YOUNG)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        with without_collecting():
            program = _build_for(sys.argv[1:])
        program()
    except LibraryBroken as error:
        from app.cli.problems import print_problems

        print_problems(error.problems, stream=sys.stderr)
        sys.exit(FAULTY_INPUT)
    except BadSetting as error:
        print(f"shouhou: {error}", file=sys.stderr)
        sys.exit(WRONG_USAGE)
    except ShouhouError as error:
        print(f"shouhou: {error}", file=sys.stderr)
        sys.exit(FAULTY_INPUT)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAULTY_INPUT)
    except OSError as error:
        print(f"shouhou: {error.filename or 'a file'} cannot be used: {error.strerror or error}", file=sys.stderr)
        sys.exit(FAULTY_INPUT)
