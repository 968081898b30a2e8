"""办一步 on screen: asked, sent once, refused with everything kept, and never on a page that has grown stale."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.ruling import unsent
from kit.joint import CLERK, FINANCE, NOW, TEACHING, act, joint_office, sent, sign
from kit.office import PrinterThatMustRest, an_office, play, story
from kit.paper_course import course_after
from kit.quick import blank_page, quick
from kit.sending import filled, flat, form_of
from kit.web import client_for, text_of

LEADER = "陆文渊"


@pytest.fixture
def code(tmp_path: Path) -> str:
    joint_office(tmp_path / "office")
    return sent(FINANCE, TEACHING)


def address(code: str, action: str) -> str:
    return f"/cases/{code}/moves/{action}/"


def events(code: str) -> list[str]:
    return [event.action for event in registry.events(code)]


def test_a_move_is_asked_with_its_consequence_and_done(code):
    client = client_for("甄财")
    page = client.get(address(code, "会办"))
    assert "会办（办完还等其余1方）" in text_of(page)
    answer = client.post(address(code, "会办"), filled(page, {"opinion": "同意。"}))
    assert (answer.status_code, answer.url) == (302, f"/cases/{code}/")
    told = text_of(client.get(answer.url))
    assert "「会办」（青禾市财政局）已办，现在「会办」。" in told and "还等：青禾市教育局。" in told
    assert "「会办」（青禾市财政局）已办" not in text_of(client.get(answer.url)), "said once"


def test_a_double_submit_and_the_back_button_give_one_move(code):
    client = client_for("甄财")
    typed = filled(client.get(address(code, "会办")), {"opinion": "同意。"})
    client.post(address(code, "会办"), typed)
    again = client.post(address(code, "会办"), {**typed, "opinion": "改了主意"})
    assert events(code).count("会办") == 1
    assert "此前已经办成，没有重复办理；后来在那一页上改的没有记录" in text_of(client.get(again.url))


def test_nobody_takes_anothers_key(code):
    client, other = client_for("甄财"), client_for("焦育")
    typed = filled(client.get(address(code, "会办")), {"opinion": "同意。"})
    client.post(address(code, "会办"), typed)
    other.post(address(code, "会办"), {**filled(other.get(address(code, "会办")), {"opinion": "可以。"}),
                                     "key": typed["key"]})  # fmt: skip
    assert events(code).count("会办") == 2


def test_what_is_missing_is_told_at_its_field_and_what_was_typed_stays(code):
    act(code, "撤回", CLERK, reason="再改改")
    client = client_for(CLERK)
    page = client.get(address(code, "送会办"))
    assert form_of(page).fields["organs"] == f"{FINANCE}\n{TEACHING}", "begun with what the case holds"
    answer = client.post(address(code, "送会办"), filled(page, {"organs": "不认识的单位", "goal": "走访"}))
    assert answer.status_code == 422
    assert form_of(answer).fields["organs"] == "不认识的单位"
    assert "「不认识的单位」既不是登记的机关，也不是登记的人员" in text_of(answer)


def test_a_required_field_left_out_is_marked_where_it_is(code):
    client = client_for("甄财")
    answer = client.post(address(code, "会办"), filled(client.get(address(code, "会办")), {"opinion": " "}))
    field = form_of(answer).inputs["opinion"]
    assert (answer.status_code, field.get("aria-invalid")) == (422, "true")
    assert "没有填，请补填。" in text_of(answer)


def test_a_return_needs_a_stage_and_a_reason(code):
    sign(code, "甄财")
    sign(code, "焦育")
    client = client_for(LEADER)
    page = client.get(address(code, "退回"))
    assert "内容与依据不一致，请核对：" in text_of(page), "a phrase to pick"
    for typed in ({"-reason": "再议"}, {"-to": "起草"}):
        assert client.post(address(code, "退回"), filled(page, typed)).status_code == 422
    done = client.post(address(code, "退回"), filled(page, {"-reason": "再议", "-to": "会办"}))
    assert (done.status_code, registry.case(code).stage) == (302, "会办")


def test_a_stale_page_is_told_who_did_what_and_shows_what_was_typed(code):
    client = client_for("甄财")
    typed = filled(client.get(address(code, "会办")), {"opinion": "写了很久的意见"})
    act(code, "撤回", CLERK, reason="再改改")
    answer = client.post(address(code, "会办"), typed)
    told = text_of(answer)
    assert answer.status_code == 409
    assert "已由周晓岚" in told and "办了「撤回」，现在「起草」，不再有「会办」可办" in told
    assert "写了很久的意见" in told
    assert events(code)[-1] == "撤回"


def test_a_stale_page_whose_move_is_there_again_shows_its_form_again(code):
    client = client_for("甄财")
    typed = filled(client.get(address(code, "会办")), {"opinion": "写了很久的意见"})
    act(code, "撤回", CLERK, reason="再改改")
    act(code, "送会办", CLERK)
    answer = client.post(address(code, "会办"), typed)
    assert answer.status_code == 409
    assert "办了「撤回」；周晓岚" in text_of(answer)
    form = form_of(answer)
    assert form.fields["opinion"] == "写了很久的意见"
    again = client.post(address(code, "会办"), dict(form.form_values()))
    assert again.status_code == 302, "sent again from the fresh page it is taken"


def test_another_partys_act_makes_no_page_stale(code):
    client = client_for("焦育")
    typed = filled(client.get(address(code, "会办")), {"opinion": "同意。"})
    sign(code, "甄财")
    assert client.post(address(code, "会办"), typed).status_code == 302
    assert registry.case(code).stage == "审定"


def test_whose_move_it_is_not_sees_why_and_no_form(code):
    page = client_for(LEADER).get(address(code, "撤回"))
    assert "「撤回」由经办人（周晓岚）办理。" in text_of(page)
    assert 'button class="main"' not in page.content.decode()
    refused = client_for(LEADER).post(address(code, "撤回"), {"-reason": "硬来"})
    assert refused.status_code == 403 and events(code)[-1] != "撤回"


def test_a_move_that_never_was_is_told_with_the_state(code):
    answer = client_for(CLERK).get(address(code, "乱写"))
    assert answer.status_code == 409 and "不再有「乱写」可办" in text_of(answer)


def test_what_is_typed_is_kept_and_comes_back(code):
    client = client_for("甄财")
    kept = client.post(f"{address(code, '会办')}keep/", {"opinion": "写到一半", "revision": "0"})
    assert (kept.status_code, kept.json()["revision"]) == (200, 1)
    page = client.get(address(code, "会办"))
    assert form_of(page).fields["opinion"] == "写到一半" and "接着您" in text_of(page)
    clash = client.post(f"{address(code, '会办')}keep/", {"opinion": "另一窗口", "revision": "0"})
    assert clash.status_code == 409 and "也存了这一稿" in clash.json()["told"][0]
    client.post(f"{address(code, '会办')}forget/")
    assert form_of(client.get(address(code, "会办"))).fields["opinion"] == ""


def test_a_copy_is_gone_once_it_is_handed_in(code):
    client = client_for("甄财")
    client.post(f"{address(code, '会办')}keep/", {"opinion": "同意", "revision": "0"})
    client.post(address(code, "会办"), filled(client.get(address(code, "会办")), {}))
    assert unsent.kept(code, "会办", actor=Actor("甄财")) is None


def test_keeping_on_a_stale_page_says_so_in_a_sentence(code):
    client = client_for("甄财")
    act(code, "撤回", CLERK, reason="再改改")
    kept = client.post(f"{address(code, '会办')}keep/", {"opinion": "写到一半", "revision": "0"})
    assert kept.status_code == 409 and "不再有「会办」可办" in kept.json()["told"][0]


def test_more_lines_are_given_without_any_script(tmp_path):
    an_office(tmp_path / "office")
    play(story("01")[:1], PrinterThatMustRest())
    code, client = registry.cases()[0].code, client_for("许明辉")
    page = client.get(address(code, "提交"))
    typed = filled(page, {**flat({"budget": [{"name": "甲", "amount": "1"}, {"name": "乙", "amount": "2"}]})})
    more = client.post(address(code, "提交"), {**typed, "more": "budget"})
    names = [name for name, _ in form_of(more).form_values() if name.startswith("budget-")]
    assert more.status_code == 200 and "budget-3-name" in names
    assert form_of(more).fields["budget-1-name"] == "乙"
    assert len(registry.events(code)) == 1


def test_a_table_fault_names_line_and_column_at_the_table(tmp_path):
    an_office(tmp_path / "office")
    acts = story("01")
    play(acts[:1], PrinterThatMustRest())
    code, client = registry.cases()[0].code, client_for("许明辉")
    form = flat(acts[1].said["form"]) | {"budget-1-amount": "一千", "people": "十"}
    answer = client.post(address(code, "提交"), filled(client.get(address(code, "提交")), form))
    told = text_of(answer)
    assert answer.status_code == 422
    assert "第2行的「金额（元）」应当是金额（元），现为「一千」。" in told
    assert "应当是整数，现为「十」。" in told
    assert form_of(answer).inputs["budget-1-amount"].get("aria-invalid") == "true"


def test_what_cannot_be_undone_is_ticked_first(tmp_path):
    an_office(tmp_path / "office")
    play(story("01")[:1], PrinterThatMustRest())
    code, client = registry.cases()[0].code, client_for("许明辉")
    page = client.get(address(code, "撤回申报"))
    assert "办了就不再办理，不能恢复" in text_of(page)
    typed = filled(page, {"-reason": "家庭情况好转"})
    refused = client.post(address(code, "撤回申报"), typed)
    assert refused.status_code == 422 and "请看清后勾选" in text_of(refused)
    assert form_of(refused).fields["-reason"] == "家庭情况好转"
    assert client.post(address(code, "撤回申报"), {**typed, "sure": "1"}).status_code == 302
    assert registry.case(code).stage == "已撤回"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("36000", "叁万陆仟元整"), ("1,200.50", "壹仟贰佰元零伍角"), ("一千", ""), ("", ""), ("-3", ""), ("9" * 60, "")],
)
def test_an_amount_is_told_in_words(code, typed, words):
    answer = client_for(CLERK).get("/amount/", {"of": typed})
    assert (answer.status_code, answer.content.decode()) == (200, words)


def test_a_key_of_another_case_is_refused(code):
    other = sent(FINANCE)
    client = client_for("甄财")
    typed = filled(client.get(address(code, "会办")), {"opinion": "同意。"})
    client.post(address(code, "会办"), typed)
    answer = client.post(address(other, "会办"), typed)
    assert answer.status_code == 422 and "请换一个" in text_of(answer)
    assert "会办" not in events(other)


def test_an_upload_outlives_a_fault_and_no_other_file_can_be_named(tmp_path, monkeypatch):
    an_office(tmp_path / "office")
    play(story("01"), quick(monkeypatch), until=lambda one: one.said.get("do") == "签订")
    code, client = registry.cases(workflow="project")[0].code, client_for(CLERK)
    stranger = registry.put(b"%PDF-1.4 another's", "别人的.pdf", "application/pdf").sha
    for forged in (stranger, f"{stranger}:xyz"):
        page = client.get(address(code, "签订"))
        answer = client.post(
            address(code, "签订"), filled(page, {"signed_on": "2026-04-09", "signed_scan-kept": forged})
        )
        assert answer.status_code == 422 and "没有填" in text_of(answer)
    scan = SimpleUploadedFile("合同.pdf", blank_page(), "application/pdf")
    wrong = client.post(address(code, "签订"), filled(page, {"signed_on": "", "signed_scan": scan}))
    assert wrong.status_code == 422 and "已上传一份，不再选文件就用它。" in text_of(wrong)
    done = client.post(address(code, "签订"), filled(wrong, {"signed_on": "2026-04-09"}))
    assert done.status_code == 302
    assert registry.get(registry.case(code).data["signed_scan"]) == blank_page()


def test_after_a_fault_what_is_typed_is_kept_on_and_the_page_is_no_younger_than_it_was(code):
    """Neither does the next save clash with the last, nor does a fault make an old page pass for a new one."""
    client = client_for("甄财")
    client.post(f"{address(code, '会办')}keep/", {"opinion": "写到一半", "revision": "0"})
    typed = filled(client.get(address(code, "会办")), {"opinion": " "})
    act(code, "撤回", CLERK, reason="再改改")
    act(code, "送会办", CLERK)
    wrong = client.post(address(code, "会办"), {**typed, "opinion": " "})
    form = form_of(wrong)
    assert (wrong.status_code, form.get("data-revision")) == (409, "1")
    assert form.fields["seen"] == str(registry.events(code)[-1].seq), "once told, the page is as of now"


def test_lines_asked_for_make_an_old_page_no_younger(code):
    client = client_for("甄财")
    typed = filled(client.get(address(code, "会办")), {"opinion": "同意。"})
    act(code, "撤回", CLERK, reason="再改改")
    act(code, "送会办", CLERK)
    more = client.post(address(code, "会办"), {**typed, "more": "opinion"})
    assert form_of(more).fields["seen"] == typed["seen"]
    assert client.post(address(code, "会办"), dict(form_of(more).form_values())).status_code == 409


def test_what_a_leader_signed_on_paper_is_recorded_with_its_scan(tmp_path, monkeypatch):
    an_office(tmp_path / "office")
    press = quick(monkeypatch)
    fields = {"recipient": "青禾市教育局", "subject": "助学", "background": "为助学。", "requests": ["核对名册"]}
    flow = desk.open_paper("商请函", fields, actor=Actor("周晓岚"), now=NOW).flow
    desk.take(flow, "送核", actor=Actor("周晓岚"), now=NOW, printer=press)
    desk.take(flow, "核稿通过", actor=Actor("顾言之"), now=NOW, printer=press, form={"check_opinion": "同意。"})
    client, address = client_for("周晓岚"), f"/cases/{flow}/moves/签发/signed/"
    assert "在纸上签了，由您代录" in text_of(client.get(f"/cases/{flow}/"))
    form = text_of(client.get(address))
    assert "代录陆文渊在纸上的签批" in form and "签批件扫描件必填" in form
    sent = {"issue_opinion": "同意。", "key": "a" * 32}
    lacking = client.post(address, sent)
    assert lacking.status_code == 422 and "请把陆文渊签过字的那一份扫描后附上" in text_of(lacking)
    scan = SimpleUploadedFile("签批.pdf", blank_page(), "application/pdf")
    done = client.post(address, {**sent, "signed_sheet": scan}, follow=True)
    assert "陆文渊（纸面签批，周晓岚代录）" in text_of(done) and "签批件" in text_of(done)
    twice = client.post(address, {**sent, "signed_sheet": scan}, follow=True)
    assert "此前已经办成" in text_of(twice)
    assert client_for("石磊").get(address).status_code == 403


def test_while_the_worker_takes_the_number_nobody_is_sent_to_take_it_again(tmp_path, monkeypatch):
    press = quick(monkeypatch)
    course = course_after(tmp_path / "office", press, 1, "送核", "核稿通过", "签发", "复核通过")
    client = client_for("石磊")
    done = client.post(f"/cases/{course.flow}/moves/编号/", {"key": "b" * 32, "sure": "1"}, follow=True)
    told = text_of(done)
    assert "正在取号" in told and "系统正在办理：编号、排版、核稿。办好以后刷新本页再办。" in told
    assert "请文印员（石磊）先办理编号" not in told
    desk.carry_on(course.flow, now=course.at, printer=press)
    after = text_of(client.get(f"/cases/{course.flow}/"))
    assert "正在取号" not in after and "印制，送「用印」" in after and "系统正在办理：" not in after
