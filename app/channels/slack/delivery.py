"""Drafts into a Slack channel of agents, by its incoming webhook."""

from __future__ import annotations

from app.channels.group import GroupDelivery
from app.channels.slack.row import SlackRow

LONGEST = 3000


def make_slack_delivery(row: SlackRow) -> GroupDelivery:
    """Return the way into the group of a row that has its incoming webhook."""
    return GroupDelivery(str(row.group_webhook), LONGEST, _wrap)


def _wrap(text: str) -> object:
    return {"text": text}
