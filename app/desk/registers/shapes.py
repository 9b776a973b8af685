"""What each register holds: its columns with their kinds, its states, and in which order it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from app.desk.faults import NotFound
from app.model import Bilingual

Kind: TypeAlias = Literal["line", "text", "choice", "money", "currency", "moment", "count", "person"]
Choices: TypeAlias = Mapping[str, Bilingual]
"""What a column may hold, with the words for it, in the order in which they are offered."""

OPEN = "open"
"""The state in which every row begins, and of which one `origin` has one row only."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. One that is not `given` is filled by the desk itself; `needed` must not be empty."""

    name: str
    kind: Kind
    title: Bilingual
    choices: Choices = field(default_factory=lambda: MappingProxyType({}))
    needed: bool = False
    given: bool = True


@dataclass(frozen=True, slots=True)
class Register:
    """A register. `ends` are the states in which nothing is left to do; `by_due` is read by what is due first."""

    name: str
    title: Bilingual
    columns: tuple[Column, ...]
    ends: frozenset[str]
    by_due: bool = False

    def column(self, name: str) -> Column | None:
        """Return a column by its name; None where the register has none such."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def states(self) -> Choices:
        """Return the states of a row, in their order."""
        column = self.column("state")
        return column.choices if column else {}


def _words(**pairs: str) -> Choices:
    split = {name: pair.split(" | ") for name, pair in pairs.items()}
    return MappingProxyType({name: Bilingual(zh, en) for name, (zh, en) in split.items()})


def _column(name: str, kind: Kind, title: str, *, needed: bool = False, given: bool = True) -> Column:
    zh, en = title.split(" | ")
    return Column(name, kind, Bilingual(zh, en), needed=needed, given=given)


def _choice(name: str, title: str, *, needed: bool = True, **pairs: str) -> Column:
    zh, en = title.split(" | ")
    return Column(name, "choice", Bilingual(zh, en), _words(**pairs), needed=needed)


_WHEN = _column("happened_at", "moment", "时间 | When", needed=True)
_BUYER = _column("buyer_id", "line", "买家账号 | Buyer id")
_NAME = _column("buyer_name", "line", "买家 | Buyer")
_ORDER = _column("order_no", "line", "订单号 | Order")
_ITEM = _column("item", "line", "商品 | Item")
_CARRIER = _column("carrier", "line", "快递 | Courier")
_PARCEL = _column("tracking_no", "line", "运单号 | Tracking number")
_TEXT = _column("text", "text", "说明 | Details")
_OWNER = _column("owner_id", "person", "负责人 | Owner")
_DUE = _column("due_at", "moment", "截止 | Due")
_DONE = _column("done_at", "moment", "完成时间 | Done at", given=False)

WRONG_SHIPMENTS = Register(
    "wrong_shipments",
    Bilingual("错发登记", "Wrong shipments"),
    (
        _WHEN,
        _choice(
            "kind",
            "类别 | Kind",
            wrong_copy="发错款 | Wrong style",
            wrong_item="发错货 | Wrong item",
            missing="漏发 | Missing",
            short="少件 | Short",
            extra="多发 | Extra",
        ),
        _BUYER,
        _NAME,
        _ORDER,
        _ITEM,
        _TEXT,
        _column("remedy", "text", "处理办法 | Remedy"),
        _choice("state", "状态 | State", open="处理中 | Open", done="已解决 | Settled"),
        _OWNER,
        _DONE,
    ),
    frozenset({"done"}),
)
COURIER_CLAIMS = Register(
    "courier_claims",
    Bilingual("快递赔付", "Courier claims"),
    (
        _WHEN,
        _choice("kind", "类别 | Kind", loss="丢件 | Loss", damage="破损 | Damage"),
        Column("carrier", "line", _CARRIER.title, needed=True),
        _PARCEL,
        _ITEM,
        _column("amount", "money", "金额 | Amount"),
        _column("currency", "currency", "币种 | Currency"),
        _choice(
            "state",
            "状态 | State",
            open="待报 | To be filed",
            filed="已报 | Filed",
            accepted="已认赔 | Accepted",
            paid="已到账 | Paid",
            refused="拒赔 | Refused",
        ),
        _BUYER,
        _NAME,
        _ORDER,
        _TEXT,
        _OWNER,
        _DONE,
    ),
    frozenset({"paid", "refused"}),
)
PRODUCT_REPORTS = Register(
    "product_reports",
    Bilingual("商品反馈", "Product reports"),
    (
        _WHEN,
        Column("item", "line", _ITEM.title, needed=True),
        _choice(
            "kind",
            "类别 | Kind",
            fault="质量问题 | Fault",
            style="款式意见 | Style",
            size="尺码意见 | Size",
            color="颜色意见 | Colour",
        ),
        _column("topic", "line", "问题 | What about"),
        _BUYER,
        _NAME,
        _ORDER,
        _TEXT,
        _choice("state", "状态 | State", open="已记录 | Noted", done="已处理 | Settled"),
        _DONE,
    ),
    frozenset({"done"}),
)
PRODUCT_ALERTS = Register(
    "product_alerts",
    Bilingual("商品预警", "Product alerts"),
    (
        _WHEN,
        Column("item", "line", _ITEM.title, needed=True),
        _column("topic", "line", "问题 | What about"),
        Column("reports", "count", Bilingual("反馈数", "Reports"), given=False),
        _choice(
            "state", "状态 | State", open="待上报 | Raised", reported="已报生产 | Reported", done="已解决 | Settled"
        ),
        _column("remedy", "text", "处理办法 | Remedy"),
        _OWNER,
        _DONE,
    ),
    frozenset({"done"}),
)
VIP_VISITS = Register(
    "vip_visits",
    Bilingual("VIP 回访", "VIP visits"),
    (
        _WHEN,
        Column("buyer_id", "line", _BUYER.title, needed=True),
        _NAME,
        _choice("kind", "缘由 | Occasion", monthly="每月回访 | Monthly", remedy="售后回访 | After a remedy"),
        Column("due_at", "moment", _DUE.title, needed=True),
        _TEXT,
        _choice("state", "状态 | State", open="待回访 | Due", done="已回访 | Done"),
        _OWNER,
        _DONE,
    ),
    frozenset({"done"}),
    by_due=True,
)
PROMISES = Register(
    "promises",
    Bilingual("跟进中的包裹和承诺", "Parcels and promises being chased"),
    (
        _WHEN,
        _choice(
            "kind",
            "承诺 | Promise",
            answer="给买家答复 | Word to the buyer",
            parcel="查件答复 | Word about the parcel",
            refund="退款 | Refund",
            other="其他 | Other",
        ),
        _BUYER,
        _NAME,
        _ORDER,
        _CARRIER,
        _PARCEL,
        _TEXT,
        Column("due_at", "moment", _DUE.title, needed=True),
        _choice(
            "state", "状态 | State", open="跟进中 | Open", done="已告知 | Buyer told", dropped="不再跟进 | Dropped"
        ),
        _OWNER,
        _DONE,
    ),
    frozenset({"done", "dropped"}),
    by_due=True,
)
HANDOVER = Register(
    "handover",
    Bilingual("交接班", "Handover"),
    (
        _WHEN,
        _choice(
            "kind",
            "事由 | Why",
            promise="答应过的事 | Promise",
            parcel="追查的包裹 | Parcel",
            unanswered="未回复 | Unanswered",
            deadline="到期 | Deadline",
            escalated="已上报 | Escalated",
            note="留言 | Note",
        ),
        _BUYER,
        _NAME,
        _ORDER,
        _TEXT,
        Column("due_at", "moment", _DUE.title, needed=True),
        _choice("state", "状态 | State", open="未完成 | Open", done="已完成 | Done"),
        _OWNER,
        _DONE,
    ),
    frozenset({"done"}),
    by_due=True,
)

REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        register.name: register
        for register in (
            WRONG_SHIPMENTS,
            COURIER_CLAIMS,
            PRODUCT_REPORTS,
            PRODUCT_ALERTS,
            VIP_VISITS,
            PROMISES,
            HANDOVER,
        )
    }
)


def find_register(name: str) -> Register:
    """Return a register by its name; NotFound where there is none."""
    register = REGISTERS.get(name)
    if register is None:
        raise NotFound(f"There is no register {name}; there are {', '.join(REGISTERS)}.")
    return register
