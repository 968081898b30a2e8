"""Measured papers built from figures alone: a right one, and ways to plant a fault in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from gongwen.document.model import Organ, Paper
from gongwen.document.sheet import Font, Glyph, Measured, Rule, Sheet, TextLine

MM = 25.4 / 72
STEP = 15.75 * MM
"""From one character of size 3 to the next (16 pt with -0.25 pt tracking)."""
PITCH = 592 / 20 * MM
LEFT, RIGHT, TOP = 28.0, 184.0, 37.0
FANGSONG, SONGTI, XIAOBIAOSONG, HEITI = "FangSong_GB2312", "SimSun", "FZXBSJW--GB1-0", "SimHei"
RED, BLACK = "FF0000", "000000"

PAPER = Paper(
    date=date(2026, 7, 4),
    printed_on=date(2026, 7, 5),
    issuers=(Organ("青禾市民政局"),),
    number="青民〔2026〕7号",
    title="关于做好困难家庭帮扶工作的通知",
    recipients=("各县（区）人民政府",),
    cc=("市委办公室",),
    printed_by="青禾市民政局办公室",
)


def line(
    text: str, x: float, top: float, size: float = 16, font: str = FANGSONG, colour: str = BLACK, page: int = 1
) -> TextLine:
    """Text whose first cell begins at `x` and whose character box begins at `top` (mm)."""
    cell, step = size * MM, STEP if size == 16 else size * MM
    baseline = top + 0.88 * cell
    starts = [x + n * step for n in range(len(text))]
    return TextLine(
        page, tuple(Glyph(c, at, at + cell, baseline, size, font, colour) for c, at in zip(text, starts, strict=True))
    )


def centred(text: str, top: float, size: float, font: str, colour: str = BLACK, page: int = 1) -> TextLine:
    """Text in the middle of 版心."""
    made = line(text, 0, top, size, font, colour, page)
    return shifted(made, (LEFT + RIGHT) / 2 - (made.x0 + made.x1) / 2, 0)


def inset(text: str, chars: float, top: float, size: float = 16, font: str = FANGSONG, page: int = 1) -> TextLine:
    """Text that ends so many characters from the right edge."""
    made = line(text, 0, top, size, font, page=page)
    return shifted(made, RIGHT - chars * STEP - made.x1, 0)


def shifted(made: TextLine, right: float, down: float) -> TextLine:
    glyphs = (replace(g, x0=g.x0 + right, x1=g.x1 + right, baseline=g.baseline + down) for g in made.glyphs)
    return replace(made, glyphs=tuple(glyphs))


def horizontal(y: float, weight: float, colour: str = BLACK, page: int = 1) -> Rule:
    return Rule(page, LEFT, y, RIGHT, y, weight, colour)


def folio(page: int) -> TextLine:
    """The page number outside, its dash 7 mm below 版心."""
    text, cell = f"—{page}—", 14 * MM
    top = 269 + 0.31 * cell - 0.88 * cell
    return inset(text, 1, top, 14, SONGTI, page) if page % 2 else line(text, LEFT + STEP, top, 14, SONGTI, page=page)


def head() -> tuple[list[TextLine], Rule, float]:
    """版头, title and addressees of page 1, the red rule, and where the body's first character box starts."""
    mark = centred("青禾市民政局文件", 72, 36, XIAOBIAOSONG, RED)
    number = centred("青民〔2026〕7号", mark.bottom + 20.78, 16, FANGSONG)
    rule = horizontal(number.bottom + 4 + 0.18, 0.353, RED)
    title = centred("关于做好困难家庭帮扶工作的通知", rule.y + 20.78, 22, XIAOBIAOSONG)
    recipients = line("各县（区）人民政府：", LEFT, title.bottom + 10.39)
    return [mark, number, title, recipients], rule, recipients.top + PITCH


def body(first: float, count: int, page: int) -> list[TextLine]:
    """Running lines of 28 characters."""
    return [line("帮扶困难家庭" * 4 + "扶危济困", LEFT, first + n * PITCH, page=page) for n in range(count)]


def right_paper() -> Measured:
    """A paper of four pages that keeps every rule: head, a full page, attachment announced and bound, 版记."""
    lines, red, below = head()
    count = int((262 - below) / PITCH)
    first = Sheet(1, 210, 297, (*lines, *body(below, count, 1), folio(1)), (red,))
    second = Sheet(2, 210, 297, (*body(TOP, 22, 2), folio(2)), ())
    return Measured((first, second, _third(), _fourth()), (Font(FANGSONG, True), Font(SONGTI, True)))


def _third() -> Sheet:
    ending = [
        line("附件：帮扶项目清单", LEFT + 2 * STEP, TOP + 7 * PITCH, page=3),
        inset("青禾市民政局", 5.5, TOP + 10 * PITCH, page=3),
        inset("2026年7月4日", 4, TOP + 11 * PITCH, page=3),
        line("（此件公开发布）", LEFT + 2 * STEP, TOP + 12 * PITCH, page=3),
    ]
    return Sheet(3, 210, 297, (*body(TOP, 6, 3), *ending, folio(3)), ())


def _fourth() -> Sheet:
    lines = [
        line("附件", LEFT, TOP, font=HEITI, page=4),
        centred("帮扶项目清单", TOP + 2 * PITCH - 0.88 * 6 * MM, 22, XIAOBIAOSONG, page=4),
        line("一、望山区助学项目", LEFT + 2 * STEP, TOP + 4 * PITCH, page=4),
        line("抄送：市委办公室。", LEFT + 5, 243, 14, page=4),
        line("青禾市民政局办公室", LEFT + 5, 253, 14, page=4),
        inset("2026年7月5日印发", 1, 253, 14, page=4),
        folio(4),
    ]
    rules = (horizontal(241, 0.35, page=4), horizontal(251, 0.25, page=4), horizontal(262, 0.35, page=4))
    return Sheet(4, 210, 297, tuple(lines), rules)


Fault = Callable[[Measured], Measured]


def on_line(text: str, change: Callable[[TextLine], TextLine | None], page: int | None = None) -> Fault:
    """Changes (or, with None, drops) each line that holds `text`."""

    def planted(measured: Measured) -> Measured:
        def changed(sheet: Sheet) -> Sheet:
            made = [change(x) if text in x.text and page in (None, x.page) else x for x in sheet.lines]
            return replace(sheet, lines=tuple(x for x in made if x))

        return replace(measured, sheets=tuple(changed(sheet) for sheet in measured.sheets))

    return planted


def on_rules(page: int, change: Callable[[Rule], Rule | None]) -> Fault:
    """Changes (or drops) each rule of a page."""

    def planted(measured: Measured) -> Measured:
        sheets = list(measured.sheets)
        made = (change(rule) for rule in sheets[page - 1].rules)
        sheets[page - 1] = replace(sheets[page - 1], rules=tuple(rule for rule in made if rule))
        return replace(measured, sheets=tuple(sheets))

    return planted


def on_page(page: int, change: Callable[[Sheet], Sheet]) -> Fault:
    """Changes a page."""

    def planted(measured: Measured) -> Measured:
        return replace(measured, sheets=tuple(change(s) if s.number == page else s for s in measured.sheets))

    return planted


def moved(text: str, right: float = 0, down: float = 0, page: int | None = None) -> Fault:
    """Moves each line that holds `text`."""
    return on_line(text, lambda x: shifted(x, right, down), page)


def reworded(text: str, other: str, page: int | None = None) -> Fault:
    """Sets other words in place of a line's, from the same point."""

    def change(old: TextLine) -> TextLine:
        return line(other, old.x0, old.top, old.size, old.font, old.colour, old.page)

    return on_line(text, change, page)


def refaced(text: str, font: str = "", size: float = 0, page: int | None = None) -> Fault:
    """Sets a line in another font or size."""

    def change(old: TextLine) -> TextLine:
        return replace(old, glyphs=tuple(replace(g, font=font or g.font, size=size or g.size) for g in old.glyphs))

    return on_line(text, change, page)
