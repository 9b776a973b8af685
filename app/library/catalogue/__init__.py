"""Every fault that the check can name: its code, how grave it is, and its wording in both languages."""

from __future__ import annotations

from app.library.catalogue.files import FILES
from app.library.catalogue.intents import INTENTS
from app.library.catalogue.policies import POLICIES
from app.library.catalogue.replies import REPLIES
from app.library.catalogue.wording import Wording

CATALOGUE: dict[str, Wording] = {**FILES, **INTENTS, **REPLIES, **POLICIES}

__all__ = ["CATALOGUE", "Wording"]
