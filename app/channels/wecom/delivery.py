"""Drafts into a WeCom group of agents: text by its group robot, 2,048 bytes at most."""

from __future__ import annotations

from app.channels.group import GroupDelivery
from app.channels.wecom.row import WecomRow

LONGEST = 680


def make_wecom_delivery(row: WecomRow) -> GroupDelivery:
    """Return the way into the group of a row that has its incoming webhook."""
    return GroupDelivery(str(row.group_webhook), LONGEST, _wrap)


def _wrap(text: str) -> object:
    return {"msgtype": "text", "text": {"content": text}}
