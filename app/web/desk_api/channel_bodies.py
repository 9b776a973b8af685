"""What a program may send about channels, strict to the last key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from app.contract.kinds import Line
from app.contract.requests import Request
from app.web.desk_api.kinds import Number


class PutBackRequest(Request):
    """Which parked events are put back to the beginning: some by number, or all, those of one channel or of every."""

    ids: Annotated[tuple[Number, ...], Field(strict=False)] | Literal["all"]
    channel: Line = ""


BODIES: tuple[type[Request], ...] = (PutBackRequest,)

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "PutBackRequest": {
        "one": {"summary": "One of them", "value": {"ids": [17]}},
        "channel": {"summary": "All of a channel", "value": {"ids": "all", "channel": "helpdesk"}},
    },
}
