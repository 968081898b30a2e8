"""台账和名册 on screen: shown to the staff, changed by whoever keeps them, refused with everything kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office.matters import group_changes
from gongwen.office.ruling import phrases
from kit.office import an_office, play, story
from kit.quick import quick
from kit.sending import filled, form_of
from kit.web import client_for, text_of

CLERK, CHIEF, AUDITOR = "周晓岚", "陆文渊", "温如玉"
OFFICE = "青禾市困难家庭帮扶工作领导小组办公室"


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def send(act: str, who: str = CLERK, query: str = "", **typed):
    client = client_for(who)
    return client.post(f"/registers/{act}/", filled(client.get(f"/registers/{act}/{query}"), typed))


def after(answer) -> str:
    """What the next page says, to the same person."""
    assert answer.status_code == 302, text_of(answer)
    return text_of(answer.client.get(answer.url))


def test_numbers_are_reserved_assigned_and_given_up_on_screen():
    assert "还没有编过号" in text_of(client_for(CLERK).get("/numbers/"))
    assert "青帮办〔2026〕" in after(send("reserve-number", code="青帮办", year="2026", purpose="年终通报"))
    page = text_of(client_for(CLERK).get("/numbers/青帮办/2026/"))
    assert "预留待用" in page and "年终通报" in page and "下一个 青帮办〔2026〕2号" in page
    own = send("void-number", number="青帮办〔2026〕1号", reason="不再发", approver=CLERK)
    assert own.status_code in (403, 422)
    after(send("void-number", number="青帮办[2026]1号", reason="不再发", approver=CHIEF))
    assert "不再发（陆文渊批准" in text_of(client_for(CLERK).get("/numbers/青帮办/2026/"))


def test_numbers_given_by_hand_are_taken_over():
    after(send("adopt-numbers", code="青帮办", year="2026", up_to="60", basis="2026年发文登记簿"))
    after(send("adopt-number", code="青帮办", year="2026", serial="61", title="关于补录的通知", basis="登记簿"))
    first = text_of(client_for(CLERK).get("/numbers/青帮办/2026/"))
    assert "关于补录的通知" in first and "第 1 页，共 2 页，61 条" in first
    assert "2026年发文登记簿" in text_of(client_for(CLERK).get("/numbers/青帮办/2026/?page=2"))
    for wrong in ("?page=3", "?page=x"):
        assert client_for(CLERK).get(f"/numbers/青帮办/2026/{wrong}").status_code == 400
    assert client_for(CLERK).get("/numbers/无此/2026/").status_code == 400


def test_who_does_not_keep_the_book_is_told_who_does():
    answer = send("reserve-number", AUDITOR, code="青帮办", year="2026", purpose="年终通报")
    assert answer.status_code == 403 and "现在不担任" in text_of(answer)
    assert form_of(answer).fields["purpose"] == "年终通报"


def test_the_list_of_a_day_and_its_changes_are_linked(monkeypatch):
    client = client_for(CLERK)
    assert "2026年3月1日的名单（13 人）" in text_of(client.get("/roster/?on=2026-03-01"))
    assert "这一天没有成员" in text_of(client.get("/roster/?on=2025-01-01"))
    wrong = client.get("/roster/?on=去年")
    assert wrong.status_code == 422 and "无法识别" in text_of(wrong)


def test_a_change_of_the_group_links_its_terms_to_its_case(monkeypatch):
    play(story("06"), quick(monkeypatch))
    case = registry.cases(workflow=group_changes.FLOW)[-1]
    page = client_for(CLERK).get("/roster/")
    assert f"/cases/{case.code}/" in page.content.decode() and str(case.data["effective_basis"]) in text_of(page)


def test_an_organ_is_registered_and_changed_only_where_it_differs():
    after(send("add-organ", name="青禾市司法局", short="市司法局", seal_mm="42"))
    page = client_for(CLERK).get("/registers/change-organ/?name=青禾市司法局")
    assert form_of(page).fields["short"] == "市司法局"
    told = after(send("change-organ", query="?name=青禾市司法局", phone="0990-5550199"))
    assert "已变更「青禾市司法局」的电话。" in told
    assert registry.organ("青禾市司法局").seal_mm == 42
    nothing = send("change-organ", query="?name=青禾市司法局")
    assert nothing.status_code == 422 and "没有写明要变更什么" in text_of(nothing)


def test_a_page_that_grew_old_changes_only_what_was_typed_on_it():
    """Two have the same organ open: the later one does not put back what the earlier one has changed."""
    where = "/registers/change-organ/?name=青禾市财政局"
    one, other = client_for(CLERK), client_for(CHIEF)
    telephone = filled(one.get(where), {"phone": "0990-5550199"})
    moved, also = (filled(other.get(where), typed) for typed in ({"address": "新华路2号"}, {"phone": "0990-5550188"}))
    one.post("/registers/change-organ/", telephone)
    assert "已变更「青禾市财政局」的地址。" in after(other.post("/registers/change-organ/", moved))
    assert (registry.organ("青禾市财政局").phone, registry.organ("青禾市财政局").address) == (
        "0990-5550199", "新华路2号",
    )  # fmt: skip
    told = other.post("/registers/change-organ/", also)
    assert told.status_code == 422 and "别人也改了这里：「电话」现为「0990-5550199」" in text_of(told)
    assert form_of(told).fields["phone"] == "0990-5550188"
    after(other.post("/registers/change-organ/", filled(told, {})))
    assert (registry.organ("青禾市财政局").phone, registry.organ("青禾市财政局").address) == (
        "0990-5550188", "新华路2号",
    )  # fmt: skip


def test_people_are_registered_appointed_and_dismissed():
    assert "还没有角色" in after(send("add-person", name="新来的"))
    given = {"person": "新来的", "organ": OFFICE, "post": "科员", "starts": "2026-03-01"}
    told = after(send("appoint", **given, roles=["文印员", "收发员"]))
    assert "角色：文印员、收发员" in told
    assert [row.roles for row in registry.appointments(date(2026, 4, 1), person="新来的")] == [("文印员", "收发员")]
    after(send("dismiss", person="新来的", organ=OFFICE, post="科员", ends="2026-05-01"))
    assert registry.appointments(date(2026, 5, 2), person="新来的") == ()
    oneself = send("appoint", person=CLERK, organ=OFFICE, post="科员", starts="2026-03-01", roles=["档案员"])
    assert oneself.status_code == 403 and "不能任命自己" in text_of(oneself)
    assert 'value="档案员" checked' in oneself.content.decode()


def test_a_deputy_is_named_and_recalled_on_screen():
    given = {"principal": CHIEF, "deputy": "顾言之", "starts": "2099-03-01", "ends": "2099-03-05", "basis": "出差"}
    assert "2099年3月5日" in after(send("delegate", CHIEF, **given))
    twice = send("delegate", CHIEF, **{**given, "ends": "2099-03-09"})
    assert twice.status_code == 403 and "时间重叠" in text_of(twice)
    recalled = send("recall", CHIEF, principal=CHIEF, deputy="顾言之", ends="2099-03-03")
    assert "办理到 2099年3月3日 为止" in after(recalled)


def test_a_day_is_entered_and_a_year_confirmed():
    early = send("confirm-year", year="2031", reason="通知")
    assert early.status_code == 422 and "2031年还没有录入一天" in text_of(early)
    after(send("set-day", day="2031-03-05", kind="休", reason="市政府通知"))
    page = text_of(client_for(CLERK).get("/calendar/?year=2031"))
    assert "本办公室录入的" in page and "暂按周末推算" in page
    after(send("confirm-year", year="2031", reason="通知"))
    assert "周晓岚已确认录全" in text_of(client_for(CLERK).get("/calendar/?year=2031"))
    assert client_for(CLERK).get("/calendar/?year=零").status_code == 400
    assert client_for(CLERK).get("/calendar/?year=1999").status_code == 400


def test_phrases_are_the_offices_own():
    client = client_for(CLERK)
    client.post("/phrases/", {"kind": "退回", "lines": "请补报表。\n\n请附名册。"})
    assert "请附名册。" in text_of(client.get("/phrases/"))
    refused = client_for(AUDITOR).post("/phrases/", {"kind": "退回", "lines": "乱改"})
    assert refused.status_code == 422 and "「温如玉」不能更改常用语" in text_of(refused) and "乱改" in text_of(refused)


def test_phrases_that_two_change_are_not_lost():
    one, other = client_for(CLERK), client_for(CHIEF)
    first = filled(one.get("/phrases/"), {"lines": "请附名册。"}, marked="退回")
    late = filled(other.get("/phrases/"), {"lines": "请补报表。"}, marked="退回")
    one.post("/phrases/", {**first, "kind": "退回", "was": "\n".join(phrases.SHIPPED["退回"])})
    told = other.post("/phrases/", {**late, "kind": "退回", "was": "\n".join(phrases.SHIPPED["退回"])})
    assert told.status_code == 422 and "现为：请附名册。" in text_of(told) and "请补报表。" in text_of(told)
    assert phrases.all_of()["退回"] == ("请附名册。",)
    again = {"kind": "退回", "lines": "请附名册。\n请补报表。", "was": "请附名册。"}
    assert other.post("/phrases/", again).status_code == 302
    assert 'name="was" hidden>请附名册。' in one.get("/phrases/").content.decode()


def test_what_is_not_there_is_told():
    client = client_for(CLERK)
    assert client.get("/organs/没有的机关/").status_code == 400
    assert client.get("/people/没有的人/").status_code == 400
    assert client.get("/registers/burn-number/").status_code == 404


def test_a_list_from_before_the_office_is_entered_once_and_found_on_its_day():
    """The office's staff: a list that founding writes nothing down of."""
    staff = "青禾市困难家庭帮扶工作领导小组办公室"
    client = client_for(CLERK)
    assert "照原件登记现行名单" in text_of(client.get(f"/roster/?group={staff}"))
    lines = {
        "members-0-post": "办公室主任", "members-0-name": "陆　文渊", "members-0-title": "市民政局局长",
        "members-1-post": "办公室成员", "members-1-name": "周晓岚", "members-1-title": "市民政局社会救助科科长",
    }  # fmt: skip
    given = {"group": staff, "starts": "2025-05-06", "basis": "青民发〔2025〕3号", **lines}
    twice = send("enter-list", CLERK, **{**given, "members-1-name": "陆文渊"})
    assert twice.status_code == 422 and "成员「陆文渊」列了2次" in text_of(twice)
    assert "周晓岚" not in [row.name for row in registry.memberships(staff)]
    late = send("enter-list", CLERK, **{**given, "starts": "2099-01-01"})
    assert late.status_code == 422 and "起始日期晚于今天" in text_of(late)
    assert send("enter-list", "石磊", **given).status_code == 403
    told = after(send("enter-list", CLERK, **given))
    assert "名单2人，自 2025年5月6日 起，依据 青民发〔2025〕3号" in told
    page = text_of(client.get(f"/roster/?group={staff}&on=2025-05-06"))
    assert "2025年5月6日的名单（2 人）" in page and "青民发〔2025〕3号" in page
    again = send("enter-list", CLERK, **given)
    assert again.status_code == 422 and "现为" in text_of(again), "the group is not offered any more"
