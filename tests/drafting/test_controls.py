"""Filling content controls in place, in files of ours and in files that an editor has changed."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafting.papers import a_paper
from gongwen.drafting import controls, fill, first_fit, frame, text_without_controls, write_content
from gongwen.drafting.word.widths import body_width
from gongwen.errors import BadInput

TEXTS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40
).filter(lambda text: text == text.strip() and "\ufffe" not in text and "\uffff" not in text)


@pytest.fixture(scope="module")
def draft():
    paper = a_paper(number="", blank_number="青卫〔2026〕　号", date=None, printed_on=None)
    content = write_content(paper)
    return frame(content, paper, first_fit(content, paper))


def members(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def edited(docx, change):
    """The file as an editor saves it after `change` was made to its body."""
    document = Document(io.BytesIO(docx))
    change(document.element.body)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def sdt(body, tag):
    return next(one for one in body.iter(qn("w:sdt")) if one.find(f".//{qn('w:tag')}").get(qn("w:val")) == tag)


def test_a_draft_has_blanks_where_registration_writes(draft):
    found = controls(draft)
    assert found["gw:number"] == "青卫〔2026〕　号"
    assert found["gw:date"].strip() == "年　月　日"


def test_filling_changes_the_main_part_only(draft):
    before, after = members(draft), members(fill(draft, {"gw:number": "青卫〔2026〕7号"}))
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]


def test_filling_leaves_the_signed_text_alone(draft):
    filled = fill(draft, {"gw:number": "青卫〔2026〕7号", "gw:date": "2026年10月9日", "gw:printed_on": "2026年10月9日"})
    assert text_without_controls(filled) == text_without_controls(draft)
    assert "〔2026〕" not in text_without_controls(filled)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_what_is_filled_in_is_read_back(draft, text):
    assert controls(fill(draft, {"gw:number": text}))["gw:number"] == text


@settings(max_examples=30, deadline=None)
@given(text=TEXTS)
def test_a_title_is_read_back_as_one_line(draft, text):
    assert controls(fill(draft, {"gw:title": text}))["gw:title"] == text


def test_a_missing_control_is_named_with_what_to_do(draft):
    gone = edited(draft, lambda body: sdt(body, "gw:number").getparent().remove(sdt(body, "gw:number")))
    with pytest.raises(BadInput, match=r"发文字号（gw:number）.*重新起草"):
        fill(gone, {"gw:number": "青卫〔2026〕7号"})


def test_a_control_split_into_runs_is_filled_once(draft):
    def split(body):
        content = sdt(body, "gw:number").find(qn("w:sdtContent"))
        for text in ("青卫", "〔2026〕", "　号"):
            content.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"))

    assert controls(fill(edited(draft, split), {"gw:number": "青卫〔2026〕7号"}))["gw:number"] == "青卫〔2026〕7号"


def test_a_control_inside_a_control_is_filled_once(draft):
    def nest(body):
        outer = sdt(body, "gw:number")
        inner = parse_xml(etree.tostring(outer))
        outer.find(qn("w:sdtContent")).append(inner)

    filled = fill(edited(draft, nest), {"gw:number": "青卫〔2026〕7号"})
    assert controls(filled)["gw:number"] == "青卫〔2026〕7号"


def block_level(body, tag):
    """Word turns a control that holds a whole paragraph into one around the paragraph."""
    inner = sdt(body, tag)
    paragraph = next(inner.iterancestors(qn("w:p")))
    for child in list(inner.find(qn("w:sdtContent"))):
        inner.addprevious(child)
    paragraph.addprevious(inner)
    inner.find(qn("w:sdtContent")).append(paragraph)


def test_a_control_around_paragraphs_is_filled(draft):
    block = edited(draft, lambda body: block_level(body, "gw:date"))
    filled = fill(block, {"gw:date": "2026年10月9日"})
    assert controls(filled)["gw:date"] == "2026年10月9日"
    assert text_without_controls(filled) == text_without_controls(block)


def test_an_emptied_control_takes_text_again(draft):
    def empty(body):
        content = sdt(body, "gw:number").find(qn("w:sdtContent"))
        for run in list(content):
            content.remove(run)

    assert controls(fill(edited(draft, empty), {"gw:number": "青卫〔2026〕7号"}))["gw:number"] == "青卫〔2026〕7号"


def test_grey_placeholder_text_becomes_real(draft):
    def grey(body):
        sdt(body, "gw:number").find(qn("w:sdtPr")).append(parse_xml(f"<w:showingPlcHdr {nsdecls('w')}/>"))

    filled = members(fill(edited(draft, grey), {"gw:number": "青卫〔2026〕7号"}))
    assert b"showingPlcHdr" not in filled["word/document.xml"]


def name_and_date(docx):
    body = Document(io.BytesIO(docx)).element.body
    date = next(sdt(body, "gw:date").iterancestors(qn("w:p")))
    return date.getprevious().find(f".//{qn('w:ind')}"), date.find(f".//{qn('w:ind')}")


@pytest.mark.parametrize("date", ["2026年1月9日", "2026年12月29日"])
def test_the_name_is_centred_on_the_new_date(draft, date):
    name, day = name_and_date(fill(draft, {"gw:date": date}))
    middle_of_name = (int(name.get(qn("w:left"))) + 8844) / 2
    middle_of_date = 8844 - int(day.get(qn("w:right"))) - body_width(date).twips / 2
    assert middle_of_name == pytest.approx(middle_of_date, abs=3)
    assert int(day.get(qn("w:right"))) == pytest.approx(4 * 315, abs=2)


def test_the_unsealed_date_begins_two_characters_after_the_name():
    paper = a_paper(sign_off="plain", date=None)
    content = write_content(paper)
    filled = fill(frame(content, paper, first_fit(content, paper)), {"gw:date": "2026年12月29日"})
    name, day = name_and_date(filled)
    assert int(day.get(qn("w:left"))) - int(name.get(qn("w:left"))) == pytest.approx(630, abs=2)


@pytest.mark.parametrize("file", [b"", b"no zip at all", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_refused(file):
    with pytest.raises(BadInput, match="Word"):
        controls(file)
