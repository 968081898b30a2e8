"""名单: `gongwen roster show/change`: the leading group's list on any day, and its changes as cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.cli.taking import take_case
from gongwen.document import dates
from gongwen.office import clock, desk
from gongwen.office.matters import group_changes
from gongwen.office.procedures import forms
from gongwen.office.staffing import roster

app = typer.Typer(help="领导小组名单：查看某一天的名单，办理成立和调整。", no_args_is_help=True)
Group = Annotated[
    str | None, typer.Option("--group", help="领导小组全称；不写的为本办公室的领导小组，办公室人员写“……办公室”。")
]


@app.command("show")
def show(
    home: Home = None,
    on: Annotated[str | None, typer.Option("--on", help="看这一天的名单，如 2026-09-03；不写的看今天。")] = None,
    history: Annotated[bool, typer.Option("--history", help="看历次任期：谁从哪天到哪天，依据什么。")] = False,
    group: Group = None,
    as_json: Json = False,
) -> None:
    """某一天的成员名单，或者历次任期。"""
    door.open_office(home)
    name = group or roster.group_name()
    day = dates.read(on, "--on") if on else clock.day_of(door.now())
    rows = [roster.shown(row) for row in (roster.history(name) if history else roster.members(name, day))]
    columns = roster.HISTORY_COLUMNS if history else roster.COLUMNS
    title = f"{name}历次任期" if history else f"{name}名单（{day}）"
    if rows or as_json:
        door.show(rows, columns, as_json=as_json, title=title)
    else:
        say(f"「{name}」{'没有登记过成员' if history else f'在 {day} 没有成员'}，请核对名称和日期。")


@app.command("change")
def change(
    person: As,
    home: Home = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="提出单位；不写的为领导小组办公室，成员单位提出的写该单位全称。")
    ] = None,
    found: Annotated[bool, typer.Option("--found", help="成立领导小组；不写的为调整。")] = False,
    form: Annotated[Path | None, typer.Option("--form", help="填好的表（YAML）；写了它就同时提出。")] = None,
    as_json: Json = False,
) -> None:
    """开始一件成立或者调整；写了 --form 的同时提出，以后用 gongwen project take 办理。"""
    door.open_office(home)
    what = group_changes.FOUNDING if found else group_changes.CHANGING
    filled = forms.read(form, []) if form else None
    organ = group_changes.proposing(unit)
    if filled and (code := group_changes.proposed_before(what, filled, organ, person)):
        take_case(code, what, person, filled, "", False, as_json)
        return
    case = desk.open_project(
        group_changes.title(what, filled or {}),
        kind="",
        unit=organ,
        actor=door.actor(person),
        now=door.now(),
        flow=group_changes.FLOW,
    )
    if filled is not None:
        take_case(case.code, what, person, filled, "", False, as_json)
    elif as_json:
        door.print_json({"code": case.code, "title": case.title, "stage": case.stage})
    else:
        say(f"已开始 {case.code}《{case.title}》，现在「{case.stage}」。")
        say(f"填表提出：gongwen project take {case.code} {what}")
