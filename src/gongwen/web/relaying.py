"""转来的访问: behind a proxy the visitor is whom the proxy names; nobody but the proxies that are known may say so."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any

from gongwen.office.going_online import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

THIS_MACHINE: tuple[Network, ...] = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
_REFUSED = "请用办公室告知的地址打开：这里只接受代理转来的访问。".encode()


class Relayed:
    """The office behind a proxy. Who comes past the proxy is turned away: they could name any visitor, and their words
    would cross the network in the clear."""

    def __init__(self, inner: Any, proxies: Sequence[Network] = ()) -> None:
        self._inner = inner
        self._proxies = (*THIS_MACHINE, *proxies)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        peer = address(str(environ.get("REMOTE_ADDR", "")))
        if peer is None or not any(peer in one for one in self._proxies if one.version == peer.version):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [_REFUSED]
        named = address(environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2])
        if named is not None:
            environ["REMOTE_ADDR"] = str(named)
        return self._inner(environ, start_response)


def address(text: str) -> Address | None:
    """An IP address as a proxy writes it, with a port or without; None for anything else."""
    word = text.strip()
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    try:
        found = ipaddress.ip_address(word)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
