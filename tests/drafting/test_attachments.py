"""附件说明 and attachments: text and alignment by arithmetic, places on the printed page."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from drafting.papers import a_paper
from drafting.settling import settled
from gongwen.document import layout
from gongwen.document.geometry import NATIONAL
from gongwen.document.model import Attachment, GroupOffice, Member, Roster, Table, Text
from gongwen.drafting import controls, fill, first_fit, frame, frame_separate, separate_places, write_content
from gongwen.drafting.paper_file import read_paper
from gongwen.drafting.text import attachments
from gongwen.drafting.text.content import read
from gongwen.drafting.word.wordml import text_of
from gongwen.errors import BadInput

MEMBERS = (
    Member("组长", "沈行", "市委副书记、市长"),
    Member("副组长", "欧阳明远", "市委常委、宣传部部长"),
    Member("副组长", "秦和平", "市人民政府副市长，市残疾人联合会名誉主席，市红十字会会长，市慈善总会名誉会长"),
    Member("成员", "陆遥", "市民政局局长"),
)


def roster(style):
    return Roster("青禾市困难家庭帮扶工作领导小组", MEMBERS, GroupOffice("市民政局", "陆遥"), style)


def test_a_single_attachment_has_no_number():
    assert [text_of(p) for p in attachments.note(["成员名单"], NATIONAL.pitch)[1:]] == ["附件：成员名单"]


def test_several_are_numbered_under_one_another():
    assert [text_of(p) for p in attachments.note(["名单", "办法"], NATIONAL.pitch)[1:]] == ["附件：1.名单", "2.办法"]


def test_no_attachment_no_note():
    assert attachments.note([], NATIONAL.pitch) == []


@pytest.mark.parametrize(
    ("line", "hang"),
    [
        ("组　长：沈　行　市委副书记", 8),
        ("副组长：欧阳明远　市委常委", 9),
        ("　　　　秦和平　市人民政府副市长", 8),
        ("组　长：沈　行（市委副书记）", 4),
        ("　　　　秦和平（市人民政府副市长）", 4),
        ("以上名单由领导小组办公室负责解释。", 0),
    ],
)
def test_wrapped_lines_of_a_list_stand_under_the_title_or_the_name(line, hang):
    assert attachments.roster_hang(line) == hang


def test_a_separate_attachment_is_listed_but_not_bound():
    paper = a_paper(attachments=(Attachment("办法", (Text("内容。"),)), Attachment("图册", separate=True)))
    parts = read(write_content(paper))
    assert [(one.title, one.part is not None) for one in attachments.listed(parts, paper)] == [
        ("办法", True),
        ("图册", False),
    ]


def test_a_list_that_disagrees_with_the_content_is_refused():
    content = write_content(a_paper())
    paper = a_paper(attachments=(Attachment("办法", (Text("内容。"),)),))
    with pytest.raises(BadInput, match=r"1 个随文附件.*0 个"):
        frame(content, paper, first_fit(content, paper))


# --- the printed page


@pytest.mark.slow
@pytest.mark.parametrize("style", ["空格", "括注"])
def test_an_attachment_begins_a_page_with_mark_and_title(printed, style):
    paper = a_paper(
        attachments=(Attachment("领导小组成员名单", roster=roster(style)), Attachment("办法", (Text("内容。"),)))
    )
    result = settled(printed, paper)
    lines = result.measured.sheets[2].lines
    mark, title, first = lines[:3]
    pitch = layout.LINE_PITCH.mm
    assert (mark.text, title.text) == ("附件1", "领导小组成员名单")
    assert mark.x0 == pytest.approx(28, abs=0.3) and mark.top == pytest.approx(37, abs=0.5)
    assert title.baseline - mark.baseline == pytest.approx(2 * pitch, abs=0.3)
    assert first.baseline - mark.baseline == pytest.approx(4 * pitch, abs=0.3)
    assert (title.x0 + title.x1) / 2 == pytest.approx(106, abs=0.5)
    assert result.texts(4)[0] == "附件2"


@pytest.mark.slow
def test_names_and_titles_of_a_list_stand_under_one_another(printed):
    result = settled(printed, a_paper(attachments=(Attachment("名单", roster=roster("空格")),)))
    lines = list(result.measured.sheets[2].lines)
    labelled = [line for line in lines if line.text.startswith(("组", "副组长", "成"))]
    names = [next(g for g in line.glyphs if g.text in "沈欧陆") for line in labelled]
    assert len(names) == 3
    assert max(g.x0 for g in names) - min(g.x0 for g in names) < 0.4
    long = next(line for line in lines if line.text.startswith("秦和平"))
    title, wrapped = long.glyphs[3:], lines[lines.index(long) + 1]
    assert wrapped.x0 == pytest.approx(next(g.x0 for g in title if g.text == "市"), abs=0.5)


@pytest.mark.slow
def test_the_note_aligns_numbers_and_wraps(printed):
    titles = ("青禾市困难家庭帮扶工作领导小组办公室成员名单及联络员名单汇总表", "项目资金管理办法")
    paper = a_paper(attachments=tuple(Attachment(title, (Text("内容。"),)) for title in titles))
    result = settled(printed, paper)
    first, second = result.line("附件：1."), result.line("2.项目")
    one = next(g for g in first.glyphs if g.text == "1")
    assert second.x0 == pytest.approx(one.x0, abs=0.4)
    assert first.x0 == pytest.approx(28 + 2 * layout.CHAR.mm, abs=0.4)
    name = next(g for g in first.glyphs if g.text == "青")
    lines = [line for sheet in result.measured.sheets for line in sheet.lines]
    wrapped = lines[lines.index(first) + 1]
    assert wrapped.x0 == pytest.approx(name.x0, abs=0.6)


@pytest.mark.slow
def test_a_long_table_repeats_its_head_and_stays_in_the_type_area(printed):
    rows = tuple((str(i), f"困难家庭帮扶项目第{i}期", f"{i * 1200:,}.00") for i in range(1, 41))
    table = Table(("序号", "项目名称", "资金（元）"), rows, caption="帮扶项目安排")
    result = settled(printed, a_paper(attachments=(Attachment("安排表", (table,)),)))
    sheets = [sheet for sheet in result.measured.sheets if any(line.text.startswith("序号") for line in sheet.lines)]
    assert len(sheets) == 2
    rules = [rule for sheet in sheets for rule in sheet.rules]
    assert min(rule.x0 for rule in rules) >= 27.5 and max(rule.x1 for rule in rules) <= 184.5


@pytest.mark.slow
@pytest.mark.parametrize("before", [0, 1])
def test_a_landscape_table_has_its_own_pages_numbered_where_upright_ones_are(printed_pdf, before):
    """Landscape attachments that begin on an odd and on an even page; the sign-off stays on upright ones."""
    rows = tuple(tuple(f"{i}{j}" for j in range(9)) for i in range(40))
    turned = Attachment("计划表", (Table(tuple("甲乙丙丁戊己庚辛壬"), rows, landscape=True),))
    upright = tuple(Attachment("说明", (Text("内容。"),)) for _ in range(before))
    paper = a_paper(attachments=(*upright, turned))
    content = write_content(paper)
    document = pypdfium2.PdfDocument(printed_pdf(frame(content, paper, first_fit(content, paper))))
    wide = [i for i in range(len(document)) if document[i].get_width() > document[i].get_height()]
    assert wide == list(range(2 + before, 5 + before))
    for i in wide:
        x, y = dashes(document[i])
        assert x == pytest.approx(layout.PAGE_HEIGHT.mm - 269, abs=0.5)
        assert (y > 150) == (i % 2 == 0), "odd pages have it at the lower end, even ones at the upper"


def dashes(page):
    """The middle of the page number's dashes, mm from the page's top left."""
    text = page.get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars()) if text.get_text_range(i, 1) == "—"]
    assert len(boxes) == 2
    across = sum(left + right for left, _, right, _ in boxes) / 4
    up = sum(bottom + top for _, bottom, _, top in boxes) / 4
    return across * 25.4 / 72, (page.get_height() - up) * 25.4 / 72


# --- 附件另订, and what is bound without being an attachment


def mixed(**changes):
    """An 印发 notice: the rules themselves, a table bound with it, a picture book and a list bound by themselves."""
    rows = (("1", "助餐点", "360,000.00"), ("2", "房屋修缮", "1,205,000.00"))
    return a_paper(
        attachments=(
            Attachment("帮扶项目管理细则", (Text("第一条　为规范项目管理，制定本细则。"),), listed=False),
            Attachment("项目计划表", (Table(("序号", "项目", "资金（元）"), rows),)),
            Attachment("助餐点图册", separate=True),
            Attachment("项目单位名册", (Table(("序号", "项目", "资金（元）"), rows * 30),), separate=True),
            Attachment("联络员名单", roster=roster("括注"), separate=True),
        ),
        **changes,
    )


def test_what_is_issued_is_bound_but_neither_numbered_nor_listed():
    paper = mixed()
    listed = attachments.listed(read(write_content(paper)), paper)
    assert [one.number for one in listed] == [None, 1, 2, 3, 4]
    assert attachments.titles(listed) == ["项目计划表", "助餐点图册", "项目单位名册", "联络员名单"]
    texts = [text_of(one) for one in attachments.pages(listed, ()) if one.tag.endswith("}p")]
    assert texts[:3] == ["", "", "帮扶项目管理细则"] and "附件1" in texts and "附件2" not in texts


def test_only_one_that_is_listed_has_no_number():
    paper = a_paper(attachments=(Attachment("细则", (Text("文。"),), listed=False), Attachment("表", (Text("文。"),))))
    listed = attachments.listed(read(write_content(paper)), paper)
    assert "附件" in [text_of(one) for one in attachments.pages(listed, ())]


def test_attachments_bound_by_themselves_that_hold_something_are_files_of_their_own():
    assert separate_places(mixed()) == (3, 4)
    with pytest.raises(BadInput, match="第 2 个附件不是另订的附件"):
        frame_separate(mixed(), 1)


def test_the_number_of_a_separate_attachment_is_filled_in_at_registration():
    docx = frame_separate(mixed(number="", blank_number="青卫〔2026〕　号"), 3)
    assert controls(docx)["gw:number"] == "青卫〔2026〕　号"
    assert controls(fill(docx, {"gw:number": "青卫〔2026〕68号"}))["gw:number"] == "青卫〔2026〕68号"


@pytest.mark.slow
@pytest.mark.parametrize(("place", "title"), [(3, "项目单位名册"), (4, "联络员名单")])
def test_a_separate_attachment_bears_the_papers_number_in_line_1(printed, place, title):
    sheets = printed(frame_separate(mixed(), place)).sheets
    first, headline = sheets[0].lines[:2]
    assert first.text == f"青卫〔2026〕67号附件{place}" and headline.text == title
    assert first.x0 == pytest.approx(28, abs=0.3) and first.top == pytest.approx(37, abs=0.5)
    assert headline.baseline - first.baseline == pytest.approx(2 * layout.LINE_PITCH.mm, abs=0.3)
    assert next(line.text for sheet in sheets for line in sheet.lines if line.text.startswith("—")) == "— 1 —"
    assert not any("抄送" in line.text for sheet in sheets for line in sheet.lines)


@pytest.mark.slow
def test_a_separate_landscape_table_lies_from_its_first_page_on(printed):
    table = Table(("甲", "乙"), tuple((str(i), "丙") for i in range(60)), landscape=True)
    sheets = printed(frame_separate(a_paper(attachments=(Attachment("表", (table,), separate=True),)), 0)).sheets
    assert len(sheets) > 1 and all(sheet.width > sheet.height for sheet in sheets)
    assert sheets[0].lines[0].text == "青卫〔2026〕67号附件"


def test_a_paper_says_which_attachment_is_none_and_which_goes_apart(tmp_path):
    head = "issuers: [青禾市民政局]\ntitle: 关于印发细则的通知\nbody: 现印发给你们。\nattachments:\n"
    text = head + "  - {title: 细则, body: 文。, listed: false}\n  - {title: 图册, separate: true, body: 文。}\n"
    made = read_paper(text, "PAPER.yaml", tmp_path).paper.attachments
    assert [(one.listed, one.separate) for one in made] == [(False, False), (True, True)]
    with pytest.raises(BadInput, match="附件1「细则」既另订（separate）又不列入附件说明"):
        read_paper(head + "  - {title: 细则, separate: true, listed: false}\n", "PAPER.yaml", tmp_path)


@pytest.mark.slow
def test_twelve_attachments_align_their_names_under_one_another(printed):
    titles = [f"青禾市困难家庭帮扶项目第{i}类材料" + "及其填报说明和样表汇编" * (i in (3, 11)) for i in range(1, 13)]
    paper = a_paper(attachments=tuple(Attachment(one, separate=True) for one in titles))
    lines = [line for sheet in settled(printed, paper).measured.sheets for line in sheet.lines]
    items = [next(line for line in lines if re.match(rf"(附件： ?)?{i}\.青禾", line.text)) for i in range(1, 13)]
    names = [next(g for g in line.glyphs if g.text == "青") for line in items]
    assert max(g.x0 for g in names) - min(g.x0 for g in names) < 0.6
    for item in (items[2], items[10]):
        wrapped = lines[lines.index(item) + 1]
        assert wrapped.x0 == pytest.approx(names[0].x0, abs=0.6)
        assert wrapped.text[-1] not in "。；"
