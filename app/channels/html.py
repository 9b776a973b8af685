"""Words of a message that was written in HTML."""

from __future__ import annotations

from app.core.pattern import Pattern

_BLANK_LINES = Pattern(r"\n{3,}")


def read_html(body: str) -> str:
    """Return the words of an HTML body, a line a paragraph; scripts, pictures and addresses of links fall out."""
    # Costs a tenth of a second to import: only channels that send HTML pay.
    from inscriptis import get_text

    lines = (line.rstrip() for line in get_text(body).splitlines())
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
