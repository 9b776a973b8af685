"""Drafts into a Feishu group of agents, by its custom bot."""

from __future__ import annotations

from app.channels.feishu.row import FeishuRow
from app.channels.group import GroupDelivery

LONGEST = 4000


def make_feishu_delivery(row: FeishuRow) -> GroupDelivery:
    """Return the way into the group of a row that has its incoming webhook."""
    return GroupDelivery(str(row.group_webhook), LONGEST, _wrap)


def _wrap(text: str) -> object:
    return {"msg_type": "text", "content": {"text": text}}
