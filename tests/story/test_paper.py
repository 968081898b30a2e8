"""一份公文从起草到归档: alone and jointly, returned, given up, revoked; the order of the 条例, one number for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest

from gongwen import drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.paperwork import context, dispatch, drafts, opinions, processing_sheet
from gongwen.office.people import Actor
from kit.office import story
from kit.paper_course import BEGUN, CHECKER, CLERK, DRAFTER, ORGANS, SIGNER, Course, course_after
from kit.quick import QuickPress, quick

TO_SIGNATURE = "送核 核稿通过"
TO_NUMBER = f"{TO_SIGNATURE} 签发 复核通过 编号"
TO_ISSUE = f"{TO_NUMBER} 印制 用印"
EARLIER = {
    "核稿": ("起草",),
    "签发": ("起草", "核稿"),
    "复核": ("起草", "核稿", "签发"),
    "编号": ("起草", "核稿", "签发", "复核"),
    "印制": ("起草", "核稿", "签发", "复核", "编号"),
    "用印": ("起草", "核稿", "签发", "复核", "编号", "印制"),
}
ONWARD = ("送核", "核稿通过", "签发", "复核通过", "编号", "印制", "用印")
NUMBERED = ONWARD.index("编号") + 1
STAGES = ("起草", "核稿", "签发", "复核", "编号", "印制", "用印", "分发")
RETURNS = [(here, to) for here, targets in EARLIER.items() for to in targets]
HANDLER = {"核稿": CHECKER, "签发": SIGNER, "复核": CHECKER, "编号": CLERK, "印制": CLERK, "用印": CLERK}


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def single(home: Path, press: QuickPress) -> Course:
    """A notice that one organ issues alone."""
    return course_after(home, press, 1)


@pytest.fixture
def joint(home: Path, press: QuickPress) -> Course:
    """A notice of three organs; the first leads."""
    return course_after(home, press, 3)


def references() -> list[str]:
    return [str(row.reference) for row in registry.numbers() if row.state == "已用"]


def test_a_paper_of_one_organ_goes_from_draft_to_file(single: Course) -> None:
    """核稿 → 签发 → 复核 → 编号 → 印制 → 用印 → 分发 → 归档; no 会签 for an organ alone; closed at the end."""
    single.takes(TO_ISSUE)
    assert (single.stage, single.paper.filed, single.case.closed) == ("分发", True, False)
    assert single.paper.issued_on == date(2026, 3, 2)
    single.send_and_receive()
    single.take("归档")

    assert (single.stage, single.case.closed) == ("归档", True)
    assert references() == ["青民发〔2026〕1号"]
    assert single.opinions() == [(CHECKER, "核稿"), (SIGNER, "签发"), (CHECKER, "复核")]
    assert registry.tasks(single.flow) == ()
    assert registry.jobs(single.flow, open_only=True) == ()
    registry.verify_journal()


def test_a_single_organ_is_not_sent_to_countersigning(single: Course) -> None:
    single.take("送核")
    with pytest.raises(Refused, match=r"没有须会签的机关.*请核稿人直接办理「核稿通过」"):
        single.take("送会签")


def test_a_joint_paper_is_countersigned_by_every_organ_but_the_lead(joint: Course) -> None:
    """条例 22: in parallel, each by its own responsible person, the paper goes on with the last."""
    joint.take("送核")
    with pytest.raises(Refused, match=r"还有联办机关没有会签.*由会签人.*会签"):
        joint.take("核稿通过")
    joint.take("送会签")
    assert [task.party.name for task in registry.tasks(joint.flow, open_only=True)] == list(ORGANS)[:2]

    joint.take("会签", "钱立诚", form={})
    assert joint.stage == "会签"
    with pytest.raises(Refused, match=r"已由钱立诚办过|不重复办理"):
        joint.take("会签", "钱立诚", form={"countersign_opinion": "再次同意。"})
    with pytest.raises(Refused, match="现在不能办理「会签」"):
        joint.take("会签", "孟晓芸")  # of an organ that does not issue this paper
    joint.take("会签", "白若溪")

    assert joint.stage == "签发"
    joint.takes("签发 复核通过 编号 印制 用印")
    sheet = processing_sheet.facts(joint.paper)
    assert [(row["organ"], row["who"], row["text"]) for row in sheet["countersigned"]] == [
        ("中共青禾市委宣传部", "白若溪", "同意。"), ("青禾市财政局", "钱立诚", "（圈阅）"),
    ]  # fmt: skip
    assert sheet["sealed"].endswith("，3个机关用印")


def test_a_return_in_the_middle_cancels_the_open_tasks_and_keeps_what_stands(joint: Course) -> None:
    """Whoever has countersigned what did not change is not asked again; the others are."""
    joint.takes("送核 送会签")
    joint.countersign("中共青禾市委宣传部")
    joint.back("起草", ORGANS["青禾市财政局"], "请写明经费渠道。")
    assert joint.stage == "起草"
    assert [(task.party.name, task.state) for task in registry.tasks(joint.flow)] == [
        ("中共青禾市委宣传部", "已完成"), ("青禾市财政局", "取消"),
    ]  # fmt: skip
    assert registry.tasks(joint.flow)[1].reason == "退回：请写明经费渠道。"

    joint.takes("送核 送会签")
    assert [task.party.name for task in registry.tasks(joint.flow, open_only=True)] == ["青禾市财政局"]
    joint.countersign("青禾市财政局")
    assert joint.stage == "签发"


def test_another_party_may_be_called_in_while_the_stage_is_open(joint: Course) -> None:
    """加签 by the drafter: the paper waits for the third organ too."""
    joint.takes("送核 送会签")
    given = {"now": joint.at, "reason": "涉及家庭医生随访。"}
    with pytest.raises(Refused):
        desk.add_party(joint.flow, "会签", "青禾市卫生健康委员会", actor=Actor(CLERK), **given)
    desk.add_party(joint.flow, "会签", "青禾市卫生健康委员会", actor=Actor(DRAFTER), **given)
    joint.countersign("中共青禾市委宣传部", "青禾市财政局")
    assert joint.stage == "会签"
    joint.countersign("青禾市卫生健康委员会")
    assert joint.stage == "签发"
    joint.take("签发")


def test_a_deputy_signs_for_the_principal_and_the_sheet_says_so(joint: Course) -> None:
    joint.takes("送核 送会签")
    registry.delegate(
        "钱立诚", "温如玉", starts=BEGUN.date(), ends=BEGUN.date() + timedelta(days=9), basis="出差", actor="钱立诚",
        now=joint.at,
    )  # fmt: skip
    joint.take("会签", "温如玉")
    task = next(row for row in registry.tasks(joint.flow) if row.party.name == "青禾市财政局")
    assert (task.done_by, task.for_whom) == ("温如玉", "钱立诚")
    joint.countersign("中共青禾市委宣传部")
    rows = processing_sheet.facts(joint.paper)["countersigned"]
    assert [row["who"] for row in rows] == ["白若溪", "温如玉（代钱立诚）"]


@pytest.mark.parametrize(("here", "to"), RETURNS)
def test_from_every_stage_back_to_every_earlier_one_and_forward_again(
    home: Path, press: QuickPress, here: str, to: str
) -> None:
    """With a reason, and the number stays the one it was."""
    single = course_after(home, press, 1, *ONWARD[: STAGES.index(here)])
    before = references()
    with pytest.raises(BadInput, match="应当说明理由"):
        single.back(to, HANDLER[here], reason=" ")
    single.back(to, HANDLER[here])
    assert single.stage == to
    single.takes(" ".join(ONWARD[STAGES.index(to) : max(STAGES.index(to) + 1, NUMBERED)]))
    assert single.stage in ("印制", "用印")
    assert references() == ["青民发〔2026〕1号"] and references()[: len(before)] == before


def test_a_return_names_a_stage_that_lies_behind(single: Course) -> None:
    single.takes(TO_SIGNATURE)
    with pytest.raises((BadInput, Refused), match="印制"):
        single.back("印制", SIGNER)
    with pytest.raises(BadInput, match="请用 --to 写明"):
        single.take("退回", SIGNER, reason="不妥。")


@pytest.mark.parametrize("stages", ["送核", TO_SIGNATURE])
def test_the_drafter_may_take_it_back_until_it_is_signed(single: Course, stages: str) -> None:
    single.takes(stages)
    single.take("撤回", reason="数字有误。")
    assert single.stage == "起草"


def test_after_the_signature_the_drafter_takes_nothing_back(single: Course) -> None:
    single.takes(f"{TO_SIGNATURE} 签发")
    with pytest.raises(Refused, match="没有「撤回」这个动作"):
        single.take("撤回", reason="数字有误。")


def test_nobody_numbers_before_the_second_check(single: Course) -> None:
    """条例 25: 复核 comes before 登记 and its number."""
    single.takes(f"{TO_SIGNATURE} 签发")
    with pytest.raises(Refused, match="环节「复核」没有「编号」这个动作"):
        single.take("编号")
    assert registry.numbers() == ()


def test_a_paper_with_an_error_on_its_page_is_not_passed(single: Course) -> None:
    single.press.found = [{"severity": "error", "message": "成文日期缺失"}]
    single.take("送核")
    with pytest.raises(Refused, match=r"核稿发现错误，请.*按核稿意见改正后再办"):
        single.take("核稿通过")


def test_an_important_paper_is_signed_by_the_head(single: Course) -> None:
    """条例 22: 重要公文 and 上行文; the checker says which is important."""
    single.take("送核")
    single.take("核稿通过", form={"check_opinion": "重要，请主要负责人签发。", "important": True})
    with pytest.raises(Refused, match="应当由主要负责人办理「主要负责人签发」"):
        single.take("签发")
    with pytest.raises(Refused, match="只有主要负责人"):
        single.take("主要负责人签发", CHECKER)
    single.take("主要负责人签发")
    assert single.stage == "复核"


def test_an_upward_paper_is_signed_by_the_head(single: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    head = context.head
    monkeypatch.setattr(context, "head", lambda *asked: replace(head(*asked), direction="上行"))
    single.takes(TO_SIGNATURE)
    with pytest.raises(Refused, match="本文是上行文或者重要公文"):
        single.take("签发")
    assert single.take("主要负责人签发").case.stage == "复核"


@pytest.mark.parametrize(
    ("day", "told"),
    [("2026-03-09", "晚于今天"), ("2026-03-01", "早于青禾市财政局会签的日期")],
)
def test_the_day_of_a_joint_paper_is_the_last_signers(joint: Course, day: str, told: str) -> None:
    """条例 9(12): not before the last 会签, not after today."""
    joint.takes("送核 送会签")
    joint.countersign("中共青禾市委宣传部", "青禾市财政局")
    with pytest.raises(BadInput, match=told):
        joint.take("签发", form={"issued_on": day})
    joint.take("签发", form={})
    assert joint.case.data["issued_on"] == "2026-03-02"


def test_a_number_keeps_its_year(single: Course) -> None:
    """A paper numbered in December and signed again in January: the day must be of the number's year."""
    single.takes(TO_NUMBER)
    single.back("签发", CLERK)
    single.at += timedelta(days=365)
    with pytest.raises(BadInput, match="已编青民发〔2026〕1号，成文日期应当在2026年"):
        single.take("签发", form={})
    single.take("签发", form={"issued_on": "2026-12-31"})


def test_a_paper_without_number_is_given_up_and_nothing_else(single: Course) -> None:
    with pytest.raises(BadInput, match="没有发文字号，作废不须批准"):
        single.take("作废", reason="不再发文。", form={"void_approver": SIGNER})
    single.take("作废", reason="不再发文。", form={})
    assert (single.stage, single.case.closed, single.paper.standing) == ("作废", True, "作废")
    assert drafts.is_void(single.paper) and registry.numbers() == ()


def test_a_number_already_taken_is_given_up_with_somebody_elses_approval(single: Course) -> None:
    """The number stays in the ledger, explained; the next paper gets the next one."""
    single.takes(TO_NUMBER)
    single.back("起草", CLERK)
    for form in ({}, {"void_approver": DRAFTER}, {"void_approver": CHECKER}):
        with pytest.raises((BadInput, Refused), match="批准"):
            single.take("作废", reason="内容并入另一通知。", form=form)
        assert single.stage == "起草"
    single.take("作废", reason="内容并入另一通知。", form={"void_approver": SIGNER})

    [row] = registry.numbers()
    assert (str(row.reference), row.state, row.reason, row.approver) == (
        "青民发〔2026〕1号", "作废", "内容并入另一通知。", SIGNER,
    )  # fmt: skip
    fields = {**story("00")[0].said["paper"]["fields"], "approved_by": "市政府"}
    paper = desk.open_paper("领导小组成立通知", fields, actor=Actor(DRAFTER), now=single.at)
    Course(paper.flow or "", single.press, single.at).takes(TO_NUMBER)
    assert references() == ["青民发〔2026〕2号"]


def test_a_refusal_to_sign_gives_up_only_what_has_no_number(single: Course) -> None:
    single.takes(TO_NUMBER)
    single.back("签发", CLERK)
    with pytest.raises(Refused, match=r"已经取得发文字号.*退回起草，由拟稿人办理作废"):
        single.take("不予签发", reason="不妥。")


def test_a_refusal_to_sign_ends_the_paper(single: Course) -> None:
    single.takes(TO_SIGNATURE)
    single.take("不予签发", reason="时机不成熟。")
    assert (single.stage, single.paper.standing, single.paper.standing_basis) == ("作废", "作废", "时机不成熟。")


@pytest.mark.parametrize("filed", [False, True])
@pytest.mark.parametrize(
    ("action", "end", "standing", "since"),
    [("撤销", "已撤销", "撤销", date(2026, 3, 2)), ("废止", "已废止", "废止", date(2026, 3, 4))],
)
def test_an_issued_paper_is_revoked_or_repealed(
    single: Course, action: str, end: str, standing: str, since: date, filed: bool
) -> None:
    """条例 33: void from the beginning, or from the day; its number stays its own."""
    single.takes(TO_ISSUE)
    if filed:
        single.send_and_receive()
        single.take("归档")
    single.at += timedelta(days=3)
    with pytest.raises(Refused, match="只有签发人"):
        single.take(action, CLERK, reason="与上位规定不一致。")
    single.take(action, reason="与上位规定不一致。")

    paper = single.paper
    assert (single.stage, single.case.closed, paper.standing, paper.standing_from) == (end, True, standing, since)
    assert "与上位规定不一致" in paper.standing_basis and single.case.data["standing_basis"] in paper.standing_basis
    assert references() == ["青民发〔2026〕1号"] and paper.filed
    with pytest.raises(Refused, match="办理已经结束"):
        single.take(action, reason="再次。", form={**single.case.data})


@pytest.mark.parametrize(("day", "told"), [("2026-03-30", "晚于今天"), ("2026-02-28", "早于.*成文日期")])
def test_a_revocation_has_a_day_that_can_be(single: Course, day: str, told: str) -> None:
    single.takes(TO_ISSUE)
    form = {"standing_basis": "市政府令第3号", "standing_organ": "上级机关", "standing_on": day}
    with pytest.raises(BadInput, match=told):
        single.take("撤销", reason="与上位规定不一致。", form=form)


def test_a_paper_is_filed_once_everybody_has_it(single: Course) -> None:
    """The list is the paper's own, the clerk may mend it; whoever does not confirm is explained or waited for."""
    single.takes(TO_NUMBER)
    with pytest.raises(Refused, match="还在「印制」环节，用印以后才能分发"):
        dispatch.send(single.flow, [], how="邮寄", actor=Actor(CLERK), now=single.at)
    single.takes("印制 用印")
    named = [row.name for row in registry.recipients(single.paper.id)]
    assert named[-1] == "市直有关单位" and len(named) > 1
    given = {"actor": Actor(CLERK), "now": single.at}
    with pytest.raises(Refused, match="只有文印员可以更改收文单位"):
        dispatch.add(single.flow, "青禾市档案馆", part="抄送", copies=2, actor=Actor(SIGNER), now=single.at)
    dispatch.add(single.flow, "青禾市财政局", part="抄送", copies=2, **given)
    dispatch.remove(single.flow, named[0], **given)

    with pytest.raises(Refused, match="还有收文单位没有登记分发"):
        single.take("归档")
    with pytest.raises(BadInput, match="分发的方式没有写"):
        dispatch.send(single.flow, [], how=" ", **given)
    dispatch.send(single.flow, ["青禾市财政局"], how="专人送达", **given)
    dispatch.send(single.flow, [], how="机要交换", **given)
    count = len(registry.entries())
    assert [row.name for row in dispatch.send(single.flow, [], how="机要交换", **given)] == named[1:]
    with pytest.raises(Refused, match="都已登记分发"):
        dispatch.send(single.flow, [], how="邮寄", **given)
    assert len(registry.entries()) == count
    with pytest.raises(Refused, match="还有收文单位没有签收"):
        single.take("归档")

    with pytest.raises(Refused, match="只有文印员可以登记「市直有关单位」的签收"):
        dispatch.receive(single.flow, "市直有关单位", by="", actor=Actor("许明辉"), now=single.at)
    received = dispatch.receive(single.flow, "青禾市财政局", by="", actor=Actor("温如玉"), now=single.at)
    assert received.received_by == "温如玉"
    for name in named[1:]:
        dispatch.explain(single.flow, name, why="以网上公布为准，不逐一签收", **given)
    single.take("归档")
    assert single.stage == "归档"


def test_a_receipt_that_does_not_come_is_listed(single: Course) -> None:
    """Five working days after it was sent, as the flow gives 分发."""
    single.takes(TO_ISSUE)
    dispatch.send(single.flow, ["市直有关单位"], how="邮寄", actor=Actor(CLERK), now=single.at)
    assert dispatch.overdue(single.at + timedelta(days=7)) == []
    [late] = dispatch.overdue(single.at + timedelta(days=8))
    assert (late.flow, late.number, late.name, late.due_on) == (
        single.flow, "青民发〔2026〕1号", "市直有关单位", date(2026, 3, 9),
    )  # fmt: skip
    dispatch.receive(single.flow, "市直有关单位", by="收发室", actor=Actor(CLERK), now=single.at)
    assert dispatch.overdue(single.at + timedelta(days=30)) == []


def test_the_sheet_is_kept_when_the_paper_is_issued(single: Course) -> None:
    """Who said what on which day, the signed version and the journal's head, which the journal itself confirms."""
    single.takes(TO_ISSUE)
    kept = single.paper.inputs["sheet"]
    said = drafting.text_of(registry.get(kept["docx"]))
    for words in ("青民发〔2026〕1号", "同意印发。", SIGNER, "2026年3月2日", "30份", "本文单独行文，不会签。"):
        assert words in said
    signed = next(row for row in registry.opinions(single.paper.id) if row.kind == "签发")
    assert signed.version_sha[: processing_sheet.DIGITS] in said
    head = next(entry.hash for entry in registry.entries() if entry.hash in said)
    assert registry.journal_holds(head)


def test_a_sheet_may_be_printed_before_anything_is_said(single: Course, tmp_path: Path) -> None:
    made = processing_sheet.fetch(
        single.flow, tmp_path / "出", actor=Actor(DRAFTER), now=BEGUN, printer=single.press
    )  # fmt: skip
    assert [path.suffix for path in made] == [".docx", ".pdf"]
    assert processing_sheet.facts(single.paper)["signed"] == {"text": "", "who": "", "day": None}


def test_a_change_of_substance_after_the_signature_goes_back_to_the_signer(single: Course) -> None:
    """条例 25(1): what was signed is what is numbered; a changed text is checked and signed again."""
    single.takes(f"{TO_SIGNATURE} 签发")
    reword(single, "市直有关单位", "市直各单位")
    assert "签发有效" not in opinions.words(single.paper)
    with pytest.raises(Refused, match="签发意见对现稿不成立，须陆文渊重新签发"):
        single.take("复核通过")
    single.back("核稿", CHECKER)
    single.takes("核稿通过 签发 复核通过 编号")
    assert references() == ["青民发〔2026〕1号"]


def test_a_change_after_countersigning_asks_the_organs_again(joint: Course) -> None:
    joint.takes("送核 送会签")
    joint.countersign("中共青禾市委宣传部", "青禾市财政局")
    joint.back("起草", SIGNER)
    reword(joint, "市直有关单位", "市直各单位")
    joint.takes("送核 送会签")
    assert [task.party.name for task in registry.tasks(joint.flow, open_only=True)] == list(ORGANS)[:2]


def reword(course: Course, old: str, new: str) -> None:
    """A text changed in Word and handed in by the drafter, as a change of substance."""
    document = docx.Document(BytesIO(registry.get(course.paper.versions[-1].docx_sha or "")))
    nodes = [node for node in document.element.body.iter() if node.tag.endswith("}t") and old in (node.text or "")]
    assert nodes
    for node in nodes:
        node.text = node.text.replace(old, new)
    saved = BytesIO()
    document.save(saved)
    desk.hand_in(course.flow, saved.getvalue(), actor=Actor(DRAFTER), now=course.at, printer=course.press)
