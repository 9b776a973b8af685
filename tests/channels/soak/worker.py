"""The service of a fault run, as its own process: it is killed at random moments and started again.

`python -m tests.channels.soak.worker NAME PORT VENDOR_PORT FAILING FASTER`, with the settings in the environment.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime
from functools import partial

import httpx
import uvicorn

from app.channels.answering import Answering
from app.channels.ledger import RATES
from app.channels.switchboard import make_switchboard
from app.channels.work import Work
from app.settings import read_settings
from app.store.database import open_store
from app.web.app import create_app
from app.web.hooks import Porch
from tests.channels.rows import KINDS, OneKey, make_row
from tests.channels.vendors import ROWS, WORKER
from tests.web.fake_engine import FakeEngine

MOODS = ("500", "429", "drop", "slow")


class Road(httpx.HTTPTransport):
    """Leads every request to the stand-in of the vendors; some fail before they get there, some take their time."""

    def __init__(self, name: str, port: int, failing: float, dice: random.Random) -> None:
        super().__init__()
        self.name, self.port, self.failing, self.dice = name, port, failing, dice

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        mood = self.dice.choice(MOODS) if self.dice.random() < self.failing else ""
        if mood == "drop":
            raise httpx.ConnectError("dropped", request=request)
        if mood.isdigit():
            return httpx.Response(int(mood), headers={"retry-after": "0"}, request=request)
        host, request.headers[WORKER] = request.url.host, self.name
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        request.headers["host"] = host
        answer = super().handle_request(request)
        if mood == "slow":
            # The vendor has it, and its answer is late: the moment in which a kill leaves a doubt.
            time.sleep(self.dice.uniform(0.2, 1.0))
        return answer


def main(name: str, port: str, vendor_port: str, failing: str, faster: str) -> None:
    """Serve; more may be delivered in a minute than in earnest, `faster` times as much."""
    settings, dice = read_settings(), random.Random(name)
    store = open_store(settings)
    open_client = partial(_open, name, int(vendor_port), float(failing), dice)
    rows = [make_row(kind, **ROWS.get(kind, {})) for kind in KINDS]
    switchboard = make_switchboard(rows, open_client=open_client, keys=OneKey())
    work = Work(
        Answering(store, FakeEngine(), switchboard, _now),
        settings,
        waits=lambda attempt: dice.uniform(0.05, 0.2) * 1.5**attempt,
        rates={kind: rate * int(faster) for kind, rate in RATES.items()},
    )
    app = create_app(FakeEngine(), settings, store=store, porch=Porch(store, switchboard.channels, work))
    work.start()
    uvicorn.run(app, port=int(port), log_config=None, access_log=False)
    work.stop()


def _open(name: str, port: int, failing: float, dice: random.Random) -> httpx.Client:
    return httpx.Client(transport=Road(name, port, failing, dice))


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(*sys.argv[1:6])
