"""附件、版记、页码和文稿对照的种错."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongwen.document.model import Attachment
from gongwen.document.sheet import Measured, Sheet, TextLine
from planted.planting import Fault, Mutation, Planting, asked, both, drafted, pages, seen
from proofing import sheets
from proofing.sheets import (
    FANGSONG,
    STEP,
    XIAOBIAOSONG,
    centred,
    inset,
    moved,
    on_line,
    on_page,
    on_rules,
    refaced,
    reworded,
    shifted,
)
from proofing.test_details import with_lines

LISTED, TITLE, CC, PRINTED = "附件：", "帮扶项目清单", "抄送", "青禾市民政局办公室"
DRAFTED = "对照文稿的通知"


def retitled(text: str) -> Fault:
    """Another title over the attachment."""
    return on_line(TITLE, lambda old: centred(text, old.top, 22, XIAOBIAOSONG, page=4), page=4)


def renamed(name: str) -> Mutation:
    """Another name of the attachment wherever it stands."""
    return both(
        pages(reworded(LISTED, f"附件：{name}", page=3)), pages(retitled(name)), asked(attachments=(Attachment(name),))
    )


def ending_down(by: float) -> Fault:
    """附件说明 and all that stands under it on page 3 lower."""

    def change(sheet: Sheet) -> Sheet:
        rest = (shifted(one, 0, by) for one in sheet.lines[6:-1])
        return replace(sheet, lines=(*sheet.lines[:6], *rest, sheet.lines[-1]))

    return on_page(3, change)


def one_more_listed(measured: Measured) -> Measured:
    """A second attachment in 附件说明 that is not bound."""
    first = reworded(LISTED, "附件：1.帮扶项目清单", page=3)(measured)
    return with_lines(3, sheets.line("2.联系人", sheets.LEFT + 5 * STEP, sheets.TOP + 8 * sheets.PITCH))(first)


def rule(number: int, **by: float) -> Fault:
    """A rule of 版记 with other figures: `y` and `x1` are added, `weight` is set."""

    def change(sheet: Sheet) -> Sheet:
        made = list(sheet.rules)
        old = made[number]
        made[number] = replace(
            old,
            y0=old.y0 + by.get("y", 0),
            y1=old.y1 + by.get("y", 0),
            x1=old.x1 + by.get("x1", 0),
            weight=by.get("weight", old.weight),
        )
        return replace(sheet, rules=tuple(made))

    return on_page(4, change)


def renumbered(sheet: Sheet, page: int) -> Sheet:
    """A page bound as another one, with its own page number."""
    lines = tuple(replace(one, page=page) for one in sheet.lines if not one.text.startswith("—"))
    rules = tuple(replace(one, page=page) for one in sheet.rules)
    return Sheet(page, sheet.width, sheet.height, (*lines, sheets.folio(page)), rules)


def more_pages(count: int) -> Fault:
    """So many more pages of text after page 2."""

    def change(measured: Measured) -> Measured:
        first, second, *rest = measured.sheets
        order = [first, *[second] * (count + 1), *rest]
        return replace(measured, sheets=tuple(renumbered(sheet, n) for n, sheet in enumerate(order, 1)))

    return change


def emptied(kept: int) -> Fault:
    """Page 2 with its first lines alone, and with its number where it has any."""
    return on_page(2, lambda s: replace(s, lines=(*s.lines[:kept], *s.lines[-1:]) if kept else ()))


def dropped(text: str, page: int | None = None) -> Fault:
    return on_line(text, lambda line: None, page)


def renumber(text: str) -> Fault:
    """Another 发文字号, centred."""
    return on_line("青民〔", lambda old: centred(text, old.top, 16, FANGSONG), page=1)


def title_page(text: str) -> Fault:
    return on_line("关于做好", lambda old: centred(text, old.top, 22, XIAOBIAOSONG), page=1)


def signed_on(text: str) -> Fault:
    """Another 成文日期 on the page, ending where it ended."""
    return on_line("2026年7月4日", lambda old: inset(text, 4, old.top, page=3), page=3)


def printed_on(day: int) -> Mutation:
    """印发日期 on another day of July, in the file and on the page."""

    def change(old: TextLine) -> TextLine:
        return inset(f"2026年7月{day}日印发", 1, old.top, 14, page=4)

    return both(asked(printed_on=date(2026, 7, day)), pages(on_line("日印发", change, page=4)))


TABLE: tuple[Planting, ...] = (
    seen("双页页码居中", "folio.side", "通知", moved("—2—", right=66), moved("—2—", right=1.7)),
    seen(
        "附件说明左空两字半", "listed.place", "通知", moved(LISTED, right=STEP * 0.6), moved(LISTED, right=STEP * 0.4)
    ),
    seen("附件说明紧接正文", "listed.place", "通知", ending_down(-6), ending_down(-5)),
    Planting(
        "附件名称有句号",
        "listed.marks",
        "通知",
        pages(reworded(LISTED, "附件：帮扶项目清单。")),
        renamed("帮扶项目清单（新）"),
        ("attachments.agree",),
    ),
    seen(
        "附件回行没有对齐",
        "listed.wrap",
        "两个附件",
        moved("说明", right=STEP * 0.6, page=3),
        moved("说明", right=STEP * 0.4, page=3),
    ),
    seen("附件标题不同", "attachments.agree", "通知", retitled("助学项目清单"), retitled("《帮扶项目清单》")),
    seen("附件数目不同", "attachments.agree", "通知", one_more_listed, reworded(LISTED, "附件： 帮扶项目清单", page=3)),
    seen(
        "附件顺序号不连",
        "attachments.numbered",
        "两个附件",
        reworded("附件2", "附件3", page=5),
        reworded("附件2", "附　件2", page=5),
    ),
    seen("附件标题低一些", "attachments.row", "通知", moved(TITLE, down=2.8, page=4), moved(TITLE, down=2.4, page=4)),
    seen(
        "附件二字仿宋",
        "attachments.face",
        "通知",
        refaced("附件", font=FANGSONG, page=4),
        refaced("附件", size=15.75, page=4),
    ),
    seen(
        "附件二字不顶格", "attachments.face", "通知", moved("附件", right=1.2, page=4), moved("附件", right=0.9, page=4)
    ),
    seen(
        "一个附件编了号",
        "attachments.single",
        "通知",
        reworded("附件", "附件1", page=4),
        reworded("附件", "附　件", page=4),
    ),
    seen("末条线高1.2毫米", "imprint.foot", "通知", rule(2, y=-1.2), rule(2, y=-0.9)),
    seen("末条线低1.2毫米", "imprint.foot", "通知", rule(2, y=1.2), rule(2, y=0.9)),
    seen("分隔线短1.2毫米", "imprint.width", "通知", rule(0, x1=-1.2), rule(0, x1=-0.9)),
    seen("首条线粗0.48毫米", "imprint.outer", "通知", rule(0, weight=0.52), rule(0, weight=0.48)),
    seen("中间线粗0.42毫米", "imprint.inner", "通知", rule(1, weight=0.42), rule(1, weight=0.38)),
    seen(
        "没有版记线",
        "imprint.missing",
        "通知",
        on_rules(4, lambda r: None),
        on_rules(4, lambda r: r if r.y > 262.1 or r.weight > 0.3 else None),
    ),
    seen("抄送左空一字半", "imprint.inset", "通知", moved(CC, right=2.6, page=4), moved(CC, right=2.3, page=4)),
    seen("版记宋体", "imprint.face", "通知", refaced(CC, font="SimSun", page=4), refaced(CC, size=14.2, page=4)),
    seen("版记在单页", "imprint.even", "通知", more_pages(1), more_pages(2)),
    seen(
        "信函版记有印发",
        "letter.imprint",
        "信函",
        with_lines(2, sheets.line("青禾市民政局 2026年7月5日印发", 33, 257, 14)),
        reworded(CC, "抄送：市财政局，市残联。", page=2),
        "imprint.inset",
    ),
    seen("信函抄送高11毫米", "letter.imprint_foot", "信函", moved(CC, down=-11, page=2), moved(CC, down=-4, page=2)),
    seen("第2页没有页码", "folio.missing", "通知", dropped("—2—"), moved("—2—", right=1)),
    seen("空白页编了页码", "folio.blank", "空白页后版记", with_lines(5, sheets.folio(5)), moved("—4—", right=1)),
    seen("版记页没有页码", "folio.imprint", "单独一页版记", dropped("—4—"), moved("—4—", right=1)),
    seen("页码跳号", "folio.number", "通知", reworded("—2—", "—5—"), reworded("—2—", "— 2 —")),
    seen("双页页码居右", "folio.side", "通知", moved("—2—", right=130), moved("—2—", right=1.7)),
    seen("页码空一字半", "folio.inset", "通知", moved("—2—", right=2.6), moved("—2—", right=1.8)),
    seen("页码低1.6毫米", "folio.drop", "通知", moved("—2—", down=1.6), moved("—2—", down=0.7)),
    seen("页码新罗马体", "folio.face", "通知", refaced("—2—", font="TimesNewRomanPSMT"), refaced("—2—", size=14.2)),
    seen("页码没有一字线", "folio.face", "通知", reworded("—2—", "-2-"), reworded("—2—", "— 2 —")),
    seen("空白页", "pages.blank", "通知", emptied(0), emptied(1)),
    Planting("印发早于成文", "dates.order", "通知", printed_on(3), printed_on(4)),
    seen("文号不是登记的", "paper.number", DRAFTED, renumber("青民〔2026〕8号"), renumber("青民〔2026〕 7号")),
    seen(
        "标题改了一个词",
        "paper.title",
        DRAFTED,
        title_page("关于做好困难家庭助学工作的通知"),
        title_page("关于做好困难家庭 帮扶工作的通知"),
    ),
    seen(
        "主送改了",
        "paper.recipients",
        DRAFTED,
        reworded("各县（区）", "各县（区）人民政府和部门："),
        reworded("各县（区）", "各县（区） 人民政府："),
    ),
    seen("日期不是签发日", "paper.date", DRAFTED, signed_on("2026年7月2日"), signed_on("2026年7月 4日")),
    Planting(
        "少一个抄送", "paper.cc", DRAFTED, asked(cc=("市委办公室", "市人民政府办公室")), asked(cc=("市委办公室。",))
    ),
    Planting(
        "印发机关不同",
        "paper.printed_by",
        DRAFTED,
        asked(printed_by="青禾市人民政府办公室"),
        pages(reworded(PRINTED, "青禾市民政局 办公室", page=4)),
    ),
    Planting(
        "附件名称不同",
        "paper.attachments",
        DRAFTED,
        asked(attachments=(Attachment("帮扶困难项目清单"),)),
        asked(attachments=(Attachment("帮扶项目 清单"),)),
    ),
    Planting("正文少了一句", "paper.body", DRAFTED, drafted(body=()), drafted(recipients="各县（区）人民政府")),
)
