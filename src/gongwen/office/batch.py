"""成批办理: one act for every party that is awaited, from a folder of signed copies that bear the parties' names."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf
from gongwen.office.receiving import uploads


def take_each(
    code: str,
    action: str,
    scans: Path,
    *,
    actor: Actor,
    now: datetime,
    printer: papers.Prints | None,
    form: Mapping[str, Any],
    told: Callable[[registry.Receipt], None] = lambda receipt: None,
) -> list[registry.Receipt]:
    """Take the act once for each PDF of the folder, for the party that its file is named after; the rest of the form is
    the same for all.

    BadInput, before anything is recorded, names every file that is no party's, and parties with two files. Broken off,
    the same folder again carries on: what was taken is found, what it owes is finished.
    """
    field, called = _file_field(code, action), _called(code, action)
    copies = sorted(path for path in _files(scans) if path.suffix.lower() == ".pdf")
    if faults := _faults(scans, copies, called):
        raise BadInput.of(faults)
    made = []
    for path in copies:
        filled = {**form, field: path}
        made.append(
            desk.take(code, action, actor=actor, now=now, printer=printer, form=filled, party=called[path.stem])
        )
        told(made[-1])
    return made


@dataclass(frozen=True)
class Offer:
    """What may be taken for several parties at once: the act, how its file is called, other fields, who is awaited."""

    action: str
    copy: str
    fields: tuple[Field, ...]
    awaited: tuple[str, ...]


def offer(code: str) -> Offer:
    """The act that the case's parties owe now, each with one signed copy. Refused, saying why, where there is none."""
    case = registry.case(code)
    rule = shelf.definition(case.workflow, case.workflow_hash).stage(case.stage).task
    if rule is None or case.closed:
        raise Refused(f"{code} 现在「{case.stage}」，不是由几方各办一次的环节，没有可以成批登记的。")
    _file_field(code, rule.do)
    files = [field for field in rule.form if field.type == "file"]
    awaited = tuple(task.party.name for task in registry.tasks(code, open_only=True) if task.action == rule.do)
    return Offer(rule.do, files[0].label, tuple(field for field in rule.form if field.type != "file"), awaited)


def receive(name: str, content: bytes) -> dict[str, str]:
    """Lay a signed copy (a PDF) out for the errand that takes it; its SHA-256 and name. BadInput for any other file."""
    called = uploads.safe_name(name)
    uploads.check(called, content, (uploads.PDF,))
    with tempfile.TemporaryDirectory(prefix="gongwen-copy-") as folder:
        path = Path(folder) / "copy"
        path.write_bytes(content)
        return {"sha": registry.lay_out(path, called, uploads.PDF.media_type)["sha"], "name": called}


def _faults(scans: Path, copies: Sequence[Path], called: Mapping[str, str]) -> list[str]:
    if not copies:
        return [f"文件夹「{scans}」里没有 PDF，请把签回的扫描件按单位名称存成「单位名称.pdf」。"]
    parties = [called[path.stem] for path in copies if path.stem in called]
    twice = [name for name in dict.fromkeys(parties) if parties.count(name) > 1]
    strangers = [path.name for path in copies if path.stem not in called]
    names = "、".join(dict.fromkeys(called.values()))
    faults = (
        [f"文件{'、'.join(strangers)}对不上各方单位（{names}），请按单位的全称或简称改文件名。"] if strangers else []
    )
    return faults + [f"「{name}」有两份扫描件，请只留一份。" for name in twice]


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise BadInput(f"「{folder}」不是文件夹，请写放扫描件的文件夹。")
    return list(folder.iterdir())


def _file_field(code: str, action: str) -> str:
    case = registry.case(code)
    rules = shelf.definition(case.workflow, case.workflow_hash).rules()
    rule = next((rule for _, rule in rules if rule.do == action and rule.parties), None)
    if rule is None:
        raise Refused(f"「{action}」不是由几方各办一次的，不能成批办理；请用 project take 办理。")
    files = [field.name for field in rule.form if field.type == "file"]
    if len(files) != 1:
        raise Refused(f"「{action}」要交的不是一个扫描件，不能成批办理；请逐个用 project take 办理。")
    return files[0]


def _called(code: str, action: str) -> dict[str, str]:
    """Full and short name → the full name of every party that was ever called to this act."""
    names = [task.party.name for task in registry.tasks(code) if task.action == action]
    if not names:
        raise Refused(f"{code}还没有到「{action}」这一步，请先办前面的（见 project explain {code}）。")
    shorts = {row.name: row.short for row in registry.organs()}
    return {called: name for name in names for called in (name, shorts.get(name, "")) if called}
