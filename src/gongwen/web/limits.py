"""上传限额: how large one request and each of its files may be; a larger one is stopped while it is being read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse

from gongwen.web.answers import refusal

MEGABYTE = 1024 * 1024
ONE_FILE, ONE_REQUEST = 50 * MEGABYTE, 200 * MEGABYTE
"""No kind of file may be larger (`office.receiving.uploads`); a stack of photographs comes in several requests."""
ONE_BUNDLE = 1024 * MEGABYTE
BUNDLES = "/archive/verify/"
"""Where a whole case file is brought back to be verified: scans and albums make it larger than any file of its own."""


_TOLD: tuple[tuple[type[Exception], str], ...] = (
    (
        RequestDataTooBig,
        "交来的内容太大：一个文件最多 50 MB，一次合计最多 200 MB（核验的案卷最多 1 GB）；请压缩，或分几次交。",
    ),
    (TooManyFilesSent, "一次交的文件太多，请分几次交，每次不超过 30 个。"),
    (TooManyFieldsSent, "一次填的栏目太多，请分几次交，或改用表格文件。"),
    (DisallowedHost, "这个地址不是本系统的地址，请用办公室告知的地址打开。"),
)


def not_taken(request: Any, exception: Exception) -> HttpResponse:
    """What was sent cannot be read; nothing of it was done."""
    told = next((told for kind, told in _TOLD if isinstance(exception, kind)), "交来的内容读不出，请退回上一页重试。")
    return refusal(request, [told], 400)


def _brings_a_bundle(request: Any) -> bool:
    """Whether one of the office's people brings a case file back; nobody else is let in with so much."""
    visitor = getattr(request, "visitor", None)
    return bool(visitor and visitor.staff) and request.path == BUNDLES


class Limit(FileUploadHandler):
    """Counts what comes in, before the handlers that keep it."""

    chunk_size = 64 * 1024

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **named: Any) -> None:
        """A request that says itself that it is too large is not read at all."""
        self._most = ONE_BUNDLE if _brings_a_bundle(self.request) else ONE_FILE
        if content_length > max(ONE_REQUEST, self._most):
            raise RequestDataTooBig(f"{content_length} bytes")

    def new_file(self, *given: Any, **named: Any) -> None:
        """The count begins anew."""
        super().new_file(*given, **named)
        self._count = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The same bytes, for the next handler."""
        self._count += len(raw_data)
        if self._count > self._most:
            raise RequestDataTooBig(f"{self.file_name}: more than {self._most} bytes")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
        return None
