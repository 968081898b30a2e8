"""The unit's pages and the match: what a click does, what a refused file says, what others see."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office.answering import awaited
from gongwen.office.people import Actor
from kit.photos import a_photo, a_sheet
from kit.signing import at_signing, contract, issued_pages, signed_photo
from kit.web import client_for, text_of

CODE = "QHBF-2026-001"
SIGN = f"/unit/{CODE}/sign/签订/"


@pytest.fixture
def office(tmp_path: Path) -> None:
    at_signing(tmp_path / "office")


@pytest.fixture
def owner(office: None) -> Any:
    return client_for("许明辉")


@pytest.fixture
def begun(owner: Any) -> registry.ReturnRow:
    assert owner.get(SIGN).status_code == 200
    return registry.returns(CODE)[0]


def named(data: bytes, name: str) -> BytesIO:
    file = BytesIO(data)
    file.name = name
    return file


def send(client: Any, row: registry.ReturnRow, *numbers: int, **headers: str) -> Any:
    files = [named(signed_photo(number), f"{number}.jpg") for number in numbers]
    return client.post(f"/unit/{CODE}/returns/{row.id}/", {"pages": files}, headers=headers)


def hand_in(client: Any, row: registry.ReturnRow, **form: str) -> Any:
    return client.post(f"/unit/{CODE}/returns/{row.id}/hand-in/", form)


def test_the_first_page_names_the_one_thing_to_do(owner):
    told = text_of(owner.get("/unit/"))

    assert "签《项目合同书》" in told and "打印出来签字盖章" in told
    assert "最迟2026年4月14日" in told
    assert "青帮办〔2026〕1号" in told


def test_a_script_gets_the_list_of_pages_back_and_a_plain_form_the_whole_page(owner, begun):
    part = send(owner, begun, 1, **{"HX-Request": "true"})
    whole = send(owner, begun, 2, 3)

    assert part.status_code == 200 and "已传 1 页，共 3 页" in text_of(part)
    assert whole.status_code == 302 and whole["Location"].startswith("/unit/")
    assert registry.signed_return(begun.id).count == 3
    assert "已传 3 页，共 3 页" in text_of(owner.get(SIGN))


def test_a_page_is_sent_twice_moved_replaced_and_taken_out(owner, begun):
    send(owner, begun, 2, 1, 3)
    send(owner, begun, 2)
    first, second, third = registry.signed_return(begun.id).pages

    def change(page: registry.ReturnPageRow, what: str) -> None:
        assert owner.post(f"/unit/{CODE}/returns/{begun.id}/change/{page.id}/", {"what": what}).status_code == 302

    change(second, "up")
    assert [page.name for page in registry.signed_return(begun.id).pages] == ["1.jpg", "2.jpg", "3.jpg"]
    change(third, "remove")
    instead = {"pages": named(signed_photo(3, turned=6), "3b.jpg"), "instead_of": str(first.id)}
    owner.post(f"/unit/{CODE}/returns/{begun.id}/", instead)
    assert [page.name for page in registry.signed_return(begun.id).pages] == ["1.jpg", "3b.jpg"]


def names_of(begun: registry.ReturnRow) -> list[str]:
    return [page.name for page in registry.signed_return(begun.id).pages]


def test_pages_photographed_in_any_order_are_put_right_at_once(owner, begun):
    send(owner, begun, 3, 2, 1)
    pages = registry.signed_return(begun.id).pages
    assert "拍反了，倒过来排" in text_of(owner.get(SIGN))

    owner.post(f"/unit/{CODE}/returns/{begun.id}/change/{pages[0].id}/", {"what": "reverse"})
    assert names_of(begun) == ["1.jpg", "2.jpg", "3.jpg"]
    owner.post(f"/unit/{CODE}/returns/{begun.id}/change/{pages[2].id}/", {"what": "place", "to": "3"})
    assert names_of(begun) == ["2.jpg", "3.jpg", "1.jpg"]
    for odd in ("", "99", "x", "-1"):
        owner.post(f"/unit/{CODE}/returns/{begun.id}/change/{pages[2].id}/", {"what": "place", "to": odd})
    assert sorted(names_of(begun)) == ["1.jpg", "2.jpg", "3.jpg"]


def test_the_picture_of_a_page_has_another_address_wherever_the_page_goes(owner, begun):
    send(owner, begun, 1, 2)
    shas = [page.sha[:12] for page in registry.signed_return(begun.id).pages]

    def addresses() -> list[str]:
        return re.findall(r'src="[^"]*/(\d\.jpg\?\w{12})"', owner.get(SIGN).content.decode())

    assert addresses() == [f"1.jpg?{shas[0]}", f"2.jpg?{shas[1]}"]
    owner.post(
        f"/unit/{CODE}/returns/{begun.id}/change/{registry.signed_return(begun.id).pages[0].id}/", {"what": "down"}
    )
    assert addresses() == [f"1.jpg?{shas[1]}", f"2.jpg?{shas[0]}"]


def test_a_photograph_sent_twice_is_told(owner, begun):
    send(owner, begun, 1, 2)
    part = send(owner, begun, 2, **{"HX-Request": "true"})
    assert "「2.jpg」就是已经传过的第 2 张，没有重复收" in text_of(part)
    send(owner, begun, 1)
    assert "「1.jpg」就是已经传过的第 1 张" in text_of(owner.get(SIGN))


def test_pages_that_are_all_there_are_not_taken_for_handed_in(owner, begun):
    send(owner, begun, 1, 2)
    assert "还没有交" not in text_of(owner.get(SIGN))
    send(owner, begun, 3)
    assert "都传上来了，但还没有交" in text_of(owner.get(SIGN))
    assert "都传上来了，但还没有交" in text_of(owner.get("/unit/"))
    hand_in(owner, begun, signed_on="2026-04-09")
    assert "还没有交" not in text_of(owner.get(SIGN)) + text_of(owner.get("/unit/"))


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (lambda page: page.filter(ImageFilter.GaussianBlur(7)), "好像拍糊了"),
        (lambda page: ImageEnhance.Brightness(page).enhance(0.2), "拍得太暗"),
        (lambda page: ImageEnhance.Brightness(page).enhance(0.6), ""),
    ],
)
def test_a_page_that_can_hardly_be_read_is_told_and_taken_all_the_same(owner, begun, spoilt, said):
    page = spoilt(Image.open(BytesIO(issued_pages()[1])).convert("RGB"))
    told = text_of(
        owner.post(f"/unit/{CODE}/returns/{begun.id}/", {"pages": named(a_photo(page), "2.jpg")}, follow=True)
    )
    assert registry.signed_return(begun.id).count == 1
    assert said in told and ("看不清的，换一张" in told) == bool(said)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"hello", "1.jpg", "1.jpg"),
        (a_photo(a_sheet(size=(300, 400))), "小.jpg", "字看不清"),
        (b"\xff\xd8\xff broken", "坏.jpg", "坏.jpg"),
    ],
)
def test_a_refused_file_says_why_and_leaves_the_others(owner, begun, data, name, said):
    send(owner, begun, 1)

    refused = owner.post(
        f"/unit/{CODE}/returns/{begun.id}/", {"pages": named(data, name)}, headers={"HX-Request": "true"}
    )

    assert refused.status_code == 400 and said in text_of(refused)
    assert registry.signed_return(begun.id).count == 1


@pytest.mark.parametrize("what", ["", "sideways"])
def test_an_unknown_button_changes_nothing(owner, begun, what):
    send(owner, begun, 1)
    page = registry.signed_return(begun.id).pages[0].id

    assert owner.post(f"/unit/{CODE}/returns/{begun.id}/change/{page}/", {"what": what}).status_code == 400
    assert owner.post(f"/unit/{CODE}/returns/{begun.id}/", {"instead_of": "x"}).status_code == 400
    assert registry.signed_return(begun.id).count == 1


def test_what_was_typed_stays_when_pages_are_missing(owner, begun):
    send(owner, begun, 1)

    again = hand_in(owner, begun, signed_on="2026-04-09")

    assert again.status_code == 422
    assert "还缺 2 页" in text_of(again)
    assert 'value="2026-04-09"' in again.content.decode()


def test_handed_in_the_page_says_so_and_it_can_be_taken_back(owner, begun):
    send(owner, begun, 1, 2, 3)
    assert hand_in(owner, begun, signed_on="2026-04-09")["Location"] == "/unit/"

    told = text_of(owner.get("/unit/"))
    assert "已交回，等办公室核对" in told
    assert "签好的《项目合同书》已经交回，等办公室核对" in told
    assert "去看、签字、传回" not in told
    owner.post(f"/unit/{CODE}/returns/{begun.id}/recall/")
    assert registry.signed_return(begun.id).state == "收页中"


def judge(client: Any, row: registry.ReturnRow, **changes: Any) -> Any:
    form = {
        "seen": registry.signed_return(row.id).digest,
        "page-1": "same", "page-2": "same", "page-3": "same",
        "tick": ["页数一致", "签字", "盖章", "日期", "骑缝章"],
        "confirm": "1",
    }  # fmt: skip
    kept = {name: value for name, value in {**form, **changes}.items() if value is not None}
    return client.post(f"/returns/{row.id}/", kept)


def test_the_office_matches_and_the_contract_is_signed(owner, begun):
    send(owner, begun, 1, 2, 3)
    hand_in(owner, begun, signed_on="2026-04-09")
    clerk = client_for("周晓岚")

    assert "临溪县青溪镇人民政府" in text_of(clerk.get("/returns/"))
    shown = text_of(clerk.get(f"/returns/{begun.id}/"))
    assert "传回 3 页，原件 3 页" in shown and "签订日期：2026-04-09" in shown
    assert judge(clerk, begun)["Location"] == "/returns/"
    assert registry.case(CODE).stage == "检查通知"
    assert "没有等核对的签署件" in text_of(clerk.get("/returns/"))


def test_what_the_matcher_marked_stays_when_something_is_missing(owner, begun):
    send(owner, begun, 1, 2, 3)
    hand_in(owner, begun, signed_on="2026-04-09")

    again = judge(client_for("周晓岚"), begun, **{"page-2": None, "tick": ["签字"], "note": "待补"})

    told, html = text_of(again), again.content.decode()
    assert again.status_code == 422
    assert "第2页还没有核对" in told and "页数一致、盖章、日期没有勾选" in told
    assert 'value="待补"' in html and html.count(" checked") == 3


def test_sent_back_the_unit_sees_which_page_and_why(owner, begun):
    send(owner, begun, 1, 2, 3)
    hand_in(owner, begun, signed_on="2026-04-09")
    clerk = client_for("周晓岚")

    empty = judge(clerk, begun, confirm=None, back="1")
    assert empty.status_code == 422 and "哪一页怎么不对" in text_of(empty)
    marked = {"page-2": "again", "why-2": "没有拍全", "page-3": "again"}
    assert judge(clerk, begun, confirm=None, back="1", **marked).status_code == 302
    told = text_of(owner.get("/unit/"))
    assert "第2页：没有拍全" in told and "第3页：请重拍这一页" in told
    assert "没有拍全" in text_of(owner.get(SIGN))


@pytest.mark.parametrize("person", ["姚佳宁", "章若水", "邵云起"])
def test_another_unit_gets_none_of_it(owner, begun, person):
    send(owner, begun, 1)
    other = client_for(person)
    paper = contract().id

    for address in (
        SIGN, f"/unit/{CODE}/", f"/unit/{CODE}/papers/{paper}/", f"/unit/{CODE}/papers/{paper}/1.png",
        f"/unit/{CODE}/papers/{paper}/paper.pdf", f"/unit/{CODE}/returns/{begun.id}/1.jpg",
        "/returns/", f"/returns/{begun.id}/", f"/returns/{begun.id}/sent/1.jpg", f"/returns/{begun.id}/issued/1.png",
    ):  # fmt: skip
        assert other.get(address).status_code == 403, address
    assert send(other, begun, 2).status_code == 403
    assert registry.signed_return(begun.id).count == 1


def test_a_return_of_another_case_is_not_reached_through_ones_own(owner, begun):
    assert owner.get(f"/unit/FW-2026-001/returns/{begun.id}/1.jpg").status_code == 403
    assert owner.get(f"/unit/{CODE}/papers/2/").status_code == 200
    assert owner.get(f"/unit/FW-2026-001/papers/{contract().id}/").status_code == 403
    assert owner.get(f"/unit/{CODE}/papers/999/").status_code in (400, 403)


def test_pictures_and_the_pdf_are_served(owner, begun):
    send(owner, begun, 1)
    paper = contract().id
    page = owner.get(f"/unit/{CODE}/papers/{paper}/2.png")
    pdf = owner.get(f"/unit/{CODE}/papers/{paper}/paper.pdf")
    sent = owner.get(f"/unit/{CODE}/returns/{begun.id}/1.jpg")

    assert page.content.startswith(b"\x89PNG") and pdf.content.startswith(b"%PDF")
    assert sent.content.startswith(b"\xff\xd8") and b"Exif" not in sent.content
    assert "no-store" in page["Cache-Control"]
    assert owner.get(f"/unit/{CODE}/papers/{paper}/9.png").status_code == 400


def test_a_session_that_ended_leads_to_sign_in_and_back(office, begun):
    stranger = client_for()

    plain = stranger.get(SIGN)
    script = stranger.post(f"/unit/{CODE}/returns/{begun.id}/", headers={"HX-Request": "true", "Referer": SIGN})

    assert plain.status_code == 302 and "next=" in plain["Location"]
    assert script.status_code == 204 and "sign-in" in script["HX-Redirect"]


def test_a_return_that_is_not_theirs_to_judge_shows_no_buttons(owner, begun):
    send(owner, begun, 1, 2, 3)
    hand_in(owner, begun, signed_on="2026-04-09")
    chief = client_for("陆文渊")

    shown = text_of(chief.get(f"/returns/{begun.id}/"))
    assert "由周晓岚核对" in shown and "核对无误" not in shown
    assert judge(chief, begun).status_code == 403
    assert registry.case(CODE).stage == "双方签订"


def test_the_case_page_tells_the_story(owner):
    told = text_of(owner.get(f"/unit/{CODE}/"))

    assert "陆文渊2026年3月30日办的「同意签订」" in told
    assert "审签意见" in told
    assert "立项申报书" in told and "关于同意青溪镇困难家庭就业增收帮扶项目立项的批复" in told


def test_the_unit_sends_the_contract_back_with_a_reason(owner):
    form = f"/unit/{CODE}/do/退回修改/"
    shown = owner.get(form)
    key = shown.content.decode().split('name="key" value="')[1].split('"')[0]

    empty = owner.post(form, {"key": key, "-reason": ""})
    assert empty.status_code == 422 and "说明理由" in text_of(empty)
    sent = owner.post(form, {"key": key, "-reason": "交付期限写错"})
    again = owner.post(form, {"key": key, "-reason": "交付期限写错"})

    assert (sent["Location"], again["Location"]) == ("/unit/", "/unit/")
    assert registry.case(CODE).stage == "起草合同"
    assert [event.action for event in registry.events(CODE)].count("退回修改") == 1
    assert "没有重复提交" in text_of(owner.get("/unit/"))


def test_reading_what_is_to_be_signed_is_journalled(owner):
    def looked() -> int:
        return sum(entry.act == "查看个人信息" for entry in registry.entries(CODE))

    before = looked()
    owner.get(SIGN)
    assert looked() == before + 1


def test_nobody_confirms_the_copy_that_they_signed_by_another_door(owner):
    """The page of any act leads to the page-by-page road, and a program is told of it; nothing is recorded."""
    now = datetime.now(UTC)
    for where in (f"/cases/{CODE}/moves/签订/", f"/unit/{CODE}/do/签订/"):
        for way in (owner.get, owner.post):
            led = way(where)
            assert (led.status_code, unquote(led["Location"])) == (302, SIGN), where
    assert {way(f"/review/{CODE}/do/签订/").status_code for way in (owner.get, owner.post)} == {403}
    with pytest.raises(Refused, match="经办公室核对才算数"):
        awaited.require_matching(CODE, "签订", Actor("许明辉", "接口"), now)
    awaited.require_matching(CODE, "签订", Actor("周晓岚", "接口"), now)
    assert registry.case(CODE).stage == "双方签订"
