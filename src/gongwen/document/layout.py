"""版式: GB/T 9704—2012 as one table; every figure has a name, its clause and its strength.

A `Figure` is a `Length` that knows where it comes from, so code reads `layout.LEFT_MARGIN` and a finding cites
`layout.LEFT_MARGIN.clause`. Strength words: 规定 一般 推荐 可以 实务 推算 (only 规定 may block).
"""

from __future__ import annotations

from typing import NamedTuple, Self

from gongwen.document.lengths import Length, mm, pt, twips

STANDARD = "GB/T 9704—2012"


class Figure(Length):
    """A length of the standard with its clause, strength word and tolerance (mm, both ways)."""

    label: str
    clause: str
    strength: str
    tolerance: float

    def __new__(cls, value: Length, label: str, clause: str, strength: str, tolerance: float = 0.5) -> Self:
        self = super().__new__(cls, int(value))
        self.label, self.clause, self.strength, self.tolerance = label, clause, strength, tolerance
        return self


class Face(NamedTuple):
    """A typeface category of the standard and the family names asked for in DOCX."""

    name: str
    east_asia: str
    latin: str


def _gb(clause: str) -> str:
    return f"{STANDARD} {clause}"


# 5 用纸、版面
PAGE_WIDTH = Figure(mm(210), "纸宽", _gb("5.1"), "规定", 1)
PAGE_HEIGHT = Figure(mm(297), "纸高", _gb("5.1"), "规定", 1)
TOP_MARGIN = Figure(mm(37), "天头", _gb("5.2.1"), "规定", 1)
LEFT_MARGIN = Figure(mm(28), "订口", _gb("5.2.1"), "规定", 1)
TYPE_WIDTH = Figure(mm(156), "版心宽", _gb("5.2.1"), "规定", 1)
TYPE_HEIGHT = Figure(mm(225), "版心高", _gb("5.2.1"), "规定", 1)
RIGHT_MARGIN = Figure(mm(26), "切口", _gb("5.2.1"), "推算", 1)
BOTTOM_MARGIN = Figure(mm(35), "地脚", _gb("5.2.1"), "推算", 1)
TYPE_BOTTOM = Figure(mm(262), "版心下边缘", _gb("5.2.1"), "推算", 1)
LINES_PER_PAGE = 22
CHARS_PER_LINE = 28
GRID_CLAUSE = _gb("5.2.3")
ROW = Figure(mm(10.39), "一行", "GB/T 33476.2—2016", "推算")

# What renders as 22 lines of 28 characters on the measured page (margins: document/geometry.py)
LINE_PITCH = Figure(twips(592), "行距", _gb("5.2.3"), "推算")
TRACKING = Length(pt(-0.25))
DOCX_HEADER = Length(mm(15))
DOCX_FOOTER = Length(mm(25.15))
EM_ABOVE_BASELINE = 0.88
EM_BELOW_BASELINE = 0.12
BASELINE_IN_EXACT_LINE = 0.8  # of the pitch, measured on LibreOffice 7.4 with four fonts

# 字号 (pt)
SIZE_2 = Length(pt(22))
SIZE_3 = Length(pt(16))
SIZE_4 = Length(pt(14))
SIZE_4_SMALL = Length(pt(12))
CHAR = Length(SIZE_3 + TRACKING)  # one 字 on our line: 15.75 pt

# 字体
FANGSONG = Face("仿宋", "仿宋_GB2312", "Times New Roman")
KAITI = Face("楷体", "楷体_GB2312", "Times New Roman")
HEITI = Face("黑体", "黑体", "Times New Roman")
SONGTI = Face("宋体", "宋体", "Times New Roman")
XIAOBIAOSONG = Face("小标宋", "方正小标宋简体", "Times New Roman")
RED = "FF0000"

# 7.2 版头
MARK_TOP = Figure(mm(72), "发文机关标志上边缘", _gb("7.2.4"), "规定", 1)
MARK_TO_NUMBER = Figure(mm(20.78), "发文机关标志与发文字号间距（空二行）", _gb("7.2.5"), "规定", 1)
NUMBER_TO_RULE = Figure(mm(4), "发文字号与红色分隔线间距", _gb("7.2.7"), "规定", 0.5)
RED_RULE_LENGTH = Figure(mm(156), "红色分隔线长", _gb("7.2.7"), "规定", 1)
RED_RULE_WEIGHT = Figure(pt(1), "红色分隔线粗", _gb("7.2.7"), "实务")
MARK_MAX_SIZE = Length(pt(62))
MARK_MIN_SIZE = Length(pt(16))
MARK_SHRINK_FIRST = Length(pt(22))
LETTER_MARK_MAX_SIZE = Length(pt(48))

# 7.3 主体
TITLE_PITCH = Figure(twips(716), "标题行距（一个字高加三号字高的八分之七）", _gb("3.2"), "推算")
RULE_TO_TITLE = Figure(mm(20.78), "红色分隔线与标题间距（空二行）", _gb("7.3.1"), "规定", 1)
TITLE_TO_RECIPIENTS = Figure(mm(10.39), "标题与主送机关间距（空一行）", _gb("7.3.2"), "规定", 1)
PARAGRAPH_INDENT_CHARS = 2
FIRST_PAGE_BODY_CLAUSE = _gb("7.3.3")
DATE_SEALED_RIGHT_CHARS = 4
NAME_PLAIN_RIGHT_CHARS = 2
SEAL_TOP_GAP = Figure(mm(10.39), "印章顶端距正文（一行之内）", _gb("7.3.5.1"), "一般")
SEAL_SPACING = Figure(mm(2), "印章间距", _gb("7.3.5.1"), "推算")

# 7.4 版记, 7.5 页码
IMPRINT_OUTER_RULE = Figure(mm(0.35), "版记首末条分隔线粗", _gb("7.4.1"), "推荐", 0.1)
IMPRINT_INNER_RULE = Figure(mm(0.25), "版记中间分隔线粗", _gb("7.4.1"), "推荐", 0.1)
IMPRINT_FOOT = Figure(mm(262), "版记末条分隔线与版心下边缘重合", _gb("7.4.1"), "规定", 1)
PAGE_NUMBER_DROP = Figure(mm(7), "页码一字线距版心下边缘", _gb("7.5"), "一般", 1)
PAGE_NUMBER_CLAUSE = _gb("7.5")

# 10 特定格式: 信函 10.1, 命令（令） 10.2, 纪要 10.3
LETTER_MARK_TOP = Figure(mm(30), "信函发文机关标志上边缘距上页边", _gb("10.1"), "规定", 1)
LETTER_RULE_GAP = Figure(mm(4), "信函首条红色双线距发文机关标志", _gb("10.1"), "规定", 0.5)
LETTER_RULE_LENGTH = Figure(mm(170), "信函红色双线长", _gb("10.1"), "规定", 1)
LETTER_FOOT_RULE = Figure(mm(20), "信函第二条红色双线距下页边", _gb("10.1"), "规定", 1)
LETTER_GAP = Figure(mm(4.84), "首条红色双线与其下要素间距（三号字高的八分之七）", _gb("10.1"), "规定", 0.5)
LETTER_TITLE_GAP = Figure(mm(20.78), "信函标题与其上最后一个要素间距（空二行）", _gb("10.1"), "规定", 1)
LETTER_FOOT_GAP = Figure(mm(4.84), "信函首页末行与第二条红色双线间距（三号字高的八分之七）", _gb("10.1"), "规定", 0.5)
ORDER_MARK_TOP = Figure(mm(57), "命令标志上边缘（版心上边缘下20 mm）", _gb("10.2"), "规定", 1)
ORDER_MARK_TO_NUMBER = Figure(mm(20.78), "命令标志与令号间距（空二行）", _gb("10.2"), "规定", 1)
ORDER_NUMBER_TO_BODY = Figure(mm(20.78), "令号与正文间距（空二行）", _gb("10.2"), "规定", 1)
MINUTES_MARK_TOP = Figure(mm(72), "纪要标志上边缘（版心上边缘下35 mm）", _gb("10.3"), "一般", 1)  # offices may adapt it
MINUTES_CLAUSE = _gb("10.3")

# 7.3.5.3 签名章
STAMP_RIGHT_CHARS = 4
STAMP_POST_GAP_CHARS = 2
STAMP_FROM_TEXT = Figure(mm(20.78), "签名章与正文间距（空二行）", _gb("7.3.5.3"), "规定", 1)
STAMP_TO_DATE = Figure(mm(10.39), "签名章与成文日期间距（空一行）", _gb("7.3.5.3"), "规定", 1)
STAMP_WIDE = Figure(mm(42), "签名章宽", _gb("7.3.5.3"), "实务")
STAMP_TALL = Figure(mm(20), "签名章高", _gb("7.3.5.3"), "实务")
STAMP_SPACING = Figure(mm(4.84), "签名章上下间距（三号字高的八分之七）", _gb("7.3.5.3"), "实务")
STAMP_CLAUSE = _gb("7.3.5.3")
