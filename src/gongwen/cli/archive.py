"""归档: `gongwen archive bundle/verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.office.pressroom import papers
from gongwen.office.records import casefile, completeness, journal

app = typer.Typer(help="归档：查齐全、组卷、核验。", no_args_is_help=True)


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


@app.command("check")
def check(
    case: Annotated[str, typer.Argument(help="项目编号。")],
    home: Home = None,
    as_json: Json = False,
) -> int:
    """查一个项目的案卷齐不齐：应有的文书、签发、编号、签署扫描件、格式，缺什么、归谁补；有缺的退出码为 1。"""
    door.open_office(home)
    found = completeness.check(case, now=door.now())
    rows = completeness.rows(found)
    if as_json or rows:
        door.show(rows, completeness.COLUMNS, as_json=as_json, title=f"{case}《{found.title}》还缺")
    else:
        say(f"{case}《{found.title}》案卷齐全：{len(found.lines)} 份文书，都签发、编号、印制完毕。")
    return 1 if rows else 0


@app.command("verify")
def verify(
    folder: Annotated[Path, typer.Argument(help="案卷文件夹。")],
    home: Annotated[Path | None, typer.Option("--home", help="办公文件夹：连同其日志一起对照。")] = None,
    as_json: Json = False,
) -> int:
    """核验案卷：改动、缺失、多出的文件逐一指出。离线可用；给出 --home 时，还核对所印的日志摘要在不在其日志中。"""
    faults = casefile.verify(folder)
    if home is not None:
        door.open_office(home)
        faults += journal.bundle_faults(folder)
    if as_json:
        door.print_json(faults)
    else:
        for fault in faults:
            say(fault)
        held = "，所印的日志摘要与办公室的日志相符" if home is not None else ""
        say("核验未通过。" if faults else f"核验通过：文件齐全，未被改动{held}。")
    return 1 if faults else 0
