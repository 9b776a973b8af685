"""Which column of an export is which fact: known by the names that Taobao, Tmall and eBay give, or by likeness."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rapidfuzz import fuzz, process

from app.core.pattern import Pattern

ORDER_NO = "order_no"
ALIKE = 88
"""How alike a name must be to one that is known, of 100."""

NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ORDER_NO: (
            "订单编号",
            "订单号",
            "主订单编号",
            "交易号",
            "Order Number",
            "Order ID",
            "Sales Record Number",
            "order_no",
        ),
        "buyer_id": ("买家会员名", "买家昵称", "买家旺旺", "买家账号", "Buyer Username", "Buyer User ID", "buyer_id"),
        "buyer_name": ("收货人姓名", "收件人", "买家姓名", "Buyer Name", "Ship To Name", "buyer_name"),
        "item": ("宝贝标题", "商品标题", "商品名称", "标题", "Item Title", "Title", "item"),
        "price_paid": (
            "买家实际支付金额",
            "买家实付金额",
            "实付金额",
            "实收款",
            "总金额",
            "Total Price",
            "Sold For",
            "price_paid",
        ),
        "current_price": ("现价", "当前价格", "当前售价", "一口价", "Current Price", "Price Now", "current_price"),
        "currency": ("币种", "货币", "Currency", "currency"),
        "ordered_at": ("订单创建时间", "下单时间", "创建时间", "Sale Date", "Order Date", "ordered_at"),
        "paid_at": ("订单付款时间", "付款时间", "支付时间", "Paid On Date", "Payment Date", "paid_at"),
        "shipped_at": ("发货时间", "订单发货时间", "Shipped On Date", "Ship Date", "shipped_at"),
        "ship_by": ("最晚发货时间", "应发货时间", "承诺发货时间", "Ship By Date", "ship_by"),
        "delivered_at": ("送达时间", "Delivered On Date", "delivered_at"),
        "signed_at": ("签收时间", "确认收货时间", "signed_at"),
        "closed_at": ("交易成功时间", "交易完成时间", "订单完成时间", "closed_at"),
        "latest_delivery_by": ("最晚送达时间", "Max Estimated Delivery Date", "latest_delivery_by"),
        "carrier": ("物流公司", "快递公司", "承运商", "Shipping Service", "Carrier", "carrier"),
        "tracking_no": ("物流单号", "运单号", "快递单号", "Tracking Number", "tracking_no"),
        "category": ("商品类目", "类目", "Category", "category"),
        "ordered_size": ("尺码", "Size", "ordered_size"),
        "ordered_color": ("颜色", "颜色分类", "Colour", "Color", "ordered_color"),
    }
)
_BLANKS = Pattern(r"[\s_:：*]+")


def guess_columns(header: Sequence[str]) -> dict[str, str]:
    """Return {column's name: fact} for the columns that are known; each fact once, the first and likeliest column."""
    known = {_fold(name): fact for fact, names in NAMES.items() for name in names}
    exact = {name: known[_fold(name)] for name in header if _fold(name) in known}
    mapping = _once(exact)
    for name in header:
        if name in mapping or not name:
            continue
        found = process.extractOne(_fold(name), list(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found and known[found[0]] not in mapping.values():
            mapping[name] = known[found[0]]
    return mapping


def _once(exact: Mapping[str, str]) -> dict[str, str]:
    """Return each fact's column once: of several names for one the one that stands first in NAMES."""
    ranks = {_fold(name): number for names in NAMES.values() for number, name in enumerate(names)}
    chosen: dict[str, str] = {}
    for name in sorted(exact, key=lambda name: ranks[_fold(name)]):
        if exact[name] not in chosen.values():
            chosen[name] = exact[name]
    return {name: chosen[name] for name in exact if name in chosen}


def _fold(name: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", name)).casefold()
