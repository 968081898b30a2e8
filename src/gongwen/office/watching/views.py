"""查看: the records as rows that a door can show; reading only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import registry, workflow
from gongwen.errors import BadInput
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import calendar, privacy
from gongwen.office.staffing.privacy import Sight
from gongwen.office.watching import case_data, handing_out

PROJECT_COLUMNS = {
    "code": "项目编号",
    "title": "名称",
    "kind": "类别",
    "stage": "环节",
    "due": "应办结",
    "left": "时限",
}
LINE_COLUMNS = {"label": "栏目", "text": "内容"}
URGING_COLUMNS = {"at": "日期", "actor": "催办人", "to": "催办对象", "how": "方式", "stage": "环节", "note": "说明"}
ENDED_COLUMNS = {"code": "项目编号", "title": "名称", "kind": "类别", "stage": "环节", "grade": "等次"}
DECIDED_COLUMNS = {
    "held_on": "日期", "meeting": "会议", "matter": "事项", "decided": "议定内容", "by": "责任单位", "due": "时限",
}  # fmt: skip
EVENT_COLUMNS = {"at": "日期", "actor": "办理人", "action": "办理", "target": "到环节", "reason": "理由"}
PAPER_COLUMNS = {
    "project": "项目编号", "flow": "发文编号", "template": "文书", "stage": "环节", "number": "发文字号",
}  # fmt: skip
OWN_PAPER_COLUMNS = {
    "flow": "发文编号", "template": "文书", "stage": "环节", "number": "发文字号", "date": "成文日期",
}  # fmt: skip
ISSUED_COLUMNS = {"project": "项目编号", "template": "文书", "number": "发文字号", "date": "成文日期"}
JOB_COLUMNS = {"step": "步骤", "state": "状态", "attempts": "次数", "reason": "原因"}
STEP_NAMES = {
    "draft": "起草", "typeset": "排版", "proof": "核稿", "number": "编号", "imprint": "填印发日期", "file": "归卷",
    "score": "评分汇总", "grade": "定等次", "propose": "奖惩建议",
    "roster_plan": "拟定名单", "roster": "名单生效", "agenda": "拟定议程", "decisions": "登记议定事项",
    "tell_projects": "议定事项记入项目", "tally": "汇总办理结果",
    "draft_each": "成批起草", "file_each": "分头归卷", "discard": "废弃未签的", "open_below": "开出下一级",
    "receive": "来文归卷", "photos": "照片归卷", "results": "汇总得分",
    "sheet": "发文稿纸", "void": "作废", "revoke": "撤销", "abolish": "废止",
}  # fmt: skip


LATEST = 200
"""So many rows of a list are enough for a person; all of them only when asked for."""


@dataclass(frozen=True)
class Rows:
    """A list as it is shown: its last rows as they were opened, and how many there are in all."""

    rows: tuple[dict[str, Any], ...]
    total: int

    @property
    def more(self) -> str:
        """That there are more, in a sentence; empty when there are none."""
        shown = len(self.rows)
        return f"以上是最近登记的 {shown} 件，共 {self.total} 件，全部列出加 --all。" if shown < self.total else ""


def projects(
    stage: str | None = None, flow: str | None = None, *, now: datetime | None = None, most: int | None = None
) -> Rows:
    """The projects (or the matters of one flow) with stage and deadline, and how the deadline stands at `now`; the
    latest `most` of them, all where that is None; masked."""
    query = registry.CaseQuery(
        flows=(flow,) if flow else (),
        but_flows=(shelf.PAPER_FLOW,),
        places=frozenset(_called(stage)) if stage else None,
    )
    found = registry.find_cases(query, registry.Slice(by="opened", down=True, limit=most))
    days = calendar.calendar()
    return Rows(tuple(case_row(case, now=now, days=days) for case in reversed(found.rows)), found.total)


def _called(stage: str) -> Iterator[registry.Place]:
    """The stages of this name in every version of every flow."""
    for row in registry.published_list("workflow"):
        if shelf.definition(row.name, row.hash).find(stage):
            yield registry.Place(row.name, row.hash, stage)


def case_row(
    case: registry.CaseRow,
    *,
    now: datetime | None = None,
    days: workflow.Calendar | None = None,
    sight: Sight | None = None,
) -> dict[str, Any]:
    """One project as a row."""
    due = calendar.due(case, days)
    timed = calendar.timed(case, now, days) if now else None
    return {
        "code": case.code,
        "title": (sight or privacy.masked(case)).text(case.title),
        "kind": case.kind,
        "unit": case.unit,
        "amount": case_data.amount(case),
        "stage": case.stage,
        "due": str(due) if due else None,
        "left": timed.standing.words if timed else None,
        "state": timed.standing.state if timed else None,
        "opened_on": case.opened_on.isoformat(),
        "closed": case.closed,
        "grade": case.data.get("grade"),
    }


def project(code: str, *, now: datetime | None = None, sight: Sight | None = None) -> dict[str, Any]:
    """A project whole: what it is, its course, its papers, who was reminded, what it still owes; masked unless the
    looker's own `sight` is given."""
    case = registry.case(code)
    sight = sight or privacy.masked(case)
    rows = case_data.rows(case, sight)
    return case_row(case, now=now, sight=sight) | {
        "data": rows,
        "lines": case_data.lines(rows, {one.name: one for one in privacy.fields_of(case)}),
        "masked": any(row["masked"] for row in rows),
        "events": [_event(event, sight) for event in registry.events(code)],
        "papers": papers(code),
        "decisions": [_decided(row, sight) for row in case.data.get("meeting_decisions") or ()],
        "urgings": [_urging(row, sight) for row in registry.urgings(code)],
        "jobs": [_job(job) for job in registry.jobs(code, open_only=True)],
    }


def is_known(code: str) -> bool:
    """Whether there is a case of this code."""
    try:
        return bool(registry.case(code))
    except BadInput:
        return False


def _decided(row: Mapping[str, Any], sight: Sight) -> dict[str, Any]:
    """A meeting's decision about the project, as the meeting wrote it into the project's record."""
    return {**row, "matter": sight.text(row["matter"]), "decided": sight.text(row["decided"])}


def papers(project: str) -> list[dict[str, Any]]:
    """The papers of one project with their flow, number and state."""
    return [paper_row(paper) for paper in registry.papers(case=project)]


def all_papers(most: int | None = None) -> Rows:
    """The office's papers with their flow, number and state, the latest `most` of them, all where that is None."""
    found = registry.find_papers(registry.PaperQuery(), registry.Slice(by="opened", down=True, limit=most))
    rows = (
        _paper_row(one.paper, privacy.masked_title(one.paper, one.project), one.stage, one.drafts)
        for one in reversed(found.rows)
    )
    return Rows(tuple(rows), found.total)


def paper_row(paper: registry.PaperRow) -> dict[str, Any]:
    """One paper as a row."""
    stage = registry.case(paper.flow).stage if paper.flow else ""
    return _paper_row(paper, privacy.masked_title(paper), stage, len(paper.versions))


def _paper_row(paper: registry.PaperRow, title: str, stage: str, drafts: int) -> dict[str, Any]:
    return {
        "project": paper.case,
        "flow": paper.flow,
        "template": paper.template,
        "title": title,
        "stage": stage or ("已归卷" if paper.filed else "成稿"),
        "number": str(paper.reference or paper.inputs.get("number") or "") or None,
        "date": paper.issued_on.isoformat() if paper.issued_on else None,
        "drafts": drafts,
    }


def receipt(made: registry.Receipt) -> dict[str, Any]:
    """A receipt as data."""
    return {
        "case": made.case.code,
        "action": made.event.action,
        "source": made.event.source,
        "target": made.event.target,
        "repeated": made.repeated,
        "papers": papers_made(made),
    }


def papers_made(made: registry.Receipt) -> list[dict[str, Any]]:
    """The papers that a move drafted."""
    rows = registry.papers(case=made.case.code)
    return [paper_row(paper) for paper in rows if paper.inputs.get("event") == made.event.id]


def job_name(job: registry.JobRow) -> str:
    """A job in words: 排版 监督检查通知."""
    name = STEP_NAMES.get(job.step, job.step)
    return f"{name}《{job.argument}》" if job.argument else name


def stuck(code: str) -> list[str]:
    """What a case owes that has failed and waits for a person, each with its reason and what to do."""
    failed = [job for job in registry.jobs(code, open_only=True) if job.state == "失败"]
    return [
        f"{code}的{job_name(job)}没有办成：{job.reason.rstrip('。')}。"
        f"排除原因后请运行 gongwen paper retry {code} --as 姓名 重办。"
        for job in failed
    ]


def fetch(flow: str, out: Path, *, actor: Actor, now: datetime) -> list[Path]:
    """The latest DOCX and PDF of a paper, written into `out`; whom they are Refused says `handing_out.latest`."""
    given = handing_out.latest(flow, actor=actor, now=now)
    out.mkdir(parents=True, exist_ok=True)
    for one in given:
        (out / one.name).write_bytes(one.content)
    return [out / one.name for one in given]


def _event(event: registry.EventRow, sight: Sight) -> dict[str, Any]:
    return {
        "at": day_of(event.at).isoformat(),
        "actor": event.actor,
        "action": event.action,
        "source": event.source,
        "target": event.target,
        "reason": sight.text(event.reason),
    }


def _urging(row: registry.UrgingRow, sight: Sight) -> dict[str, Any]:
    return {
        "at": day_of(row.at).isoformat(),
        "actor": row.actor,
        "to": row.to,
        "how": row.how,
        "stage": row.stage,
        "note": sight.text(row.note),
    }


def _job(job: registry.JobRow) -> dict[str, Any]:
    return {"step": job_name(job), "state": job.state, "attempts": job.attempts, "reason": job.reason}
