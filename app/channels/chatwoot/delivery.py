"""Drafts into Chatwoot: a private note, labels joined to those there are, custom attributes too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from app.channels.chatwoot.row import ChatwootRow
from app.channels.delivery import call
from app.channels.letter import Letter, mark_of, write_letter

NEEDS_SUPERVISOR = "needs_supervisor"


@dataclass(frozen=True, slots=True)
class ChatwootDelivery:
    """Writes notes with an agent's or an agent bot's access token."""

    row: ChatwootRow

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Add labels, attributes and then the note: what can be done twice without harm comes first."""
        self._add_labels(client, letter)
        self._add_attributes(client, letter)
        note = {"content": write_letter(letter), "message_type": "outgoing", "private": True, "content_type": "text"}
        self._call(client, "POST", letter, "/messages", json=note)

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:
        """Return whether the note is among the conversation's latest messages."""
        found = self._call(client, "GET", letter, "/messages") or {}
        return any(mark_of(letter) in (message.get("content") or "") for message in found.get("payload", ()))

    def _add_labels(self, client: httpx.Client, letter: Letter) -> None:
        ours = [one.id for one in letter.meant] + ([NEEDS_SUPERVISOR] if letter.escalate else [])
        there = list((self._call(client, "GET", letter, "/labels") or {}).get("payload", ()))
        # The list that is sent takes the place of the one there is.
        if not set(ours) <= set(there):
            self._call(client, "POST", letter, "/labels", json={"labels": list(dict.fromkeys((*there, *ours)))})

    def _add_attributes(self, client: httpx.Client, letter: Letter) -> None:
        ours = {"shouhou_intent": letter.meant[0].id if letter.meant else "", "shouhou_link": letter.link}
        ours |= {"order_no": letter.order_no} if letter.order_no else {}
        given = {name: value for name, value in ours.items() if value}
        there = (self._call(client, "GET", letter, "") or {}).get("custom_attributes") or {}
        if given.items() - there.items():
            self._call(client, "POST", letter, "/custom_attributes", json={"custom_attributes": {**there, **given}})

    def _call(self, client: httpx.Client, method: str, letter: Letter, part: str, **options: Any) -> Any:
        base = f"{str(self.row.base_url).rstrip('/')}/api/v1/accounts/{self.row.account}"
        address = f"{base}/conversations/{letter.target['conversation']}{part}"
        return call(client, method, address, headers={"api_access_token": str(self.row.token)}, **options)
