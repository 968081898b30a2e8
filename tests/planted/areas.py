"""版面和字体的种错: paper, edges of 版心, lines, characters, tables, line ends, fonts."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document.geometry import WORD_37_35
from gongwen.document.model import Attachment
from gongwen.document.sheet import Font, Measured, Picture, Sheet, TextLine
from planted.planting import Fault, Planting, asked, both, pages, seen
from proofing import sheets
from proofing.sheets import (
    PITCH,
    body,
    moved,
    on_line,
    on_page,
    refaced,
    reworded,
    shifted,
)
from proofing.test_details import higher, parted, retabled, starting, titled, with_table

BODY = "帮扶困难家庭"


def sized(width: float, height: float) -> Fault:
    return on_page(2, lambda sheet: replace(sheet, width=width, height=height))


def stretched(by: float, page: int = 2) -> Fault:
    """Body lines of a page whose characters are so far apart that the last one ends `by` mm further right."""

    def change(old: TextLine) -> TextLine:
        step = by / (len(old.glyphs) - 1)
        glyphs = (replace(g, x0=g.x0 + n * step, x1=g.x1 + n * step) for n, g in enumerate(old.glyphs))
        return replace(old, glyphs=tuple(glyphs))

    return on_line(BODY, change, page=page)


def all_lines(down: float) -> Fault:
    """All body lines of page 2 lower."""
    return moved(BODY, down=down, page=2)


def filled(top: float, pitch: float, count: int = 22) -> Fault:
    """Page 2 full of lines from `top` on, at another pitch (mm)."""

    def change(sheet: Sheet) -> Sheet:
        lines = (shifted(one, 0, n * (pitch - PITCH)) for n, one in enumerate(body(top, count, 2)))
        return replace(sheet, lines=(*lines, sheet.lines[-1]))

    return on_page(2, change)


def pitched(points: float, count: int = 22) -> Fault:
    """Page 2 full of lines at another pitch."""
    return filled(36.9, points * sheets.MM, count)


def last_line(down: float) -> Fault:
    """The last line of page 2 lower."""

    def change(sheet: Sheet) -> Sheet:
        return replace(sheet, lines=(*sheet.lines[:21], shifted(sheet.lines[21], 0, down), sheet.lines[22]))

    return on_page(2, change)


def fewer(most: int) -> Fault:
    """As many lines of page 2 set so wide that 27 characters fill them."""

    def widened(old: TextLine) -> TextLine:
        glyphs = (replace(g, x0=g.x0 + n * 0.2, x1=g.x1 + n * 0.2) for n, g in enumerate(old.glyphs[:27]))
        return replace(old, glyphs=tuple(glyphs))

    def change(sheet: Sheet) -> Sheet:
        return replace(sheet, lines=(*map(widened, sheet.lines[:most]), *sheet.lines[most:]))

    return on_page(2, change)


def pictured(x0: float, y0: float, x1: float, y1: float) -> Fault:
    """A picture on page 4, where there is room for it."""
    return on_page(4, lambda sheet: replace(sheet, pictures=(Picture(4, x0, y0, x1, y1),)))


def by_word(measured: Measured) -> Measured:
    """The pages as Word's own page set-up of 37/35 mm puts them."""
    pitch, low = WORD_37_35.pitch.mm, WORD_37_35.first_top.mm - 37
    third = on_page(3, lambda s: replace(s, lines=(*(shifted(x, 0, low) for x in s.lines[:-1]), s.lines[-1])))
    label = moved("附件", down=low, page=4)(third(filled(WORD_37_35.first_top.mm, pitch)(measured)))
    return moved("帮扶项目清单", down=low - 2 * (PITCH - pitch), page=4)(label)


def titled_attachment(*lines: str):
    """The attachment's title in other lines, and everywhere the same name."""
    name = "".join(lines)
    return both(pages(titled(*lines)), asked(attachments=(Attachment(name),)))


TABLE: tuple[Planting, ...] = (
    seen("美国信纸", "page.size", "通知", sized(216, 279), sized(210.9, 297.9), "type_area.bottom"),
    seen("订口宽1.2毫米", "margins.left", "通知", moved(BODY, right=1.2, page=2), moved(BODY, right=0.9, page=2)),
    seen("订口窄1.2毫米", "margins.left", "通知", moved(BODY, right=-1.2, page=2), moved(BODY, right=-0.9, page=2)),
    seen(
        "一行伸出切口",
        "margins.right",
        "通知",
        moved("一、望山区", right=96.2, page=4),
        moved("一、望山区", right=95.4, page=4),
    ),
    seen("字距拉宽", "type_area.width", "通知", stretched(-1.6), stretched(-0.5)),
    seen("插图伸出版心", "type_area.graphics", "通知", pictured(26.9, 100, 180, 160), pictured(27.1, 100, 180, 160)),
    seen("插图伸到切口外", "type_area.graphics", "通知", pictured(60, 100, 185.2, 160), pictured(60, 100, 184.9, 160)),
    seen("表格线高出版心", "tables.top", "跨页表格", higher(1.2), higher(0.9)),
    Planting(
        "按Word配置排印",
        "geometry.profile",
        "通知",
        both(pages(by_word), asked(profile="word-37-35")),
        asked(profile="national"),
    ),
    seen("第2页低1.2毫米", "margins.top", "通知", all_lines(1.2), all_lines(0.9), "type_area.bottom"),
    seen("第2页高1.2毫米", "margins.top", "通知", all_lines(-1.2), all_lines(-0.9), "type_area.bottom"),
    seen("第2页多一行", "type_area.bottom", "通知", filled(37, PITCH, 23), last_line(0.9)),
    seen("行距27.5磅", "grid.lines", "通知", pitched(27.5, 23), pitched(29.5)),
    seen("行距28.6磅", "grid.squeezed", "通知", pitched(28.6), pitched(29.5)),
    seen("每行27字", "grid.characters", "通知", fewer(22), fewer(8)),
    seen("逗号开头", "lines.ends", "通知", starting("，"), starting("“困”")),
    seen("前括号结尾", "lines.ends", "通知", parted("（", "困）帮"), parted("（困）", "帮")),
    seen("破折号断开", "lines.ends", "通知", parted("帮—", "—扶"), parted("——", "帮")),
    seen("年份与年断开", "lines.numbers", "通知", parted("18", "6户"), parted("186户", "帮")),
    Planting(
        "的字在行首",
        "title.words",
        "通知",
        titled_attachment("青禾市困难家庭帮扶工作", "的项目清单"),
        titled_attachment("青禾市困难家庭帮扶工作的", "项目清单"),
    ),
    Planting(
        "沙漏形标题",
        "title.shape",
        "通知",
        titled_attachment("青禾市困难家庭帮扶", "项目", "清单和任务分工"),
        titled_attachment("青禾市", "困难家庭帮扶", "项目清单"),
    ),
    Planting(
        "长方形标题",
        "title.shape",
        "通知",
        titled_attachment("困难家庭帮扶", "项目资金清单"),
        titled_attachment("困难家庭帮扶项", "项目资金清单"),
    ),
    seen("续表没有表头", "tables.head", "跨页表格", retabled, on_page(3, lambda s: with_table(s, sheets.TOP + 0.3))),
    seen(
        "字体没有嵌入",
        "fonts.embedded",
        "通知",
        lambda m: replace(m, fonts=(Font("SimSun", False),)),
        lambda m: replace(m, fonts=(Font("SimSun", True),)),
    ),
    seen(
        "用了代用字体",
        "fonts.stand_in",
        "通知",
        lambda m: replace(m, fonts=(Font("FandolFang-Regular", True),)),
        lambda m: replace(m, fonts=(Font("FangSong", True),)),
    ),
    seen(
        "空心方框",
        "glyphs.unreadable",
        "通知",
        reworded("一、望山区", "一、望\ufffd区助学项目"),
        reworded("一、望山区", "一、望山区助学项目组"),
    ),
    Planting("丢了一个字", "glyphs.lost", "通知", asked(note="此件公开发布囧"), asked(note="此件公开发布 ")),
    seen("正文宋体", "fonts.body", "通知", refaced(BODY, font="SimSun"), refaced(BODY, font="KaiTi_GB2312", page=2)),
    seen("正文小四号", "fonts.body", "通知", refaced(BODY, size=15, page=2), refaced(BODY, size=15.75, page=2)),
    seen("标题黑体", "fonts.title", "通知", refaced("关于做好", font="SimHei"), refaced("关于做好", size=22.3)),
)
