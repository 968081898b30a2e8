"""领导小组的成立和调整: from a proposal to the day it takes effect; mostly the notice's own 发文 is cut short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.matters import group_changes
from gongwen.office.paperwork import context, drafts
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf
from gongwen.office.staffing import roster
from kit.issued import issued
from kit.office import FOUNDED, PrinterThatMustRest, an_office, play, story

CLERK, LEADER, FILER = Actor("周晓岚"), Actor("方致远"), Actor("夏知秋")
EDUCATION, FINANCE = Actor("罗清川"), Actor("高远")
NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
ISSUED = NOW + timedelta(days=2)
DAY = date(2026, 9, 3)
OFFICE = "青禾市困难家庭帮扶工作领导小组办公室"
SWAP = {
    "scope": "组成人员",
    "change_reason": "部分成员工作变动",
    "changes": [
        {"way": "调出", "name": "沈国栋"},
        {"way": "调入", "name": "韩静", "post": "副组长", "title": "市政府副市长"},
        {"way": "调出", "name": "孟晓芸"},
        {"way": "调入", "name": "罗一鸣", "post": "成员", "title": "市教育局副局长"},
    ],
}


@pytest.fixture
def group(tmp_path: Path) -> Iterator[str]:
    an_office(tmp_path / "office")
    yield roster.group_name()
    registry.close()


def opened(actor: Actor = CLERK, unit: str = OFFICE, title: str = "调整成员") -> str:
    return desk.open_project(title, kind="", unit=unit, actor=actor, now=NOW, flow=group_changes.FLOW).code


def take(code: str, action: str, actor: Actor, form: Mapping[str, Any] | None = None, **more: Any) -> registry.CaseRow:
    at = more.pop("at", NOW)
    desk.take(code, action, actor=actor, now=at, printer=PrinterThatMustRest(), form=form or {}, **more)
    return registry.case(code)  # as the steps that the move owed have left it


def approved(form: Mapping[str, Any] = SWAP, title: str = "调整成员") -> str:
    code = opened(title=title)
    take(code, "提出调整", CLERK, form)
    take(code, "报批", CLERK, {"review_opinion": "符合规定，名单无误。"})
    take(code, "批准调整", LEADER, {"approval_opinion": "同意。"})
    return code


def names(group: str, on: date | None = None) -> list[str]:
    return [row.name for row in roster.members(group, on)]


def test_a_change_is_proposed_checked_approved_announced_and_takes_effect(group: str) -> None:
    """The list changes on the notice's date and on its authority; until then, and for older papers, it is the old."""
    old = names(group)
    code = approved()
    notice = drafts.latest(code, "领导小组调整通知")
    assert notice.title == f"{OFFICE}关于调整领导小组组成人员的通知"
    assert [row["name"] for row in notice.inputs["values"]["left"]] == ["沈国栋", "孟晓芸"]
    new = [row["name"] for row in notice.inputs["values"]["members"]]
    assert new == ["方致远", "秦雅琴", "韩静", *[name for name in old[3:] if name != "孟晓芸"], "罗一鸣"]
    assert names(group) == old

    with pytest.raises(Refused, match="《领导小组调整通知》尚未印发"):
        take(code, "登记生效", CLERK)
    paper = issued(code, "领导小组调整通知", ISSUED)
    done = take(code, "登记生效", CLERK, at=ISSUED)
    assert (done.stage, done.data["effective_on"]) == ("整理", "2026-09-03")
    assert (names(group, DAY - timedelta(days=1)), names(group, DAY)) == (old, new)
    basis = f"{paper.reference}（2026年9月3日）"
    told = {row.name: (row.ends, row.basis, row.end_basis) for row in registry.memberships(group)}
    assert told["沈国栋"] == (date(2026, 9, 2), roster.FOUNDING_BASIS, basis)
    assert told["韩静"] == (None, basis, "")
    assert take(code, "归档", FILER).closed
    registry.verify_journal()


def test_last_year_s_paper_prints_the_old_list_whenever_it_is_drawn(group: str) -> None:
    """A paper keeps the list of its day: as drafted then, and drawn anew for that day a year later."""
    old = names(group)
    values = {"basis": "工作方案", "approved_by": "市委、市政府"}
    paper = desk.open_paper("领导小组成立通知", values, actor=CLERK, now=FOUNDED)
    code = approved()
    issued(code, "领导小组调整通知", ISSUED)
    take(code, "登记生效", CLERK, at=ISSUED)

    assert [row["name"] for row in registry.paper(paper.id).inputs["values"]["members"]] == old
    template, _ = shelf.template("领导小组成立通知")
    assert [row["name"] for row in context.values(template, None, {}, FOUNDED.date())["members"]] == old
    assert "韩静" in {row["name"] for row in context.values(template, None, {}, DAY)["members"]}
    assert "沈国栋" in {member.name for member in context.known(FOUNDED.date()).members}
    assert "沈国栋" not in {member.name for member in context.known(DAY).members}


def test_the_same_registration_again_changes_nothing(group: str) -> None:
    code = approved()
    issued(code, "领导小组调整通知", ISSUED)
    take(code, "登记生效", CLERK, at=ISSUED)
    before, entries = registry.memberships(group), len(registry.entries())
    take(code, "登记生效", CLERK, at=ISSUED)
    job = next(job for job in registry.jobs(code) if job.step == "roster")
    group_changes.take_effect(registry.case(code), at=ISSUED, actor="周晓岚", now=ISSUED)
    assert job.state == "已完成"
    assert (registry.memberships(group), len(registry.entries())) == (before, entries)


def test_an_organ_proposes_its_own_people_only(group: str) -> None:
    """The liaison of the member's organ, and for whom the organ does not count: refused with who can propose it."""
    code = opened(EDUCATION, "青禾市教育局")
    with pytest.raises(BadInput) as told:
        take(code, "提出调整", EDUCATION, SWAP)
    assert [fault for fault in told.value.faults if "沈国栋" in fault] == [
        f"「沈国栋」（市政府副市长）的所在单位是「未登记」，「青禾市教育局」不能提出；请由「{OFFICE}」提出。"
    ]
    assert take(code, "提出调整", EDUCATION, {**SWAP, "changes": SWAP["changes"][2:]}).stage == "审查调整"
    with pytest.raises(Refused, match="只有联络员（罗清川）、经办人"):
        take(opened(EDUCATION, "青禾市教育局", "另一件"), "提出调整", FINANCE, SWAP)
    with pytest.raises(Refused, match="高远不能为「青禾市教育局」"):
        opened(FINANCE, "青禾市教育局", "第三件")


def test_only_the_leader_approves_and_a_refusal_names_them(group: str) -> None:
    code = opened()
    take(code, "提出调整", CLERK, SWAP)
    take(code, "报批", CLERK, {"review_opinion": "名单无误。"})
    with pytest.raises(Refused, match="只有组长（方致远）可以办理"):
        take(code, "批准调整", Actor("秦雅琴"), {"approval_opinion": "同意。"})


def test_the_office_s_own_staff_is_only_filed(group: str) -> None:
    """国办 2021-04-21: members are approved by the 组长, staff of the office are put on file."""
    staff = {
        "scope": "办公室人员",
        "change_reason": "充实力量",
        "changes": [{"way": "调入", "name": "顾言之", "post": "办公室副主任", "title": "综合科科长"}],
    }
    code = opened()
    take(code, "提出调整", CLERK, staff)
    with pytest.raises(Refused, match="「调整的名单」不是「组成人员」"):
        take(code, "报批", CLERK, {"review_opinion": "同意。"})
    filed = take(code, "备案", CLERK, {"review_opinion": "同意备案。"})
    assert (filed.stage, filed.closed) == ("归档", True)
    listed = registry.members(roster.office_of(group))
    assert [(row.name, row.starts, row.basis) for row in listed] == [
        ("顾言之", date(2026, 9, 1), f"{code}备案（2026年9月1日）")
    ]
    assert len(names(group)) == 13


def test_a_members_change_cannot_be_filed_past_the_leader(group: str) -> None:
    code = opened()
    take(code, "提出调整", CLERK, SWAP)
    with pytest.raises(Refused, match="「调整的名单」不是「办公室人员」"):
        take(code, "备案", CLERK, {"review_opinion": "同意备案。"})
    assert names(group)[1] == "沈国栋"


def test_everything_wrong_with_a_proposal_is_told_at_the_counter(group: str) -> None:
    """Nothing is recorded; a list without a 组长 is no list."""
    code = opened()
    changes = [
        {"way": "调出", "name": "李不在"},
        {"way": "调入", "name": "柳青", "post": "成员", "title": "市妇联主席"},
        {"way": "调入", "name": "宋雨"},
    ]
    with pytest.raises(BadInput) as told:
        take(code, "提出调整", CLERK, {**SWAP, "changes": changes})
    assert len(told.value.faults) == 4
    leaderless = {**SWAP, "changes": [{"way": "调出", "name": "方致远"}]}
    with pytest.raises(BadInput, match="没有组长，请在调入中列明新任组长"):
        take(code, "提出调整", CLERK, leaderless)
    assert registry.case(code).stage == "提出"


def test_a_second_change_waits_for_the_first_to_take_effect(group: str) -> None:
    """Else its notice would print a list that is about to be another."""
    first = approved()
    second = opened(title="第二次")
    other = {**SWAP, "changes": [{"way": "调出", "name": "柳青"}]}
    with pytest.raises(Refused, match=f"另一次变动（{first}）已批准"):
        take(second, "提出调整", CLERK, other)
    issued(first, "领导小组调整通知", ISSUED)
    take(first, "登记生效", CLERK, at=ISSUED)
    take(second, "提出调整", CLERK, other, at=ISSUED)
    take(second, "报批", CLERK, {"review_opinion": "名单无误。"}, at=ISSUED)
    take(second, "批准调整", LEADER, {"approval_opinion": "同意。"}, at=ISSUED)
    listed = [row["name"] for row in drafts.latest(second, "领导小组调整通知").inputs["values"]["members"]]
    assert "韩静" in listed and "柳青" not in listed and len(listed) == 12


def test_a_return_wants_a_reason_and_the_next_proposal_replaces_the_first(group: str) -> None:
    """What is left out of the second proposal is not changed after all."""
    code = opened()
    take(code, "提出调整", CLERK, SWAP)
    with pytest.raises(BadInput, match="应当说明理由"):
        take(code, "退回修改", CLERK)
    take(code, "退回修改", CLERK, reason="教育局的人选还没有确定。")
    again = take(code, "提出调整", CLERK, {**SWAP, "changes": SWAP["changes"][:2]})
    assert [row["name"] for row in again.data["left"]] == ["沈国栋"]
    assert "孟晓芸" in {row["name"] for row in again.data["new_members"]}


def test_the_leader_may_send_back_or_decline(group: str) -> None:
    code = opened()
    take(code, "提出调整", CLERK, SWAP)
    take(code, "报批", CLERK, {"review_opinion": "名单无误。"})
    assert take(code, "退回修改", LEADER, reason="请核对职务。", to="审查调整").stage == "审查调整"
    take(code, "报批", CLERK, {"review_opinion": "已核对。"})
    declined = take(code, "不予批准", LEADER, reason="暂不调整。")
    assert (declined.stage, declined.closed) == ("不予批准", True)
    assert names(group)[1] == "沈国栋"


def test_a_notice_dated_before_a_member_came_cannot_let_them_leave(group: str) -> None:
    """The job says so and waits; the list stays as it is."""
    first = approved()
    issued(first, "领导小组调整通知", ISSUED)
    take(first, "登记生效", CLERK, at=ISSUED)
    second = approved({**SWAP, "changes": [{"way": "调出", "name": "韩静"}]}, "又调整")
    issued(second, "领导小组调整通知", ISSUED)
    with pytest.raises(Refused, match=r"「韩静」自 2026-09-03 才列入.*请撤销该文件，改日重新印发"):
        take(second, "登记生效", CLERK, at=ISSUED)
    assert "韩静" in names(group)


def test_a_notice_that_is_out_takes_effect_or_is_revoked_first(group: str) -> None:
    """No second notice beside one in force; a revoked one moves no list."""
    code = approved()
    paper = issued(code, "领导小组调整通知", ISSUED)
    take(code, "重新报批", CLERK, reason="想再加一人。", at=ISSUED)
    take(code, "报批", CLERK, {"review_opinion": "名单无误。"}, at=ISSUED)
    with pytest.raises(Refused, match=r"已经印发，请经办人登记生效；名单要改的，先由签发人撤销该通知"):
        take(code, "批准调整", LEADER, {"approval_opinion": "同意。"}, at=ISSUED)
    registry.change_standing(paper.id, "撤销", since=DAY, basis="青帮办〔2026〕2号", actor="陆文渊", now=ISSUED)
    take(code, "批准调整", LEADER, {"approval_opinion": "同意。"}, at=ISSUED)
    with pytest.raises(Refused, match="《领导小组调整通知》尚未印发"):
        take(code, "登记生效", CLERK, at=ISSUED)
    assert "沈国栋" in names(group)


FOUNDING = {
    "group": "青禾市困难家庭冬季救助工作专班",
    "basis": "市政府冬季救助工作部署",
    "approved_by": "市政府",
    "members": [
        {"post": "组长", "name": "沈国栋", "title": "市政府副市长"},
        {"post": "成员", "name": "陆文渊", "title": "市民政局局长"},
        {"post": "成员", "name": "钱立诚", "title": "市财政局副局长"},
    ],
    "office_organ": "青禾市民政局",
    "office_director": "陆文渊",
}


def test_a_group_is_founded_by_its_notice(group: str) -> None:
    """Its own name, list and office; the members' terms begin on the notice's date."""
    code = opened(title="成立专班")
    take(code, "提出成立", CLERK, FOUNDING)
    take(code, "报批", CLERK, {"review_opinion": "名单齐全。"})
    take(code, "批准成立", LEADER, {"approval_opinion": "同意。"})
    values = drafts.latest(code, "领导小组成立通知").inputs["values"]
    assert (values["group"], values["basis"]) == (FOUNDING["group"], FOUNDING["basis"])
    assert [row["name"] for row in values["members"]] == ["沈国栋", "陆文渊", "钱立诚"]
    assert names(FOUNDING["group"]) == []

    issued(code, "领导小组成立通知", ISSUED)
    take(code, "登记生效", CLERK, at=ISSUED)
    listed = roster.members(FOUNDING["group"], DAY)
    assert [(row.name, row.organ, row.starts) for row in listed] == [
        ("沈国栋", "", DAY), ("陆文渊", "青禾市民政局", DAY), ("钱立诚", "青禾市财政局", DAY),
    ]  # fmt: skip
    assert len(names(group)) == 13
    assert take(code, "归档", FILER).closed


def test_a_group_that_has_members_is_not_founded_again(group: str) -> None:
    twice = [{"post": "成员", "name": "柳青", "title": "市妇联副主席"}] * 2
    with pytest.raises(BadInput) as told:
        take(
            opened(),
            "提出成立",
            CLERK,
            {**FOUNDING, "group": group, "office_organ": "青禾市商务局", "members": twice},
        )
    assert len(told.value.faults) == 4
    assert any("已有成员名单" in fault for fault in told.value.faults)


@pytest.mark.slow
def test_the_notice_of_a_change_is_printed_without_an_error_and_moves_the_list(group: str) -> None:
    """The demonstration's own change, its notice through every hand, countersigned by nobody, sealed and filed."""
    with papers.press() as press:
        play(story("06"), press)
    case = registry.cases(workflow=group_changes.FLOW)[0]
    notice = drafts.latest(case.code, "领导小组调整通知")
    assert case.closed and notice.filed and notice.reference
    assert [found for found in notice.versions[-1].findings if found["severity"] == "error"] == []
    text = " ".join(drafting.outline(registry.get(notice.versions[-1].docx_sha or "")).split())
    assert "韩静（市政府副市长）任领导小组副组长" in text and "附件：青禾市困难家庭帮扶工作领导小组成员名单" in text
    assert names(group, date(2026, 12, 17))[1] == "沈国栋"
    assert names(group, date(2026, 12, 18))[:3] == ["方致远", "秦雅琴", "韩静"]
    registry.verify_journal()
