"""Drafts into the agents' own Telegram chat, never into the buyer's."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from app.channels.delivery import call
from app.channels.letter import Letter, fit_letter
from app.channels.telegram.row import TelegramRow

API = "https://api.telegram.org"
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class TelegramDelivery:
    """Writes into one chat as the bot."""

    row: TelegramRow

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Post the letter with what the buyer wrote."""
        text = fit_letter(letter, LONGEST)
        call(
            client,
            "POST",
            f"{API}/bot{self.row.token}/sendMessage",
            json={"chat_id": self.row.agents_chat, "text": text},
        )

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:  # noqa: ARG002
        """Return False: a bot cannot read what it has written."""
        return False
