"""模板: `gongwen template …`: list, check and outline also work without an office; publish does not."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli import publishing
from gongwen.cli.desk import Home, Json, say
from gongwen.errors import BadInput
from gongwen.office.procedures import flows, originals
from gongwen.office.publishing import proposing

app = typer.Typer(help="模板：列出、检查、看大纲、提出和发布新版。", no_args_is_help=True)
publishing.register(app, flows.TEMPLATE)
Name = Annotated[str, typer.Argument(help="模板名称或文件夹。")]


@app.command("list")
def list_(home: Home = None, as_json: Json = False) -> None:
    """列出办公室的模板、各自的版本、有没有新版；没有指明办公文件夹时列出随带的。"""
    if not door.open_if_named(home):
        columns = {"name": "模板", "kind": "文种", "frame": "版式", "fields": "栏目数"}
        door.show(originals.templates(), columns, as_json=as_json)
        return
    rows = flows.templates()
    shown = rows if as_json else [door.versioned(row) for row in rows]
    door.show(shown, flows.TEMPLATE_COLUMNS, as_json=as_json, title="模板")
    if not as_json and any(row["newer"] for row in rows):
        say("有新版的：gongwen template publish --shipped 名称 --as 姓名 采用；以前起草的文书仍按原来的模板。")


@app.command("publish")
def publish(
    person: door.As,
    files: publishing.Files = None,
    shipped: Annotated[str | None, typer.Option("--shipped", help="采用随带的这个模板。")] = None,
    home: Home = None,
) -> None:
    """发布自己的模板，或采用随带模板的新版：先用它的示例试排，有错不发布；内容没有变的还是原来那一版。"""
    if bool(files) == bool(shipped):
        raise BadInput("请写模板的文件夹，或用 --shipped 写随带模板的名称，两样只写一样。")
    door.open_office(home)
    hand: dict[str, Any] = {"actor": door.actor(person), "now": door.now()}
    if shipped:
        made = flows.publish_template(shipped, **hand)
    else:
        made = proposing.publish_template(publishing.uploads(files or ()), **hand)
    say(f"模板「{made.name}」现为第{made.version}版；以后起草的按这一版，以前起草的不变。")


@app.command("check")
def check(name: Name) -> None:
    """检查模板：栏目与正文一致，用示例能够生成。"""
    originals.check_template(name)
    say(f"模板「{name}」可以使用。")


@app.command("outline")
def outline(
    name: Name, write: Annotated[bool, typer.Option("--write", help="更新模板旁的 template.outline.txt。")] = False
) -> None:
    """模板的文字大纲（样式、文字、标签），供核对改动。"""
    text = originals.outline(name, write=write)
    if not write:
        print(text, end="")
