"""The machine-readable description of the API: the contract's own shapes, with examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from app import __version__
from app.contract import ClassifyRequest, DraftRequest, LintRequest
from app.web.desk_api import bodies as desk
from app.web.problems import MEDIA_TYPE, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI

_REF = "#/components/schemas/{model}"
_BODIES = (DraftRequest, ClassifyRequest, LintRequest, *desk.BODIES)

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem, RFC 9457",
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}},
    }
}

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    **desk.EXAMPLES,
    "DraftRequest": {
        "price_drop": {
            "summary": "The price fell after the parcel came",
            "value": {
                "message": "刚收到就降价了，退差价吗",
                "platform": "taobao",
                "facts": {
                    "price_paid": "199.00",
                    "current_price": "159.00",
                    "currency": "CNY",
                    "closed_at": "2026-11-10T09:30:00+08:00",
                },
            },
        },
        "ebay_parcel": {
            "summary": "An eBay parcel that has not come",
            "value": {
                "message": "Hi, my parcel still hasn't arrived, where is it?",
                "platform": "ebay",
                "agent_language": "zh",
                "facts": {"shipped_at": "2026-10-30T08:00:00Z", "carrier": "china_post"},
            },
        },
    },
    "ClassifyRequest": {
        "colour": {"summary": "Colour and postage", "value": {"id": "17", "text": "颜色跟图片差好多，想退，运费谁出"}}
    },
    "LintRequest": {
        "promise": {
            "summary": "A reply on its way",
            "value": {"text": "亲，这个我也不知道哦", "language": "zh", "platform": "taobao"},
        }
    },
}


def describe_body(model: str) -> dict[str, Any]:
    """Return the part of an operation that says what body it takes."""
    content = {"schema": {"$ref": _REF.format(model=model)}, "examples": EXAMPLES[model]}
    return {"requestBody": {"required": True, "content": {"application/json": content}}}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of `app`, with the bodies that the contract reads by itself."""
    document = get_openapi(
        title="Shouhou",
        version=__version__,
        summary="Bilingual after-sales replies, drafted from the shop's own policy",
        routes=app.routes,
    )
    components = document.setdefault("components", {})
    components.setdefault("schemas", {}).update(_list_schemas())
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"key": []}]
    return document


def _list_schemas() -> dict[str, Any]:
    shapes = [(body, "validation") for body in _BODIES]
    _, asked = models_json_schema(shapes, ref_template=_REF)  # type: ignore[arg-type]
    _, failed = models_json_schema([(Problem, "serialization")], ref_template=_REF)
    return {**asked["$defs"], **failed["$defs"]}
