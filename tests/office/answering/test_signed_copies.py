"""Signed copies that come back: page by page, kept, counted, matched by a person of the office, and only then filed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongwen import archiving, printing, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.answering import collecting, matching
from gongwen.office.people import Actor
from kit.office import PrinterThatMustRest
from kit.photos import a_photo, a_sheet
from kit.quick import blank_page
from kit.signing import CHIEF, CLERK, OTHER_OWNER, OWNER, PAGES, at_signing, contract, signed_photo

NOW = datetime(2026, 4, 8, 2, 30, tzinfo=UTC)
BY, OFFICE = {"actor": OWNER, "now": NOW}, {"actor": CLERK, "now": NOW}
FORM = {"signed_on": "2026-04-08"}


@pytest.fixture
def code(tmp_path: Path) -> str:
    return at_signing(tmp_path / "office").code


@pytest.fixture
def begun(code: str) -> collecting.Collected:
    return collecting.begin(code, "签订", **BY)


def send(begun: collecting.Collected, *numbers: int) -> collecting.Collected:
    """Photographs of these pages, one after another."""
    for number in numbers:
        done = collecting.add(begun.row.case, begun.row.id, f"{number}.jpg", signed_photo(number), **BY)
    return done


def handed_in(begun: collecting.Collected) -> registry.ReturnRow:
    send(begun, 1, 2, 3)
    return collecting.hand_in(begun.row.case, begun.row.id, FORM, **BY).row


def confirm(row: registry.ReturnRow, **changes: object) -> registry.ReturnRow:
    given = {"seen": row.digest, "same": {1, 2, 3}, "ticks": matching.TICKS, **OFFICE}
    return matching.confirm(row.id, **{**given, **changes})


def test_the_pages_are_counted_against_the_contract_as_it_was_issued(begun):
    assert (begun.wanted.pages, begun.missing) == (PAGES, 3)
    two = send(begun, 1, 2)
    assert (two.row.count, two.missing, two.surplus) == (2, 1, 0)
    four = collecting.add(begun.row.case, begun.row.id, "授权书.pdf", blank_page(), **BY)
    assert collecting.add(begun.row.case, begun.row.id, "3.jpg", signed_photo(3), **BY).surplus == 1
    assert four.row.count == 3


def test_a_photograph_sent_again_after_the_network_failed_is_one_page(begun):
    send(begun, 1)
    again = send(begun, 1)

    assert again.row.count == 1
    assert registry.get(again.row.pages[0].sha) == signed_photo(1)


def test_whoever_goes_on_later_finds_the_pages_sent_before(begun, code):
    send(begun, 1, 2)

    assert collecting.begin(code, "签订", **BY).row.count == 2
    assert collecting.begin(code, "签订", **OFFICE).row.id == begun.row.id


def test_a_copy_with_pages_missing_is_not_handed_in(begun, code):
    with pytest.raises(BadInput, match="共 3 页，还没有传，还缺 3 页"):
        collecting.hand_in(code, begun.row.id, FORM, **BY)
    send(begun, 1)
    with pytest.raises(BadInput) as told:
        collecting.hand_in(code, begun.row.id, {}, **BY)
    assert len(told.value.faults) == 2
    assert "只传了 1 页，还缺 2 页" in told.value.faults[0]
    assert "signed_on" in told.value.faults[1]
    assert registry.signed_return(begun.row.id).state == "收页中"


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("1.txt", b"just text", "不是"),
        ("1.jpg", a_photo(a_sheet())[:20_000], "打不开"),
        ("1.jpg", a_photo(a_sheet(size=(300, 400))), "字看不清"),
        ("1.pdf", b"%PDF-1.4 nothing", "PDF"),
    ],
)
def test_what_nobody_can_read_is_not_a_page(begun, code, name, data, fault):
    with pytest.raises(BadInput, match=fault):
        collecting.add(code, begun.row.id, name, data, **BY)
    assert registry.signed_return(begun.row.id).pages == ()


def test_a_copy_has_a_limit(begun, code, monkeypatch):
    monkeypatch.setattr(collecting, "MOST_PAGES", 1)
    send(begun, 1)
    with pytest.raises(BadInput, match="最多传 1 页"):
        send(begun, 2)


def test_pages_are_put_in_order(begun, code):
    row = send(begun, 2, 1, 3).row

    turned = collecting.shift(code, begun.row.id, row.pages[1].id, -1, **BY).row
    assert [page.name for page in turned.pages] == ["1.jpg", "2.jpg", "3.jpg"]
    assert collecting.shift(code, begun.row.id, turned.pages[0].id, -1, **BY).row == turned


def test_another_unit_neither_sends_nor_sees(begun, code):
    with pytest.raises(Refused, match="不归「姚佳宁」办理"):
        collecting.begin(code, "签订", actor=OTHER_OWNER, now=NOW)
    with pytest.raises(Refused):
        collecting.add(code, begun.row.id, "1.jpg", signed_photo(1), actor=OTHER_OWNER, now=NOW)
    with pytest.raises(Refused, match="不属于QHBF-2026-999"):
        collecting.opened("QHBF-2026-999", begun.row.id, **BY)


def test_an_act_without_a_signed_copy_collects_none(code):
    with pytest.raises(Refused, match="没有要签字盖章传回的「放弃签订」"):
        collecting.begin(code, "放弃签订", **BY)


def test_the_office_confirms_and_the_contract_is_signed_with_the_bound_copy(begun, code):
    row = handed_in(begun)
    assert [told["code"] for told in matching.waiting(CLERK, NOW)] == [code]

    done = confirm(row, printer=PrinterThatMustRest())

    assert (done.state, done.checked_by, done.ticks) == ("已核对", "周晓岚", matching.TICKS)
    case, paper = registry.case(code), contract()
    assert (case.stage, case.data["signed_on"]) == ("检查通知", "2026-04-08")
    assert case.data["signed_scan"] == done.file == paper.versions[-1].pdf_sha
    assert paper.filed and paper.versions[-1].origin == "scan"
    assert archiving.count_pages(registry.get(done.file)) == PAGES
    assert b"Exif" not in registry.get(done.file)
    assert registry.events(code)[-1].actor == "周晓岚"
    assert matching.waiting(CLERK, NOW) == []


def test_a_second_click_confirms_nothing_twice(begun, code):
    row = handed_in(begun)

    assert confirm(row) == confirm(row)
    assert [event.action for event in registry.events(code)].count("签订") == 1


def test_a_copy_that_is_one_scan_is_filed_byte_for_byte(begun, code):
    scan = printing.scan_of([a_png() for _ in range(PAGES)], dpi=100)
    collecting.add(code, begun.row.id, "扫描件.pdf", scan, **BY)
    row = collecting.hand_in(code, begun.row.id, FORM, **BY).row

    assert registry.get(confirm(row).file) == scan


def a_png() -> bytes:
    from io import BytesIO

    out = BytesIO()
    a_sheet().save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"same": {1, 3}}, ["第2页还没有核对"]),
        ({"ticks": ["页数一致", "签字", "骑缝章"]}, ["盖章、日期没有勾选"]),
        ({"ticks": ["页数一致", "签字", "盖章", "日期"]}, ["骑缝章没有勾选，请在说明里写明"]),
        ({"same": (), "ticks": ()}, ["第1、2、3页", "页数一致、签字、盖章、日期没有勾选", "骑缝章没有勾选"]),
    ],
)
def test_what_was_not_compared_or_not_found_is_not_confirmed(begun, code, changes, faults):
    row = handed_in(begun)

    with pytest.raises(BadInput) as told:
        confirm(row, **changes)
    assert [fault[: len(said)] for fault, said in zip(told.value.faults, faults, strict=True)] == faults
    assert registry.signed_return(row.id).state == "待核对"
    assert registry.case(code).stage == "双方签订"


def test_a_missing_seal_across_the_edges_may_be_explained(begun):
    row = handed_in(begun)

    done = confirm(row, ticks=["页数一致", "签字", "盖章", "日期"], note="村委会公章每页单独加盖")

    assert done.note == "村委会公章每页单独加盖"


def test_a_page_is_sent_back_with_what_is_wrong_and_sent_again(begun, code):
    row = handed_in(begun)
    back = matching.send_back(row.id, seen=row.digest, faults={2: "看不清，请重拍", 3: " "}, **OFFICE)
    assert (back.state, [page.fault for page in back.pages]) == ("已退回", ["", "第2页：看不清，请重拍", ""])

    with pytest.raises(BadInput, match="还没有重传（第2页：看不清，请重拍）"):
        collecting.hand_in(code, row.id, FORM, **BY)
    again = signed_photo(2, turned=6)
    collecting.add(code, row.id, "2b.jpg", again, instead_of=back.pages[1].id, **BY)
    row = collecting.hand_in(code, row.id, FORM, **BY).row

    assert confirm(row).state == "已核对"


def test_sending_back_says_why(begun):
    row = handed_in(begun)

    with pytest.raises(BadInput, match="哪一页怎么不对"):
        matching.send_back(row.id, seen=row.digest, faults={1: ""}, **OFFICE)
    assert matching.send_back(row.id, seen=row.digest, faults={}, note="缺骑缝章", **OFFICE).note == "缺骑缝章"


def test_the_unit_itself_does_not_match_its_own_copy(begun):
    row = handed_in(begun)

    with pytest.raises(Refused, match="由办公室的人核对，「许明辉」不能办；可以办的是周晓岚"):
        confirm(row, actor=OWNER)


def test_two_people_match_at_once_and_the_second_is_told(begun, code):
    row = handed_in(begun)
    matching.send_back(row.id, seen=row.digest, faults={1: "没有盖章"}, **OFFICE)

    with pytest.raises(Refused, match="已由周晓岚于2026-04-08退回重传"):
        confirm(row, actor=CHIEF)
    assert registry.case(code).stage == "双方签订"


def test_somebody_who_may_not_take_the_act_does_not_match(begun):
    row = handed_in(begun)

    with pytest.raises(Refused, match="「陆文渊」不能办；可以办的是周晓岚"):
        confirm(row, actor=CHIEF)


def test_when_the_act_fails_the_match_is_not_recorded_either(begun, code, monkeypatch):
    """Both are one transaction: killed between them, neither has happened."""
    row = handed_in(begun)

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(desk, "take", broken)
        with pytest.raises(KeyboardInterrupt):
            confirm(row)
    assert (registry.signed_return(row.id).state, registry.case(code).stage) == ("待核对", "双方签订")
    assert confirm(row).state == "已核对"


def test_a_contract_issued_anew_asks_for_new_pages(begun, code):
    row = handed_in(begun)
    paper = contract()
    docx = registry.get(paper.latest.docx_sha)
    registry.add_version(paper.id, docx=docx, pdf=printing.scan_of([a_png()], dpi=100), origin="registration",
                         actor="周晓岚", now=NOW)  # fmt: skip

    assert matching.waiting(CLERK, NOW) == []
    with pytest.raises(Refused, match="文稿已经换了"):
        confirm(row)
    anew = collecting.begin(code, "签订", **BY)
    assert (anew.row.id != row.id, anew.wanted.pages, anew.row.pages) == (True, 1, ())


def test_the_clerk_who_gets_the_scan_by_hand_files_it_as_before(code):
    made = desk.take(code, "签订", printer=None, form={**FORM, "signed_scan": kept(blank_page())}, **OFFICE)

    assert made.case.stage == "检查通知"


def kept(scan: bytes) -> str:
    return registry.put(scan, "签署件.pdf", "application/pdf").sha


def test_a_return_of_a_case_that_went_on_waits_no_more(begun, code):
    row = handed_in(begun)
    desk.take(code, "签订", printer=None, form={**FORM, "signed_scan": kept(blank_page())}, **OFFICE)

    assert matching.waiting(CLERK, NOW) == []
    with pytest.raises(Refused, match="现在处于「检查通知」"):
        confirm(row)
    with pytest.raises(Refused, match="现在处于「检查通知」"):
        collecting.begin(code, "签订", **BY)


def test_who_opens_the_comparison_of_a_paper_with_personal_data_is_journalled(begun, code):
    row = handed_in(begun)

    shown = matching.compare(row.id, **OFFICE)

    assert [(sheet.number, sheet.upload.name) for sheet in shown.sheets] == [(1, "1.jpg"), (2, "2.jpg"), (3, "3.jpg")]
    last = registry.entries(code)[-1]
    assert (last.act, last.actor) == ("查看个人信息", "周晓岚")
    with pytest.raises(Refused, match="不能看原件"):
        matching.compare(row.id, actor=Actor("夏知秋", "网页"), now=NOW)
