"""How much one request may hold. Every limit of the edge stands here and nowhere else."""

from __future__ import annotations

MESSAGE_LIMIT = 2000
"""Characters of one message or text; longer is answered with 413."""

BODY_LIMIT = 64 * 1024
"""Bytes of one request body; more is refused before it is read."""

LINE_LIMIT = 200
"""Characters of a one-line value: a fact, an id, the name of a shop."""

HISTORY_LIMIT = 50
"""Earlier messages that one request may carry."""

CANDIDATES = 5
"""Intents named in `candidates`."""

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Years a time may lie in: outside of them it is a slip, and date arithmetic could run off the calendar."""
