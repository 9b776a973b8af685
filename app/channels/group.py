"""Drafts into a group of agents by the group's own incoming webhook: WeCom, DingTalk, Feishu and Slack have one each.

Such an address writes into one group and nowhere else, so a draft cannot reach a buyer. It is a secret: whoever has it
can write into the group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from app.channels.delivery import Refused, TryLater, call
from app.channels.letter import Letter, fit_letter
from app.channels.rows import Fault
from app.model import Bilingual

BUSY: Mapping[int, str] = {
    45009: "WeCom: more messages than its group robot takes in a minute",
    130101: "DingTalk: more messages than its group robot takes in a minute",
    11232: "Feishu: more messages than its group robot takes",
    9499: "Feishu: too many requests",
    -1: "the vendor's system is busy",
}
"""Numbers of errors that pass."""


def find_fault(address: str | None, *, host: str) -> Fault | None:
    """Return the fault of an incoming webhook that is not its vendor's; None where it is, or is not given."""
    if address is None:
        return None
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname == host:
        return None
    wrong = Bilingual(f"要写 https://{host}/ 开头的群机器人地址", f"must be a group's webhook: https://{host}/…")
    return "group_webhook", wrong


def check_answer(answer: object) -> None:
    """Raise TryLater or Refused where a vendor answers 200 and yet says that it did not take the message."""
    if not isinstance(answer, dict):
        return
    code = int(answer.get("errcode") or answer.get("code") or 0)
    if code in BUSY:
        raise TryLater(BUSY[code], after=60.0)
    if code:
        raise Refused(f"the vendor answered {code}: {answer.get('errmsg') or answer.get('msg') or ''}")


@dataclass(frozen=True, slots=True)
class GroupDelivery:
    """Writes into one group by its incoming webhook: `longest` characters at most, in the body that `wrap` makes."""

    address: str
    longest: int
    wrap: Callable[[str], object]

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Post the letter with what the buyer wrote."""
        check_answer(call(client, "POST", self.address, json=self.wrap(fit_letter(letter, self.longest))))

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:  # noqa: ARG002
        """Return False: a group's messages cannot be read by its webhook."""
        return False
