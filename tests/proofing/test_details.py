"""版头要素、断行、表格、附件说明、版记、页码: each rule speaks alone, just outside its tolerance, and not inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gongwen.document.model import Attachment, Paper, Signer
from gongwen.document.sheet import Measured, Rule, Sheet, TextLine
from gongwen.proofing import findings
from proofing import sheets
from proofing.formats import joined
from proofing.sheets import (
    HEITI,
    LEFT,
    PAPER,
    PITCH,
    STEP,
    TOP,
    XIAOBIAOSONG,
    Fault,
    centred,
    inset,
    line,
    moved,
    on_line,
    on_page,
    on_rules,
    refaced,
    reworded,
    right_paper,
    shifted,
)

KAITI = "KaiTi_GB2312"
UPWARD = replace(PAPER, kind="请示", direction="上行", title="关于追加助学资金的请示",
                 signers=(Signer("肖　捷"), Signer("王安和"), Signer("周　敏")))  # fmt: skip
NOTED = replace(PAPER, copy=7, secrecy="秘密★1年", urgency="特急")
LISTED = replace(PAPER, attachments=(Attachment("帮扶项目清单"), Attachment("任务分工和联系人")))


def with_lines(page: int, *made: TextLine) -> Fault:
    """More lines on a page, in their places."""

    def place(sheet: Sheet) -> Sheet:
        lines = sorted((*sheet.lines, *(replace(one, page=page) for one in made)), key=lambda one: one.baseline)
        return replace(sheet, lines=tuple(lines))

    return on_page(page, place)


def noted() -> Measured:
    """份号, 密级 and 紧急程度 at the upper left."""
    lines = (
        line("000007", LEFT, TOP),
        line("秘密★1年", LEFT, TOP + PITCH, font=HEITI),
        line("特急", LEFT, TOP + 2 * PITCH, font=HEITI),
    )
    return with_lines(1, *lines)(right_paper())


def in_face(made: TextLine, start: int, font: str) -> TextLine:
    return replace(made, glyphs=tuple(replace(g, font=font) if n >= start else g for n, g in enumerate(made.glyphs)))


def upward() -> Measured:
    """Three 签发人, two on the first line, the number on the line of the last."""
    head = right_paper().sheets[0].lines
    number = next(one for one in head if one.text.startswith("青民〔"))
    signers = in_face(inset("签发人：肖　捷　王安和", 1, number.top - PITCH), 4, KAITI)
    last = in_face(line("周　敏", signers.glyphs[4].x0, number.top), 0, KAITI)
    left = line("青民〔2026〕7号", LEFT + STEP, number.top)
    changed = on_line("青民〔", lambda _: joined(left, last), page=1)
    raised = on_line("青禾市民政局文件", lambda one: shifted(one, 0, 0), page=1)
    lower = on_page(1, lambda s: replace(s, lines=tuple(lowered(s)), rules=tuple(down(r, PITCH) for r in s.rules)))
    title = reworded("关于做好", "关于追加助学资金的请示", page=1)
    made = with_lines(1, signers)(raised(changed(right_paper())))
    return recentred(title(lower(made)))


def recentred(measured: Measured) -> Measured:
    return on_line(
        "关于追加", lambda one: centred(one.text, one.top, 22, XIAOBIAOSONG), page=1
    )(measured)  # fmt: skip


def down(rule: Rule, by: float) -> Rule:
    return replace(rule, y0=rule.y0 + by, y1=rule.y1 + by)


def lowered(sheet: Sheet) -> list[TextLine]:
    """The lines from the signers on one row lower, so that the first of them keeps the number's place."""
    kept = [one for one in sheet.lines if "文件" in one.text or one.top > 262]
    others = [shifted(one, 0, PITCH) for one in sheet.lines if one not in kept]
    others = [one for one in others if one.bottom < 262.5]
    return sorted((*kept, *others), key=lambda one: one.baseline)


def listed() -> Measured:
    """Two attachments, the first's name on two lines; both bound."""
    at = LEFT + 2 * STEP
    lines = (
        line("附件：1.青禾市困难家庭帮扶项目清单和资金分配", at, TOP + 7 * PITCH, page=3),
        line("说明", at + 5 * STEP, TOP + 8 * PITCH, page=3),
        line("2.任务分工和联系人", at + 3 * STEP, TOP + 9 * PITCH, page=3),
    )

    def change(sheet: Sheet) -> Sheet:
        cut = next(n for n, one in enumerate(sheet.lines) if one.text.startswith("附件：")) + 1
        rest = [shifted(one, 0, 2 * PITCH) for one in sheet.lines[cut:-1]]
        return replace(sheet, lines=(*sheet.lines[: cut - 1], *lines, *rest, sheet.lines[-1]))

    first = on_page(3, change)(right_paper())
    named = on_line("帮扶项目清单", lambda _: None, page=4)(reworded("附件", "附件1", page=4)(first))
    title = (
        centred("青禾市困难家庭帮扶", TOP + 2 * PITCH - 0.88 * 6 * sheets.MM, 22, XIAOBIAOSONG, page=4),
        centred("项目清单和资金分配说明", TOP + 3 * PITCH, 22, XIAOBIAOSONG, page=4),
    )
    return second(with_lines(4, *title)(on_line("一、望山区", lambda one: shifted(one, 0, PITCH), page=4)(named)))


def second(measured: Measured) -> Measured:
    """The second attachment put in as page 4, what was page 4 made page 5 with 版记."""
    fourth, fifth = measured.sheets[3], measured.sheets[3]
    upper = tuple(one for one in fourth.lines if one.top < 200)
    imprint = tuple(replace(one, page=5) for one in fifth.lines if 200 < one.top < 262)
    own = (
        line("附件2", LEFT, TOP, font=HEITI, page=5),
        centred("任务分工和联系人", TOP + 2 * PITCH - 0.88 * 6 * sheets.MM, 22, XIAOBIAOSONG, page=5),
        line("一、市民政局", LEFT + 2 * STEP, TOP + 4 * PITCH, page=5),
    )
    last = replace(fifth, number=5, lines=(*own, *imprint, sheets.folio(5)),
                   rules=tuple(replace(r, page=5) for r in fifth.rules))  # fmt: skip
    first = replace(fourth, lines=(*upper, sheets.folio(4)), rules=())
    return replace(measured, sheets=(*measured.sheets[:3], first, last))


def tabled() -> Measured:
    """A table over pages 2 and 3 with its head on both."""
    return on_page(3, lambda s: with_table(s, TOP))(on_page(2, lambda s: with_table(s, TOP + PITCH))(right_paper()))


def with_table(sheet: Sheet, top: float, head: str = "序号户数") -> Sheet:
    """A page with a table of two columns and three rows, reaching from `top` down to the foot on page 2."""
    foot = 262.0 if sheet.number == 2 else top + 30
    rows = [top, top + 10, top + 20, foot]
    rules = [Rule(sheet.number, LEFT, y, 184, y, 0.18) for y in rows]
    rules += [Rule(sheet.number, x, top, x, foot, 0.18) for x in (LEFT, 90.0, 184.0)]
    texts = ((head[:2], head[2:]), ("1", "300"), ("2", "180"))
    cells = [
        line(text, x, y + 3, 12, HEITI if n == 0 else sheets.FANGSONG, page=sheet.number)
        for n, (row, y) in enumerate(zip(texts, rows, strict=False))
        for text, x in zip(row, (30, 95), strict=True)
    ]
    over = [one for one in sheet.lines if one.bottom < top]
    below = [] if sheet.number == 2 else [one for one in sheet.lines if one.top > foot]
    folio = sheet.lines[-1]
    return replace(sheet, lines=(*over, *cells, *(one for one in below if one is not folio), folio), rules=tuple(rules))


def blank_before_imprint() -> Measured:
    """Five pages of text, an empty one, and one with 版记 alone; the last two without a number."""
    four = right_paper()
    last = four.sheets[3]
    imprint = tuple(replace(one, page=6) for one in last.lines if 200 < one.top < 262)
    fourth = replace(last, lines=(*(one for one in last.lines if one.top < 200), sheets.folio(4)), rules=())
    blank = Sheet(5, 210, 297, (), ())
    sixth = Sheet(6, 210, 297, imprint, tuple(replace(r, page=6) for r in last.rules))
    return replace(four, sheets=(*four.sheets[:3], fourth, blank, sixth))


def imprint_alone() -> Measured:
    """版记 alone on page 4, right after the text."""
    alone = on_page(4, lambda s: replace(s, lines=tuple(one for one in s.lines if one.top > 200)))
    names = ("青禾市民政局", "2026年7月4日", "（此件公开发布）")
    raised = alone(right_paper())
    for name in names:
        raised = moved(name, down=-2 * PITCH, page=3)(raised)
    return on_line("附件：", lambda one: None)(raised)


ONE = replace(PAPER, attachments=(Attachment("帮扶项目清单"),))
RIGHT: dict[str, tuple[Callable[[], Measured], Paper]] = {
    "right": (right_paper, ONE),
    "noted": (noted, NOTED),
    "upward": (upward, UPWARD),
    "listed": (listed, replace(LISTED, even_page=False, attachments=(
        Attachment("青禾市困难家庭帮扶项目清单和资金分配说明"), Attachment("任务分工和联系人")))),
    "tabled": (tabled, PAPER),
    "after blank": (blank_before_imprint, ONE),
    "alone": (imprint_alone, PAPER),
}  # fmt: skip


def told(measured: Measured, paper: Paper | None) -> set[str]:
    return {found.rule for found in findings(measured, paper)}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_page_has_no_findings(name: str) -> None:
    make, paper = RIGHT[name]
    assert told(make(), paper) == set()
    assert told(make(), None) == set()


def starting(text: str) -> Fault:
    """The third line of page 2 begins with other characters."""
    return on_page(2, lambda s: replace(s, lines=(*s.lines[:2], begun(s.lines[2], text), *s.lines[3:])))


def begun(found: TextLine, text: str) -> TextLine:
    glyphs = tuple(replace(g, text=text[n] if n < len(text) else g.text) for n, g in enumerate(found.glyphs))
    return replace(found, glyphs=glyphs)


def ended(found: TextLine, text: str) -> TextLine:
    start = len(found.glyphs) - len(text)
    glyphs = tuple(replace(g, text=text[n - start] if n >= start else g.text) for n, g in enumerate(found.glyphs))
    return replace(found, glyphs=glyphs)


def parted(first: str, then: str) -> Fault:
    """The second line of page 2 ends, the third begins with the given characters."""

    def change(sheet: Sheet) -> Sheet:
        one, two = ended(sheet.lines[1], first), begun(sheet.lines[2], then)
        return replace(sheet, lines=(sheet.lines[0], one, two, *sheet.lines[3:]))

    return on_page(2, change)


def titled(*texts: str) -> Fault:
    """Another title on the attachment's page, line by line."""

    def change(sheet: Sheet) -> Sheet:
        top = next(one.top for one in sheet.lines if one.size == 22)
        made = [centred(text, top + n * 12.6, 22, XIAOBIAOSONG, page=4) for n, text in enumerate(texts)]
        rest = [shifted(one, 0, 40) if one.size == 16 and one.top > top else one for one in sheet.lines]
        lines = sorted((*made, *(one for one in rest if one.size != 22)), key=lambda one: one.baseline)
        return replace(sheet, lines=tuple(lines))

    name = "".join(texts)
    return lambda m: on_page(4, change)(reworded("附件：", f"附件：{name}", page=3)(m))


def retabled(measured: Measured) -> Measured:
    return on_page(3, lambda s: with_table(s, TOP, "三百六十"))(measured)


def higher(by: float) -> Fault:
    """The table of page 3 begins higher."""
    return lambda m: on_page(3, lambda s: with_table(s, TOP - by))(m)


def exchange(measured: Measured) -> Measured:
    """密级 and 紧急程度 in each other's place."""
    level = on_line("秘密", lambda x: shifted(x, 0, PITCH), page=1)
    urgent = on_line("特急", lambda x: shifted(x, 0, -PITCH), page=1)
    ordered = on_page(1, lambda s: replace(s, lines=tuple(sorted(s.lines, key=lambda one: one.baseline))))
    return ordered(urgent(level(measured)))


def number_up(by: float) -> Fault:
    """Number and last 签发人 parted: the number on a line `by` mm higher."""

    def change(sheet: Sheet) -> Sheet:
        whole = next(one for one in sheet.lines if one.text.startswith("青民〔"))
        cut = next(n for n, g in enumerate(whole.glyphs) if g.text == " ")
        number = shifted(replace(whole, glyphs=whole.glyphs[:cut]), 0, -by)
        last = replace(whole, glyphs=whole.glyphs[cut + 1 :])
        lines = sorted((*(x for x in sheet.lines if x is not whole), number, last), key=lambda one: one.baseline)
        return replace(sheet, lines=tuple(lines))

    return on_page(1, change)


# rule: (pages, a fault just outside the tolerance, one just inside or None)
PLANTED: dict[str, tuple[str, Fault, Fault | None]] = {
    "head.notes": ("noted", moved("000007", down=1.2), moved("000007", down=0.9)),
    "head.order": ("noted", exchange, None),
    "head.face": ("noted", refaced("特急", font=sheets.FANGSONG), None),
    "signers.level": ("upward", number_up(1.3), number_up(0.8)),
    "signers.face": ("upward", refaced("签发人", font=sheets.FANGSONG), None),
    "signers.inset": ("upward", moved("签发人", right=-5, page=1), moved("签发人", right=-3, page=1)),
    "lines.ends": ("right", starting("，"), starting("“")),
    "lines.numbers": ("right", parted("18", "6户"), parted("186", "，")),
    "title.words": ("right", titled("青禾市困难家庭帮扶工作", "的项目清单"),
                    titled("青禾市困难家庭帮扶工作的", "项目清单")),
    "title.shape": ("right", titled("青禾市困难家庭帮扶", "项目", "清单和任务分工"),
                    titled("青禾市", "困难家庭帮扶", "项目清单")),
    "tables.head": ("tabled", retabled, None),
    "tables.top": ("tabled", higher(1.2), higher(0.9)),
    "listed.place": ("right", moved("附件：", right=STEP * 0.6), moved("附件：", right=STEP * 0.4)),
    "listed.marks": ("right", reworded("附件：", "附件：帮扶项目清单。"), None),
    "listed.wrap": ("listed", moved("说明", right=STEP * 0.6, page=3), moved("说明", right=STEP * 0.4, page=3)),
    "attachments.face": ("right", refaced("附件", font=sheets.FANGSONG, page=4), None),
    "attachments.single": ("right", reworded("附件", "附件1", page=4), None),
    "imprint.inset": ("right", moved("抄送", right=2.6, page=4), moved("抄送", right=2.3, page=4)),
    "imprint.face": ("right", refaced("抄送", font="SimSun", page=4), None),
    "folio.blank": ("after blank", with_lines(5, sheets.folio(5)), None),
    "folio.imprint": ("alone", on_line("—4—", lambda x: None), None),
    "folio.inset": ("right", moved("—2—", right=2.2), moved("—2—", right=1.7)),
    "pages.blank": ("right", on_page(2, lambda s: replace(s, lines=())), None),
}  # fmt: skip

WITH: dict[str, set[str]] = {
    "title.words": {"attachments.agree"},
    "listed.marks": {"attachments.agree"},
    "imprint.face": set(),
    "tables.head": set(),
}
"""Rules that rightly speak of the same fault."""


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_fault_is_told_by_its_rule_alone(rule: str) -> None:
    name, fault, _ = PLANTED[rule]
    make, paper = RIGHT[name]
    found = findings(fault(make()), replace(paper, attachments=()) if rule.startswith("title") else paper)
    assert rule in {f.rule for f in found}, sorted({f.rule for f in found})
    assert {f.rule for f in found} - WITH.get(rule, set()) == {rule}
    assert all(f.message.endswith("。") and f.found != f.wanted for f in found)


@pytest.mark.parametrize("rule", [rule for rule, (_, _, near) in PLANTED.items() if near])
def test_a_departure_within_the_tolerance_is_not_told(rule: str) -> None:
    name, _, near = PLANTED[rule]
    make, paper = RIGHT[name]
    assert near is not None
    assert rule not in told(near(make()), paper)


@pytest.mark.parametrize(
    ("first", "then", "wrong"),
    [
        ("（", "帮", True),
        ("——", "帮", False),
        ("帮—", "—扶", True),
        ("…", "…帮", True),
        ("》", "帮", False),
        ("帮", "》", True),
    ],
)
def test_marks_stay_on_the_side_where_they_belong(first: str, then: str, wrong: bool) -> None:
    assert ("lines.ends" in told(parted(first, then)(right_paper()), ONE)) is wrong


@pytest.mark.parametrize(
    ("first", "then", "wrong"),
    [
        ("2026", "年7月", True), ("20", "26年", True), ("2026年", "7月", False), ("〔2026〕", "7号", True),
        ("1,", "200元", True), ("第三", "批", False), ("第三", "项", True), ("帮扶", "3户", False), ("300", "户", True),
    ],
)  # fmt: skip
def test_a_number_parted_from_its_unit_is_a_note(first: str, then: str, wrong: bool) -> None:
    found = [f for f in findings(parted(first, then)(right_paper()), ONE) if f.rule == "lines.numbers"]
    assert [(f.severity, f.strength) for f in found] == ([("note", "实务")] if wrong else [])


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        (("青禾市2026年", "7月工作情况"), True),
        (("青禾市2026", "年工作情况"), True),
        (("青禾市2026年工作", "情况一览"), False),
    ],
)
def test_a_date_in_a_title_stays_whole(texts: tuple[str, ...], wrong: bool) -> None:
    assert ("title.words" in told(titled(*texts)(right_paper()), PAPER)) is wrong


def test_lines_of_equal_length_are_an_oblong_and_told() -> None:
    assert "title.shape" in told(titled("困难家庭帮扶", "项目资金清单")(right_paper()), PAPER)
    assert "title.shape" not in told(titled("困难家庭", "帮扶项目清单")(right_paper()), PAPER)


def test_a_landscape_page_is_numbered_where_the_upright_page_is() -> None:
    """Clause 8: measured as the page is held upright."""

    def turned(drop: float) -> Fault:
        number = replace(shifted(sheets.folio(4), 0, drop), page=4)

        def change(sheet: Sheet) -> Sheet:
            lines = tuple(one for one in sheet.lines if one.top < 30)
            return replace(sheet, width=297, height=210, lines=lines, rules=(), turned=(number,))

        return on_page(4, change)

    lines = on_line("附件：", lambda one: None)
    rules = {"folio.missing", "folio.drop", "folio.side"}
    assert not told(turned(0)(lines(right_paper())), PAPER) & rules
    assert "folio.drop" in told(turned(1.5)(lines(right_paper())), PAPER)
    without = on_page(4, lambda s: replace(s, turned=(), lines=(line("附件", 50, 50, page=4),)))
    assert "folio.missing" in told(without(turned(0)(right_paper())), PAPER)


def test_an_attachment_bound_separately_bears_the_number_of_its_paper() -> None:
    """7.3.7: 文号, 附件 and its number on the first line of 版心."""
    label = line("青民〔2026〕7号附件2", LEFT, TOP, font=HEITI)
    title = centred("项目图册", TOP + 2 * PITCH - 0.88 * 6 * sheets.MM, 22, XIAOBIAOSONG)
    sheet = Sheet(1, 210, 297, (label, title, *sheets.body(TOP + 4 * PITCH, 3, 1), sheets.folio(1)), ())
    measured = Measured((sheet,), right_paper().fonts)
    assert told(measured, None) == set()
    low = on_line("附件2", lambda one: shifted(one, 0, 1.2))
    assert "margins.top" in told(low(measured), None)


def test_tables_without_a_head_are_left_alone_on_pages_that_nobody_described() -> None:
    plain = on_page(2, lambda s: replace(s, lines=tuple(x for x in s.lines)))(tabled())
    faceless = refaced("序号", font=sheets.FANGSONG)(refaced("户数", font=sheets.FANGSONG)(plain))
    assert "tables.head" not in told(retabled(faceless), None)
    assert "tables.head" in told(retabled(tabled()), None)


def test_rules_of_a_table_inside_the_type_area_are_right() -> None:
    wide = on_rules(3, lambda r: replace(r, x1=r.x1 + 1.2) if r.horizontal else r)
    assert "type_area.graphics" in told(wide(tabled()), PAPER)
    assert told(tabled(), PAPER) == set()


def test_a_list_of_attachments_may_begin_a_page_with_its_blank_row() -> None:
    """7.3.4: one blank row over it, wherever it falls."""

    def change(drop: float) -> Fault:
        def moved_on(sheet: Sheet) -> Sheet:
            cut = next(n for n, one in enumerate(sheet.lines) if one.text.startswith("附件："))
            by = TOP + PITCH + drop - sheet.lines[cut].top
            rest = [shifted(one, 0, by) for one in sheet.lines[cut:-1]]
            return replace(sheet, lines=(*rest, sheet.lines[-1]))

        return on_page(3, moved_on)

    assert "margins.top" not in told(change(0)(right_paper()), ONE)
    assert "margins.top" in told(change(1.2)(right_paper()), ONE)


def test_the_third_line_of_an_attachment_is_that_of_the_papers_own_page_setup() -> None:
    word = replace(ONE, profile="word-37-35")
    lowered = moved("帮扶项目清单", down=3.2 - 2 * 0.236, page=4)(moved("附件", down=3.2, page=4)(right_paper()))
    assert "attachments.row" not in told(lowered, word)
    assert "attachments.row" in told(lowered, ONE)


def test_the_border_under_a_table_may_lie_in_the_leading_of_the_last_line() -> None:
    def with_foot(y: float) -> Measured:
        deep = on_rules(2, lambda r: replace(r, y0=y, y1=y) if r.horizontal and r.y > 200 else r)
        return deep(tabled())

    assert "type_area.graphics" not in told(with_foot(263.5), PAPER)
    assert "type_area.graphics" in told(with_foot(264.6), PAPER)


def test_numbers_that_skip_one_bound_separately_are_right_on_pages_that_nobody_described() -> None:
    three = reworded("2.任务分工", "3.任务分工和联系人", page=3)(reworded("附件2", "附件3", page=5)(listed()))
    two = line("2.项目图册", LEFT + 5 * STEP, TOP + 8.9 * PITCH, page=3)
    found = told(with_lines(3, shifted(two, 0, 0.05 * PITCH))(moved("3.任务", down=PITCH * 0.9, page=3)(three)), None)
    assert "attachments.numbered" not in found
    assert "attachments.numbered" in told(reworded("附件2", "附件3", page=5)(listed()), None)
