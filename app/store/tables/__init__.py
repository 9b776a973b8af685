"""The shape of every table. `metadata` is what migrations are compared with."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table

from app.store.tables.base import Base
from app.store.tables.conversations import BuyerRow, ConversationRow, DraftRow, MessageRow, TermRow
from app.store.tables.hooks import HookEventRow
from app.store.tables.imports import ImportFaultRow, ImportJobRow
from app.store.tables.orders import NoteRow, OrderFactsRow, TickRow
from app.store.tables.outgoing import AutoRuleRow, DispatchRow, EndpointRow
from app.store.tables.people import (
    ApiKeyRow,
    LinkRow,
    LoginAttemptRow,
    MembershipRow,
    ShopRow,
    UserRow,
    WebSessionRow,
)
from app.store.tables.records import AuditRow, EventRow, FeedbackRow, IdempotencyRow, LogRow, PresenceRow
from app.store.tables.registers import AlertRuleRow, ChangeRow, EvidenceRow, RegisterRow, RegisterTermRow

metadata = Base.metadata


def _table(row: type[Base]) -> Table:
    return cast("Table", row.__table__)


# Statements are written with these: one that names the class takes half as long again to make.
ALERT_RULES = _table(AlertRuleRow)
API_KEYS = _table(ApiKeyRow)
AUDIT = _table(AuditRow)
AUTO_RULES = _table(AutoRuleRow)
BUYERS = _table(BuyerRow)
CONVERSATIONS = _table(ConversationRow)
TERMS = _table(TermRow)
DISPATCHES = _table(DispatchRow)
DRAFTS = _table(DraftRow)
ENDPOINTS = _table(EndpointRow)
EVENTS = _table(EventRow)
EVIDENCE = _table(EvidenceRow)
FEEDBACK = _table(FeedbackRow)
HOOK_EVENTS = _table(HookEventRow)
IDEMPOTENCY_KEYS = _table(IdempotencyRow)
IMPORT_FAULTS = _table(ImportFaultRow)
IMPORT_JOBS = _table(ImportJobRow)
LOGIN_ATTEMPTS = _table(LoginAttemptRow)
LOG = _table(LogRow)
MEMBERSHIPS = _table(MembershipRow)
MESSAGES = _table(MessageRow)
LINKS = _table(LinkRow)
ORDER_FACTS = _table(OrderFactsRow)
NOTES = _table(NoteRow)
PRESENCE = _table(PresenceRow)
REGISTER_CHANGES = _table(ChangeRow)
REGISTER_ROWS = _table(RegisterRow)
REGISTER_TERMS = _table(RegisterTermRow)
SHOPS = _table(ShopRow)
TICKS = _table(TickRow)
USERS = _table(UserRow)
WEB_SESSIONS = _table(WebSessionRow)

__all__ = [
    "ALERT_RULES",
    "API_KEYS",
    "AUDIT",
    "AUTO_RULES",
    "BUYERS",
    "CONVERSATIONS",
    "DISPATCHES",
    "DRAFTS",
    "ENDPOINTS",
    "EVENTS",
    "EVIDENCE",
    "FEEDBACK",
    "HOOK_EVENTS",
    "IDEMPOTENCY_KEYS",
    "IMPORT_FAULTS",
    "IMPORT_JOBS",
    "LINKS",
    "LOG",
    "LOGIN_ATTEMPTS",
    "MEMBERSHIPS",
    "MESSAGES",
    "NOTES",
    "ORDER_FACTS",
    "PRESENCE",
    "REGISTER_CHANGES",
    "REGISTER_ROWS",
    "REGISTER_TERMS",
    "SHOPS",
    "TERMS",
    "TICKS",
    "USERS",
    "WEB_SESSIONS",
    "AlertRuleRow",
    "ApiKeyRow",
    "AuditRow",
    "Base",
    "BuyerRow",
    "ChangeRow",
    "ConversationRow",
    "DraftRow",
    "EventRow",
    "EvidenceRow",
    "FeedbackRow",
    "HookEventRow",
    "IdempotencyRow",
    "ImportFaultRow",
    "ImportJobRow",
    "LinkRow",
    "LogRow",
    "LoginAttemptRow",
    "MembershipRow",
    "MessageRow",
    "NoteRow",
    "OrderFactsRow",
    "PresenceRow",
    "RegisterRow",
    "RegisterTermRow",
    "ShopRow",
    "TermRow",
    "TickRow",
    "UserRow",
    "WebSessionRow",
    "metadata",
]
