"""差事 on screen: asked for, watched, given up, tried again, fetched; what a case still owes and putting it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from gongwen import registry
from gongwen.errors import Refused, ToolMissing
from gongwen.office import desk, errand_kinds, errands, jobs
from gongwen.office.errand_kinds import Kind
from gongwen.office.errand_slip import Slip, result
from gongwen.office.people import Actor
from kit.closed import CLERK, OWNER, REVIEWER
from kit.office import PrinterThatMustRest, an_office, story
from kit.web import client_for, text_of

NOW = datetime.now(UTC)
UNIT = "桃园县柳林村村民委员会"
REST = PrinterThatMustRest()
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A kind of errand 试办 that does what `do` says."""
    given: dict[str, Any] = {"do": _a_file}
    monkeypatch.setitem(errand_kinds.KINDS, "试办", Kind("试办", lambda slip: given["do"](slip)))
    return given


def _a_file(slip: Slip) -> dict[str, Any]:
    made = slip.folder / "成品.csv"
    made.write_text(str(dict(slip.argument)), "utf-8")
    return result(slip.hand_over(made), told=["做好了。"])


def _refuses(slip: Slip) -> dict[str, Any]:
    raise Refused("年份写错了。\n请改正。")


def asked(person: str = CLERK, **more: Any) -> Any:
    return client_for(person).post("/errands/ask/", {"kind": "试办", **more}, follow=True)


def test_an_errand_is_asked_for_and_found_again(work: Any) -> None:
    page = asked(**{"with-year": "2026"})
    assert page.redirect_chain[-1][0] == "/errands/1/"
    assert "待办" in text_of(page) and "正在排队" in text_of(page)
    assert 'hx-get="/errands/1/part/' in page.content.decode()
    errands.do_next(NOW, REST)
    mine = client_for(CLERK).get("/errands/")
    assert "做好了。" in text_of(mine) and "成品.csv" in text_of(mine)
    assert "hx-get" not in mine.content.decode()  # an ended one asks no more
    sha = errands.one(1, actor=Actor(CLERK)).files[0]["sha"]
    got = client_for(CLERK).get(f"/errands/1/files/{sha}/")
    assert b"".join(got.streaming_content).decode() == "{'year': '2026'}"
    assert "filename*=utf-8''%E6%88%90%E5%93%81.csv" in got["Content-Disposition"]


def test_asking_twice_is_asking_once(work: Any) -> None:
    asked()
    assert asked().redirect_chain[-1][0] == "/errands/1/"


def test_another_person_finds_nothing(work: Any) -> None:
    asked()
    for address in ("/errands/1/", "/errands/1/part/"):
        answer = client_for(REVIEWER).get(address)
        assert (answer.status_code, "没有第 1 号差事" in text_of(answer)) == (400, True)
    assert client_for(REVIEWER).post("/errands/1/cancel/").status_code == 400
    assert "还没有差事" in text_of(client_for(REVIEWER).get("/errands/"))


def test_a_failure_says_why_whose_and_offers_to_try_again(work: Any) -> None:
    work["do"] = _refuses
    asked()
    errands.do_next(NOW, REST)
    part = client_for(CLERK).get("/errands/1/part/?n=3&was=%E5%BE%85%E5%8A%9E", **HTMX)
    said = text_of(part)
    assert "没有办成" in said and "年份写错了。" in said and "由提出人处理" in said and "重试" in said
    assert 'role="status"' in part.content.decode() and "试办：失败" in said
    again = client_for(CLERK).post("/errands/1/retry/", **HTMX)
    assert "待办" in text_of(again)
    assert registry.errand(1).attempts == 0


def test_one_that_waits_is_given_up(work: Any) -> None:
    asked()
    assert "已经取消" in text_of(client_for(CLERK).post("/errands/1/cancel/", **HTMX))
    assert errands.do_next(NOW, REST) is None


def test_progress_is_shown_and_asked_for_ever_less_often(work: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(errands, "TELL_SECONDS", 0)

    def watched(slip: Slip) -> dict[str, Any]:
        slip.told(1, 4, "印第二件")
        for n in (0, 8, 99):
            seen.append(client_for(CLERK).get(f"/errands/1/part/?n={n}", **HTMX).content.decode())
        return result()

    work["do"] = watched
    asked()
    errands.do_next(NOW, REST)
    assert all("1／4" in part and "印第二件" in part and 'value="25"' in part for part in seen)
    assert [part.partition("load delay:")[2].partition("s")[0] for part in seen] == ["0.5", "2", "5"]


@pytest.mark.parametrize("address", ["/errands/1/part/?n=x", "/errands/1/part/?n=99999999999999999999", "/errands/9/"])
def test_odd_addresses_are_answered(work: Any, address: str) -> None:
    asked()
    assert client_for(CLERK).get(address).status_code in (200, 400)


def test_staff_are_offered_what_can_be_asked_for_here_and_others_nothing(office: Path) -> None:
    assert "成批取发文" in text_of(client_for(CLERK).get("/errands/"))
    reviewer = text_of(client_for(REVIEWER).get("/errands/"))
    assert "印文号登记簿" in reviewer and "成批取发文" not in reviewer
    assert "提出一件" not in text_of(client_for(OWNER).get("/errands/"))


def test_a_year_that_is_none_is_told_with_the_errand(office: Path) -> None:
    page = client_for(CLERK).post("/errands/ask/", {"kind": "continuity", "with-year": "去年"}, follow=True)
    assert page.redirect_chain[-1][0] == "/errands/1/"
    errands.do_next(NOW, REST)
    assert "年份「去年」不是数字" in text_of(client_for(CLERK).get("/errands/1/"))


def test_a_kind_that_there_is_not_is_told(office: Path) -> None:
    answer = client_for(CLERK).post("/errands/ask/", {"kind": "无此"})
    assert (answer.status_code, "没有「无此」这种差事" in text_of(answer)) == (400, True)


def test_a_case_s_owed_work_is_shown_until_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    code = _owing(monkeypatch, None)
    part = client_for(CLERK).get(f"/cases/{code}/jobs/", **HTMX)
    assert "系统正在办理" in text_of(part) and "起草《立项申报书》" in text_of(part)
    assert "load delay:0.5s" in part.content.decode()
    total = len(registry.jobs(code, open_only=True))
    assert total > 1 and _bar(part) == (0, total)
    jobs.do_next(NOW, REST)
    assert _bar(client_for(CLERK).get(f"/cases/{code}/jobs/?n=2&was={total}", **HTMX)) == (1, total)
    while jobs.do_next(NOW, REST):
        pass
    done = client_for(CLERK).get(f"/cases/{code}/jobs/?n=2&was=3", **HTMX)
    assert "系统已经办好" in text_of(done) and "hx-get" not in done.content.decode()
    assert text_of(client_for(CLERK).get(f"/cases/{code}/jobs/", **HTMX)) == ""


def _bar(part: Any) -> tuple[int, int]:
    """How many steps of how many the bar shows, as the words beside it say."""
    [found] = html.fromstring(part.content.decode()).iter("progress")
    done, total = int(found.get("value")), int(found.get("max"))
    assert f"共 {total} 项，已办 {done} 项" in text_of(part)
    return done, total


def test_a_failed_step_is_told_to_the_staff_and_put_back_by_them(monkeypatch: pytest.MonkeyPatch) -> None:
    code = _owing(monkeypatch, ToolMissing("缺字体。"))
    for _ in range(3):
        jobs.do_next(NOW, REST)
    part = text_of(client_for(CLERK).get(f"/cases/{code}/jobs/", **HTMX))
    assert "起草《立项申报书》没有办成（试了 3 次）：缺字体。" in part and "由系统维护人员处理" in part
    assert "等前面的办成后再办" in part
    theirs = text_of(client_for(OWNER).get(f"/cases/{code}/jobs/", **HTMX))
    assert "缺字体" not in theirs and "办公室正在处理" in theirs and "重试" not in theirs
    assert client_for(OWNER).post(f"/cases/{code}/jobs/retry/").status_code == 403
    again = client_for(CLERK).post(f"/cases/{code}/jobs/retry/", **HTMX)
    assert "系统正在办理" in text_of(again)
    assert client_for(CLERK).post(f"/cases/{code}/jobs/retry/").status_code == 400  # nothing has failed now


def _owing(monkeypatch: pytest.MonkeyPatch, fault: Exception | None) -> str:
    """A case that owes its first paper; its steps do nothing, or raise this."""

    def step(given: Any) -> Any:
        if fault:
            raise fault
        return lambda: None

    for name in jobs.STEPS:
        monkeypatch.setitem(jobs.STEPS, name, step)
    code = desk.open_project("助学项目", kind="经济帮扶", unit=UNIT, actor=Actor(OWNER), now=NOW).code
    form = dict(next(act for act in story("01") if act.said.get("do") == "提交").said["form"])
    desk.take(code, "提交", actor=Actor(OWNER), now=NOW, printer=None, form=form)
    return code


def test_a_list_is_handed_in_checked_and_entered_at_a_word() -> None:
    sheet = SimpleUploadedFile("机关.csv", "全称,简称\n青禾市第一中学,市一中\n".encode())
    page = client_for(CLERK).post("/lists/organs/import/", {"file": sheet}, follow=True)
    assert "导入名册" in text_of(page) and "正在排队" in text_of(page)
    errands.do_next(NOW, REST)
    done = client_for(CLERK).get("/lists/organs/import/")
    assert "第 2 行：新登记「青禾市第一中学」" in text_of(done) and "核对无误，导入登记" in text_of(done)
    client_for(CLERK).post("/lists/organs/import/", {"checked": "1"})
    errands.do_next(NOW, REST)
    assert "已经导入" in text_of(client_for(CLERK).get("/lists/organs/import/"))
    assert registry.organ("市一中").name == "青禾市第一中学"


def test_a_list_with_faults_offers_nothing_but_to_hand_it_in_again() -> None:
    sheet = SimpleUploadedFile("人员.csv", "姓名,单位,职务\n张　三,无此局,科员\n".encode())
    client_for(CLERK).post("/lists/people/import/", {"file": sheet})
    errands.do_next(NOW, REST)
    page = text_of(client_for(CLERK).get("/lists/people/import/"))
    assert "第 2 行：没有登记机关「无此局」" in page and "核对无误，导入登记" not in page


@pytest.mark.parametrize("checked", ["x", "99", "9" * 30])
def test_a_list_that_was_never_checked_is_not_entered(checked: str) -> None:
    answer = client_for(CLERK).post("/lists/organs/import/", {"checked": checked})
    assert (answer.status_code, "没有第" in text_of(answer)) == (422, True)


def test_a_file_that_is_no_list_and_a_list_that_there_is_not_are_told() -> None:
    wrong = client_for(CLERK).post("/lists/organs/import/", {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 no")})
    assert (wrong.status_code, "打不开" in text_of(wrong)) == (422, True)
    assert client_for(CLERK).post("/lists/organs/import/", {}).status_code == 422
    assert client_for(CLERK).get("/lists/cats/import/").status_code == 400
    assert client_for(REVIEWER).get("/lists/organs/import/").status_code == 403
    assert client_for(CLERK).get("/lists/people/import.xlsx").content[:2] == b"PK"
