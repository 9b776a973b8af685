"""Drafts into Zammad: an internal article."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from app.channels.delivery import call
from app.channels.letter import Letter, mark_of, write_letter
from app.channels.zammad.row import ZammadRow


@dataclass(frozen=True, slots=True)
class ZammadDelivery:
    """Writes articles with an agent's access token."""

    row: ZammadRow

    def deliver(self, client: httpx.Client, letter: Letter) -> None:
        """Add the internal article."""
        article = {
            "ticket_id": int(letter.target["ticket"]),
            "subject": "建议回复 Suggested reply",
            "body": write_letter(letter),
            "content_type": "text/plain",
            "type": "note",
            "internal": True,
        }
        call(client, "POST", f"{self._base}/ticket_articles", headers=self._headers, json=article)

    def was_delivered(self, client: httpx.Client, letter: Letter) -> bool:
        """Return whether the article is among the ticket's."""
        address = f"{self._base}/ticket_articles/by_ticket/{letter.target['ticket']}"
        found = call(client, "GET", address, headers=self._headers) or ()
        return any(mark_of(letter) in (article.get("body") or "") for article in found)

    @property
    def _base(self) -> str:
        return f"{str(self.row.base_url).rstrip('/')}/api/v1"

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Token token={self.row.token}"}
