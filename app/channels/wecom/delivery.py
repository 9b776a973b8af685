"""Drafts into a WeCom group of agents: text by its group robot, 2,048 bytes at most."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from app.channels.delivery import call
from app.channels.group import check_answer
from app.channels.letter import Letter, fit_letter
from app.channels.wecom.row import WecomRow

LONGEST = 680


@dataclass(frozen=True, slots=True)
class WecomDelivery:
    """Writes into one group by its incoming webhook."""

    row: WecomRow

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Post the letter with what the buyer wrote."""
        text = fit_letter(letter, LONGEST)
        check_answer(
            call(client, "POST", str(self.row.group_webhook), json={"msgtype": "text", "text": {"content": text}})
        )

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:  # noqa: ARG002
        """Return False: a group's messages cannot be read by its webhook."""
        return False
