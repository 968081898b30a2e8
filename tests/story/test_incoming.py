"""收文办理: from the envelope to the file, with its own register, and linked to the letter that answers it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit import quick
from kit.county import CHIEF, CITY, CLERK, FILER, NOW, a_county, names_of, take
from kit.issued import issued

DOORKEEPER, HANDLER, HELPER, READER = Actor("石磊"), Actor("章若水"), Actor("安然"), Actor("秦雅琴")
DISABLED = "青禾市残疾人联合会"
RECEIVED = {
    "from_organ": "青禾市教育局", "received_on": "2026-07-12", "received_how": "直送", "copies": 2, "intact": "完好",
}  # fmt: skip
ENTERED: dict[str, Any] = {
    "their_title": "关于商请提供困难家庭学生名册的函", "their_number": "青教函〔2026〕31号", "their_date": "2026-07-10",
    "their_kind": "函", "urgency": "平件", "reply_by": "2026-07-31",
}  # fmt: skip
PROPOSED = {
    "proposal": "建议由市民政局主办、市残联协办，按户编号提供。", "lead_handler": CITY, "co_handlers": [DISABLED],
    "handlers": ["市民政局", "市残联"], "handle_by": "2026-07-24",
}  # fmt: skip
ANSWERS = [{"matter": "名册", "answer": "按户编号提供216户名册，专人当面交接。"}]


@pytest.fixture
def code(tmp_path: Path) -> str:
    a_county(tmp_path / "office")
    case = desk.open_project("市教育局来函", kind="", unit="", actor=DOORKEEPER, now=NOW, flow="incoming")
    return case.code


def entered(code: str, printer: papers.Prints | None, **more: Any) -> registry.CaseRow:
    take(code, "签收", DOORKEEPER, printer, RECEIVED)
    take(code, "登记", DOORKEEPER, printer, ENTERED | more)
    return take(code, "初审通过", DOORKEEPER, printer, {"first_check": "属本办职责，文种格式符合要求。"})


def assigned(code: str, printer: papers.Prints | None) -> registry.CaseRow:
    entered(code, printer)
    take(code, "送批", CLERK, printer, PROPOSED)
    return take(code, "批示承办", CHIEF, printer, {"instruction": "同意拟办意见，注意保护个人信息。"})


def handled(code: str, printer: papers.Prints | None) -> registry.CaseRow:
    assigned(code, printer)
    take(code, "报送办理情况", HANDLER, printer, {"handling_opinion": "已核对216户名册。"})
    return take(code, "报送办理情况", HELPER, printer, {"handling_opinion": "已补充38人的学段信息。"})


def test_incoming_papers_have_a_register_of_their_own(code: str) -> None:
    second = desk.open_project("又一来函", kind="", unit="", actor=DOORKEEPER, now=NOW, flow="incoming")
    assert (code, second.code) == ("SW-2026-001", "SW-2026-002")
    assert registry.numbers() == ()


def test_every_organ_handles_its_part_and_the_answer_says_what_it_answers(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    assert handled(code, press).stage == "答复"
    take(code, "拟复函", CLERK, press, {"reply_subject": "困难家庭学生名册", "answers": ANSWERS})
    letter = registry.papers(case=code)[-1]
    assert (letter.template, letter.case) == ("复函", code)
    assert letter.inputs["values"]["their_number"] == "青教函〔2026〕31号"
    assert letter.inputs["values"]["recipient"] == "青禾市教育局"

    with pytest.raises(Refused, match="《复函》尚未印发"):
        take(code, "登记答复", CLERK, press, {"reply": "已复函"})
    issued(code, "复函", NOW + timedelta(days=3))
    take(code, "登记答复", CLERK, press, {"reply": "已于7月15日复函。"})
    take(code, "办结", CLERK, press, {"closing": "按期办结。"})
    case = take(code, "归档", FILER, press)

    assert case.closed and names_of(code) == ["收文处理单", "复函", "收文处理单"]
    sheet = registry.papers(case=code)[-1].inputs["values"]
    assert [(row["party"], row["text"], row["who"]) for row in sheet["handled"]] == [
        (CITY, "已核对216户名册。", "章若水"),
        (DISABLED, "已补充38人的学段信息。", "安然"),
    ]
    registry.verify_journal()


def test_the_scan_of_the_incoming_paper_is_filed_in_front(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    scan = tmp_path / "来函.pdf"
    scan.write_bytes(quick.blank_page())
    entered(code, press, incoming_scan=scan)
    first = registry.papers(case=code)[0]
    assert (first.template, first.title, first.filed) == ("来文", ENTERED["their_title"], True)
    assert first.latest and first.latest.pdf_sha == registry.digest(quick.blank_page())


def test_a_scan_that_is_no_pdf_is_told_before_anything_is_recorded(code: str, tmp_path: Path) -> None:
    photo = tmp_path / "来函.jpg"
    photo.write_bytes(b"\xff\xd8 no pdf")
    take(code, "签收", DOORKEEPER, None, RECEIVED)
    with pytest.raises(BadInput, match=r"来文扫描件「来函\.jpg」"):
        take(code, "登记", DOORKEEPER, None, ENTERED | {"incoming_scan": photo})
    assert registry.case(code).stage == "登记"


def test_an_unsuitable_paper_goes_back_with_the_reason(code: str) -> None:
    take(code, "签收", DOORKEEPER, None, RECEIVED)
    take(code, "登记", DOORKEEPER, None, ENTERED)
    with pytest.raises(BadInput, match="说明理由"):
        take(code, "退回来文机关", DOORKEEPER, None)
    assert take(code, "退回来文机关", DOORKEEPER, None, reason="一文多事，请分开来函").closed


def test_more_than_one_handler_needs_a_lead(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """条例第二十四条: where several departments handle a paper, one of them leads."""
    press = quick.quick(monkeypatch)
    entered(code, press)
    take(code, "送批", CLERK, press, PROPOSED | {"lead_handler": ""})
    with pytest.raises(Refused, match="主办单位"):
        take(code, "批示承办", CHIEF, press, {"instruction": "同意。"})


def test_who_is_not_concerned_sends_it_back_and_the_others_are_asked_anew(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    assigned(code, press)
    take(code, "报送办理情况", HANDLER, press, {"handling_opinion": "已核对。"})
    assert take(code, "申请改派", HELPER, press, reason="不属本单位职责").stage == "拟办"
    assert registry.tasks(code, open_only=True) == ()
    take(code, "送批", CLERK, press, PROPOSED | {"handlers": ["市民政局"], "co_handlers": []})
    take(code, "批示承办", CHIEF, press, {"instruction": "由市民政局办理。"})
    assert [task.party.name for task in registry.tasks(code, open_only=True)] == [CITY]


def test_a_paper_for_reading_goes_round_the_readers(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick.quick(monkeypatch)
    entered(code, press)
    take(code, "送批", CLERK, press, {"proposal": "请秦雅琴同志阅。", "readers": ["秦雅琴"]})
    take(code, "批示传阅", CHIEF, press, {"instruction": "送阅。"})
    assert take(code, "已阅", READER, press).stage == "办结"
    take(code, "办结", CLERK, press, {"closing": "已传阅。"})
    (row,) = registry.papers(case=code)[-1].inputs["values"]["handled"]
    assert (row["party"], row["text"], row["day"]) == ("秦雅琴", "已阅", "2026-07-12")


@pytest.mark.slow
def test_the_sheet_and_the_answer_print_without_a_fault(code: str) -> None:
    with papers.press() as press:
        handled(code, press)
        take(code, "拟复函", CLERK, press, {"reply_subject": "困难家庭学生名册", "answers": ANSWERS})
        letter = registry.papers(case=code)[-1]
        take(letter.flow or "", "送核", CLERK, press)
    for paper in registry.papers(case=code):
        assert [f for f in paper.versions[-1].findings if f["severity"] != "note"] == [], paper.title
