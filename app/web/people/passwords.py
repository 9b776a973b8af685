"""What a new password must be."""

from __future__ import annotations

from starlette.datastructures import FormData

from app.store.people import fold_name

SHORTEST = 10
"""Characters. Length is what makes a password hard to guess; nothing else is asked of it."""
LONGEST = 200
"""Characters. More would only make work."""


def read_password(form: FormData) -> str:
    """Return a password just as it was typed; cut where it is longer than any can be."""
    return str(form.get("password", ""))[: LONGEST + 1]


def check_new_password(form: FormData, *, name: str) -> dict[str, str]:
    """Return what is wrong with a new password typed twice, by field; empty where nothing is."""
    password = read_password(form)
    if len(password) < SHORTEST:
        return {"password": "short"}
    if len(password) > LONGEST:
        return {"password": "long"}
    if name and fold_name(password) == fold_name(name):
        return {"password": "is_name"}
    return {} if str(form.get("repeat", ""))[: LONGEST + 1] == password else {"repeat": "differs"}
