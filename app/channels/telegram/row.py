"""A channel of the kind `telegram`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.channels.rows import Fault, Row, Text, check_together
from app.core.pattern import Pattern
from app.model import Bilingual

_SECRET = Pattern(r"[A-Za-z0-9_-]{1,256}")


class TelegramRow(Row):
    """`secret` is the secret_token that setWebhook was called with.

    With `token` (the bot's) and `agents_chat` drafts go to the agents' chat; what is written there is no buyer's.
    """

    kind: Literal["telegram"]
    secret: Text
    token: Text | None = None
    agents_chat: Text | None = None

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        if not _SECRET.fullmatch(self.secret):
            yield (
                "secret",
                Bilingual(
                    "Telegram 只收 1 到 256 个字母、数字、_ 和 -",
                    "must be 1 to 256 letters, digits, _ and -: Telegram takes no other",
                ),
            )
        yield from check_together(self, "token", "agents_chat")
