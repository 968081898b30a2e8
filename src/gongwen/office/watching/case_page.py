"""事项页: one case whole, as the page of a clerk: its head, the way it has come and has ahead, what was filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from gongwen import numbering, registry, workflow
from gongwen.document import curtain
from gongwen.document.fields import Field
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.matters import meetings
from gongwen.office.paperwork import validity
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import moved_on
from gongwen.office.staffing import calendar, privacy
from gongwen.office.staffing.privacy import Sight
from gongwen.office.watching import case_data, case_moves, paper_view, todo, views
from gongwen.office.watching.owed import FAILED

Row = dict[str, Any]
PASSED, HERE, AHEAD, SKIPPED = "已过", "现在", "以后", "未经过"


def show(code: str, *, actor: Actor, now: datetime, sight: Sight | None = None) -> Row:
    """The whole page, masked unless the person's own `sight` is given."""
    case = registry.case(code)
    sight = sight or masked(case)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    events = registry.events(code)
    fields = {one.name: one for one in privacy.fields_of(case)}
    said_by_each, owed = _of_parties(definition), registry.jobs(code, open_only=True)
    data = [row for row in case_data.rows(case, sight) if row["name"] not in said_by_each]
    return {
        "head": head(case, definition, sight, now),
        "strip": strip(definition, case, events),
        "moves": _moves(case, owed, actor, now),
        "numbering": any(job.step == "number" and job.state != FAILED for job in owed),
        "board": case_moves.board(case, now=now, sight=sight),
        "course": [_event(event, sight, fields) for event in reversed(events)],
        "data": [_shown(row, fields[row["name"]]) for row in data],
        "masked": any(row["masked"] for row in data) and privacy.may_see(case, actor, now),
        "papers": [views.paper_row(paper) | {"id": paper.id} for paper in registry.papers(case=code)],
        "meeting": meetings.shown(code, day_of(now)) if case.workflow == meetings.FLOW else None,
        "children": [_child(row, now) for row in registry.cases(parent=code) if row.workflow != shelf.PAPER_FLOW],
        "urgings": [_urging(row, sight) for row in reversed(registry.urgings(code))],
        "decisions": [_decided(row, sight) for row in case.data.get("meeting_decisions") or ()],
        "stuck": [job for job in owed if job.state == FAILED],
        "seen": moved_on.last_seen(code),
    }


def _moves(case: registry.CaseRow, owed: Sequence[registry.JobRow], actor: Actor, now: datetime) -> list[Row]:
    """Every move; while the worker does what former ones owe, what a move lacks is not known yet and nobody is sent to
    do again what is being done."""
    rows = case_moves.moves(case, actor=actor, now=now)
    if not owed or any(job.state == FAILED for job in owed):
        return rows
    doing = "、".join(dict.fromkeys(views.job_name(job) for job in owed))
    wait = f"系统正在办理：{doing}。办好以后刷新本页再办。"
    return [row | {"missing": [wait]} if row["missing"] else row for row in rows]


def headed(code: str, *, now: datetime) -> Row:
    """The head of a case, as a page that is about one thing of it begins."""
    case = registry.case(code)
    return head(case, shelf.definition(case.workflow, case.workflow_hash), masked(case), now)


def head(case: registry.CaseRow, definition: workflow.Definition, sight: Sight, now: datetime) -> Row:
    """What stands at the top: number and title, stage, deadline, who holds it, and of a paper its own number."""
    timed, waiting = calendar.timed(case, now), todo.of_case(case, now)
    told = {
        "code": case.code,
        "title": sight.text(case.title),
        "kind": case.kind,
        "unit": case.unit,
        "flow": definition.title,
        "is_paper": case.workflow == shelf.PAPER_FLOW,
        "stage": case.stage,
        "phase": definition.stage(case.stage).phase,
        "opened_on": case.opened_on,
        "since": case.stage_since,
        "closed": case.closed,
        "closed_on": case.closed_on,
        "due": str(timed.due) if timed else "",
        "left": timed.standing.words if timed else "",
        "state": timed.standing.state if timed else "",
        "holders": list(waiting.parties or waiting.holders) if waiting else [],
        "owner": definition.owner(definition.stage(case.stage)),
        "amount": case_data.amount(case),
        "urged": todo.urged(waiting.told) if waiting else "",
        "parent": _parent(case),
    }
    return told | (_paper(case.code, sight, now) if told["is_paper"] else {})


def strip(definition: workflow.Definition, case: registry.CaseRow, events: Sequence[registry.EventRow]) -> list[Row]:
    """The phases with their stages: passed, present, ahead, or left out on the way. A case that ended outside every
    phase (withdrawn) has only what it passed, and that end as a phase of its own."""
    visited = {event.target for event in events} | {event.source for event in events}
    here = definition.stage(case.stage)
    last = definition.order(case.stage) if here.phase else -1
    rows = [
        {"phase": phase, "stages": [_place(definition, stage, visited, last) for stage in definition.stages
                                    if stage.phase == phase]}
        for phase in definition.phases
    ]  # fmt: skip
    for row in rows:
        row["state"] = _phase_state([place["state"] for place in row["stages"]])
    if not here.phase:
        rows.append({"phase": here.name, "state": HERE, "stages": [{"name": here.name, "state": HERE}]})
    return rows


def _place(definition: workflow.Definition, stage: workflow.Stage, visited: set[str], last: int) -> Row:
    order = definition.order(stage.name)
    if order == last:
        return {"name": stage.name, "state": HERE}
    if stage.name in visited and (order < last or last < 0):
        return {"name": stage.name, "state": PASSED}
    return {"name": stage.name, "state": SKIPPED if order < last or last < 0 else AHEAD}


def _phase_state(states: Sequence[str]) -> str:
    """Of a phase: where one of its stages is the present one; passed where any was."""
    return next((state for state in (HERE, PASSED, AHEAD) if state in states), SKIPPED)


def masked(case: registry.CaseRow) -> Sight:
    """What anybody sees of a case; of a paper's own flow with what its project hides."""
    own = privacy.masked(case)
    if not case.parent:
        return own
    return Sight(curtain.both(own.curtain, privacy.masked(registry.case(case.parent)).curtain))


def _parent(case: registry.CaseRow) -> Row | None:
    if not case.parent:
        return None
    above = registry.case(case.parent)
    return {"code": above.code, "title": privacy.masked(above).text(above.title), "stage": above.stage}


def _paper(flow: str, sight: Sight, now: datetime) -> Row:
    """The paper of a 发文 flow: its own title is masked by what the paper itself holds."""
    paper = registry.papers(flow=flow)[0]
    held, latest, whole = registry.number_of(paper.id), paper.versions[-1], paper_view.show(flow, now)
    counted = [finding["severity"] for finding in latest.findings]
    told = {
        "template": paper.template,
        "number": str(paper.reference or ""),
        "reserved": str(held.reference) if held and held.state == numbering.RESERVED else "",
        "force": validity.told(paper) or "",
        "versions": len(paper.versions),
        "typeset": bool(latest.pdf_sha),
        "errors": counted.count("error"),
        "warnings": counted.count("warning"),
        "opinions": [row | {"text": sight.text(row["text"])} for row in whole["opinions"]],
        "recipients": _counted(whole["recipients"]),
    }
    return {"title": privacy.masked_title(paper), "paper": told}


def _counted(rows: Sequence[Mapping[str, Any]]) -> Row:
    return {
        "all": len(rows),
        "sent": sum(bool(row["sent_on"]) for row in rows),
        "received": sum(bool(row["received_on"]) for row in rows),
    }


def _child(case: registry.CaseRow, now: datetime) -> Row:
    row = views.case_row(case, now=now)
    return {name: row[name] for name in ("code", "title", "unit", "stage", "left", "state", "closed")}


def _event(event: registry.EventRow, sight: Sight, fields: Mapping[str, Field]) -> Row:
    said = next((str(value) for name, value in event.form.items() if name.endswith("opinion") and value), "")
    filled = [
        {"name": name, "label": fields[name].label, "value": sight.field(fields[name], value)}
        for name, value in event.form.items()
        if name in fields and value not in (None, "", [], said)
    ]
    return {
        "at": event.at,
        "who": people.hand(event),
        "role": event.role,
        "party": event.party,
        "action": event.action,
        "source": event.source,
        "target": event.target,
        "moves": event.source != event.target,
        "reason": sight.text(event.reason),
        "said": sight.text(said),
        "form": case_data.lines(filled, fields),
    }


def _urging(row: registry.UrgingRow, sight: Sight) -> Row:
    return {"at": row.at, "actor": row.actor, "to": row.to, "how": row.how, "stage": row.stage,
            "note": sight.text(row.note)}  # fmt: skip


def _decided(row: Mapping[str, Any], sight: Sight) -> Row:
    return {**row, "matter": sight.text(row["matter"]), "decided": sight.text(row["decided"])}


def _of_parties(definition: workflow.Definition) -> frozenset[str]:
    """The fields that several parties each fill in, and the opinions on a paper: the case holds only the last one's,
    all of them stand in the course."""
    opinions = definition.name == shelf.PAPER_FLOW
    return frozenset(
        one.name
        for _, rule in definition.rules()
        for one in rule.form
        if rule.parties or (opinions and one.name.endswith("opinion"))
    )


def _shown(row: Row, one: Field) -> Row:
    """A filled field: a table with its columns, anything else as text."""
    told: Row = {"name": one.name, "label": one.label, "type": one.type, "masked": row["masked"]}
    value = row["value"]
    if one.type == "table" and isinstance(value, list):
        names = _columns(one, value)
        kinds = {column.name: column for column in one.columns}
        lines = [[_cell(kinds.get(name), line.get(name)) for name in names] for line in value
                 if isinstance(line, Mapping)]  # fmt: skip
        heads = [_cell(kinds.get(name), kinds[name].label if name in kinds else name) for name in names]
        return told | {"columns": heads, "rows": lines, "sums": _sums(kinds, names, value) if len(lines) > 1 else []}
    if one.type == "file":
        return told | {"text": "已交文件"}
    return told | {"text": _text(value)}


def _sums(kinds: Mapping[str, Field], names: Sequence[str], rows: Sequence[Any]) -> list[Row]:
    """A table's last line: what its amounts come to, each below its column; no line where it holds none. Prices of one
    piece (单价) are not summed, nor a column in which anything stands that is no amount."""
    amounts = [name for name in names if name in kinds and _is_summed(kinds[name])]
    summed = {name: _sum(row.get(name) for row in rows if isinstance(row, Mapping)) for name in amounts}
    return [_cell(kinds.get(name), summed.get(name)) for name in names] if any(summed.values()) else []


def _is_summed(column: Field) -> bool:
    return column.type == "money" and "单价" not in column.label


def _sum(values: Iterable[Any]) -> str | None:
    try:
        return str(sum((Decimal(str(value)) for value in values if value not in (None, "")), Decimal(0)))
    except InvalidOperation:
        return None


def _cell(column: Field | None, value: Any) -> Row:
    """A cell or a column's head, and whether it holds a number or an amount, which stand to the right."""
    kind = column.type if column else "text"
    return {"text": _text(value), "type": kind, "number": kind in ("integer", "number", "money")}


def _columns(one: Field, rows: Sequence[Any]) -> list[str]:
    """The columns that hold anything, in the form's order, then what else the rows hold (marks of a rubric)."""
    held = dict.fromkeys(name for row in rows if isinstance(row, Mapping) for name, value in row.items()
                         if value not in (None, ""))  # fmt: skip
    known = [column.name for column in one.columns if column.name in held]
    return known + [name for name in held if name not in known]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
