"""保管: the office's folder backed up into one file, brought back from it, and upgraded to this program's version."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from gongwen import registry

KEEPER = "系统"
"""Who backs up and restores in the journal's eyes: the machine's keeper, named there by the system user."""


def back_up(out: Path, *, system_user: str, now: datetime) -> registry.BackupRow:
    """The open office in the new file `out`, while others go on working."""
    return registry.backup(out, actor=KEEPER, system_user=system_user, now=now)


def bring_back(archive: Path, home: Path, *, system_user: str, now: datetime) -> str:
    """The office of a backup in the new folder `home`; what was brought back, in a sentence."""
    found = registry.restore(archive, home, actor=KEEPER, system_user=system_user, now=now)
    held = f"日志 {found.count} 条、文件 {found.files} 个，逐一核对无误"
    advice = "" if found.current else f"台账是旧版本的，请接着运行 gongwen upgrade --home {home}。"
    return f"已恢复到 {home}：{held}。{advice}"


def bring_up_to_date(home: Path, *, now: datetime) -> Path | None:
    """Tables of an earlier version upgraded, after a backup, whose path is returned; None when they were up to date."""
    try:
        return registry.upgrade(home, now=now)
    finally:
        registry.close()
