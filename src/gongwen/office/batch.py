"""成批办理: one act for every party that is awaited, from a folder of signed copies that bear the parties' names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf


def take_each(
    code: str,
    action: str,
    scans: Path,
    *,
    actor: Actor,
    now: datetime,
    printer: papers.Prints,
    form: Mapping[str, Any],
    told: Callable[[registry.Receipt], None] = lambda receipt: None,
) -> list[registry.Receipt]:
    """Take the act once for each PDF of the folder, for the party that its file is named after; the rest of the form is
    the same for all.

    BadInput, before anything is recorded, names every file that is nobody's awaited copy. Broken off, it carries on
    with the parties that are still awaited.
    """
    field, awaited, done = _file_field(code, action), _awaited(code, action), _done(code)
    copies = sorted(path for path in _files(scans) if path.suffix.lower() == ".pdf")
    if not copies:
        raise BadInput(f"文件夹「{scans}」里没有 PDF，请把签回的扫描件按单位名称存成「单位名称.pdf」。")
    strangers = [path.name for path in copies if path.stem not in awaited and path.stem not in done]
    if strangers:
        waiting = "、".join(dict.fromkeys(awaited.values())) or "没有"
        raise BadInput(f"文件{'、'.join(strangers)}对不上待办的单位（{waiting}），请按单位的全称或简称改文件名。")
    made = []
    for path in copies:
        if party := awaited.get(path.stem):
            filled = {**form, field: path}
            made.append(desk.take(code, action, actor=actor, now=now, printer=printer, form=filled, party=party))
            told(made[-1])
    return made


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise BadInput(f"「{folder}」不是文件夹，请写放扫描件的文件夹。")
    return list(folder.iterdir())


def _file_field(code: str, action: str) -> str:
    case = registry.case(code)
    rule = shelf.stage(case, case.stage).rule(action)
    if rule is None or rule.parties is None:
        raise Refused(f"环节「{case.stage}」的「{action}」不是由几方各办一次的，不能成批办理；请用 project take 办理。")
    files = [field.name for field in rule.form if field.type == "file"]
    if len(files) != 1:
        raise Refused(f"「{action}」要交的不是一个扫描件，不能成批办理；请逐个用 project take 办理。")
    return files[0]


def _awaited(code: str, action: str) -> dict[str, str]:
    """Full and short name → the party's full name, of those whose task is open."""
    names = [task.party.name for task in registry.present_tasks(code) if task.open and task.action == action]
    return _by_any_name(names)


def _done(code: str) -> dict[str, str]:
    return _by_any_name([task.party.name for task in registry.present_tasks(code) if not task.open])


def _by_any_name(names: list[str]) -> dict[str, str]:
    shorts = {row.name: row.short for row in registry.organs()}
    return {called: name for name in names for called in (name, shorts.get(name, "")) if called}
