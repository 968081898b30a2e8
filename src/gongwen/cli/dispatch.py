"""分发: `gongwen paper show, recipients, send, receive, overdue, sheet`: where a paper stands, whom it went to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.cli.paper import Flow
from gongwen.errors import BadInput
from gongwen.office.paperwork import dispatch, processing_sheet
from gongwen.office.pressroom import papers
from gongwen.office.watching import paper_view, views

Organs = Annotated[list[str] | None, typer.Option("--organ", help="收文单位，可重复；不写的是名单上还没有分发的全部。")]
Part = Annotated[str, typer.Option("--part", help="主送或抄送。")]


def show(flow: Flow, home: Home = None, as_json: Json = False) -> None:
    """一份公文的现状：到哪一步、意见是否有效、会签任务、稿本、文号、收文单位和效力。"""
    door.open_office(home)
    whole = paper_view.show(flow, door.now())
    if as_json:
        door.print_json(whole)
        return
    number = whole["number"] or "未编号"
    say(f"{whole['flow']}《{whole['title']}》现在「{whole['stage']}」，{number}，{whole['force']}")
    if whole["left"]:
        say(f"本环节时限：{whole['left']}")
    for one in whole["opinions"]:  # an opinion is read, not looked up: a table would break it to pieces
        say(f"{one['kind']}：{one['text']}　{one['who']}（{one['organ']}）{one['at']}　{one['state']}")
    for name, columns, title in (
        ("tasks", paper_view.TASK_COLUMNS, "会签任务"),
        ("versions", paper_view.VERSION_COLUMNS, "稿本"),
        ("recipients", paper_view.RECIPIENT_COLUMNS, "收文单位"),
        ("events", views.EVENT_COLUMNS, "经过"),
    ):
        if whole[name]:
            door.show(whole[name], columns, as_json=False, title=title)


def recipients(
    flow: Flow,
    home: Home = None,
    add: Annotated[str, typer.Option("--add", help="加上（或改份数、类别）这个收文单位。")] = "",
    remove: Annotated[str, typer.Option("--remove", help="删去这个收文单位；已经分发的不能删。")] = "",
    part: Part = "主送",
    copies: Annotated[int, typer.Option("--copies", help="份数。")] = 1,
    person: Annotated[str | None, typer.Option("--as", help="改名单的文印员。")] = None,
    as_json: Json = False,
) -> None:
    """一份公文发给谁、什么时候发出、谁签收；用印以后由文印员改名单。"""
    door.open_office(home)
    if add and remove:
        raise BadInput("--add 和 --remove 一次只用一个。")
    given: dict[str, Any] = {"now": door.now()}
    if add:
        dispatch.add(flow, add, part=part, copies=copies, actor=door.required_actor(person), **given)
    if remove:
        dispatch.remove(flow, remove, actor=door.required_actor(person), **given)
    rows = paper_view.recipients(flow)
    door.show(rows, paper_view.RECIPIENT_COLUMNS, as_json=as_json, title="收文单位")


def send(
    flow: Flow,
    person: As,
    how: Annotated[str, typer.Option("--how", help="怎么发的：机要交换、专人送达、邮寄……")],
    organ: Organs = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """登记分发：发给谁、怎么发的；已登记的不再登记。"""
    door.open_office(home)
    sent = dispatch.send(flow, organ or [], how=how, actor=door.actor(person), now=door.now())
    if as_json:
        door.print_json([paper_view.recipient(row) for row in sent])
        return
    say(f"已登记分发 {len(sent)} 个收文单位：{'、'.join(row.name for row in sent)}。")


def receive(
    flow: Flow,
    organ: Annotated[str, typer.Option("--organ", help="哪个收文单位。")],
    person: As,
    by: Annotated[str, typer.Option("--by", help="谁签收的；不写的就是办理人自己。")] = "",
    unreceived: Annotated[str, typer.Option("--unreceived", help="没有签收的，写明原因，以便归档。")] = "",
    home: Home = None,
) -> None:
    """登记签收；收不回签收的，写明原因。"""
    door.open_office(home)
    given: dict[str, Any] = {"actor": door.actor(person), "now": door.now()}
    if unreceived and by:
        raise BadInput("签收了写 --by，没有签收的写 --unreceived，一次只写一个。")
    if unreceived:
        row = dispatch.explain(flow, organ, why=unreceived, **given)
        say(f"已说明「{row.name}」未签收：{row.note}。")
    else:
        row = dispatch.receive(flow, organ, by=by, **given)
        say(f"「{row.name}」已由{row.received_by}签收。")


def overdue(home: Home = None, as_json: Json = False) -> None:
    """列出逾期没有签收的收文单位，供催办。"""
    door.open_office(home)
    rows = paper_view.overdue(door.now())
    door.show(rows, paper_view.OVERDUE_COLUMNS, as_json=as_json, title="逾期未签收")


def sheet(
    flow: Flow,
    out: Annotated[Path, typer.Option("--out", help="放到这个文件夹。")],
    person: As,
    home: Home = None,
) -> None:
    """打印一份公文的发文稿纸：拟稿、核稿、会签、签发、复核、用印各由谁在哪一天办。"""
    door.open_office(home)
    with papers.press() as printer:
        for path in processing_sheet.fetch(flow, out, actor=door.actor(person), now=door.now(), printer=printer):
            say(f"已打印 {path}")
