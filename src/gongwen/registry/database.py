"""台账所在: where an office's rows are kept, and the office's time zone; knows no Django."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from gongwen.errors import BadInput

DATABASE_NAME = "office.db"
BUSY_SECONDS = 30
"""How long a write waits for another process's write before it is refused."""

# WAL lets pages be read while a move is written; FULL, because a number or a seal must survive a power cut.
_ON_CONNECT = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"


def configuration(home: str | os.PathLike[str] | None, database_url: str | None = None) -> dict[str, Any]:
    """Django's settings of the one database: `HOME/office.db`, or the file that `sqlite:///PATH` names.

    BadInput on another kind of database. Empty (no database) without a home. OFFICE_HOME is ours: files and the
    journal's witness lie there, and switch together with the connection.
    """
    if home is None:
        return {}
    path = _path_of(database_url) if database_url else Path(home).absolute() / DATABASE_NAME
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": _ON_CONNECT},
        "OFFICE_HOME": str(Path(home).absolute()),
    }


def office_zone() -> ZoneInfo:
    """The zone whose days and years the office counts in: GONGWEN_TIME_ZONE, else Asia/Shanghai."""
    name = os.environ.get("GONGWEN_TIME_ZONE") or "Asia/Shanghai"
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise BadInput(
            f"时区「{name}」无法识别，请把环境变量 GONGWEN_TIME_ZONE 改为 Asia/Shanghai 这样的名称。"
        ) from error


def _path_of(database_url: str) -> Path:
    kind, _, path = database_url.partition(":///")
    if kind != "sqlite" or not path:
        shown = database_url.split("@")[-1]  # what precedes the @ may be a password
        raise BadInput(
            f"数据库地址「{shown}」不能使用，请写成 sqlite:///文件路径，或不填（用办公文件夹内的 {DATABASE_NAME}）。"
        )
    return Path(path).absolute()
