"""机关: `gongwen organ list/add/change`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import As, Home, Json, say
from gongwen.office.clock import day_of
from gongwen.office.staffing import directory, staff

app = typer.Typer(help="机关和单位的登记。", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="机关全称。")]
COLUMNS = {"name": "名称", "short": "简称", "code": "代字"}
Short = Annotated[str | None, typer.Option("--short", help="规范简称。")]
Code = Annotated[str | None, typer.Option("--code", help="文件的机关代字。")]
Level = Annotated[str | None, typer.Option("--level", help="层级。")]
Superior = Annotated[str | None, typer.Option("--superior", help="上级机关全称。")]
Seal = Annotated[float | None, typer.Option("--seal-mm", help="印章直径（毫米）。")]
Address = Annotated[str | None, typer.Option("--address", help="地址。")]
Phone = Annotated[str | None, typer.Option("--phone", help="公开的办公电话。")]
Credit = Annotated[str | None, typer.Option("--credit-code", help="统一社会信用代码。")]
Starts = Annotated[str | None, typer.Option("--from", help="设立日期。")]
Ends = Annotated[str | None, typer.Option("--until", help="撤销日期（最后一天）。")]


@app.command("list")
def list_(home: Home = None, as_json: Json = False) -> None:
    """列出已登记的机关和单位。"""
    door.open_office(home)
    door.show(staff.organs(), COLUMNS, as_json=as_json, title="机关和单位")


@app.command("add")
def add(
    name: Name,
    person: As,
    home: Home = None,
    short: Short = None,
    code: Code = None,
    level: Level = None,
    superior: Superior = None,
    seal_mm: Seal = None,
    address: Address = None,
    phone: Phone = None,
    credit_code: Credit = None,
    starts: Starts = None,
    ends: Ends = None,
) -> None:
    """登记一个机关或单位；同样的内容再登一次不会重复。"""
    door.open_office(home)
    given = _given(short=short, code=code, level=level, superior=superior, seal_mm=seal_mm, address=address,
                   phone=phone, credit_code=credit_code, starts=starts, ends=ends)  # fmt: skip
    row = staff.add_organ(name, given, actor=door.actor(person), now=door.now())
    say(f"已登记机关「{row['name']}」。")


@app.command("change")
def change(
    name: Name,
    person: As,
    home: Home = None,
    short: Short = None,
    code: Code = None,
    level: Level = None,
    superior: Superior = None,
    seal_mm: Seal = None,
    address: Address = None,
    phone: Phone = None,
    credit_code: Credit = None,
    starts: Starts = None,
    ends: Ends = None,
) -> None:
    """变更机关的信息；名称不变，改名的另行登记新机关，给旧机关写上撤销日期。"""
    door.open_office(home)
    given = _given(short=short, code=code, level=level, superior=superior, seal_mm=seal_mm, address=address,
                   phone=phone, credit_code=credit_code, starts=starts, ends=ends)  # fmt: skip
    row = staff.change_organ(name, given, actor=door.actor(person), now=door.now())
    left = directory.still_posted(name, day_of(door.now()))
    say(f"已变更机关「{row['name']}」的{'、'.join(staff.ORGAN_KEYS[key] for key in given)}。{left}")


def _given(**options: Any) -> dict[str, Any]:
    """What was typed; dates read."""
    given = {key: value for key, value in options.items() if value is not None}
    for key in ("starts", "ends"):
        if key in given:
            given[key] = door.day(given[key], staff.ORGAN_KEYS[key])
    return given
