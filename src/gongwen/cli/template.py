"""模板: `gongwen template list/check/outline`; no office needed."""

from __future__ import annotations

from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Json, say
from gongwen.office import originals

app = typer.Typer(help="模板：列出、检查、看大纲。", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="模板名称或文件夹。")]


@app.command("list")
def list_(as_json: Json = False) -> None:
    """列出随带的模板。"""
    columns = {"name": "模板", "kind": "文种", "frame": "版式", "fields": "栏目数"}
    door.show(originals.templates(), columns, as_json=as_json)


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
