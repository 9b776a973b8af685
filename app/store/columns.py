"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Integer, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.core.pattern import Pattern
from app.errors import BadInput, FieldError

LONGEST_NAME = 200
"""Characters of a name, a vendor's id or a search term: what an index takes on every database."""

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A row's number. SQLite counts up only what is called INTEGER."""

_UNWRITABLE: dict[int, str | None] = {0: None, **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
"""PostgreSQL keeps no NUL and no database half a character; what somebody wrote around them is kept."""


_ODD = Pattern("[\x00\ud800-\udfff]")
"""What `_UNWRITABLE` mends: hardly any text has it, and looking is ten times as fast as mending."""


class TooLong(BadInput, DontWrapMixin):
    """A name or id is longer than an index takes."""


class Words(TypeDecorator[str]):
    """Text of any length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text without what cannot be stored."""
        return None if value is None else _clean(value)


class Name(TypeDecorator[str]):
    """A short text that an index holds; TooLong where it is longer than LONGEST_NAME."""

    impl = String(LONGEST_NAME)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the name without what cannot be stored."""
        if value is not None and len(value) > LONGEST_NAME:
            raise TooLong([FieldError(f"{value[:20]}…", f"is longer than {LONGEST_NAME} characters")])
        return None if value is None else _clean(value)


class Json(TypeDecorator[Any]):
    """A JSON value; None is SQL's NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return JSON, or PostgreSQL's JSONB there."""
        if dialect.name != "postgresql":
            return super().load_dialect_impl(dialect)
        # A shop on SQLite starts sooner without the other dialect.
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB(none_as_null=True))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """Return the value without what cannot be stored in its texts."""
        return _mend(value)


def _clean(text: str) -> str:
    return text.translate(_UNWRITABLE) if _ODD.search(text) else text


def _mend(value: Any) -> Any:
    match value:
        case str():
            return _clean(value)
        case dict():
            return {_mend(key): _mend(item) for key, item in value.items()}
        case list() | tuple():
            return [_mend(item) for item in value]
        case _:
            return value


def one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """Return the constraint that lets `column` hold one of `values` only."""
    return CheckConstraint(f"{column} IN ({', '.join(map(repr, values))})", name=column)
