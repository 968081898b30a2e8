"""规范文本: one JSON text per value, so that the same facts always have the same hash."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from gongwen.errors import BadInput
from gongwen.registry.moments import utc


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks. Dates become ISO text, moments UTC ISO text, Decimals decimal text.

    BadInput on what no file could hold (half a surrogate pair, NaN); TypeError on other types.
    """
    try:
        text = json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_as_text
        )
        text.encode()
    except UnicodeEncodeError as error:
        raise BadInput(f"文字中有无法保存的字符（第 {error.start + 1} 个字符附近），请删去后重试。") from error
    except ValueError as error:
        raise BadInput("数据中有不是数的数值（NaN 或无穷大），请改正后重试。") from error
    return text


def digest(data: bytes) -> str:
    """SHA-256 of bytes, hexadecimal: what a file of the store is known by."""
    return sha256(data).hexdigest()


def plain(value: Any) -> Any:
    """The value as it will be read back from the records."""
    return json.loads(canonical(value))


def fingerprint(value: Any) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return digest(canonical(value).encode())


class ReadableJSON(json.JSONEncoder):
    """How the database keeps JSON: Chinese as it is, so that a person with any SQLite browser can read the records."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return utc(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no place in the records")
