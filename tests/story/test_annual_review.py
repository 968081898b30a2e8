"""年度考核评估: every unit reports and is visited in its own time; totals and grades are computed, never typed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.pressroom import papers
from kit import quick
from kit.annual import OURS, SCHEME, SUMMARY, THEIRS, VISITOR, a_year, announced, begun, reported, visited
from kit.county import CLERK, COUNTY, DISTRICT, FILER, NOW, names_of, take
from kit.issued import issued


@pytest.fixture
def code(tmp_path: Path) -> str:
    return a_year(tmp_path / "office")


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
