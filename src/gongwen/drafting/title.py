"""标题: broken into lines at word boundaries, in the shape of a trapezium or a lozenge (GB/T 9704—2012 7.3.1).

No line begins with 的 or a closing mark; a date or an organ's name is never parted as long as it fits a line, a 书名号
only where the title would else lose its shape.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, combinations, pairwise
from typing import Any, NamedTuple

from gongwen.document import layout
from gongwen.drafting import widths

LINE = layout.TYPE_WIDTH / layout.SIZE_2
"""Characters of 2号 that a line holds."""
_NEVER_FIRST = widths.NOT_FIRST | frozenset("的地得们等")
_NEVER_LAST = widths.NOT_LAST
_SUFFIXES = frozenset("省市县区乡镇村街局部委厅会办组室员户期号年月日者性化")
"""What closes a name or a word: 青禾市 is not parted before 市, even where the segmenter does not know it."""
_PARTICLES = frozenset("的地得和与及或对在为向把将并以从由等关于")
_EXTRA_LINE = 15
_POOL = 12
"""Boundaries tried around each even share of a title."""
_BROKEN_BOOK = 30
"""What it costs to part a 书名号: done only where whole it would spoil the shape."""
_BOOK = re.compile(r"《[^《》]*》")
_WHOLE = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?|度)?|\d{1,2}月\d{1,2}日|[0-9A-Za-z.%—～-]+|“[^”]*”|（[^（）]*）"
)
_TERMS = (
    "领导小组 领导小组办公室 困难家庭 帮扶救助 生育关怀 项目合同 监督检查 评估结果 实施方案 指导意见 工作方案 成员名单 "
    "紧急救助 经济帮扶 亲情牵手 走访慰问 项目救助"
)


class _Boundary(NamedTuple):
    """A place to end a line."""

    at: int
    cost: float


def broken(title: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The lines of a title; joined they are the title again. `names` are organs' names to keep whole.

    A title that already has line feeds keeps them.
    """
    text = title.strip()
    if "\n" in text:
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if widths.width(text) <= LINE:
        return (text,)
    return _best(text, list(_boundaries(text, names))) or tuple(_filled(text))


def even(name: str, count: int) -> tuple[str, ...]:
    """A name parted between words into `count` lines of about the same length; between characters if need be."""
    best = [_nearest(name, part / count) for part in range(1, count)]
    cuts = best if len(set(best)) == count - 1 else [round(len(name) * part / count) for part in range(1, count)]
    return tuple(name[a:b] for a, b in pairwise((0, *cuts, len(name))))


def _nearest(name: str, share: float) -> int:
    ends = [cut.at for cut in _boundaries(name, ())] or [round(len(name) * share)]
    return min(ends, key=lambda cut: abs(widths.width(name[:cut]) - widths.width(name) * share))


def _best(text: str, boundaries: list[_Boundary]) -> tuple[str, ...] | None:
    """The best shape; a line more than needed only where it mends the shape."""
    fewest = -int(-widths.width(text) // LINE)
    costs = {cut.at: cut.cost for cut in boundaries}
    found: list[tuple[float, tuple[str, ...]]] = []
    for count in range(fewest, fewest + 3):
        for lines in _shapes(text, sorted(costs), count):
            inner = accumulate(map(len, lines[:-1]))
            found.append((_cost(lines) + sum(costs[at] for at in inner) + _EXTRA_LINE * (count - fewest), lines))
        if found and count > fewest:
            break
    return min(found)[1] if found else None


def _shapes(text: str, boundaries: list[int], count: int) -> Iterator[tuple[str, ...]]:
    """Every way to break into `count` lines that fit; near the even split only, where there are very many."""
    wanted = _POOL if count < 4 else _POOL // 2
    pools = [_near(text, boundaries, (i + 1) / count)[:wanted] for i in range(count - 1)]
    inner = sorted(set().union(*pools)) if pools else []
    for cuts in combinations(inner, count - 1):
        lines = tuple(text[a:b] for a, b in pairwise((0, *cuts, len(text))))
        if all(widths.width(line) <= LINE for line in lines):
            yield lines


def _near(text: str, boundaries: list[int], share: float) -> list[int]:
    """The boundaries by their distance to this share of the title's width."""
    whole = widths.width(text)
    return sorted(boundaries, key=lambda cut: abs(widths.width(text[:cut]) - whole * share))


def _cost(lines: tuple[str, ...]) -> float:
    """How ill a shape is: rectangles and hourglasses are worst, then ragged or weakly graded lines, then poor ends."""
    wide = [widths.width(line) for line in lines]
    steps = [b - a for a, b in pairwise(wide)]
    return _shape_cost(steps) + sum(abs(abs(step) - 3) for step in steps) + _short(wide) + sum(map(_end, lines[:-1]))


def _shape_cost(steps: list[float]) -> float:
    if all(abs(step) < 1 for step in steps):
        return 100
    rising = [step > 0 for step in steps]
    hourglass = any(not a and b for a, b in pairwise(rising))
    return (80 if hourglass else 0) + 10 * sum(abs(step) < 1 for step in steps)


def _short(wide: list[float]) -> float:
    return max(0.0, max(wide) / 2 - min(wide)) * 4


def _end(line: str) -> float:
    """A line had better not end with a word that belongs to the next."""
    if line.endswith(("关于", "对于", "和", "与", "及", "对", "在", "为", "向", "把", "将", "并", "〈")):
        return 6
    return -1 if line.endswith(("的", "、", "，")) else 0


def _boundaries(text: str, names: Iterable[str]) -> Iterator[_Boundary]:
    """Positions where a line may end, and what ending there costs."""
    names = list(names)
    whole = [found.span() for found in _WHOLE.finditer(text)]
    for name in (*names, *filter(None, map(_place, names))):
        whole += [found.span() for found in re.finditer(re.escape(name), text)]
    whole = [(a, b) for a, b in whole if widths.width(text[a:b]) <= LINE]
    books = [found.span() for found in _BOOK.finditer(text)]
    at = 0
    for word, following in pairwise([*_words(text), ""]):
        at += len(word)
        if at < len(text) and _may_part(text, at) and not _belong(word, following) and not _inside(at, whole):
            yield _Boundary(at, _BROKEN_BOOK if _inside(at, books) else 0)


def _inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(a < at < b for a, b in spans)


def _belong(word: str, following: str) -> bool:
    """Single characters side by side are a name the segmenter does not know (青 禾 市), unless they are particles."""
    if following[:1] in _SUFFIXES and len(following) == 1:
        return True
    alone = len(word) == len(following) == 1
    return alone and not {word, following} & _PARTICLES and not any(map(_is_mark, (word, following)))


def _is_mark(char: str) -> bool:
    return not char.isalnum()


def _place(name: str) -> str:
    """The place an organ's name begins with: 青禾市."""
    found = re.match(r"(?:中共|中国共产党)?(.{1,4}?[省市县区州盟旗镇乡])", name)
    return found[1] if found else ""


def _may_part(text: str, at: int) -> bool:
    return text[at] not in _NEVER_FIRST and text[at - 1] not in _NEVER_LAST


def _filled(text: str) -> Iterator[str]:
    """Lines as full as they go, for a title no shape fits: one very long name without a boundary."""
    line = ""
    for char in text:
        if widths.width(line + char) > LINE and _may_part(line + char, len(line)):
            yield line
            line = ""
        line += char
    yield line


def _words(text: str) -> list[str]:
    return list(_segmenter().cut(text, HMM=False))


@cache
def _segmenter() -> Any:
    """jieba with its own dictionary, read straight from the package: no cache file where others could plant one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    for word in _TERMS.split():
        segmenter.add_word(word)
    return segmenter
