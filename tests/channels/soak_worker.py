"""The service of a fault run, as its own process: it is killed at random moments and started again.

`python -m tests.channels.soak_worker PORT VENDOR_PORT FAILING SEED [DATABASE_URL]`, with SHOUHOU_DATA_DIR set.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime
from functools import partial

import httpx
import uvicorn

from app.channels.answering import Answering
from app.channels.switchboard import make_switchboard
from app.channels.work import Work
from app.settings import read_settings
from app.store.database import open_store
from app.web.app import create_app
from app.web.hooks import Porch
from tests.web.fake_engine import FakeEngine

from . import vendors
from .rows import KINDS, OneKey, make_row

MOODS = ("500", "429", "drop")


class Road(httpx.HTTPTransport):
    """Leads every request to the stand-in of the vendors, and lets some fail before they get there."""

    def __init__(self, port: int, failing: float, dice: random.Random) -> None:
        super().__init__()
        self.port, self.failing, self.dice = port, failing, dice

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.dice.random() < self.failing:
            mood = self.dice.choice(MOODS)
            if mood == "drop":
                raise httpx.ConnectError("dropped", request=request)
            return httpx.Response(int(mood), headers={"retry-after": "0"}, request=request)
        host = request.url.host
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        request.headers["host"] = host
        return super().handle_request(request)


def main(port: str, vendor_port: str, failing: str, seed: str) -> None:
    settings, dice = read_settings(), random.Random(int(seed))
    store = open_store(settings)
    open_client = partial(_open, int(vendor_port), float(failing), dice)
    rows = [make_row(kind, **vendors.ROWS.get(kind, {})) for kind in KINDS]
    switchboard = make_switchboard(rows, open_client=open_client, keys=OneKey())
    answering = Answering(store, FakeEngine(), switchboard, _now)
    work = Work(answering, settings, waits=lambda attempt: dice.uniform(0.05, 0.2) * 1.5**attempt, rates={})
    app = create_app(FakeEngine(), settings, store=store, porch=Porch(store, switchboard.channels, work))
    work.start()
    uvicorn.run(app, port=int(port), log_config=None, access_log=False)
    work.stop()


def _open(port: int, failing: float, dice: random.Random) -> httpx.Client:
    return httpx.Client(transport=Road(port, failing, dice))


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(*sys.argv[1:5])
