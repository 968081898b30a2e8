"""改稿: `gongwen paper compare | opinions | accept | reject`: what changed, whose opinion stands, who takes a slip."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.errors import BadInput
from gongwen.office.paperwork import comparing, correcting
from gongwen.office.pressroom import papers

Flow = Annotated[str, typer.Argument(help="发文编号，如 FW-2026-001（见 paper list）。")]
Former = Annotated[int | None, typer.Option("--from", help="从第几稿；不写时为你上次签署意见时所见的一稿。")]
Later = Annotated[int | None, typer.Option("--to", help="到第几稿；不写时为现在的一稿。")]


def compare(
    flow: Flow,
    person: As,
    home: Home = None,
    former: Former = None,
    later: Later = None,
    out: Annotated[Path | None, typer.Option("--out", help="花脸稿放到这个文件夹。")] = None,
    as_text: Annotated[bool, typer.Option("--text", help="只在屏幕上逐处列出，不出花脸稿。")] = False,
) -> None:
    """比较两稿，出花脸稿：DOCX 带修订标记，PDF 删去的划线、增加的加下划线。"""
    door.open_office(home)
    found = comparing.compare(flow, actor=door.actor(person), now=door.now(), former=former, later=later)
    if as_text:
        for line in comparing.lines(found):
            say(line)
        return
    if out is None:
        raise BadInput("请用 --out 写明花脸稿放到哪个文件夹；只想在屏幕上看的，写 --text。")
    with papers.press() as printer:
        made = comparing.write(found, out, printer)
    say(f"{found.head}。")
    for path in made:
        say(f"已出 {path}")


def opinions(flow: Flow, home: Home = None, as_json: Json = False) -> None:
    """各人的意见：签在哪一稿上，对现稿是否仍有效，为什么。"""
    door.open_office(home)
    door.show(comparing.opinion_rows(flow), comparing.OPINION_COLUMNS, as_json=as_json, title="意见")


def accept(
    flow: Flow,
    person: As,
    home: Home = None,
    text: Annotated[str, typer.Option("--note", help="附带的话，可不写。")] = "",
) -> None:
    """认可文字更正：由最后签署意见的人办理，已有的意见随之对现稿有效。"""
    door.open_office(home)
    row = correcting.accept(flow, actor=door.actor(person), now=door.now(), text=text)
    say(f"已认可《{row.title}》第{row.versions[-1].no}稿的改动为文字更正，已有的意见仍然有效。")


def reject(
    flow: Flow,
    person: As,
    home: Home = None,
    reason: Annotated[str, typer.Option("--reason", help="为什么不是文字更正。")] = "",
) -> None:
    """不认可为文字更正：按内容修改办理，签过前一稿的重新签署意见。"""
    door.open_office(home)
    row = correcting.reject(flow, actor=door.actor(person), now=door.now(), reason=reason)
    say(f"《{row.title}》第{row.versions[-1].no}稿按内容修改办理，须重新签署意见（见 paper opinions {flow}）。")


COMMANDS = {"compare": compare, "opinions": opinions, "accept": accept, "reject": reject}
