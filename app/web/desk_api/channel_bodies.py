"""What a program may send about channels, strict to the last key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from app.contract.kinds import Line, Title
from app.contract.requests import Request
from app.desk.news import NewsType
from app.web.desk_api.kinds import Number


class PutBackRequest(Request):
    """Which parked events are put back to the beginning: some by number, or all, those of one channel or of every."""

    ids: Annotated[tuple[Number, ...], Field(strict=False)] | Literal["all"]
    channel: Line = ""


class EndpointRequest(Request):
    """An address that a shop's events go to, and which."""

    shop: Title = "default"
    url: Annotated[str, Field(max_length=2000)]
    events: Annotated[tuple[NewsType, ...], Field(strict=False, min_length=1)]


class EndpointActRequest(Request):
    """What is done to an endpoint; `again` sends the event of that number in its log once more."""

    do: Literal["rotate", "switch_on", "switch_off", "remove", "again"]
    event: Number | None = None


BODIES: tuple[type[Request], ...] = (PutBackRequest, EndpointRequest, EndpointActRequest)

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "PutBackRequest": {
        "one": {"summary": "One of them", "value": {"ids": [17]}},
        "channel": {"summary": "All of a channel", "value": {"ids": "all", "channel": "helpdesk"}},
    },
    "EndpointRequest": {
        "sent": {
            "summary": "Told of what was sent",
            "value": {"shop": "default", "url": "https://crm.example/hooks/shouhou", "events": ["draft.sent"]},
        }
    },
    "EndpointActRequest": {
        "rotate": {"summary": "A new secret", "value": {"do": "rotate"}},
        "again": {"summary": "An event once more", "value": {"do": "again", "event": 31}},
    },
}
