"""实质内容: what a DOCX says is told from how it looks; what a file could hide from a reader is refused or counted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from PIL import Image

from gongwen import drafting
from gongwen.document.model import Attachment, Organ, Paper, Table, Text
from gongwen.drafting import contents, substance, unfit
from gongwen.errors import BadInput
from kit.editing import edited, replaced

VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
TABLE = Table(columns=("县区", "户数"), rows=(("临溪县", "12"), ("望山区", "18")))
PAPER = Paper(
    issuers=(Organ("青禾市民政局"),),
    title="关于做好冬季走访工作的通知",
    recipients=("各县（区）民政局",),
    blocks=(Text("请于12月20日前走访困难家庭30户，每户送去慰问金800元。"), Text("结果及时报市民政局。")),
    attachments=(Attachment("走访安排表", (TABLE,)),),
    date=date(2026, 12, 1),
    cc=("市财政局",),
)


def framed(paper: Paper = PAPER) -> bytes:
    content = drafting.write_content(paper)
    return drafting.frame(content, paper, drafting.first_fit(content, paper))


DOCX = framed()
SAYS = substance(DOCX)


def body(document: Document):  # type: ignore[no-untyped-def]
    return document.element.body


def with_xml(xml: str, words: str = "结果及时") -> bytes:
    """The DOCX with this put into the run of these words, or behind its paragraph."""

    def put(document: Document) -> None:
        made = parse_xml(xml)
        run = next(one for one in body(document).iter(qn("w:r")) if words in "".join(one.itertext()))
        run.addnext(made)

    return edited(DOCX, put)


def run_xml(inner: str, look: str = "") -> str:
    return f"<w:r {nsdecls('w')}><w:rPr>{look}</w:rPr>{inner}</w:r>"


def png(colour: str) -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(data, "PNG")
    data.seek(0)
    return data


def pictured(colour: str) -> bytes:
    return edited(DOCX, lambda document: document.add_picture(png(colour)))


# What is no substance


def restyled(document: Document) -> None:
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        run.bold, run.font.size = True, Pt(12)


def reflowed(document: Document) -> None:
    """Line ends, blanks and empty paragraphs elsewhere; runs broken up as Word does while somebody types."""
    paragraph = next(one for one in document.paragraphs if "结果及时" in one.text)
    run = paragraph.runs[0]
    run.text, rest = run.text[:2], run.text[2:]
    paragraph.add_run("").add_break()
    paragraph.add_run("\u3000" + rest)
    document.add_paragraph("")


@pytest.mark.parametrize("change", [restyled, reflowed])
def test_looks_and_line_ends_are_no_substance(change: Callable[[Document], None]) -> None:
    assert substance(edited(DOCX, change)) == SAYS


def test_what_registration_fills_is_no_substance() -> None:
    assert substance(drafting.fill(DOCX, {"gw:number": "青民〔2026〕8号", "gw:date": "2026年12月3日"})) == SAYS


def test_a_paper_saved_again_by_another_program_says_the_same() -> None:
    assert substance(edited(edited(DOCX, lambda document: None), lambda document: None)) == SAYS


# What is


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("800", "900"),
        ("及时", "尽快"),
        ("临溪县", "桃园县"),
        ("冬季走访", "冬季慰问"),
        ("各县（区）民政局", "各县（区）民政局、财政局"),
        ("市财政局", "市审计局"),
        ("青禾市民政局", "青禾市财政局"),
    ],
)
def test_one_word_anywhere_is_substance(old: str, new: str) -> None:
    """Body, table, title, recipients, 抄送, signature."""
    assert substance(replaced(DOCX, old, new)) != SAYS


def test_two_numbers_do_not_become_one_by_a_blank() -> None:
    one, other = (substance(replaced(DOCX, "800", text)) for text in ("8 00", "800"))
    assert one != other


def test_a_picture_is_known_by_its_bytes_and_by_how_it_is_cropped() -> None:
    red, blue = pictured("red"), pictured("blue")
    assert len({SAYS, substance(red), substance(blue)}) == 3

    def crop(document: Document) -> None:
        fill = next(body(document).iter(qn("pic:blipFill")))
        fill.insert(1, parse_xml(f'<a:srcRect {nsdecls("a")} b="50000"/>'))

    assert substance(edited(red, crop)) != substance(red)


def test_cells_merged_or_rows_moved_are_substance() -> None:
    def rows(document: Document):  # type: ignore[no-untyped-def]
        return [row for row in body(document).iter(qn("w:tr")) if "县" in "".join(row.itertext())]

    def merge(document: Document) -> None:
        for row, kind in zip(rows(document)[-2:], ("restart", "continue"), strict=True):
            cell = next(row.iter(qn("w:tc")))
            cell.get_or_add_tcPr().append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{kind}"/>'))

    def swap(document: Document) -> None:
        *_, last = rows(document)
        last.getparent().insert(last.getparent().index(last) - 1, last)

    assert len({SAYS, substance(edited(DOCX, merge)), substance(edited(DOCX, swap))}) == 3


@pytest.mark.parametrize(
    ("what", "xml"),
    [
        ("struck out", run_xml("<w:t>不</w:t>", "<w:strike/>")),
        ("raised", run_xml("<w:t>2</w:t>", '<w:vertAlign w:val="superscript"/>')),
        ("a symbol", run_xml('<w:sym w:font="Wingdings" w:char="F0FE"/>')),
        ("a stray element inside text", run_xml("<w:t>甲<w:tab/>乙</w:t>")),
        ("a text box", run_xml(
            f'<w:pict><v:shape {VML}><v:textbox><w:txbxContent><w:p><w:r>'
            "<w:t>盒中文字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>")),
        ("WordArt", run_xml(
            f'<w:pict><v:shape {VML}><v:textpath string="艺术字"/></v:shape></w:pict>')),
        ("a white rectangle over the words", run_xml(
            f'<w:pict><v:rect {VML} fillcolor="white" stroked="f"/></w:pict>')),
        ("an equation", (
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>12</m:t></m:r>'
            "</m:oMath>")),
        ("a simple field", f'<w:fldSimple {nsdecls("w")} w:instr="SEQ 表"><w:r><w:t>3</w:t></w:r></w:fldSimple>'),
    ],
)  # fmt: skip
def test_what_is_not_plain_text_is_substance(what: str, xml: str) -> None:
    assert substance(with_xml(xml)) != SAYS, what


def test_a_struck_word_is_not_the_word() -> None:
    """Striking out is a look in an editor and a meaning on paper: 10² is not 102 either."""
    plain, struck = (with_xml(run_xml("<w:t>可</w:t>", look)) for look in ("", "<w:strike/>"))
    assert substance(plain) != substance(struck)


def test_no_typed_text_can_pass_for_a_picture() -> None:
    """The mark that stands for a picture is made of characters that no text keeps."""
    red = pictured("red")
    mark = next(one.text for one in contents(red) if one.text.startswith("\ufdd0图"))
    typed = edited(DOCX, lambda document: document.add_paragraph(drafting.shown(mark)))
    assert substance(typed) != substance(red)


def test_heads_feet_and_notes_are_read() -> None:
    def head(document: Document) -> None:
        document.sections[0].footer.paragraphs[0].add_run("仅供内部使用")

    assert substance(edited(DOCX, head)) != SAYS


def test_a_number_counted_by_the_editor_is_read_as_it_is_shown() -> None:
    """Nobody types 第三条: a list that begins at another figure says another thing."""

    def numbered(start: int) -> bytes:
        document = docx.Document()
        document.add_paragraph("救助款按月发放")
        numbering = document.part.numbering_part.element
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
                '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
            ),
        )
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        settings = document.paragraphs[-1]._p.get_or_add_pPr()
        settings.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()

    third, fourth = numbered(3), numbered(4)
    assert "第三条" in contents(third)[0].text and substance(third) != substance(fourth)


# What is refused


def tracked(tag: str, inner: str) -> str:
    return f'<w:{tag} {nsdecls("w")} w:id="9" w:author="吴某" w:date="2026-01-01T00:00:00Z">{inner}</w:{tag}>'


def field(code: str) -> str:
    return (
        f'<w:p {nsdecls("w")}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>今日</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


ALTERNATIVES = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="{needs}">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
)


def forms(new: str, old: str, needs: str = "wps") -> str:
    texts = (f"<w:r {nsdecls('w')}><w:t>{text}</w:t></w:r>" for text in (new, old))
    return ALTERNATIVES.format(needs=needs, new=next(texts), old=next(texts))


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        (tracked("ins", run_xml("<w:t>不</w:t>")), "未接受的修订（如：吴某增加「不」）"),
        (tracked("del", run_xml("<w:delText>不</w:delText>")), "未接受的修订（如：吴某删去「不」）"),
        (tracked("moveFrom", run_xml("<w:t>此句</w:t>")), "吴某移走「此句」"),
        (run_xml("<w:t>暗语</w:t>", "<w:vanish/>"), "有隐藏文字"),
        (run_xml("<w:t>白字</w:t>", '<w:color w:val="FFFFFF"/>'), "有白色的文字「白字」"),
        (run_xml("<w:t>小字</w:t>", '<w:sz w:val="2"/>'), "有小得看不清的文字「小字」"),
        (field(" DATE \\@ yyyy "), "会自动变化的域（DATE）"),
        (field(' INCLUDETEXT "别处.docx" '), "会自动变化的域（INCLUDETEXT）"),
        (f'<w:fldSimple {nsdecls("w")} w:instr="DOCPROPERTY 金额"/>', "会自动变化的域（DOCPROPERTY）"),
        (run_xml("<w:dayLong/>"), "会自动变化的日期"),
        (forms("同意", "不同意"), "新旧版本的程序里文字不同"),
        (forms("同意", "同意", needs="secret"), "只有个别程序才能显示的内容（secret）"),
        (f'<w:altChunk {nsdecls("w", "r")} r:id="rId1"/>', "嵌有另一个文件的内容"),
        (run_xml("<w:object/>"), "嵌有别的程序的对象"),
        (run_xml("<w:t>款额\u202e008\u202c元</w:t>"), "改变文字先后次序的控制字符"),
        (
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="y"/></w:sdtPr><w:sdtContent>'
            "<w:r><w:t>显示</w:t></w:r></w:sdtContent></w:sdt>", "绑定外部数据的内容控件",
        ),
    ],
)  # fmt: skip
def test_what_a_reader_would_not_see_is_refused_by_name(xml: str, told: str) -> None:
    assert any(told in fault for fault in unfit(with_xml(xml)))


def test_our_own_papers_are_fit() -> None:
    assert unfit(DOCX) == () and unfit(pictured("red")) == ()


def test_words_hidden_by_a_style_are_found() -> None:
    def hide(document: Document) -> None:
        style = document.styles.add_style("暗", WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = RGBColor(255, 255, 255)
        document.add_paragraph().add_run("看不见", style=style)

    assert any("白色的文字「看不见」" in fault for fault in unfit(edited(DOCX, hide)))


def repacked(change: Callable[[dict[str, bytes]], None], *doubled: tuple[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(DOCX)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in (*members.items(), *doubled):
            new.writestr(name, data)
    return out.getvalue()


def doctyped(members: dict[str, bytes]) -> None:
    found = members["word/document.xml"]
    head = b'<!DOCTYPE w:document [<!ENTITY n "not">]>'
    members["word/document.xml"] = re.sub(rb"(<\?xml[^>]*\?>)?", lambda one: one[0] + head, found, count=1)


def commented(members: dict[str, bytes]) -> None:
    members["word/comments.xml"] = (
        f'<w:comments {nsdecls("w")}><w:comment w:id="0"><w:p/></w:comment></w:comments>'.encode()
    )
    relations = members["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    one = f'<Relationship Id="rId900" Type="{kind}" Target="comments.xml"/></Relationships>'
    members["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", one).encode()


def linked(members: dict[str, bytes]) -> None:
    relations = members["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    outside = 'Target="http://192.0.2.1/a.png" TargetMode="External"'
    one = f'<Relationship Id="rId901" Type="{kind}" {outside}/></Relationships>'
    members["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", one).encode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda members: members.update({"word/vbaProject.bin": b"x"}), "带有宏"),
        (lambda members: members.update({"word/fonts/font1.odttf": b"x"}), "嵌入了字体"),
        (lambda members: members.update({"Word/Document.xml": b"<a/>"}), "有重名的部分"),
        (doctyped, "文档类型声明"),
        (commented, "留有1条批注"),
        (linked, "引用了文件之外的内容（http://192.0.2.1/a.png）"),
    ],
)
def test_what_is_packed_beside_the_text_is_refused_by_name(change: Callable, told: str) -> None:
    assert any(told in fault for fault in unfit(repacked(change)))


def test_what_is_no_word_file_is_bad_input() -> None:
    for data in (b"", b"plain", b"PK\x03\x04broken"):
        with pytest.raises(BadInput):
            substance(data)


def test_a_paragraph_moved_is_substance() -> None:
    def move(document: Document) -> None:
        texts = [one for one in document.paragraphs if one.text]
        first, second = texts[3]._p, texts[4]._p
        first.addprevious(deepcopy(second))
        second.getparent().remove(second)

    assert substance(edited(DOCX, move)) != SAYS
