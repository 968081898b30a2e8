"""归档: `gongwen archive bundle/verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.office import casefile, papers

app = typer.Typer(help="归档：组卷、核验。", no_args_is_help=True)


@app.command("bundle")
def bundle(
    case: Annotated[str, typer.Argument(help="项目编号。")],
    out: Annotated[Path, typer.Option("--out", help="案卷文件夹。")],
    person: As,
    home: Home = None,
) -> None:
    """把一个项目的全部文书组成案卷（BagIt 文件夹，附一份供阅读的 PDF）。"""
    door.open_office(home)
    with papers.press() as printer:
        made = casefile.bundle(case, out, actor=door.actor(person), now=door.now(), printer=printer)
    say(f"案卷已组成：{made.folder}（{made.items} 件，阅览本 {made.pages} 页）")


@app.command("verify")
def verify(folder: Annotated[Path, typer.Argument(help="案卷文件夹。")], as_json: Json = False) -> int:
    """核验案卷：改动、缺失、多出的文件逐一指出。不需要办公文件夹，离线可用。"""
    faults = casefile.verify(folder)
    if as_json:
        door.print_json(faults)
    else:
        for fault in faults:
            say(fault)
        say("核验未通过。" if faults else "核验通过：文件齐全，未被改动。")
    return 1 if faults else 0
