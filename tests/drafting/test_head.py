"""版头: 份号, 密级, 紧急程度 in every combination, one to many 签发人, measured on the printed page (7.2)."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from drafting.papers import a_paper, organs
from gongwen.document import layout
from gongwen.document.model import Paper, Signer
from gongwen.document.sheet import Glyph, Sheet, TextLine
from gongwen.drafting import first_fit, frame, write_content

CHAR = layout.CHAR.mm
LONG = "买买提·吐尔逊"
LONGEST = "阿不都热合曼·艾合买提江"


def near(value: float, abs: float = 0.35) -> Any:
    return pytest.approx(value, abs=abs)


def first_page(printed, paper: Paper) -> Sheet:
    content = write_content(paper)
    return printed(frame(content, paper, first_fit(content, paper))).sheets[0]


def line(sheet: Sheet, words: str) -> TextLine:
    return next(one for one in sheet.lines if words in one.text)


def upward(*names: str, number: str = "青卫〔2026〕67号") -> Paper:
    signers = tuple(Signer(name) for name in names)
    return a_paper(direction="上行", issuers=organs(3), masthead="lead", signers=signers, number=number)


def start_of(row: TextLine, name: str) -> Glyph:
    return row.glyphs[row.text.index(name)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("copy", "secrecy", "urgency"),
    [one for one in product((None, 7), ("", "机密★10年"), ("", "特急")) if any(one)],
)
def test_notes_stand_flush_left_from_the_first_line_on_and_the_mark_keeps_its_place(printed, copy, secrecy, urgency):
    sheet = first_page(printed, a_paper(copy=copy, secrecy=secrecy, urgency=urgency))
    mark = line(sheet, "青禾市卫生健康委员会文件")
    notes = [one for one in sheet.lines if one.bottom < mark.top]
    assert mark.top == near(layout.MARK_TOP.mm)
    assert [one.text for one in notes] == [one for one in ("000007" if copy else "", secrecy, urgency) if one]
    first = layout.ROW.mm if secrecy and not copy else 0  # the line of 份号 stays free until it has been given
    assert [one.top for one in notes] == [near(37 + first + layout.ROW.mm * i) for i in range(len(notes))]
    assert [one.x0 for one in notes] == [near(28)] * len(notes)


@pytest.mark.slow
@pytest.mark.parametrize("count", range(1, 6))
def test_signers_stand_two_a_line_with_the_number_on_the_last_line_and_the_rule_under_it(printed, count):
    names = ("罗文清", "江畔", "司马临川", "陆敏", "秦建国")[:count]
    sheet = first_page(printed, upward(*names))
    label, number, mark = line(sheet, "签发人"), line(sheet, "〔2026〕"), line(sheet, "文件")
    rule = next(one for one in sheet.rules if one.colour == layout.RED)
    assert label.top - mark.bottom == near(layout.MARK_TO_NUMBER.mm)
    assert number.top - label.top == near(layout.LINE_PITCH.mm * ((count - 1) // 2))
    assert rule.y - number.bottom == near(layout.NUMBER_TO_RULE.mm)
    assert number.x0 == near(28 + CHAR)
    rows = [one for one in sheet.lines if label.top - 1 < one.top < number.top + 1]
    assert max(one.x1 for one in rows) == near(184 - CHAR, 0.6)
    firsts = [start_of(row, name[0]).x0 for row, name in zip(rows, names[::2], strict=True)]
    assert firsts == [near(firsts[0])] * len(rows)
    assert {start_of(label, "罗").font} != {start_of(label, "签").font}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("names", "number", "rows"),
    [
        ((LONG, "罗文清"), "青卫〔2026〕67号", 1),
        ((LONG, LONGEST), "青卫〔2026〕67号", 2),
        ((LONG, LONGEST, "江畔"), "青禾卫健帮扶办发〔2026〕1206号", 4),
        ((LONGEST,), "青禾市困难家庭帮扶办发〔2026〕1206号", 2),
    ],
)
def test_long_names_and_numbers_never_touch(printed, names, number, rows):
    sheet = first_page(printed, upward(*names, number=number))
    label, last = line(sheet, "签发人"), line(sheet, number)
    shown = [one for one in sheet.lines if label.top - 1 < one.top < last.top + 1]
    assert len(shown) == rows
    for one in shown:
        assert one.x0 >= 28 + CHAR - 0.4 and one.x1 <= 184 - CHAR + 0.6
    after = last.text.index(number) + len(number)
    if after < len(last.glyphs):
        assert last.glyphs[after + 1].x0 - last.glyphs[after - 1].x1 > CHAR * 0.9
