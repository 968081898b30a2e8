"""公文现状: where one paper stands, as rows that a door can show: opinions, tasks, versions, recipients, its force."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import dispatch, drafts, opinions, validity
from gongwen.office.paperwork.standing import Standing
from gongwen.office.staffing import calendar
from gongwen.office.watching import views

TASK_COLUMNS = {"action": "任务", "party": "由谁", "state": "状态", "who": "办理人", "at": "日期", "reason": "说明"}
VERSION_COLUMNS = {"no": "稿次", "origin": "来源", "by": "经手人", "at": "日期", "docx": "SHA-256", "errors": "错误"}
RECIPIENT_COLUMNS = {
    "part": "类别", "name": "收文单位", "copies": "份数", "how": "方式", "sent_on": "分发", "received_by": "签收人",
    "received_on": "签收", "note": "说明",
}  # fmt: skip
OVERDUE_COLUMNS = {
    "flow": "发文编号", "number": "发文字号", "name": "收文单位", "sent_on": "分发", "due_on": "应签收",
    "title": "标题",
}  # fmt: skip
ORIGINS = {"template": "模板", "hand": "手工修改", "registration": "登记填写", "scan": "扫描件"}
DIGITS = 12


def show(flow: str, now: datetime) -> dict[str, Any]:
    """One paper whole; titles masked as everywhere."""
    paper, case = drafts.of_flow(flow), registry.case(flow)
    timed = calendar.timed(case, now)
    return views.paper_row(paper) | {
        "left": timed.standing.words if timed else None,
        "force": validity.told(paper) or paper.standing,
        "opinions": [_opinion(one) for one in opinions.standing(paper)],
        "tasks": [_task(row) for row in registry.tasks(flow)],
        "versions": [_version(row) for row in paper.versions],
        "recipients": recipients(flow),
        "events": [_event(row) for row in registry.events(flow)],
    }


def recipients(flow: str) -> list[dict[str, Any]]:
    """Whom the paper goes to: the list on record, or before it is issued whom the text names."""
    paper = drafts.of_flow(flow)
    listed = [recipient(row) for row in registry.recipients(paper.id)]
    return listed or [
        recipient(registry.RecipientRow(
            paper=paper.id, name=name, part=part, copies=1, how="", sent_by="", sent_at=None, received_by="",
            received_at=None, note="（文稿所列，用印后登记）",
        ))
        for part, names in dispatch.named(paper).items() for name in names
    ]  # fmt: skip


def recipient(row: registry.RecipientRow) -> dict[str, Any]:
    """One recipient as a row."""
    return {
        "part": row.part,
        "name": row.name,
        "copies": row.copies,
        "how": row.how,
        "sent_by": row.sent_by,
        "sent_on": _day(row.sent_at),
        "received_by": row.received_by,
        "received_on": _day(row.received_at),
        "note": row.note,
    }


def overdue(now: datetime) -> list[dict[str, Any]]:
    """Receipts that should have come."""
    return [
        vars(late) | {"sent_on": late.sent_on.isoformat(), "due_on": late.due_on.isoformat()}
        for late in dispatch.overdue(now)
    ]


def _opinion(one: Standing) -> dict[str, Any]:
    state = "有效" if one.stands else f"须重新{one.kind}：{one.why}"
    return {
        "kind": one.kind, "organ": one.organ, "who": one.person, "text": one.text or "（圈阅）", "at": _day(one.at),
        "version": one.no, "stands": one.stands, "state": state,
    }  # fmt: skip


def _task(row: registry.TaskRow) -> dict[str, Any]:
    who = people.acting(row.done_by, row.for_whom)
    return {
        "action": row.action, "party": row.party.name, "state": row.state, "who": who, "at": _day(row.closed_at),
        "reason": row.reason or (f"{row.added_by}加签" if row.added_by else ""),
    }  # fmt: skip


def _version(row: registry.VersionRow) -> dict[str, Any]:
    errors = sum(finding["severity"] == "error" for finding in row.findings)
    return {
        "no": row.no, "origin": ORIGINS[row.origin], "by": row.by, "at": _day(row.at),
        "docx": (row.docx_sha or row.pdf_sha or "")[:DIGITS], "typeset": bool(row.pdf_sha), "errors": errors,
    }  # fmt: skip


def _event(row: registry.EventRow) -> dict[str, Any]:
    who = people.hand(row)
    return {"at": _day(row.at), "actor": who, "action": row.action, "target": row.target, "reason": row.reason}


def _day(moment: datetime | None) -> str | None:
    return day_of(moment).isoformat() if moment else None
