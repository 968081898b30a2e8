"""事项页 on screen: everything of a case on one page, masked; opened, reminded of, added to, looked at in full."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from kit.joint import CLERK, FINANCE, NOW, TEACHING, WOMEN, act, joint_office, sent, sign
from kit.office import PrinterThatMustRest, an_office, play, story
from kit.quick import quick
from kit.sending import filled, form_of
from kit.signing import at_signing
from kit.web import client_for, text_of


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return joint_office(tmp_path / "office")


def page_of(code: str, person: str = CLERK) -> str:
    return text_of(client_for(person).get(f"/cases/{code}/"))


def test_the_page_tells_stage_deadline_holders_and_course(office):
    code = sent(FINANCE, TEACHING)
    act(code, "会办", "甄财", form={"opinion": "同意，建议写明经费。"})
    told = page_of(code)
    for words in (
        "LH-2026-001",
        "春季走访",
        "会办：1／2",
        "有意见",
        "同意，建议写明经费。",
        "起草 → 会办",
        "逾期",
        "在谁手里",
    ):
        assert words in told, words


def test_a_closed_button_says_why_and_who_can_mend_it(office):
    case = registry.case(sent(FINANCE))
    act(case.code, "撤回", CLERK, reason="改")
    registry.amend_case(case.code, {"goal": ""}, actor=CLERK, now=NOW, why="试")
    told = page_of(case.code)
    assert "「事由」尚未填写，请经办人（周晓岚）填写" in told
    page = client_for(CLERK).get(f"/cases/{case.code}/").content.decode()
    assert "<button disabled>送会办，送「会办」</button>" in page


def test_a_deputys_act_is_signed_as_such(office):
    code = sent(FINANCE)
    given = {"starts": date(2026, 4, 1), "ends": date(2026, 4, 2), "basis": "出差"}
    registry.delegate("甄财", "卫健", **given, actor="甄财", now=NOW)
    sign(code, "卫健")
    assert "卫健（代甄财）" in page_of(code)


def test_a_double_click_opens_one_project(tmp_path):
    an_office(tmp_path / "office")
    client = client_for(CLERK)
    page = client.get("/cases/new/project/")
    typed = filled(page, {"title": "助学项目", "kind": "项目救助", "unit": "临溪县青溪镇人民政府"})
    first, second = (client.post("/cases/new/project/", typed) for _ in range(2))
    assert first.url == second.url == "/cases/QHBF-2026-001/"
    assert len(registry.cases()) == 1
    assert "已登记 QHBF-2026-001《助学项目》，现在「申报」。" in text_of(client.get(first.url))


def test_an_opening_with_faults_keeps_what_was_typed(tmp_path):
    an_office(tmp_path / "office")
    client = client_for(CLERK)
    answer = client.post("/cases/new/project/", filled(client.get("/cases/new/project/"), {"title": "助学项目"}))
    assert answer.status_code == 422 and registry.cases() == ()
    assert form_of(answer).fields["title"] == "助学项目"
    assert text_of(answer).count("没有填，请补填。") == 2


def test_what_one_may_not_open_is_refused_in_a_sentence(tmp_path):
    an_office(tmp_path / "office")
    answer = client_for("石磊").get("/cases/new/project/")
    assert answer.status_code == 403 and "现在不由您登记" in text_of(answer)
    assert client_for("石磊").get("/cases/new/").url == "/cases/new/incoming/", "straight to the only one"


def test_a_reminder_is_recorded_and_shown(office):
    code = sent(FINANCE, TEACHING)
    client = client_for(CLERK)
    page = client.get(f"/cases/{code}/urge/?to={TEACHING}")
    assert form_of(page).fields["to"] == TEACHING
    client.post(f"/cases/{code}/urge/", filled(page, {"how": "电话", "note": "答应今天办"}))
    told = page_of(code)
    assert "电话催青禾市教育局" in told and "答应今天办" in told and "已催 1 次" in told


def test_a_reminder_to_whoever_does_not_hold_it_is_refused_and_kept(office):
    code = sent(FINANCE)
    client = client_for(CLERK)
    answer = client.post(f"/cases/{code}/urge/", {"to": "陆文渊", "how": "电话", "note": "请快办"})
    assert answer.status_code == 422
    assert "不在「陆文渊」手里；应当催：青禾市财政局" in text_of(answer)
    assert form_of(answer).fields["note"] == "请快办"


def test_a_party_is_called_in_from_the_page(office):
    code = sent(FINANCE, TEACHING)
    client = client_for(CLERK)
    page = client.get(f"/cases/{code}/call-in/")
    refused = client.post(f"/cases/{code}/call-in/", filled(page, {"party": WOMEN, "reason": ""}))
    assert refused.status_code == 422 and "应当说明理由" in text_of(refused)
    assert form_of(refused).fields["party"] == WOMEN
    client.post(f"/cases/{code}/call-in/", filled(page, {"party": WOMEN, "reason": "涉及妇女"}))
    assert "（周晓岚加签）" in page_of(code)
    assert len(registry.present_tasks(code)) == 3


def test_who_may_not_call_in_is_told_who_may(office):
    code = sent(FINANCE, TEACHING)
    answer = client_for("陆文渊").post(f"/cases/{code}/call-in/", {"party": WOMEN, "reason": "想加"})
    assert answer.status_code == 422 and "只有经办人（周晓岚）可以加签" in text_of(answer)


def test_personal_data_is_masked_and_shown_for_a_reason_only(tmp_path, monkeypatch):
    an_office(tmp_path / "office")
    play(story("01"), quick(monkeypatch), until=lambda one: one.said.get("do") == "同意签订")
    code = registry.cases(workflow="project")[0].code
    client, before = client_for(CLERK), registry.journal_head().count
    assert "0990-5550130" not in text_of(client.get(f"/cases/{code}/"))
    refused = client.post(f"/cases/{code}/reveal/", {"reason": " "})
    assert refused.status_code == 422 and registry.journal_head().count == before
    shown = client.post(f"/cases/{code}/reveal/", {"reason": "核对联系人"})
    assert "0990-5550130" in text_of(shown) and registry.journal_head().count == before + 1
    assert "0990-5550130" not in text_of(client.get(f"/cases/{code}/"))


def test_a_form_of_the_case_is_looked_at_and_fetched(tmp_path, monkeypatch):
    an_office(tmp_path / "office")
    play(story("01")[:2], quick(monkeypatch))
    case = registry.cases(workflow="project")[0]
    paper, client = registry.papers(case=case.code)[0], client_for(CLERK)
    where = f"/cases/{case.code}/papers/{paper.id}/"
    assert where in client.get(f"/cases/{case.code}/").content.decode()
    assert "立项申报书" in text_of(client.get(where))
    assert client.get(f"{where}pages/1.png")["Content-Type"] == "image/png"
    assert client.get(f"{where}1/docx/").content == registry.get(paper.versions[0].docx_sha)
    for wrong in ("9/docx/", "1/exe/", "pages/7.png"):
        assert client.get(where + wrong).status_code == 400
    assert client.get(f"/cases/{case.code}/papers/99999/").status_code == 400


def test_amounts_are_summed_below_their_table_and_days_stand_as_on_paper(tmp_path, monkeypatch):
    an_office(tmp_path / "office")
    play(story("01")[:2], quick(monkeypatch))
    case = registry.cases(workflow="project")[0]
    answer = client_for(CLERK).get(f"/cases/{case.code}/")
    (foot,) = html.fromstring(answer.content.decode()).xpath("//tfoot")
    cells = [" ".join(cell.text_content().split()) for cell in foot.xpath(".//th | .//td")]
    whole = sum(int(float(row["amount"])) for row in case.data["budget"])
    assert [cell for cell in cells if cell] == ["合计", f"{whole:,}"], "prices of one piece are not summed"
    assert not re.search(r"\d{4}-\d\d-\d\d(?!\d)", text_of(answer))


def test_people_of_a_unit_see_their_own_case_only(tmp_path):
    an_office(tmp_path / "office")
    play(story("01")[:1], PrinterThatMustRest())
    code = registry.cases()[0].code
    assert client_for("许明辉").get(f"/cases/{code}/")["Location"] == f"/unit/{code}/"
    assert client_for("许明辉").get(f"/unit/{code}/").status_code == 200
    assert client_for("范守田").get(f"/cases/{code}/").status_code == 403
    assert client_for("范守田").get(f"/cases/{code}/moves/提交/").status_code == 403


def test_a_meeting_shows_what_was_proposed(tmp_path):
    an_office(tmp_path / "office")
    clerk, given = Actor(CLERK), {"now": NOW, "printer": None}
    code = desk.open_project("2026年第一次会议", kind="", unit="", actor=clerk, now=NOW, flow="meeting").code
    desk.take(code, "发起征集", actor=clerk, form={"meeting": "2026年第一次会议", "topics_due": "2026-04-10"}, **given)
    form = {"topics": [{"matter": "冬季救助资金", "minutes": 10}]}
    desk.take(code, "报送议题", actor=Actor("高远"), form=form, **given)
    told = page_of(code)
    assert "报来的议题" in told and "市财政局冬季救助资金10" in told
    choice = form_of(client_for(CLERK).get(f"/cases/{code}/moves/报送议题/")).inputs["-party"]
    assert "青禾市教育局" in choice.value_options and "青禾市财政局" not in choice.value_options


def test_who_sends_in_a_units_signed_copy_finds_the_way_from_the_case(tmp_path):
    case = at_signing(tmp_path / "signing")
    link = f"/unit/{case.code}/sign/签订/"
    page = client_for(CLERK).get(f"/cases/{case.code}/")
    assert "替单位逐页传「签订」的签署件" in text_of(page)
    assert link in unquote(page.content.decode())
    assert "替单位逐页传" not in page_of(case.code, "夏知秋"), "nobody else is sent there"
    assert client_for(CLERK).get(link).status_code == 200
