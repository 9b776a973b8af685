"""`shouhou bench`: what things cost here, as ratios within one run."""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import jieba
import typer
from rich.console import Console
from rich.table import Table

from app.cli.classify import WORTH_SHARING, share_out
from app.cli.streams import read_lines, with_progress
from app.core.classify import Classifier
from app.engine import Engine, open_engine, read_inbox
from app.errors import BadInput, FieldError
from app.model import Inquiry
from app.settings import read_settings
from app.training.samples import TRAIN_HEADER, read_samples

if TYPE_CHECKING:
    from app.benchmark.row import Row
    from app.benchmark.suite import Bench

QUICK, FULL = (40, 3, 300), (1000, 5, 30_000)
"""How many messages, rounds, and phrases for scikit-learn."""
LEAST_TURNS, CUT_TURNS = 12, 60
"""How often each message is classified, and cut, in a full run that is shared out: a start is lost in it."""
UNITS = {"us": "µs", "s": "s", "MB": "MB", "1/s": "a second"}
KEPT = {True: "yes", False: "no", None: ""}


def bench(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="Messages to measure with, one a line. Left out: our own.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="A few messages only: seconds, and rough figures.")] = False,
    store: Annotated[
        bool,
        typer.Option("--store", help="Measure a full inbox beside a small one instead, in new databases."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure what classifying, drafting and starting cost on this machine, as ratios."""
    rows = _measure_store(quick=quick) if store else _measure_engine(read_messages(file), quick=quick)
    if as_json:
        print(json.dumps({"rows": [asdict(row) | {"kept": row.kept} for row in rows]}, ensure_ascii=False))
    else:
        print_rows(rows)


def _measure_store(*, quick: bool) -> list[Row]:
    from app.benchmark.inbox import FULL as FULL_INBOX
    from app.benchmark.inbox import QUICK as QUICK_INBOX
    from app.benchmark.inbox import measure_inbox
    from app.benchmark.postgres import find_server

    with tempfile.TemporaryDirectory() as folder, find_server(read_settings()) as server:
        if server is None:
            print("shouhou: no PostgreSQL to measure: set SHOUHOU_DATABASE_URL, or run `uv sync`", file=sys.stderr)
        return measure_inbox(Path(folder), server, size=QUICK_INBOX if quick else FULL_INBOX)


def _measure_engine(texts: list[str], *, quick: bool) -> list[Row]:
    from app.benchmark.suite import list_measurements

    settings = read_settings()
    engine = open_engine(settings, tell=lambda sentence: print(f"shouhou: {sentence}", file=sys.stderr))
    _hush_jieba(settings.data_dir / "cache")
    measurements = list_measurements(_prepare(engine, texts, quick=quick)).values()
    rows: list[Row] = []
    for measure in with_progress(measurements, total=len(measurements), doing="measuring"):
        rows.extend(measure())
    return rows


def _hush_jieba(cache: Path) -> None:
    """Let the bare jieba that is measured beside ours keep its dictionary in our own folder, and say nothing."""
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(cache)
    cache.mkdir(parents=True, exist_ok=True)
    jieba.initialize()


def read_messages(file: str | None) -> list[str]:
    """Return the lines of `file` that hold anything, or the texts of the inbox that ships; BadInput where none do."""
    if file is None:
        return [sample.text for sample in read_samples(read_inbox(), header=TRAIN_HEADER, name="inbox")]
    texts = [line.strip() for _, line in read_lines(file)]
    if not texts:
        raise BadInput([FieldError(file, "holds no message: write one a line")])
    return texts


def _prepare(engine: Engine, texts: list[str], *, quick: bool) -> Bench:
    from app.benchmark.cores import cut_messages
    from app.benchmark.corpus import shuffle_messages
    from app.benchmark.suite import Bench

    count, rounds, taught = QUICK if quick else FULL
    messages = shuffle_messages(texts, count=count)
    now = datetime.now(UTC)
    return Bench(
        classifier=engine.kit.classifier,
        draft=lambda message: engine.draft(Inquiry(message), now=now),
        share_out=partial(_classify_lines, engine.kit.classifier, _as_lines(messages, quick=quick)),
        cut_out=partial(cut_messages, messages, 1 if quick else CUT_TURNS),
        messages=messages,
        rounds=rounds,
        taught=taught,
        compile_first=not quick,
    )


def _as_lines(messages: list[str], *, quick: bool) -> list[str]:
    """Return lines for `shouhou classify`, enough to share out."""
    lines = [json.dumps({"text": message}, ensure_ascii=False) for message in messages]
    return lines * max(-(-WORTH_SHARING // len(lines)), 1 if quick else LEAST_TURNS)


def _classify_lines(classifier: Classifier, lines: list[str], cores: int) -> int:
    with share_out(classifier, lines, cores=cores) as outcomes:
        return sum(1 for _ in outcomes)


def print_rows(rows: list[Row]) -> None:
    """Print the rows as a table for a person."""
    table = Table("what", "value", "ratio", "bound", "kept")
    for row in rows:
        table.add_row(
            row.name, f"{row.value:,.1f} {UNITS[row.unit]}", _tell_ratio(row), _tell_bound(row), KEPT[row.kept]
        )
    Console(highlight=False).print(table)


def _tell_ratio(row: Row) -> str:
    return "" if row.ratio is None else f"{row.ratio:.2f} x {row.to}"


def _tell_bound(row: Row) -> str:
    if row.bound is None:
        return ""
    unit = UNITS[row.unit] if row.ratio is None else "x"
    return f"{'≥' if row.bound.least else '≤'} {row.bound.limit:g} {unit}"
