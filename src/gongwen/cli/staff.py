"""人员: `gongwen person list/add/appoint/dismiss/delegate`."""

from __future__ import annotations

from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.office.clock import day_of
from gongwen.office.staffing import delegating, staff

app = typer.Typer(help="人员：登记、任免、委托。", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="姓名；同名的在后面注单位，如 李明（财政局）。")]
Organ = Annotated[str, typer.Option("--organ", help="机关全称或规范简称。")]
Post = Annotated[str, typer.Option("--post", help="职务。")]
Roles = Annotated[list[str] | None, typer.Option("--roles", help="流程里的角色，多个用顿号隔开或重复写。")]
COLUMNS = {"name": "姓名", "posts": "任职", "roles": "角色", "acting": "代理"}


@app.command("list")
def list_(home: Home = None, as_json: Json = False) -> None:
    """列出人员、他们今天的任职和角色，以及正在代谁。"""
    door.open_office(home)
    door.show(staff.persons(day_of(door.now())), COLUMNS, as_json=as_json, title="人员")


@app.command("add")
def add(
    name: Name,
    person: As,
    home: Home = None,
    phone: Annotated[str, typer.Option("--phone", help="联系电话。")] = "",
) -> None:
    """登记一个人；还没有角色，要再任职（appoint）。"""
    door.open_office(home)
    made = staff.add_person(name, phone, actor=door.actor(person), now=door.now())
    say(f"已登记人员「{made}」。")


@app.command("appoint")
def appoint(
    name: Name,
    organ: Organ,
    post: Post,
    starts: Annotated[str, typer.Option("--from", help="任职第一天。")],
    person: As,
    home: Home = None,
    roles: Roles = None,
    ends: Annotated[str | None, typer.Option("--until", help="任职最后一天；不写为没有定。")] = None,
) -> None:
    """登记任职和它带的角色。"""
    door.open_office(home)
    last = door.day(ends, "任职止") if ends else None
    row = staff.appoint(
        name,
        organ,
        post,
        _split(roles),
        door.day(starts, "任职起"),
        last,
        actor=door.actor(person),
        now=door.now(),
    )
    say(f"已登记：{row.person}自 {row.starts} 任{row.organ}{row.post}，角色：{'、'.join(row.roles) or '无'}。")


@app.command("dismiss")
def dismiss(
    name: Name,
    organ: Organ,
    post: Post,
    ends: Annotated[str, typer.Option("--until", help="任职的最后一天。")],
    person: As,
    home: Home = None,
) -> None:
    """登记免职：从最后一天的次日起不再有这个职务的角色。"""
    door.open_office(home)
    row = staff.dismiss(name, organ, post, door.day(ends, "任职止"), actor=door.actor(person), now=door.now())
    say(f"已登记：{row.person}任{row.organ}{row.post}至 {row.ends} 止。")
    for sentence in staff.left_behind(row):
        say(sentence)


@app.command("delegate")
def delegate(
    name: Annotated[str, typer.Argument(help="委托人姓名。")],
    to: Annotated[str, typer.Option("--to", help="受托人姓名。")],
    starts: Annotated[str, typer.Option("--from", help="委托的第一天。")],
    ends: Annotated[str, typer.Option("--until", help="委托的最后一天。")],
    basis: Annotated[str, typer.Option("--basis", help="依据，如出差审批单、会议纪要。")],
    person: As,
    home: Home = None,
    roles: Roles = None,
) -> None:
    """委托一个人在这些天里代办；不写角色的，委托人的角色都代。代办的事记为「受托人（代委托人）」。"""
    door.open_office(home)
    row = delegating.delegate(
        name,
        to,
        _split(roles),
        door.day(starts, "委托起"),
        door.day(ends, "委托止"),
        basis,
        actor=door.actor(person),
        now=door.now(),
    )
    which = f"的{'、'.join(row.roles)}" if row.roles else ""
    say(f"已登记委托：{row.starts} 至 {row.ends}，由{row.deputy}代{row.principal}{which}办理。")


@app.command("recall")
def recall(
    name: Annotated[str, typer.Argument(help="委托人姓名。")],
    to: Annotated[str, typer.Option("--to", help="受托人姓名。")],
    ends: Annotated[str, typer.Option("--until", help="委托改到这一天为止。")],
    person: As,
    home: Home = None,
) -> None:
    """提前终止委托；此前代办的事照旧有效。"""
    door.open_office(home)
    row = delegating.recall(name, to, door.day(ends, "委托止"), actor=door.actor(person), now=door.now())
    say(f"已登记：{row.deputy}代{row.principal}办理到 {row.ends} 为止。")


def _split(roles: list[str] | None) -> tuple[str, ...]:
    return tuple(role.strip() for part in roles or () for role in part.replace("，", "、").split("、") if role.strip())
