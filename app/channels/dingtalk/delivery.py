"""Drafts into a DingTalk group of agents, by its custom robot."""

from __future__ import annotations

from app.channels.dingtalk.row import DingtalkRow
from app.channels.group import GroupDelivery

LONGEST = 4000


def make_dingtalk_delivery(row: DingtalkRow) -> GroupDelivery:
    """Return the way into the group of a row that has its incoming webhook."""
    return GroupDelivery(str(row.group_webhook), LONGEST, _wrap)


def _wrap(text: str) -> object:
    return {"msgtype": "text", "text": {"content": text}}
