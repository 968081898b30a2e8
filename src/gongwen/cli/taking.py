"""办理: one act on a project or on a paper's flow, and one more party called in; the options both doors share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import say
from gongwen.errors import Refused
from gongwen.office import desk
from gongwen.office.pressroom import papers
from gongwen.office.procedures import forms
from gongwen.office.watching import views

FormFile = Annotated[Path | None, typer.Option("--form", help="填好的表（YAML）；附件写文件路径。")]
Fields = Annotated[list[str] | None, typer.Option("--set", help="直接填一个栏目：名称=值，可重复。")]
To = Annotated[str, typer.Option("--to", help="可以去往几个环节的动作（退回），写明去往哪个环节。")]
Party = Annotated[
    str, typer.Option("--party", help="几方各办一次的，写明办哪一方的（机关或姓名）；只能办一方的不用写。")
]


def take_case(
    code: str, action: str, person: str, form: dict[str, Any], reason: str, later: bool, as_json: bool,
    to: str = "", party: str = "",
) -> None:  # fmt: skip
    """One act on a project or on a paper's flow, told as it happens."""
    given: dict[str, Any] = {"actor": door.actor(person), "now": door.now(), "form": form, "reason": reason}
    with papers.press() as printer:
        receipt = desk.take(
            code,
            action,
            **given,
            to=to,
            party=party,
            printer=None if later else printer,
            progress=lambda job: door.progress_console.print(f"  {views.job_name(job)} …"),
        )
    if as_json:
        door.print_json(views.receipt(receipt))
    else:
        _tell(receipt)
    if stuck := views.stuck(receipt.case.code):
        raise Refused.of(stuck)


def add_party(code: str, action: str, party: str, person: str, reason: str) -> None:
    """加签, told."""
    made = desk.add_party(code, action, party, actor=door.actor(person), now=door.now(), reason=reason)
    again = "（此前已加）" if made.repeated else ""
    say(f"{code}「{action}」已加上 {made.event.party}{again}；待办：{_awaited(made)}。")


def read_form(file: Path | None, fields: list[str] | None) -> dict[str, Any]:
    """What was filled in, in a file and behind `--set`."""
    return forms.read(file, fields or [])


def _tell(receipt: Any) -> None:
    """What was done and which papers it made; names stay whole in a pipe."""
    event, again = receipt.event, "（此前已办，接着完成欠办的事）" if receipt.repeated else ""
    whose = f"（{event.party}）" if event.party else ""
    say(f"{receipt.case.code}「{event.action}」{whose}已办：{event.source} → {event.target}{again}")
    if receipt.tasks:
        say(f"  待办：{_awaited(receipt)}")
    for row in views.papers_made(receipt):
        say(f"  生成《{row['title']}》（{row['template']}）{row['flow'] or ''}")


def _awaited(receipt: Any) -> str:
    return "、".join(task.party.name for task in receipt.tasks)
