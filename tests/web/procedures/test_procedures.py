"""模板和流程 on screen: looked at, handed in, published by a second person, brought over; every fault on the page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.office import desk, errands
from gongwen.office.people import Actor
from gongwen.office.procedures import flows, shelf
from gongwen.office.publishing import proposing
from kit.office import FOUNDED, PrinterThatMustRest, an_office
from kit.originals import a_flow, a_template, a_zip
from kit.quick import quick
from kit.web import client_for, text_of

CLERK = Actor("周晓岚")
NOW = FOUNDED + timedelta(hours=1)
LONGER = ("deadline: 15个工作日", "deadline: 20个工作日")


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def upload(name: str, content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def hand_in(*changes: tuple[str, str], person: str = "周晓岚") -> Any:
    flow = a_flow(*(changes or (LONGER,)))
    data = {"flow": upload(flow.name, flow.content), "note": "按新办法"}
    return client_for(person).post("/procedures/hand-in/workflow/", data)


def a_proposal(*changes: tuple[str, str]) -> registry.ProposalRow:
    return proposing.hand_in_workflow([a_flow(*(changes or (LONGER,)))], note="按新办法", actor=CLERK, now=NOW)


def a_project(title: str = "青溪镇帮扶") -> registry.CaseRow:
    return desk.open_project(title, kind="经济帮扶", unit="临溪县青溪镇人民政府", actor=Actor("许明辉"), now=NOW)


PAGES = (
    ("/procedures/", "没有待发布的新版"),
    ("/procedures/workflows/", "帮扶救助项目全过程"),
    ("/procedures/workflows/project/", "起草《立项批复》"),
    ("/procedures/workflows/paper/", "由联办单位各自办理"),
    ("/procedures/templates/", "监督检查通知"),
    ("/procedures/templates/立项批复/", "取自事项的「批准金额（元）」"),
    ("/procedures/templates/项目合同书/", "整页表格或合同"),
    ("/procedures/proposals/", "还没有人提出过新版"),
    ("/procedures/hand-in/workflow/", "评分标准"),
    ("/procedures/hand-in/template/", "fields.yaml"),
    ("/procedures/workflows/project/migration/", "不用迁移"),
    ("/procedures/workflows/project/simulation/", "还没有推演"),
    ("/procedures/workflows/project/compare/", "两边是同一版"),
)
NOT_THERE = (
    ("/procedures/workflows/nothing/", "没有名为「nothing」的流程"),
    ("/procedures/workflows/project/?version=9", "没有第9版，有第1版"),
    ("/procedures/workflows/project/?version=九", "不是版本号"),
    ("/procedures/templates/没有/", "没有名为「没有」的模板"),
    ("/procedures/others/x/compare/", "没有这一页"),
    ("/procedures/proposals/77/", "没有第 77 号"),
    ("/procedures/workflows/project/versions/1/nothing.yaml", "没有文件「nothing.yaml」"),
    ("/procedures/templates/立项批复/pages/abc/1.png", "样张还没有印出"),
)


def test_each_page_opens_for_the_office() -> None:
    client = client_for("周晓岚")
    for address, says in PAGES:
        answer = client.get(address)
        assert (answer.status_code, says in text_of(answer)) == (200, True), address


def test_what_is_not_there_is_said_in_a_sentence() -> None:
    client = client_for("周晓岚")
    for address, says in NOT_THERE:
        answer = client.get(address)
        assert (answer.status_code, says in text_of(answer)) == (400, True), address


def test_people_of_a_unit_do_not_see_it() -> None:
    assert client_for("许明辉").get("/procedures/").status_code == 403
    assert hand_in(person="许明辉").status_code == 403
    assert registry.proposals() == ()


def test_a_flow_is_handed_in_by_one_and_published_by_another() -> None:
    running = a_project()
    where = hand_in()["Location"]
    page = text_of(client_for("周晓岚").get(where))
    assert "时限由「15个工作日」改为「20个工作日」" in page and "请由另一位负责人或管理员发布（现有：陆文渊）" in page
    answer = client_for("周晓岚").get(where).content.decode()
    assert '<button class="main" disabled' in answer and ">收回<" in answer

    second = client_for("陆文渊")
    assert 'class="main">发布' in second.get(where).content.decode()
    seen = {"instead_of": flows.version("project", None).hash}
    done = second.post(f"{where}publish/", seen, follow=True)
    assert "第2版已发布。新登记的事项按这一版办，在办的仍按原版办。" in text_of(done)
    assert "还有 1 件在办事项按以前的版本办" in text_of(done)
    assert registry.case(running.code).workflow_hash == flows.version("project", 1).hash


def test_a_flow_with_three_faults_shows_three_sentences_with_their_lines() -> None:
    answer = hand_in(
        ("to: 审核\n", "to: 审查\n"),
        ("needs: [文书齐全]", "needs: [文书备齐]"),
        ("deadline: 5个工作日", "deadline: 五天"),
    )
    assert answer.status_code == 422
    said = text_of(answer)
    for sentence in ("没有这个环节", "条件「文书备齐」系统不认识", "五天"):
        assert sentence in said
    assert "to: 审查" in said and "按新办法" in said, "the line is quoted, and what was typed is kept"
    assert registry.proposals() == ()


def test_a_second_browser_does_not_publish_twice() -> None:
    row = a_proposal()
    address = f"/procedures/proposals/{row.id}/publish/"
    seen = {"instead_of": flows.version("project", None).hash}
    assert client_for("陆文渊").post(address, seen).status_code == 302
    late = client_for("陆文渊").post(address, seen)
    assert late.status_code == 422 and "已经办过：已发布" in text_of(late)
    assert flows.version("project", None).version == 2


def test_whoever_looked_at_an_older_version_looks_again() -> None:
    row = a_proposal()
    seen = {"instead_of": flows.version("project", None).hash}
    flow = a_flow(("deadline: 15个工作日", "deadline: 25个工作日"))
    registry.publish("workflow", "project", {"project.yaml": flow.content}, actor="顾言之", now=NOW)
    late = client_for("陆文渊").post(f"/procedures/proposals/{row.id}/publish/", seen)
    assert late.status_code == 422 and "请重新查看改动再办" in text_of(late)


def test_turning_down_needs_a_reason_and_is_kept() -> None:
    row = a_proposal()
    address = f"/procedures/proposals/{row.id}/turn-down/"
    assert "不采用要写明理由" in text_of(client_for("陆文渊").post(address, {"reason": " "}))
    done = client_for("陆文渊").post(address, {"reason": "时限太长"}, follow=True)
    assert "第 1 号已不采用" in text_of(done) and "时限太长" in text_of(done)
    again = client_for("周晓岚").get(f"/procedures/proposals/{row.id}/")
    assert "不采用，陆文渊" in text_of(again) and "推演这一版" not in text_of(again)


def test_a_template_comes_as_a_zip_and_its_changes_are_told() -> None:
    changes = ("{name: contact, label: 联系人,", "{name: contact, label: 联系人, required: true,")
    files = {f"立项批复/{one.name}": one.content for one in a_template(changes)}
    data = {"files": upload("立项批复.zip", a_zip(files).content), "note": ""}
    done = client_for("周晓岚").post("/procedures/hand-in/template/", data, follow=True)
    assert done.status_code == 200
    assert "必填由「否」改为「是」" in text_of(done) and "这一版还没有印出样张" in text_of(done)


def test_three_files_at_once_and_a_wrong_one() -> None:
    files = [upload(one.name, one.content) for one in a_template(("help: 核定金额", "help: 批复的核定金额"))]
    done = client_for("周晓岚").post("/procedures/hand-in/template/", {"files": files})
    assert done.status_code == 302 and registry.proposals()[0].name == "立项批复"
    wrong = client_for("周晓岚").post(
        "/procedures/hand-in/template/", {"files": upload("../../a.zip", b"PK\x03\x04"), "note": "留着"}
    )
    assert wrong.status_code == 422 and "打不开" in text_of(wrong) and "留着" in text_of(wrong)
    nothing = client_for("周晓岚").post("/procedures/hand-in/template/", {})
    assert nothing.status_code == 422 and "缺文件" in text_of(nothing)


def test_running_cases_are_brought_over_as_the_plan_says_and_back() -> None:
    case = a_project()
    proposing.publish(
        a_proposal(("  申报:\n", "  填报:\n"), ("to: 申报", "to: 填报")).id, actor=Actor("陆文渊"), now=NOW
    )
    client, address = client_for("周晓岚"), "/procedures/workflows/project/migration/"
    assert "须指明环节 1 件" in text_of(client.get(address))
    page = client.get(address, {"to": 2, "stage-申报": "填报"})
    assert "对应迁移 1 件" in text_of(page)
    form = {"to": 2, "digest": _hidden(page, "digest"), "stage-申报": "填报", "reason": ""}
    refused = client.post(address + "apply/", form)
    assert refused.status_code == 422 and "要说明理由" in text_of(refused)
    done = client.post(address + "apply/", form | {"reason": "新办法施行"}, follow=True)
    assert "已实施，第 1 批，1 件事项改按第2版办" in text_of(done)
    assert registry.case(case.code).stage == "填报"
    back = client.post("/procedures/migrations/1/revert/", {"name": "project"}, follow=True)
    assert "1 件事项回到原来的版本和环节" in text_of(back) and registry.case(case.code).stage == "申报"


def _hidden(page: Any, name: str) -> str:
    from lxml import html

    return html.fromstring(page.content.decode()).xpath(f"//input[@name='{name}']/@value")[0]


def test_files_are_fetched_as_they_were_published() -> None:
    client = client_for("周晓岚")
    flow = client.get("/procedures/workflows/project/versions/1/rubrics/project.yaml")
    assert flow.content == (shelf.shipped("workflows") / "rubrics" / "project.yaml").read_bytes()
    word = client.get("/procedures/templates/立项批复/versions/1/template.docx")
    assert word.content == (shelf.shipped("templates") / "立项批复" / "template.docx").read_bytes()
    assert "template.docx" in word["Content-Disposition"] and word["Content-Type"].endswith("document")
    row = a_proposal()
    mine = client.get(f"/procedures/proposals/{row.id}/files/project.yaml")
    assert "20个工作日" in mine.content.decode()


def test_the_diagram_is_a_picture_with_the_running_cases_on_it() -> None:
    a_project()
    client = client_for("周晓岚")
    drawn = client.get("/procedures/workflows/project/diagram.svg")
    assert drawn["Content-Type"] == "image/svg+xml" and "在办 1 件" in drawn.content.decode()
    assert "在办 1 件" in text_of(client.get("/procedures/workflows/project/")), "the table says the same"
    row = a_proposal()
    assert b"<svg" in client.get(f"/procedures/proposals/{row.id}/diagram.svg").content


def test_the_example_is_printed_when_asked_and_shown_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    client, address = client_for("周晓岚"), "/procedures/templates/立项批复/"
    form = {"hash": registry.published("template", "立项批复")[0].hash, "version": "1"}
    asked = client.post(address + "specimen/", form, follow=True)
    assert "印样张" in text_of(asked)
    errands.do_next(NOW, quick(monkeypatch))
    shown = client_for("夏知秋").get(address)
    assert "共 1 页" in text_of(shown)
    picture = client_for("夏知秋").get(f"{address}pages/{form['hash']}/1.png")
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")


def test_a_simulation_is_asked_for_and_read() -> None:
    client, address = client_for("周晓岚"), "/procedures/workflows/emergency/simulation/"
    form = {"version": "1", "runs": "20", "seed": "3", "returns": "1"}
    where = client.post(address, form)["Location"]
    assert "推演流程" in text_of(client.get(where))
    errands.do_next(NOW, PrinterThatMustRest())
    read = text_of(client.get(where))
    assert "已转常规办理" in read and "最快的一条路" in read


def test_a_version_that_came_with_the_program_is_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = shelf.shipped_files("workflow")
    changed = {**shipped, "paper": {"paper.yaml": shipped["paper"]["paper.yaml"] + b"\n# 2\n"}}
    monkeypatch.setattr(shelf, "shipped_files", lambda kind: changed if kind == "workflow" else shipped)
    client = client_for("周晓岚")
    assert "随程序有新版" in text_of(client.get("/procedures/workflows/"))
    done = client.post("/procedures/adopt/workflows/paper/", follow=True)
    assert "采用随程序带来的新版" in text_of(done) and "只改了文字、版面或注释" in text_of(done)
    assert "待发布" in text_of(client.get("/procedures/workflows/"))
