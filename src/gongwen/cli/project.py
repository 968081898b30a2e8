"""项目: `gongwen project open/list/show/explain/take`, on the same records as every other door."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.errors import Refused
from gongwen.office import desk, forms, papers, views

app = typer.Typer(help="项目：登记、查看、办理。", no_args_is_help=True)
Code = Annotated[str, typer.Argument(help="项目编号，如 QHBF-2026-001。")]


@app.command("open")
def open_(
    title: Annotated[str, typer.Argument(help="项目名称。")],
    kind: Annotated[str, typer.Option("--kind", help="类别：紧急救助、经济帮扶、亲情牵手、走访慰问、项目救助。")],
    unit: Annotated[str, typer.Option("--unit", help="项目单位全称。")],
    person: As,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """登记一个项目，停在第一个环节等项目单位申报。"""
    door.open_office(home)
    case = desk.open_project(title, kind=kind, unit=unit, actor=door.actor(person), now=door.now())
    if as_json:
        door.print_json(views.case_row(case))
    else:
        say(f"已登记项目 {case.code}《{case.title}》，现在「{case.stage}」。")


@app.command("list")
def list_(
    home: Home = None,
    as_json: Json = False,
    stage: Annotated[str | None, typer.Option("--stage", help="只看停在这个环节的。")] = None,
) -> None:
    """列出项目和它们现在的环节。"""
    door.open_office(home)
    rows = views.projects(stage)
    door.show(rows, views.PROJECT_COLUMNS, as_json=as_json, title="项目")


@app.command("show")
def show(code: Code, home: Home = None, as_json: Json = False) -> None:
    """一个项目的全貌：环节、经过、文书、欠办的事。"""
    door.open_office(home)
    whole = views.project(code)
    if as_json:
        door.print_json(whole)
        return
    say(f"{whole['code']}《{whole['title']}》（{whole['kind']}，{whole['unit']}）现在「{whole['stage']}」")
    if whole["due"]:
        say(f"本环节应于 {whole['due']} 前办结")
    door.show(whole["events"], views.EVENT_COLUMNS, as_json=False, title="经过")
    door.show(whole["papers"], views.OWN_PAPER_COLUMNS, as_json=False, title="文书")
    if whole["jobs"]:
        door.show(whole["jobs"], views.JOB_COLUMNS, as_json=False, title="欠办")


@app.command("explain")
def explain(
    code: Code,
    home: Home = None,
    person: Annotated[str | None, typer.Option("--as", help="以谁的身份看。")] = None,
    as_json: Json = False,
) -> None:
    """现在能办什么、谁能办、还缺什么、要填哪些栏目。"""
    door.open_office(home)
    rows = views.options(code, actor=door.actor(person) if person else None, now=door.now())
    if as_json:
        door.print_json(rows)
        return
    for row in rows:
        _tell_option(row)
    if not rows:
        say("已经办结，没有可办的事。")


def _tell_option(row: dict[str, Any]) -> None:
    """One thing that can be done: where it leads, who may do it, what is missing, what to fill in."""
    state = "现在可办" if row["open"] else "现在不能办"
    say(f"{row['action']} → {row['target']}（{state}，由{'、'.join(row['by'])}办）")
    if row["missing"]:
        say(f"  还缺：{'、'.join(row['missing'])}")
    if row["reason"]:
        say("  要写理由：--reason")
    for field in row["form"]:
        say(f"  要填：{field}")


@app.command("take")
def take(
    code: Code,
    action: Annotated[str, typer.Argument(help="办什么，如 提交、审核通过（见 explain）。")],
    person: As,
    home: Home = None,
    form: Annotated[Path | None, typer.Option("--form", help="填好的表（YAML）；附件写文件路径。")] = None,
    field: Annotated[list[str] | None, typer.Option("--set", help="直接填一个栏目：名称=值，可重复。")] = None,
    reason: Annotated[str, typer.Option("--reason", help="退回、撤回等的理由。")] = "",
    later: Annotated[bool, typer.Option("--later", help="只记录，文书留待以后生成。")] = False,
    as_json: Json = False,
) -> None:
    """办理一步；应产生的文书随即生成。中断后重新执行同一命令即可接着办。"""
    door.open_office(home)
    take_case(code, action, person, forms.read(form, field or []), reason, later, as_json)


def take_case(
    code: str, action: str, person: str, form: dict[str, Any], reason: str, later: bool, as_json: bool
) -> None:
    """One act on a project or on a paper's flow, told as it happens."""
    given: dict[str, Any] = {"actor": door.actor(person), "now": door.now(), "form": form, "reason": reason}
    with papers.press() as printer:
        receipt = desk.take(
            code,
            action,
            **given,
            printer=None if later else printer,
            progress=lambda job: door.progress_console.print(f"  {views.job_name(job)} …"),
        )
    if as_json:
        door.print_json(views.receipt(receipt))
    else:
        _tell(receipt)
    if stuck := views.stuck(receipt.case.code):
        raise Refused.of(stuck)


def _tell(receipt: Any) -> None:
    """What was done and which papers it made; names stay whole in a pipe."""
    again = "（此前已办，接着完成欠办的事）" if receipt.repeated else ""
    done = f"{receipt.case.code}「{receipt.event.action}」已办：{receipt.event.source} → {receipt.event.target}{again}"
    say(done)
    for row in views.papers_made(receipt):
        say(f"  生成《{row['title']}》（{row['template']}）{row['flow'] or ''}")
