"""文书: `gongwen paper …`: the papers of the office, each with its own 发文 flow."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli import revising
from gongwen.cli.desk import As, Home, Json, say
from gongwen.cli.taking import Fields, FormFile, Party, To, read_form, take_case
from gongwen.office import desk, handing_in
from gongwen.office.pressroom import papers
from gongwen.office.procedures import forms
from gongwen.office.watching import views

app = typer.Typer(help="文书：拟稿、办理发文手续、换稿、取出。", no_args_is_help=True)
Flow = Annotated[str, typer.Argument(help="发文编号，如 FW-2026-001（见 paper list）。")]


@app.command("list")
def list_(
    home: Home = None,
    project: Annotated[str | None, typer.Option("--project", help="只看这个项目的。")] = None,
    as_json: Json = False,
    every: Annotated[bool, typer.Option("--all", help="全部列出；不写的只列最近登记的 200 件。")] = False,
) -> None:
    """列出文书：属于哪个项目、到哪个环节、发文字号。"""
    door.open_office(home)
    if project:
        door.show(views.papers(project), views.OWN_PAPER_COLUMNS, as_json=as_json, title="文书")
        return
    listed = views.all_papers(None if every or as_json else views.LATEST)
    door.show(listed.rows, views.PAPER_COLUMNS, as_json=as_json, title="文书")
    if listed.more:
        say(listed.more)


@app.command("open")
def open_(
    template: Annotated[str, typer.Argument(help="模板名称。")],
    person: As,
    form: Annotated[Path, typer.Option("--form", help="填好的栏目（YAML）。")],
    home: Home = None,
) -> None:
    """拟一份不属于项目的公文，进入发文办理。"""
    door.open_office(home)
    row = desk.open_paper(template, forms.read(form, []), actor=door.actor(person), now=door.now())
    say(f"已拟《{row.title}》，发文编号 {row.flow}。")


@app.command("take")
def take(
    flow: Flow,
    action: Annotated[str, typer.Argument(help="送核、核稿通过、会签、签发、复核通过、编号、印制、用印、归档、退回……")],
    person: As,
    home: Home = None,
    form: FormFile = None,
    field: Fields = None,
    reason: Annotated[str, typer.Option("--reason", help="退回、撤回、作废的理由。")] = "",
    to: To = "",
    party: Party = "",
    later: Annotated[bool, typer.Option("--later", help="只记录，排版等留待以后。")] = False,
    as_json: Json = False,
) -> None:
    """办理一份公文的一步；中断后重新执行同一命令即可接着办。"""
    door.open_office(home)
    take_case(flow, action, person, read_form(form, field), reason, later, as_json, to, party)


@app.command("hand-in")
def hand_in(
    flow: Flow,
    docx: Annotated[Path, typer.Argument(help="在 Word 或 WPS 中改好的文稿。")],
    person: As,
    home: Home = None,
    correction: Annotated[
        bool, typer.Option("--correction", help="声明只作文字更正，待最后签署意见的人认可（数字、人名、日期等除外）。")
    ] = False,
) -> None:
    """交回改过的 DOCX；以后只填文号和日期，不再由模板生成。内容有改动的，签过前一稿的人重新签署意见。"""
    door.open_office(home)
    actor, moment, data = door.actor(person), door.now(), forms.read_bytes(docx)
    with papers.press() as printer:
        row = desk.hand_in(flow, data, actor=actor, now=moment, printer=printer, correction=correction)
    say(f"《{row.title}》已换成你交来的文稿（第{row.versions[-1].no}稿）。{handing_in.outcome(row)}")


for name, command in revising.COMMANDS.items():
    app.command(name)(command)


@app.command("fetch")
def fetch(
    flow: Flow,
    out: Annotated[Path, typer.Option("--out", help="放到这个文件夹。")],
    person: As,
    home: Home = None,
) -> None:
    """取出一份公文当前的 DOCX 和 PDF；含个人信息的，只给要办它的人。"""
    door.open_office(home)
    for path in views.fetch(flow, out, actor=door.actor(person), now=door.now()):
        say(f"已取出 {path}")


@app.command("retry")
def retry(code: Flow, person: As, home: Home = None) -> None:
    """重办失败的步骤（项目或发文编号）。"""
    door.open_office(home)
    with papers.press() as printer:
        count = desk.retry(code, actor=door.actor(person), now=door.now(), printer=printer)
    say(f"已重办 {count} 项。")
