"""项目: `gongwen project open/list/show/explain/take`, on the same records as every other door."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli import explaining as telling
from gongwen.cli import handover
from gongwen.cli.desk import As, Home, Json, say
from gongwen.cli.taking import Fields, FormFile, Party, To, read_form, take_case
from gongwen.cli.taking import add_party as call_in
from gongwen.cli.todo import COLOURS
from gongwen.errors import BadInput
from gongwen.office import batch, desk
from gongwen.office.pressroom import papers
from gongwen.office.ruling import explaining
from gongwen.office.staffing import privacy
from gongwen.office.watching import urging, views

app = typer.Typer(help="项目：登记、查看、办理。", no_args_is_help=True)
app.command("export")(handover.export)
Code = Annotated[str, typer.Argument(help="项目编号，如 QHBF-2026-001。")]
Unmask = Annotated[bool, typer.Option("--unmask", help="不遮盖个人信息：要有职责和理由，并记入日志。")]


@app.command("open")
def open_(
    title: Annotated[str, typer.Argument(help="项目名称。")],
    person: As,
    kind: Annotated[
        str, typer.Option("--kind", help="类别：紧急救助、经济帮扶、亲情牵手、走访慰问、项目救助；收文、考核不写。")
    ] = "",
    unit: Annotated[str, typer.Option("--unit", help="项目单位全称；收文、考核不写。")] = "",
    flow: Annotated[
        str, typer.Option("--flow", help="按哪个流程办：project，或 emergency、incoming 等（见 workflow list）。")
    ] = "project",
    home: Home = None,
    at: handover.At = None,
    basis: handover.Basis = None,
    form: handover.Data = None,
    scan: handover.Scans = None,
    number: handover.Numbers = None,
    dated: handover.Dated = None,
    as_json: Json = False,
) -> None:
    """登记一个项目（或别的流程的事项），停在第一个环节；用 --at 接收使用本系统以前就在办的项目。"""
    door.open_office(home)
    if at is not None:
        handover.take_in(title, kind, unit, person, at, basis, form, scan, number, dated, as_json)
        return
    if basis or form or scan or number or dated:
        raise BadInput("--basis、--form、--scan、--number、--dated 用于接收在办项目，请同时用 --at 写明办到哪个环节。")
    case = desk.open_project(title, kind=kind, unit=unit, actor=door.actor(person), now=door.now(), flow=flow)
    if as_json:
        door.print_json(views.case_row(case))
    else:
        say(f"已登记{'项目' if flow == 'project' else '事项'} {case.code}《{case.title}》，现在「{case.stage}」。")


@app.command("list")
def list_(
    home: Home = None,
    as_json: Json = False,
    stage: Annotated[str | None, typer.Option("--stage", help="只看停在这个环节的。")] = None,
    flow: Annotated[str | None, typer.Option("--flow", help="只看按这个流程办的，如 incoming（收文登记簿）。")] = None,
    every: Annotated[bool, typer.Option("--all", help="全部列出；不写的只列最近登记的 200 件。")] = False,
) -> None:
    """列出项目和别的流程的事项，各到哪个环节。"""
    door.open_office(home)
    listed = views.projects(stage, flow, now=door.now(), most=None if every or as_json else views.LATEST)
    door.show(listed.rows, views.PROJECT_COLUMNS, as_json=as_json, title="项目", colours=COLOURS)
    if listed.more:
        say(listed.more)


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
    about = "，".join(filter(None, (whole["kind"], whole["unit"])))
    said = f"{whole['code']}《{whole['title']}》{f'（{about}）' if about else ''}现在「{whole['stage']}」"
    say(said, unmasked=unmasked)
    if whole["due"]:
        say(f"本环节应于 {whole['due']} 前办结，{whole['left']}")
    tables = (("lines", views.LINE_COLUMNS, "内容"), ("events", views.EVENT_COLUMNS, "经过"),
              ("papers", views.OWN_PAPER_COLUMNS, "文书"), ("decisions", views.DECIDED_COLUMNS, "会议议定"),
              ("urgings", views.URGING_COLUMNS, "催办"), ("jobs", views.JOB_COLUMNS, "欠办"))  # fmt: skip
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
    """现在能办什么、谁能办、还缺什么、谁能补、要填哪些栏目、时限还有多少；公文写发文编号，一样用。"""
    door.open_office(home)
    rows = explaining.explain(code, actor=door.actor(person) if person else None, now=door.now())
    if as_json:
        door.print_json(rows)
    else:
        telling.tell(rows)


@app.command("take")
def take(
    code: Code,
    action: Annotated[str, typer.Argument(help="办什么，如 提交、审核通过（见 explain）。")],
    person: As,
    home: Home = None,
    form: FormFile = None,
    field: Fields = None,
    reason: Annotated[str, typer.Option("--reason", help="退回、撤回等的理由。")] = "",
    to: To = "",
    party: Party = "",
    later: Annotated[bool, typer.Option("--later", help="只记录，文书留待以后生成。")] = False,
    as_json: Json = False,
) -> None:
    """办理一步；应产生的文书随即生成。中断后重新执行同一命令即可接着办。"""
    door.open_office(home)
    take_case(code, action, person, read_form(form, field), reason, later, as_json, to, party)


@app.command("take-each")
def take_each(
    code: Code,
    action: Annotated[str, typer.Argument(help="由几方各办一次、要交扫描件的动作，如 签订。")],
    person: As,
    scans: Annotated[Path, typer.Option("--scans", help="放扫描件的文件夹，文件名是单位的全称或简称。")],
    home: Home = None,
    form: FormFile = None,
    field: Fields = None,
) -> None:
    """成批办理：签回的扫描件放在一个文件夹里，一个单位一份，各归各的；中断后再执行，接着办没办的。"""
    door.open_office(home)
    with papers.press() as printer:
        made = batch.take_each(
            code,
            action,
            scans,
            actor=door.actor(person),
            now=door.now(),
            printer=printer,
            form=read_form(form, field),
            told=lambda receipt: say(f"{receipt.event.party}「{action}」已办"),
        )
    say(f"共办 {len(made)} 份。" + (f"{code} 现在「{made[-1].case.stage}」。" if made else "没有待办的了。"))


@app.command("add-party")
def add_party(
    code: Code,
    action: Annotated[str, typer.Argument(help="由几方各办一次的动作，如 会签。")],
    party: Annotated[str, typer.Argument(help="再加哪一方：机关或人员的姓名。")],
    person: As,
    reason: Annotated[str, typer.Option("--reason", help="为什么加这一方。")],
    home: Home = None,
) -> None:
    """加签：几方各办一次的事，再请一方办理；公文写发文编号，一样用。"""
    door.open_office(home)
    call_in(code, action, party, person, reason)
