"""版头和首页的种错: mark, number, red rule, title, what stands at the upper left, and the special formats."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document.model import Attendees
from gongwen.document.sheet import Measured, Rule, Sheet, TextLine
from planted.planting import Fault, Mutation, Planting, asked, both, pages, seen
from proofing import formats, sheets
from proofing.sheets import (
    FANGSONG,
    HEITI,
    PITCH,
    RED,
    STEP,
    XIAOBIAOSONG,
    centred,
    moved,
    on_line,
    on_page,
    on_rules,
    refaced,
    shifted,
)
from proofing.test_details import exchange, number_up
from proofing.test_formats import (
    attended_in,
    lower_half,
    on_head,
    right_piece,
    swapped,
    unlabelled,
    upper_half,
    with_line,
)

BODY = "帮扶困难家庭"


def recentred(text: str, other: str) -> Fault:
    """Other words in place of a centred line, in the middle again."""

    def change(old: TextLine) -> TextLine:
        return centred(other, old.top, old.size, old.font, old.colour, old.page)

    return on_line(text, change, page=1)


def several(*faults: Fault) -> Fault:
    """Changes of the page that make one together."""

    def planted(measured: Measured) -> Measured:
        for fault in faults:
            measured = fault(measured)
        return measured

    return planted


def ruled(down: float = 0.0, shorter: float = 0.0) -> Fault:
    """The red rule of page 1 lower or shorter."""
    return on_rules(1, lambda r: replace(r, y0=r.y0 + down, y1=r.y1 + down, x1=r.x1 - shorter))


def body_of(lines: int) -> Fault:
    """So many body lines on page 1."""

    def change(sheet: Sheet) -> Sheet:
        running = [one for one in sheet.lines if one.text.startswith(BODY)]
        return replace(sheet, lines=tuple(one for one in sheet.lines if one not in running[lines:]))

    return on_page(1, change)


def two_lines(first: str, last: str) -> Fault:
    """The title on two lines, everything under it lower by the title's pitch."""
    step = 716 / 20 * sheets.MM

    def change(sheet: Sheet) -> Sheet:
        title = next(one for one in sheet.lines if one.size == 22)
        over = [one for one in sheet.lines if one.top < title.top]
        made = [centred(text, title.top + n * step, 22, XIAOBIAOSONG) for n, text in enumerate((first, last))]
        under = [shifted(one, 0, step) for one in sheet.lines[:-1] if one.top > title.top]
        return replace(sheet, lines=(*over, *made, *(one for one in under if one.bottom < 262.5), sheet.lines[-1]))

    return on_page(1, change)


def dropped(text: str, page: int | None = None) -> Fault:
    return on_line(text, lambda line: None, page)


def one_name_character(measured: Measured) -> Measured:
    """One character of the names of 签发人 in 仿宋."""

    def change(old: TextLine) -> TextLine:
        at = len(old.glyphs) - 1
        return replace(old, glyphs=(*old.glyphs[:at], replace(old.glyphs[at], font=FANGSONG)))

    return on_line("签发人", change, page=1)(measured)


def weighing(thick: float, thin: float) -> Fault:
    """Other weights of a letter's double rules."""
    return on_rules(1, lambda r: replace(r, weight=thick if r.weight > 0.7 else thin))


def attended(label: str, names: str, instead: str) -> Fault:
    """Another line of people at a meeting in place of one."""
    return on_line(instead, lambda old: formats.labelled(label, names, old.top))


def refaced_line(old: TextLine) -> TextLine:
    """A line in 黑体."""
    return replace(old, glyphs=tuple(replace(g, font=HEITI) for g in old.glyphs))


def recoloured(text: str, colour: str) -> Fault:
    """A line in another colour."""
    return on_line(text, lambda old: replace(old, glyphs=tuple(replace(g, colour=colour) for g in old.glyphs)))


def people_down(by: float) -> Fault:
    return several(*(moved(text, down=by) for text in ("出席：", "卫言", "请假：", "列席：")))


def numbered(text: str) -> Fault:
    """Another 发文字号, centred."""
    return recentred("青民〔", text)


def number_form(name: str, text: str) -> Planting:
    """A number in a wrong form; beside it one that is still to be registered."""
    unregistered = both(pages(numbered("青民〔2026〕　号")), asked(number=""))
    because = ("paper.number",) if "〔" in text else ("glyphs.lost", "paper.number")
    return Planting(name, "number.form", "通知", pages(numbered(text)), unregistered, because)


def titled(first: str, last: str) -> Mutation:
    """A title on two lines that was asked for so."""
    return both(pages(two_lines(first, last)), asked(title=first + last))


def unheaded(title: str) -> Mutation:
    """A page without mark and number, under another title."""
    bare = several(dropped("民政局文件"), dropped("青民〔"), recentred("关于做好", title))
    return both(pages(bare), asked(number="", mark="青禾市民政局", title=title))


TABLE: tuple[Planting, ...] = (
    seen(
        "别人的红头没有红线",
        "red_rule.missing",
        "他处通知",
        on_rules(1, lambda r: None),
        on_rules(1, lambda r: replace(r, weight=0.5)),
    ),
    seen(
        "标志高1.2毫米",
        "mark.top",
        "通知",
        moved("民政局文件", down=-1.2),
        moved("民政局文件", down=-0.9),
        "number.gap",
    ),
    seen(
        "标志低1.2毫米", "mark.top", "通知", moved("民政局文件", down=1.2), moved("民政局文件", down=0.9), "number.gap"
    ),
    seen(
        "信函标志高1.2毫米",
        "mark.top",
        "信函",
        moved("青禾市民政局", down=-1.2, page=1),
        moved("青禾市民政局", down=-0.4, page=1),
        "letter.rule_gap",
    ),
    seen(
        "命令标志低1.2毫米",
        "mark.top",
        "命令",
        moved("青禾市人民政府令", down=1.2),
        moved("青禾市人民政府令", down=0.9),
        "order.number_gap",
    ),
    seen("文号低1.2毫米", "number.gap", "通知", moved("青民〔", down=1.2), moved("青民〔", down=0.4), "red_rule.gap"),
    number_form("方括号", "青民[2026]7号"),
    number_form("圆括号", "青民（2026）7号"),
    number_form("虚位", "青民〔2026〕07号"),
    number_form("第字", "青民〔2026〕第7号"),
    number_form("两位年份", "青民〔26〕7号"),
    seen("文号偏右", "number.place", "通知", moved("青民〔", right=1.2), moved("青民〔", right=0.9)),
    seen("红线低0.6毫米", "red_rule.gap", "通知", ruled(down=0.6), ruled(down=0.4)),
    seen("红线短1.2毫米", "red_rule.length", "通知", ruled(shorter=1.2), ruled(shorter=0.9)),
    seen(
        "没有红线",
        "red_rule.missing",
        "通知",
        on_rules(1, lambda r: None),
        on_rules(1, lambda r: replace(r, weight=0.5)),
    ),
    seen(
        "标题低1.2毫米", "title.gap", "通知", moved("关于做好", down=1.2), moved("关于做好", down=0.9), "recipients.gap"
    ),
    seen("主送高1.2毫米", "recipients.gap", "通知", moved("各县（区）", down=-1.2), moved("各县（区）", down=-0.9)),
    seen("首页没有正文", "first_page.body", "通知", body_of(0), body_of(1)),
    Planting(
        "标题末行一个字",
        "title.orphan",
        "通知",
        titled("关于做好困难家庭帮扶工作的通", "知"),
        titled("关于做好困难家庭", "帮扶工作的通知"),
    ),
    seen(
        "标题没有文种",
        "title.kind",
        "通知",
        recentred("关于做好", "关于做好困难家庭帮扶工作的安排"),
        recentred("关于做好", "关于做好困难家庭帮扶工作的通知（试行）"),
        "glyphs.lost",
    ),
    Planting(
        "没有标志，标题也没有机关",
        "title.organ",
        "通知",
        unheaded("关于做好帮扶工作的通知"),
        unheaded("青禾市民政局关于做好帮扶工作的通知"),
    ),
    Planting("上行文没有签发人", "signers.missing", "通知", asked(direction="上行"), asked(direction="平行")),
    Planting("涉密没有份号", "copy.missing", "通知", asked(secrecy="秘密★1年"), asked(urgency="特急")),
    seen("份号低1.2毫米", "head.notes", "带份号的通知", moved("000007", down=1.2), moved("000007", down=0.9)),
    seen("密级不顶格", "head.notes", "带份号的通知", moved("秘密", right=1.2), moved("秘密", right=0.9)),
    Planting(
        "紧急程度在密级前",
        "head.order",
        "带份号的通知",
        pages(exchange),
        both(pages(dropped("秘密")), asked(secrecy="")),
    ),
    seen("紧急程度仿宋", "head.face", "带份号的通知", refaced("特急", font=FANGSONG), refaced("特急", size=15.75)),
    seen("文号高于签发人", "signers.level", "请示", number_up(1.3), number_up(0.8)),
    seen("签发人姓名仿宋", "signers.face", "请示", refaced("签发人", font=FANGSONG), one_name_character),
    seen(
        "签发人右空不足", "signers.inset", "请示", moved("签发人", right=-5, page=1), moved("签发人", right=-3, page=1)
    ),
    seen("双线上细下粗", "letter.rules", "信函", swapped, weighing(0.9, 0.45)),
    seen("双线一样粗", "letter.rules", "信函", weighing(0.7, 0.7), weighing(0.8, 0.6)),
    seen(
        "第2页也有双线",
        "letter.first_page",
        "信函",
        on_page(2, lambda s: replace(s, rules=formats.double(275, 0.35, 1.05, page=2))),
        on_page(2, lambda s: replace(s, rules=(Rule(2, 28, 250, 140, 250, 0.35, RED),))),
    ),
    seen(
        "信函标志带文件二字",
        "letter.mark",
        "信函",
        recentred("青禾市民政局", "青禾市民政局文件"),
        recentred("青禾市民政局", "市民政局"),
    ),
    seen(
        "首条双线低0.6毫米",
        "letter.rule_gap",
        "信函",
        several(upper_half(0.6), moved("青民函〔", down=0.6, page=1)),
        several(upper_half(0.4), moved("青民函〔", down=0.4, page=1)),
    ),
    seen(
        "双线短1.2毫米",
        "letter.rule_length",
        "信函",
        on_rules(1, lambda r: replace(r, x0=r.x0 + 1.2)),
        on_rules(1, lambda r: replace(r, x0=r.x0 + 0.9)),
    ),
    seen("第二条双线高1.2毫米", "letter.foot_rule", "信函", lower_half(-1.2), lower_half(-0.9)),
    seen(
        "末行离双线太近",
        "letter.foot_gap",
        "信函",
        with_line(1, sheets.line(BODY, 28, 266.5)),
        with_line(1, sheets.line(BODY, 28, 265.9)),
    ),
    seen(
        "信函文号低0.6毫米",
        "letter.number_gap",
        "信函",
        moved("青民函〔", down=0.6, page=1),
        moved("青民函〔", down=0.4, page=1),
    ),
    seen("信函文号不顶格", "letter.number_place", "信函", on_head(right_piece(-1.2)), on_head(right_piece(-0.9))),
    seen(
        "信函标题高1.2毫米",
        "letter.title_gap",
        "信函",
        moved("关于商请", down=-1.2),
        moved("关于商请", down=-0.9),
        "recipients.gap",
    ),
    seen("信函首页有页码", "letter.folio", "信函", with_line(1, sheets.folio(1)), moved("—2—", right=1.7)),
    seen(
        "命令标志没有令字",
        "order.mark",
        "命令",
        recentred("青禾市人民政府令", "青禾市人民政府文"),
        recentred("青禾市人民政府令", "青禾市人民政府命令"),
    ),
    seen(
        "令号低1.2毫米",
        "order.number_gap",
        "命令",
        several(moved("第12号", down=1.2), moved(BODY, down=1.2)),
        moved("第12号", down=0.9),
    ),
    seen(
        "令号虚位",
        "order.number_form",
        "命令",
        recentred("第12号", "第012号"),
        recentred("第12号", "第 12号"),
        "paper.number",
    ),
    seen("令号偏右", "order.number_place", "命令", moved("第12号", right=1.2), moved("第12号", right=0.9)),
    seen("命令正文低1.2毫米", "order.body_gap", "命令", moved(BODY, down=1.2), moved(BODY, down=0.9)),
    seen(
        "命令有标题",
        "order.title",
        "命令",
        with_line(1, centred("关于开展助学的命令", 107, 22, XIAOBIAOSONG)),
        on_page(1, lambda s: replace(s, lines=(*s.lines[:2], refaced_line(s.lines[2]), *s.lines[3:]))),
    ),
    seen(
        "纪要标志没有纪要",
        "minutes.mark",
        "纪要",
        recentred("青禾市困难家庭帮扶工作会议纪要", "青禾市困难家庭帮扶工作会议情况"),
        recentred("青禾市困难家庭帮扶工作会议纪要", "青禾市民政局纪要"),
    ),
    seen(
        "印发日期没有居右",
        "minutes.issued",
        "纪要",
        on_line("青禾市民政局", right_piece(-10)),
        on_line("青禾市民政局", right_piece(-5)),
    ),
    seen(
        "没有列席", "minutes.missing", "纪要", dropped("列席："), attended("列席人员", "罗平", "列席："), "glyphs.lost"
    ),
    Planting(
        "请假在列席后",
        "minutes.order",
        "纪要",
        pages(attended_in("列席")),
        both(pages(dropped("请假：")), asked(attendees=Attendees(("方明", "程安"), (), ("罗平",)))),
    ),
    seen("出席标识仿宋", "minutes.faces", "纪要", on_line("出席：", unlabelled), refaced("出席：", size=15.75)),
    seen("列席左空三字", "minutes.indent", "纪要", moved("列席：", right=STEP), moved("列席：", right=1)),
    seen("出席前空两行", "minutes.gap", "纪要", people_down(PITCH), people_down(0.4 * PITCH)),
    seen("套打印出红字", "preprinted.red", "套打", recoloured("一、望山区", RED), recoloured("一、望山区", "960000")),
    seen(
        "套打文号高12毫米",
        "preprinted.number",
        "套打",
        moved("青民〔", down=-12),
        moved("青民〔", down=-1),
        "title.gap",
    ),
)
