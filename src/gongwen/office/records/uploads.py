"""收件: files that come in through a browser, taken for what their content says they are, whatever their name."""

from __future__ import annotations

from gongwen import registry
from gongwen.errors import BadInput

_KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


def keep(name: str, content: bytes) -> str:
    """Put an upload into the store; its SHA-256. BadInput when it is none of the kinds that are taken."""
    for beginning, media_type in _KINDS:
        if content.startswith(beginning):
            return registry.put(content, name, media_type).sha
    raise BadInput(f"「{name}」不是 PDF、JPG 或 PNG 文件，请另存为其中一种后再上传。")
