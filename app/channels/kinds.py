"""Every kind of channel: its row in the channels file, and the adapter that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import httpx

from app.channels.adapter import Adapter
from app.channels.chatwoot.hook import ChatwootHook
from app.channels.chatwoot.row import ChatwootRow
from app.channels.dingtalk.hook import DingtalkHook
from app.channels.dingtalk.row import DingtalkRow
from app.channels.ebay.hook import EbayHook
from app.channels.ebay.keys import EbayKeys, KeyRing
from app.channels.ebay.row import EbayRow
from app.channels.feishu.hook import FeishuHook
from app.channels.feishu.row import FeishuRow
from app.channels.generic.hook import GenericHook
from app.channels.generic.row import GenericRow
from app.channels.rows import Row
from app.channels.slack.hook import SlackHook
from app.channels.slack.row import SlackRow
from app.channels.telegram.hook import TelegramHook
from app.channels.telegram.row import TelegramRow
from app.channels.wecom.hook import WecomHook
from app.channels.wecom.row import WecomRow
from app.channels.zammad.hook import ZammadHook
from app.channels.zammad.row import ZammadRow
from app.channels.zendesk.hook import ZendeskHook
from app.channels.zendesk.row import ZendeskRow

OpenClient = Callable[[], httpx.Client]

ROWS: Mapping[str, type[Row]] = MappingProxyType(
    {
        "chatwoot": ChatwootRow,
        "zendesk": ZendeskRow,
        "zammad": ZammadRow,
        "wecom": WecomRow,
        "dingtalk": DingtalkRow,
        "feishu": FeishuRow,
        "slack": SlackRow,
        "telegram": TelegramRow,
        "ebay": EbayRow,
        "generic": GenericRow,
    }
)


def make_adapter(row: Row, *, open_client: OpenClient = httpx.Client, keys: KeyRing | None = None) -> Adapter:
    """Return the adapter of a row. `keys` takes the place of eBay's own key server, which `open_client` else asks."""
    if isinstance(row, EbayRow):
        return EbayHook(row, keys or EbayKeys(row, open_client))
    return _ADAPTERS[type(row)](row)


_ADAPTERS: Mapping[type[Row], Callable[..., Adapter]] = MappingProxyType(
    {
        ChatwootRow: ChatwootHook,
        ZendeskRow: ZendeskHook,
        ZammadRow: ZammadHook,
        WecomRow: WecomHook,
        DingtalkRow: DingtalkHook,
        FeishuRow: FeishuHook,
        SlackRow: SlackHook,
        TelegramRow: TelegramHook,
        GenericRow: GenericHook,
    }
)
