"""上网: what must hold before an office is served to browsers, and the key that signs its sessions."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.procedures import shelf

Network = IPv4Network | IPv6Network

_KEYS, _SESSION_KEY = "keys", "session.key"
_MARK = b"secrecy"


def require_unclassified() -> None:
    """Refused where a template of the open office makes classified papers: they are out of a networked system's hands
    and are typeset by `gongwen draft` on a machine that is on no network. Every version that papers were drafted from
    counts, and the newest one, from which the next will be."""
    faults = [
        f"模板「{name}」第{version}版定了密级「{secrecy}」，涉密公文不能上网办理，没有开通："
        "请用不带密级的模板另发新版，涉密的用不联网的机器上的 gongwen draft 拟制。"
        for name, version, secrecy in _classified()
    ]
    if faults:
        raise Refused.of(faults)


def make_ready() -> None:
    """Read what every page needs and nobody changes: the versions of the flows, and of each template the newest."""
    for row in registry.published_list("workflow"):
        shelf.definition(row.name, row.hash)
    newest = {row.name: row.hash for row in registry.published_list("template")}
    for name, version in newest.items():
        shelf.template(name, version)


def one_look() -> AbstractContextManager[None]:
    """Around one request: what it asks of the record twice is looked up once, until it records something."""
    return registry.one_look()


def is_online() -> bool:
    """Whether the open office has ever been served to browsers: from then on it is a networked system."""
    return (registry.home() / _KEYS / _SESSION_KEY).is_file()


def session_key(home: Path) -> str:
    """The office's own key for signing sessions, made on first use, readable by nobody else (0600)."""
    path = home / _KEYS / _SESSION_KEY
    try:
        return path.read_text("ascii").strip() or _made(path)
    except FileNotFoundError:
        return _made(path)
    except OSError as error:
        raise Refused(f"读不了「{path}」（{error.strerror}），请检查权限：它只应由运行网页服务的用户读写。") from error


def network(text: str) -> Network:
    """An address, or a network of them, from which a proxy comes; BadInput on anything else."""
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError as error:
        raise BadInput(f"代理的地址「{text}」不能用，请写 IP 地址，如 10.1.2.4，或网段，如 172.17.0.0/16。") from error


def _classified() -> Iterator[tuple[str, int, str]]:
    every = registry.published_list("template")
    newest = {row.name: row.version for row in every}  # listed by version: the last one stays
    marked = [row for row in every if _speaks_of_secrecy(row)]
    for row in marked:
        secrecy = shelf.template(row.name, row.hash)[0].paper_defaults.get("secrecy")
        if secrecy and (row.version == newest[row.name] or _was_used(row)):
            yield row.name, row.version, str(secrecy)


def _speaks_of_secrecy(row: registry.Published) -> bool:
    """Whether the sidecar has the word at all: few templates need opening."""
    _, files = registry.published("template", row.name, row.hash)
    return any(_MARK in data for path, data in files.items() if path.endswith(".yaml"))


def _was_used(row: registry.Published) -> bool:
    """Whether a paper was drafted from just this version."""
    return any(one.hash == row.hash for one in registry.paper_counts(row.name))


def _made(path: Path) -> str:
    """A new key under its final name whole or not at all; of two made at once one stays."""
    key = secrets.token_urlsafe(64)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_name(f".{os.getpid()}-{secrets.token_hex(4)}.part")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(half, path)
        half.unlink()
        return path.read_text("ascii").strip()
    except OSError as error:
        raise Refused(f"不能在「{path.parent}」存放会话密钥（{error.strerror}），请检查权限和磁盘空间。") from error
