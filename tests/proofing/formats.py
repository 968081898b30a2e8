"""Measured pages of the three special formats, built from figures alone: right ones to plant faults in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongwen.document.model import Attendees, Organ, Paper, Signer
from gongwen.document.sheet import Font, Measured, Rule, Sheet, TextLine
from proofing.sheets import (
    FANGSONG,
    HEITI,
    LEFT,
    PITCH,
    RED,
    SONGTI,
    STEP,
    TOP,
    XIAOBIAOSONG,
    body,
    centred,
    folio,
    inset,
    line,
)

FONTS = (Font(FANGSONG, True), Font(SONGTI, True))
LETTER = Paper(
    kind="函", layout="信函", issuers=(Organ("青禾市民政局"),), number="青民函〔2026〕7号", date=date(2026, 7, 4),
    title="关于商请支持助学工作的函", recipients=("市教育局",), cc=("市财政局",), copy=7,
)  # fmt: skip
ORDER = Paper(
    kind="命令", layout="命令", issuers=(Organ("青禾市人民政府"),), number="第12号", date=date(2026, 7, 4),
    sign_off="stamp", signature=(Signer("方明", post="市长"),),
)  # fmt: skip
MINUTES = Paper(
    kind="纪要", layout="纪要", issuers=(Organ("青禾市民政局"),), number="第3期", title="困难家庭帮扶工作会议纪要",
    sign_off="none", attendees=Attendees(("方明", "程安"), ("田和",), ("罗平",)),
)  # fmt: skip


def double(y: float, *weights: float, page: int = 1) -> tuple[Rule, ...]:
    """A red double rule of 170 mm whose first rule begins at `y`, the rules half a millimetre apart."""
    made, top = [], y
    for weight in weights:
        made.append(Rule(page, 20, top + weight / 2, 190, top + weight / 2, weight, RED))
        top += weight + 0.5
    return tuple(made)


def joined(left: TextLine, right: TextLine) -> TextLine:
    """Two pieces on one baseline as one line, a blank between them."""
    blank = replace(left.glyphs[-1], text=" ", x0=left.x1, x1=right.x0)
    return replace(left, glyphs=(*left.glyphs, blank, *right.glyphs))


def letter() -> Measured:
    """A letter of two pages: double rules on the first, 抄送 at the foot of the second."""
    mark = centred("青禾市民政局", 30, 48, XIAOBIAOSONG, RED)
    upper = double(mark.bottom + 4, 1.05, 0.35)
    head = joined(
        line("000007", LEFT, upper[-1].y + 0.175 + 4.84), inset("青民函〔2026〕7号", 0, upper[-1].y + 0.175 + 4.84)
    )
    title = centred("关于商请支持助学工作的函", head.bottom + 20.78, 22, XIAOBIAOSONG)
    recipients = line("市教育局：", LEFT, title.bottom + 10.39)
    count = int((262 - recipients.bottom - 0.5) / PITCH)
    lower = double(297 - 20 - 0.95, 0.35, 1.05)
    lines = (mark, head, title, recipients, *body(recipients.top + PITCH, count, 1))
    first = Sheet(1, 210, 297, lines, (*upper, *lower))
    ending = (
        *body(TOP, 3, 2),
        inset("青禾市民政局", 5.5, TOP + 5 * PITCH, page=2),
        inset("2026年7月4日", 4, TOP + 6 * PITCH, page=2),
        line("抄送：市财政局。", LEFT + 5, 256.5, 14, page=2),
        folio(2),
    )
    return Measured((first, Sheet(2, 210, 297, ending, ())), FONTS)


def order() -> Measured:
    """An order of one page: mark, number, body without a title, the mayor's title and the date."""
    mark = centred("青禾市人民政府令", 57, 48, XIAOBIAOSONG, RED)
    number = centred("第12号", mark.bottom + 20.78, 16, FANGSONG)
    start = number.bottom + 20.78
    lines = (
        mark, number, *body(start, 4, 1),
        inset("市长", 14, start + 6.5 * PITCH), inset("2026年7月4日", 4, start + 9.5 * PITCH), folio(1),
    )  # fmt: skip
    return Measured((Sheet(1, 210, 297, lines, ()),), FONTS)


def labelled(label: str, names: str, top: float) -> TextLine:
    """出席：… with its label in 黑体, two characters in."""
    whole = line(f"{label}：{names}", LEFT + 2 * STEP, top)
    glyphs = tuple(replace(g, font=HEITI) if n < len(label) + 1 else g for n, g in enumerate(whole.glyphs))
    return replace(whole, glyphs=glyphs)


def minutes() -> Measured:
    """Minutes of one page with issue, organ and date, title, text and who was there."""
    mark = centred("青禾市困难家庭帮扶工作会议纪要", 72, 26, XIAOBIAOSONG, RED)
    issue = centred("第3期", mark.bottom + 12, 16, FANGSONG)
    issued = joined(line("青禾市民政局", LEFT, issue.top + PITCH), inset("2026年7月4日", 0, issue.top + PITCH))
    rule = Rule(1, LEFT, issued.bottom + 4.2, 184, issued.bottom + 4.2, 0.353, RED)
    title = centred("困难家庭帮扶工作会议纪要", rule.y + 20.78, 22, XIAOBIAOSONG)
    start = title.bottom + 10.39
    names = start + 4 * PITCH
    lines = (
        mark, issue, issued, title, *body(start, 3, 1),
        labelled("出席", "方明、程安", names), line("卫言", LEFT + 5 * STEP, names + PITCH),
        labelled("请假", "田和", names + 2 * PITCH), labelled("列席", "罗平", names + 3 * PITCH), folio(1),
    )  # fmt: skip
    return Measured((Sheet(1, 210, 297, lines, (rule,)),), FONTS)


def without_red(measured: Measured) -> Measured:
    """The pages as they are printed onto paper with a pre-printed head."""
    return replace(
        measured,
        sheets=tuple(
            replace(
                sheet,
                lines=tuple(x for x in sheet.lines if x.colour != RED),
                rules=tuple(r for r in sheet.rules if r.colour != RED),
            )
            for sheet in measured.sheets
        ),
    )
