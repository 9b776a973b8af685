"""Samples of every kind that the channels file holds the secret of: all but eBay, which signs with its own key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.channels.chatwoot import sample as chatwoot
from app.channels.dingtalk import sample as dingtalk
from app.channels.feishu import sample as feishu
from app.channels.generic import sample as generic
from app.channels.hook import Hook
from app.channels.slack import sample as slack
from app.channels.telegram import sample as telegram
from app.channels.wecom import sample as wecom
from app.channels.zammad import sample as zammad
from app.channels.zendesk import sample as zendesk

MAKERS: Mapping[str, Callable[..., Hook]] = MappingProxyType(
    {
        "chatwoot": chatwoot.make_sample,
        "zendesk": zendesk.make_sample,
        "zammad": zammad.make_sample,
        "wecom": wecom.make_sample,
        "dingtalk": dingtalk.make_sample,
        "feishu": feishu.make_sample,
        "slack": slack.make_sample,
        "telegram": telegram.make_sample,
        "generic": generic.make_sample,
    }
)
"""By kind: the row, what is said, and `now` in; the request out."""
