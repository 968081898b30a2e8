"""上网: `gongwen serve`, the office in browsers, and `gongwen worker`, which does what is owed and asked for."""

from __future__ import annotations

import errno
import ipaddress
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli import supervising
from gongwen.cli.desk import Home, say
from gongwen.errors import BadInput, Refused
from gongwen.office import certificate, demo_accounts, going_online, working
from gongwen.office.pressroom import papers
from gongwen.office.staffing import accounts

WAITING_VISITORS = 256
TLS = "用 --cert 和 --key 指明 https 证书，或在前面架设 https 代理并加 --behind-proxy"
FIRST_ACCOUNT = "gongwen account open 姓名 --login 登录名 --keeper"

Names = Annotated[
    list[str] | None,
    typer.Option("--name", help="浏览器里用的主机名或地址，可以写多个；不写时就是 --host。", show_default=False),
]


def serve(
    home: Home = None,
    host: Annotated[str, typer.Option("--host", help="在哪个地址上接受访问；本机以外的地址要用 https。")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="端口；0 为任选一个空闲的。", min=0, max=65535)] = 8000,
    names: Names = None,
    cert: Annotated[Path | None, typer.Option("--cert", help="https 证书文件（PEM）。")] = None,
    key: Annotated[Path | None, typer.Option("--key", help="证书的私钥文件（PEM）；与证书同一文件的不写。")] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="前面有 https 代理（如 nginx）转来访问。")
    ] = False,
    proxies: Annotated[
        list[str] | None,
        typer.Option("--proxy", help="代理不在本机时，它的地址或网段，可以写多个；只接受它们转来的访问。"),
    ] = None,
) -> int:
    """让办公室的人用浏览器办理：网页服务和办理工作的进程一起运行，按 Ctrl-C 停止。"""
    _require_safe(host, cert, key, behind_proxy)
    _require_known_proxies(host, behind_proxy, proxies or [])
    folder = door.open_office(home)
    going_online.require_unclassified()
    going_online.session_key(folder)
    with _listening(host, port) as listener:
        at = listener.getsockname()[1]
        web = ["-m", "gongwen.web.serving", "--home", str(folder), "--socket", str(listener.fileno())]
        for name in names or _names(host):
            web += ["--name", name]
        web += _tls(cert, key, behind_proxy)
        web += [word for one in proxies or [] for word in ("--proxy", one)]
        children = (
            supervising.Child("网页服务", [sys.executable, *web], (listener.fileno(),)),
            supervising.Child("办理工作的进程", [sys.executable, "-m", "gongwen.cli", "worker", "--home", str(folder)]),
        )
        say(f"办公室已上网：{_address(host, at, bool(cert))}（按 Ctrl-C 停止）")
        if not accounts.keepers():
            say(f"还没有人管理账号，别人进不来：请先运行 {FIRST_ACCOUNT} --home {folder}")
        for one in demo_accounts.shown():
            say(f"演示账号 {one.login}，密码 {one.password}：{one.person}，{one.does}")
        steady = supervising.keep(children, _stopped_by_signals(), _warn)
    say("已停止。没有办完的工作下次启动后接着办。")
    return 0 if steady else 1


def worker(home: Home = None) -> None:
    """办理各事项欠办的工作（起草、排版、编号、归卷）和各人交办的差事，直到按 Ctrl-C；几个可以同时运行。"""
    folder = door.open_office(home)
    stop = _stopped_by_signals()
    with papers.press() as printer:
        printer.get_ready()
        say(f"正在办理「{folder}」的工作，按 Ctrl-C 停止。")
        working.work(printer, clock=door.now, stop=stop, told=_log)


def _warn(what: str) -> None:
    door.progress_console.print(what, soft_wrap=True)


def _log(what: str) -> None:
    say(f"{door.now().astimezone():%H:%M:%S} {what}")


def _require_safe(host: str, cert: Path | None, key: Path | None, behind_proxy: bool) -> None:
    """BadInput where passwords and papers would cross the network in the clear, or the certificate is not there."""
    if key is not None and cert is None:
        raise BadInput("写了 --key 没有写 --cert，请一并指明证书文件。")
    if cert is not None and (wrong := certificate.require(cert, key)):
        _warn(wrong)
    if cert is None and not behind_proxy and not _is_loopback(host):
        raise BadInput(
            f"「{host}」可以从别的机器访问，不用 https 时口令和公文会在网络上明文传输，没有开通：{TLS}；"
            "只在本机用的，去掉 --host。"
        )


def _require_known_proxies(host: str, behind_proxy: bool, proxies: list[str]) -> None:
    """BadInput where anybody could pass for the proxy, or what is told of it cannot be."""
    for one in proxies:
        going_online.network(one)
    if proxies and not behind_proxy:
        raise BadInput("写了 --proxy 没有写 --behind-proxy，请一并写上；前面没有代理的，去掉 --proxy。")
    if behind_proxy and not proxies and not _is_loopback(host):
        raise BadInput(
            f"「{host}」可以从别的机器访问，却没有写明代理在哪里，谁都可以冒充代理：请用 --proxy 写代理的地址；"
            "代理就在本机的，去掉 --host。"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(host: str, port: int) -> socket.socket:
    """The socket on which visitors come; it outlives restarts of the server behind it."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise BadInput(f"不认识地址「{host}」，请用 --host 写本机的一个 IP 地址或主机名。") from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(WAITING_VISITORS)
    except OSError as error:
        listener.close()
        raise _not_bound(host, port, error) from error
    return listener


def _not_bound(host: str, port: int, error: OSError) -> Refused:
    if error.errno == errno.EADDRINUSE:
        return Refused(f"端口 {port} 已被别的程序占用，请用 --port 换一个，或先停掉占用它的程序。")
    if error.errno == errno.EACCES:
        return Refused(f"没有权限使用端口 {port}，请用 --port 换一个 1024 以上的。")
    if error.errno == errno.EADDRNOTAVAIL:
        return Refused(f"本机没有「{host}」这个地址，请核对 --host。")
    return Refused(f"不能在 {host} 的 {port} 端口接受访问（{error.strerror}）。")


def _names(host: str) -> list[str]:
    """The names a browser may ask by when none are given: the address itself; on every address also this machine's."""
    if _is_loopback(host):
        return ["127.0.0.1", "localhost", "[::1]"]
    own = [f"[{host}]" if ":" in host else host]
    if host not in ("0.0.0.0", "::"):
        return own
    name = socket.gethostname()
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(name, None)}
    except OSError:
        found = set()
    return ["127.0.0.1", "localhost", name, *sorted(f"[{one}]" if ":" in one else one for one in found)]


def _tls(cert: Path | None, key: Path | None, behind_proxy: bool) -> list[str]:
    given = ["--behind-proxy"] if behind_proxy else []
    given += ["--cert", str(cert)] if cert else []
    return given + (["--key", str(key)] if key else [])


def _address(host: str, port: int, secure: bool) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if secure else 'http'}://{shown}:{port}/"


def _stopped_by_signals() -> threading.Event:
    """Set by Ctrl-C or SIGTERM."""
    stop = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stop.set())
    return stop
