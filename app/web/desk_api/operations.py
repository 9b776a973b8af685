"""How operations are described: the body they take, what may stand in their address, the key that makes them once."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from app.web import openapi
from app.web.desk_api.once import PARAMETER
from app.web.desk_api.queries import describe_query


def takes(body: type[BaseModel]) -> dict[str, Any]:
    """Return the keywords of a route that takes `body`."""
    return {"openapi_extra": {**openapi.describe_body(body.__name__), "parameters": [PARAMETER]}}


def asks(query: type[BaseModel]) -> dict[str, Any]:
    """Return the keywords of a route whose address may hold `query`."""
    return {"openapi_extra": describe_query(query)}


def takes_file(query: type[BaseModel]) -> dict[str, Any]:
    """Return the keywords of a route that takes a file as its body, and whose address may hold `query`."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {"openapi_extra": {"requestBody": {"required": True, "content": content}, **describe_query(query)}}
