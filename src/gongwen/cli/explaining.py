"""说明: what can be done with a case, told as sentences; for projects and for papers in their flow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongwen.cli.desk import say

NOBODY = "现无人担任"


def tell(rows: list[dict[str, Any]]) -> None:
    """Every move of a case, each with who may take it, what is missing and who can mend it."""
    if not rows:
        say("已经办结，没有可办的事。")
        return
    first = rows[0]
    due = f"，应于 {first['due']} 前办结，{first['left']}" if first["due"] else ""
    owner = f"，由{first['owner']}（{_names(first['owners'])}）负责" if first["due"] else ""
    say(f"现在「{first['stage']}」{due}{owner}")
    for row in rows:
        for line in _lines(row):
            say(line)


def _lines(row: dict[str, Any]) -> Iterator[str]:
    state, by = "现在可办" if row["open"] else "现在不能办", "、".join(row["by"])
    yield f"{row['action']} → {'或'.join(row['targets'])}（{state}，由{by}办：{_names(row['people'])}）"
    if row["waits"]:
        yield f"  {row['waits']}"
    if row["missing"]:
        yield f"  还缺：{'；'.join(row['missing'])}"
    if "tasks" in row:
        yield from _task_lines(row["tasks"])
    if len(row["targets"]) > 1:
        yield "  要写去往哪个环节：--to"
    if row["reason"]:
        yield "  要写理由：--reason"
    for field in row["form"]:
        yield f"  要填：{field}"


def _task_lines(tasks: dict[str, Any]) -> Iterator[str]:
    order = "，依次办理" if tasks["in_order"] else ""
    yield f"  共{tasks['all']}方，办够{tasks['needed']}方即可{order}，已办{len(tasks['done'])}方"
    for done in tasks["done"]:
        yield f"    已办：{done['party']} {done['by']} {done['on']}"
    for one in tasks["awaited"]:
        turn = "待办" if one["turn"] else "未轮到"
        added = f"（{one['added']}加签）" if one["added"] else ""
        yield f"    {turn}：{one['party']}{added}，由{_names(one['people'])}办"
    if tasks["add"]:
        yield f"    可由{'、'.join(tasks['add'])}加签：add-party"


def _names(people: list[str]) -> str:
    return "、".join(people) or NOBODY
