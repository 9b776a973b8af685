"""Pydantic's complaints as sentences that say where a request is wrong and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from app.contract.kinds import TOO_LARGE
from app.errors import BadInput, FieldError, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

Shape = TypeVar("Shape", bound=BaseModel)

WHOLE = "body"
"""The path that stands for the request as a whole."""

_SENTENCES: Mapping[str, str] = {
    "missing": "is required",
    "bool_type": "must be true or false, without quotes",
    "string_type": "must be text in double quotes",
    "model_type": "must be an object in braces",
    "tuple_type": "must be a list in square brackets",
    "too_long": "holds too many entries: at most {max_length}",
    "none_required": "cannot be given here",
}


def read_as(model: type[Shape], data: object, *, also: Iterable[FieldError] = ()) -> Shape:
    """Return `data` as a `model`, or raise BadInput with every wrong field and the faults of `also`."""
    faults = dict.fromkeys(also, False)
    shaped: Shape | None = None
    try:
        shaped = model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        faults |= {_describe(model, detail): detail["type"] == TOO_LARGE for detail in found}
    if shaped is None or faults:
        raise (TooLarge if any(faults.values()) else BadInput)(list(faults))
    return shaped


def suggest(word: str, *, known: Iterable[str]) -> str:
    """Return "; did you mean …?" for a word that is nearly a known one, else an empty string."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=65)
    return f"; did you mean {found[0]}?" if found else ""


def _describe(model: type[BaseModel], detail: ErrorDetails) -> FieldError:
    return FieldError(_write_path(detail["loc"]), _write_sentence(model, detail))


def _write_path(location: tuple[int | str, ...]) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    return path.removeprefix(".") or WHOLE


def _write_sentence(model: type[BaseModel], detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _name_key(model, detail["loc"])
    if kind == "literal_error":
        return _name_choice(detail)
    sentence = _SENTENCES.get(kind)
    return sentence.format_map(detail.get("ctx", {})) if sentence else detail["msg"]


def _name_key(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    known = _list_keys(_find_model(model, location[:-1]))
    hint = suggest(str(location[-1]), known=known)
    return f"is not a key of this request{hint or '; known here: ' + ', '.join(known)}"


def _name_choice(detail: ErrorDetails) -> str:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    known = [part.strip(" '") for part in expected.replace(" or ", ",").split(",")]
    hint = suggest(detail["input"], known=known) if isinstance(detail["input"], str) else ""
    return f"must be one of {', '.join(known)}{hint}"


def _list_keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _find_model(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    for part in location:
        if isinstance(part, str):
            model = _inner_model(model.model_fields[part].annotation) or model
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _inner_model(inner))), None)
