"""版头: the head of page 1 and the format it shows, 文件 信函 命令 or 纪要 (GB/T 9704—2012 7.2, 10).

On paper for a pre-printed head nothing is red; there the lines over the title are told by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from gongwen.document import layout
from gongwen.document.sheet import Rule, Sheet, TextLine
from gongwen.proofing.elements import (
    ATTACHED,
    HEAD,
    LONG_RULE,
    MARK,
    NUMBER,
    NUMBERED,
    SIGNERS,
    TITLE_SIZE,
    Placed,
    is_red,
    pieces,
)

_DOUBLE = 3.0
"""Red rules no further apart than this (mm) are one double rule."""
_WIDE_PICTURE = 60.0
"""A picture above the red rule that is wider than this (mm) is the mark, scanned or drawn."""
_NEXT = 3
"""So many lines under a mark may be its number and what stands with it."""
_MOST = 8
"""Lines over the title that a head without a red rule may have."""
_NOTE = re.compile(r"\d{6}|[绝机秘]密.*|.*★.*|特急|加急|特提|平急|急件")
_ORDER = re.compile(r"第\s*[\d〇零一二三四五六七八九十百]*\s*号")
_ISSUE = re.compile(r"第\s*[\d〇零一二三四五六七八九十百]*\s*[期号次].*|.*[〔\[]\d{4}[〕\]].*[号期]")

Told = dict[int, tuple[Placed, ...]]
"""The elements of lines, by their identity."""


@dataclass(frozen=True)
class Head:
    """The head of page 1: its format, its rules, and the element of each of its lines."""

    layout: str
    red_rule: Rule | None = None
    head_rules: tuple[Rule, ...] = ()
    foot_rules: tuple[Rule, ...] = ()
    lines: Told = field(default_factory=dict)

    def of(self, line: TextLine) -> tuple[Placed, ...]:
        """The element of a line of the head, or of its parts where several stand on one baseline; empty for others."""
        return self.lines.get(id(line), ())


def read_head(sheet: Sheet, asked: str = "") -> Head:
    """The head of a paper's first page; `asked` is the format that was wanted, where it is known."""
    reds = tuple(r for r in sheet.rules if r.horizontal and r.x1 - r.x0 >= LONG_RULE and is_red(r.colour))
    mark = [line for line in sheet.lines if is_red(line.colour) and line.size >= layout.MARK_MIN_SIZE.pt]
    shown = asked or _shown(sheet, mark, reds)
    if shown == "信函":
        middle = sheet.height / 2
        upper, lower = (tuple(r for r in reds if (r.y < middle) is above) for above in (True, False))
        return Head(shown, None, upper, lower, _told(mark, _letter_head(sheet, mark, upper)))
    rule = None if shown == "命令" else _red_rule(sheet, reds)
    heads = _above(sheet, rule) if rule else _unruled(sheet, mark, shown)
    return Head(shown, rule, lines=_told(mark, ((line, [_placed(line, sheet, shown)]) for line in heads)))


def _shown(sheet: Sheet, mark: Sequence[TextLine], reds: Sequence[Rule]) -> str:
    """The format that the page itself shows."""
    words = "".join("".join(line.text.split()) for line in mark)
    if any(after.y - before.y < _DOUBLE for before, after in pairwise(reds)):
        return "信函"
    if words.endswith("纪要"):
        return "纪要"
    if any(line.text.endswith("令") for line in mark) and any(_ORDER.fullmatch(line.text) for line in sheet.lines):
        return "命令"
    rule = _red_rule(sheet, reds)
    over = _above(sheet, rule) if rule else _under(sheet, mark)
    numbered = any(NUMBERED.search(line.text) for line in over)
    return "文件" if numbered and (mark or _pictured(sheet, rule)) else "其他"


def _under(sheet: Sheet, mark: Sequence[TextLine]) -> list[TextLine]:
    """The lines right under a red mark of a 文件 that was typed without its rule: the number is among them."""
    if not mark or not mark[-1].text.rstrip().endswith("文件"):
        return []
    return [line for line in sheet.lines if line.top > mark[-1].top][:_NEXT]


def _pictured(sheet: Sheet, rule: Rule | None) -> bool:
    """Whether the mark is a picture: a wide one above the red rule."""
    return rule is not None and any(p.y1 < rule.y and p.x1 - p.x0 > _WIDE_PICTURE for p in sheet.pictures)


def _red_rule(sheet: Sheet, reds: Sequence[Rule]) -> Rule | None:
    """红色分隔线: the first long red rule with red text above it, else the first at all."""
    below_mark = [r for r in reds if any(is_red(line.colour) and line.bottom < r.y for line in sheet.lines)]
    return next(iter(below_mark or reds), None)


def _told(mark: Sequence[TextLine], heads: Iterable[tuple[TextLine, Sequence[Placed]]]) -> Told:
    """Each line of the head with its elements; a mark stays one, whatever else is said of it."""
    told: Told = {id(line): tuple(parts) for line, parts in heads}
    return told | {id(line): (Placed(MARK, line),) for line in mark}


def _above(sheet: Sheet, rule: Rule) -> list[TextLine]:
    return [line for line in sheet.lines if line.baseline < rule.y]


def _placed(line: TextLine, sheet: Sheet, shown: str) -> Placed:
    """A line of the head of a 文件, 命令 or 纪要."""
    if NUMBERED.search(line.text) or (shown in ("命令", "纪要") and _ISSUE.fullmatch(line.text)):
        return Placed(NUMBER, line)
    signed = [other.baseline for other in sheet.lines if "签发人" in other.text]
    return Placed(SIGNERS if signed and line.baseline >= min(signed) else HEAD, line)


def _unruled(sheet: Sheet, mark: Sequence[TextLine], shown: str) -> list[TextLine]:
    """The head where no red rule bounds it: in a 命令 down to its number, else what stands over the title.

    Only a number or 签发人 among these lines shows that they are a head.
    """
    marked = {id(line) for line in mark}
    plain = [line for line in sheet.lines if id(line) not in marked]
    if shown == "命令":
        ends = [at for at, line in enumerate(plain[:_MOST]) if _ORDER.fullmatch(line.text)]
        return plain[: ends[-1] + 1] if ends else []
    over = list(takewhile(lambda line: line.size < TITLE_SIZE, plain))
    if any(ATTACHED.fullmatch(line.text) for line in over):
        return []
    words = _ISSUE.fullmatch if shown == "纪要" else NUMBERED.search
    known = any(words(line.text) or "签发人" in line.text for line in over)
    return over if known and len(over) < min(_MOST, len(plain)) else []


def _letter_head(
    sheet: Sheet, mark: Sequence[TextLine], rules: Sequence[Rule]
) -> Iterator[tuple[TextLine, Sequence[Placed]]]:
    """份号, 密级, 紧急程度 at the left and 文号 at the right under the first double rule, down to the title."""
    top = max([rule.y for rule in rules] + [line.bottom for line in mark], default=0.0)
    under = [line for line in sheet.lines if line.top > top - 1]
    for line in takewhile(lambda line: line.size < TITLE_SIZE, under):
        parts = [_letter_part(part) for part in pieces(line)]
        if not all(parts):
            return
        yield line, [part for part in parts if part]


def _letter_part(part: TextLine) -> Placed | None:
    if NUMBERED.search(part.text):
        return Placed(NUMBER, part)
    return Placed(HEAD, part) if _NOTE.fullmatch("".join(part.text.split())) else None
