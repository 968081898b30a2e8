"""导出台账: the projects as a list for spreadsheets, masked unless a person may see and says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongwen import exchanging, registry, workflow
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import calendar, duty, privacy
from gongwen.office.staffing.access import Visitor
from gongwen.office.staffing.privacy import Sight
from gongwen.office.watching import case_data, listing, paper_list, searching, todo
from gongwen.office.watching.paging import Part

WHOLE = Part(size=None)
COLUMNS = {
    "code": "项目编号", "title": "名称", "kind": "类别", "unit": "项目单位", "amount": "金额（元）", "phase": "阶段",
    "stage": "环节", "holder": "责任人", "due": "应办结", "left": "时限", "state": "状态", "overdue": "逾期（工作日）",
    "grade": "等次", "opened_on": "登记日期", "closed_on": "办结日期", "personal": "个人信息",
}  # fmt: skip


@dataclass(frozen=True)
class Export:
    """The file written: how many projects, and how many of them stay masked though unmasking was asked for."""

    path: Path
    rows: int
    kept_masked: int


def export(out: Path, *, now: datetime, unmask: bool = False, reason: str = "", actor: Actor | None = None) -> Export:
    """Write the list of projects to a .xlsx, .csv or .json file.

    Unmasked, each project that holds personal data and that this person may see is journalled by itself, before the
    file is written; the others stay masked. Refused where the person may see none.
    """
    form = out.suffix.removeprefix(".")
    if form.lower() not in exchanging.FORMATS:
        raise BadInput(
            f"不会导出「{out.name}」，文件名应当以 {'、'.join(f'.{name}' for name in exchanging.FORMATS)} 结尾。"
        )
    cases = [case for case in registry.cases() if case.workflow == shelf.PROJECT_FLOW]
    sights = _sights(cases, actor, reason, now) if unmask else {}
    on_duty, days = duty.today(day_of(now)), calendar.calendar()
    rows = [_row(case, sights.get(case.code) or privacy.masked(case), on_duty, days, now) for case in cases]
    data = exchanging.sheet_file(form, "项目台账", COLUMNS, rows)
    _write(out, data)
    masked = sum(bool(row["personal"]) and row["code"] not in sights for row in rows)
    return Export(out, len(rows), masked if unmask else 0)


def _sights(cases: list[registry.CaseRow], actor: Actor | None, reason: str, now: datetime) -> dict[str, Sight]:
    """Leave to see each case that holds something personal, journalled; Refused where there is none to be had."""
    if actor is None:
        raise BadInput("导出未遮盖的台账要说明是谁：请用 --as 写明姓名。")
    holding = [
        case for case in cases if privacy.personal_fields(case) or privacy.masked(case).text(case.title) != case.title
    ]
    allowed = [case for case in holding if privacy.may_see(case, actor, now)]
    if holding and not allowed:
        raise Refused(
            f"「{actor.person}」现在不能查看任何项目的个人信息，请由{'或'.join(duty.KEEPERS)}导出，或导出遮盖的台账。"
        )
    return registry.within(
        lambda: {case.code: privacy.unmasked(case, actor=actor, reason=reason, now=now) for case in allowed}
    )


def _row(
    case: registry.CaseRow, sight: Sight, on_duty: duty.OnDuty, days: workflow.Calendar, now: datetime
) -> dict[str, Any]:
    definition = shelf.definition(case.workflow, case.workflow_hash)
    stage = definition.stage(case.stage)
    timed = calendar.timed(case, now, days)
    amount = case_data.amount(case)
    return {
        "code": case.code,
        "title": sight.text(case.title),
        "kind": case.kind,
        "unit": case.unit,
        "amount": Decimal(amount) if amount else None,
        "phase": stage.phase,
        "stage": case.stage,
        "holder": [] if case.closed else on_duty.names([definition.owner(stage)], case.unit),
        "due": timed.due.day if timed else None,
        "left": timed.standing.words if timed else "",
        "state": _state(case, timed),
        "overdue": _overdue(timed),
        "grade": case.data.get("grade") or "",
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "personal": _personal(case, sight),
    }


def _state(case: registry.CaseRow, timed: calendar.Timed | None) -> str:
    if case.closed:
        return "已办结"
    if timed is None:
        return "无时限"
    return timed.standing.state if timed.due.certain else f"{timed.standing.state}{workflow.UNCERTAIN}"


def _overdue(timed: calendar.Timed | None) -> int | None:
    """Working days past due; of hours the whole ones."""
    return -timed.standing.left if timed and timed.standing.state == workflow.OVERDUE else None


def _personal(case: registry.CaseRow, sight: Sight) -> str:
    """The personal fields with their values, as this person sees them."""
    held = {one.name for one in privacy.personal_fields(case)}
    rows = [row for row in case_data.rows(case, sight) if row["name"] in held]
    told = case_data.lines(rows, {one.name: one for one in privacy.fields_of(case)})
    return "\n".join(f"{row['label']}：{row['text']}" for row in told)


def _write(out: Path, data: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
    except OSError as error:
        raise BadInput(f"写不了文件「{out}」，请核对路径，或先关闭正打开它的程序。") from error


def case_sheet(chosen: listing.CaseFilter, *, who: Visitor, now: datetime) -> bytes:
    """The cases as they were filtered, all pages of them, as a workbook, masked."""
    page = listing.cases(chosen, who=who, now=now, part=WHOLE)
    rows = [row | {"amount": Decimal(row["amount"]) if row["amount"] else None} for row in page.rows]
    return exchanging.sheet_file("xlsx", "事项台账", listing.COLUMNS, rows)


def paper_sheet(chosen: paper_list.PaperFilter, *, who: Visitor) -> bytes:
    """The papers as they were filtered, as a workbook, masked."""
    page = paper_list.papers(chosen, who=who, part=WHOLE)
    return exchanging.sheet_file("xlsx", "文书台账", paper_list.COLUMNS, list(page.rows))


def todo_sheet(
    *, now: datetime, actor: Actor | None = None, overdue: bool = False, visible: registry.Visible | None = None
) -> bytes:
    """What waits, as it was filtered, as a workbook, masked."""
    page = todo.page(now=now, actor=actor, overdue=overdue, visible=visible, part=WHOLE)
    return exchanging.sheet_file("xlsx", "待办", todo.COLUMNS, list(page.rows))


def found_sheet(asked: searching.Asked, *, who: Visitor, now: datetime) -> bytes:
    """What a search found of the kind that is shown, all of it, as a workbook, masked."""
    found = searching.search(asked, who=who, now=now, part=WHOLE)
    return exchanging.sheet_file("xlsx", f"检索：{found.what}", searching.COLUMNS[found.what], list(found.page.rows))
