"""原稿文件: text in every usual encoding is read; what is no draft is refused with what it is and what to do."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafting.rough_drafts import docx, numbering, p, png, style, zipped
from gongwen.document.model import Heading, Text
from gongwen.drafting.rough.reading import read_rough, text_of_rough
from gongwen.drafting.rough.values import squeezed
from gongwen.errors import BadInput

TEXT = (
    "关于走访的通知\r\n\r\n各县（区）民政局：\r\n　　一、\t走访镕铂\r\n"
    "\t现将(一)有关事项通知如下。\v乙。\r\n青禾市民政局\r\n2026年6月12日\r\n"
)
SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 再用。"
TYPE_IT = "请先录入成文字，存为 .docx 或文本文件。"
MEND_IT = "请用 Word 或 WPS 修复后另存为 .docx。"
NOT_TEXT = "不是能读的文本，请用 Word 文件（.docx），或另存为 UTF-8 编码的文本文件。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_text_is_read_in_every_usual_encoding(encoding):
    made = read_rough(TEXT.encode(encoding), "原稿.txt")
    assert (made.title, made.recipients, made.organs) == ("关于走访的通知", "各县（区）民政局：", ("青禾市民政局",))
    assert made.blocks == (Heading(1, "一、走访镕铂"), Text("现将(一)有关事项通知如下。"), Text("乙。"))


def test_text_with_the_marks_of_big_endian_is_read():
    assert read_rough(b"\xfe\xff" + "甲。\n乙。".encode("utf-16-be"), "a.txt").blocks == (Text("甲。"), Text("乙。"))


def test_a_text_file_may_have_any_name_and_attachments():
    text = "关于走访的通知\n正文。\n附件：1.走访表\n2.联系表\n2026年6月12日\n\f附件1\n走访表\n甲。\n附件2\n联系表\n乙。"
    made = read_rough(text.encode(), "rough")
    assert made.listed == ("走访表", "联系表")
    assert [(one.title, one.blocks) for one in made.enclosed] == [
        ("走访表", (Text("甲。"),)),
        ("联系表", (Text("乙。"),)),
    ]


def test_text_that_was_wrapped_like_a_page_is_told():
    text = "为全面掌握全市困难家庭生活情况及时帮助解决实际困难" * 10
    wrapped = "\n".join(text[at : at + 28] for at in range(0, len(text), 28))
    assert read_rough(wrapped.encode(), "a.txt").told[0].startswith("文本的各行长短相近、多在句中断开")
    assert read_rough((text + "。\n" + text + "。").encode(), "a.txt").told == ()


def test_the_characters_gathered_beside_are_those_of_the_file():
    assert squeezed(text_of_rough(docx(p("甲") + p("乙。")), "a.docx")) == "甲乙。"


def ole(stream: str) -> bytes:
    """The beginning of a compound file with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    "name, data, message",
    [
        ("a.docx", b"", "是空文件，请核对是否存好。"),
        ("a.txt", b" \r\n ", "是空文件，请核对是否存好。"),
        ("a.txt", "\ufeff\n".encode(), "没有文字，请核对是否用错了文件。"),
        ("a.docx", ole("EncryptedPackage"), "设有打开密码，读不出来，请在 Word 或 WPS 中取消密码后另存。"),
        ("a.doc", ole("WordDocument"), "是旧格式的文档（.doc 或 .wps），" + SAVE_AS),
        ("a.wps", ole("Contents"), "是旧格式的文档（.doc 或 .wps），" + SAVE_AS),
        ("a.xls", ole("Workbook"), "不是文字文档，请用 .docx 或文本文件。"),
        ("a.rtf", rb"{\rtf1 a}", "是 RTF 文件，" + SAVE_AS),
        ("a.pdf", b"%PDF-1.7", "是 PDF 文件，取不出可靠的文字，请用拟稿时的 Word 文件（.docx）或文本文件。"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "是图片，" + TYPE_IT),
        ("a.docx", png(), "是图片，" + TYPE_IT),
        ("a.htm", b"<html><p>", "是网页或 XML 格式的文件，" + SAVE_AS),
        ("a.odt", zipped({"mimetype": b"a/vnd.oasis.opendocument.text"}), "是 OpenDocument 文件（.odt），" + SAVE_AS),
        ("a.zip", zipped({"a.txt": b"a"}), "是压缩包，不是 Word 文件，请解开以后用里面的文稿。"),
        ("a.xlsx", zipped({"[Content_Types].xml": b""}),
         "里没有 Word 的正文（可能损坏，或是别的文件改了名），" + SAVE_AS),
        ("a.docx", b"PK\x03\x04damaged", "已损坏，打不开，" + MEND_IT),
        ("a.docx", docx(p("甲。"))[:-40], "已损坏，打不开，" + MEND_IT),
        ("a.docx", docx("<w:p>"), "已损坏，打不开，" + MEND_IT),
        ("a.docx", "不是压缩包".encode(), "已损坏，打不开，" + MEND_IT),
        ("a.txt", b"\x81\xff\x00\x00\x07", NOT_TEXT),
        ("a.bin", bytes(range(1, 200)), NOT_TEXT),
    ],
)  # fmt: skip
def test_what_is_no_draft_is_refused_with_what_it_is(name, data, message):
    with pytest.raises(BadInput) as caught:
        read_rough(data, name)
    assert str(caught.value) == f"原稿 {name} {message}"


def test_a_strict_document_is_refused():
    body = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
    with pytest.raises(BadInput, match="是“严格的 Open XML”文档，请在 Word 中另存为普通的 Word 文档"):
        read_rough(zipped({"word/document.xml": body.encode()}), "a.docx")


def test_a_spreadsheet_is_refused():
    main = b'<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/a.xml"/></Relationships>'
    with pytest.raises(BadInput, match="不是 Word 文档"):
        read_rough(zipped({"_rels/.rels": main, "xl/a.xml": b"<workbook/>"}), "a.docx")


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 255), st.integers(0, 10**6))
@example(at=127715, byte=0, length=0)  # zipfile raises IndexError over a broken extra field
def test_a_damaged_file_is_read_or_refused_and_nothing_else(at, byte, length):
    """One byte changed, or the end cut off: never a fault that is not told in a sentence."""
    whole = docx(p("甲。", numId="1") + p("乙。"), numbering=numbering(("decimal", "%1.")), styles=style("标题 1", "1"))
    changed = bytearray(whole)
    changed[at % len(whole)] = byte
    for data in (bytes(changed), whole[: length % len(whole)]):
        with suppress(BadInput):
            read_rough(data, "a.docx")


def test_a_file_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr("gongwen.drafting.rough.file._LARGEST", 100)
    with pytest.raises(BadInput, match="解开后超过 200 MB"):
        read_rough(docx(p("甲。")), "a.docx")


def test_an_entity_is_not_expanded():
    """A file cannot pull in other files or blow itself up."""
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    bomb = b'<!DOCTYPE x [<!ENTITY a "AAAA">]><w:document xmlns:w="' + space + b'">'
    bomb += "<w:body><w:p><w:r><w:t>甲&a;。</w:t></w:r></w:p></w:body></w:document>".encode()
    made = read_rough(zipped({"[Content_Types].xml": b"", "word/document.xml": bomb}), "a.docx")
    assert "AAAA" not in made.blocks[0].text  # type: ignore[union-attr]


def test_a_file_without_styles_relations_or_numbering_is_read():
    body = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    body += p("甲。", style="x", numId="9") + "</w:body></w:document>"
    file = zipped({"word/document.xml": body.replace("xml:space", "space").encode()})
    assert read_rough(file, "a.docx").blocks == (Text("甲。"),)
