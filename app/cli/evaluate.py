"""`shouhou eval`: how well the classifier does on a labelled file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.cli.classify import open_classifier_for
from app.cli.streams import read_text, with_progress
from app.core.classify import Classifier
from app.evaluation.figures import Figures, Judged, measure
from app.settings import read_settings
from app.training.samples import EVAL_HEADER, Sample, read_samples

if TYPE_CHECKING:
    from app.evaluation.halves import Round


def evaluate(
    file: Annotated[str, typer.Argument(metavar="FILE.tsv", help="Labelled messages: id<TAB>labels<TAB>text.")],
    train: Annotated[
        str | None, typer.Option(metavar="TRAIN.tsv", help="Know only this file's phrases: labels<TAB>text.")
    ] = None,
    report: Annotated[Path | None, typer.Option(metavar="DIR", help="Write pictures and a page here.")] = None,
    halves: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Instead: learn half of FILE, answer the rest, N times, beside sklearn."),
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score the classifier on a labelled file."""
    samples = read_samples(read_text(file), header=EVAL_HEADER, name=file)
    if halves:
        _print_halves(_draw_halves(samples, halves), as_json=as_json)
        return
    classifier = open_classifier_for(train)
    judged = _judge(samples, classifier)
    figures = measure(judged)
    alone = measure(_judge(samples, replace(classifier, second=None))) if classifier.second else None
    if report is not None:
        from app.evaluation.report import write_report

        write_report(judged, figures, report, name=Path(file).name)
    if as_json:
        beside = {} if alone is None else {"without_encoder": asdict(alone)}
        print(json.dumps(asdict(figures) | beside, ensure_ascii=False))
    else:
        print_figures(figures, alone=alone)


def _draw_halves(samples: Sequence[Sample], count: int) -> list[Round]:
    from app.evaluation.halves import compare_halves
    from app.library.lexicon import build_lexicon

    lexicon = build_lexicon((), cache=read_settings().data_dir / "cache")
    return list(with_progress(compare_halves(samples, lexicon, rounds=count), total=count, doing="learning"))


def _print_halves(rounds: Sequence[Round], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"rounds": [asdict(one) for one in rounds]}))
        return
    table = Table("draw", "top-1", "scikit-learn", "coverage at 90%", "scikit-learn")
    numbers = [(one.ours.top1, one.plain.top1, one.ours.coverage, one.plain.coverage) for one in rounds]
    for name, row in [*enumerate(numbers, start=1), ("mean", [fmean(column) for column in zip(*numbers, strict=True)])]:
        table.add_row(str(name), *(f"{value:.3f}" for value in row))
    Console(highlight=False).print(table)


def _judge(samples: Sequence[Sample], classifier: Classifier) -> list[Judged]:
    return [
        Judged(sample, classifier.classify(sample.text))
        for sample in with_progress(samples, total=len(samples), doing="classifying")
    ]


def print_figures(figures: Figures, *, alone: Figures | None = None) -> None:
    """Print the figures for a person; `alone` is what the classifier reaches without its encoder, where it has one."""
    console = Console(highlight=False)
    console.print(f"rows {figures.rows}, counted {figures.counted} (unclear left out)")
    if alone is not None:
        console.print(f"{'':25} without  with encoder")
    before = _describe(alone) if alone is not None else {}
    for name, said in _describe(figures).items():
        console.print(f"{name:25} {before[name]:8} {said}" if before else f"{name:25} {said}")
    _print_labels(figures, console)


def _describe(figures: Figures) -> dict[str, str]:
    named = {
        "top-1 of candidates": figures.top1,
        "asserted: precision": figures.precision,
        "asserted: coverage": figures.coverage,
        **{f"coverage at {wanted:.0%} precision": covered for wanted, covered in figures.coverage_at},
        "other/unclear asserted": figures.silence_broken,
        "calibration error": figures.calibration_error,
        "macro-F1": figures.macro_f1,
    }
    return {name: f"{value:.3f}" for name, value in named.items()}


def _print_labels(figures: Figures, console: Console) -> None:
    table = Table("label", "rows", "precision", "recall", "F1")
    for label in figures.labels:
        table.add_row(label.label, str(label.rows), f"{label.precision:.2f}", f"{label.recall:.2f}", f"{label.f1:.2f}")
    console.print(table)
