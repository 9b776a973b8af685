"""What every row of the channels file has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from app.core.pattern import Pattern
from app.model import Bilingual, Platform

Text: TypeAlias = Annotated[str, Field(min_length=1)]
Fault: TypeAlias = tuple[str, Bilingual]
"""A key of a row, and what is wrong with its value. The value itself may be a secret and is not repeated."""

_NAME = Pattern(r"[a-z0-9][a-z0-9_-]{0,39}")
_ADDRESS = Pattern(r"https?://[^\s/]+[^\s]*")

ADDRESS = Bilingual(
    "要写完整地址，以 https:// 开头（本机测试可用 http://）",
    "must be a whole address that begins with https:// (http:// for a trial on this computer)",
)
SAFE_ADDRESS = Bilingual("要写以 https:// 开头的完整地址", "must be a whole address that begins with https://")


class Row(BaseModel):
    """A channel: what it is called, whose shop it writes to, and its buyers' platform (None: the shop's)."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Text
    kind: str
    shop: Text = "default"
    platform: Platform | None = None
    asks_vendor: ClassVar[bool] = False
    """Whether the vendor has to be asked, now and then, before it is known that a request is theirs."""

    def find_faults(self) -> Iterator[Fault]:
        """Yield what the shape alone does not show."""
        if not _NAME.fullmatch(self.name):
            yield (
                "name",
                Bilingual(
                    "只能用小写字母、数字、- 和 _，最多 40 个（它是网址的一部分）",
                    "may hold lower-case letters, digits, - and _, 40 at most (it is part of an address)",
                ),
            )
        yield from self.find_own_faults()

    def find_own_faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the keys of this kind."""
        yield from ()


def check_address(key: str, address: str | None) -> Iterator[Fault]:
    """Yield the fault of a key that must be an address and is none; None is not given and no fault."""
    if address is not None and not _ADDRESS.fullmatch(address):
        yield key, ADDRESS


def check_together(row: Row, *keys: str) -> Iterator[Fault]:
    """Yield a fault for each of `keys` that is missing while another of them is given."""
    given = [key for key in keys if getattr(row, key) is not None]
    for key in keys if given else ():
        if key not in given:
            others = ", ".join(given)
            yield key, Bilingual(f"写了 {others} 就要一起写这一项", f"is needed beside {others}")


Kind: TypeAlias = Literal[
    "chatwoot", "zendesk", "zammad", "wecom", "dingtalk", "feishu", "slack", "telegram", "ebay", "generic"
]
