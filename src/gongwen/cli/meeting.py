"""例会: `gongwen meeting open/show`: a meeting as a case, its topics, and how its decisions stand."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.office import clock, desk
from gongwen.office.matters import meetings

app = typer.Typer(help="领导小组例会：开始一次会议，查看议题和议定事项的办理。", no_args_is_help=True)


@app.command("open")
def open_(
    title: Annotated[str, typer.Argument(help="会议名称，如 2026年第三次会议。")],
    person: As,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """开始一次例会，停在「筹备」；以后用 gongwen project take 办理。"""
    door.open_office(home)
    case = desk.open_project(title, kind="", unit="", actor=door.actor(person), now=door.now(), flow=meetings.FLOW)
    if as_json:
        door.print_json({"code": case.code, "title": case.title, "stage": case.stage})
    else:
        say(f"已开始 {case.code}《{case.title}》，现在「{case.stage}」。")


@app.command("show")
def show(
    code: Annotated[str, typer.Argument(help="会议编号，如 HY-2026-001。")], home: Home = None, as_json: Json = False
) -> None:
    """一次会议报来的议题、议定事项和它们的办理情况，逾期的标明天数。"""
    door.open_office(home)
    told = meetings.shown(code, clock.day_of(door.now()))
    if as_json:
        door.print_json(told)
        return
    say(f"{told['code']}《{told['title']}》现在「{told['stage']}」")
    door.show(told["proposals"], meetings.PROPOSAL_COLUMNS, as_json=False, title="报来的议题")
    door.show(told["decisions"], meetings.DECISION_COLUMNS, as_json=False, title="议定事项")
    _tell_late(told["decisions"])


def _tell_late(rows: list[dict[str, Any]]) -> None:
    """Whom to remind: who has not reported of a decision that is late."""
    for row in rows:
        if row["state"].startswith(meetings.LATE):
            say(f"第{row['no']}项{row['state']}，请催办：{'、'.join(row['waiting'])}")
