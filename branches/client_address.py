"""The address of the computer that asks, also behind proxies."""

import ipaddress

from django.conf import settings


def client_address(request) -> str | None:
    """The peer's address; behind `PROXY_COUNT` proxies, the one that the outermost of them saw.

    Each proxy appends the address of its peer to X-Forwarded-For, so the entry counted from the
    right is trustworthy and anything further left may be forged. A missing or malformed entry
    falls back to the peer.
    """
    peer = request.META.get("REMOTE_ADDR")
    if not settings.PROXY_COUNT:
        return peer
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if len(hops) < settings.PROXY_COUNT:
        return peer
    try:
        return str(ipaddress.ip_address(hops[-settings.PROXY_COUNT]))
    except ValueError:
        return peer
