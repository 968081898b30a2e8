"""页首约束: what every answer tells the browser: nothing from elsewhere, no script or style written into a page."""

from __future__ import annotations

from typing import Any

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class Headers:
    """Middleware: the content policy, and that pages with the office's data are kept by no cache."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __call__(self, request: Any) -> Any:
        answer = self._inner(request)
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
