"""What a program gets about what goes out. Every key is always there; null means none."""

from __future__ import annotations

from app.contract.responses import MomentText, Response
from app.store.dispatches import DispatchState


class EndpointOut(Response):
    """An address that events go to. `disabled_because` null: it is told."""

    id: int
    shop: str
    url: str
    events: tuple[str, ...]
    disabled_because: str | None
    created_at: MomentText


class EndpointsOut(Response):
    """The endpoints of your shops, the newest first."""

    items: tuple[EndpointOut, ...]


class SecretOut(Response):
    """An endpoint (null: it was removed), and its secret where one was made: it is shown this once."""

    endpoint: EndpointOut | None
    secret: str | None


class DeliveryOut(Response):
    """An event in an endpoint's log."""

    id: int
    webhook_id: str
    type: str
    conversation: int | None
    state: DispatchState
    attempts: int
    reason: str | None
    created_at: MomentText
    next_try_at: MomentText | None
    finished_at: MomentText | None
