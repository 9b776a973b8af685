"""Requests to addresses that people typed: never into our own network, whatever a name resolves to.

A name is resolved once, every address it has is looked at, and the connection goes to the very address that was looked
at: a name that answers otherwise a moment later (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

import httpx

from app.errors import ShouhouError

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
Resolve: TypeAlias = Callable[[str, int], Sequence[str]]

METADATA = frozenset(map(ip_address, ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254")))
"""Where clouds tell a machine its secrets; Azure's looks like any public address."""
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_SITE_LOCAL = ip_network("fec0::/10")
_PROTOCOLS = ip_network("192.0.0.0/24")
"""Kept for protocols, and where Oracle's cloud tells a machine its secrets."""
_COMPATIBLE = ip_network("::/96")
_IPV4 = 32


class NotAllowed(ShouhouError):
    """The address leads into a network that requests must not go to."""

    title = "The address must not be asked"


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return every address of a host; OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]).split("%")[0] for one in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Says where requests may go: to public addresses by https, and into the `allowed` networks by http too."""

    allowed: tuple[Network, ...] = ()
    resolve: Resolve = resolve

    def choose(self, url: httpx.URL) -> str:
        """Return the address to connect to; NotAllowed where one of the host's must not be asked, or by http."""
        if url.scheme not in {"https", "http"} or not url.host or url.userinfo:
            raise NotAllowed("the address must begin with https:// and hold no name and password")
        try:
            found = [ip_address(one) for one in self.resolve(url.host, url.port or 443)]
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{url.host} cannot be found: {error}") from None
        inside = [self._is_allowed(one) for one in found]
        if not found or not all(ours or is_public(one) for ours, one in zip(inside, found, strict=True)):
            raise NotAllowed(f"{url.host} leads into a network that is not allowed (SHOUHOU_WEBHOOK_NETWORKS)")
        if url.scheme == "http" and not all(inside):
            raise NotAllowed("a public address is asked by https only")
        return str(found[0])

    def _is_allowed(self, address: Address) -> bool:
        # Of another version than the network, an address is simply not in it.
        return any(one in network for one in unwrap(address) for network in self.allowed)


def is_public(address: Address) -> bool:
    """Return whether an address, and every address wrapped in it, is one that anybody on the internet may ask."""
    return all(map(_is_open, unwrap(address)))


def _is_open(address: Address) -> bool:
    return address.is_global and not address.is_multicast and address not in METADATA and address not in _PROTOCOLS


def unwrap(address: Address) -> Iterator[Address]:
    """Yield what an address stands for: the IPv4 address within a mapped, translated or tunnelled one, else itself."""
    if isinstance(address, IPv4Address):
        yield address
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
        return
    if address in _SITE_LOCAL:
        # Long abolished, and still used here and there; Python takes it for public.
        yield IPv6Address("::1")
        return
    yield address
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if any(address in network for network in (*_NAT64, _COMPATIBLE)):
        yield IPv4Address(int(address) & (1 << _IPV4) - 1)


class GuardedTransport(httpx.BaseTransport):
    """Connects to the address that the guard chose, under the name that was asked for."""

    def __init__(self, guard: Guard, inner: httpx.BaseTransport | None = None) -> None:
        self._guard = guard
        self._inner = inner or httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer; NotAllowed where the request must not be sent."""
        url, chosen = request.url, self._guard.choose(request.url)
        # The certificate is still held against the name; the header Host was written from it before.
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        request.url = url.copy_with(host=chosen)
        try:
            return self._inner.handle_request(request)
        finally:
            request.url = url

    def close(self) -> None:
        """Close what is below."""
        self._inner.close()


def open_guarded(guard: Guard, *, timeout: float) -> httpx.Client:
    """Return a client that asks only what the guard allows. It follows no redirects and knows no proxies."""
    agent = {"User-Agent": "shouhou"}
    transport = GuardedTransport(guard)
    return httpx.Client(transport=transport, timeout=timeout, follow_redirects=False, trust_env=False, headers=agent)
