"""提出和发布: the commands by which one person hands a template or workflow in and another publishes it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Home, Json, say
from gongwen.errors import BadInput
from gongwen.office.procedures import forms
from gongwen.office.publishing import examining, proposing, versions
from gongwen.office.publishing.receiving import Upload

Number = Annotated[int, typer.Argument(help="第几号，见 proposals。")]
Files = Annotated[
    list[Path] | None, typer.Argument(help="流程文件（.yaml）；模板的文件夹或三个文件；或含这些文件的 ZIP。")
]


def register(app: typer.Typer, kind: str) -> None:
    """Give the commands of templates or of workflows those by which a new version is handed in and decided."""
    called = examining.CALLED[kind]

    @app.command("propose", help=f"提出{called}的新版：当场审查，有错一次指出；没有错的等另一个人发布。")
    def propose(
        person: door.As,
        files: Files = None,
        shipped: Annotated[str | None, typer.Option("--shipped", help="采用随带的，写名称。")] = None,
        note: Annotated[str, typer.Option("--note", help="为什么改，写给发布的人看。")] = "",
        home: Home = None,
    ) -> None:
        if bool(files) == bool(shipped):
            raise BadInput("请写要提出的文件，或用 --shipped 写随带的名称，两样只写一样。")
        door.open_office(home)
        hand = {"actor": door.actor(person), "now": door.now()}
        if shipped:
            row = proposing.hand_in_shipped(kind, shipped, **hand)
        elif kind == examining.TEMPLATE:
            row = proposing.hand_in_template(uploads(files or ()), note=note, **hand)
        else:
            flow, rubric = workflow_uploads(files or ())
            row = proposing.hand_in_workflow(flow, rubric, note=note, **hand)
        say(f"已收下，审查无误：{called}「{row.name}」第 {row.id} 号。")
        tell_changes(row)
        say(f"请另一个人发布：gongwen {kind} approve {row.id} --as 姓名")

    @app.command("approve", help=f"发布别人提出的{called}新版。")
    def approve(id: Number, person: door.As, home: Home = None) -> None:
        door.open_office(home)
        say(proposing.published_told(proposing.publish(id, actor=door.actor(person), now=door.now())))

    @app.command("turn-down", help=f"不采用别人提出的{called}新版，或收回自己提出的。")
    def turn_down(
        id: Number,
        person: door.As,
        reason: Annotated[str, typer.Option("--reason", help="理由。")] = "",
        home: Home = None,
    ) -> None:
        door.open_office(home)
        row = proposing.turn_down(id, reason=reason, actor=door.actor(person), now=door.now())
        say(f"第 {row.id} 号已{'不采用' if row.decided_by else '收回'}，理由已记下。")

    @app.command("proposals", help=f"列出提出过的{called}新版和各自的结果。")
    def proposals(home: Home = None, as_json: Json = False) -> None:
        door.open_office(home)
        door.show(proposing.listed(kind), proposing.COLUMNS, as_json=as_json, title=f"提出过的{called}新版")


def uploads(paths: list[Path] | tuple[Path, ...]) -> list[Upload]:
    """The files at these paths, those of a folder for the folder."""
    found = [inner for path in paths for inner in (sorted(path.iterdir()) if path.is_dir() else [path])]
    return [Upload(path.name, forms.read_bytes(path)) for path in found if path.is_file()]


def workflow_uploads(paths: list[Path] | tuple[Path, ...]) -> tuple[list[Upload], list[Upload]]:
    """A workflow file, and the rubric of the same name in `rubrics/` beside it."""
    beside = [path.parent / "rubrics" / path.name for path in paths if path.suffix in (".yaml", ".yml")]
    return uploads(paths), uploads([path for path in beside if path.is_file()])


def tell_changes(row: object) -> None:
    """What a proposal changes against the version in use, one line each."""
    found = versions.against_latest(row)  # type: ignore[arg-type]
    if found.former is None:
        say("本办公室现在没有用它，全部是新的。")
        return
    say(f"与现在用的第{found.former.version}版相比：" + ("" if found.changes else "只改了文字、版面或注释。"))
    for one in found.changes:
        say(f"  {one.how}  {one.place}：{one.text}")
