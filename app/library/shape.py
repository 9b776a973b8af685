"""Checking a document against its shape, and saying what is wrong in words for a person."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, TypeAlias, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from app.library.catalogue.files import CAUSES, WRONG
from app.library.problems import fill, find_nearest, make_problem, suggest
from app.library.source import Document
from app.model import Bilingual, Problem

Shape = TypeVar("Shape")
Keys: TypeAlias = tuple[str | int, ...]

_SOURCE_PARTS = frozenset({"source", "name", "url", "verified_on"})
_KINDS = {
    "missing": "missing",
    "string_type": "text",
    "string_too_short": "empty",
    "tuple_type": "list",
    "model_type": "keys",
    "model_attributes_type": "keys",
    "dict_type": "keys",
    "literal_error": "choice",
    "string_pattern_mismatch": "name",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "date_parsing": "date",
    "date_type": "date",
    "decimal_parsing": "number",
    "decimal_type": "number",
    "finite_number": "number",
    "float_parsing": "number",
    "float_type": "number",
    "int_parsing": "number",
    "int_from_float": "number",
    "int_type": "number",
    "greater_than_equal": "range",
    "less_than_equal": "range",
}


def read_shape(document: Document, shape: type[Shape]) -> tuple[Shape | None, tuple[Problem, ...]]:
    """Return the document as a `shape`, None where it does not fit, and every way in which it does not."""
    try:
        return TypeAdapter(shape).validate_python(document.value), ()
    except ValidationError as error:
        details: list[Any] = error.errors(include_url=False)
    meant = {_guess_key(detail, shape=shape) for detail in details if detail["type"] == "extra_forbidden"}
    # A key that is only misspelt is not missing as well.
    told = (detail for detail in details if detail["type"] != "missing" or detail["loc"] not in meant)
    return None, tuple(_tell(detail, document=document, shape=shape) for detail in told)


def _guess_key(detail: dict[str, Any], *, shape: object) -> Keys:
    """Return the place of the known key that an unknown one most likely stands for."""
    *above, key = detail["loc"]
    known = known_keys(shape, tuple(above))
    return (*above, find_nearest(str(key).split("：", maxsplit=1)[0], known) or key)


def _tell(detail: dict[str, Any], *, document: Document, shape: object) -> Problem:
    keys: Keys = tuple(key for key in detail["loc"] if key != "[key]")
    path, line = document.path, document.line(*keys)
    if detail["type"] == "extra_forbidden":
        return _tell_unknown(keys, shape=shape, path=path, line=line)
    if _is_source(detail["type"], keys):
        figure = _name_figure(document, keys)
        return make_problem("P301", path=path, line=line, figure=figure, part=str(keys[-1]))
    return make_problem("F106", path=path, line=line, place=_name_place(keys), wrong=_say_wrong(detail))


def _is_source(kind: str, keys: Keys) -> bool:
    return kind == "missing" and keys[0] == "figures" and "source" in keys and keys[-1] in _SOURCE_PARTS


def _name_figure(document: Document, keys: Keys) -> str:
    """Return the name of the figure at `keys`, or its number in the list where it has none."""
    value: Any = document.value
    row = value["figures"][keys[1]]
    return str(row.get("name") or f"#{int(keys[1]) + 1}")


def _tell_unknown(keys: Keys, *, shape: object, path: str, line: int) -> Problem:
    key = str(keys[-1])
    if "：" in key or "," in key or "，" in key:
        cause = CAUSES["wide_colon" if "：" in key else "other"]
        return make_problem("F102", path=path, line=line, cause=cause)
    known = known_keys(shape, keys[:-1])
    allowed = ", ".join(known)
    return make_problem("F104", path=path, line=line, key=key, hint=suggest(key, known), known=allowed)


def _name_place(keys: Keys) -> Bilingual:
    if not keys:
        return Bilingual("整个文件", "The whole file")
    path = ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)
    return Bilingual(f"“{path}”", f"`{path}`")


def _say_wrong(detail: dict[str, Any]) -> Bilingual:
    value, context = detail["input"], detail.get("ctx", {})
    kind = _KINDS.get(detail["type"], "other")
    if value is None and kind != "missing":
        return WRONG["empty"]
    fields: dict[str, str | int | Bilingual] = {"value": str(value), "allowed": "", "limit": ""}
    if kind == "choice":
        fields["allowed"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    if kind == "range":
        fields["limit"] = _say_limit(context)
    return fill(WRONG[kind], **fields)


def _say_limit(context: dict[str, Any]) -> Bilingual:
    least = context.get("ge")
    if least is not None:
        return Bilingual(f"不小于 {least}", f"at least {least}")
    return Bilingual(f"不大于 {context['le']}", f"at most {context['le']}")


def known_keys(shape: object, keys: Keys) -> tuple[str, ...]:
    """Return the keys that may stand at `keys` in a document of this shape."""
    for key in keys:
        shape = _step(_strip(shape), key)
    model = _strip(shape)
    return tuple(_list_keys(model)) if isinstance(model, type) and issubclass(model, BaseModel) else ()


def _list_keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _step(shape: object, key: str | int) -> object:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        fields = zip(_list_keys(shape), shape.model_fields.values(), strict=True)
        return next((field.annotation for name, field in fields if name == key), None)
    inner = get_args(shape)
    return (inner[1] if get_origin(shape) is dict else inner[0]) if inner else None


def _strip(shape: object) -> object:
    """Return what stands inside `Annotated[…]` or beside `| None`."""
    if get_origin(shape) in (Annotated, types.UnionType):
        return _strip(get_args(shape)[0])
    return shape
