"""Looking after the endpoints of a shop: added with a secret that is shown once, rotated, switched, sent to again."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from app.core.pattern import Pattern
from app.desk.faults import NotFound, refuse
from app.desk.news import TYPES
from app.desk.traces import Deed
from app.store import endpoints as store
from app.store.dispatches import Dispatch, get_dispatch, replay_dispatch
from app.store.endpoints import Endpoint

ENDPOINT = "endpoint"
"""The kind of thing, as the audit log speaks of it."""
OVERLAP = timedelta(hours=24)
"""For how long the secret before still signs."""
SWITCHED_OFF = "an administrator switched it off"
LONGEST = 2000
_SIGNS = Pattern(r"[\x21-\x7e]+")
_BYTES = 24


def make_secret() -> str:
    """Return a new secret, as Standard Webhooks writes it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def add_endpoint(deed: Deed, shop_id: int, url: str, events: Sequence[str]) -> Endpoint:
    """Keep a new endpoint and return it with its secret, which nobody is shown again."""
    _check_url(url)
    known = tuple(name for name in TYPES if name in events)
    if not known or len(known) != len(set(events)):
        raise refuse("events", f"must name some of {', '.join(TYPES)}")
    by = deed.actor.user_id
    endpoint = store.add_endpoint(deed.session, shop_id, url, known, make_secret(), by=by, at=deed.now)
    _audit(deed, "endpoint.added", endpoint, events=list(known))
    return endpoint


def find_endpoint(deed: Deed, endpoint_id: int, shop_ids: Sequence[int]) -> Endpoint:
    """Return an endpoint of one of the shops; NotFound where there is none."""
    endpoint = store.get_endpoint(deed.session, endpoint_id)
    if endpoint is None or endpoint.shop_id not in shop_ids:
        raise NotFound("There is no endpoint of that number in your shops.")
    return endpoint


def rotate(deed: Deed, endpoint: Endpoint) -> str:
    """Sign with a new secret from now on and return it; for a day the one before signs beside it."""
    secret = make_secret()
    store.rotate_secret(deed.session, endpoint, secret, old_until=deed.now + OVERLAP)
    _audit(deed, "endpoint.rotated", endpoint)
    return secret


def switch(deed: Deed, endpoint: Endpoint, *, on: bool) -> None:
    """Tell an endpoint nothing any more, or tell it again of what happens from now on."""
    store.switch_endpoint(deed.session, endpoint.id, disabled_because=None if on else SWITCHED_OFF)
    _audit(deed, "endpoint.switched_on" if on else "endpoint.switched_off", endpoint)


def remove(deed: Deed, endpoint: Endpoint) -> None:
    """Forget an endpoint; what was to go to it is parked at its next try."""
    store.remove_endpoint(deed.session, endpoint.id)
    _audit(deed, "endpoint.removed", endpoint)


def send_again(deed: Deed, endpoint: Endpoint, number: int) -> Dispatch:
    """Send an event of an endpoint's log again, under the same id, and return it; NotFound where it is under way."""
    dispatch = get_dispatch(deed.session, number)
    ours = dispatch is not None and dispatch.kind == "hook" and dispatch.target == str(endpoint.id)
    if dispatch is None or not ours or not replay_dispatch(deed.session, dispatch, at=deed.now):
        raise NotFound("There is no event of that number in its log that has ended.")
    _audit(deed, "endpoint.replayed", endpoint, event=dispatch.name)
    return dispatch


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"https", "http"} and parts.hostname and not parts.username and (parts.port or True)
    except ValueError:
        fits = False
    if not fits or len(url) > LONGEST or not _SIGNS.fullmatch(url):
        raise refuse("url", "must be a whole address that begins with https:// and holds no name and password")


def _audit(deed: Deed, action: str, endpoint: Endpoint, **data: object) -> None:
    # The path of an address may itself be a secret.
    where = urlsplit(endpoint.url).hostname or ""
    deed.audit_on(action, ENDPOINT, endpoint.id, shop_id=endpoint.shop_id, data={"host": where, **data})
