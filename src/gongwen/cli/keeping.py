"""保管: `gongwen backup`, `gongwen restore` and `gongwen upgrade`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Home, say
from gongwen.office.records import keeping


def backup(
    out: Annotated[Path, typer.Option("--out", help="备份文件，一个新的 .zip 文件。")],
    home: Home = None,
) -> None:
    """备份：整个办公文件夹（台账、文件、日志见证）合成一个文件，别人可以照常办理。"""
    door.open_office(home)
    made = keeping.back_up(out, system_user=door.actor("").system_user, now=door.now())
    say(f"备份在 {made.path}：日志 {made.count} 条，文件 {made.files} 个；日志最后一条的摘要 {made.head}")


def restore(
    archive: Annotated[Path, typer.Argument(help="备份文件。")],
    home: Annotated[Path, typer.Option("--home", help="新的或空的文件夹，恢复到这里。")],
) -> None:
    """恢复：把备份文件恢复成一个新的办公文件夹，逐个核对散列值、核验日志以后才出现。"""
    say(keeping.bring_back(archive, home, system_user=door.actor("").system_user, now=door.now()))


def upgrade(
    home: Annotated[Path, typer.Option("--home", help="由旧版本程序建立的办公文件夹。")],
) -> None:
    """升级：先备份，再把旧版本的台账升级到本程序的版本；记录一条不少。"""
    copy = keeping.bring_up_to_date(home, now=door.now())
    say(f"台账已升级；升级前的备份在 {copy}" if copy else "台账已经是本程序的版本，不需要升级。")
