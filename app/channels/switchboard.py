"""The channels that are there: each with its adapter, and where its drafts go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import httpx

from app.channels.adapter import Adapter
from app.channels.chatwoot.delivery import ChatwootDelivery
from app.channels.chatwoot.row import ChatwootRow
from app.channels.delivery import Deliverer, open_client
from app.channels.dingtalk.delivery import make_dingtalk_delivery
from app.channels.dingtalk.row import DingtalkRow
from app.channels.ebay.keys import KeyRing
from app.channels.feishu.delivery import make_feishu_delivery
from app.channels.feishu.row import FeishuRow
from app.channels.kinds import make_adapter
from app.channels.pulling import Puller
from app.channels.rows import Row
from app.channels.slack.delivery import make_slack_delivery
from app.channels.slack.row import SlackRow
from app.channels.telegram.delivery import TelegramDelivery
from app.channels.telegram.row import TelegramRow
from app.channels.wecom.delivery import make_wecom_delivery
from app.channels.wecom.pull import KfPuller
from app.channels.wecom.row import WecomRow
from app.channels.zammad.delivery import ZammadDelivery
from app.channels.zammad.row import ZammadRow
from app.channels.zendesk.delivery import ZendeskDelivery
from app.channels.zendesk.row import ZendeskRow

_DELIVERIES: Mapping[type[Row], tuple[str, Callable[..., Deliverer]]] = MappingProxyType(
    {
        ChatwootRow: ("token", ChatwootDelivery),
        ZendeskRow: ("token", ZendeskDelivery),
        ZammadRow: ("token", ZammadDelivery),
        WecomRow: ("group_webhook", make_wecom_delivery),
        DingtalkRow: ("group_webhook", make_dingtalk_delivery),
        FeishuRow: ("group_webhook", make_feishu_delivery),
        SlackRow: ("group_webhook", make_slack_delivery),
        TelegramRow: ("token", TelegramDelivery),
    }
)
"""By kind of row: the key without which there is nowhere to deliver to, and what delivers."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel. `deliverer` None: its drafts are kept in the console, because there is nowhere to deliver them to."""

    row: Row
    adapter: Adapter
    deliverer: Deliverer | None
    puller: Puller | None = None


@dataclass(frozen=True, slots=True)
class Switchboard:
    """Every channel by its name, and how a client is opened for what goes out."""

    channels: Mapping[str, Channel]
    open_client: Callable[[], httpx.Client] = open_client


def make_switchboard(
    rows: Iterable[Row], *, open_client: Callable[[], httpx.Client] = open_client, keys: KeyRing | None = None
) -> Switchboard:
    """Return the channels of these rows. `keys` takes the place of eBay's key server."""
    channels = {
        row.name: Channel(
            row, make_adapter(row, open_client=open_client, keys=keys), _make_deliverer(row), _make_puller(row)
        )
        for row in rows
    }
    return Switchboard(MappingProxyType(channels), open_client)


def _make_puller(row: Row) -> Puller | None:
    return KfPuller(row) if isinstance(row, WecomRow) and row.open_kfids else None


def _make_deliverer(row: Row) -> Deliverer | None:
    needed, make = _DELIVERIES.get(type(row), ("", None))
    return make(row) if make is not None and getattr(row, needed) is not None else None
