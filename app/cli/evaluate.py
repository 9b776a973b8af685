"""`shouhou eval`: how well the classifier does on a labelled file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.cli.classify import open_classifier_for
from app.cli.streams import read_text, with_progress
from app.evaluation.figures import Figures, Judged, measure
from app.training.samples import EVAL_HEADER, read_samples


def evaluate(
    file: Annotated[str, typer.Argument(metavar="FILE.tsv", help="Labelled messages: id<TAB>labels<TAB>text.")],
    train: Annotated[
        str | None, typer.Option(metavar="TRAIN.tsv", help="Know only this file's phrases: labels<TAB>text.")
    ] = None,
    report: Annotated[Path | None, typer.Option(metavar="DIR", help="Write pictures and a page here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score the classifier on a labelled file."""
    samples = read_samples(read_text(file), header=EVAL_HEADER, name=file)
    classifier = open_classifier_for(train)
    judged = [
        Judged(sample, classifier.classify(sample.text))
        for sample in with_progress(samples, total=len(samples), doing="classifying")
    ]
    figures = measure(judged)
    if report is not None:
        from app.evaluation.report import write_report

        write_report(judged, figures, report, name=Path(file).name)
    if as_json:
        print(json.dumps(asdict(figures), ensure_ascii=False))
    else:
        print_figures(figures)


def print_figures(figures: Figures) -> None:
    """Print the figures for a person."""
    console = Console(highlight=False)
    console.print(f"rows {figures.rows}, counted {figures.counted} (unclear left out)")
    console.print(f"top-1 of candidates       {figures.top1:.3f}")
    console.print(f"asserted: precision       {figures.precision:.3f} at coverage {figures.coverage:.3f}")
    for wanted, covered in figures.coverage_at:
        console.print(f"coverage at {wanted:.0%} precision {covered:.3f}")
    console.print(f"other/unclear asserted    {figures.silence_broken:.3f}")
    console.print(f"calibration error         {figures.calibration_error:.3f}")
    console.print(f"macro-F1                  {figures.macro_f1:.3f}")
    table = Table("label", "rows", "precision", "recall", "F1")
    for label in figures.labels:
        table.add_row(label.label, str(label.rows), f"{label.precision:.2f}", f"{label.recall:.2f}", f"{label.f1:.2f}")
    console.print(table)
