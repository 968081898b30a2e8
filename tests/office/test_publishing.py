"""待发布: handed in by one, tried out at once, published by another; what it changes is told before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk, going_online
from gongwen.office.people import Actor
from gongwen.office.procedures import flows, shelf
from gongwen.office.publishing import examining, flow_sheet, proposing, template_sheet, versions
from gongwen.office.publishing.receiving import Upload
from kit.office import FOUNDED, an_office
from kit.originals import a_flow, a_template
from kit.web import account_for

CLERK, CHIEF, SECTION = Actor("周晓岚"), Actor("陆文渊"), Actor("顾言之")
OWNER = Actor("许明辉")
NOW = FOUNDED + timedelta(hours=1)
LONGER = ("deadline: 15个工作日", "deadline: 20个工作日")


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def handed_in(*changes: tuple[str, str], note: str = "新办法") -> registry.ProposalRow:
    return proposing.hand_in_workflow([a_flow(*(changes or (LONGER,)))], note=note, actor=CLERK, now=NOW)


def template_handed_in(*changes: tuple[str, str]) -> registry.ProposalRow:
    uploads = a_template(*(changes or (("help: 核定金额", "help: 批复的核定金额"),)))
    return proposing.hand_in_template(uploads, note="统一用语", actor=CLERK, now=NOW)


def a_project(title: str = "青溪镇困难家庭帮扶") -> registry.CaseRow:
    return desk.open_project(title, kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=OWNER, now=NOW)


def test_a_flow_is_published_by_a_second_person_and_only_new_cases_take_it() -> None:
    running = a_project()
    row = handed_in()
    assert flows.version("project", None).version == 1, "handing in publishes nothing"
    with pytest.raises(Refused, match=r"自己不能发布；请由另一位负责人或管理员发布（现有：陆文渊）"):
        proposing.publish(row.id, actor=CLERK, now=NOW)

    made = proposing.publish(row.id, instead_of=flows.version("project", 1).hash, actor=CHIEF, now=NOW)
    assert (made.version, made.by) == (2, "陆文渊")
    assert registry.case(running.code).workflow_hash == flows.version("project", 1).hash
    assert a_project("柳林村帮扶").workflow_hash == made.hash


def test_a_flow_with_three_faults_is_not_taken_and_each_is_told_with_its_line() -> None:
    flow = a_flow(("roles: [经办人,", "roles: [巡视员, 经办人,"), ("to: 审核\n", "to: 审查\n"))
    with pytest.raises(examining.Faulty) as caught:
        proposing.hand_in_workflow([flow], actor=CLERK, now=NOW)
    remarks = caught.value.remarks
    assert len(remarks) >= 3
    lines = flow.content.decode().splitlines()
    for remark in remarks:
        assert remark.line and remark.quoted == lines[remark.line - 1].rstrip()
    assert any("没有这个环节" in one.sentence and "审查" in one.quoted for one in remarks)
    assert registry.proposals() == ()


def test_a_fault_of_the_rubric_names_the_rubric_and_its_line() -> None:
    rubric = (
        (shelf.shipped("workflows") / "rubrics" / "project.yaml").read_text("utf-8").replace("weight: ", "wait: ", 1)
    )
    with pytest.raises(examining.Faulty) as caught:
        proposing.hand_in_workflow([a_flow(LONGER)], [Upload("project.yaml", rubric.encode())], actor=CLERK, now=NOW)
    remark = next(one for one in caught.value.remarks if "wait" in one.sentence)
    assert remark.file == "评分标准" and "wait: " in remark.quoted


def test_a_template_with_faults_is_not_taken_and_each_is_told_with_its_place() -> None:
    changes = (("type: money, required: true", "type: 钱, required: true"), ("source: case.goal", "source: casse.goal"))
    with pytest.raises(examining.Faulty) as caught:
        proposing.hand_in_template(a_template(changes[0]), actor=CLERK, now=NOW)
    (remark,) = caught.value.remarks
    assert remark.file == "fields.yaml" and "type: 钱" in remark.quoted and "type「钱」不认识" in remark.sentence
    with pytest.raises(BadInput, match=r"栏目「goal」（帮扶目标）的 source「casse\.goal」不认识"):
        proposing.hand_in_template(a_template(changes[1]), actor=CLERK, now=NOW)
    assert registry.proposals() == ()


def test_a_template_whose_example_does_not_fill_it_is_not_taken() -> None:
    with pytest.raises(BadInput, match="缺栏目「goal」"):
        proposing.hand_in_template(a_template(("goal: ", "#goal: "), file="example.yaml"), actor=CLERK, now=NOW)


def test_what_is_published_already_is_not_handed_in_again() -> None:
    with pytest.raises(BadInput, match="与现在用的第1版完全相同"):
        proposing.hand_in_workflow([a_flow()], actor=CLERK, now=NOW)
    proposing.publish(handed_in().id, actor=CHIEF, now=NOW)
    with pytest.raises(BadInput, match=r"与以前的第1版完全相同.*恢复第1版"):
        proposing.hand_in_workflow([a_flow()], actor=CLERK, now=NOW)


def test_a_template_is_published_and_drafts_from_then_on() -> None:
    row = template_handed_in()
    made = proposing.publish(row.id, actor=CHIEF, now=NOW)
    assert (made.kind, made.name, made.version) == ("template", "立项批复", 2)
    assert shelf.template("立项批复")[1] == made.hash
    assert [entry.act for entry in registry.entries()[-3:]] == ["提出发布", "发布模板", "批准发布"]


def test_a_template_of_ones_own_gets_a_place_on_the_shelf() -> None:
    uploads = a_template(("name: 立项批复", "name: 项目批复"))
    proposing.publish(proposing.hand_in_template(uploads, actor=CLERK, now=NOW).id, actor=CHIEF, now=NOW)
    assert "项目批复" in {row["name"] for row in template_sheet.listed()}
    with pytest.raises(BadInput, match="只能用汉字、字母"):
        proposing.hand_in_template(a_template(("name: 立项批复", "name: ../批复")), actor=CLERK, now=NOW)


def test_flows_that_a_new_template_would_leave_behind_are_told_beforehand() -> None:
    """A field that the template cannot do without and the flow never asks for."""
    changes = (("label: 批复要求, type: longtext", "label: 批复要求, type: longtext, required: true"),)
    uploads = a_template(*changes, ("source: case.approval_terms", "source: case.terms_of_approval"))
    found = examining.template_of({one.name: one.content for one in uploads}, NOW)
    assert any("帮扶救助项目全过程" in told and "要跟着改" in told for told in found.reminders)
    assert examining.template_of({one.name: one.content for one in a_template(changes[0])}, NOW).reminders == ()


def test_nobody_outside_the_office_hands_in_or_publishes() -> None:
    with pytest.raises(Refused, match="许明辉今天不在本办公室任职"):
        proposing.hand_in_workflow([a_flow(LONGER)], actor=OWNER, now=NOW)
    row = handed_in()
    with pytest.raises(Refused, match="许明辉今天不在本办公室任职"):
        proposing.publish(row.id, actor=OWNER, now=NOW)
    with pytest.raises(Refused):
        proposing.turn_down(row.id, reason="不看", actor=OWNER, now=NOW)


def test_it_is_checked_again_when_it_is_published() -> None:
    """A role that somebody held when it was handed in may be held by nobody now."""
    row = handed_in()
    (held,) = registry.appointments(NOW.date(), person="夏知秋")
    registry.end_appointment("夏知秋", held.organ, held.post, NOW.date(), actor="周晓岚", now=NOW)
    with pytest.raises(BadInput, match="「档案员」今天没有人担任"):
        proposing.publish(row.id, actor=CHIEF, now=NOW + timedelta(days=1))
    assert registry.proposal(row.id).state == "待发布"


def test_it_is_turned_down_or_taken_back_and_then_another_may_come() -> None:
    row = proposing.turn_down(handed_in().id, reason="时限太长", actor=CHIEF, now=NOW)
    assert proposing.told(row)["state"] == "不采用" and proposing.told(row)["decided"] == "陆文渊"
    again = handed_in(("deadline: 15个工作日", "deadline: 18个工作日"))
    back = proposing.told(proposing.turn_down(again.id, reason="写错", actor=CLERK, now=NOW))
    assert (back["state"], back["decided"]) == ("收回", "周晓岚（自己收回）")
    assert proposing.listed(waiting=True) == []


def test_the_shipped_version_is_adopted_by_one_and_published_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = shelf.shipped_files("workflow")
    changed = {**shipped, "paper": {"paper.yaml": shipped["paper"]["paper.yaml"] + b"\n# 2\n"}}
    monkeypatch.setattr(shelf, "shipped_files", lambda kind: changed if kind == "workflow" else {})
    row = proposing.hand_in_shipped("workflow", "paper", actor=CLERK, now=NOW)
    assert next(one for one in flow_sheet.listed() if one["name"] == "paper")["waiting"] == row.id
    assert proposing.publish(row.id, actor=CHIEF, now=NOW).version == 2
    assert flows.newer("workflow") == set()
    with pytest.raises(BadInput, match="没有随带名为「papers」的流程"):
        proposing.hand_in_shipped("workflow", "papers", actor=CLERK, now=NOW)


def test_what_a_proposal_changes_is_told_in_words_and_lines() -> None:
    row = handed_in(LONGER, ("do: 提交\n", "do: 报送\n"))
    found = versions.against_latest(row)
    told = [f"{one.place}：{one.text}" for one in found.changes]
    assert "环节「申报」：时限由「15个工作日」改为「20个工作日」" in told
    assert "环节「申报」：动作「提交」（原到「审核」）" in told
    (file,) = found.files
    assert file.name == "project.yaml" and [line.mark for line in file.lines].count("+") >= 2


def test_what_a_template_changes_is_told_with_the_sources_in_words() -> None:
    row = template_handed_in(
        ("{name: contact, label: 联系人, source: office.contact}", "{name: contact, label: 联系人, source: case.title}")
    )
    (change,) = versions.against_latest(row).changes
    assert change.place == "栏目「联系人」"
    assert change.text == "取自由「取自办公室资料的「联系人」」改为「取自事项的「名称」」"


def test_two_versions_are_compared_and_unknown_ones_named() -> None:
    proposing.publish(handed_in().id, actor=CHIEF, now=NOW)
    found = versions.compare("workflow", "project", 1, 2)
    assert len(found.changes) == 2 and found.former and found.former.version == 1
    with pytest.raises(BadInput, match="没有第9版，有第1版、第2版"):
        versions.compare("workflow", "project", 1, 9)


def test_a_templates_sheet_says_what_it_asks_for_where_from_and_who_drafts_it() -> None:
    sheet = template_sheet.shown("立项批复")
    fields = {one["label"]: one for one in sheet["fields"]}
    assert fields["核定金额（元）"] | {"notes": []} == {
        "name": "approved_amount", "label": "核定金额（元）", "type": "金额", "required": True,
        "source": "取自事项的「批准金额（元）」", "notes": [], "columns": "", "personal": False,
    }  # fmt: skip
    assert fields["联系电话"]["source"] == "取自办公室资料的「联系电话」"
    assert fields["实施计划"]["columns"] == "任务、责任人、开始（日期）、完成（日期）"
    assert fields["签订合同的工作日数"]["source"] == "起草时填写"
    assert {(one["flow"], one["stage"], one["step"]) for one in sheet["used"]} == {("project", "批准", "起草")}
    assert [(one["version"], one["by"], one["papers"]) for one in sheet["versions"]] == [(1, "开办人", 0)]


def test_no_source_of_a_shipped_template_is_told_as_a_path() -> None:
    told = [one["source"] for row in template_sheet.listed() for one in template_sheet.shown(row["name"])["fields"]]
    assert len(told) > 300
    assert [source for source in told if any(character.islower() for character in source)] == []


def test_a_flows_sheet_says_who_does_what_and_what_it_needs() -> None:
    a_project()
    sheet = flow_sheet.shown("project", now=NOW)
    assert (sheet["version"], sheet["running"], sheet["scored"]) == (1, 1, True)
    assert {"role": "审核人", "people": ["顾言之"]} in sheet["roles"]
    first = sheet["stages"][0]
    assert (first["name"], first["running"], first["deadline"]) == ("申报", 1, "15个工作日")
    move = next(one for stage in sheet["stages"] for one in stage["moves"] if "起草《立项批复》" in one["then"])
    assert (move["by"], move["back"]) == ("负责人", False) and "核定" not in move["form"]
    assert "立项批复" in sheet["papers"]
    needs = [text for stage in sheet["stages"] for one in stage["moves"] for text in one["needs"]]
    assert "《立项批复》已用印，可以分发或已经分发" in needs


def test_running_cases_of_older_versions_are_counted() -> None:
    a_project()
    proposing.publish(handed_in().id, actor=CHIEF, now=NOW)
    a_project("柳林村帮扶")
    sheet = flow_sheet.shown("project", now=NOW)
    assert [(one["version"], one["running"]) for one in sheet["versions"]] == [(2, 1), (1, 1)]
    assert (sheet["running"], sheet["older"]) == (1, 1)
    row = next(one for one in flow_sheet.listed() if one["name"] == "project")
    assert (row["version"], row["running"], row["older"]) == (2, 1, 1)


SECRET = ("paper: {", "paper: {secrecy: 秘密★1年, ")


def test_a_classified_template_is_not_taken_once_the_office_is_on_the_network(office: Path) -> None:
    """On a machine of no network it may be published; `gongwen serve` then refuses to start."""
    before = proposing.hand_in_template(a_template(SECRET), actor=CLERK, now=NOW)
    going_online.session_key(office)
    with pytest.raises(BadInput, match=r"「立项批复」定了密级「秘密★1年」.*涉密公文不能在网上拟制"):
        proposing.publish(before.id, actor=CHIEF, now=NOW)
    with pytest.raises(BadInput, match="定了密级"):
        proposing.publish_template(a_template(SECRET), actor=CHIEF, now=NOW)
    assert shelf.template("立项批复")[0].paper_defaults.get("secrecy") is None


def test_only_a_head_or_a_keeper_of_the_accounts_publishes_or_turns_down() -> None:
    row = handed_in()
    for act in (proposing.publish, lambda id, **by: proposing.turn_down(id, reason="不看", **by)):
        with pytest.raises(Refused, match=r"由负责人或管理员发布（现有：陆文渊），顾言之不能发布"):
            act(row.id, actor=SECTION, now=NOW)
    account_for("顾言之", keeps_accounts=True)
    assert proposing.publishers(NOW) == ["陆文渊", "顾言之"]
    assert proposing.publish(row.id, actor=SECTION, now=NOW).version == 2


def test_a_deputy_of_the_head_publishes_while_they_stand_in() -> None:
    row, day = handed_in(), NOW.date()
    registry.delegate("陆文渊", "夏知秋", ["负责人"], starts=day, ends=day, actor="陆文渊", now=NOW)
    assert proposing.publish(row.id, actor=Actor("夏知秋"), now=NOW).by == "夏知秋"
