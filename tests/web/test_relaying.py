"""转来的访问: behind a proxy, who asks and how is believed of the proxy and of nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from gongwen.errors import BadInput
from gongwen.office.going_online import network
from gongwen.web.relaying import Relayed, address


def asked(peer: str, named: str, *proxies: str) -> tuple[str, str]:
    """What is answered, and whom the office takes the visitor for."""
    seen: dict[str, Any] = {}
    said: list[str] = []

    def office(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.update(environ)
        start("200 OK", [])
        return [b"passed"]

    door = Relayed(office, [network(one) for one in proxies])
    door({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": named}, lambda status, headers: said.append(status))
    return said[0][:3], str(seen.get("REMOTE_ADDR", ""))


@pytest.mark.parametrize(
    ("peer", "named", "taken_for"),
    [
        ("127.0.0.1", "10.9.8.7", "10.9.8.7"),
        ("::1", "6.6.6.6, 10.9.8.7", "10.9.8.7"),
        ("127.0.0.1", "10.9.8.7:51234", "10.9.8.7"),
        ("127.0.0.1", "[2001:db8::5]:443", "2001:db8::5"),
        ("127.0.0.1", "::ffff:10.9.8.7", "10.9.8.7"),
        ("127.0.0.1", "somebody, <script>", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_the_last_name_that_the_proxy_gives_counts(peer: str, named: str, taken_for: str) -> None:
    assert asked(peer, named) == ("200", taken_for)


def test_a_proxy_elsewhere_is_believed_once_it_is_named() -> None:
    assert asked("10.1.2.4", "10.9.8.7") == ("403", "")
    assert asked("10.1.2.4", "10.9.8.7", "10.1.2.4") == ("200", "10.9.8.7")
    assert asked("::ffff:10.1.2.4", "10.9.8.7", "10.1.2.0/24") == ("200", "10.9.8.7")
    assert asked("2001:db8::9", "10.9.8.7", "10.1.2.0/24") == ("403", "")
    assert asked("", "10.9.8.7", "10.1.2.0/24") == ("403", "")


def test_what_is_no_address_is_none_and_no_proxy() -> None:
    assert {address(word) for word in ("", "localhost", "10.1.2", "unix:", "[::1::")} == {None}
    with pytest.raises(BadInput, match="请写 IP 地址"):
        network("nginx.example")
