"""The drafts inside a helpdesk: a panel in a frame, let in by a pass that its agent fetches once."""

from __future__ import annotations

from app.web.embed.routes import make_embed

__all__ = ["make_embed"]
