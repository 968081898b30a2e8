"""台账所在: where an office's rows are kept, and the office's time zone; knows no Django."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from gongwen.errors import BadInput, ToolMissing

DATABASE_NAME = "office.db"
MEMORY = ":memory:"
BUSY_SECONDS = 30
"""How long a write waits for another process's write before it is refused."""

# WAL lets pages be read while a move is written; FULL, because a number or a seal must survive a power cut.
_ON_CONNECT = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"


def configuration(home: str | os.PathLike[str] | None, database_url: str | None = None) -> dict[str, Any]:
    """Django's settings of the one database: `HOME/office.db`, or what the URL names: `sqlite:///PATH`,
    `sqlite://:memory:` (gone with the process) or `postgresql://user:password@host:port/name`.

    BadInput on another kind of database, ToolMissing where its driver is not installed. Empty (no database) without a
    home. OFFICE_HOME is ours: files and the journal's witness lie there, and switch together with the connection.
    """
    if home is None:
        return {}
    place = str(Path(home).absolute() / DATABASE_NAME) if not database_url else _sqlite_place(database_url)
    found = _postgresql(database_url or "") if place is None else _sqlite(place)
    return {**found, "OFFICE_HOME": str(Path(home).absolute())}


def file_of(config: dict[str, Any]) -> Path | None:
    """The file that holds the rows; None when they are in memory or on a server."""
    held = config["ENGINE"].endswith("sqlite3") and config["NAME"] != MEMORY
    return Path(config["NAME"]) if held else None


def office_zone() -> ZoneInfo:
    """The zone whose days and years the office counts in: GONGWEN_TIME_ZONE, else Asia/Shanghai."""
    name = os.environ.get("GONGWEN_TIME_ZONE") or "Asia/Shanghai"
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise BadInput(
            f"时区「{name}」无法识别，请把环境变量 GONGWEN_TIME_ZONE 改为 Asia/Shanghai 这样的名称。"
        ) from error


def _sqlite(place: str) -> dict[str, Any]:
    options = {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": _ON_CONNECT}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": place, "OPTIONS": options}


def _sqlite_place(database_url: str) -> str | None:
    """The file (or MEMORY) an SQLite URL names; None for another kind of URL."""
    kind, _, rest = database_url.partition("://")
    if kind != "sqlite":
        return None
    if rest.strip("/") == MEMORY:
        return MEMORY
    if not rest.startswith("/") or not rest[1:]:
        raise _not_understood(database_url)
    return str(Path(rest[1:]).absolute())


def _postgresql(database_url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(database_url)
        name, port = unquote(parts.path.removeprefix("/")), parts.port
    except ValueError as error:
        raise _not_understood(database_url) from error
    if parts.scheme not in ("postgresql", "postgres") or not name or "/" in name:
        raise _not_understood(database_url)
    if find_spec("psycopg") is None:
        raise ToolMissing('使用 PostgreSQL 缺少驱动程序 psycopg，请安装：pip install "gongwen[postgresql]"。')
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _not_understood(database_url: str) -> BadInput:
    shown = database_url.split("@")[-1]  # what precedes the @ may be a password
    return BadInput(
        f"数据库地址「{shown}」不能使用，请写成 sqlite:///文件路径 或 postgresql://用户:密码@主机/库名，"
        f"或不填（用办公文件夹内的 {DATABASE_NAME}）。"
    )
