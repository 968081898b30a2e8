"""流程的版本: publishing refuses with every fault, the same content is the same version, a case keeps its own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.procedures import flows, shelf
from kit.door import typed
from kit.office import FOUNDED, an_office

HAND = {"actor": Actor("周晓岚"), "now": FOUNDED}
SHIPPED = shelf.shipped("workflows")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def a_file(folder: Path, old: str = "", new: str = "") -> Path:
    """The shipped project flow with one change, outside the office."""
    text = (SHIPPED / "project.yaml").read_text("utf-8")
    assert old in text
    path = folder / "project.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def a_project(title: str = "青溪镇困难家庭帮扶") -> registry.CaseRow:
    return desk.open_project(
        title, kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=Actor("许明辉"), now=FOUNDED + timedelta(hours=1)
    )


def test_an_office_begins_with_the_shipped_flows_and_none_is_newer(office: Path) -> None:
    rows = {row["name"]: row for row in flows.listed()}
    assert set(rows) >= {"project", "paper"}
    assert all((row["version"], row["running"], row["newer"]) == (1, 0, False) for row in rows.values())


def test_what_is_shipped_otherwise_than_what_the_office_has_is_new(office: Path, monkeypatch) -> None:
    files = shelf.shipped_files("workflow")
    changed = {**files, "project": {**files["project"], "project.yaml": files["project"]["project.yaml"] + b"\n# 2\n"}}
    monkeypatch.setattr(shelf, "shipped_files", lambda kind: changed if kind == "workflow" else {})

    assert flows.newer("workflow") == {"project"}
    made = flows.publish_shipped("project", **HAND)
    assert made.version == 2 and flows.newer("workflow") == set()


def test_the_same_content_again_is_the_same_version(office: Path, tmp_path: Path) -> None:
    made = flows.publish_file(a_file(tmp_path, "deadline: 15个工作日", "deadline: 20个工作日"), **HAND)
    count = len(registry.entries())

    assert flows.publish_file(tmp_path / "project.yaml", **HAND) == made
    assert (made.version, len(registry.entries())) == (2, count)


def test_a_flow_is_published_with_the_rubric_it_scores_by(office: Path, tmp_path: Path) -> None:
    path = a_file(tmp_path)
    own = (SHIPPED / "rubrics" / "project.yaml").read_text("utf-8").replace("assessors: 3", "assessors: 2", 1)
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "project.yaml").write_text(own, "utf-8")
    made = flows.publish_file(path, **HAND)

    assert made.version == 2, "another rubric is another version, though the flow's text is the same"
    assert (shelf.rubric("project").assessors, shelf.rubric("project", _first()).assessors) == (2, 3)


def test_without_a_rubric_of_its_own_a_file_takes_the_one_the_office_uses(office: Path, tmp_path: Path) -> None:
    made = flows.publish_file(a_file(tmp_path, "deadline: 15个工作日", "deadline: 20个工作日"), **HAND)
    assert shelf.rubric_text("project", made.hash) == shelf.rubric_text("project", _first())


def test_a_case_is_scored_by_the_rubric_of_its_own_version(office: Path, tmp_path: Path) -> None:
    """Forms included: the sheets' columns come from the version's rubric, whatever was published since."""
    from gongwen.office.matters import scoring

    case = a_project()
    rule = shelf.definition("project").stage("评分").rule("提交评分")
    before = [field.name for field in scoring.form_of(case, rule)[0].columns]
    own = (SHIPPED / "rubrics" / "project.yaml").read_text("utf-8").replace("code: a1", "code: z1")
    path = a_file(tmp_path)
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "project.yaml").write_text(own, "utf-8")
    flows.publish_file(path, **HAND)

    assert [field.name for field in scoring.form_of(registry.case(case.code), rule)[0].columns] == before
    assert "z1" in [field.name for field in scoring.form_of(a_project("柳林村帮扶"), rule)[0].columns]


def test_new_cases_take_the_new_version_and_running_ones_stay(office: Path, tmp_path: Path) -> None:
    case = a_project()
    made = flows.publish_file(a_file(tmp_path, "do: 提交\n", "do: 报送\n"), **HAND)

    assert registry.case(case.code).workflow_hash == _first()
    assert next(option.action for option in desk.options(case.code, actor=None, now=FOUNDED)) == "提交"
    second = a_project("柳林村困难家庭帮扶")
    assert second.workflow_hash == made.hash
    rows = [row for row in flows.listed() if row["name"] == "project"]
    assert [(row["version"], row["running"]) for row in rows] == [(1, 1), (2, 1)]


def test_a_flow_with_faults_is_refused_with_every_one_of_them(office: Path, tmp_path: Path) -> None:
    path = a_file(tmp_path, "roles: [经办人,", "roles: [巡视员, 经办人,")
    path.write_text(path.read_text("utf-8").replace("to: 审核\n", "to: 审查\n", 1), "utf-8")
    with pytest.raises(BadInput) as caught:
        flows.publish_file(path, **HAND)
    told = "".join(caught.value.faults)
    assert "「巡视员」今天没有人担任" in told and "「巡视员」没有任何动作可办" in told and "没有这个环节" in told
    assert flows.version("project", None).version == 1


def test_a_rubric_with_faults_is_told_together_with_the_flow(office: Path, tmp_path: Path) -> None:
    path = a_file(tmp_path, "to: 审核\n", "to: 审查\n")
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "project.yaml").write_text("name: project\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        flows.publish_file(path, **HAND)
    assert len(caught.value.faults) > 2


def test_a_role_is_asked_of_the_people_of_the_day(office: Path) -> None:
    """Before anybody took office nobody holds any role."""
    with pytest.raises(Refused, match="周晓岚今天没有任职"):
        flows.publish_shipped("project", actor=Actor("周晓岚"), now=FOUNDED - timedelta(days=400))
    text = (SHIPPED / "project.yaml").read_text("utf-8")
    assert flows.faults(text, FOUNDED) == []
    assert any("「经办人」今天没有人担任" in fault for fault in flows.faults(text, FOUNDED - timedelta(days=400)))


def test_the_flow_of_papers_keeps_the_stages_the_office_speaks_of(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "paper.yaml"
    path.write_text((SHIPPED / "paper.yaml").read_text("utf-8").replace("作废", "放弃"), "utf-8")
    with pytest.raises(BadInput, match="缺环节「作废」"):
        flows.publish_file(path, **HAND)


def test_a_version_is_drawn_with_its_running_cases(office: Path, tmp_path: Path) -> None:
    a_project()
    flows.publish_file(a_file(tmp_path, "do: 提交\n", "do: 报送\n"), **HAND)

    old = flows.drawing("project", "mermaid", 1, counts=True).decode()
    new = flows.drawing("project", "mermaid", None, counts=True).decode()
    assert "<b>在办 1 件</b>" in old and "提交" in old
    assert "在办" not in new and "报送" in new
    assert "在办 1 件" in flows.drawing("project", "svg", 1, counts=True).decode()


def test_the_door_lists_publishes_and_shows(office: Path, tmp_path: Path) -> None:
    path = a_file(tmp_path, "do: 提交\n", "do: 报送\n")
    said = typed("workflow", "publish", path, "--as", "周晓岚", "--home", office, at=FOUNDED)
    assert said.code == 0 and "流程「project」第2版已发布" in said.out
    listed = typed("workflow", "list", "--home", office)
    assert "第2版" in listed.out and "帮扶救助项目全过程" in listed.out
    shown = typed("workflow", "show", "project", "--version", "1", "--home", office)
    assert "提交" in shown.out
    assert typed("workflow", "show", "project", "--version", "9", "--home", office).code == 3
    assert typed("workflow", "publish", "--as", "周晓岚", "--home", office).code == 3
    assert "第2版" not in typed("workflow", "list").out, "without an office the shipped ones are listed"


def test_the_door_refuses_a_bad_flow_with_every_fault_on_its_own_line(office: Path, tmp_path: Path) -> None:
    path = a_file(tmp_path, "roles: [经办人,", "roles: [巡视员, 经办人,")
    said = typed("workflow", "publish", path, "--as", "周晓岚", "--home", office, at=FOUNDED)
    assert said.code == 3 and len(said.err.splitlines()) == 2 and said.out == ""


def _first() -> str:
    return flows.version("project", 1).hash


def test_a_deadline_from_a_day_of_the_case_is_reckoned_from_it(office: Path) -> None:
    """The inspection is due ten working days after the project's end, however early the contract was signed."""
    from gongwen.office.staffing import calendar

    row = registry.open_case(
        workflow="project", workflow_hash=_first(), stage="检查通知", title="青溪镇困难家庭帮扶", kind="经济帮扶",
        unit="临溪县青溪镇人民政府", data={"ends": "2026-06-30"}, code_prefix="QHBF", actor="许明辉", door="测试",
        now=FOUNDED,
    )  # fmt: skip
    assert str(calendar.due(row)) == "2026-07-14"
    plain = registry.amend_case(row.code, {"ends": "2026-01-31"}, actor="周晓岚", now=FOUNDED, why="更正")
    assert str(calendar.due(plain)) == "2026-03-13"


def test_templates_are_listed_with_what_is_newer_and_adopted_one_by_one(office: Path, monkeypatch) -> None:
    shipped = shelf.shipped_files("template")
    changed = {**shipped["立项批复"], "fields.yaml": shipped["立项批复"]["fields.yaml"] + b"\n# 2\n"}
    monkeypatch.setattr(shelf, "shipped_files", lambda kind: {**shipped, "立项批复": changed})

    rows = {row["name"]: row for row in flows.templates()}
    assert [name for name, row in rows.items() if row["newer"]] == ["立项批复"]
    assert flows.publish_template("立项批复", **HAND).version == 2
    assert not any(row["newer"] for row in flows.templates())
    with pytest.raises(BadInput, match="没有随带名为「立项答复」的模板"):
        flows.publish_template("立项答复", **HAND)


def test_a_template_that_does_not_work_is_not_adopted(office: Path, monkeypatch) -> None:
    shipped = shelf.shipped_files("template")
    broken = {**shipped["立项批复"], "example.yaml": "goal: 只有这一项\n".encode()}
    monkeypatch.setattr(shelf, "shipped_files", lambda kind: {**shipped, "立项批复": broken})
    with pytest.raises(BadInput, match="缺栏目"):
        flows.publish_template("立项批复", **HAND)


def test_the_door_tells_of_newer_templates(office: Path, monkeypatch) -> None:
    shipped = shelf.shipped_files("template")
    changed = {**shipped["立项批复"], "fields.yaml": shipped["立项批复"]["fields.yaml"] + b"\n# 2\n"}
    monkeypatch.setattr(shelf, "shipped_files", lambda kind: {**shipped, "立项批复": changed})
    told = typed("template", "list", "--home", office).out
    assert "有新版" in told and "gongwen template publish --shipped" in told
    said = typed("template", "publish", "--shipped", "立项批复", "--as", "周晓岚", "--home", office, at=FOUNDED)
    assert "模板「立项批复」现为第2版" in said.out
