"""待办: `gongwen todo`, what waits for whom, the most urgent first."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Home, Json, say
from gongwen.office.watching import todo as todos

COLUMNS = {
    "code": "编号",
    "title": "名称",
    "stage": "环节",
    "actions": "可办",
    "holders": "在谁手里",
    "left": "时限",
    "urged": "催办",
}
COLOURS = {"逾期": "bold red", "今日到期": "red", "将到期": "yellow", "正常": "green"}


def todo(
    home: Home = None,
    person: Annotated[str | None, typer.Option("--as", help="只看这个人现在能办的；不写看全办公室的。")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只看逾期的。")] = False,
    as_json: Json = False,
) -> None:
    """待办：每件事在哪个环节、谁来办、应于何时办结，最急的在前。"""
    door.open_office(home)
    rows = todos.todo(now=door.now(), actor=door.actor(person) if person else None, overdue=overdue)
    door.show(rows, COLUMNS, as_json=as_json, title="待办", colours=COLOURS)
    if not as_json:
        _tell(rows, person)


def _tell(rows: list[dict[str, Any]], person: str | None) -> None:
    """How many, by state; what stands uncertain."""
    whose = f"{person}的待办" if person else "全办公室的待办"
    states = Counter(row["state"] or "无时限" for row in rows)
    told = "，".join(f"{state} {count} 件" for state in (*COLOURS, "无时限") if (count := states[state]))
    say(f"{whose}共 {len(rows)} 件{'：' + told if told else ''}。")
    if guessed := sorted({row["code"] for row in rows if not row["certain"]}):
        say(f"{'、'.join(guessed[:5])}{'等' if len(guessed) > 5 else ''}的期限{todos.UNCERTAIN}。")
