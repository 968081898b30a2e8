"""账号: `gongwen account list/open/close/reset/keeper/code`."""

from __future__ import annotations

from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.office.clock import day_of
from gongwen.office.staffing import access_codes, accounts
from gongwen.office.staffing.accounts import FirstPassword, Keeper

app = typer.Typer(help="账号：开通、停用、重置、一次性代码。", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="姓名，须已登记。")]
COLUMNS = {"name": "姓名", "login": "登录名", "state": "状态", "keeper": "管理账号", "roles": "角色"}


@app.command("list")
def list_(home: Home = None, as_json: Json = False) -> None:
    """列出人员和他们的账号。"""
    door.open_office(home)
    door.show(accounts.listed(day_of(door.now())), COLUMNS, as_json=as_json, title="账号")


@app.command("open")
def open_(
    name: Name,
    login: Annotated[str, typer.Option("--login", help="登录名：小写字母开头，3 至 32 位。")],
    home: Home = None,
    keeper: Annotated[bool, typer.Option("--keeper", help="也管理账号。")] = False,
) -> None:
    """开通账号；首次密码只显示这一次，登录后须改。在本机运行即视为系统的主人。"""
    door.open_office(home)
    tell_first(accounts.open_account(name, login, keeper=_owner(), now=door.now(), keeps_accounts=keeper))


@app.command("reset")
def reset(name: Name, home: Home = None) -> None:
    """重置密码：原来的登录和令牌全部失效，新的首次密码只显示这一次。"""
    door.open_office(home)
    tell_first(accounts.reset(name, keeper=_owner(), now=door.now()))


@app.command("close")
def close(name: Name, home: Home = None) -> None:
    """停用账号：登录、令牌和没用的代码立即失效。"""
    door.open_office(home)
    accounts.close(name, keeper=_owner(), now=door.now())
    say(f"已停用「{name}」的账号。")


@app.command("keeper")
def keeper(
    name: Name,
    home: Home = None,
    off: Annotated[bool, typer.Option("--off", help="不再管理账号。")] = False,
) -> None:
    """让一个人管理账号，或不再管理。"""
    door.open_office(home)
    accounts.let_keep_accounts(name, not off, keeper=_owner(), now=door.now())
    say(f"「{name}」{'不再' if off else '从现在起'}管理账号。")


@app.command("code")
def code(
    name: Name,
    person: As,
    home: Home = None,
    case: Annotated[str, typer.Option("--case", help="为哪一事项。")] = "",
) -> None:
    """给项目单位的人发一次性代码：十四天内用一次有效，只显示这一次。"""
    door.open_office(home)
    slip = access_codes.issue(name, case, actor=door.actor(person), now=door.now())
    for line in access_codes.lines(slip):
        say(line, unmasked=True)


def tell_first(made: FirstPassword) -> None:
    """The account and its first password, once."""
    say(f"已开通「{made.person}」的账号：登录名 {made.login}，首次密码 {made.password}", unmasked=True)
    say("首次密码只显示这一次，登录后须改成自己的；没有记下的可以再重置（gongwen account reset）。")


def _owner() -> Keeper:
    """Whoever may run this program on the office's folder owns the office."""
    return Keeper(door.actor(door.actor("").system_user), owner=True)
