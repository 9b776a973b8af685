"""The door: who is answered, by the table of roles. Until somebody is there, this computer alone and who has a key."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser

from app.errors import TooLarge
from app.store.faults import StoreUnavailable
from app.store.secrets import KEY_SIGN
from app.web import csrf, problems
from app.web.refusals import Refusal, answer_refusal
from app.web.roles import SCOPES, Asked, find_rule, has_row
from app.web.sessions import EMBED_SIGN
from app.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from app.settings import Settings
    from app.web.refusals import Tell
    from app.web.sessions import Register
    from app.web.setup import Setup

CONSOLE_HEADER = csrf.HEADER

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def is_loopback(address: str) -> bool:
    """Return whether an IP address is of this computer itself; False for anything that is no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return (mapped or parsed).is_loopback


def is_local(scope: Scope) -> bool:
    """Return whether a request comes straight from this computer, under a name no foreign page can borrow."""
    client = scope.get("client")
    headers = Headers(scope=scope)
    if client is None or not is_loopback(client[0]) or any(name in headers for name in _FORWARDED):
        return False
    return _strip_port(headers.get("host", "")) in _LOCAL_NAMES


def _strip_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the settings, and the pass of the console page that is derived from them."""

    values: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> Keys:
        """Return the keys of the settings."""
        return cls(tuple(key.get_secret_value() for key in settings.api_keys))

    @property
    def console_pass(self) -> str:
        """Return what lets the console's own page call the API; empty when no key is configured."""
        secret = "\n".join(self.values).encode()
        return hmac.new(secret, b"console page", hashlib.sha256).hexdigest() if self.values else ""

    def open_with(self, key: str) -> bool:
        """Return whether `key` is one of them; takes equally long either way."""
        # Every key is compared, so that the time taken does not tell which one came close.
        matches = [csrf.is_same(key, value) for value in self.values]
        return any(matches)


def read_bearer(headers: Headers) -> str:
    """Return the key that an Authorization header bears; empty where it bears none."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


async def require_row(request: Request) -> None:
    """Refuse a route that is not in the table of roles: what nobody thought of, nobody may do."""
    if not has_row(request.method, request.scope["route"].path):
        raise HTTPException(403, "This address is not in the table of roles.")


class Gate:
    """Middleware that finds out who is asking, and turns away whoever may not come in."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        keys: Keys,
        register: Register,
        setup: Setup,
        tell: Tell | None,
        count: Callable[[Visitor], int] | None = None,
    ) -> None:
        self.app = app
        self.count = count
        self.keys = keys
        self.register = register
        self.setup = setup
        self.tell = tell
        # Pages that were open while the service started anew still work where keys give it something to derive from.
        self.local_token = keys.console_pass or secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with who sent it and the form it carries, or answer 303, 401, 403 or 503."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            refusal = await self._look_at(scope, receive)
        except (StoreUnavailable, TooLarge) as error:
            answer = problems.answer(error.status, title=error.title, detail=str(error))
            await answer(scope, receive, send)
            return
        await (self._answer(scope, refusal) if refusal else self.app)(scope, receive, send)

    async def _look_at(self, scope: Scope, receive: Receive) -> Refusal | None:
        asked = find_rule(scope["method"], scope["path"])
        # Where nothing has to be looked up there is nothing to wait for.
        is_asked = self.register.is_open and not self._is_for_anyone(scope, asked)
        judge = run_in_threadpool(self._judge, scope, asked) if is_asked else None
        visitor, refusal = await judge if judge else self._judge(scope, asked)
        state = scope.setdefault("state", {})
        state.update(visitor=visitor, form=FormData())
        if refusal or asked is None or not csrf.changes_something(scope["method"]):
            return refusal
        headers = Headers(scope=scope)
        if asked.rule.is_page:
            state["form"] = await csrf.take_form(headers, receive, most=asked.rule.most_fields)
        return _check_origin(visitor, asked, headers=headers, form=state["form"])

    def _judge(self, scope: Scope, asked: Asked | None) -> tuple[Visitor | None, Refusal | None]:
        local = is_local(scope)
        if not (local or self._is_open()):
            return None, Refusal("not_from_here")
        if asked and asked.rule.least == "anyone" and not asked.rule.is_page:
            return None, None
        visitor = self._identify(scope, local=local, is_page=asked is not None and asked.rule.is_page)
        refusal = self._refuse(visitor, asked)
        if visitor and self.count and asked and asked.rule.is_page and visitor.is_at_least("supervisor"):
            visitor = replace(visitor, parked=self.count(visitor))
        return visitor, refusal

    def _is_for_anyone(self, scope: Scope, asked: Asked | None) -> bool:
        """Return whether anybody is let in without the database being asked who it is."""
        is_known = is_local(scope) or bool(self.keys.values) or self.setup.announced or self.register.knows_people
        return is_known and asked is not None and asked.rule.least == "anyone" and not asked.rule.is_page

    def _is_open(self) -> bool:
        """Return whether anybody but this computer could come in at all."""
        return bool(self.keys.values or self.setup.announced) or self.register.has_people() or self.register.has_keys()

    def _identify(self, scope: Scope, *, local: bool, is_page: bool) -> Visitor | None:
        headers = Headers(scope=scope)
        address = (scope.get("client") or ("",))[0]
        key = read_bearer(headers)
        if key and self.keys.open_with(key):
            return Visitor("key", address, everywhere=True, scopes=frozenset(SCOPES))
        if key.startswith(EMBED_SIGN):
            # A panel in a helpdesk's frame: its browser sends no cookie of ours there, and no page is opened by it.
            return None if is_page else self.register.find_embedded(key, address=address)
        program = self.register.find_program(key, address=address) if key else None
        # Any word may be sent to a service without keys; one of ours that was revoked must not pass for such a word.
        if program or (key and (key.startswith(KEY_SIGN) or self._has_keys())):
            return program
        person = self.register.find_person(cookie_parser(headers.get("cookie", "")), scope, address=address)
        if person or not local:
            return person
        return self._this_computer(headers, address=address, is_page=is_page)

    def _this_computer(self, headers: Headers, *, address: str, is_page: bool) -> Visitor | None:
        """Return this computer as far as it is let in: wholly while nobody is there, else for drafts."""
        people, keys = self.register.has_people(), self._has_keys()
        all_of_it = Visitor(
            "system",
            address,
            everywhere=True,
            token=self.local_token,
            page_pass=self.local_token if keys else "",
            has_page=self.register.is_open,
        )
        if is_page or keys:
            shown = is_page or csrf.is_same(headers.get(CONSOLE_HEADER, ""), self.local_token)
            return all_of_it if shown and not people else None
        return Visitor("system", address, everywhere=True, scopes=frozenset({"drafts"})) if people else all_of_it

    def _has_keys(self) -> bool:
        return bool(self.keys.values) or self.register.has_keys()

    def _refuse(self, visitor: Visitor | None, asked: Asked | None) -> Refusal | None:
        if asked and asked.rule.least == "anyone":
            return None
        if visitor is None:
            if not (asked and asked.rule.is_page):
                return Refusal("key_needed")
            return Refusal("log_in" if self.register.has_people() else "console_only")
        return _check_role(visitor, asked) if asked else None

    def _answer(self, scope: Scope, refusal: Refusal) -> ASGIApp:
        asked = find_rule(scope["method"], scope["path"])
        tell = self.tell if asked and asked.rule.is_page else None
        return answer_refusal(scope, refusal, tell=tell)


def _check_role(visitor: Visitor, asked: Asked) -> Refusal | None:
    rule, shop_id = asked.rule, _read_shop(asked)
    if visitor.scopes is not None:
        if rule.is_page:
            return Refusal("page")
        theirs = shop_id is None or visitor.everywhere or shop_id in visitor.roles
        return None if visitor.may_use(str(rule.scope)) and theirs else Refusal("scope", str(rule.scope))
    return None if visitor.is_at_least(rule.least, shop_id=shop_id) else Refusal("role", rule.least)


def _read_shop(asked: Asked) -> int | None:
    # Not a number: no shop has it, and nobody a role there.
    named = asked.names.get("shop_id")
    return None if named is None else int(named) if named.isascii() and named.isdigit() else -1


def _check_origin(visitor: Visitor | None, asked: Asked, *, headers: Headers, form: FormData) -> Refusal | None:
    """Return why a request that changes something does not come from our own pages; None where it does.

    A key is sent by a program on purpose. A cookie is sent by any page, and this computer is there for any page.
    """
    if visitor is not None and visitor.kind == "key":
        return None
    if csrf.comes_from_elsewhere(headers):
        return Refusal("elsewhere")
    if visitor is None or asked.rule.least == "anyone" or (visitor.session_id is None and not asked.rule.is_page):
        return None
    shown = headers.get(CONSOLE_HEADER) or form.get(csrf.FIELD, "")
    return None if csrf.is_same(str(shown), visitor.token) else Refusal("stale")
