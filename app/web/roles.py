"""Who may do what: the one table of every route, and the least that opens it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Literal, TypeAlias, get_args

from starlette.routing import compile_path

Least: TypeAlias = Literal["anyone", "person", "agent", "supervisor", "admin"]
"""From the least to the most. A person is anybody who has logged in, even one who works in no shop."""
Scope: TypeAlias = Literal["drafts", "desk:read", "desk:write"]
"""What a program's key may be made for."""

LADDER: tuple[Least, ...] = get_args(Least)
SCOPES: tuple[Scope, ...] = get_args(Scope)

MOST_FIELDS, ONE_A_COLUMN = 200, 600
"""Fields of a form. That for the columns of a table of orders, which may have 500, asks what each of them is."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What opens one route. `scope` is what a program's key needs; None: this is a page, and no key opens it.

    Where the path has a `{shop_id}`, the role must be held in that shop; elsewhere in any one, and the page or answer
    shows what is of those shops only. A form that comes here has at most `most_fields` fields.
    """

    method: str
    path: str
    least: Least
    scope: Scope | Literal["any"] | None = None
    most_fields: int = MOST_FIELDS

    @property
    def is_page(self) -> bool:
        """Return whether a person in a browser comes here, rather than a program."""
        return self.scope is None


TABLE: tuple[Rule, ...] = (
    Rule("GET", "/healthz", "anyone", "any"),
    Rule("GET", "/readyz", "anyone", "any"),
    Rule("GET", "/static/{path:path}", "anyone", "any"),
    Rule("HEAD", "/static/{path:path}", "anyone", "any"),
    Rule("GET", "/metrics", "person", "any"),
    Rule("GET", "/hooks/{name}", "anyone", "any"),
    Rule("POST", "/hooks/{name}", "anyone", "any"),
    Rule("GET", "/embed/connect", "agent"),
    Rule("POST", "/embed/connect", "agent"),
    Rule("GET", "/embed/panel/{channel}", "agent", "desk:read"),
    Rule("GET", "/embed/{kind}/{channel}", "anyone", "any"),
    Rule("GET", "/openapi.json", "person", "any"),
    Rule("POST", "/v1/drafts", "agent", "drafts"),
    Rule("POST", "/v1/classify", "agent", "drafts"),
    Rule("POST", "/v1/lint", "agent", "drafts"),
    Rule("GET", "/v1/intents", "agent", "drafts"),
    Rule("GET", "/v1/templates", "agent", "drafts"),
    Rule("GET", "/v1/conversations", "agent", "desk:read"),
    Rule("POST", "/v1/conversations", "agent", "desk:write"),
    Rule("GET", "/v1/conversations/{conversation_id}", "agent", "desk:read"),
    Rule("POST", "/v1/conversations/{conversation_id}/send", "agent", "desk:write"),
    Rule("POST", "/v1/conversations/{conversation_id}/reject", "agent", "desk:write"),
    Rule("POST", "/v1/conversations/{conversation_id}/snooze", "agent", "desk:write"),
    Rule("POST", "/v1/conversations/{conversation_id}/hand-over", "agent", "desk:write"),
    Rule("POST", "/v1/conversations/{conversation_id}/assign", "agent", "desk:write"),
    Rule("POST", "/v1/conversations/{conversation_id}/done", "agent", "desk:write"),
    Rule("POST", "/v1/conversations/{conversation_id}/note", "agent", "desk:write"),
    Rule("POST", "/v1/conversations/{conversation_id}/facts", "agent", "desk:write"),
    Rule("POST", "/v1/conversations/{conversation_id}/steps", "agent", "desk:write"),
    Rule("GET", "/v1/messages", "agent", "desk:read"),
    Rule("POST", "/v1/messages", "agent", "desk:write"),
    Rule("GET", "/v1/feedback", "agent", "desk:read"),
    Rule("POST", "/v1/feedback", "agent", "desk:write"),
    Rule("GET", "/v1/orders", "agent", "desk:read"),
    Rule("GET", "/v1/orders/{order_no}", "agent", "desk:read"),
    Rule("PUT", "/v1/orders/{order_no}", "agent", "desk:write"),
    Rule("GET", "/v1/imports", "agent", "desk:read"),
    Rule("POST", "/v1/imports", "supervisor", "desk:write"),
    Rule("GET", "/v1/imports/{import_id}", "agent", "desk:read"),
    Rule("GET", "/v1/imports/{import_id}/faults", "agent", "desk:read"),
    Rule("POST", "/v1/evidence", "agent", "desk:write"),
    Rule("POST", "/v1/registers/{name}/import", "agent", "desk:write"),
    Rule("GET", "/v1/registers", "agent", "desk:read"),
    Rule("GET", "/v1/registers/{name}", "agent", "desk:read"),
    Rule("POST", "/v1/registers/{name}", "agent", "desk:write"),
    Rule("GET", "/v1/registers/{name}/export", "agent", "desk:read"),
    Rule("GET", "/v1/rows/{row_id}", "agent", "desk:read"),
    Rule("PATCH", "/v1/rows/{row_id}", "agent", "desk:write"),
    Rule("POST", "/v1/rows/bulk", "agent", "desk:write"),
    Rule("POST", "/v1/rows/undo", "agent", "desk:write"),
    Rule("GET", "/v1/totals", "agent", "desk:read"),
    Rule("GET", "/v1/items/{item}", "agent", "desk:read"),
    Rule("PUT", "/v1/alerts", "supervisor", "desk:write"),
    Rule("GET", "/v1/handover", "agent", "desk:read"),
    Rule("POST", "/v1/handover", "agent", "desk:write"),
    Rule("POST", "/v1/handover/{row_id}", "agent", "desk:write"),
    Rule("GET", "/v1/parked", "supervisor", "desk:read"),
    Rule("POST", "/v1/parked", "supervisor", "desk:write"),
    Rule("GET", "/v1/endpoints", "admin", "desk:read"),
    Rule("POST", "/v1/endpoints", "admin", "desk:write"),
    Rule("POST", "/v1/endpoints/{endpoint_id}", "admin", "desk:write"),
    Rule("GET", "/v1/endpoints/{endpoint_id}/events", "admin", "desk:read"),
    Rule("GET", "/", "agent"),
    Rule("GET", "/replies", "agent"),
    Rule("GET", "/replies/{name}", "agent"),
    Rule("GET", "/inbox", "agent"),
    Rule("GET", "/inbox/rows", "agent"),
    Rule("GET", "/inbox/events", "agent"),
    Rule("POST", "/inbox/demo", "admin"),
    Rule("POST", "/inbox/demo/remove", "admin"),
    Rule("GET", "/inbox/{conversation_id}", "agent"),
    Rule("GET", "/inbox/{conversation_id}/live", "agent"),
    Rule("GET", "/inbox/{conversation_id}/older", "agent"),
    Rule("POST", "/inbox/{conversation_id}/check", "agent"),
    Rule("POST", "/inbox/{conversation_id}/presence", "agent"),
    Rule("POST", "/inbox/{conversation_id}/send", "agent"),
    Rule("POST", "/inbox/{conversation_id}/retry", "agent"),
    Rule("POST", "/inbox/{conversation_id}/reject", "agent"),
    Rule("POST", "/inbox/{conversation_id}/facts", "agent"),
    Rule("POST", "/inbox/{conversation_id}/intents", "agent"),
    Rule("POST", "/inbox/{conversation_id}/note", "agent"),
    Rule("POST", "/inbox/{conversation_id}/steps", "agent"),
    Rule("POST", "/inbox/{conversation_id}/snooze", "agent"),
    Rule("POST", "/inbox/{conversation_id}/wake", "agent"),
    Rule("POST", "/inbox/{conversation_id}/hand-over", "agent"),
    Rule("POST", "/inbox/{conversation_id}/take-back", "agent"),
    Rule("POST", "/inbox/{conversation_id}/take", "agent"),
    Rule("POST", "/inbox/{conversation_id}/let-go", "agent"),
    Rule("POST", "/inbox/{conversation_id}/done", "agent"),
    Rule("POST", "/inbox/{conversation_id}/reopen", "agent"),
    Rule("GET", "/registers", "agent"),
    Rule("GET", "/registers/handover", "agent"),
    Rule("POST", "/registers/handover/gather", "agent"),
    Rule("POST", "/registers/handover/{row_id}/tick", "agent"),
    Rule("GET", "/registers/items", "agent"),
    Rule("POST", "/registers/items/rule", "supervisor"),
    Rule("GET", "/registers/orders", "agent"),
    Rule("POST", "/registers/orders/upload", "supervisor"),
    Rule("GET", "/registers/orders/files/{digest}", "supervisor"),
    Rule("POST", "/registers/orders/files/{digest}", "supervisor", most_fields=ONE_A_COLUMN),
    Rule("GET", "/registers/orders/imports/{import_id}", "agent"),
    Rule("GET", "/registers/orders/imports/{import_id}/live", "agent"),
    Rule("GET", "/registers/orders/imports/{import_id}/bad", "agent"),
    Rule("GET", "/registers/evidence", "agent"),
    Rule("POST", "/registers/evidence", "agent"),
    Rule("GET", "/registers/evidence/{evidence_id}/{size}", "agent"),
    Rule("POST", "/registers/evidence/{evidence_id}/remove", "agent"),
    Rule("POST", "/registers/undo", "agent"),
    Rule("POST", "/registers/vip_visits/plan", "agent"),
    Rule("GET", "/registers/{register}", "agent"),
    Rule("POST", "/registers/{register}", "agent"),
    Rule("POST", "/registers/{register}/bulk", "agent"),
    Rule("GET", "/registers/{register}/export", "agent"),
    Rule("GET", "/registers/{register}/{row_id}", "agent"),
    Rule("POST", "/registers/{register}/{row_id}", "agent"),
    Rule("POST", "/inbox/{conversation_id}/vip", "agent"),
    Rule("GET", "/inbox/{conversation_id}/register/{register}", "agent"),
    Rule("POST", "/inbox/{conversation_id}/register/{register}", "agent"),
    Rule("GET", "/today", "supervisor"),
    Rule("GET", "/parked", "supervisor"),
    Rule("POST", "/parked", "supervisor"),
    Rule("GET", "/login", "anyone"),
    Rule("POST", "/login", "anyone"),
    Rule("GET", "/enter/{token}", "anyone"),
    Rule("POST", "/enter/{token}", "anyone"),
    Rule("POST", "/logout", "person"),
    Rule("GET", "/me", "person"),
    Rule("POST", "/me", "person"),
    Rule("GET", "/me/password", "person"),
    Rule("POST", "/me/password", "person"),
    Rule("GET", "/users", "admin"),
    Rule("POST", "/users", "admin"),
    Rule("GET", "/users/{user_id}", "admin"),
    Rule("POST", "/users/{user_id}/role", "admin"),
    Rule("POST", "/users/{user_id}/active", "admin"),
    Rule("POST", "/users/{user_id}/link", "admin"),
    Rule("GET", "/shops", "admin"),
    Rule("POST", "/shops", "admin"),
    Rule("GET", "/shops/{shop_id}", "admin"),
    Rule("POST", "/shops/{shop_id}", "admin"),
    Rule("GET", "/shops/{shop_id}/auto", "admin"),
    Rule("POST", "/shops/{shop_id}/auto", "admin"),
    Rule("GET", "/keys", "admin"),
    Rule("POST", "/keys", "admin"),
    Rule("POST", "/keys/{key_id}/revoke", "admin"),
    Rule("GET", "/outgoing", "admin"),
    Rule("POST", "/outgoing", "admin"),
    Rule("GET", "/outgoing/{endpoint_id}", "admin"),
    Rule("POST", "/outgoing/{endpoint_id}/rotate", "admin"),
    Rule("POST", "/outgoing/{endpoint_id}/switch", "admin"),
    Rule("POST", "/outgoing/{endpoint_id}/remove", "admin"),
    Rule("POST", "/outgoing/{endpoint_id}/again", "admin"),
    Rule("GET", "/audit", "admin"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The rule of a request, and what its path names."""

    rule: Rule
    names: Mapping[str, str]


def reaches(rank: str, least: Least) -> bool:
    """Return whether a role is `least` or more."""
    return LADDER.index(rank) >= LADDER.index(least)


def find_rule(method: str, path: str) -> Asked | None:
    """Return the rule of a request; None where nothing is at that path or it does not take the method.

    Of several rows that fit, the strictest counts: whichever the router takes, no less was asked for.
    """
    fitting = [
        Asked(rule, match.groupdict())
        for rule, pattern in _compile()
        if rule.method == method and (match := pattern.match(path))
    ]
    return max(fitting, key=_rank_strictness, default=None)


def has_row(method: str, path: str) -> bool:
    """Return whether the table holds a row for a route."""
    return any((rule.method, rule.path) == (method, path) for rule in TABLE)


def _rank_strictness(asked: Asked) -> tuple[int, bool]:
    return LADDER.index(asked.rule.least), asked.rule.is_page


@cache
def _compile() -> tuple[tuple[Rule, Pattern[str]], ...]:
    return tuple((rule, compile_path(rule.path)[0]) for rule in TABLE)
