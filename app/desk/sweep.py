"""What is to be done now and then without anybody asking: waking, planning visits, forgetting what is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.desk.actors import Actor
from app.desk.news import tell_near
from app.desk.registers.visits import plan_visits
from app.desk.snooze import wake_due
from app.store.events import forget_events
from app.store.idempotency import forget_keys
from app.store.logins import forget_old_logins
from app.store.shops import list_shops

DAY = timedelta(days=1)
LOGINS_KEPT = timedelta(days=30)


def sweep(session: Session, *, now: datetime) -> int:
    """Wake what is due, plan visits to VIPs, tell programs what is due soon, forget what is old; return how many woke.

    Events and idempotency keys are kept for a day, tries to log in and ended sessions for thirty.
    """
    woken = wake_due(session, now=now)
    service = Actor("system", None, tuple(shop.id for shop in list_shops(session)))
    plan_visits(session, now=now, actor=service)
    tell_near(session, now=now)
    forget_events(session, before=now - DAY)
    forget_keys(session, before=now - DAY)
    forget_old_logins(session, before=now - LOGINS_KEPT)
    return len(woken)
