"""流程: `gongwen workflow list/check/show`; checking needs no office."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Json, say
from gongwen.errors import BadInput
from gongwen.office import originals

app = typer.Typer(help="流程：列出、审查、画图。", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="流程名称（project、paper）或 YAML 文件。")]


class Form(StrEnum):
    """How a workflow is drawn."""

    mermaid = "mermaid"
    svg = "svg"
    png = "png"


@app.command("list")
def list_(as_json: Json = False) -> None:
    """列出随带的流程。"""
    door.show(originals.workflows(), {"name": "名称", "title": "流程", "stages": "环节数"}, as_json=as_json)


@app.command("check")
def check(name: Name, as_json: Json = False) -> None:
    """审查一个流程文件；有错一次全部指出。"""
    faults = originals.workflow_faults(name)
    if as_json:
        door.print_json(faults)
    if faults:
        raise BadInput.of(faults)
    if not as_json:
        say(f"流程「{name}」可以使用。")


@app.command("show")
def show(
    name: Name,
    form: Annotated[Form, typer.Option("--form", help="mermaid 文字，或 svg、png 图。")] = Form.mermaid,
    out: Annotated[Path | None, typer.Option("--out", help="写到这个文件；后缀 .svg、.png 决定格式。")] = None,
) -> None:
    """画出流程图。"""
    kind = Form(out.suffix[1:]) if out and out.suffix in (".svg", ".png") else form
    if kind is Form.png and not out:
        raise BadInput("PNG 图请用 --out 指明文件。")
    drawn = originals.drawing(name, kind.value)
    if out:
        out.write_bytes(drawn)
        say(f"流程图已写到 {out}")
    else:
        print(drawn.decode("utf-8"))
