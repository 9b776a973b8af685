"""Drafts into a Slack channel of agents, by its incoming webhook."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from app.channels.delivery import call
from app.channels.group import check_answer
from app.channels.letter import Letter, fit_letter
from app.channels.slack.row import SlackRow

LONGEST = 3000


@dataclass(frozen=True, slots=True)
class SlackDelivery:
    """Writes into one group by its incoming webhook."""

    row: SlackRow

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Post the letter with what the buyer wrote."""
        text = fit_letter(letter, LONGEST)
        body = {"text": text}
        check_answer(call(client, "POST", str(self.row.group_webhook), json=body))

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:  # noqa: ARG002
        """Return False: a group's messages cannot be read by its webhook."""
        return False
