"""页首约束: what every answer tells the browser: nothing from elsewhere, nothing written into a page, nothing kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Headers:
    """Middleware: the content policy, that pages with the office's data are kept by no cache, and that cookies travel
    over HTTPS only, but on this machine itself."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __call__(self, request: Any) -> HttpResponse:
        answer: HttpResponse = self._inner(request)
        for name, value in ALWAYS.items():
            answer.headers.setdefault(name, value)
        secure = request.is_secure() or not _on_this_machine(request)
        for cookie in answer.cookies.values():
            cookie["secure"] = secure
        return answer


def address_of(request: Any) -> str:
    """Whence a request comes: the machine at the other end, or behind a proxy the one that the proxy names, which
    `relaying` has put in its place. What anybody else says of it is not heard."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _on_this_machine(request: Any) -> bool:
    """Whether the browser asked for a name that can only be this machine."""
    host = str(request.META.get("HTTP_HOST", ""))
    return host.removesuffix(":" + host.rpartition(":")[2]) in LOOPBACK or host in LOOPBACK
