"""审核 on screen: the list, one decision with what is new, refusals that keep what was typed, deputies, batches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html

from gongwen import registry
from gongwen.office import desk, handing_in
from gongwen.office.handing_in import Handed
from gongwen.office.people import Actor
from gongwen.office.staffing import delegating
from kit.editing import replaced
from kit.office import an_office, play, story
from kit.paper_course import CHECKER, CLERK, DRAFTER, SIGNER, Course, course_after
from kit.quick import QuickPress, quick
from kit.web import client_for, text_of

PUBLICITY, FINANCE = "白若溪", "钱立诚"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


@pytest.fixture
def office() -> Iterator[None]:
    yield
    registry.close()


@pytest.fixture
def joint(tmp_path: Path, press: QuickPress, office: None) -> Course:
    """A notice of three organs, sent round to the other two."""
    return course_after(tmp_path / "office", press, 3, "送核", "送会签")


@pytest.fixture
def single(tmp_path: Path, press: QuickPress, office: None) -> Course:
    """A notice of one organ, waiting for its check."""
    return course_after(tmp_path / "office", press, 1, "送核")


def do(course: Course, action: str) -> str:
    return f"/review/{course.flow}/do/{action}/"


def sent_by(page: Any) -> dict[str, Any]:
    """What the forms of a page would send: hidden inputs and ticked boxes; several values of a name as a list."""
    found: dict[str, Any] = {}
    for one in html.fromstring(page.content.decode()).xpath("//main//input[@type='hidden' or @checked]"):
        name, value = one.get("name"), one.get("value")
        found[name] = [*found.get(name, []), value] if name == "code" else value
    return found


def opened(person: str, course: Course, action: str) -> tuple[Any, dict[str, Any]]:
    """The confirm page of an act, reached from the decision's page, and what its form would send."""
    client = client_for(person)
    page = html.fromstring(client.get(f"/review/{course.flow}/").content.decode())
    address = next(one for one in page.xpath("//a/@href") if f"/do/{quote(action)}/" in one)
    return client, sent_by(client.get(address))


def with_new_text(course: Course) -> None:
    """The drafter hands in another text."""
    paper = course.paper
    docx = replaced(registry.get(paper.versions[-1].docx_sha or ""), "工作领导小组", "工作领导协调小组")
    handing_in.hand_in(course.flow, Handed(docx, Actor(DRAFTER), course.at + timedelta(minutes=5)), course.press)


def test_the_list_says_what_is_asked_by_whom_and_until_when(joint: Course) -> None:
    told = text_of(client_for(PUBLICITY).get("/review/"))
    assert "请您会签" in told and "一起办" not in told and CHECKER in told and "送会签" in told and joint.flow in told
    assert "现在没有等您审核的" in text_of(client_for(CHECKER).get("/review/"))


def test_what_came_since_the_last_visit_is_marked(joint: Course) -> None:
    client = client_for(PUBLICITY)
    assert "新到" not in text_of(client.get("/review/"))
    row = registry.working_copy(f"待审:{PUBLICITY}")
    assert row
    before = (joint.case.stage_at - timedelta(hours=2)).isoformat()
    registry.save_working_copy(row.about, {"since": "", "at": before}, revision=row.revision, by=PUBLICITY,
                               now=datetime.now(UTC))  # fmt: skip
    assert "新到" in text_of(client.get("/review/"))
    assert "新到" in text_of(client.get("/review/"))


def test_one_page_tells_all_that_the_decision_rests_on(joint: Course) -> None:
    page = client_for(PUBLICITY).get(f"/review/{joint.flow}/")
    told = text_of(page)
    for part in ("会签（办完还等其余1方）", "退回到选定的环节", "已核对，同意送会签。", "您第一次看这件", "核稿结果"):
        assert part in told, part
    assert page.content.decode().count("/papers/1/1.png") == 2


def test_tables_of_the_form_are_read_as_tables_with_amounts_as_amounts(
    tmp_path: Path, press: QuickPress, office: None
) -> None:
    an_office(tmp_path / "office")
    play(story("01"), press, until=lambda act: act.said.get("do") == "审核通过")
    told = text_of(client_for(CHECKER).get("/review/QHBF-2026-001/"))
    assert "指标目标值佐证材料 培训合格率95%以上结业考核表" in told and "36,000" in told


def test_buttons_that_cannot_be_pressed_say_why(single: Course) -> None:
    single.back("起草", CHECKER)
    single.press.found.append({"rule": "x", "severity": "error", "message": "文种写错", "page": 1, "clause": "7.2"})
    single.take("送核")
    told = text_of(client_for(CHECKER).get(f"/review/{single.flow}/"))
    assert "错误 文种写错" in told
    shut = html.fromstring(client_for(CHECKER).get(f"/review/{single.flow}/").content.decode()).xpath(
        "//button[@disabled]/.."
    )
    assert "核稿通过" in shut[0].text_content() and "核稿发现错误，请" in shut[0].text_content()


def test_whoever_is_not_asked_is_told_whose_turn_it_is(joint: Course) -> None:
    told = text_of(client_for(SIGNER).get(f"/review/{joint.flow}/"))
    assert "现在没有由您办理的" in told and f"（{PUBLICITY}、{FINANCE}）办理" in told


def test_another_organ_without_a_part_in_it_sees_nothing(joint: Course) -> None:
    for address in (f"/review/{joint.flow}/", f"/review/{joint.flow}/papers/1/1.png", do(joint, "会签")):
        page = client_for("邵云起").get(address)
        assert page.status_code == 403 and "领导小组的通知" not in text_of(page)


def test_a_return_without_a_reason_keeps_the_choice_and_says_so(joint: Course) -> None:
    client, form = opened(PUBLICITY, joint, "退回")
    page = client.post(do(joint, "退回"), {**form, "-to": "核稿", "-reason": " "})
    assert page.status_code == 422 and "应当说明理由" in text_of(page)
    assert 'value="核稿" required checked' in page.content.decode()
    assert joint.stage == "会签"


def test_a_return_is_offered_phrases_and_goes_where_it_is_sent(joint: Course) -> None:
    client, form = opened(PUBLICITY, joint, "退回")
    page = client.get(do(joint, "退回"))
    assert "data-phrase=" in page.content.decode() and "理由" in text_of(page)
    after = client.post(do(joint, "退回"), {**form, "-to": "核稿", "-reason": "机构名称请用全称。"}, follow=True)
    assert after.redirect_chain[-1][0] == "/review/" and "现在「核稿」" in text_of(after)
    assert "机构名称请用全称。" in text_of(client_for(CHECKER).get(f"/review/{joint.flow}/"))


def test_a_double_submit_is_one_act(joint: Course) -> None:
    client, form = opened(PUBLICITY, joint, "会签")
    client.post(do(joint, "会签"), form)
    again = client.post(do(joint, "会签"), form, follow=True)
    assert "没有重复办理" in text_of(again)
    assert [who for who, kind in joint.opinions() if kind == "会签"] == [PUBLICITY]


def test_a_page_that_others_have_overtaken_says_who_did_what(joint: Course) -> None:
    client, form = opened(PUBLICITY, joint, "会签")
    joint.take("撤回", reason="还要改。")
    page = client.post(do(joint, "会签"), {**form, "countersign_opinion": "同意，注意衔接。"})
    told = text_of(page)
    assert page.status_code == 409 and DRAFTER in told and "撤回" in told
    assert "同意，注意衔接。" in told


def test_nobody_signs_a_text_that_came_after_the_one_they_read(single: Course) -> None:
    client, form = opened(CHECKER, single, "核稿通过")
    with_new_text(single)
    page = client.post(do(single, "核稿通过"), {**form, "check_opinion": "同意。"})
    assert page.status_code == 409 and "您看的是第1稿" in text_of(page)
    assert single.stage == "核稿" and "改动" in text_of(page)
    late = client.get(do(single, "核稿通过") + f"?seen={form['seen']}&saw=1")
    assert late.status_code == 409


def test_what_changed_since_one_last_spoke_is_marked_up(joint: Course) -> None:
    joint.take("会签", PUBLICITY)
    joint.back("起草", FINANCE, "改名称。")
    with_new_text(joint)
    joint.takes("送核 送会签")
    told = client_for(PUBLICITY).get(f"/review/{joint.flow}/").content.decode()
    assert "与您上次看的第1稿" in told and "<ins>协调</ins>" in told


def test_opening_a_page_is_remembered_for_the_next_time(joint: Course) -> None:
    client = client_for(FINANCE)
    client.get(f"/review/{joint.flow}/")
    assert "您看过的就是现在这一稿" in text_of(client.get(f"/review/{joint.flow}/"))
    with_new_text(joint)
    assert "<ins>协调</ins>" in client.get(f"/review/{joint.flow}/").content.decode()


def test_a_deputy_acts_as_such_and_the_principal_sees_it(single: Course) -> None:
    today = date.today()
    delegating.delegate(CHECKER, CLERK, ["核稿人"], today, today, "出差", actor=Actor(CHECKER), now=datetime.now(UTC))
    client = client_for(CLERK)
    listed = text_of(client.get("/review/"))
    assert f"代{CHECKER}" in listed and single.flow in listed
    assert single.flow not in text_of(client.get("/review/?for=本人"))
    assert single.flow in text_of(client.get(f"/review/?for={CHECKER}"))
    assert f"您在代{CHECKER}办理" in text_of(client.get(f"/review/{single.flow}/"))
    client, form = opened(CLERK, single, "核稿通过")
    client.post(do(single, "核稿通过"), {**form, "check_opinion": "同意。"})
    assert single.stage == "签发"
    assert f"{CLERK}（代{CHECKER}）" in text_of(client_for(CHECKER).get("/review/deputies/"))


def test_a_delegation_is_given_out_and_recalled_for_oneself(single: Course) -> None:
    client, today = client_for(SIGNER), date.today().isoformat()
    form = {"deputy": CHECKER, "starts": today, "ends": today, "basis": "休假"}
    bad = client.post("/review/deputies/", {**form, "ends": "2020-01-01"})
    assert bad.status_code == 422 and 'value="休假"' in bad.content.decode()
    assert "代办中" in text_of(client.post("/review/deputies/", form, follow=True))
    assert "到今天为止" in text_of(client.post("/review/deputies/recall/", {"deputy": CHECKER}, follow=True))
    assert client.post("/review/deputies/recall/", {"deputy": "邵云起"}).status_code == 422


def test_a_sheet_to_sign_by_hand_bears_the_code_and_every_choice(joint: Course) -> None:
    told = text_of(client_for(PUBLICITY).get(f"/review/{joint.flow}/sheet/"))
    for part in ("发文稿纸", joint.flow, "□ 会签", "□ 退回", "已核对，同意送会签。", "签名"):
        assert part in told, part


def test_the_sheet_can_be_asked_for_as_a_file(joint: Course) -> None:
    client = client_for(PUBLICITY)
    client.post("/errands/ask/", {"kind": "sheet", "about": joint.flow})
    assert "正在排队" in text_of(client.get(f"/review/{joint.flow}/sheet/"))


@pytest.fixture
def two(joint: Course) -> list[str]:
    """Two notices that wait for the same 会签."""
    profile = registry.profile()
    issuing = {**profile["issuing"], "joint": profile["issuing"]["joint"][:2]}
    registry.set_profile({**profile, "issuing": issuing}, actor="开办人", now=joint.at)
    fields = joint.paper.inputs["values"]
    paper = desk.open_paper("领导小组成立通知", fields, actor=Actor(DRAFTER), now=joint.at, key="second")
    other = Course(paper.flow or "", joint.press, joint.at)
    other.takes("送核 送会签")
    return [joint.flow, other.flow]


def confirmed(client: Any, codes: list[str]) -> dict[str, Any]:
    """What the confirm page of a batch sends."""
    return sent_by(client.post("/review/together/", {"code": codes}))


def test_light_things_alike_are_taken_as_one_list_each_by_itself(two: list[str]) -> None:
    client = client_for(PUBLICITY)
    assert "选中的一起办" in text_of(client.get("/review/"))
    unread = text_of(client.post("/review/together/", {"code": two}))
    assert "这 2 件不能一起办" in unread and "还没有打开看过" in unread
    for code in two:
        client.get(f"/review/{code}/")
    sent = confirmed(client, two)
    done = text_of(client.post("/review/together/take/", sent))
    assert "办成 2 件，共 2 件" in done
    assert registry.case(two[1]).stage == "签发"
    assert "此前已经办成" in text_of(client.post("/review/together/take/", sent))
    assert len([row for row in registry.events(two[1]) if row.action == "会签"]) == 1


def test_what_cannot_be_taken_is_told_and_stands_in_no_others_way(two: list[str], joint: Course) -> None:
    client = client_for(PUBLICITY)
    for code in two:
        client.get(f"/review/{code}/")
    sent = confirmed(client, two)
    joint.take("撤回", reason="还要改。")
    told = text_of(client.post("/review/together/take/", sent))
    assert "办成 1 件，共 2 件" in told and "没有办成" in told


def test_unlike_or_heavy_things_are_not_taken_at_once(two: list[str], joint: Course) -> None:
    other = Course(two[1], joint.press, joint.at)
    other.take("会签", PUBLICITY)
    client = client_for(SIGNER)
    assert "不是同一种事" in text_of(client.post("/review/together/", {"code": two}))
    assert "没有勾选" in text_of(client.post("/review/together/", {}))
    assert client.get("/review/together/").status_code == 302
