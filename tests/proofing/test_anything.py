"""任何页面: whatever stands on a page, the rules and the outline speak of it and never break."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document.findings import SEVERITIES
from gongwen.document.model import Attachment, Attendees, Organ, Paper, Signer
from gongwen.document.sheet import Font, Measured, Picture, Rule, Sheet, TextLine
from gongwen.proofing import findings, page_outline
from proofing import sheets
from proofing.formats import letter, minutes, order

WORDS = (
    "青禾市民政局文件", "青禾市人民政府令", "工作会议纪要", "青民〔2026〕7号", "第12号", "第3期", "关于做好帮扶的通知",
    "各县（区）人民政府：", "帮扶困难家庭扶危济困" * 2, "一、主要任务", "附件：1.项目清单", "2.名单", "附件", "附件1",
    "青民〔2026〕7号附件2", "青禾市民政局", "2026年7月4日", "年　月　日", "（此件公开发布）", "出席：方明",
    "列席：罗平", "抄送：市委办公室。", "—1—", "— 2 —", "签发人：肖捷", "000007", "秘密★1年", "特急", "，", "（", "—",
    "…", "\ufffd", "1", "户", "A", "市　长",
)  # fmt: skip
FONTS = (sheets.FANGSONG, sheets.SONGTI, sheets.XIAOBIAOSONG, sheets.HEITI, "Unknown-Font")
SIDES = st.sampled_from(((210, 297), (297, 210), (216, 279), (100, 100)))


@st.composite
def lines(draw: st.DrawFn, page: int) -> TextLine:
    made = sheets.line(
        draw(st.sampled_from(WORDS)), draw(st.floats(-20, 250)), draw(st.floats(-10, 320)),
        draw(st.sampled_from((9, 12, 14, 16, 22, 36))), draw(st.sampled_from(FONTS)),
        draw(st.sampled_from((sheets.RED, sheets.BLACK))), page,
    )  # fmt: skip
    return made


@st.composite
def pages(draw: st.DrawFn) -> Measured:
    """Up to four pages of lines, rules and pictures anywhere."""
    made = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        width, height = draw(SIDES)
        here = sorted(draw(st.lists(lines(number), max_size=12)), key=lambda one: one.baseline)
        places = st.tuples(st.floats(0, 210), st.floats(0, 297), st.floats(0, 200), st.sampled_from((0.0, 30.0)))
        rules = tuple(
            Rule(number, x, y, x + (0 if tall else long), y + tall, 0.35, colour)
            for (x, y, long, tall), colour in draw(
                st.lists(st.tuples(places, st.sampled_from((sheets.RED, sheets.BLACK))), max_size=5)
            )
        )
        pictures = tuple(Picture(number, x, y, x + 42, y + 42) for x, y, *_ in draw(st.lists(places, max_size=3)))
        made.append(Sheet(number, width, height, tuple(here), rules, pictures))
    return Measured(tuple(made), (Font("SimSun", draw(st.booleans())),))


PAPERS = st.builds(
    Paper,
    layout=st.sampled_from(("文件", "信函", "命令", "纪要")),
    direction=st.sampled_from(("上行", "下行")),
    profile=st.sampled_from((None, "national", "word-37-35")),
    issuers=st.lists(st.sampled_from((Organ("青禾市民政局"), Organ("青禾市财政局", seal_mm=50))), max_size=3).map(
        tuple
    ),
    sign_off=st.sampled_from(("sealed", "plain", "stamp", "none")),
    signature=st.sampled_from(((), (Signer("方明", post="市长"),))),
    attachments=st.sampled_from(((), (Attachment("项目清单"),), (Attachment("图册", separate=True),))),
    attendees=st.sampled_from((None, Attendees(("方明",)))),
    date=st.sampled_from((None, date(2026, 7, 4))),
    note=st.sampled_from(("", "此件公开发布")),
)


@given(pages(), st.none() | PAPERS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_page_breaks_a_rule_or_the_outline(measured: Measured, paper: Paper | None, preprinted: bool) -> None:
    for found in findings(measured, paper, preprinted=preprinted):
        assert found.severity in SEVERITIES and found.message.endswith("。") and found.clause and found.where
    assert page_outline(measured).endswith("\n")


@given(st.sampled_from((sheets.right_paper, letter, order, minutes)), st.data())
@settings(max_examples=100, deadline=None)
def test_a_paper_that_lost_some_of_its_lines_is_still_read(make, data: st.DataObject) -> None:
    """A page printed without its title, its sign-off or its head breaks nothing."""
    measured = make()
    kept = [
        replace(sheet, lines=tuple(x for x in sheet.lines if data.draw(st.booleans())), rules=sheet.rules[:1])
        for sheet in measured.sheets
    ]
    findings(replace(measured, sheets=tuple(kept)), data.draw(st.none() | PAPERS))
    page_outline(replace(measured, sheets=tuple(kept)))
