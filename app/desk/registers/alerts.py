"""Product alerts (R4): several reports of one item and fault in a short time raise one; opinions are counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.faults import NotFound, refuse
from app.desk.registers.entries import keep, name_batch, write
from app.desk.registers.lists import Wish, narrow
from app.desk.registers.shapes import OPEN, PRODUCT_ALERTS, PRODUCT_REPORTS
from app.desk.traces import SHOP, Deed
from app.store.alerts import get_rule, hold_shop, put_rule
from app.store.kept import AlertRule, Entry
from app.store.registers import Wanted, count_rows, each_row, list_rows
from app.store.shops import list_shops

FAULT = "fault"
MOST_REPORTS, MOST_DAYS = 1000, 366


@dataclass(frozen=True, slots=True)
class ItemView:
    """What was said of an item: reports by day (the curve), by kind and by topic, and its alerts, the latest first."""

    item: str
    by_day: tuple[tuple[date, int], ...]
    by_kind: tuple[tuple[str, int], ...]
    by_topic: tuple[tuple[str, int], ...]
    alerts: tuple[Entry, ...]


def raise_alert(deed: Deed, report: Entry) -> Entry | None:
    """Return the alert that a report raised, or counts in; None where it is an opinion or too few have said so.

    Reports count that are of the same item and topic within the shop's days before the report. While an alert is
    open, or reported to production, another of the same is not raised.
    """
    if report.kind != FAULT or report.item is None:
        return None
    hold_shop(deed.session, report.shop_id)
    rule = get_rule(deed.session, report.shop_id)
    same = {"item": report.item, "topic": report.topic} if report.topic else {"item": report.item}
    since, until = report.happened_at - timedelta(days=rule.days), report.happened_at + timedelta(seconds=1)
    shop = (report.shop_id,)
    wanted = Wanted(shop, PRODUCT_REPORTS.name, since=since, until=until, same={**same, "kind": FAULT})
    count = count_rows(deed.session, wanted)
    standing = Wanted(shop, PRODUCT_ALERTS.name, same={**same, "state": (OPEN, "reported")})
    alert = next(iter(list_rows(deed.session, standing, limit=1).items), None)
    if alert is not None:
        reports = (alert.reports or 0) + 1
        return write(deed, alert, {"reports": reports}, batch=name_batch())
    return _raise(deed, report, count) if count >= rule.reports else None


def _raise(deed: Deed, report: Entry, count: int) -> Entry | None:
    values = {
        "shop_id": report.shop_id,
        "state": OPEN,
        "happened_at": deed.now,
        "item": report.item,
        "topic": report.topic,
        "reports": count,
        "origin": f"{report.item[:90] if report.item else ''}:{(report.topic or '')[:90]}",
    }
    return keep(deed, PRODUCT_ALERTS, values)


def set_rule(session: Session, shop_id: int, rule: AlertRule, *, now: datetime, actor: Actor) -> AlertRule:
    """Set after how many reports within how many days a shop raises an alert, and return it."""
    if shop_id not in actor.shop_ids:
        raise NotFound("There is no shop of that number that is yours.")
    if not 1 <= rule.reports <= MOST_REPORTS:
        raise refuse("reports", f"must be 1 to {MOST_REPORTS}")
    if not 1 <= rule.days <= MOST_DAYS:
        raise refuse("days", f"must be 1 to {MOST_DAYS}")
    Deed(session, actor, now).audit_on(
        "alerts.set", SHOP, shop_id, shop_id=shop_id, data={"reports": rule.reports, "days": rule.days}
    )
    return put_rule(session, shop_id, rule, at=now, by=actor.user_id)


def view_item(session: Session, item: str, *, actor: Actor, shop_id: int | None = None) -> ItemView:
    """Return what was said of an item in the actor's shops; empty counts where nobody has said anything."""
    zones = {shop.id: ZoneInfo(shop.timezone) for shop in list_shops(session)}
    days: Counter[date] = Counter()
    kinds: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    wanted = narrow(session, Wish(PRODUCT_REPORTS.name, item=item), actor=actor, shop_id=shop_id)
    for row in each_row(session, wanted):
        days[row.happened_at.astimezone(zones[row.shop_id]).date()] += 1
        kinds[row.kind or FAULT] += 1
        topics[row.topic or ""] += 1
    alerts = narrow(session, Wish(PRODUCT_ALERTS.name, item=item), actor=actor, shop_id=shop_id)
    found = list_rows(session, alerts).items
    by_day = tuple(sorted(days.items()))
    return ItemView(item, by_day, _by_count(kinds), _by_count(topics), found)


def count_opinions(session: Session, *, actor: Actor, month: str | None = None) -> tuple[tuple[str, str, int], ...]:
    """Return how often each kind of report was made of each item, (item, kind, count), the most frequent first."""
    wanted = narrow(session, Wish(PRODUCT_REPORTS.name, month=month), actor=actor)
    counted = Counter((row.item or "", row.kind or FAULT) for row in each_row(session, wanted))
    return tuple((*what, count) for what, count in counted.most_common())


def _by_count(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(counted.most_common())
