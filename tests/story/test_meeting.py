"""领导小组例会: topics from every member organ, an agenda, the meeting, its 纪要 or 简报, decisions followed up."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import demo, demo_hands, desk
from gongwen.office.matters import meetings
from gongwen.office.paperwork import drafts
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.watching import views
from kit.issued import issued
from kit.office import PrinterThatMustRest, an_office, story

CLERK, LEADER, DEPUTY, FILER = Actor("周晓岚"), Actor("方致远"), Actor("秦雅琴"), Actor("夏知秋")
LIAISONS = {
    "青禾市民政局": "章若水", "中共青禾市委宣传部": "丁一凡", "青禾市财政局": "高远", "青禾市教育局": "罗清川",
    "青禾市人力资源和社会保障局": "冯子衿", "青禾市农业农村局": "田小满", "青禾市卫生健康委员会": "陶然",
    "青禾市医疗保障局": "康宁", "青禾市妇女联合会": "叶知夏", "青禾市残疾人联合会": "安然",
}  # fmt: skip
NOW = datetime(2026, 10, 9, 1, tzinfo=UTC)
HELD = datetime(2026, 10, 22, 8, tzinfo=UTC)
CALL = {"meeting": "2026年第三次会议", "topics_due": "2026-10-15"}
PLACE = {
    "held_on": "2026-10-22", "held_at": "上午9时", "place": "市民政局三楼会议室",
    "chair": "市委副书记、领导小组组长方致远", "reply_due": "2026-10-20",
}  # fmt: skip
WINTER = {"topics": [{"matter": "研究困难家庭冬季救助方案", "minutes": 10, "reason": "入冬前要落实到户"}]}
MEDICAL = {"topics": [{"matter": "研究因病致困家庭医疗费用的补助办法", "minutes": 10}]}
HAPPENED = {
    "summary": "研究困难家庭冬季救助和医疗费用补助",
    "present": ["方致远", "秦雅琴", "陆文渊", "钱立诚", "康瑞"],
    "absent": ["市教育局孟晓芸（参加省里会议）"],
    "resolutions": [
        {
            "matter": "关于冬季救助",
            "heard": "会议听取了市民政局关于冬季救助方案的汇报",
            "decided": "会议同意冬季救助方案，11月30日前把棉衣被、取暖补助和口粮送到户。",
            "by": "市民政局、市财政局",
            "due": "2026-11-30",
        },
        {
            "matter": "关于医疗费用补助",
            "decided": "会议议定，对经报销后仍有困难的家庭给予临时救助。",
            "by": "市医保局",
            "due": "2026-11-15",
        },
        {"matter": "关于宣传", "decided": "会议强调，宣传帮扶工作不得公开受助家庭的身份信息。"},
    ],
}


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def opened() -> str:
    case = desk.open_project("2026年第三次会议", kind="", unit="", actor=CLERK, now=NOW, flow=meetings.FLOW)
    take(case.code, "发起征集", CLERK, CALL)
    return case.code


def take(code: str, action: str, actor: Actor, form: Mapping[str, Any] | None = None, **more: Any) -> registry.CaseRow:
    at, printer = more.pop("at", NOW), more.pop("printer", PrinterThatMustRest())
    desk.take(code, action, actor=actor, now=at, printer=printer, form=form or {}, **more)
    return registry.case(code)


def collected(answers: Mapping[str, Mapping[str, Any]]) -> str:
    """A meeting for which every member organ has reported, with these topics."""
    code = opened()
    for organ, liaison in LIAISONS.items():
        take(code, "报送议题", Actor(liaison), answers.get(organ, {}))
    return code


@cache
def _kept(make: Callable[[], str]) -> tuple[Path, str]:
    """An office in which `make` was played once for all tests, and the meeting's code."""
    folder = Path(tempfile.mkdtemp(prefix="gongwen-meeting-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    an_office(folder / "office")
    code = make()
    registry.close()
    return folder, code


def _copy_of(make: Callable[[], str]) -> str:
    """The meeting's code, in a copy of that office of the test's own."""
    folder, code = _kept(make)
    copy = Path(tempfile.mkdtemp(dir=folder)) / "office"
    registry.close()
    shutil.copytree(folder / "office", copy)
    registry.open(copy)
    return code


def called_together() -> str:
    """A meeting whose notice has been issued."""
    return _copy_of(_called_together)


def _called_together() -> str:
    code = collected({"青禾市民政局": WINTER, "青禾市医疗保障局": MEDICAL})
    take(code, "送审议程", CLERK, PLACE)
    take(code, "同意召开", DEPUTY, {"approved_by": "领导小组组长"})
    issued(code, "会议通知", NOW + timedelta(days=2))
    return code


def followed_up() -> str:
    """A meeting whose 纪要 has been issued and whose decisions are followed up."""
    return _copy_of(_followed_up)


def _followed_up() -> str:
    return minuted(_called_together(), HAPPENED)


def minuted(code: str, happened: Mapping[str, Any]) -> str:
    """The meeting held, its 纪要 issued."""
    take(code, "拟写纪要", CLERK, happened, at=HELD)
    issued(code, "会议纪要", HELD)
    take(code, "转入督办", CLERK, at=HELD)
    return code


def result(no: int, done_on: str = "2026-11-10") -> dict[str, Any]:
    return {"results": [{"no": no, "result": "已全部落实到户。", "done_on": done_on}]}


def test_a_meeting_runs_from_its_topics_to_its_last_decision() -> None:
    """Every paper drafted from what was entered before; each organ answers for its own; the end is counted."""
    code = followed_up()
    notice = drafts.latest(code, "会议通知").inputs["values"]
    assert [(row["matter"], row["by"]) for row in notice["agenda"]] == [
        ("研究困难家庭冬季救助方案", "市民政局"), ("研究因病致困家庭医疗费用的补助办法", "市医保局"),
    ]  # fmt: skip
    minutes = drafts.latest(code, "会议纪要").inputs["values"]
    assert [row["matter"] for row in minutes["topics"]] == ["关于冬季救助", "关于医疗费用补助", "关于宣传"]
    assert (minutes["meeting"], minutes["absent"]) == (CALL["meeting"], HAPPENED["absent"])

    owed = [task.party.name for task in registry.tasks(code, open_only=True)]
    assert owed == ["青禾市民政局", "青禾市财政局", "青禾市医疗保障局"]
    take(code, "报告办结", Actor("康宁"), result(2), at=HELD)
    take(code, "报告办结", Actor("高远"), result(1), at=HELD)
    assert [row["state"] for row in meetings.standing(registry.case(code), date(2026, 11, 1))] == [
        "在办", "已办结", "不督办",
    ]  # fmt: skip
    assert take(code, "报告办结", Actor("章若水"), result(1), at=HELD).stage == "销号"
    take(code, "核对销号", CLERK, {"closing_opinion": "三项均已核对。"}, at=HELD)
    assert take(code, "归档", FILER, at=HELD).closed
    registry.verify_journal()


def test_each_member_organ_reports_once_and_for_itself() -> None:
    """The tenth report moves the case on; nobody reports for another organ but the clerk, for what came on paper."""
    code = opened()
    assert {task.party.name for task in registry.tasks(code)} == set(LIAISONS)
    take(code, "报送议题", Actor("章若水"), WINTER)
    with pytest.raises(Refused):
        take(code, "报送议题", Actor("章若水"), MEDICAL, party="青禾市医疗保障局")
    take(code, "报送议题", CLERK, MEDICAL, party="市医保局")
    proposed = meetings.proposals(registry.case(code))
    assert [(row["by"], row["minutes"]) for row in proposed] == [("市民政局", 10), ("市医保局", 10)]


def test_a_deadline_closes_the_collecting_and_the_others_are_let_go() -> None:
    """On the closing day the clerk goes on with what came; before it the flow waits for everybody."""
    code = opened()
    take(code, "报送议题", Actor("章若水"), WINTER)
    with pytest.raises(Refused, match="「报送议题的截止日期」还没有到"):
        take(code, "截止征集", CLERK)
    late = datetime(2026, 10, 15, 1, tzinfo=UTC)
    assert take(code, "截止征集", CLERK, at=late).stage == "拟定议程"
    assert registry.tasks(code, open_only=True) == ()
    assert [row["matter"] for row in take(code, "送审议程", CLERK, PLACE, at=late).data["agenda"]] == [
        "研究困难家庭冬季救助方案"
    ]


def test_a_meeting_without_topics_needs_an_agenda_of_its_own() -> None:
    code = collected({})
    with pytest.raises(BadInput, match="没有报送议题，也没有填写议程"):
        take(code, "送审议程", CLERK, PLACE)
    own = {**PLACE, "agenda": [{"matter": "通报三季度工作"}]}
    assert take(code, "送审议程", CLERK, own).stage == "审定议程"


def test_no_result_is_entered_before_the_notice_is_issued() -> None:
    code = collected({"青禾市民政局": WINTER})
    take(code, "送审议程", CLERK, PLACE)
    with pytest.raises(Refused, match="只有组长（方致远）、副组长（秦雅琴）可以办理"):
        take(code, "同意召开", CLERK, {"approved_by": "领导小组组长"})
    take(code, "同意召开", LEADER, {"approved_by": "领导小组组长"})
    with pytest.raises(Refused, match="《会议通知》尚未印发"):
        take(code, "拟写纪要", CLERK, HAPPENED)


def test_every_fault_of_the_decisions_is_told_at_once() -> None:
    code = called_together()
    faulty = [
        {"matter": "甲", "decided": "办。", "by": "市商务局", "due": "2026-11-30"},
        {"matter": "乙", "decided": "办。", "by": "市财政局"},
        {"matter": "丙", "decided": "办。", "by": "市财政局", "due": "2026-10-01"},
        {"matter": "丁", "decided": "办。", "project": "QHBF-2026-009"},
    ]
    with pytest.raises(BadInput) as told:
        take(code, "拟写纪要", CLERK, {**HAPPENED, "resolutions": faulty}, at=HELD)
    beginnings = (
        "第1项议定事项「甲」的责任单位「市商务局」没有登记",
        "第2项议定事项「乙」写了责任单位，没有写完成时限",
        "第3项议定事项「丙」的完成时限（2026-10-01）早于会议日期",
        "第4项议定事项「丁」：没有编号为「QHBF-2026-009」的事项",
    )
    assert all(fault.startswith(words) for fault, words in zip(told.value.faults, beginnings, strict=True))
    assert registry.case(code).stage == "召开会议"


def test_a_decision_about_a_project_stands_in_that_project_s_record() -> None:
    """Once, with the meeting it comes from; the project's journal tells it."""
    code = called_together()
    opening = story("01")[0]
    said = opening.said["open"]
    project = desk.open_project(
        said["title"], kind=said["kind"], unit=said["unit"], actor=Actor(opening.person), now=NOW
    ).code
    named = [{**HAPPENED["resolutions"][0], "project": project}, *HAPPENED["resolutions"][1:]]
    minuted(code, {**HAPPENED, "resolutions": named})
    kept = registry.case(project)
    assert [(row["case"], row["no"], row["matter"]) for row in kept.data["meeting_decisions"]] == [
        (code, 1, "关于冬季救助")
    ]
    assert registry.entries(project)[-1].details["why"] == f"领导小组会议议定事项（{code}）"
    assert [row["meeting"] for row in views.project(project)["decisions"]] == [CALL["meeting"]]
    meetings.tell_projects(registry.case(code), actor="周晓岚", now=HELD)
    assert registry.case(project) == kept


def test_a_report_names_decisions_that_there_are_and_is_the_organ_s_own() -> None:
    code = followed_up()
    with pytest.raises(BadInput, match="没有第7、3项，要督办的是第1、2项"):
        take(code, "报告办结", Actor("康宁"), {"results": [*result(7)["results"], *result(3)["results"]]}, at=HELD)
    with pytest.raises(Refused):
        take(code, "报告办结", Actor("罗清川"), result(1), at=HELD)
    take(code, "报告办结", Actor("康宁"), result(1), at=HELD)  # not theirs: it settles nothing
    rows = meetings.standing(registry.case(code), date(2026, 11, 20))
    assert [(row["state"], row["waiting"]) for row in rows] == [
        ("在办", ["市民政局", "市财政局"]), ("逾期5天", ["市医保局"]), ("不督办", []),
    ]  # fmt: skip


def test_what_is_not_done_is_taken_up_again_by_those_who_owe_it() -> None:
    """Closing wants every decision done; a return opens the tasks of the decisions named, and of those still open."""
    code = followed_up()
    take(code, "报告办结", Actor("康宁"), result(2), at=HELD)
    take(code, "报告办结", Actor("高远"), result(1), at=HELD)
    take(code, "报告办结", Actor("章若水"), result(2), at=HELD)  # the wrong number: theirs is the first
    with pytest.raises(Refused, match="还有责任单位没有报告办理结果"):
        take(code, "核对销号", CLERK, {"closing_opinion": "核对。"}, at=HELD)
    with pytest.raises(BadInput, match="没有第9项"):
        take(code, "退回督办", CLERK, {"reopen": ["9"]}, reason="不实。", at=HELD)
    take(code, "退回督办", CLERK, {"reopen": ["2"]}, reason="补助没有全部发到户。", at=HELD)
    assert [task.party.name for task in registry.tasks(code, open_only=True)] == [
        "青禾市民政局", "青禾市财政局", "青禾市医疗保障局",
    ]  # fmt: skip
    rows = meetings.standing(registry.case(code), date(2026, 11, 1))
    assert [row["waiting"] for row in rows] == [["市民政局"], ["市医保局"], []]
    take(code, "报告办结", Actor("康宁"), result(2), at=HELD)
    take(code, "报告办结", Actor("高远"), result(1), at=HELD)
    take(code, "报告办结", Actor("章若水"), result(1), at=HELD)
    assert take(code, "核对销号", CLERK, {"closing_opinion": "已核对。"}, at=HELD).stage == "整理"


def test_a_meeting_that_only_informs_is_told_in_a_briefing_and_owes_nothing() -> None:
    """No organ answers for anything: nothing to follow up; the briefing is a form, and has no number."""
    code = called_together()
    brief = {
        "summary": "通报三季度工作", "issue": 3, "brief_title": "领导小组召开第三次会议",
        "attendance": "各成员单位负责人参加会议",
        "resolutions": [{"matter": "关于三季度工作", "decided": "会议通报了三季度工作。"}],
    }  # fmt: skip
    desk.take(code, "编印简报", actor=CLERK, now=HELD, printer=None, form=brief)
    for job in registry.jobs(code, open_only=True)[:2]:
        claimed = registry.claim("测试", HELD, 60, code=code)
        assert claimed and claimed.id == job.id
        from gongwen.office import jobs

        jobs.do(claimed, HELD, PrinterThatMustRest())
    paper = drafts.latest(code, "工作简报")
    assert (paper.flow, paper.inputs["values"]["issue"]) == (None, 3)
    with pytest.raises(Refused, match=r"《工作简报》尚未成稿.*没有责任单位"):
        take(code, "转入督办", CLERK, at=HELD, printer=None)
    registry.complete_version(paper.id, paper.versions[-1].no, pdf=b"%PDF-1.4\n", findings=[], actor="周晓岚", now=HELD)
    assert take(code, "不需督办", CLERK, at=HELD, printer=None).stage == "整理"


def test_a_meeting_may_be_put_off_or_called_off() -> None:
    code = called_together()
    assert take(code, "改期", CLERK, reason="组长到省里开会。").stage == "拟定议程"
    assert take(code, "取消会议", CLERK, reason="与全会合并召开。").closed


def test_the_leaders_may_end_the_follow_up_with_a_reason() -> None:
    code = followed_up()
    with pytest.raises(Refused, match="只有组长（方致远）、副组长（秦雅琴）"):
        take(code, "停止督办", CLERK, reason="并入下次会议。", at=HELD)
    assert take(code, "停止督办", DEPUTY, reason="并入下次会议督办。", at=HELD).stage == "整理"
    assert registry.tasks(code, open_only=True) == ()


@pytest.mark.slow
def test_what_a_meeting_prints_has_no_error() -> None:
    """Its notice and its 纪要 through every hand of 发文办理, and a briefing of the same meeting."""
    flow, _ = demo.read_script(demo.script_folder())

    def hands(code: str, template: str, at: datetime) -> registry.PaperRow:
        paper = drafts.latest(code, template)
        given = {"now": at, "printer": press}

        def take_hand(case: str, hand: demo_hands.Hand) -> None:
            desk.take(case, hand.action, actor=Actor(hand.person), form=hand.form, party=hand.party, **given)

        demo_hands.Issue(paper, at, template, {}, flow).play(take_hand)
        return registry.paper(paper.id)

    with papers.press() as press:
        code = collected({"青禾市民政局": WINTER, "青禾市医疗保障局": MEDICAL})
        take(code, "送审议程", CLERK, PLACE)
        take(code, "同意召开", LEADER, {"approved_by": "领导小组组长"})
        made = [hands(code, "会议通知", NOW + timedelta(days=2))]
        brief = {"issue": 3, "brief_title": "领导小组研究部署冬季救助工作", "attendance": "各成员单位负责人参加会议"}
        kept = {name: HAPPENED[name] for name in ("summary", "resolutions")}
        take(code, "编印简报", CLERK, {**kept, **brief}, at=HELD, printer=press)
        made.append(drafts.latest(code, "工作简报"))
        take(code, "退回修改", CLERK, reason="议定事项要各单位执行，改印纪要。", at=HELD)
        take(code, "拟写纪要", CLERK, HAPPENED, at=HELD)
        made.append(hands(code, "会议纪要", HELD + timedelta(days=1)))
        assert take(code, "转入督办", CLERK, at=HELD + timedelta(days=2)).stage == "督办"
    assert [paper.reference is not None for paper in made] == [True, False, True]
    errors = [(paper.title, found["message"]) for paper in made for found in paper.versions[-1].findings
              if found["severity"] == "error"]  # fmt: skip
    assert errors == []
