"""Drafts into a DingTalk group of agents, by its custom robot."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from app.channels.delivery import call
from app.channels.dingtalk.row import DingtalkRow
from app.channels.group import check_answer
from app.channels.letter import Letter, fit_letter

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class DingtalkDelivery:
    """Writes into one group by its incoming webhook."""

    row: DingtalkRow

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Post the letter with what the buyer wrote."""
        text = fit_letter(letter, LONGEST)
        check_answer(
            call(client, "POST", str(self.row.group_webhook), json={"msgtype": "text", "text": {"content": text}})
        )

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:  # noqa: ARG002
        """Return False: a group's messages cannot be read by its webhook."""
        return False
