"""Who calls: the peer's address, or what a trusted proxy says it is."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from fastapi import Request


def client_address(request: Request, trusted_proxies: Iterable[str]) -> str:
    """Walks X-Forwarded-For from the right, past our own proxies; what stands left of a stranger is their word only."""
    address = request.client.host if request.client else "unknown"
    said = [part.strip() for line in request.headers.getlist("x-forwarded-for") for part in line.split(",")]
    trusted = tuple(trusted_proxies)
    while said and _within(address, trusted):
        address = said.pop()
    return address


def is_loopback(request: Request) -> bool:
    """Called from this very machine, and not through a proxy on it."""
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return not forwarded and request.client is not None and _within(request.client.host, ("127.0.0.0/8", "::1"))


def _within(address: str, networks: Iterable[str]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(network, strict=False) for network in networks)
