"""网站证书: whether a certificate and its key can serve the office over https, found out before anybody is let in.

The server would take a certificate that is none, say that the office is open, and turn every visitor away.
"""

from __future__ import annotations

import ssl
from pathlib import Path

from gongwen.errors import BadInput

_OVER = {9: "还没有到生效的日子", 10: "已经过期"}
"""OpenSSL's codes for a certificate that is not valid yet, and for one that is not valid any more."""


def require(cert: Path, key: Path | None = None) -> str:
    """BadInput, in one sentence, where the certificate cannot be read, is none, or the key is not its own or is locked
    by a password. What browsers will complain of all the same is returned as a sentence, else nothing."""
    for file in {cert, key or cert}:
        _require_readable(file)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    asked: list[str] = []
    try:
        ours.load_cert_chain(cert, key, password=lambda: asked.append("password") or "")
    except (ssl.SSLError, ValueError) as error:
        raise BadInput(_why(cert, key or cert, error, locked=bool(asked))) from error
    told = _OVER.get(_complaint(ours, cert))
    return f"证书「{cert}」{told}，浏览器会警告来访的人，请换新的证书。" if told else ""


def _require_readable(file: Path) -> None:
    if not file.is_file():
        raise BadInput(f"找不到证书文件「{file}」，请核对路径。")
    try:
        file.read_bytes()
    except OSError as error:
        raise BadInput(
            f"读不了证书文件「{file}」（{error.strerror}），请检查权限：要让运行网页服务的用户能读。"
        ) from error


def _why(cert: Path, key: Path, error: Exception, *, locked: bool) -> str:
    if locked:
        return f"私钥「{key}」加了口令，网页服务启动时没有人输入：请用 openssl pkey -in 原文件 -out 新文件 去掉口令。"
    if getattr(error, "reason", "") == "KEY_VALUES_MISMATCH":
        return f"私钥「{key}」不是证书「{cert}」的私钥，请核对 --cert 和 --key 是不是一对。"
    if b"PRIVATE KEY" not in key.read_bytes():
        where = "请用 --key 另外写明私钥文件" if key == cert else "请核对 --key"
        return f"「{key}」里没有私钥，{where}（PEM，有“BEGIN PRIVATE KEY”一行）。"
    return f"「{cert}」不是可用的证书，请核对 --cert：要 PEM 格式，有“BEGIN CERTIFICATE”一行。"


def _complaint(ours: ssl.SSLContext, cert: Path) -> int:
    """The code of what a browser that trusts just this certificate finds wrong with it; 0 for nothing."""
    visitor = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    visitor.check_hostname = False
    visitor.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    visitor.load_verify_locations(cert)
    to_us, to_them = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = visitor.wrap_bio(to_them, to_us), ours.wrap_bio(to_us, to_them, server_side=True)
    try:
        for _ in range(4):
            for end in ends:
                _speak(end)
    except ssl.SSLCertVerificationError as error:
        return error.verify_code
    except ssl.SSLError:
        return 0
    return 0


def _speak(end: ssl.SSLObject) -> None:
    """One end's next words of the handshake; it may have to wait for the other's."""
    try:
        end.do_handshake()
    except ssl.SSLWantReadError:
        return
