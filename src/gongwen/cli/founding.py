"""开办与自检: `gongwen init` and `gongwen doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import account
from gongwen.cli import desk as door
from gongwen.cli.desk import Json, say
from gongwen.office import founding
from gongwen.office.pressroom import checkup
from gongwen.office.staffing import accounts


def init(
    office: Annotated[Path, typer.Option("--from", help="开办文件 OFFICE.yaml。")],
    home: Annotated[Path, typer.Option("--home", help="新的办公文件夹。")],
    admin: Annotated[str, typer.Option("--admin", help="第一个管理账号的人；不写时为办公室联系人。")] = "",
    login: Annotated[str, typer.Option("--admin-login", help="这个人的登录名。")] = "admin",
) -> None:
    """新开一个办公室：登记机关、人员和任职，摆好模板和流程，开第一个管理账号的账号。"""
    owner = door.actor(door.actor("").system_user)
    founding.found(home, office, actor=owner.system_user, now=door.now())
    say(f"办公室已在 {home} 开办。")
    first = accounts.first_keeper(admin, login, owner=owner, now=door.now())
    if first:
        account.tell_first(first)


def doctor(as_json: Json = False) -> int:
    """自检：排版程序、字体和它们的替代，缺什么、怎样装。"""
    report = checkup.report()
    if as_json:
        door.print_json(report)
    else:
        door.show(
            report["programs"], {"name": "程序", "version": "版本", "state": "状态", "advice": "办法"}, as_json=False
        )
        door.show(report["faces"], {"face": "字体", "used": "实际使用", "state": "正体或替代"}, as_json=False)
        say(f"字体文件夹：{report['fonts']}")
        for sentence in report["advice"]:
            say(sentence)
        say("一切就绪。" if report["ready"] else "有缺项，请照上面的办法补齐。")
    return 0 if report["ready"] else 5
