"""Which encoder a setting names."""

from __future__ import annotations

from app.core.second_opinion import Encoder
from app.encoders.fuse import name_fuse, open_fuse

_OPENERS = {"fuse": (open_fuse, name_fuse)}


def open_encoder(setting: str) -> tuple[Encoder, str]:
    """Return the encoder of that setting, loaded, and its name with its version.

    Raises BadSetting where its package is not installed.
    """
    opened, name = _OPENERS[setting]
    return opened(), name()
