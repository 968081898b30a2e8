"""所请: which stages are a judgement, which moves are light, what is new in a form, what evidence there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.reviewing import asking, differences, evidence, reading
from gongwen.office.staffing import access, privacy
from kit.office import an_office, play, story
from kit.quick import QuickPress, quick

CODE, CHECKER, UNIT = "QHBF-2026-001", "顾言之", "许明辉"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


@pytest.fixture
def office(tmp_path: Path, press: QuickPress) -> Iterator[QuickPress]:
    an_office(tmp_path / "office")
    yield press
    registry.close()


def judged(flow: str) -> list[str]:
    definition = shelf.definition(flow)
    return [stage.name for stage in definition.stages if asking.judges(definition, stage)]


def light(flow: str) -> list[str]:
    definition = shelf.definition(flow)
    return [rule.do for stage, rule in definition.rules() if asking.is_light(definition, stage, rule)]


def test_a_stage_that_may_send_back_or_scores_is_a_judgement(office: QuickPress) -> None:
    assert judged("paper")[:4] == ["核稿", "会签", "签发", "复核"] and "起草" not in judged("paper")
    assert {"审核", "批准", "审签", "评分", "定等次"} <= set(judged("project"))
    assert not {"申报", "起草合同", "整改", "兑现"} & set(judged("project"))


def test_only_what_asks_for_nothing_and_ends_nothing_is_light(office: QuickPress) -> None:
    assert {"会签", "签发"} <= set(light("paper"))
    assert not {"核稿通过", "退回", "不予签发", "归档", "撤销"} & set(light("paper"))
    assert not {"提交评分", "批准立项", "不予批准"} & set(light("project"))


def test_a_form_handed_in_again_shows_what_was_changed(office: QuickPress) -> None:
    acts = story("01")
    play(acts, office, until=lambda act: act.said.get("do") == "审核通过")
    case, by = registry.case(CODE), {"printer": office}
    at = case.stage_at + timedelta(hours=1)
    desk.take(CODE, "退回补正", actor=Actor(CHECKER), now=at, reason="户数请核对。", **by)
    form = {**next(act for act in acts if act.said.get("do") == "提交").said["form"], "households": 7}
    desk.take(CODE, "提交", actor=Actor(UNIT), now=at + timedelta(hours=1), form=form, **by)
    case = registry.case(CODE)
    changed = differences.of_form(case, privacy.masked(case), Actor(CHECKER))
    assert [(label, after) for label, _, after in changed] == [("受益户数", "7")]
    assert differences.of_form(case, privacy.masked(case), Actor("陆文渊")) == ()
    paper = reading.main_paper(case)
    assert paper and paper.template == "立项申报书"


def test_evidence_is_found_by_what_it_is_called_and_its_lack_is_told(office: QuickPress) -> None:
    play(story("01"), office, until=lambda act: act.said.get("do") == "提交评分")
    case = registry.case(CODE)
    known = evidence.record(case, access.visitor("温如玉", case.stage_at), actor=Actor("温如玉"), now=case.stage_at)
    papers, plan, lacking = evidence.of_line(known, "监督检查记录表、实施计划、入户核实记录（样本）")
    assert [row["template"] for row in papers.papers] == ["监督检查记录表"]
    assert papers.facts and papers.facts[0][0] == "检查情况" and papers.facts[0][1][0].outcome
    assert plan.facts and not plan.missing
    assert lacking.word == "入户核实记录" and lacking.missing
