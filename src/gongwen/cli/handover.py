"""接收与导出: `gongwen project open --at` and `gongwen project export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Home, Json, say
from gongwen.errors import BadInput
from gongwen.office.procedures import forms
from gongwen.office.records import taking_in
from gongwen.office.watching import exporting, views

At = Annotated[
    str | None, typer.Option("--at", help="接收在办项目：已办到哪个环节，或哪个阶段（如 监督，即其第一个环节）。")
]
Basis = Annotated[Path | None, typer.Option("--basis", help="接收的依据，如移交清单的扫描件。")]
Data = Annotated[Path | None, typer.Option("--form", help="以前各环节填过的栏目（YAML）。")]
Scans = Annotated[list[str] | None, typer.Option("--scan", help="以前的文书：名称=扫描件.pdf，可重复。")]
Numbers = Annotated[list[str] | None, typer.Option("--number", help="以前文书的文号：名称=文号，可重复。")]
Dated = Annotated[list[str] | None, typer.Option("--dated", help="以前文书的成文日期：名称=日期，可重复。")]


def take_in(
    title: str,
    kind: str,
    unit: str,
    person: str,
    at: str,
    basis: Path | None,
    form: Path | None,
    scans: list[str] | None,
    numbers: list[str] | None,
    dated: list[str] | None,
    as_json: bool,
) -> None:
    """Take in a running project, told."""
    if basis is None:
        raise BadInput("接收在办项目要有依据：请用 --basis 附上移交清单等文件。")
    given = taking_in.Handover(
        title,
        kind,
        unit,
        at,
        basis,
        form=forms.read(form, []),
        scans={name: Path(path) for name, path in _pairs(scans, "--scan").items()},
        numbers=_pairs(numbers, "--number"),
        dates={name: door.day(text, f"《{name}》的成文日期") for name, text in _pairs(dated, "--dated").items()},
    )
    made = taking_in.take_in(given, actor=door.actor(person), now=door.now())
    if as_json:
        door.print_json(views.case_row(made.case))
        return
    say(f"已接收在办项目 {made.case.code}《{made.case.title}》，现在「{made.case.stage}」。")
    if made.without:
        say(f"没有交来的以前的文书：{'、'.join(made.without)}。")


def export(
    out: Annotated[Path, typer.Option("--out", help="导出到这个文件，以 .xlsx、.csv 或 .json 结尾。")],
    home: Home = None,
    unmask: Annotated[
        bool, typer.Option("--unmask", help="不遮盖个人信息：要有职责和理由，逐个项目记入日志。")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="为什么要导出未遮盖的个人信息。")] = "",
    person: Annotated[str | None, typer.Option("--as", help="谁要导出未遮盖的。")] = None,
    as_json: Json = False,
) -> None:
    """导出项目台账：单位、金额、环节、时限、逾期、等次；个人信息遮盖。"""
    door.open_office(home)
    actor = door.required_actor(person) if unmask else None
    made = exporting.export(out, now=door.now(), unmask=unmask, reason=reason, actor=actor)
    if as_json:
        door.print_json({"path": str(made.path), "rows": made.rows, "kept_masked": made.kept_masked})
        return
    say(f"已导出 {made.rows} 个项目到 {made.path}。")
    if made.kept_masked:
        say(f"其中 {made.kept_masked} 个项目的个人信息你现在不能查看，仍遮盖。")


def _pairs(said: list[str] | None, option: str) -> dict[str, str]:
    """`名称=值`, each name once."""
    found: dict[str, str] = {}
    for text in said or ():
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise BadInput(f"{option} 应当写成 名称=值 的形式，现为「{text}」。")
        if name.strip() in found:
            raise BadInput(f"{option} 里「{name.strip()}」写了两次，请只留一个。")
        found[name.strip()] = value.strip()
    return found
