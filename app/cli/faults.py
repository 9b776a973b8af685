"""What a bad line of the input is answered with in its place."""

from __future__ import annotations

import json

from app.errors import BadInput


def answer_fault(line: str, error: BadInput) -> str:
    """Return the JSON line that stands for the answer to `line`: its id, where it has one, and what is wrong."""
    errors = [{"path": fault.path, "say": fault.say} for fault in error.errors]
    body = {"id": _id_of(line), "title": error.title, "status": error.status, "errors": errors}
    return json.dumps(body, ensure_ascii=False)


def name_faults(error: BadInput) -> tuple[str, ...]:
    """Return a sentence for each thing that is wrong."""
    return tuple(f"{fault.path}: {fault.say}" for fault in error.errors)


def _id_of(line: str) -> str | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    name = found.get("id") if isinstance(found, dict) else None
    return name if isinstance(name, str) else None
