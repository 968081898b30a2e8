"""会签 and 分发 on screen: who is awaited, reminded together; what went out, who confirmed, why somebody will not."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import desk
from kit.joint import CLERK, FINANCE, NOW, TEACHING, joint_office, sent
from kit.paper_course import Course, course_after
from kit.quick import QuickPress, quick
from kit.sending import filled
from kit.web import client_for, text_of

TYPIST, PHONE = "石磊", "0990-5550188"
SEALED = ("送核", "核稿通过", "签发", "复核通过", "编号", "印制", "用印")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


@pytest.fixture
def issued(tmp_path: Path, press: QuickPress) -> Course:
    return course_after(tmp_path / "office", press, 1, *SEALED)


def names(course: Course) -> list[str]:
    return [row.name for row in registry.recipients(course.paper.id)]


def test_a_selection_is_reminded_together(tmp_path):
    joint_office(tmp_path / "office")
    registry.change_organ(FINANCE, phone=PHONE, actor=CLERK, now=NOW)
    first, second = sent(FINANCE, TEACHING), sent(FINANCE)
    client = client_for(CLERK)
    page = client.get("/countersigning/")
    assert first in page.content.decode() and second in page.content.decode()
    assert f"电话 {PHONE}" in text_of(page), "who is to be telephoned stands with the telephone"
    none = client.post("/countersigning/urge/", {"how": "电话"})
    assert none.status_code == 422 and "没有选要催办的单位" in text_of(none)
    chosen = [f"{first}|{TEACHING}", f"{second}|{FINANCE}"]
    answer = client.post("/countersigning/urge/", {"chosen": chosen, "how": "短信", "note": "请尽快"})
    told = text_of(client.get(answer.url))
    assert "已登记催办2个" in told
    assert [(row.case, row.to, row.how) for row in registry.urgings()] == [
        (first, TEACHING, "短信"), (second, FINANCE, "短信"),
    ]  # fmt: skip


def test_an_unknown_way_keeps_the_selection(tmp_path):
    joint_office(tmp_path / "office")
    code = sent(FINANCE)
    answer = client_for(CLERK).post("/countersigning/urge/", {"chosen": [f"{code}|{FINANCE}"], "how": "飞鸽"})
    assert answer.status_code == 422 and "催办方式「飞鸽」不认识" in text_of(answer)
    assert f'value="{code}|{FINANCE}" checked' in answer.content.decode()


def test_an_empty_board_says_what_would_stand_there(tmp_path):
    joint_office(tmp_path / "office")
    assert "现在没有等待会签或各方办理的公文、事项。" in text_of(client_for(CLERK).get("/countersigning/"))
    assert "现在没有正在分发的公文。" in text_of(client_for(CLERK).get("/dispatching/"))


def test_a_paper_is_sent_confirmed_and_explained(issued: Course):
    client, where = client_for(TYPIST), f"/cases/{issued.flow}/dispatch/"
    first, second, third = names(issued)
    nobody = client.post(f"{where}send/", {"how": "机要交换"})
    assert nobody.status_code == 422 and "没有选要分发的收文单位" in text_of(nobody)
    unsaid = client.post(f"{where}send/", {"organ": [first], "how": ""})
    assert "分发的方式没有写" in text_of(unsaid)
    client.post(f"{where}send/", {"organ": [first, second], "how": "机要交换"})
    client.post(f"{where}receive/", {"organ": first, "by": "收发室"})
    client.post(f"{where}explain/", {"organ": second, "why": "机关已撤并"})
    client.post(f"{where}remove/", {"organ": third})
    rows = {row.name: (bool(row.sent_at), row.received_by, row.note) for row in registry.recipients(issued.paper.id)}
    assert rows == {first: (True, "收发室", ""), second: (True, "", "机关已撤并")}
    assert "已签收 1" in text_of(client.get(where))


def test_the_list_is_added_to_with_part_and_copies(issued: Course):
    client, where = client_for(TYPIST), f"/cases/{issued.flow}/dispatch/"
    client.post(f"{where}add/", {"organ": "市财政局", "part": "抄送", "copies": "2"})
    row = registry.recipients(issued.paper.id)[-1]
    assert (row.part, row.copies) == ("抄送", 2)
    wrong = client.post(f"{where}add/", {"organ": "市教育局", "part": "抄送", "copies": "几份"})
    assert wrong.status_code == 422 and "份数应当是1至9999的整数，现为「几份」。" in text_of(wrong)
    assert client.post(f"{where}burn/", {"organ": "市教育局"}).status_code == 404


def test_nobody_but_the_typist_keeps_the_list(issued: Course):
    where = f"/cases/{issued.flow}/dispatch/"
    answer = client_for(CLERK).post(f"{where}send/", {"organ": names(issued)[:1], "how": "邮寄"})
    assert answer.status_code == 422 and "只有文印员可以分发" in text_of(answer)
    assert "登记分发给所选单位" not in text_of(client_for(CLERK).get(where))


def test_before_the_seal_the_page_shows_whom_the_text_names(tmp_path: Path, press: QuickPress):
    course = course_after(tmp_path / "office", press, 1, "送核")
    told = text_of(client_for(TYPIST).get(f"/cases/{course.flow}/dispatch/"))
    assert "公文还没有用印，下面是文稿里写的主送、抄送" in told and "市直有关单位" in told


def test_the_number_is_foretold_taken_once_and_shown(tmp_path: Path, press: QuickPress):
    course = course_after(tmp_path / "office", press, 1, "送核", "核稿通过", "签发", "复核通过")
    client, where = client_for(TYPIST), f"/cases/{course.flow}/moves/编号/"
    page = client.get(where)
    assert "将取下一个号" in text_of(page) and "青民发〔2026〕1号" in text_of(page)
    typed = filled(page, {})
    for _ in range(2):
        assert client.post(where, typed).url == f"/cases/{course.flow}/"
    assert registry.numbers() == (), "taken by the worker, once"
    desk.carry_on(course.flow, now=course.at, printer=press)
    assert [str(row.reference) for row in registry.numbers()] == ["青民发〔2026〕1号"]
    told = text_of(client.get(f"/cases/{course.flow}/"))
    assert "发文字号青民发〔2026〕1号" in told
    course.back("编号", TYPIST)
    assert "这份公文已有文号，再办还是这个号" in text_of(client.get(where))
