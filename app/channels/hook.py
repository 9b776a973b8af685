"""A request to `/hooks/{name}` as an adapter sees it, and what it is answered with where it is only a greeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Hook:
    """One request. `headers` have their names in lower case; `body` is what came over the wire, to the byte."""

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a vendor wants to hear before it sends anything: it proves that the address is ours."""

    body: str
    media_type: str = JSON
