"""编号: `gongwen number show`."""

from __future__ import annotations

from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Home, Json
from gongwen.office import views

app = typer.Typer(help="发文字号台账。", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """发文字号台账。"""


@app.command("show")
def show(
    home: Home = None,
    code: Annotated[str | None, typer.Option("--code", help="机关代字。")] = None,
    year: Annotated[int | None, typer.Option("--year")] = None,
    as_json: Json = False,
) -> None:
    """按代字和年份列出已用的号，并查有无跳号、重号。"""
    door.open_office(home)
    rows = views.numbers(code, year)
    door.show(rows, {"reference": "发文字号", "title": "文书", "by": "编号人", "at": "编号日期"}, as_json=as_json)
