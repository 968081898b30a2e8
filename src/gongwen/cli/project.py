"""项目: `gongwen project open/list/show/explain/take`, on the same records as every other door."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.errors import Refused
from gongwen.cli.todo import COLOURS
from gongwen.errors import Refused
from gongwen.office import desk, forms, papers, privacy, urging, views

app = typer.Typer(help="项目：登记、查看、办理。", no_args_is_help=True)
Code = Annotated[str, typer.Argument(help="项目编号，如 QHBF-2026-001。")]
Unmask = Annotated[bool, typer.Option("--unmask", help="不遮盖个人信息：要有职责和理由，并记入日志。")]


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
    rows = views.projects(stage, now=door.now())
    door.show(rows, views.PROJECT_COLUMNS, as_json=as_json, title="项目", colours=COLOURS)


@app.command("show")
def show(
    code: Code,
    home: Home = None,
    unmask: Unmask = False,
    reason: Annotated[str, typer.Option("--reason", help="为什么要看未遮盖的个人信息。")] = "",
    person: Annotated[str | None, typer.Option("--as", help="谁要看未遮盖的个人信息。")] = None,
    as_json: Json = False,
) -> None:
    """一个项目的全貌：环节、填报的内容、经过、文书、催办、欠办的事；个人信息遮盖显示。"""
    door.open_office(home)
    now = door.now()
    sight = privacy.unmasked_case(code, actor=door.required_actor(person), reason=reason, now=now) if unmask else None
    whole = views.project(code, now=now, sight=sight)
    if as_json:
        door.print_json(whole, unmasked=unmask)
    else:
        _tell_whole(whole, unmasked=unmask)


def _tell_whole(whole: dict[str, Any], *, unmasked: bool) -> None:
    """A project as a person reads it."""
    say(
        f"{whole['code']}《{whole['title']}》（{whole['kind']}，{whole['unit']}）现在「{whole['stage']}」",
        unmasked=unmasked,
    )
    if whole["due"]:
        say(f"本环节应于 {whole['due']} 前办结，{whole['left']}")
    tables = (("lines", views.LINE_COLUMNS, "内容"), ("events", views.EVENT_COLUMNS, "经过"),
              ("papers", views.OWN_PAPER_COLUMNS, "文书"), ("urgings", views.URGING_COLUMNS, "催办"),
              ("jobs", views.JOB_COLUMNS, "欠办"))  # fmt: skip
    for part, columns, title in tables:
        if whole[part] or part in ("events", "papers"):
            door.show(whole[part], columns, as_json=False, title=title, unmasked=unmasked)
    if whole["masked"]:
        say("有个人信息遮盖显示；确需查看的，加 --unmask --reason 理由 --as 姓名，查看会记入日志。")


@app.command("urge")
def urge(
    code: Code,
    to: Annotated[str, typer.Option("--to", help="催谁：姓名或机关。")],
    how: Annotated[str, typer.Option("--how", help="电话、短信、当面或书面。")],
    person: As,
    home: Home = None,
    note: Annotated[str, typer.Option("--note", help="说了什么、答应何时办。")] = "",
) -> None:
    """登记一次催办；在 project show 和 todo 里看得到。"""
    door.open_office(home)
    told = urging.urge(code, to, how, note, actor=door.actor(person), now=door.now())
    say(f"已登记催办：{told['code']}「{told['stage']}」，{how}催{told['to']}（{told['urged']}）。")


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
