"""拟稿: begun, kept as typed, seen, handed in, compared, handed back: every address by its answer."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from gongwen import registry
from gongwen.office.composing import sheet
from kit.editing import PrinterOfBlankPages, replaced
from kit.quick import QuickPress
from kit.web import client_for, text_of
from kit.worker import do_all

DRAFTER, REVIEWER = "周晓岚", "顾言之"


def form_of(client: Any, address: str) -> dict[str, str]:
    """What the editor's form would send as it stands."""
    from lxml import html

    page = html.fromstring(client.get(address).content.decode())
    return {name: value or "" for name, value in page.get_element_by_id("sheet").form_values()}


def save(client: Any, flow: str, revision: int, changed: str = "", **fields: str) -> Any:
    sent = {**form_of(client, f"/papers/{flow}/edit/"), **fields, "revision": revision, "changed": changed}
    return client.post(f"/papers/{flow}/edit/save/", sent)


def test_what_is_typed_is_kept_and_found_again(flow: str) -> None:
    client = client_for(DRAFTER)
    told = save(client, flow, 0, "basis", basis="新的部署").json()
    assert (told["revision"], told["by"], told["taken"]) == (1, DRAFTER, [])
    assert form_of(client, f"/papers/{flow}/edit/")["basis"] == "新的部署"
    assert "改过栏目，还没有存成新稿" in text_of(client.get(f"/papers/{flow}/"))


def test_handed_in_it_is_the_next_version(flow: str, press: QuickPress) -> None:
    client = client_for(DRAFTER)
    sent = {**form_of(client, f"/papers/{flow}/edit/"), "basis": "新的部署", "revision": "0"}
    waits = client.post(f"/papers/{flow}/edit/", sent)
    assert re.fullmatch(rf"/papers/{flow}/errands/\d+/", waits["Location"])
    assert "排队" in text_of(client.get(waits["Location"]))
    do_all(press)
    done = client.get(waits["Location"])
    assert done["Location"] == f"/papers/{flow}/"
    page = text_of(client.get(f"/papers/{flow}/"))
    assert "已存为第2稿" in page and "第2稿模板周晓岚" in page
    assert registry.working_copy(sheet.OF_PAPER + flow) is None


def test_a_fault_shows_the_form_again_with_everything_typed(flow: str) -> None:
    client = client_for(DRAFTER)
    sent = {**form_of(client, f"/papers/{flow}/edit/"), "group": "", "basis": "新的部署", "revision": "0"}
    answer = client.post(f"/papers/{flow}/edit/", sent)
    assert answer.status_code == 422 and 'id="f-group-fault"' in answer.content.decode()
    assert form_of(client, f"/papers/{flow}/edit/")["basis"] == "新的部署"


def test_two_who_change_the_same_field_choose(flow: str) -> None:
    one, other = client_for(DRAFTER), client_for(DRAFTER)
    save(one, flow, 0, "basis", basis="甲的部署")
    refused = save(other, flow, 0, "basis phone", basis="乙的部署", phone="0510-1")
    assert refused.status_code == 409 and "周晓岚也改了「成立依据」" in refused.json()["told"][0]
    settle = refused.json()["settle"]
    sent = {**form_of(other, f"/papers/{flow}/edit/"), "basis": "乙的部署", "phone": "0510-1", "revision": "0",
            "changed": "basis phone"}  # fmt: skip
    page = other.post(settle, sent)
    assert page.status_code == 409 and "甲的部署" in text_of(page) and "乙的部署" in text_of(page)
    chosen = other.post(settle, {**sent, "seen": "1", "choose-basis": "theirs"})
    assert chosen["Location"] == f"/papers/{flow}/edit/"
    kept = form_of(one, f"/papers/{flow}/edit/")
    assert (kept["basis"], kept["phone"]) == ("甲的部署", "0510-1")


def test_the_page_is_asked_for_and_comes_with_its_places(flow: str, press: QuickPress) -> None:
    client = client_for(DRAFTER)
    waiting = client.get(f"/papers/{flow}/edit/preview/")
    assert waiting.status_code == 202
    do_all(press)
    ready = client.get(f"/papers/{flow}/edit/preview/")
    made = ready.content.decode()
    assert ready.status_code == 200 and 'viewBox="0 0 210.0 297.0"' in made
    assert 'data-field="basis"' in made and "标题应当居中。" in made
    picture = re.search(r'src="([^"]+\.png)"', made)
    assert picture and client.get(picture[1]).content.startswith(b"\x89PNG")
    assert client_for(REVIEWER).get(picture[1]).status_code == 400


def test_the_same_words_are_not_printed_twice_and_older_ones_not_at_all(flow: str, press: QuickPress) -> None:
    client = client_for(DRAFTER)
    client.get(f"/papers/{flow}/edit/preview/")
    save(client, flow, 0, "basis", basis="新的部署")
    client.get(f"/papers/{flow}/edit/preview/")
    assert [row.state for row in registry.errands(asked_by=DRAFTER)] == ["待办", "取消"]
    do_all(press)
    for _ in range(2):
        assert client.get(f"/papers/{flow}/edit/preview/").status_code == 200
    assert len(registry.errands(asked_by=DRAFTER)) == 2


def test_values_that_cannot_be_printed_say_why(flow: str, press: QuickPress) -> None:
    client = client_for(DRAFTER)
    save(client, flow, 0, "liaison_due", liaison_due="三月")
    client.get(f"/papers/{flow}/edit/preview/")
    do_all(press)
    assert "报送联络员的期限" in text_of(client.get(f"/papers/{flow}/edit/preview/"))


def test_who_may_not_fill_in_is_told_on_the_papers_page(flow: str) -> None:
    client = client_for(REVIEWER)
    assert client.get(f"/papers/{flow}/edit/")["Location"] == f"/papers/{flow}/"
    assert "修改栏目由拟稿人办理" in text_of(client.get(f"/papers/{flow}/"))
    assert client.post(f"/papers/{flow}/edit/save/", {}).status_code == 409
    assert client_for("").get(f"/papers/{flow}/").status_code == 302


def test_a_paper_is_begun_at_a_template_and_stored_when_it_is_whole(flow: str, press: QuickPress) -> None:
    client = client_for(DRAFTER)
    page = client.get("/papers/new/")
    assert "用它拟：商请函" in page.content.decode() and "主送机关、商请的事项、缘由" in text_of(page)
    assert "办帮扶救助项目全过程「批准立项」时自动起草" in text_of(page)
    key = re.search(r'name="key" value="(\w+)"', page.content.decode())
    begun = client.post("/papers/new/", {"key": key and key[1], "template": "商请函"})["Location"]
    sent = form_of(client, begun)
    assert client.post(begun, {**sent, "revision": "1"}).status_code == 422
    whole = {"recipient": "青禾市教育局", "subject": "协助助学", "background": "为做好助学。", "requests": "核对名册"}
    made = client.post(begun, {**sent, **whole, "revision": "2"})
    assert made["Location"] == "/papers/FW-2026-002/"
    assert client.get(begun)["Location"] == "/papers/FW-2026-002/"
    assert registry.papers(flow="FW-2026-002")[0].title.endswith("关于商请协助助学的函")


def test_last_years_paper_is_found_and_begun_at(flow: str) -> None:
    client = client_for(DRAFTER)
    assert flow in client.get("/papers/new/?from=earlier&words=领导小组").content.decode()
    begun = client.post("/papers/new/", {"key": "0123456789ab", "flow": flow})["Location"]
    assert "由《" in text_of(client.get(begun)) and "接着拟" in text_of(client.get("/papers/new/"))
    assert "这份新稿已经放弃" in text_of(client.post(f"{begun}drop/", follow=True))
    assert "接着拟" not in text_of(client.get("/papers/new/"))


def upload(client: Any, flow: str, docx: bytes, name: str = "改过.docx") -> Any:
    file = BytesIO(docx)
    file.name = name
    return client.post(f"/papers/{flow}/upload/", {"docx": file})


def test_an_edited_file_shows_its_differences_and_then_becomes_the_paper(flow: str, press: QuickPress) -> None:
    client = client_for(DRAFTER)
    got = client.get(f"/papers/{flow}/versions/1/docx/")
    assert got["Content-Disposition"].startswith("attachment")
    edited = replaced(got.content, "逐户核实", "逐户上门核实")
    assert upload(client, flow, edited)["Location"] == f"/papers/{flow}/upload/"
    page = client.get(f"/papers/{flow}/upload/").content.decode()
    assert "<ins>上门</ins>" in page and len(registry.papers(flow=flow)[0].versions) == 1
    sha = re.search(r'name="sha" value="(\w+)"', page)
    waits = client.post(f"/papers/{flow}/upload/confirm/", {"sha": sha and sha[1]})
    do_all(PrinterOfBlankPages())
    assert client.get(waits["Location"])["Location"] == f"/papers/{flow}/"
    shown = text_of(client.get(f"/papers/{flow}/"))
    assert "已收下，为第2稿。" in shown and "手工修改" in shown and "换上了手工修改的文稿" in shown


def test_a_file_that_is_none_is_told_on_the_form(flow: str) -> None:
    client = client_for(DRAFTER)
    answer = upload(client, flow, b"%PDF-1.7", "稿.pdf")
    assert answer.status_code == 422 and "没有办成，请改正以下各处" in text_of(answer)
    assert client.post(f"/papers/{flow}/upload/", {}).status_code == 422
    assert client.post(f"/papers/{flow}/upload/confirm/", {"sha": "0" * 64}).status_code == 400


def test_two_versions_are_compared_passage_by_passage(flow: str, press: QuickPress) -> None:
    client = client_for(DRAFTER)
    client.post(
        f"/papers/{flow}/edit/", {**form_of(client, f"/papers/{flow}/edit/"), "basis": "新的部署", "revision": "0"}
    )
    do_all(press)
    page = client.get(f"/papers/{flow}/compare/?former=1&later=2").content.decode()
    assert "<ins>新的部署</ins>" in page or "新的" in page
    assert "特此通知" not in page and "特此通知" in client.get(f"/papers/{flow}/compare/?all=1").content.decode()
    assert client.get(f"/papers/{flow}/compare/?former=9").status_code == 400


def test_pasted_text_comes_back_clean(flow: str) -> None:
    told = client_for(DRAFTER).post("/papers/paste/", {"html": "<p>(一)范围<o:p></o:p></p>", "text": "x"}).json()
    assert told == {"text": "（一）范围", "told": ["编号的写法 1 处改成了“一、”“（一）”“1.”“（1）”。"]}


def test_addresses_that_lead_nowhere_say_so(flow: str) -> None:
    client = client_for(DRAFTER)
    files = (f"/papers/{flow}/versions/9/pdf/", f"/papers/{flow}/versions/1/exe/", "/papers/previews/99/1.png")
    for address in ("/papers/FW-2099-001/", "/papers/new/zz/", "/papers/new/0123456789/", *files):
        assert client.get(address).status_code in (400, 403), address


def test_the_three_ways_to_begin_stand_side_by_side(flow: str) -> None:
    client = client_for(DRAFTER)
    for way, said in (("step", "没有哪一步要出文书"), ("template", "选一个模板"), ("earlier", "照此拟")):
        page = client.get(f"/papers/new/?from={way}")
        assert said in text_of(page), way
        for other in ("step", "template", "earlier"):
            assert f'href="?from={other}"' in page.content.decode()
    assert "照以前的公文拟" in text_of(client.get("/papers/new/?words=领导小组"))


def test_an_address_that_only_takes_forms_says_so(flow: str) -> None:
    """The page where two choose stands at such an address: whoever opens it anew must not see an empty window."""
    page = client_for(DRAFTER).get(f"/papers/{flow}/edit/settle/")
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "不能直接打开" in text_of(page)


def test_what_the_template_fills_in_is_nobody_elses_change_and_stays_away_once_emptied(flow: str) -> None:
    client = client_for(DRAFTER)
    begun = client.post("/papers/new/", {"key": "0123456789ab", "template": "一般通知"})["Location"]
    sent = form_of(client, begun)
    assert "领导小组各成员单位" in sent["recipients"]
    told = client.post(f"{begun}save/", {**sent, "subject": "走访", "revision": "1", "changed": "subject"}).json()
    assert told["taken"] == [], "one window alone: nobody else has changed anything"
    client.post(f"{begun}save/", {**sent, "recipients": "", "revision": "2", "changed": "recipients"})
    assert form_of(client, begun)["recipients"] == ""


def test_the_file_to_be_edited_is_fetched_where_it_is_sent_back(flow: str) -> None:
    page = client_for(DRAFTER).get(f"/papers/{flow}/upload/").content.decode()
    assert f"/papers/{flow}/versions/1/docx/" in page and "第1稿" in page


def test_a_file_that_is_no_edited_paper_is_told_by_its_own_name(flow: str) -> None:
    client = client_for(DRAFTER)
    # who sends an old file is told how to save it, and only as what is taken here
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for name, content, said in (
        (
            "终稿3（定）.doc",
            old,
            "「终稿3（定）.doc」是旧格式或加了密码的",
        ),
        ("扫描.pdf", b"%PDF-1.4", "「扫描.pdf」不是 DOCX 文件，请另存为 DOCX 后再上传"),
        ("空.docx", b"", "「空.docx」是空文件"),
    ):
        answer = client.post(f"/papers/{flow}/upload/", {"docx": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422 and said in text_of(answer), name
        assert "xlsx" not in text_of(answer)


def test_what_was_not_changed_is_not_said_to_be_a_new_version(flow: str, press: QuickPress) -> None:
    client = client_for(DRAFTER)
    for told in ("已存为第2稿", "内容没有改动，仍是第2稿"):
        sent = {**form_of(client, f"/papers/{flow}/edit/"), "basis": "新的部署", "revision": "0"}
        waits = client.post(f"/papers/{flow}/edit/", sent)["Location"]
        do_all(press)
        assert told in text_of(client.get(waits, follow=True))
