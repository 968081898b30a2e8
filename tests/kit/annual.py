"""年度考核评估: a year that is being marked: its scheme, what the units report, what is found on visits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit.county import CHECKER, CHIEF, CLERK, COUNTY, DISTRICT, NOW, a_county, take
from kit.issued import issued

VISITOR, OURS, THEIRS = Actor("高望舒"), Actor("邵云起"), Actor("温明理")
NAMES = ("发现和建档", "帮扶到位", "家庭满意")
WEIGHTS = (30, 50, 20)
SCHEME: dict[str, Any] = {
    "year": 2026, "subject": "困难家庭帮扶救助工作", "basis": "领导小组2026年工作要点", "units": [COUNTY, DISTRICT],
    "scope": "2026年实施的帮扶救助工作",
    "indicators": [{"name": n, "weight": w, "source": "台账"} for n, w in zip(NAMES, WEIGHTS, strict=True)],
    "grade_lines": [{"name": n, "threshold": t} for n, t in (("优", 90), ("良", 80), ("合格", 60), ("不合格", 0))],
    "self_by": "2026-07-24", "check_from": "2026-07-27", "check_to": "2026-07-31",
}  # fmt: skip
SUMMARY = {
    "strengths": ["急难情况当日救助"], "weaknesses": ["个别资料不齐"], "next_steps": ["对照得分提出改进措施"],
}  # fmt: skip


def reported(*points: float) -> dict[str, Any]:
    rows = zip(NAMES, WEIGHTS, points, strict=True)
    scores = [{"name": name, "weight": weight, "points": mark, "evidence": "台账"} for name, weight, mark in rows]
    return {"self_report": "入户核实三百户。", "self_scores": scores, "self_plan": "加强回访。"}


def visited(*points: float) -> dict[str, Any]:
    rows = zip(NAMES, WEIGHTS, points, strict=True)
    checks = [{"name": name, "weight": weight, "points": mark, "found": "抽查属实"} for name, weight, mark in rows]
    return {
        "checked_on": "2026-07-28", "checked_place": "民政局", "checkers": ["高望舒", "顾言之"],
        "review_checks": checks, "check_opinion": "工作扎实。",
    }  # fmt: skip


def a_year(home: Path) -> str:
    """A founded county with the year's review opened in it; its code."""
    a_county(home)
    return desk.open_project("2026年度考核评估", kind="", unit="", actor=CLERK, now=NOW, flow="annual-review").code


def begun(code: str, printer: papers.Prints | None, scheme: dict[str, Any] = SCHEME) -> None:
    take(code, "报审方案", CLERK, printer, scheme)
    take(code, "审定方案", CHIEF, printer, {"plan_opinion": "同意。"})
    issued(code, "年度考核评估通知", NOW)


def visits(code: str, printer: papers.Prints | None) -> None:
    take(code, "登记核查", VISITOR, printer, visited(25, 40, 15), party=DISTRICT)
    take(code, "登记核查", VISITOR, printer, visited(29, 48.5, 19), party=COUNTY)


def announced(code: str, printer: papers.Prints | None) -> registry.CaseRow:
    begun(code, printer)
    take(code, "报送自评", OURS, printer, reported(30, 50, 20))
    take(code, "报送自评", THEIRS, printer, reported(28, 45, 18))
    visits(code, printer)
    take(code, "汇总评分", CLERK, printer, SUMMARY)
    take(code, "审核同意", CHECKER, printer, {"audit_opinion": "得分无误。"})
    return take(code, "审定结果", CHIEF, printer, {"approval_opinion": "同意。"})
