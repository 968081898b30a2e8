"""日志: `gongwen journal verify/show`."""

from __future__ import annotations

from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Home, Json, say
from gongwen.office.records import journal

app = typer.Typer(help="日志：核验、查看。", no_args_is_help=True)


@app.command("verify")
def verify(
    home: Home = None,
    witness: Annotated[str | None, typer.Option("--witness", help="以前印在文书或案卷上的日志摘要。")] = None,
    files: Annotated[bool, typer.Option("--files", help="连文件库也逐个核验。")] = False,
    as_json: Json = False,
) -> int:
    """核验办理日志没有被改动、插入、删除、调换或截尾，各项登记与日志相符。"""
    door.open_office(home)
    state = journal.state(witness, files=files)
    if as_json:
        door.print_json(state)
        return 1 if state["faults"] else 0
    for sentence in (*state["faults"], *state["notes"]):
        say(sentence)
    if state["faults"]:
        say("核验未通过。")
        return 1
    stored = f"；文件库 {state['files']} 个文件齐全，未被改动" if files else ""
    say(f"日志共 {state['count']} 条，完整无误{stored}；最后一条的摘要 {state['head']}")
    return 0


@app.command("show")
def show(
    home: Home = None,
    case: Annotated[str | None, typer.Option("--case", help="只看这一事项的。")] = None,
    last: Annotated[int | None, typer.Option("--last", help="只看最后几条。", min=1)] = None,
    as_json: Json = False,
) -> None:
    """逐条查看日志：何时、何人（代何人）、以什么角色、办了什么。"""
    door.open_office(home)
    rows = journal.rows(case, last)
    if as_json:
        door.print_json(rows)
        return
    for row in rows:
        say(journal.line(row))
