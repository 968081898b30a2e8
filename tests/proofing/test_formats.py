"""特定格式: letters, orders and minutes are told for what they are, and every rule of theirs speaks alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gongwen.document.model import Paper
from gongwen.document.sheet import Measured, TextLine
from gongwen.proofing import findings, page_outline, zones
from gongwen.proofing.zones import read_zones
from proofing import sheets
from proofing.formats import (
    LETTER,
    MINUTES,
    ORDER,
    double,
    joined,
    letter,
    minutes,
    order,
    without_red,
)
from proofing.sheets import (
    PAPER,
    PITCH,
    STEP,
    Fault,
    moved,
    on_line,
    on_page,
    on_rules,
    reworded,
    right_paper,
    shifted,
)

RIGHT: dict[str, tuple[Callable[[], Measured], Paper]] = {
    "letter": (letter, LETTER),
    "order": (order, ORDER),
    "minutes": (minutes, MINUTES),
    "preprinted": (lambda: without_red(right_paper()), PAPER),
}


def told(measured: Measured, paper: Paper | None, *, preprinted: bool = False) -> set[str]:
    return {found.rule for found in findings(measured, paper, preprinted=preprinted)}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_page_of_each_format_has_no_findings(name: str) -> None:
    make, paper = RIGHT[name]
    assert told(make(), paper, preprinted=name == "preprinted") == set()


@pytest.mark.parametrize("name", ["letter", "order", "minutes"])
def test_the_format_is_told_from_the_page_alone(name: str) -> None:
    make, paper = RIGHT[name]
    assert read_zones(make()).layout == paper.layout
    assert told(make(), None) == set()


def test_an_ordinary_paper_is_no_special_format() -> None:
    assert read_zones(right_paper()).layout == "文件"


def test_the_elements_of_a_letter() -> None:
    read = read_zones(letter())
    elements = {
        zones.MARK: "青禾市民政局",
        zones.HEAD: "000007",
        zones.NUMBER: "青民函〔2026〕7号",
        zones.TITLE: "关于商请支持助学工作的函",
        zones.RECIPIENTS: "市教育局：",
        zones.SIGNATURE: "青禾市民政局",
        zones.DATE: "2026年7月4日",
        zones.IMPRINT: "抄送：市财政局。",
        zones.FOLIO: "—2—",
    }
    assert {zone: read.text(zone) for zone in elements} == elements
    assert [round(rule.weight, 2) for rule in (*read.head_rules, *read.foot_rules)] == [1.05, 0.35, 0.35, 1.05]
    assert read.red_rule is None


def test_the_elements_of_an_order() -> None:
    read = read_zones(order())
    elements = {
        zones.MARK: "青禾市人民政府令",
        zones.NUMBER: "第12号",
        zones.TITLE: "",
        zones.SIGNATURE: "市长",
        zones.DATE: "2026年7月4日",
    }
    assert {zone: read.text(zone) for zone in elements} == elements
    assert len(read.of(zones.BODY)) == 4


def test_the_elements_of_minutes() -> None:
    read = read_zones(minutes())
    elements = {
        zones.NUMBER: "第3期",
        zones.HEAD: "青禾市民政局2026年7月4日",
        zones.TITLE: "困难家庭帮扶工作会议纪要",
        zones.ATTENDED: "出席：方明、程安卫言请假：田和列席：罗平",
    }
    assert {zone: read.text(zone) for zone in elements} == elements
    assert len(read.of(zones.BODY)) == 3


def test_what_stands_under_the_people_of_minutes_is_not_the_text_over_them() -> None:
    """附注 after 列席 must not count as the text from which 出席 keeps its row."""
    made = minutes()
    [sheet] = made.sheets
    people = next(one for one in sheet.lines if one.text.startswith("列席"))
    note = sheets.line("（此件公开发布）", people.x0, people.top + PITCH)
    noted = replace(made, sheets=(replace(sheet, lines=(*sheet.lines, note)),))
    assert [found.rule for found in findings(noted, RIGHT["minutes"][1]) if found.rule == "minutes.gap"] == []


def test_elements_are_told_without_anything_red() -> None:
    """套打: the head over the title is known by its words."""
    read = read_zones(without_red(right_paper()))
    assert (read.text(zones.NUMBER), read.text(zones.TITLE)) == ("青民〔2026〕7号", "关于做好困难家庭帮扶工作的通知")
    read = read_zones(without_red(letter()), "信函")
    assert (read.text(zones.NUMBER), read.text(zones.HEAD)) == ("青民函〔2026〕7号", "000007")
    read = read_zones(without_red(order()), "命令")
    assert (read.text(zones.NUMBER), len(read.of(zones.BODY)), read.text(zones.DATE)) == ("第12号", 4, "2026年7月4日")
    read = read_zones(without_red(minutes()), "纪要")
    assert (read.text(zones.NUMBER), read.text(zones.TITLE)) == ("第3期", "困难家庭帮扶工作会议纪要")


def test_the_outline_of_a_letter_reads_well() -> None:
    assert page_outline(letter()).splitlines()[:7] == [
        "第1页 210×297",
        "  红头 小标宋 红 48 居中 上30 “青禾市民政局”",
        "  红双线 红 粗1.05 长170 上51.5",
        "  红双线 红 粗0.35 长170 上52.5",
        "  版头 仿宋 16 顶格 上57.5 “000007”",
        "  文号 仿宋 16 右空0字 上57.5 “青民函〔2026〕7号”",
        "  标题 小标宋 22 居中 上84 “关于商请支持助学工作的函”",
    ]


def on_head(change: Callable[[TextLine], TextLine]) -> Fault:
    return on_line("青民函〔", change, page=1)


def right_piece(right: float) -> Callable[[TextLine], TextLine]:
    """Moves what stands at the right of a line."""

    def change(found: TextLine) -> TextLine:
        cut = next(n for n, g in enumerate(found.glyphs) if g.text == " ")
        moved_on = shifted(replace(found, glyphs=found.glyphs[cut + 1 :]), right, 0)
        return joined(replace(found, glyphs=found.glyphs[:cut]), moved_on)

    return change


def lower_half(down: float) -> Fault:
    return on_rules(1, lambda r: replace(r, y0=r.y0 + down, y1=r.y1 + down) if r.y > 150 else r)


def upper_half(down: float) -> Fault:
    return on_rules(1, lambda r: replace(r, y0=r.y0 + down, y1=r.y1 + down) if r.y < 150 else r)


def both(*faults: Fault) -> Fault:
    def planted(measured: Measured) -> Measured:
        for fault in faults:
            measured = fault(measured)
        return measured

    return planted


def swapped(measured: Measured) -> Measured:
    """The first double rule thin over thick."""
    swap = {1.05: 0.35, 0.35: 1.05}
    return on_rules(1, lambda r: replace(r, weight=swap[r.weight]) if r.y < 150 else r)(measured)


def with_line(page: int, made: TextLine) -> Fault:
    def place(sheet):
        lines = sorted((*sheet.lines, replace(made, page=page)), key=lambda one: one.baseline)
        return replace(sheet, lines=tuple(lines))

    return on_page(page, place)


def unlabelled(found: TextLine) -> TextLine:
    return replace(found, glyphs=tuple(replace(g, font=sheets.FANGSONG) for g in found.glyphs))


def attended_in(order_of: str) -> Fault:
    """请假 and 列席 exchanged."""
    tops = {label: line.top for line in minutes().sheets[0].lines for label in ("请假", "列席") if label in line.text}
    one = on_line("请假：", lambda line: shifted(line, 0, tops["列席"] - line.top))
    other = on_line("列席：", lambda line: shifted(line, 0, tops["请假"] - line.top))
    ordered = on_page(1, lambda s: replace(s, lines=tuple(sorted(s.lines, key=lambda line: line.baseline))))
    return both(one, other, ordered)


# rule: (format, a fault just outside the tolerance, one just inside or None)
PLANTED: dict[str, tuple[str, Fault, Fault | None]] = {
    "letter.rules": ("letter", swapped, None),
    "letter.first_page": ("letter", on_page(2, lambda s: replace(s, rules=double(275, 0.35, 1.05, page=2))), None),
    "letter.mark": ("letter", on_line("青禾市民政局", lambda line: sheets.centred(
        "青禾市民政局文件", 30, 48, sheets.XIAOBIAOSONG, sheets.RED), page=1), None),
    "letter.rule_gap": ("letter", both(upper_half(0.6), moved("青民函〔", down=0.6, page=1)), None),
    "letter.rule_length": ("letter", on_rules(1, lambda r: replace(r, x0=r.x0 + 1.2)),
                           on_rules(1, lambda r: replace(r, x0=r.x0 + 0.9))),
    "letter.foot_rule": ("letter", lower_half(-1.2), lower_half(-0.9)),
    "letter.foot_gap": ("letter", with_line(1, sheets.line("帮扶困难家庭", 28, 266.5)), None),
    "letter.number_gap": ("letter", moved("青民函〔", down=0.6, page=1), moved("青民函〔", down=0.4, page=1)),
    "letter.number_place": ("letter", on_head(right_piece(-1.2)), on_head(right_piece(-0.9))),
    "letter.title_gap": ("letter", moved("关于商请", down=-1.2), None),
    "letter.folio": ("letter", with_line(1, sheets.folio(1)), None),
    "letter.imprint": ("letter", on_page(2, lambda s: replace(s, lines=(*s.lines[:-1], sheets.line(
        "青禾市民政局 2026年7月5日印发", 33, 257, 14, page=2), s.lines[-1]),)), None),
    "letter.imprint_foot": ("letter", moved("抄送", down=-11, page=2), moved("抄送", down=-4, page=2)),
    "order.mark": ("order", reworded("青禾市人民政府令", "青禾市人民政府文"), None),
    "order.number_gap": ("order", both(moved("第12号", down=1.2), moved("帮扶困难", down=1.2)),
                         moved("第12号", down=0.9)),
    "order.number_form": ("order", on_line("第12号", lambda line: sheets.centred(
        "第012号", line.top, 16, sheets.FANGSONG)), None),
    "order.number_place": ("order", moved("第12号", right=1.2), moved("第12号", right=0.9)),
    "order.body_gap": ("order", moved("帮扶困难", down=1.2), moved("帮扶困难", down=0.9)),
    "order.title": ("order", with_line(1, sheets.centred("关于开展助学的命令", 107, 22, sheets.XIAOBIAOSONG)), None),
    "minutes.mark": ("minutes", reworded("青禾市困难家庭帮扶工作会议纪要", "青禾市困难家庭帮扶工作会议情况"), None),
    "minutes.issued": ("minutes", on_line("青禾市民政局", right_piece(-10)), on_line("青禾市民政局", right_piece(-5))),
    "minutes.missing": ("minutes", on_line("列席：", lambda line: None), None),
    "minutes.order": ("minutes", attended_in("列席"), None),
    "minutes.faces": ("minutes", on_line("出席：", unlabelled), None),
    "minutes.indent": ("minutes", moved("列席：", right=STEP), moved("列席：", right=1)),
    "minutes.gap": ("minutes", both(*(moved(x, down=PITCH) for x in ("出席：", "卫言", "请假：", "列席："))), None),
    "preprinted.red": ("preprinted", with_line(3, sheets.line("特急", 28, 200, 16, sheets.HEITI, sheets.RED, 3)), None),
    "preprinted.number": ("preprinted", moved("青民〔", down=-12), moved("青民〔", down=-1)),
}  # fmt: skip

WITH: dict[str, set[str]] = {
    "letter.title_gap": {"recipients.gap"},
    "letter.number_gap": {"letter.title_gap"},
    "letter.rule_gap": {"letter.title_gap"},
    "letter.number_place": set(),
    "letter.mark": set(),
    "letter.imprint": {"imprint.inset"},
    "order.mark": set(),
    "minutes.missing": {"glyphs.lost"},
    "preprinted.number": {"title.gap"},
}
"""Rules that rightly speak of the same fault."""


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_fault_is_told_by_its_rule_alone(rule: str) -> None:
    name, fault, _ = PLANTED[rule]
    make, paper = RIGHT[name]
    found = findings(fault(make()), paper, preprinted=name == "preprinted")
    assert rule in {f.rule for f in found}, sorted({f.rule for f in found})
    assert {f.rule for f in found} - WITH.get(rule, set()) == {rule}
    assert all(f.message.endswith("。") and f.found != f.wanted for f in found)


@pytest.mark.parametrize("rule", [rule for rule, (_, _, near) in PLANTED.items() if near])
def test_a_departure_within_the_tolerance_is_not_told(rule: str) -> None:
    name, _, near = PLANTED[rule]
    make, paper = RIGHT[name]
    assert near is not None
    assert rule not in told(near(make()), paper, preprinted=name == "preprinted")


def test_an_order_whose_number_is_left_blank_until_registration_is_right() -> None:
    blank = reworded("第12号", "第\u3000号")(order())
    assert read_zones(blank).text(zones.NUMBER) == "第号"
    assert "order.number_form" not in {found.rule for found in findings(blank, replace(ORDER, number=""))}
