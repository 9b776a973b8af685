"""Drafts into Zendesk: a comment that is not public."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from app.channels.delivery import call, write_basic
from app.channels.letter import Letter, mark_of, write_letter
from app.channels.zendesk.row import ZendeskRow


@dataclass(frozen=True, slots=True)
class ZendeskDelivery:
    """Writes comments with an agent's API token."""

    row: ZendeskRow

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Add the private comment: `public` must be said, it is true where it is left out."""
        body = {"ticket": {"comment": {"body": write_letter(letter), "public": False}}}
        call(client, "PUT", f"{self._ticket(letter)}.json", headers=self._headers, json=body)

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:
        """Return whether the comment is among the ticket's latest."""
        address = f"{self._ticket(letter)}/comments.json?sort_order=desc"
        found = call(client, "GET", address, headers=self._headers) or {}
        return any(mark_of(letter) in (comment.get("body") or "") for comment in found.get("comments", ()))

    def _ticket(self, letter: Letter) -> str:
        return f"{str(self.row.base_url).rstrip('/')}/api/v2/tickets/{letter.target['ticket']}"

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": write_basic(f"{self.row.user}/token", str(self.row.token))}
