"""A channel of the kind `generic`."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from typing import Literal

from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

from app.channels.embedding import check_origin
from app.channels.rows import Fault, Row, Text
from app.model import Bilingual

_WRONG = Bilingual("要写 whsec_ 加 base64 的密钥", "must be whsec_ and the secret in base64")


class GenericRow(Row):
    """`secret` is `whsec_` and the secret in base64; several, separated by blanks, while one takes another's place.

    `embed_origin` is the one that may frame the drafts.
    """

    kind: Literal["generic"]
    secret: Text
    embed_origin: Text | None = None

    @property
    def signers(self) -> tuple[Webhook, ...]:
        """Return what signs with each of the secrets."""
        return tuple(map(Webhook, self.secret.split()))

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        if not _can_be_read(self):
            yield "secret", _WRONG
        yield from check_origin(self.embed_origin)


def _can_be_read(row: GenericRow) -> bool:
    try:
        return bool(row.signers) and all(part.startswith("whsec_") for part in row.secret.split())
    except (binascii.Error, ValueError, EmptyWebhookSecretError):
        return False
