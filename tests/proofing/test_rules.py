"""规则: each rule is silent on a right paper and speaks on a planted fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongwen.document.findings import Finding
from gongwen.document.model import Attachment, Organ, Paper
from gongwen.document.sheet import Font, Measured, Picture, TextLine
from gongwen.proofing import findings
from gongwen.proofing.rules import CHECKS
from gongwen.proofing.rules.check import CAPS, Check, Departure
from proofing import sheets, test_details, test_endings, test_formats, test_grid, test_procedure, test_wording
from proofing.sheets import (
    PAPER,
    PITCH,
    STEP,
    Fault,
    body,
    moved,
    on_line,
    on_page,
    on_rules,
    refaced,
    reworded,
    right_paper,
    shifted,
)

BODY = "帮扶困难家庭"


def widened(line: TextLine) -> TextLine:
    """The line with its characters set so wide apart that 27 fill it."""
    glyphs = (replace(g, x0=g.x0 + n * 0.2, x1=g.x1 + n * 0.2) for n, g in enumerate(line.glyphs[:27]))
    return replace(line, glyphs=tuple(glyphs))


def respaced(measured: Measured) -> Measured:
    """Page 2 with 27.5 pt from line to line: 23 lines would fit."""
    lines = tuple(shifted(line, 0, -n * 0.75) for n, line in enumerate(measured.sheets[1].lines[:-1]))
    return on_page(2, lambda sheet: replace(sheet, lines=(*lines, sheet.lines[-1])))(measured)


def without_body_on_page_1(measured: Measured) -> Measured:
    return on_line(BODY, lambda line: None, page=1)(measured)


def sealed(*corners: tuple[float, float]) -> Fault:
    """Seals of 42 mm on the sign-off of page 3, each given by its top left corner."""
    seals = tuple(Picture(3, x, y, x + 42, y + 42) for x, y in corners)
    return on_page(3, lambda sheet: replace(sheet, pictures=seals))


def odd_imprint(measured: Measured) -> Measured:
    """The last page bound as page 3, the sign-off page left out."""
    first, second, _, last = measured.sheets
    moved_on = replace(
        last,
        number=3,
        lines=tuple(replace(line, page=3) for line in last.lines[:-1]),
        rules=tuple(replace(rule, page=3) for rule in last.rules),
    )
    return replace(measured, sheets=(first, second, moved_on))


PLANTED: dict[str, Fault] = {
    "page.size": on_page(2, lambda sheet: replace(sheet, width=216, height=279)),
    "margins.left": moved(BODY, right=3.7, page=2),
    "margins.right": moved("附件：帮扶", right=100),
    "type_area.width": on_line(BODY, lambda line: replace(line, glyphs=line.glyphs[:27]), page=2),
    "type_area.graphics": on_page(
        2, lambda sheet: replace(sheet, pictures=(Picture(2, 26.9, 60, 180, 100),))
    ),
    "geometry.profile": lambda measured: measured,
    "margins.top": on_page(
        2, lambda sheet: replace(sheet, lines=tuple(shifted(line, 0, 3.2) for line in sheet.lines[:21]))
    ),
    "type_area.bottom": on_page(2, lambda sheet: replace(sheet, lines=(*body(37, 23, 2), sheet.lines[-1]))),
    "grid.lines": respaced,
    "grid.characters": on_line(BODY, widened, page=2),
    "mark.top": moved("民政局文件", down=-8),
    "number.gap": moved("民政局文件", down=-8),
    "number.form": reworded("青民〔", "青民[2026]第07号"),
    "number.place": moved("青民〔", right=-30),
    "red_rule.gap": on_rules(1, lambda rule: replace(rule, y0=rule.y0 + 2, y1=rule.y1 + 2)),
    "red_rule.length": on_rules(1, lambda rule: replace(rule, x1=rule.x1 - 6)),
    "red_rule.missing": on_rules(1, lambda rule: None),
    "title.gap": moved("关于做好", down=5),
    "recipients.gap": moved("各县（区）", down=-4),
    "first_page.body": without_body_on_page_1,
    "title.orphan": on_page(
        1, lambda sheet: replace(sheet, lines=(*sheet.lines[:3], sheets.centred("知", sheet.lines[2].bottom + 4, 22,
                                 sheets.XIAOBIAOSONG), *sheet.lines[3:]))
    ),
    "title.kind": reworded("关于做好", "关于做好困难家庭帮扶工作的"),
    "signers.missing": lambda measured: measured,
    "copy.missing": lambda measured: measured,
    "dates.order": lambda measured: measured,
    "sign_off.date": moved("2026年7月4日", right=8, page=3),
    "sign_off.name": moved("青禾市民政局", right=-8, page=3),
    "sign_off.plain": lambda measured: measured,
    "seals.apart": lambda measured: sealed((100, 126), (135, 126))(measured),
    "seals.inside": lambda measured: sealed((150, 126))(measured),
    "seals.gap": lambda measured: sealed((120, 140))(measured),
    "attachments.row": moved("帮扶项目清单", down=10.4, page=4),
    "attachments.agree": reworded("帮扶项目清单", "救助项目清单", page=4),
    "attachments.numbered": on_page(
        3,
        lambda sheet: replace(sheet, lines=(*sheet.lines[:6], *(
            sheets.line(text, 28 + 2 * STEP, 37 + n * PITCH, page=3)
            for n, text in ((7, "附件：1.帮扶项目清单"), (8, "2.联系人名单"))
        ), *sheet.lines[7:])),
    ),  # completed in the test below: a second attachment wrongly numbered
    "folio.missing": on_line("—2—", lambda line: None),
    "folio.number": reworded("—2—", "—5—"),
    "folio.side": moved("—2—", right=130),
    "folio.drop": moved("—2—", down=4),
    "folio.face": refaced("—2—", font="TimesNewRomanPSMT"),
    "imprint.foot": on_page(
        4, lambda sheet: replace(sheet, rules=tuple(replace(r, y0=r.y0 - 3, y1=r.y1 - 3) for r in sheet.rules))
    ),
    "imprint.width": on_rules(4, lambda rule: replace(rule, x1=rule.x1 - 5)),
    "imprint.outer": on_rules(4, lambda rule: replace(rule, weight=1.0)),
    "imprint.inner": on_rules(4, lambda rule: replace(rule, weight=0.5)),
    "imprint.missing": on_rules(4, lambda rule: None),
    "imprint.even": odd_imprint,
    "fonts.embedded": lambda measured: replace(measured, fonts=(Font("SimSun", False),)),
    "fonts.stand_in": lambda measured: replace(measured, fonts=(Font("FandolFang-Regular", True),)),
    "glyphs.unreadable": reworded("一、望山区", "一、望\ufffd区"),
    "glyphs.lost": reworded("各县（区）", "各县区人民政："),
    "fonts.body": refaced(BODY, font="SimSun"),
    "fonts.title": refaced("关于做好", font="SimHei"),
}  # fmt: skip

ASKED: dict[str, Paper] = {
    "geometry.profile": replace(PAPER, profile="word-37-35"),
    "signers.missing": replace(PAPER, direction="上行"),
    "copy.missing": replace(PAPER, secrecy="秘密★1年"),
    "dates.order": replace(PAPER, printed_on=date(2026, 7, 3)),
    "sign_off.plain": replace(PAPER, sign_off="plain"),
}
"""The paper that was asked for, where the fault lies between it and a right page."""


def second_attachment(measured: Measured) -> Measured:
    """One more attachment on page 5, labelled 附件3."""
    lines = [
        sheets.line("附件3", 28, 37, font=sheets.HEITI, page=5),
        sheets.centred("联系人名单", 37 + 2 * PITCH, 22, sheets.XIAOBIAOSONG, page=5),
        sheets.folio(5),
    ]
    fifth = replace(measured.sheets[1], number=5, lines=tuple(lines))
    return reworded("附件", "附件1", page=4)(replace(measured, sheets=(*measured.sheets, fifth)))


def ids(found: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in found}


def test_a_right_paper_has_no_findings() -> None:
    paper = replace(PAPER, attachments=(Attachment("帮扶项目清单"),))
    assert findings(right_paper(), paper) == ()
    assert findings(right_paper()) == ()


def test_every_rule_has_a_planted_fault() -> None:
    planted = {*PLANTED, *test_formats.PLANTED, *test_endings.PLANTED, *test_details.PLANTED, *test_grid.PLANTED}
    planted |= {*test_wording.PLANTED, *test_procedure.PLANTED, *test_wording.SEQUENCES}
    assert planted == {check.id for check in CHECKS}


@pytest.mark.parametrize("check", [check for check in CHECKS if check.id in PLANTED], ids=lambda check: check.id)
def test_a_planted_fault_is_found_with_the_strength_of_its_rule(check: Check) -> None:
    planted = PLANTED[check.id](right_paper())
    if check.id == "attachments.numbered":
        planted = second_attachment(planted)
    paper = ASKED.get(check.id, PAPER)
    found = [finding for finding in findings(planted, paper) if finding.rule == check.id]
    assert found, f"{check.id} did not speak"
    for finding in found:
        assert (finding.clause, finding.strength, finding.severity) == (check.clause, check.strength, check.level)
        assert finding.message.endswith("。") and finding.found != finding.wanted


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        ("margins.left", {"margins.right", "type_area.width"}),
        ("folio.side", set()),
        ("folio.missing", set()),
        ("imprint.foot", set()),
        ("title.gap", {"recipients.gap"}),
        ("red_rule.length", set()),
        ("fonts.body", set()),
        ("attachments.agree", {"glyphs.lost"}),
    ],
)
def test_a_fault_is_not_told_by_rules_that_have_nothing_to_do_with_it(rule: str, others: set[str]) -> None:
    found = ids(findings(PLANTED[rule](right_paper()), PAPER))
    assert found - others == {rule}


def test_a_finding_says_where_on_which_page_and_in_which_box() -> None:
    (found,) = [f for f in findings(PLANTED["margins.left"](right_paper()), PAPER) if f.rule == "margins.left"]
    assert (found.page, found.where, found.found, found.wanted) == (2, "订口", "31.7 mm", "28 mm ± 1 mm")
    assert found.box is not None and found.box[0] == pytest.approx(31.7, abs=0.01)
    assert found.message == "订口实测 31.7 mm，应为 28 mm ± 1 mm，请改左边距。"


@pytest.mark.parametrize(("drift", "told"), [(0.9, False), (-0.9, False), (1.2, True), (-1.2, True)])
def test_a_millimetre_is_within_the_tolerance_and_more_is_not(drift: float, told: bool) -> None:
    assert ("mark.top" in ids(findings(moved("民政局文件", down=drift)(right_paper()), PAPER))) is told


def test_only_rules_of_strength_guiding_can_block() -> None:
    """Standards §0.1: 规定 may be an error, nothing else; an unconfirmed rule warns at most."""
    for check in CHECKS:
        assert check.level != "error" or check.strength == "规定"
    for strength, cap in CAPS.items():
        assert Check("x", "y", strength, lambda proof: (), severity="error").level == cap
    assert Check("x", "y", "规定", lambda proof: (), confirmed=False).level == "warning"


def test_errors_come_before_warnings_and_notes() -> None:
    seen = (Departure(message="某处不符。", where="某处"),)
    checks = [Check(str(n), "c", strength, lambda proof: seen) for n, strength in enumerate(("实务", "一般", "规定"))]
    assert [f.severity for f in findings(right_paper(), None, checks)] == ["error", "warning", "note"]


def test_a_number_left_blank_until_registration_is_no_fault() -> None:
    measured = reworded("青民〔", "青民〔2026〕　号")(right_paper())
    assert "number.form" not in ids(findings(measured, PAPER))


@pytest.mark.parametrize("number", ["青民（2026）7号", "青民〔26〕7号", "青民〔2026〕07号", "青民〔2026〕第7号"])
def test_a_number_in_another_form_is_an_error(number: str) -> None:
    found = [f for f in findings(reworded("青民〔", number)(right_paper()), PAPER) if f.rule == "number.form"]
    assert [f.severity for f in found] == ["error"]
    assert "应写成" in found[0].message


def test_minutes_number_freely() -> None:
    measured = reworded("青民〔", "第3期（总第〔12〕号）")(right_paper())
    assert "number.form" not in ids(findings(measured, replace(PAPER, layout="纪要")))


def test_the_number_of_an_upward_paper_stands_at_the_left_and_that_is_right() -> None:
    signer = lambda line: sheets.line("签发人：肖捷", 140, line.top)  # noqa: E731
    measured = right_paper()
    number = next(line for line in measured.sheets[0].lines if line.text.startswith("青民〔"))
    left = moved("青民〔", right=28 + STEP - number.x0)(measured)
    with_signer = on_page(1, lambda sheet: replace(sheet, lines=(*sheet.lines, signer(number))))(left)
    assert "number.place" not in ids(findings(with_signer, replace(PAPER, direction="上行")))
    assert "number.place" in ids(findings(left, PAPER))


def test_a_joint_mark_that_crowds_page_1_may_close_the_gaps_so_that_body_shows() -> None:
    """7.3.2, 7.3.3: one body line on page 1 is the aim, and the gaps give way for it."""
    paper = replace(PAPER, issuers=(Organ("青禾市民政局"), Organ("青禾市教育局")))
    second = sheets.centred("青禾市教育局", 86, 22, sheets.XIAOBIAOSONG, sheets.RED)
    joint = on_page(1, lambda sheet: replace(sheet, lines=(second, *sheet.lines)))(right_paper())
    crowded = on_line(BODY, lambda line: line if line.top < 190 else None, page=1)(joint)
    closer = moved("关于做好", down=-6)(crowded)
    assert "title.gap" in ids(findings(moved("关于做好", down=-6)(joint), paper))
    assert "title.gap" not in ids(findings(closer, paper))


def test_a_separately_bound_attachment_is_listed_but_need_not_follow() -> None:
    paper = replace(PAPER, attachments=(Attachment("帮扶项目清单"), Attachment("资金分配图", separate=True)))
    first, second = (
        reworded("附件：", "附件：1.帮扶项目清单"),
        sheets.line("2.资金分配图", 28 + 5 * STEP, 37 + 8 * PITCH, page=3),
    )
    announced = on_page(3, lambda sheet: replace(sheet, lines=(*sheet.lines[:7], second, *sheet.lines[7:])))
    two = announced(first(right_paper()))
    assert not ids(findings(two, paper)) & {"attachments.agree", "attachments.numbered"}
    assert "attachments.agree" in ids(findings(two, replace(paper, attachments=(Attachment("帮扶项目清单"),))))


def test_attachments_after_one_bound_separately_keep_their_numbers() -> None:
    """7.3.7: 附件2 and 附件3 follow where 附件1 is bound separately."""
    right = right_paper()
    page = next(sheet for sheet in right.sheets if sheet.lines[0].text == "附件")
    numbered = []
    for number, text in enumerate(("附件2", "附件3"), page.number):
        label = sheets.line(text, 28, 37, font=sheets.HEITI, page=number)
        lines = (label, *(replace(line, page=number) for line in page.lines[1:]))
        numbered.append(replace(page, number=number, lines=lines))
    two = replace(right, sheets=(*(one for one in right.sheets if one.number < page.number), *numbered))
    given = (Attachment("资金分配图", separate=True), Attachment("帮扶项目清单"), Attachment("帮扶项目清单"))
    assert "attachments.numbered" in ids(findings(two, PAPER))
    assert "attachments.numbered" not in ids(findings(two, replace(PAPER, attachments=given)))
    issued = (*given, Attachment("办法", listed=False))  # what is 印发 with the paper has no number
    assert "attachments.numbered" not in ids(findings(two, replace(PAPER, attachments=issued)))


def test_a_lost_character_is_named_with_its_code() -> None:
    (found,) = [f for f in findings(PLANTED["glyphs.lost"](right_paper()), PAPER) if f.rule == "glyphs.lost"]
    assert found.message == "下列字没有印出来：“府”（U+5E9C），请安装含该字的字体或换用规范字。"


def test_a_form_that_is_no_paper_is_judged_by_its_page_and_fonts_alone() -> None:
    form = Measured((replace(right_paper().sheets[2], number=1, lines=tuple(
        replace(line, page=1) for line in body(50, 8, 3))),), (Font("SimSun", True),))  # fmt: skip
    assert findings(form) == ()


def test_a_paper_without_pages_is_no_accident() -> None:
    assert findings(Measured((), ()), Paper()) is not None


def test_a_name_longer_than_the_date_pushes_it_to_the_left_and_that_is_right() -> None:
    long = "青禾市困难家庭帮扶工作领导小组办公室"
    name = sheets.inset(long, 1, 37 + 10 * PITCH, page=3)
    number = sheets.line("2026年7月4日", 0, 37 + 11 * PITCH, page=3)
    centred = shifted(number, (name.x0 + name.x1) / 2 - (number.x0 + number.x1) / 2, 0)
    measured = on_line("2026年7月4日", lambda line: centred, page=3)(
        on_line("青禾市民政局", lambda line: name, page=3)(right_paper())
    )
    paper = replace(PAPER, issuers=(Organ(long),))
    assert not {rule for rule in ids(findings(measured, paper)) if rule.startswith("sign_off")}


def test_a_plain_sign_off_is_right_two_characters_in_from_the_edge_and_the_name() -> None:
    name = sheets.inset("青禾市困难家庭帮扶工作办公室", 2, 37 + 10 * PITCH, page=3)
    day = sheets.line("2026年7月4日", name.x0 + 2 * STEP, 37 + 11 * PITCH, page=3)
    measured = on_line("2026年7月4日", lambda line: day, page=3)(
        on_line("青禾市民政局", lambda line: name, page=3)(right_paper())
    )
    paper = replace(PAPER, sign_off="plain")
    assert "sign_off.plain" not in ids(findings(measured, paper))
    assert "sign_off.plain" in ids(findings(moved("2026年7月4日", right=6, page=3)(measured), paper))


def test_a_copy_number_and_a_title_for_trial_are_no_faults() -> None:
    copy = on_page(1, lambda sheet: replace(sheet, lines=(sheets.line("000007", 28, 37), *sheet.lines)))
    assert "copy.missing" not in ids(findings(copy(right_paper()), ASKED["copy.missing"]))
    trial = reworded("关于做好", "困难家庭帮扶工作通知（试行）")(right_paper())
    assert "title.kind" not in ids(findings(trial, PAPER))


def test_seals_side_by_side_with_room_between_them_are_right() -> None:
    """7.3.5.1: corners of the squares may come close where the round seals do not touch."""
    assert "seals.apart" not in ids(findings(sealed((97, 122), (141, 122))(right_paper()), PAPER))


def test_a_picture_in_the_text_is_no_seal() -> None:
    picture = Picture(2, 28, 60, 68, 100)
    measured = on_page(2, lambda sheet: replace(sheet, pictures=(picture, picture)))(right_paper())
    assert ids(findings(measured, PAPER)) == set()
