"""信函、命令、纪要: the three special formats, measured on the printed page (GB/T 9704—2012 clause 10)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from drafting.papers import TEXT, a_paper, organs
from drafting.settling import settled
from gongwen.document import attendance, layout
from gongwen.document.model import Attachment, Attendees, Organ, Paper, Signer, Table, Text
from gongwen.document.sheet import Glyph, Measured, Sheet, TextLine
from gongwen.drafting import controls, first_fit, frame, write_content
from gongwen.drafting.page import minutes
from gongwen.errors import BadInput

SECRET: dict[str, Any] = {"copy": 12, "secrecy": "机密★5年", "urgency": "特急"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PEOPLE = Attendees(
    ("沈行", "秦建国", "陆敏", "买买提·吐尔逊", "欧阳明月", "何平", "苏青", "白小川", "林涛", "周一凡"),
    ("市教育局王海", "市财政局赵一鸣"),
    ("临溪县民政局周正、李新", "望山区民政局孙立、钱多多", "桃园县民政局吴文"),
)


def a_letter(**changes: Any) -> Paper:
    given = {"layout": "信函", "kind": "函", "printed_by": "", "printed_on": None, "number": "青民函〔2026〕7号"}
    title = "青禾市民政局关于商请协助做好困难家庭就学帮扶工作的函"
    return a_paper(**{**given, "issuers": (Organ("青禾市民政局"),), "title": title, **changes})


def an_order(**changes: Any) -> Paper:
    given = {"layout": "命令", "kind": "命令", "number": "第3号", "title": "", "recipients": (), "sign_off": "stamp"}
    signed = (Signer("沈行", post="市　长"),)
    return a_paper(**{**given, "issuers": (Organ("青禾市人民政府"),), "signature": signed, "note": "", **changes})


def some_minutes(**changes: Any) -> Paper:
    given = {"layout": "纪要", "kind": "纪要", "number": "第3期", "recipients": (), "sign_off": "none", "note": ""}
    group = (Organ("青禾市帮扶工作领导小组"),)
    title = "研究困难家庭冬季救助工作"
    return a_paper(**{**given, "issuers": group, "title": title, "attendees": PEOPLE, **changes})


def framed(paper: Paper, **more: Any) -> bytes:
    content = write_content(paper)
    return frame(content, paper, first_fit(content, paper), **more)


def part(docx: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def line(sheet: Sheet, start: str) -> TextLine:
    return next(one for one in sheet.lines if one.text.startswith(start))


def near(value: float, abs: float = 0.3) -> Any:
    return pytest.approx(value, abs=abs)


# --- marks


@pytest.mark.parametrize(
    ("paper", "mark"),
    [
        (a_letter(), "青禾市民政局"),
        (a_letter(issuers=organs(3)), "中共青禾市委宣传部"),
        (a_letter(issuers=organs(3), lead="青禾市民政局"), "青禾市民政局"),
        (an_order(), "青禾市人民政府令"),
        (an_order(mark="青禾市人民政府命令"), "青禾市人民政府命令"),
        (some_minutes(), "青禾市帮扶工作领导小组会议纪要"),
        (some_minutes(issuers=organs(2), mark="困难家庭帮扶专题会议纪要"), "困难家庭帮扶专题会议纪要"),
        (a_paper(mark="青禾市卫生健康委员会"), "青禾市卫生健康委员会"),
    ],
)
def test_a_mark_is_the_organ_with_the_word_of_its_format_or_what_the_paper_says(paper, mark):
    assert paper.mark_text == mark


def test_an_order_without_title_is_named_after_its_mark_and_number():
    docx = framed(an_order())
    assert (
        part(docx, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}title") == "青禾市人民政府令第3号"
    )
    assert "gw:title" not in controls(docx)


@pytest.mark.parametrize("paper", [a_letter(title=""), some_minutes(title=""), a_paper(title="")])
def test_only_an_order_may_go_without_a_title(paper):
    with pytest.raises(BadInput, match="缺标题"):
        write_content(paper)


def test_until_registration_each_format_shows_its_own_empty_number():
    shown = [controls(framed(one(number="")))["gw:number"] for one in (a_letter, an_order, some_minutes)]
    assert shown == ["〔　　　　〕　号", "第　号", "第　期"]


# --- 信函


@pytest.fixture(scope="module")
def letter(printed) -> Measured:
    """A letter with everything its head can bear."""
    paper = a_letter(issuers=organs(3), copy=1, secrecy="秘密★1年", urgency="加急")
    return settled(printed, paper).measured


@pytest.mark.slow
def test_the_head_of_a_letter_stands_where_the_standard_has_it(letter):
    first = letter.sheets[0]
    mark, number, title = line(first, "中共青禾市委宣传部"), line(first, "000001"), line(first, "青禾市民政局关于")
    thick, thin = [rule for rule in first.rules if rule.y < 150]
    assert mark.top == near(layout.LETTER_MARK_TOP.mm)
    assert thick.y - thick.weight / 2 - mark.bottom == near(layout.LETTER_RULE_GAP.mm)
    assert thick.weight > 2 * thin.weight
    assert number.top - thin.y - thin.weight / 2 == near(layout.LETTER_GAP.mm)
    assert title.top - line(first, "加急").bottom == near(layout.LETTER_TITLE_GAP.mm)
    assert mark.colour == thick.colour == thin.colour == layout.RED


@pytest.mark.slow
def test_the_double_rules_of_a_letter_are_170_mm_long_and_on_its_first_page_only(letter):
    first, *others = letter.sheets
    assert [round(rule.x0) for rule in first.rules] == [20] * 4
    assert [round(rule.x1) for rule in first.rules] == [190] * 4
    thin, thick = first.rules[2:]
    assert thick.weight > 2 * thin.weight
    assert 297 - (thin.y - thin.weight / 2 + thick.y + thick.weight / 2) / 2 == near(layout.LETTER_FOOT_RULE.mm)
    assert [sheet.rules for sheet in others] == [()] * len(others)


@pytest.mark.slow
def test_secrecy_stands_at_the_left_and_the_number_of_a_letter_at_the_right_on_the_first_line(letter):
    first = letter.sheets[0]
    notes = [line(first, start) for start in ("000001", "秘密★1年", "加急")]
    assert [one.x0 for one in notes] == [near(28)] * 3
    assert notes[0].text.endswith("青民函〔2026〕7号")
    assert notes[0].x1 == near(184)
    assert notes[1].top - notes[0].top == near(layout.ROW.mm)
    assert notes[2].top - notes[1].top == near(layout.ROW.mm)


@pytest.mark.slow
def test_only_the_first_page_of_a_letter_has_no_number(letter):
    folios = [[one.text for one in sheet.lines if one.text.startswith("—")] for sheet in letter.sheets]
    assert folios == [[], *([f"— {n} —"] for n in range(2, letter.pages + 1))]


@pytest.mark.slow
def test_a_letters_imprint_is_the_copies_alone_at_the_foot_of_the_last_page(letter):
    last = letter.sheets[-1]
    *_, copies, folio = last.lines
    assert copies.text == "抄送：市委办公室，市政府办公室。"
    assert copies.bottom == near(layout.TYPE_BOTTOM.mm)
    assert folio.text.startswith("—")


@pytest.mark.slow
@pytest.mark.parametrize("paper", [a_letter(), an_order()], ids=["letter", "order"])
def test_copies_or_an_office_holders_post_do_not_pass_for_text_beside_a_sign_off(printed, paper):
    done = settled(printed, paper)
    assert done.passes == 1
    assert done.texts(2)[0] == "二、工作要求"


@pytest.mark.slow
def test_turned_attachments_of_a_letter_are_numbered_and_the_copies_come_last(printed):
    rows = (("QH-0031", "房屋修缮", "何平"), ("QH-0047", "康复训练", "苏青"))
    table = Table(("户编号", "帮扶需求", "联系人"), rows, landscape=True)
    attachments = (Attachment("核查名册", (table,)), Attachment("核查办法", (Text("逐户上门核查。"),)))
    paper = a_letter(blocks=(Text("请派员参加核查。"),), attachments=attachments)
    sheets = settled(printed, paper).measured.sheets
    assert [sheet.width > sheet.height for sheet in sheets] == [False, True, False]
    folios = [
        [one.text.replace(" ", "") for one in (*sheet.lines, *sheet.turned) if "—" in one.text] for sheet in sheets
    ]
    assert folios == [[], ["—2—"], ["—3—"]]
    assert line(sheets[2], "抄送").bottom == near(layout.TYPE_BOTTOM.mm)
    assert [len(sheet.rules) for sheet in (sheets[0], sheets[2])] == [4, 0]


def test_a_letter_is_built_of_what_word_reads():
    """Frames at a place of the page with plain paragraphs, and a first page of its own: no shapes, no text boxes."""
    docx = framed(a_letter())
    body = part(docx, "word/document.xml")
    frames = [one.attrib for one in body.iter(f"{W}framePr")]
    fixed = [one for one in frames if one[f"{W}vAnchor"] == "page"]
    assert {one[f"{W}wrap"] for one in frames} == {"notBeside"}
    assert len({tuple(sorted(one.items())) for one in fixed}) == 1  # one frame: Word joins paragraphs alike
    assert not list(body.iter("{urn:schemas-microsoft-com:vml}shape"))
    section = body.find(f"{W}body/{W}sectPr")
    assert [one.tag for one in section][-3:] == [f"{W}pgSz", f"{W}pgMar", f"{W}titlePg"]
    kinds = [one.get(f"{W}type") for one in section if one.tag.endswith("Reference")]
    assert sorted(kinds) == sorted(["default", "even", "first"] * 2)


@pytest.mark.parametrize("paper", [a_paper(), an_order(), some_minutes()], ids=["general", "order", "minutes"])
def test_only_a_letter_has_a_first_page_of_its_own(paper):
    assert list(part(framed(paper), "word/document.xml").iter(f"{W}titlePg")) == []


# --- 命令


@pytest.mark.slow
@pytest.mark.parametrize(
    "extra",
    [{}, SECRET, {**SECRET, "profile": "word-37-35"}, {**SECRET, "mark": "东江省青禾市人民政府命令"}],
    ids=["plain", "secret", "Word's set-up", "long"],
)
def test_the_head_of_an_order_stands_where_the_standard_has_it(printed, extra):
    first = settled(printed, an_order(**extra)).measured.sheets[0]
    mark, number = next(one for one in first.lines if one.colour == layout.RED), line(first, "第3号")
    text = first.lines[first.lines.index(number) + 1]
    assert mark.top == near(layout.ORDER_MARK_TOP.mm)
    assert number.top - mark.bottom == near(layout.ORDER_MARK_TO_NUMBER.mm)
    assert (number.x0 + number.x1) / 2 == near(106)
    assert text.top - number.bottom == near(layout.ORDER_NUMBER_TO_BODY.mm)
    assert [rule for rule in first.rules if rule.colour == layout.RED] == []
    notes = [one for one in first.lines if one.bottom < mark.top]
    assert [one.text for one in notes] == (["000012", "机密★5年", "特急"] if extra else [])
    assert [one.x0 for one in notes] == [near(28)] * len(notes)
    assert [one.top for one in notes[:1]] == [near(37)] * len(notes[:1])
    assert all(after.top > before.bottom for before, after in pairwise([*notes, mark]))


@pytest.mark.slow
def test_copies_that_lack_a_hair_of_room_on_an_even_page_go_behind_a_blank_one(printed):
    """版记 of this order is printed on page 3 by itself, though reckoned to fit page 2."""
    item = "各县（区）要逐户走访困难家庭，落实帮扶措施，做到一户一档。"
    texts = [TEXT.splitlines()[0], *(item * count for count in (6, 6, 2, 6))]
    signed = (Signer("沈行", post="宣传部部长"), Signer("秦建国", post="民政局局长"))
    order = an_order(issuers=organs(2), blocks=tuple(map(Text, texts)), signature=signed, cc=("市委办公室",))
    measured = settled(printed, order).measured
    assert measured.pages % 2 == 0
    assert line(measured.sheets[-1], "抄送").top > 200


# --- 纪要


@pytest.mark.slow
def test_minutes_have_number_organ_and_date_over_the_rule_and_people_under_the_text(printed):
    measured = settled(printed, some_minutes()).measured
    first, last = measured.sheets[0], measured.sheets[-1]
    number = line(first, "第3期")
    organ = first.lines[first.lines.index(number) + 1]
    rule = next(one for one in first.rules if one.colour == layout.RED)
    assert line(first, "青禾市帮扶工作领导小组会议纪要").top == near(layout.MINUTES_MARK_TOP.mm)
    assert organ.text.split() == ["青禾市卫生健康委员会办公室", "2026年10月9日"]
    assert (organ.x0, organ.x1) == (near(28 + layout.CHAR.mm), near(184 - layout.CHAR.mm, 0.5))
    assert rule.y - organ.bottom == near(layout.NUMBER_TO_RULE.mm)
    rows = [one for one in last.lines if one.x0 > 38 and 60 < one.top < 200]
    labels = [one for one in rows if one.text[:3] in ("出席：", "请假：", "列席：")]
    assert [one.x0 for one in labels] == [near(39.2)] * 3
    assert [one.x0 for one in rows if one not in labels] == [near(28 + 5 * layout.CHAR.mm)] * 3
    assert {one.glyphs[0].font for one in labels} != {one.glyphs[3].font for one in labels}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("organ", "inset", "lines"),
    [
        ("青禾市民政局办公室", layout.CHAR.mm, 1),
        ("青禾市困难家庭帮扶工作领导小组办公室", 0, 1),
        ("青禾市困难家庭帮扶和儿童关爱保护工作领导小组办公室", layout.CHAR.mm, 2),
    ],
)
def test_organ_and_date_of_minutes_give_way_to_each_other_before_they_touch(printed, organ, inset, lines):
    first = settled(printed, some_minutes(printed_by=organ)).measured.sheets[0]
    start, date = line(first, organ), next(one for one in first.lines if "2026年10月9日" in one.text)
    rule = next(one for one in first.rules if one.colour == layout.RED)
    assert start.x0 == near(28 + inset)
    assert date.x1 == near(184 - inset, 0.5)
    assert rule.y - date.bottom == near(layout.NUMBER_TO_RULE.mm)
    if lines == 1:
        assert start is date
        assert date.glyphs[-10].x0 - start.glyphs[len(organ) - 1].x1 > layout.CHAR.mm
    else:
        assert date.top - start.top == near(layout.LINE_PITCH.mm)


@pytest.mark.slow
def test_minutes_of_an_organ_with_a_long_name_bear_their_word_on_a_second_line(printed):
    paper = some_minutes(issuers=(Organ("青禾市困难家庭帮扶工作领导小组"),))
    name, word, *_ = settled(printed, paper).measured.sheets[0].lines
    assert (name.text, word.text) == ("青禾市困难家庭帮扶工作领导小组", "会议纪要")
    assert name.top == near(layout.MINUTES_MARK_TOP.mm)
    assert name.size == word.size >= 26
    assert (word.x0 + word.x1) / 2 == near(106)


def test_people_are_listed_with_padded_names_that_no_line_parts():
    texts = attendance.texts(PEOPLE)
    assert texts[0].startswith("出席：沈　行　秦建国　陆　敏　买买提·吐尔逊　欧阳明月")
    assert texts[1:] == [
        "请假：市教育局王海、市财政局赵一鸣",
        "列席：临溪县民政局周正、李新；望山区民政局孙立、钱多多；桃园县民政局吴文",
    ]
    shown = "".join(minutes.attendee_line(texts[0]).itertext())
    breaks = [one.getprevious().text for one in minutes.attendee_line(texts[0]).iter(f"{W}br")]
    assert shown.replace("　", "").startswith("出席：沈行秦建国")
    assert [text[-3:] for text in breaks] == ["吐尔逊", "林　涛"]


def test_people_that_a_template_wrote_come_out_as_those_of_the_paper():
    paper = some_minutes()
    content = write_content(paper)
    fit = first_fit(content, paper)
    assert frame(content, replace(paper, attendees=None), fit) == frame(content, paper, fit)


# --- 套打


def glyphs(measured: Measured) -> list[tuple[int, Glyph]]:
    return [(one.page, glyph) for sheet in measured.sheets for one in sheet.lines for glyph in one.glyphs]


@pytest.mark.slow
@pytest.mark.parametrize(
    "paper",
    [
        a_paper(blocks=(Text("正文。"),)),
        a_paper(issuers=organs(4)),
        a_paper(direction="上行", signers=(Signer("沈某"), Signer("秦某某"), Signer("陆某某"))),
        a_letter(),
        an_order(),
        some_minutes(),
    ],
    ids=["one organ", "four organs", "upward", "letter", "order", "minutes"],
)
def test_on_preprinted_paper_everything_else_stays_in_its_place(printed, paper):
    whole, bare = printed(framed(paper)), printed(framed(paper, preprinted=True))
    kept = [(page, glyph) for page, glyph in glyphs(whole) if glyph.colour != layout.RED]
    assert len(kept) < len(glyphs(whole))
    assert [(page, glyph.text) for page, glyph in glyphs(bare)] == [(page, glyph.text) for page, glyph in kept]
    for (_, one), (_, other) in zip(glyphs(bare), kept, strict=True):
        assert (one.x0, one.baseline) == (near(other.x0, 0.05), near(other.baseline, 0.05))
    assert [rule for sheet in bare.sheets for rule in sheet.rules if rule.colour == layout.RED] == []
