"""Pictures of a measurement, and one page that shows them with the errors."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from app.evaluation.figures import Figures, Judged, coverage_curve, reliability

CHINESE_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")
"""Tried for labels in Chinese; where none is installed, their characters are drawn as boxes."""


def write_report(judged: Sequence[Judged], figures: Figures, folder: Path, *, name: str) -> tuple[Path, ...]:
    """Write the pictures and `index.html` into `folder`, which is made; return the files written."""
    import matplotlib as mpl

    mpl.use("Agg")
    folder.mkdir(parents=True, exist_ok=True)
    counted = [row for row in judged if row.sample.labels != ("unclear",)]
    with mpl.rc_context({"font.family": _choose_fonts()}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        pictures = (
            _draw_confusion(counted, folder / "confusion.png"),
            _draw_reliability(counted, folder / "reliability.png"),
            _draw_coverage(counted, folder / "coverage.png"),
        )
    errors = sorted((row for row in counted if not row.is_hit), key=lambda row: -row.confidence)
    page = Environment(loader=PackageLoader("app.evaluation", "."), autoescape=True).get_template("page.html")
    names = [path.name for path in pictures]
    index = folder / "index.html"
    index.write_text(page.render(name=name, figures=figures, pictures=names, errors=errors), encoding="utf-8")
    return (*pictures, index)


def _choose_fonts() -> list[str]:
    from matplotlib.font_manager import get_font_names

    installed = get_font_names()
    return ["DejaVu Sans", *(name for name in CHINESE_FONTS if name in installed)]


def _figure(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _draw_confusion(judged: Sequence[Judged], path: Path) -> Path:
    """Draw which label (rows) was taken for which (columns), each row as shares; a hit lies on the diagonal."""
    pairs = Counter((row.best if row.is_hit else row.sample.labels[0], row.best) for row in judged)
    names = sorted({name for pair in pairs for name in pair if name})
    sums = {name: sum(pairs[name, other] for other in names) or 1 for name in names}
    figure, axes = _figure(1.5 + 0.32 * len(names), 1.2 + 0.32 * len(names))
    if names:
        axes.imshow([[pairs[a, b] / sums[a] for b in names] for a in names], cmap="Blues", vmin=0, vmax=1)
    for y, a in enumerate(names):
        for x, b in enumerate(names):
            if pairs[a, b]:
                axes.text(x, y, pairs[a, b], ha="center", va="center", fontsize=6, color="white" if a == b else "black")
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set(xlabel="taken for", ylabel="is")
    figure.savefig(path, dpi=120)
    return path


def _draw_reliability(judged: Sequence[Judged], path: Path) -> Path:
    figure, axes = _figure(5, 4.5)
    bins = reliability(judged)
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.plot([said for said, _, _ in bins], [true for _, true, _ in bins], marker="o")
    axes.set(xlabel="score", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1), title="Reliability")
    figure.savefig(path, dpi=120)
    return path


def _draw_coverage(judged: Sequence[Judged], path: Path) -> Path:
    figure, axes = _figure(5, 4.5)
    curve = coverage_curve(judged)
    axes.plot([covered for covered, _ in curve], [reached for _, reached in curve])
    axes.set(xlabel="coverage", ylabel="precision", xlim=(0, 1), ylim=(0.5, 1.01), title="Precision as coverage grows")
    figure.savefig(path, dpi=120)
    return path
