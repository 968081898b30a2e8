"""紧急救助: help first, papers after; the deadlines run in hours."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.pressroom import papers
from gongwen.office.staffing import calendar
from kit import quick
from kit.county import CHECKER, CHIEF, CLERK, FILER, NOW, TOWN, a_county, names_of, take

REPORT = {
    "reported_at": "2026年7月12日5时20分", "reported_by": "柳湾村网格员", "reported_how": "电话",
    "place": "临溪县青溪镇柳湾村", "hardship": "自然灾害", "households": 2, "people": 7,
    "report": "强降雨致两户房屋进水，已转移到村小学安置点。", "needs": ["两户三天的米面油和饮用水", "七套被褥"],
}  # fmt: skip
VERIFIED = {
    "verified_at": "2026年7月12日6时40分", "verified_how": "现场", "verifiers": ["周晓岚", "高望舒"],
    "verified": "属实", "verification": "房屋进水约半米，不宜居住，无人员伤亡。",
    "household_codes": ["临溪-031", "临溪-034"],
}  # fmt: skip
ITEMS = [
    {"name": "米面油和饮用水", "quantity": 2, "unit": "份", "amount": 720, "given_on": "2026-07-12",
     "given_by": "周晓岚、许明辉", "household": "2户各1份"},
]  # fmt: skip
HELP = {"proposal": "当日送达物资并安置。", "authorised_by": "陆文渊", "authorised_how": "电话", "help_items": ITEMS}
AFTER = {
    "basis": "紧急救助先行办理的规定", "course": "接报后一小时内核实，当日上午物资送到。",
    "funding": "从镇应急储备中支出，单独登记。", "follow_up": "水退后查看房屋，不能居住的继续安置。",
}  # fmt: skip
VISIT = {"visited_on": "2026-08-10", "visit": "两户均已回家居住。", "outcome": "困难已经缓解"}


@pytest.fixture
def code(tmp_path: Path) -> str:
    a_county(tmp_path / "office")
    case = desk.open_project(
        "青溪镇暴雨受灾家庭救助", kind="紧急救助", unit=TOWN, actor=CLERK, now=NOW, flow="emergency"
    )
    return case.code


def helped(code: str, printer: papers.Prints) -> registry.CaseRow:
    take(code, "接报", CLERK, printer, REPORT)
    take(code, "转入救助", CLERK, printer, VERIFIED)
    return take(code, "登记救助", CLERK, printer, HELP)


def approved(code: str, printer: papers.Prints) -> registry.CaseRow:
    take(code, "送审", CLERK, printer, AFTER)
    take(code, "审核同意", CHECKER, printer, {"audit_opinion": "手续齐全。"})
    return take(code, "批准", CHIEF, printer, {"approval_opinion": "同意补办。"})


def whole(code: str, printer: papers.Prints) -> registry.CaseRow:
    helped(code, printer)
    approved(code, printer)
    take(code, "登记回访", CLERK, printer, VISIT, at=NOW + timedelta(days=29))
    return take(code, "归档", FILER, printer)


def test_help_comes_before_any_paper(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the first three steps waits for a form to be printed, signed or approved."""
    press = quick.quick(monkeypatch)
    assert code == "JJ-2026-001"
    take(code, "接报", CLERK, press, REPORT)
    take(code, "转入救助", CLERK, press, VERIFIED)
    assert press.printed == 0
    assert take(code, "登记救助", CLERK, press, HELP).stage == "补办"
    assert names_of(code) == ["急难情况核实表", "紧急救助发放单"]


def test_a_whole_case_leaves_its_four_sheets(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick.quick(monkeypatch)
    case = whole(code, press)
    assert case.closed
    assert names_of(code) == ["急难情况核实表", "紧急救助发放单", "紧急救助补办审批表", "紧急救助回访表"]
    sheet = registry.papers(case=code)[2]
    assert (sheet.inputs["values"]["help_total"], sheet.inputs["values"]["approval_opinion"]) == (
        "720.00",
        "同意补办。",
    )
    registry.verify_journal()


def test_deadlines_run_in_hours_from_the_moment_the_stage_began(code: str) -> None:
    due = calendar.due(take(code, "接报", CLERK, None, REPORT))
    assert due and due.moment == NOW + timedelta(hours=12)


def test_more_help_may_follow_and_the_sheet_says_the_whole(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick.quick(monkeypatch)
    helped(code, press)
    more: list[dict[str, Any]] = [
        *ITEMS,
        {**ITEMS[0], "name": "临时救助金", "quantity": None, "unit": None, "amount": 2000},
    ]
    take(code, "追加救助", CLERK, press, {"help_items": more})
    assert registry.papers(case=code)[-1].inputs["values"]["help_total"] == "2720.00"


def test_what_is_not_urgent_is_told_and_goes_the_ordinary_way(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick.quick(monkeypatch)
    take(code, "接报", CLERK, press, REPORT)
    wrong = {name: value for name, value in VERIFIED.items() if name != "household_codes"} | {"verified": "不属实"}
    with pytest.raises(Refused, match=r"「核实结论」.*属实"):
        take(code, "转入救助", CLERK, press, wrong)
    told = wrong | {"told": "已电话告知报告人，情况由村委会继续关注。"}
    case = take(code, "转常规办理", CLERK, press, told, reason="房屋未进水")
    assert (case.stage, case.closed, names_of(code)) == ("已转常规办理", True, ["急难情况核实表"])


def test_a_form_left_blank_is_told_at_the_counter(code: str) -> None:
    with pytest.raises(BadInput) as told:
        take(code, "接报", CLERK, None, {"place": "柳湾村"})
    assert any("急需的帮助" in fault for fault in told.value.faults)


@pytest.mark.slow
def test_the_sheets_print_without_a_fault(code: str) -> None:
    with papers.press() as press:
        assert whole(code, press).closed
    for paper in registry.papers(case=code):
        assert [f for f in paper.versions[-1].findings if f["severity"] != "note"] == [], paper.title
