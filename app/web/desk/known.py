"""Facts at the desk: the strip of what is known, the fields to change it in, and what was typed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from app.web.facts_form import Field, list_groups

if TYPE_CHECKING:
    from app.web.desk.ground import Names
    from app.web.desk.moments import Times

CARRIER = "carrier"
_SIGNS = "¥￥$€£元 \u00a0"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact: its field, what it is called, what is known as a person reads it, and as the field holds it."""

    field: Field
    label: str
    shown: str
    value: str

    @property
    def name(self) -> str:
        """Return the fact's name."""
        return self.field.name


@dataclass(frozen=True, slots=True)
class Sheet:
    """All facts by group, and those that are known, in the order of the form."""

    groups: Mapping[str, tuple[Known, ...]]

    @property
    def known(self) -> tuple[Known, ...]:
        """Return what is known; that it is the same buyer stands above already."""
        every = (one for group in self.groups.values() for one in group)
        return tuple(one for one in every if one.value and one.name not in {"buyer_id", "buyer_name", "currency"})

    def pick(self, names: Iterable[str]) -> tuple[Known, ...]:
        """Return the fields of these facts that have one."""
        every = {one.name: one for group in self.groups.values() for one in group}
        return tuple(every[name] for name in names if name in every)


def read_sheet(facts: Mapping[str, Any], names: Names, times: Times) -> Sheet:
    """Return the facts of a conversation as its page shows them."""
    return Sheet(
        {
            group: tuple(_read_known(field, facts, names, times) for field in fields)
            for group, fields in list_groups().items()
        }
    )


def read_typed(typed: Mapping[str, str], facts: Mapping[str, Any], times: Times) -> dict[str, Any]:
    """Return the facts that a form changes, as the contract writes them; None takes one away.

    What cannot be read stays as it was typed, for the check of the facts to refuse.
    """
    changes: dict[str, Any] = {}
    for field in _fields().values():
        if field.name not in typed:
            continue
        was = _write_value(field, facts.get(field.name), times)
        written = typed[field.name].strip()
        if written != was:
            changes[field.name] = _read_value(field, written, times) if written else None
    return changes


@cache
def _fields() -> Mapping[str, Field]:
    return {field.name: field for fields in list_groups().values() for field in fields}


def _read_known(field: Field, facts: Mapping[str, Any], names: Names, times: Times) -> Known:
    value = facts.get(field.name)
    shown = "" if value is None else _show_value(field, value, facts, times)
    if field.name == CARRIER:
        shown = names.carrier(shown)
    return Known(field, names.fact(field.name), shown, _write_value(field, value, times))


def _show_value(field: Field, value: Any, facts: Mapping[str, Any], times: Times) -> str:
    words = times.words
    if field.kind == "moment":
        return times.moment(datetime.fromisoformat(value))
    if field.kind == "money":
        return write_money(value, facts.get("currency"))
    if field.kind == "yes_no":
        return str(words["form"]["yes" if value else "no"])
    return str(words["faults"].get(value, value)) if field.kind == "fault" else str(value)


def write_money(amount: str, currency: str | None) -> str:
    """Return an amount with its currency: ¥40.00 where it is yuan or nobody said."""
    return f"¥{amount}" if currency in {None, "CNY"} else f"{currency} {amount}"


def _write_value(field: Field, value: Any, times: Times) -> str:
    if value is None:
        return ""
    if field.kind == "moment":
        return times.field(datetime.fromisoformat(value))
    return str(value).lower() if field.kind == "yes_no" else str(value)


def _read_value(field: Field, written: str, times: Times) -> Any:
    if field.kind == "money":
        return written.strip(_SIGNS).replace(",", "")
    if field.kind == "yes_no":
        return {"true": True, "false": False}.get(written, written)
    if field.kind != "moment":
        return written
    try:
        return datetime.fromisoformat(written).replace(tzinfo=times.zone).isoformat()
    except ValueError:
        return written
