"""The first administrator: until somebody is there, one link makes them."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.store.secrets import make_token
from app.web.csrf import is_same

PATH = "/enter/{token}"
"""Where a one-time link leads."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The way in to a service in which there is nobody yet.

    The link is good until somebody has been added or the service ends; a new start makes a new one. Where it was
    `announced` on the terminal, it may be opened from another computer.
    """

    announced: bool = False
    token: str = field(default_factory=make_token, repr=False)

    @property
    def path(self) -> str:
        """Return the path of the link."""
        return PATH.format(token=self.token)

    def opens_with(self, token: str) -> bool:
        """Return whether `token` is that of the link."""
        return is_same(token, self.token)
