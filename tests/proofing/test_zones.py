"""要素: each line of a measured paper is told for what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document.sheet import Measured, Rule, Sheet, TextLine
from gongwen.proofing import zones
from gongwen.proofing.zones import read_zones
from proofing import sheets
from proofing.sheets import PITCH, STEP, body, inset, line, on_line, right_paper, shifted


def one_page(*lines: TextLine, rules: tuple[Rule, ...] = ()) -> Measured:
    """A page under a title, so that it reads as a paper."""
    title = sheets.centred("关于做好帮扶工作的通知", 60, 22, sheets.XIAOBIAOSONG)
    return Measured((Sheet(1, 210, 297, (title, *lines), rules),), ())


def test_every_element_of_a_paper_is_found() -> None:
    read = read_zones(right_paper())
    elements = {
        zones.MARK: "青禾市民政局文件",
        zones.NUMBER: "青民〔2026〕7号",
        zones.TITLE: "关于做好困难家庭帮扶工作的通知",
        zones.RECIPIENTS: "各县（区）人民政府：",
        zones.LISTED: "附件：帮扶项目清单",
        zones.SIGNATURE: "青禾市民政局",
        zones.DATE: "2026年7月4日",
        zones.NOTE: "（此件公开发布）",
        zones.LABEL: "附件",
        zones.HEADLINE: "帮扶项目清单",
        zones.ENCLOSED: "一、望山区助学项目",
        zones.IMPRINT: "抄送：市委办公室。青禾市民政局办公室2026年7月5日印发",
        zones.FOLIO: "—1——2——3——4—",
    }
    assert {zone: read.text(zone) for zone in elements} == elements
    assert len(read.of(zones.BODY)) == 9 + 22 + 6
    assert read.red_rule is not None and [r.weight for r in read.imprint_rules] == [0.35, 0.25, 0.35]


def test_a_sign_off_without_attachments_is_told_from_the_body() -> None:
    ending = on_line("附件：", lambda found: None)(right_paper())
    read = read_zones(ending)
    assert (read.text(zones.SIGNATURE), read.text(zones.LISTED)) == ("青禾市民政局", "")
    assert len(read.of(zones.BODY)) == 9 + 22 + 6


def test_several_attachments_with_a_wrapped_name_are_one_list() -> None:
    read = read_zones(
        one_page(
            *body(80, 3, 1),
            line("附件：1.青禾市困难家庭帮扶工作领导小组成员", 28 + 2 * STEP, 120),
            line("名单", 28 + 6 * STEP, 120 + PITCH),
            line("2.任务分工表", 28 + 5 * STEP, 120 + 2 * PITCH),
            inset("青禾市民政局", 5, 170),
            inset("2026年7月4日", 4, 170 + PITCH),
        )
    )
    assert read.text(zones.LISTED) == "附件：1.青禾市困难家庭帮扶工作领导小组成员名单2.任务分工表"
    assert read.text(zones.SIGNATURE) == "青禾市民政局"


def test_names_of_joint_organs_in_rows_are_the_sign_off() -> None:
    names = replace(line("青禾市民政局", 40, 120), glyphs=line("青禾市民政局 青禾市教育局", 40, 120).glyphs)
    read = read_zones(one_page(*body(80, 3, 1), names, line("青禾市财政局", 40, 165), inset("2026年7月4日", 4, 175)))
    assert read.text(zones.SIGNATURE) == "青禾市民政局青禾市教育局青禾市财政局"


def test_text_that_speaks_of_an_attachment_is_not_the_list_of_attachments() -> None:
    read = read_zones(
        one_page(
            line("附件：项目清单供参考，请对照填写。", 28 + 2 * STEP, 80),
            *body(80 + PITCH, 3, 1),
            inset("2026年7月4日", 4, 150),
        )
    )
    assert read.text(zones.LISTED) == ""
    assert len(read.of(zones.BODY)) == 4


def test_a_date_in_the_text_is_no_date_of_the_paper() -> None:
    read = read_zones(one_page(*body(80, 2, 1), line("2026年7月4日", 28 + 2 * STEP, 110)))
    assert read.of(zones.DATE) == ()


def test_a_table_at_the_foot_of_the_last_page_is_no_imprint() -> None:
    rules = (sheets.horizontal(200, 0.2), sheets.horizontal(220, 0.2), Rule(1, 28, 200, 28, 220, 0.2))
    read = read_zones(one_page(line("抄送单位", 30, 205), rules=rules))
    assert read.imprint_rules == ()
    assert read.text(zones.BODY) == "抄送单位"


def test_signers_of_an_upward_paper_are_told_from_its_other_heads() -> None:
    lines = (
        line("特急", 28, 40, font=sheets.HEITI),
        line("签发人：肖　捷　王安和", 120, 100),
        line("青民〔2026〕7号", 33, 110),
        line("周　敏", 142, 110),
    )
    read = read_zones(one_page(*lines, rules=(sheets.horizontal(120, 0.35, sheets.RED),)))
    assert read.text(zones.HEAD) == "关于做好帮扶工作的通知特急"
    assert read.text(zones.SIGNERS) == "签发人：肖捷王安和周敏"
    assert read.text(zones.NUMBER) == "青民〔2026〕7号"


@pytest.mark.parametrize("label", ["附件", "附件1", "附件 2", "附件一", "附件3：", "附　件"])
def test_a_label_of_an_attachment_begins_it(label: str) -> None:
    first = Sheet(1, 210, 297, tuple(body(37, 3, 1)), ())
    second = Sheet(2, 210, 297, (line(label, 28, 37, page=2), line("内容", 39, 58, page=2)), ())
    read = read_zones(Measured((first, second), ()))
    assert (read.text(zones.LABEL), read.text(zones.ENCLOSED)) == ("".join(label.split()), "内容")


def test_nothing_is_found_on_no_pages() -> None:
    assert read_zones(Measured((), ())).placed == ()


def test_a_form_has_no_sign_off_and_its_foot_is_a_footer() -> None:
    lines = (
        line("合同编号：QHBF-HT-2026-001", 28, 37, 14),
        line("甲方（盖章）", 39, 100),
        inset("2026年7月4日", 4, 110),
        line("第1页　共3页", 90, 275, 10.5),
    )
    read = read_zones(Measured((Sheet(1, 210, 297, lines, ()),), ()))
    assert (read.text(zones.SIGNATURE, zones.DATE), read.text(zones.FOOTER)) == ("", "第1页共3页")
    assert len(read.of(zones.BODY)) == 3


def test_a_list_of_attachments_goes_on_over_the_page() -> None:
    """An item, and the rest of a full line, belong to it; the names of the sign-off do not."""
    full = line("附件：1.青禾市困难家庭帮扶救助工作领导小组成员和联系", 28 + 2 * STEP, 252)
    title = sheets.centred("关于做好帮扶工作的通知", 60, 22, sheets.XIAOBIAOSONG)
    rest = [
        line("人员名单", 28 + 6 * STEP, 37, page=2),
        line("2.任务分工表", 28 + 5 * STEP, 37 + PITCH, page=2),
        inset("青禾市民政局", 5, 80, page=2),
        inset("2026年7月4日", 4, 80 + PITCH, page=2),
    ]
    read = read_zones(
        Measured((Sheet(1, 210, 297, (title, *body(80, 3, 1), full), ()), Sheet(2, 210, 297, tuple(rest), ())), ())
    )
    assert read.text(zones.LISTED) == "附件：1.青禾市困难家庭帮扶救助工作领导小组成员和联系人员名单2.任务分工表"
    assert read.text(zones.SIGNATURE) == "青禾市民政局"


def test_an_imprint_that_holds_only_addressees_is_an_imprint() -> None:
    rules = (sheets.horizontal(250, 0.35), sheets.horizontal(262, 0.35))
    read = read_zones(one_page(line("主送：各县（区）人民政府。", 33, 253, 14), rules=rules))
    assert read.text(zones.IMPRINT) == "主送：各县（区）人民政府。"


def test_a_row_of_sealed_names_that_fills_the_line_is_told_from_text() -> None:
    """It stands off the line pitch of the text above it."""
    row = line("青禾市农业农村局青禾市医疗保障局青禾市残疾人联合会", 29, 130)
    read = read_zones(one_page(*body(80, 3, 1), row, inset("2026年7月4日", 1, 130 + PITCH)))
    assert read.text(zones.SIGNATURE).startswith("青禾市农业农村局")
    close = read_zones(one_page(*body(80, 3, 1), shifted(row, 0, -130 + 80 + 3 * PITCH), inset("2026年7月4日", 1, 150)))
    assert close.text(zones.SIGNATURE) == ""


def test_paragraphs_without_punctuation_are_text_though_names_follow_them() -> None:
    """They begin two characters in and stand right under each other; a name is parted from them."""
    lines = [line("各单位要做好困难家庭走访工作", 28 + 2 * STEP, 80 + row * PITCH) for row in range(3)]
    read = read_zones(one_page(*lines, inset("青禾市民政局", 5, 140), inset("2026年7月4日", 4, 140 + PITCH)))
    assert len(read.of(zones.BODY)) == 3
    assert read.text(zones.SIGNATURE) == "青禾市民政局"


def test_a_title_of_office_may_hold_a_mark() -> None:
    posts = [line("局长", 97, 140), line("党组书记、局长", 70, 165)]
    listed = line("附件：申请表", 28 + 2 * STEP, 112)
    read = read_zones(one_page(*body(80, 2, 1), listed, *posts, inset("2026年7月4日", 4, 186)))
    assert read.text(zones.SIGNATURE) == "局长党组书记、局长"
    assert read.text(zones.LISTED) == "附件：申请表"
