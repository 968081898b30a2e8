"""必属实质: what no uploader can declare a 文字更正: figures, names, days, organs, what is not text, words that turn
a meaning, and anything long.

Wide on purpose: a slip of the pen taken for substance costs a signature, substance taken for a slip costs the trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gongwen.document.strokes import STROKES
from gongwen.drafting.revision.changes import Change, Span
from gongwen.drafting.revision.words import CLOSE, OPEN

RECIPIENTS = "主送机关"
LONGEST, IN_ALL = 12, 60
"""Characters that one 文字更正 may touch, and all of them together."""
_MARK = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
_NUMERALS = "〇零一二三四五六七八九十百千万亿两半壹贰叁肆伍陆柒捌玖拾佰仟整"
_DAY = re.compile(
    rf"[\d{_NUMERALS}几数]+(?:个)?(?:年|月|日|周|天|小时|季度)|星期.|周[一二三四五六日末]|[今明去本次当上下翌前后同隔]年度?|"
    r"[按逐每](?:个?月|季度?|年度?|周|日|天|旬)|[本次当上下同]月|[今明昨当次翌]日|[今明昨当]天|[上中下]旬|[月年季周]?[底末初]|半年|逾期|到期|长期|近期"
)
_MONEY = re.compile(r"[%％‰￥¥$元角分]")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:委员会|人民政府|办公室|民政局|财政局|教育局|[\u4e00-\u9fff]局|委员|联合会|村委会|居委会|街道|"
    r"派出所|法院|检察院|公司|银行|学校|医院|中心|基金会|合作社)"
)
_REFERENCE = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,8}〔[^〕]{0,6}〕[^号]{0,6}号?")
_TURNING = re.compile(
    "不|未|无|免|否|非|勿|莫|没|禁|拒|停|止|除|仅|只|均|各|全|或|应当|应该|必须|可以|允许|同意|批准|原则上|一般|酌情|视情|适当|"
    "须|需|宜|准|[以之]?[上下内外前后]|多|少|增|减|高|低|大|小|升|降|有|至|起|最|优先|暂|"
    "(?<![响相适反供对回顺])应(?![急用对届])|(?<![认许宁])可(?![行靠能])|(?<!获)得(?=以)"
)
_SURNAME = "".join(one for one in STROKES)
_POST = (
    "组长|主任|书记|主席|委员|局长|部长|市长|县长|区长|镇长|乡长|处长|科长|厅长|院长|校长|会长|秘书长|调研员|经理|代表|"
    "队长|站长|所长"
)
_PERSON = re.compile(
    rf"(?:(?:{_POST}|联系人|负责人|承办人|签发人|姓名|由(?!于)|请(?![各于及示求])|任命|任(?![务何意期])|免去|同志|户主)[：:]?([{_SURNAME}][\u4e00-\u9fff某]{{1,2}}))"
    rf"|(?:([{_SURNAME}][\u4e00-\u9fff某]{{1,2}})(?:同志|先生|女士|老人|任|兼任|担任|为|负责|[（(]?(?:副)?(?:{_POST})))"
)
_OF_PEOPLE = re.compile(f"名单|人员|成员|出席|请假|列席|参加|{_POST}")
_LISTED = re.compile(rf"(?:^|[、：，])[{_SURNAME}][\u4e00-\u9fff某]{{1,2}}(?=[、，。；]|$)")
_CELL = re.compile(rf"[{_SURNAME}][\u4e00-\u9fff某]{{1,3}}")


@dataclass(frozen=True)
class Protected:
    """The office's own words that count: people's `names`, `organs` with their short names, `codes` (代字)."""

    names: frozenset[str] = frozenset()
    organs: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()

    def reason(self, before: str, after: str, span: Span, place: str) -> str:
        """Why this change is one of substance, the first reason that holds; empty when it may be a 文字更正."""
        if place == RECIPIENTS:
            return RECIPIENTS
        sides = _Side(before, span[0], span[1]), _Side(after, span[2], span[3])
        for why, touches in self._tests:
            if any(touches(side) for side in sides):
                return why
        return f"改动超过{LONGEST}个字" if any(len(side.text) > LONGEST for side in sides) else ""

    @cached_property
    def _tests(self):  # type: ignore[no-untyped-def]
        """In the order in which they are told: what it is before how it is said."""
        return (
            ("图、表、注释、公式或域", lambda side: side.meets(_MARK) or OPEN in side.text or CLOSE in side.text),
            ("人名", lambda side: side.meets(_any(self.names)) or side.names_a_person()),
            ("发文字号或代字", lambda side: side.meets(_REFERENCE) or side.meets(_any(self.codes))),
            ("机关名称", lambda side: side.meets(_any(self.organs)) or side.meets(_ORGAN)),
            ("日期或期限", lambda side: side.meets(_DAY)),
            ("数字或金额", lambda side: side.is_of_a_number()),
            ("整段增删", lambda side: "\n" in side.text),
            ("改变意思的字词", lambda side: side.meets(_TURNING)),
        )


@dataclass(frozen=True)
class _Side:
    """A change as one of the two texts has it: its characters lie from `start` up to `end` of its passage."""

    whole: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.whole[self.start : self.end]

    @cached_property
    def _passage(self) -> tuple[str, int]:
        """The passages touched, as one text, and where it begins."""
        begin = self.whole.rfind("\n", 0, self.start) + 1
        end = self.whole.find("\n", self.end)
        return self.whole[begin : len(self.whole) if end < 0 else end], begin

    def meets(self, pattern: re.Pattern[str] | None) -> bool:
        """Whether what the pattern finds is touched: a character of it changed, or something put into its middle."""
        if pattern is None:
            return False
        text, begin = self._passage
        start, end = self.start - begin, self.end - begin
        return any(
            found.start() < end and start < found.end() if start < end else found.start() < start < found.end()
            for found in pattern.finditer(text)
        )

    def names_a_person(self) -> bool:
        """A new name by what stands around it, or as all that a cell says."""
        text, _ = self._passage
        bare = _MARK.sub("", text)
        listed = bool(_OF_PEOPLE.search(text)) and self.meets(_LISTED)
        return listed or self.meets(_PERSON) or (bare != text and bool(_CELL.fullmatch(bare)))

    def is_of_a_number(self) -> bool:
        """Figures and Chinese numerals themselves, signs of money, and the unit right behind a figure."""
        figures = f"0123456789０１２３４５６７８９{_NUMERALS}"
        if any(one in figures for one in self.text) or self.meets(_MONEY):
            return True
        before, after = self.whole[: self.start][-1:], self.whole[self.end :][:1]
        return bool(before and before in figures and self.text.strip()) or bool(
            not self.text and before in figures and after in figures and before and after
        )


def _any(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of these words, the longest first; None where there are none."""
    known = sorted({word for word in words if len(word) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known))) if known else None


def too_many(changed: Iterable[Change]) -> bool:
    """Whether all changes together are more than corrections of slips."""
    return sum(max(len(one.before), len(one.after)) for one in changed) > IN_ALL
