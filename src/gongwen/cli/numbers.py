"""编号: `gongwen number …`: the ledger of numbers, shown and printed; numbers reserved, given up and taken over."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.errors import BadInput
from gongwen.office.paperwork import number_page, numbers
from gongwen.office.pressroom import papers

LATEST = 20
"""How many numbers of a series `show` lists on the screen; `--all` lists every one."""

app = typer.Typer(help="发文字号台账：查看、印登记簿、预留、作废、补录。", no_args_is_help=True)
Code = Annotated[str, typer.Argument(help="机关代字，如 青卫。")]
Year = Annotated[int, typer.Argument(help="年份（成文日期的年份）。")]
Number = Annotated[str, typer.Argument(help="文号，如 青卫〔2026〕7号（括号写成 [] 也可以）。")]
Approver = Annotated[str, typer.Option("--approved-by", help="批准人：另一位签发人或负责人。")]


@app.command("show")
def show(
    home: Home = None,
    code: Annotated[str | None, typer.Option("--code", help="只看这个机关代字的。")] = None,
    year: Annotated[int | None, typer.Option("--year", help="只看这一年的。")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="印成登记簿（PDF）：写文件名只印一本，写文件夹每个代字每年一本。")
    ] = None,
    person: Annotated[str, typer.Option("--as", help="制表人姓名，印在登记簿上。")] = "",
    every: Annotated[bool, typer.Option("--all", help="逐号全部列出。")] = False,
    as_json: Json = False,
) -> int:
    """号码连续性：每个代字每年从第一号到最后一号，预留、作废、跳号逐个说明。"""
    door.open_office(home)
    page = number_page.page(code, year, now=door.now())
    if as_json:
        door.print_json(page.as_dict())
    else:
        _show(page, every)
    if out:
        with papers.press() as printer:
            made = number_page.print_pages(page, out, printer, made_by=person)
        _tell("\n".join(f"已印 {path}" for path in made), as_json)
    return 1 if any(series.faults for series in page.series) else 0


@app.command("reserve")
def reserve(
    code: Code,
    year: Year,
    purpose: Annotated[str, typer.Option("--for", help="用途：拟发的是什么公文。")],
    person: As,
    home: Home = None,
    paper: Annotated[str | None, typer.Option("--paper", help="已经在办的公文的发文编号，如 FW-2026-001。")] = None,
) -> None:
    """预留下一个号；同一用途重复预留，还是同一个号。"""
    door.open_office(home)
    row = numbers.reserve(code, year, purpose, flow=paper, actor=door.actor(person), now=door.now())
    say(f"已预留 {row.reference}，用途：{row.reason}。")


@app.command("assign")
def assign(
    number: Number,
    flow: Annotated[str, typer.Argument(help="公文的发文编号，如 FW-2026-001。")],
    person: As,
    home: Home = None,
) -> None:
    """把预留的号指给一份公文，到「编号」环节就用这个号。"""
    door.open_office(home)
    row = numbers.assign(number, flow, actor=door.actor(person), now=door.now())
    say(f"{row.reference} 已留给《{row.title}》，编号时使用。")


@app.command("release")
def release(number: Number, person: As, home: Home = None) -> None:
    """把预留的号从公文收回，号仍然预留，可以另指或者作废。"""
    door.open_office(home)
    row = numbers.release(number, actor=door.actor(person), now=door.now())
    say(f"{row.reference} 已收回，仍为预留，用途：{row.reason}。")


@app.command("void")
def void(
    number: Number,
    person: As,
    approver: Approver,
    reason: Annotated[str, typer.Option("--reason", help="作废的理由。")],
    home: Home = None,
) -> None:
    """作废一个号（预留未用的，或者线下编错的）；作废的号不再给别的公文。"""
    door.open_office(home)
    row = numbers.void(number, reason=reason, approver=approver, actor=door.actor(person), now=door.now())
    say(f"{row.reference} 已作废，理由：{row.reason}；批准人：{row.approver}。")


@app.command("adopt")
def adopt(
    code: Code,
    year: Year,
    basis: Annotated[str, typer.Option("--basis", help="依据：登记簿扫描件的文件名，或者一句话。")],
    person: As,
    home: Home = None,
    up_to: Annotated[int | None, typer.Option("--up-to", help="整段补录：1 号到这个号，都已在线下用过。")] = None,
    serial: Annotated[int | None, typer.Option("--serial", help="只补录这一个号。")] = None,
    title: Annotated[str, typer.Option("--title", help="单个补录：公文的标题。")] = "",
    skipped_because: Annotated[str, typer.Option("--skipped-because", help="单个补录跳过了号的，跳号的理由。")] = "",
    approver: Annotated[str, typer.Option("--approved-by", help="跳号的批准人。")] = "",
) -> None:
    """补录本系统以外手工编的号：--up-to 整段，--serial 单个；已登记的号不动。"""
    door.open_office(home)
    given = {"basis": basis, "actor": door.actor(person), "now": door.now()}
    if (up_to is None) == (serial is None):
        raise BadInput("补录文号请写 --up-to（从1号起整段）或 --serial（单个），两个写一个。")
    if serial is None:
        rows = numbers.adopt(code, year, up_to=up_to or 0, **given)
        say(f"{rows[0].reference}至{rows[-1].reference.serial}号共{len(rows)}个已补录为已用（线下）。")
        return
    row = numbers.adopt_one(
        code, year, serial, title=title, skipped_because=skipped_because, approver=approver, **given
    )
    say(f"已补录 {row.reference}《{row.title}》。")


def _show(page: number_page.LedgerPage, every: bool) -> None:
    if not page.series:
        say("编号登记里还没有号。")
    for series in page.series:
        rows = series.rows if every else series.rows[-LATEST:]
        door.show(rows, number_page.NUMBER_COLUMNS, as_json=False, title=series.title)
        if len(rows) < len(series.rows):
            say(f"以上是最后{len(rows)}行，共{len(series.rows)}行，全部列出加 --all。")
        if series.explained:
            door.show(series.explained, number_page.EXPLAINED_COLUMNS, as_json=False, title="预留、作废、跳号说明")
        say(f"{series.counted}。{'；'.join(series.stretches)}。")
        say("\n".join((*series.verdict, "")))
    say(f"办理日志共{page.journal_count}条，末条摘要 {page.journal_head}")


def _tell(text: str, quietly: bool) -> None:
    """Where a file went; with --json standard output holds JSON only."""
    (door.progress_console.print if quietly else say)(text)
