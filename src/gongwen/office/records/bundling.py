"""组卷差事: a closed case bound, verified and packed into one zip to be taken away; shown before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.errand_slip import Slip, result, zipped
from gongwen.office.people import Actor
from gongwen.office.records import casefile, journal
from gongwen.office.staffing import duty, privacy

ARCHIVIST = "档案员"
BINDERS = (ARCHIVIST, *duty.KEEPERS)
"""Who binds case files: they see every paper of the case."""


@dataclass(frozen=True)
class Preview:
    """A bundle before it is written: its 件 in order, how many pages, and every path that will be in it."""

    case: registry.CaseRow
    title: str
    rows: tuple[casefile.PreviewRow, ...]
    pages: int
    tree: tuple[tuple[str, tuple[str, ...]], ...]


def ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """Refused to whoever does not bind case files, and for a case that is not closed."""
    require_binder(actor, now)
    casefile.require_closed(registry.case(about))


def require_binder(actor: Actor, now: datetime) -> None:
    """Refused, naming who can do it, to whoever does not bind case files."""
    if not people.roles(actor.person, "", day_of(now)) & set(BINDERS):
        who = "、".join(duty.today(day_of(now)).names(BINDERS)) or "现无人担任"
        raise Refused(f"「{actor.person}」不能组卷，须由{'、'.join(BINDERS)}办理（现有：{who}）。")


def preview(code: str, *, actor: Actor, now: datetime) -> Preview:
    """What the bundle of a closed case would hold, before anything is printed or written."""
    require_binder(actor, now)
    case = registry.case(code)
    casefile.require_closed(case)
    rows = casefile.preview(case)
    tree = (*((row.folder, row.files) for row in rows), ("", ("阅览本.pdf",)))
    return Preview(case, privacy.masked(case).text(case.title), rows, sum(row.pages for row in rows), tree)


def bundle(slip: Slip) -> dict[str, Any]:
    """The case that the errand is about, as a zip of its BagIt folder; verified before it is handed over."""
    code = slip.about
    ready(slip.argument, code, slip.actor, slip.now)
    _note(code, slip.actor, slip.now)
    folder = slip.folder / f"{code}案卷"
    made = casefile.bundle(
        code, folder, actor=slip.actor, now=slip.now, printer=slip.printer,
        told=lambda at, of, what: slip.told(at, of + 2, what),
    )  # fmt: skip
    slip.told(casefile.STEPS, casefile.STEPS + 2, "核验案卷")
    faults = [*casefile.verify(folder), *journal.bundle_faults(folder)]
    slip.told(casefile.STEPS + 1, casefile.STEPS + 2, "打包")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    packed = zipped(slip.folder, files, slip.folder / f"{folder.name}.zip")
    verdict = faults or ["核验通过：文件齐全，未被改动，所印的日志摘要与办公室的日志相符。"]
    return result(
        slip.hand_over(packed), told=[f"{made.items} 件，阅览本 {made.pages} 页。", *verdict], whole=not faults
    )


def _note(code: str, actor: Actor, now: datetime) -> None:
    """Who takes a case file away that holds personal data, is journalled before it is made."""
    held = [paper.template for paper in registry.papers(case=code) if privacy.holds_personal(paper)]
    if held:
        roles = sorted(people.roles(actor.person, "", day_of(now)) & set(BINDERS))
        registry.note_sight(
            code, [f"《{name}》原件" for name in dict.fromkeys(held)], "组卷", roles=roles, actor=actor.person,
            door=actor.door, now=now,
        )  # fmt: skip
