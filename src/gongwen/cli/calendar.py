"""工作日历: `gongwen calendar show/set/confirm`."""

from __future__ import annotations

from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.office.clock import day_of
from gongwen.office.staffing import calendar

app = typer.Typer(help="工作日历：节假日、调休和本办公室录入的日子。", no_args_is_help=True)
COLUMNS = {"day": "日期", "weekday": "星期", "kind": "休班", "holiday": "节日", "source": "出处", "reason": "依据"}
Reason = Annotated[str, typer.Option("--reason", help="依据，如国务院办公厅通知的文号。")]


@app.command("show")
def show(
    home: Home = None,
    year: Annotated[int | None, typer.Option("--year", help="年份；不写为今年。")] = None,
    as_json: Json = False,
) -> None:
    """列出一年里放假的工作日和上班的周末，以及哪些是本办公室录入的。"""
    door.open_office(home)
    told = calendar.show(year or day_of(door.now()).year)
    if as_json:
        door.print_json(told)
        return
    door.show(told["days"], COLUMNS, as_json=False, title=f"{told['year']}年工作日历")
    if not told["known"]:
        say(f"{told['year']}年的节假日安排未公布或未录全，没有录入的日子暂按周末推算。")


@app.command("set")
def set_(
    day: Annotated[str, typer.Argument(help="哪一天，如 2027-02-05。")],
    kind: Annotated[str, typer.Argument(help="休 或 班。")],
    reason: Reason,
    person: As,
    home: Home = None,
) -> None:
    """录入一天放假或上班，优先于随程序的节假日表；再录一次即更改。"""
    door.open_office(home)
    row = calendar.set_day(door.day(day, "日期"), kind, reason, actor=door.actor(person), now=door.now())
    say(f"已录入：{row.day} 为「{row.kind}」，依据 {row.reason}。未办结事项的时限随即按此计算。")


@app.command("confirm")
def confirm(
    year: Annotated[int, typer.Argument(help="年份。")],
    reason: Reason,
    person: As,
    home: Home = None,
) -> None:
    """确认一年的安排已经录全，这一年的时限不再注明暂按周末推算。"""
    door.open_office(home)
    row = calendar.confirm_year(year, reason, actor=door.actor(person), now=door.now())
    say(f"已确认{row.year}年的节假日安排录全，依据 {row.reason}。")
