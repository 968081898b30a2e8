"""编号: `gongwen number show`."""

from __future__ import annotations

from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Home, Json, say
from gongwen.office import views

app = typer.Typer(help="发文字号台账。", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """发文字号台账。"""


@app.command("show")
def show(
    home: Home = None,
    code: Annotated[str | None, typer.Option("--code", help="机关代字。")] = None,
    year: Annotated[int | None, typer.Option("--year", help="年份。")] = None,
    as_json: Json = False,
) -> None:
    """按代字和年份列出已用的号，并查有无跳号、重号。"""
    door.open_office(home)
    door.show(views.numbers(code, year), views.NUMBER_COLUMNS, as_json=as_json, title="发文字号")
    if not as_json:
        faults = views.number_faults(code, year)
        say("\n".join(faults) or "各号连续，没有跳号、重号。")
