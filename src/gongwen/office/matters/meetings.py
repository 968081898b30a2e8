"""领导小组例会: the agenda from what the organs proposed, the decisions, who answers for them and how they stand.

How a decision stands is always read from the case's history, report by report; what a case keeps of it is a copy for
papers and conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gongwen import registry
from gongwen.document import dates
from gongwen.errors import BadInput

Row = Mapping[str, Any]
FLOW = "meeting"
PROPOSED, REPORTED = "报送议题", "报告办结"
DONE, OPEN, LATE, NOTED = "已办结", "在办", "逾期", "不督办"
OFFICE_WORDS = ("领导小组办公室", "办公室")
PROPOSAL_COLUMNS = {"by": "报送单位", "matter": "议题", "minutes": "分钟", "reason": "理由"}
DECISION_COLUMNS = {
    "no": "序号", "matter": "事项", "by": "责任单位", "due": "时限", "state": "办理", "waiting": "未报告的",
    "project": "项目编号",
}  # fmt: skip


def agenda(case: registry.CaseRow) -> dict[str, Any]:
    """The agenda as it was written, else every topic proposed, in the order of the organs' reports."""
    rows = case.data.get("agenda") or proposals(case)
    if not rows:
        raise BadInput("各单位没有报送议题，也没有填写议程，请经办人填写议程（agenda）。")
    return {"agenda": [{name: row.get(name) for name in ("matter", "by", "minutes")} for row in rows]}


def proposals(case: registry.CaseRow) -> list[dict[str, Any]]:
    """The topics that the member organs proposed, each with its organ's short name."""
    answers = {event.party: event.form for event in registry.events(case.code) if event.action == PROPOSED}
    return [
        {"by": called(organ), **{name: row.get(name) for name in ("matter", "minutes", "reason")}}
        for organ, form in answers.items()
        for row in form.get("topics") or ()
    ]


def decisions(case: registry.CaseRow) -> dict[str, Any]:
    """The decisions numbered, with the full names of the organs that answer for them and the project they are about.

    BadInput tells every organ or project that is not on record, and what a decision to be followed up lacks.
    """
    faults: list[str] = []
    rows = [_decision(case, no, row, faults) for no, row in enumerate(case.data.get("resolutions") or (), 1)]
    if faults:
        raise BadInput.of(faults)
    return {"decisions": rows}


def responsible(case: registry.CaseRow) -> tuple[str, ...]:
    """The organs that owe a report: of each decision not done yet, or taken up again; in the order of the decisions."""
    again = set(_numbers(case.data.get("reopen") or ()))
    rows = [row for row in case.data.get("decisions") or () if not row.get("done") or row["no"] in again]
    return tuple(dict.fromkeys(organ for row in rows for organ in row["organs"]))


def check_report(case: registry.CaseRow) -> dict[str, Any]:
    """Nothing to compute at the counter; BadInput when a report or a return names a decision that there is not."""
    known = {row["no"] for row in case.data.get("decisions") or () if row["organs"]}
    named = [row["no"] for row in case.data.get("results") or ()] + _numbers(case.data.get("reopen") or ())
    strange = [str(no) for no in dict.fromkeys(named) if no not in known]
    if strange:
        listed = "、".join(map(str, sorted(known)))
        raise BadInput(f"督办的议定事项没有第{'、'.join(strange)}项，要督办的是第{listed}项，请改正序号。")
    return {}


def tallied(case: registry.CaseRow) -> dict[str, Any]:
    """The decisions with every report since they were made, or last taken up again; done when each organ reported."""
    reports: dict[int, dict[str, Row]] = {row["no"]: {} for row in case.data["decisions"]}
    for event in registry.events(case.code):
        for no in _numbers(event.form.get("reopen") or ()):
            reports.get(no, {}).clear()
        for row in event.form.get("results") or () if event.action == REPORTED else ():
            reports.get(row["no"], {})[event.party] = row
    return {"decisions": [_with_reports(row, reports[row["no"]]) for row in case.data["decisions"]]}


def all_done(data: Mapping[str, Any]) -> bool:
    """Whether every decision that somebody answers for is done."""
    rows = [row for row in data.get("decisions") or () if row["organs"]]
    return bool(rows) and all(row.get("done") for row in rows)


def tell_projects(case: registry.CaseRow, *, actor: str, now: datetime) -> None:
    """Write each decision about a project into that project's record, once, with the meeting it comes from."""
    for code in dict.fromkeys(row["project"] for row in case.data["decisions"] if row.get("project")):
        told = [_for_project(case, row) for row in case.data["decisions"] if row.get("project") == code]
        before = [row for row in registry.case(code).data.get("meeting_decisions") or () if row["case"] != case.code]
        why = f"领导小组会议议定事项（{case.code}）"
        registry.amend_case(code, {"meeting_decisions": [*before, *told]}, why=why, actor=actor, now=now)


def standing(case: registry.CaseRow, today: date) -> list[dict[str, Any]]:
    """Every decision as a row: who answers for it, until when, who has reported, and whether it is late."""
    return [_standing(row, today) for row in case.data.get("decisions") or ()]


def shown(code: str, today: date) -> dict[str, Any]:
    """A meeting's topics and decisions; BadInput when the case is no meeting."""
    case = registry.case(code)
    if case.workflow != FLOW:
        raise BadInput(f"「{code}」不是领导小组例会，请核对编号（查看全部：gongwen project list）。")
    rows = standing(case, today)
    kept = {"code": case.code, "title": case.title, "stage": case.stage}
    return {**kept, "proposals": proposals(case), "decisions": rows}


def called(organ: str) -> str:
    """An organ's short name where it has one."""
    row = next((row for row in registry.organs() if row.name == organ), None)
    return (row.short or row.name) if row else organ


def _decision(case: registry.CaseRow, no: int, row: Row, faults: list[str]) -> dict[str, Any]:
    """One decision as the case keeps it; what is wrong with it joins `faults`."""
    place = f"第{no}项议定事项「{row['matter']}」"
    organs = _organs(row.get("by") or "", place, faults)
    if organs and not row.get("due"):
        faults.append(f"{place}写了责任单位，没有写完成时限，不能督办，请补填。")
    if row.get("due") and dates.read(row["due"], place) < dates.read(case.data["held_on"], "会议日期"):
        faults.append(f"{place}的完成时限（{row['due']}）早于会议日期（{case.data['held_on']}），请改正。")
    if row.get("project"):
        faults += _project_faults(row["project"], place)
    kept = {name: row.get(name) for name in ("matter", "heard", "decided", "by", "due", "project")}
    return {"no": no, **kept, "organs": organs}


def _organs(text: str, place: str, faults: list[str]) -> list[str]:
    """The full names of the organs in a text such as 市民政局、市财政局."""
    found: list[str] = []
    for word in filter(None, (part.strip() for part in re.split("[、，,；;]", text))):
        try:
            office = registry.profile()["office"]["name"]
            found.append(registry.organ(office if word in OFFICE_WORDS else word).name)
        except BadInput:
            faults.append(f"{place}的责任单位「{word}」没有登记，请写登记过的全称或者简称（gongwen organ list）。")
    return list(dict.fromkeys(found))


def _project_faults(code: str, place: str) -> list[str]:
    try:
        project = registry.case(code)
    except BadInput as error:
        return [f"{place}：{fault}" for fault in error.faults]
    closed = f"{place}涉及的项目「{code}」已经办结，不再记入，请删去项目编号。"
    return [closed] if project.closed else []


def _with_reports(row: Row, reports: Mapping[str, Row]) -> dict[str, Any]:
    given = [{"organ": organ, "result": reports[organ]["result"], "done_on": reports[organ]["done_on"]}
             for organ in row["organs"] if organ in reports]  # fmt: skip
    return {**row, "reports": given, "done": bool(row["organs"]) and len(given) == len(row["organs"])}


def _for_project(case: registry.CaseRow, row: Row) -> dict[str, Any]:
    kept = {name: row.get(name) for name in ("no", "matter", "decided", "by", "due")}
    return {"case": case.code, "meeting": case.data["meeting"], "held_on": case.data["held_on"], **kept}


def _standing(row: Row, today: date) -> dict[str, Any]:
    late = (today - dates.read(row["due"], "完成时限")).days if row.get("due") else 0
    state = NOTED if not row["organs"] else DONE if row.get("done") else f"{LATE}{late}天" if late > 0 else OPEN
    reported = [f"{called(one['organ'])}：{one['result']}（{one['done_on']}）" for one in row.get("reports") or ()]
    waiting = [
        called(organ) for organ in row["organs"] if organ not in [one["organ"] for one in row.get("reports") or ()]
    ]
    return {
        "no": row["no"],
        "matter": row["matter"],
        "by": row.get("by") or "",
        "due": row.get("due"),
        "project": row.get("project"),
        "state": state,
        "reported": reported,
        "waiting": waiting if row["organs"] else [],
    }


def _numbers(words: Iterable[Any]) -> list[int]:
    """The numbers among words that a person typed; what is no number is told as one that there is not."""
    return [int(word) if str(word).strip().isdigit() else -1 for word in _flat(words)]


def _flat(words: Iterable[Any]) -> Sequence[Any]:
    return [part for word in words for part in re.split("[、，, ]+", str(word)) if part]
