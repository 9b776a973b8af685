"""Replies to eBay's buyers through the Message API (developer.ebay.com/api-docs/commerce/message)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

import httpx

from app.channels.delivery import Refused, call, write_basic
from app.channels.ebay.hook import FROM_MEMBERS
from app.channels.ebay.keys import API
from app.channels.ebay.row import EbayRow
from app.channels.payloads import read_moment

SCOPE = "https://api.ebay.com/oauth/api_scope/commerce.message"
LONGEST = 2000
"""Characters of a message; more is refused with error 355013."""
_SLACK = timedelta(minutes=5)
"""By how much eBay's clock and ours may differ."""


@dataclass(frozen=True, slots=True)
class EbaySender:
    """Writes as the seller who gave `refresh_token`."""

    row: EbayRow

    @property
    def longest(self) -> int:
        """Return how many characters eBay takes."""
        return LONGEST

    def send(self, client: httpx.Client, target: Mapping[str, str], text: str) -> None:
        """Send a text into the buyer's conversation, without pictures."""
        body = {
            "conversationId": target["conversation"],
            "messageText": text,
            "messageMedia": [],
            "emailCopyToSender": False,
        }
        call(client, "POST", f"{API}/commerce/message/v1/send_message", headers=self._log_in(client), json=body)

    def was_sent(self, client: httpx.Client, target: Mapping[str, str], text: str, *, since: datetime) -> bool:
        """Return whether the text stands in the conversation: eBay knows no key that makes a message one."""
        address = f"{API}/commerce/message/v1/conversation/{quote(target['conversation'], safe='')}"
        asked = {"conversation_type": FROM_MEMBERS, "limit": "25"}
        found = call(client, "GET", address, headers=self._log_in(client), params=asked) or {}
        return any(_is_this(message, text, since - _SLACK) for message in found.get("messages", ()))

    def _log_in(self, client: httpx.Client) -> dict[str, str]:
        answer = call(
            client,
            "POST",
            f"{API}/identity/v1/oauth2/token",
            headers={"Authorization": write_basic(str(self.row.client_id), str(self.row.client_secret))},
            data={"grant_type": "refresh_token", "refresh_token": self.row.refresh_token, "scope": SCOPE},
        )
        if not isinstance(answer, dict) or "access_token" not in answer:
            raise Refused("eBay gave no access token for the refresh token")
        return {"Authorization": f"Bearer {answer['access_token']}"}


def _is_this(message: Mapping[str, str], text: str, since: datetime) -> bool:
    at = read_moment(message.get("createdDate"))
    return (message.get("messageBody") or "").strip() == text.strip() and at is not None and at >= since
