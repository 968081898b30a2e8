"""一个项目从立项到归档: the third of the three files that tell the whole story (project.yaml → steps.py → this)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused, ToolMissing
from gongwen.office import demo, desk
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf
from gongwen.office.records import casefile
from gongwen.office.watching import views
from kit.office import PrinterThatHangs, PrinterThatMustRest, an_office, play, story

OWNER, CLERK = Actor("许明辉"), Actor("周晓岚")


@pytest.fixture(scope="module")
def press() -> Iterator[papers.Prints]:
    with papers.press() as printer:
        yield printer


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


@pytest.mark.slow
def test_a_project_walks_all_five_phases_and_leaves_every_paper(office: Path, press: papers.Prints) -> None:
    """立项 → 合同 → 监督 → 评估 → 奖惩 → 归档, each step's papers made, numbered in order, bound and verified."""
    acts = story("01")
    play(acts, press)

    case = registry.cases(workflow="project")[0]
    definition = shelf.definition("project")
    phases = [definition.stage(event.target).phase for event in registry.events(case.code)]
    assert case.stage == "归档" and case.closed
    assert list(dict.fromkeys(phases)) == ["立项", "合同", "监督", "评估", "奖惩", "归档"]

    made = {paper.template: paper for paper in registry.papers(case=case.code)}
    assert list(made) == [
        "立项申报书", "立项批复", "项目合同书", "监督检查通知", "监督检查记录表", "评估评分表", "评估结果通报",
        "表彰决定",
    ]  # fmt: skip
    numbers = {name: str(paper.reference) for name, paper in made.items() if paper.reference}
    assert numbers == {
        "立项批复": "青帮办〔2026〕1号",
        "监督检查通知": "青帮办〔2026〕2号",
        "评估结果通报": "青民发〔2026〕1号",
        "表彰决定": "青帮办〔2026〕3号",
    }
    for paper in made.values():
        assert paper.versions[-1].pdf_sha, paper.title
        assert [f for f in paper.versions[-1].findings if f["severity"] == "error"] == [], paper.title
    assert case.data["grade"] == "优" and case.data["score"]["total"] == "95.66"

    bundle = casefile.bundle(case.code, office / "案卷", actor=CLERK, now=acts[-1].at, printer=press)
    assert bundle.items == len(made)
    assert casefile.verify(bundle.folder) == []
    assert registry.verify_journal().count > 100


def test_nobody_can_skip_a_stage(office: Path) -> None:
    """Every action of every other stage is refused at the first one, and nothing is written."""
    case = desk.open_project("跳步", kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=OWNER, now=story("01")[0].at)
    definition = shelf.definition("project")
    here = {rule.do for rule in definition.first.moves}
    before = registry.verify_journal()
    for action in {rule.do for _, rule in definition.rules()} - here:
        for actor in (OWNER, CLERK, Actor("陆文渊")):
            with pytest.raises(Refused, match=f"没有「{action}」这个动作"):
                _take(case.code, action, actor)
    assert registry.verify_journal() == before
    assert registry.case(case.code) == case


def test_only_the_projects_own_unit_may_hand_in(office: Path) -> None:
    """项目单位 of another organ is nobody here."""
    case = desk.open_project("别家的", kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=OWNER, now=story("01")[0].at)
    with pytest.raises(Refused, match="只有项目单位（许明辉）、经办人（周晓岚）可以办理"):
        _take(case.code, "提交", Actor("童月"), form=story("01")[1].said["form"])


def test_a_form_with_gaps_is_told_whole(office: Path) -> None:
    """Every missing field of the form at once, with its label; the case stays where it was."""
    case = desk.open_project("缺项", kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=OWNER, now=story("01")[0].at)
    with pytest.raises(BadInput) as refused:
        _take(case.code, "提交", OWNER, form={"households": "许多"})
    assert any("「goal」（帮扶目标）" in fault for fault in refused.value.faults)
    assert any("「households」（受益户数）应当是整数" in fault for fault in refused.value.faults)
    assert registry.case(case.code).stage == "申报"


def test_somebody_unknown_is_told_so(office: Path) -> None:
    """A name that is not on file is bad input, not a refusal."""
    with pytest.raises(BadInput, match="没有登记名为「张三」的人员"):
        desk.open_project(
            "谁", kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=Actor("张三"), now=story("01")[0].at
        )


def test_a_kind_that_the_office_does_not_have_is_told(office: Path) -> None:
    """The kinds are the office's own words, from its founding file."""
    with pytest.raises(BadInput, match="项目类别「其他」不认识，本办公室的类别有：紧急救助、经济帮扶"):
        desk.open_project("类别", kind="其他", unit="临溪县青溪镇人民政府", actor=OWNER, now=story("01")[0].at)


class PrinterThatBreaks:
    """A press with a fault of its own, not one of our errors."""

    def to_pdf(self, docx: bytes) -> bytes:
        raise ZeroDivisionError("division by zero")


def test_a_fault_of_the_program_is_on_record_and_waits_for_a_person(office: Path) -> None:
    """Even an unforeseen fault leaves the reason where a person sees it, and nothing runs past it."""
    with pytest.raises(ZeroDivisionError):
        play(story("01")[:2], PrinterThatBreaks())
    row = views.project(registry.cases()[0].code)
    assert [(job["step"], job["state"]) for job in row["jobs"]] == [("排版", "失败"), ("核稿", "待办")]
    assert "ZeroDivisionError" in row["jobs"][0]["reason"]


def test_a_return_wants_a_reason(office: Path) -> None:
    """Withdrawing without saying why is refused and changes nothing."""
    case = desk.open_project("撤回", kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=OWNER, now=story("01")[0].at)
    with pytest.raises(BadInput, match="应当说明理由"):
        _take(case.code, "撤回申报", OWNER)
    done = desk.take(
        case.code, "撤回申报", actor=OWNER, now=story("01")[1].at, printer=PrinterThatMustRest(), reason="条件未成熟"
    )
    assert (done.case.stage, done.case.closed, done.event.reason) == ("已撤回", True, "条件未成熟")


def test_a_press_that_hangs_leaves_the_move_and_says_what_is_owed(office: Path, tmp_path: Path) -> None:
    """The decision stands, the failed step holds the later ones with its reason; nothing is half-done."""
    acts = story("01")
    with pytest.raises(ToolMissing, match="排版程序没有回应"):
        play(acts[:2], PrinterThatHangs())
    case = registry.cases()[0]
    assert case.stage == "审核"
    owed = [(job.step, job.state, job.reason) for job in registry.jobs(case.code)]
    assert owed == [
        ("draft", "已完成", ""),
        ("typeset", "待办", "排版程序没有回应。请运行 gongwen doctor 检查后重试。"),
        ("proof", "待办", ""),
    ]


def test_a_step_that_keeps_failing_waits_for_a_person(office: Path) -> None:
    """After three tries it is 失败, visible with its reason, and nothing runs past it."""
    for _ in range(3):
        with pytest.raises(ToolMissing):
            play(story("01")[:2], PrinterThatHangs())
    case = registry.cases()[0]
    row = views.project(case.code)
    assert [(job["step"], job["state"], job["attempts"]) for job in row["jobs"]] == [
        ("排版", "失败", 3), ("核稿", "待办", 0),
    ]  # fmt: skip
    play(story("01")[:2], PrinterThatMustRest())


@pytest.mark.slow
def test_a_failed_step_is_retried_by_a_person(office: Path, press: papers.Prints) -> None:
    """After the press works again one retry does what is owed, once."""
    for _ in range(3):
        with pytest.raises(ToolMissing):
            play(story("01")[:2], PrinterThatHangs())
    case = registry.cases()[0]
    assert desk.retry(case.code, actor=CLERK, now=story("01")[2].at, printer=press) == 1
    assert registry.jobs(case.code, open_only=True) == ()
    assert len(registry.papers(case=case.code)[0].versions) == 1


def test_the_same_act_again_carries_on_and_moves_nothing(office: Path) -> None:
    """A second click, a second shell: one event, one draft."""
    acts = story("01")
    for _ in range(2):
        with pytest.raises(ToolMissing):
            play(acts[:2], PrinterThatHangs())
    case = registry.cases()[0]
    assert [event.action for event in registry.events(case.code)][1:] == ["提交"]
    assert len(registry.papers(case=case.code)) == 1


def _take(code: str, action: str, actor: Actor, form: dict | None = None) -> registry.Receipt:
    return desk.take(code, action, actor=actor, now=story("01")[1].at, printer=PrinterThatMustRest(), form=form or {})


def test_the_scripts_words_are_the_desks_own() -> None:
    """Every story of the demonstration reads, and its acts stand in order of time."""
    _, acts = demo.read_script(demo.script_folder())
    assert [act.at for act in acts] == sorted(act.at for act in acts)


def test_who_may_not_act_is_not_asked_to_mend_the_form(office: Path) -> None:
    """The refusal comes before the form's faults: the act is not theirs."""
    case = desk.open_project(
        "别人的事", kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=OWNER, now=story("01")[0].at
    )
    with pytest.raises(Refused, match="只有项目单位（许明辉）、经办人（周晓岚）可以办理"):
        _take(case.code, "提交", Actor("石磊"), form={"households": "许多"})
