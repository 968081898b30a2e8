"""年度考核评估: every unit reports and is visited in its own time; totals and grades are computed, never typed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit import quick
from kit.county import CHECKER, CHIEF, CLERK, COUNTY, DISTRICT, FILER, NOW, a_county, names_of, take
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


@pytest.fixture
def code(tmp_path: Path) -> str:
    a_county(tmp_path / "office")
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


def test_every_unit_has_its_own_report_and_visit_and_the_best_stands_first(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    case = announced(code, press)
    assert [(row["unit"], row["total"], row["grade"]) for row in case.data["ranking"]] == [
        (COUNTY, "96.5", "优"),
        (DISTRICT, "80", "良"),
    ]
    assert names_of(code) == [
        "年度考核评估通知",
        f"年度自评报告：{COUNTY}", f"年度自评报告：{DISTRICT}",
        f"年度实地核查表：{DISTRICT}", f"年度实地核查表：{COUNTY}",
        "年度考核评估汇总表", "年度考核评估通报",
    ]  # fmt: skip
    notice = registry.papers(case=code)[-1].inputs["values"]
    assert notice["notice_number"].startswith("青帮办〔2026〕") and len(notice["issuers"]) == 10

    issued(code, "年度考核评估通报", NOW + timedelta(days=30))
    take(code, "登记通报", CLERK, press)
    assert take(code, "归档", FILER, press).closed
    registry.verify_journal()


def test_a_report_is_drafted_when_it_comes_not_when_the_last_has_come(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    begun(code, press)
    assert take(code, "报送自评", THEIRS, press, reported(28, 45, 18)).stage == "自评"
    paper = registry.papers(case=code)[-1]
    values = paper.inputs["values"]
    assert (paper.occasion, values["unit"], values["reporter"]) == (DISTRICT, DISTRICT, "温明理")
    assert paper.latest and paper.latest.pdf_sha


def test_the_clerk_enters_what_came_on_paper_and_says_whose_it_is(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick.quick(monkeypatch)
    begun(code, press)
    with pytest.raises(BadInput, match="请用 --party 写明"):
        take(code, "报送自评", CLERK, press, reported(28, 45, 18))
    take(code, "报送自评", CLERK, press, reported(28, 45, 18), party=COUNTY)
    event = registry.events(code)[-1]
    assert (event.actor, event.role, event.party) == ("周晓岚", "经办人", COUNTY)


def test_a_unit_reports_for_itself_only(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(code, quick.quick(monkeypatch))
    with pytest.raises(Refused, match=DISTRICT):
        take(code, "报送自评", OURS, None, reported(28, 45, 18), party=DISTRICT)


def test_late_reports_hold_nobody_up_once_the_day_has_passed(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick.quick(monkeypatch)
    begun(code, press)
    take(code, "报送自评", OURS, press, reported(30, 50, 20))
    with pytest.raises(Refused, match="报送自评报告的期限"):
        take(code, "到期转核查", CLERK, press, reason="望山区没有报送")
    later = NOW + timedelta(days=14)
    assert take(code, "到期转核查", CLERK, press, reason="望山区没有报送", at=later).stage == "实地核查"
    assert {task.party.name for task in registry.tasks(code, open_only=True)} == {COUNTY, DISTRICT}


def test_marks_that_do_not_fit_the_scheme_are_told_before_anything_is_recorded(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    begun(code, press)
    take(code, "报送自评", OURS, press, reported(30, 50, 20))
    take(code, "报送自评", THEIRS, press, reported(28, 45, 18))
    take(code, "登记核查", VISITOR, press, visited(25, 51, 15), party=DISTRICT)
    take(code, "登记核查", VISITOR, press, visited(25, 50, 15), party=COUNTY)
    before = registry.case(code)
    with pytest.raises(BadInput, match=f"「{DISTRICT}」的「帮扶到位」核定 51 分，应当在 0 到 50 分之间"):
        take(code, "汇总评分", CLERK, press, SUMMARY)
    assert registry.case(code) == before

    take(code, "退回重查", CLERK, press, reason="核定分超过分值")
    take(code, "登记核查", VISITOR, press, visited(25, 45, 15), party=DISTRICT)
    take(code, "登记核查", VISITOR, press, visited(25, 50, 15), party=COUNTY)
    assert take(code, "汇总评分", CLERK, press, SUMMARY).data["ranking"][1]["total"] == "85"
    assert names_of(code).count(f"年度实地核查表：{DISTRICT}") == 1  # redrawn, not doubled


def test_a_scheme_whose_weights_are_not_a_hundred_is_not_sent_up(code: str) -> None:
    short = SCHEME | {"indicators": SCHEME["indicators"][:2]}
    with pytest.raises(Refused, match="合计应当是 100 分"):
        take(code, "报审方案", CLERK, None, short)


@pytest.mark.slow
def test_the_papers_print_without_a_fault(code: str) -> None:
    with papers.press() as press:
        announced(code, press)
        for paper in registry.papers(case=code):
            if paper.flow and registry.case(paper.flow).stage == "起草":
                take(paper.flow, "送核", CLERK, press)
    for paper in registry.papers(case=code):
        found = paper.versions[-1].findings
        assert [f["message"] for f in found if f["severity"] != "note"] == [], paper.title
