"""Joins the commands into one program and turns errors into sentences and exit statuses."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app import __version__
from app.cli.backup import backup, restore
from app.cli.bench import bench
from app.cli.check import check
from app.cli.classify import classify
from app.cli.draft import draft
from app.cli.evaluate import evaluate
from app.cli.migrate import migrate
from app.cli.preview import preview
from app.cli.serve import serve
from app.cli.train import train
from app.cli.user import people
from app.cli.verify_webhook import verify_webhook
from app.errors import BadSetting, LibraryBroken, ShouhouError

FAULTY_INPUT = 1
WRONG_USAGE = 2

program = typer.Typer(
    name="shouhou",
    help="Drafts bilingual after-sales replies for online shops.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
program.command()(serve)
program.command()(draft)
program.command()(classify)
program.command()(check)
program.command()(preview)
program.command(name="eval")(evaluate)
program.command()(train)
program.command()(bench)
program.command()(migrate)
program.command()(backup)
program.command()(restore)
program.command(name="verify-webhook")(verify_webhook)
program.add_typer(people)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@program.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Drafts bilingual after-sales replies for online shops."""


def main() -> None:
    """Run the command that the arguments name, and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
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
