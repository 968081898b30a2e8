"""领导小组的成立和调整: what a proposed change makes of the list, told at the counter, and how it takes effect.

The list of a 成立 or 调整 begins on the 成文日期 of its notice; a change of the office's staff is only filed, and
begins on the day it is filed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongwen import registry
from gongwen.document import dates
from gongwen.document.names import unpad
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts, validity
from gongwen.office.staffing import roster

FLOW = "leading-group"
NOTICES = ("领导小组成立通知", "领导小组调整通知")
STAFF = "办公室人员"
FOUNDING, CHANGING = "提出成立", "提出调整"
LEADERS = ("组长", "第一组长", "召集人")


def plan(case: registry.CaseRow) -> dict[str, Any]:
    """`new_members`, and of a change `left` and `joined`, from what is proposed and the list in force.

    BadInput tells everything wrong with the proposal; Refused when another change of this list is being issued.
    """
    _refuse_another(case)
    _refuse_issued(case)
    if case.data.get("changes"):
        return _changed(case)
    return _founded(case)


def take_effect(case: registry.CaseRow, *, at: datetime, actor: str, now: datetime) -> None:
    """Begin and end the terms of the case's change: by its issued notice, or of staff on the day it is filed (`at`).

    Repeated, it changes nothing. Refused when the notice's date does not fit the terms on record.
    """
    group, (starts, basis) = group_of(case), _basis(case, at)
    hand: dict[str, Any] = {"actor": actor, "now": now}
    if case.data.get("changes"):
        rows = {"leaving": case.data["left"], "joining": case.data["joined"]}
        roster.take_effect(group, **rows, starts=starts, basis=basis, case=case.code, **hand)
    else:
        roster.enter(group, case.data["new_members"], starts, basis, case=case.code, **hand)
    registry.amend_case(case.code, {"effective_on": starts, "effective_basis": basis}, why="名单生效", **hand)


def office_name() -> str:
    """The leading group's office: whose proposals may name anybody."""
    return registry.profile()["office"]["name"]


def proposing(unit: str | None) -> str:
    """The full name of the organ that proposes; without one the group's office."""
    return registry.organ(unit or office_name()).name


def title(what: str, form: Mapping[str, Any]) -> str:
    """What a new case is called: 成立……领导小组, 调整……领导小组成员."""
    group = form.get("group") or roster.group_name()
    if what == FOUNDING:
        return f"成立{group}"
    return f"调整{roster.office_of(group)}人员" if form.get("scope") == STAFF else f"调整{group}成员"


def proposed_before(what: str, form: Mapping[str, Any], unit: str, person: str) -> str | None:
    """The open case in which this person's last act was this very proposal: typed again after an interruption, it is
    carried on, not begun a second time."""
    for case in reversed(registry.cases(workflow=FLOW)):
        last = registry.events(case.code)[-1]
        same = (last.action, last.actor, last.form) == (what, person, registry.plain(dict(form)))
        if same and case.unit == unit and not case.closed:
            return case.code
    return None


def group_of(case: registry.CaseRow) -> str:
    """Whose list the case changes: the group that it founds, the office's own group, or that one's office."""
    own = roster.group_name()
    if case.data.get("scope") == STAFF:
        return roster.office_of(own)
    return case.data.get("group") or own


def _changed(case: registry.CaseRow) -> dict[str, Any]:
    rows: list[Mapping[str, Any]] = case.data["changes"]
    leaving = [row for row in rows if row["way"] == "调出"]
    joining = [row for row in rows if row["way"] == "调入"]
    made = roster.changed(group_of(case), leaving, joining)
    faults = _not_theirs(case, [*made["left"], *made["joined"]])
    if case.data["scope"] != STAFF and not _led(made["new_members"]):
        faults.append(f"调整后「{group_of(case)}」没有组长，请在调入中列明新任组长。")
    if faults:
        raise BadInput.of(faults)
    return made


def _founded(case: registry.CaseRow) -> dict[str, Any]:
    group, rows = group_of(case), case.data["members"]
    names = [unpad(row["name"]) for row in rows]
    faults = [f"拟任成员「{name}」列了{names.count(name)}次，请删去重复的。" for name in roster.repeated(names)]
    if roster.members(group):
        faults.append(f"「{group}」已有成员名单，不能再成立；变动成员请办理调整。")
    if not _led(rows):
        faults.append(f"「{group}」的拟任成员中没有组长，请列明。")
    faults += [fault for row in rows for fault in roster.row_faults(row, "拟任成员")]
    faults += roster.unknown_organ(case.data["office_organ"], "办公室设在")
    if faults:
        raise BadInput.of(faults)
    return {"new_members": [roster.as_member(row) for row in roster.placed((), rows, group)]}


def _led(rows: list[Mapping[str, Any]]) -> bool:
    return any(row["post"] in LEADERS for row in rows)


def _not_theirs(case: registry.CaseRow, rows: list[dict[str, Any]]) -> list[str]:
    """A member's organ proposes its own people; everybody else is proposed by the leading group's office."""
    office = office_name()
    if case.unit in (office, ""):
        return []
    return [
        f"「{row['name']}」（{row['title']}）的所在单位是「{row['organ'] or '未登记'}」，「{case.unit}」不能提出；"
        f"请由{'该单位' if row['organ'] else ''}{'或者' if row['organ'] else ''}「{office}」提出。"
        for row in {row["name"]: row for row in rows}.values()
        if row["organ"] != case.unit
    ]


def _refuse_another(case: registry.CaseRow) -> None:
    """While a notice of the same list is being issued, what it will make of the list is not known for certain."""
    for other in registry.cases(workflow=FLOW):
        if other.code != case.code and not other.closed and group_of(other) == group_of(case) and _is_issuing(other):
            raise Refused(
                f"「{group_of(case)}」的另一次变动（{other.code}）已批准、正在印发通知，名单还会变；"
                f"请经办人在{other.code}登记生效以后再办本件。"
            )


def _refuse_issued(case: registry.CaseRow) -> None:
    """A notice that is out and in force says what the list becomes; another one beside it would contradict it."""
    for paper in registry.papers(case=case.code):
        if paper.template in NOTICES and paper.filed and paper.standing == "有效":
            raise Refused(
                f"本件的通知（{paper.reference}）已经印发，请经办人登记生效；"
                "名单要改的，先由签发人撤销该通知，再重新报批。"
            )


def _is_issuing(case: registry.CaseRow) -> bool:
    if case.data.get("effective_on"):
        return False
    papers = registry.papers(case=case.code)
    return any(paper.template in NOTICES and not drafts.is_void(paper) for paper in papers)


def _basis(case: registry.CaseRow, at: datetime) -> tuple[date, str]:
    """From which day, and by which paper."""
    if case.data.get("scope") == STAFF:
        return day_of(at), f"{case.code}备案（{dates.printed(day_of(at))}）"
    issued = [paper for paper in registry.papers(case=case.code) if paper.template in NOTICES and paper.issued_on]
    valid = [paper for paper in issued if validity.stands(paper, day_of(at))]
    if not valid or valid[-1].issued_on is None:
        raise Refused(f"{case.code}的通知尚未印发，名单不能生效，请经办人催办它的发文手续。")
    day = valid[-1].issued_on
    return day, f"{valid[-1].reference}（{dates.printed(day)}）"
