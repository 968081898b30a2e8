"""日志: `gongwen journal verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Home, say
from gongwen.office import views

app = typer.Typer(help="日志：核验。", no_args_is_help=True)


@app.command("verify")
def verify(
    home: Home = None,
    witness: Annotated[str | None, typer.Option("--witness", help="以前印在文书或案卷上的日志摘要。")] = None,
) -> None:
    """核验办理日志没有被改动、插入、删除或截尾。"""
    door.open_office(home)
    state = views.journal_state(witness)
    say(f"日志共 {state['count']} 条，完整无误；最后一条的摘要 {state['head']}")
