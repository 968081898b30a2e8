"""落款的种错: names, date, seals, 签名章 and 附注."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document.sheet import Measured, Sheet
from planted.planting import Planting, seen
from proofing.sheets import PITCH, STEP, TOP, Fault, moved, on_line, on_page, reworded, shifted
from proofing.test_endings import all_down, exchanged, on_seal, overleaf, without_seal

DATE, NAME, NOTE = "2026年7月4日", "青禾市民政局", "（此件公开"


def shifted_by(text: str, chars: float) -> Fault:
    """A line of page 3 further right by so many characters."""
    return moved(text, right=STEP * chars, page=3)


def dropped(text: str) -> Fault:
    return on_line(text, lambda line: None, page=3)


def overleaf_at_top(measured: Measured) -> Measured:
    """Page 3 with the sign-off alone, at its head."""

    def change(sheet: Sheet) -> Sheet:
        by = TOP + 2 * PITCH - sheet.lines[0].top
        lines = (*(shifted(one, 0, by) for one in sheet.lines[:-1]), sheet.lines[-1])
        seals = tuple(replace(one, y0=one.y0 + by, y1=one.y1 + by) for one in sheet.pictures)
        return replace(sheet, lines=lines, pictures=seals)

    return on_page(3, change)(overleaf(measured))


def brought_up(measured: Measured) -> Measured:
    """Page 3 with one line of text alone, and what stands under it brought up to it."""

    def change(sheet: Sheet) -> Sheet:
        by = -5 * PITCH
        rest = (shifted(one, 0, by) for one in sheet.lines[6:-1])
        seals = tuple(replace(one, y0=one.y0 + by, y1=one.y1 + by) for one in sheet.pictures)
        return replace(sheet, lines=(sheet.lines[0], *rest, sheet.lines[-1]), pictures=seals)

    return on_page(3, change)(measured)


TABLE: tuple[Planting, ...] = (
    seen("日期右空三字半", "sign_off.date", "一枚印章", shifted_by(DATE, 0.6), shifted_by(DATE, 0.4)),
    seen("日期右空四字半", "sign_off.date", "通知", shifted_by(DATE, -0.6), shifted_by(DATE, -0.4)),
    seen(
        "署名偏左", "sign_off.name", "一枚印章", shifted_by(NAME, -0.8), moved(NAME, right=-1.9, page=3), "seals.names"
    ),
    seen("署名偏右", "sign_off.name", "通知", shifted_by(NAME, 0.8), shifted_by(NAME, 0.3)),
    seen("日期退后", "sign_off.plain", "五家不盖印章", shifted_by(DATE, -0.6), shifted_by(DATE, -0.4)),
    seen(
        "署名没有对齐",
        "sign_off.plain",
        "五家不盖印章",
        moved("青禾市财政局", right=1.5, page=3),
        moved("青禾市财政局", right=0.8, page=3),
    ),
    seen(
        "少一家署名",
        "sign_off.missing",
        "五家不盖印章",
        dropped("青禾市教育局"),
        reworded("青禾市教育局", "青禾市　教育局", page=3),
        "glyphs.lost",
    ),
    seen(
        "署名次序颠倒",
        "sign_off.order",
        "五家不盖印章",
        exchanged("青禾市民政局", "青禾市教育局"),
        reworded("青禾市教育局", "青禾市　教育局", page=3),
    ),
    seen(
        "印章次序颠倒", "sign_off.order", "五枚印章", exchanged("青禾市教育局", "青禾市财政局"), on_seal(1, right=0.9)
    ),
    seen("落款单独一页", "sign_off.page", "一枚印章", overleaf_at_top, brought_up, "attachments.agree"),
    seen("附注左空两字半", "note.place", "一枚印章", shifted_by(NOTE, 0.6), shifted_by(NOTE, 0.4)),
    seen(
        "附注少半个括号",
        "note.place",
        "一枚印章",
        reworded(NOTE, "（此件公开发布", page=3),
        reworded(NOTE, "（此件公开发布 ）", page=3),
    ),
    seen("没有附注", "note.missing", "一枚印章", dropped(NOTE), moved(NOTE, down=1, page=3), "glyphs.lost"),
    seen("少一枚印章", "seals.count", "五枚印章", without_seal(4), on_seal(4, right=1), "seals.date"),
    seen("印章相交", "seals.apart", "五枚印章", on_seal(1, right=-10.1), on_seal(1, right=-1.9), "seals.names"),
    seen("印章伸出版心", "seals.inside", "五枚印章", on_seal(0, right=-6.2), on_seal(0, right=-1.9), "seals.names"),
    seen("印章高低不齐", "seals.rows", "五枚印章", on_seal(1, down=1.2), on_seal(1, down=0.9)),
    seen("印章偏离署名", "seals.names", "五枚印章", on_seal(1, right=2.2), on_seal(1, right=1.9)),
    seen("印章没有压日期", "seals.date", "一枚印章", moved(DATE, down=10.5, page=3), moved(DATE, down=5, page=3)),
    seen("印章离正文太远", "seals.gap", "一枚印章", all_down(6), all_down(5.8)),
    seen("签名章日期偏右", "stamp.date", "两枚签名章", shifted_by(DATE, 0.6), shifted_by(DATE, 0.4)),
    seen(
        "职务没有对齐",
        "stamp.columns",
        "两枚签名章",
        moved("副局长", right=-1.2, page=3),
        moved("副局长", right=-0.9, page=3),
    ),
    seen("职务离章太远", "stamp.place", "两枚签名章", shifted_by("局长", -0.6), shifted_by("局长", -0.4)),
    seen("签名章低1.2毫米", "stamp.from_text", "两枚签名章", all_down(1.2), all_down(0.9)),
    seen(
        "签名章日期低1.2毫米",
        "stamp.to_date",
        "两枚签名章",
        moved(DATE, down=1.2, page=3),
        moved(DATE, down=0.9, page=3),
    ),
)
