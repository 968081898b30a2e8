"""另一双眼: what must be true of any printed 公文, told from its glyphs, rules and pictures alone.

It knows nothing of the proofing rules or of how a page was settled: figures are those of GB/T 9704—2012 in millimetres
from the page's upper left corner, typed here once more.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from gongwen.document import dates
from gongwen.document.model import Heading, Image, Paper, Table, Text
from gongwen.document.sheet import Measured, Picture, Rule, Sheet, TextLine

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
GRID = {None: (37.0, 262.0), "national": (37.0, 262.0), "word-37-35": (40.2, 260.3)}
MARK_TOP = {"文件": 72.0, "信函": 30.0, "命令": 57.0, "纪要": 72.0}
NUMBERED = re.compile(r"^—(\d+)—$")
_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")


def tight(text: str) -> str:
    """Printing characters alone; radicals, compatibility forms and ligatures as what they stand for."""
    plain = "".join(unicodedata.normalize("NFKC", one) if _FORMS.match(one) else one for one in text)
    return re.sub(r"[\s\u200b]", "", plain)


@dataclass(frozen=True)
class Place:
    """A line and its sheet."""

    sheet: Sheet
    line: TextLine

    @property
    def page(self) -> int:
        return self.sheet.number


@dataclass(frozen=True)
class Printed:
    """A printed paper, read by the words it must hold."""

    paper: Paper
    measured: Measured

    @cached_property
    def places(self) -> list[Place]:
        """Every line but page numbers, in order of reading."""
        return [Place(s, one) for s in self.measured.sheets for one in s.lines if not NUMBERED.match(tight(one.text))]

    @cached_property
    def text(self) -> str:
        return "".join(tight(place.line.text) for place in self.places)

    def line_at(self, at: int) -> int:
        """The number of the place that holds this character of the text."""
        for number, place in enumerate(self.places):
            at -= len(tight(place.line.text))
            if at < 0:
                return number
        raise AssertionError("past the end")

    @cached_property
    def body(self) -> range:
        """The places of the body, first to last; every paragraph must be found after the one before."""
        at, first = self.text.find(self._words(0)), None
        for number in range(len(self.paper.blocks)):
            words = self._words(number)
            found = self.text.find(words, at)
            assert found >= 0, f"正文第{number + 1}段没有照原样、照次序印出：{words[:30]}"
            first = found if first is None and words else first
            at = found + len(words)
        return range(self.line_at(first or 0), self.line_at(at - 1) + 1)

    def _words(self, number: int) -> str:
        match self.paper.blocks[number]:
            case Text(text):
                return tight(text)
            case Heading(_, text, rest):
                return tight(text + rest)
            case Table() as table:
                return tight(table.caption)
            case Image():
                return ""

    @cached_property
    def date_place(self) -> int | None:
        """The place of 成文日期 under the text."""
        if self.paper.sign_off == "none" or not self.paper.date:
            return None
        day = tight(dates.printed(self.paper.date))
        after = range(self.body[-1] + 1, len(self.places))
        return next((i for i in after if tight(self.places[i].line.text).endswith(day)), None)

    @cached_property
    def main_pages(self) -> int:
        """The last page of the main part, before attachments."""
        last = self.date_place if self.date_place is not None else self.body[-1]
        return self.places[last].page

    @property
    def upright(self) -> Iterator[Sheet]:
        return (sheet for sheet in self.measured.sheets if sheet.width < sheet.height)


def faults(printed: Printed, *, sample_seals: bool) -> list[str]:
    """Everything that is not as it must be, each in one sentence."""
    checks = (head, first_page, grid, characters, inside, endings, imprint, page_numbers, enclosures)
    found = [fault for check in checks for fault in check(printed)]
    return found + (list(seals(printed)) if sample_seals else [])


# --- pages of text


def head(printed: Printed) -> Iterator[str]:
    """The mark's upper edge, and the head's own numbers."""
    red = [line for line in printed.measured.sheets[0].lines if line.colour == "FF0000"]
    wanted = MARK_TOP[printed.paper.layout]
    if not red or abs(min(line.top for line in red) - wanted) > 1:
        yield f"发文机关标志上边缘在 {min((line.top for line in red), default=0):.1f} mm，应为 {wanted} mm"


def first_page(printed: Printed) -> Iterator[str]:
    """7.3.3: the first page shows text."""
    if printed.places[printed.body[0]].page != 1:
        yield "首页没有正文"


def grid(printed: Printed) -> Iterator[str]:
    """5.2: a page of text between pages of text holds 22 lines from 37 to 262 mm; the page before the sign-off may
    have handed lines over to it."""
    start, end = GRID[printed.paper.profile]
    for sheet, lines in _running(printed):
        where = f"第{sheet.number}页"
        if abs(lines[0].top - start) > 1:
            yield f"{where}首行字上边缘在 {lines[0].top:.1f} mm"
        pitches = [b.baseline - a.baseline for a, b in pairwise(lines)] or [0.0]
        if max(pitches) - min(pitches) > 0.1:
            yield f"{where}行距不匀：{min(pitches):.2f} 至 {max(pitches):.2f} mm"
        if len(lines) < 23 and (sheet.number == printed.main_pages - 1 or _heading_begins(printed, sheet.number + 1)):
            continue
        if abs(lines[-1].bottom - end) > 1 or len(lines) not in (22, 23):
            yield f"{where}有 {len(lines)} 行，末行字下边缘在 {lines[-1].bottom:.1f} mm"


def _running(printed: Printed) -> Iterator[tuple[Sheet, list[TextLine]]]:
    tables = any(isinstance(block, Table | Image) for block in printed.paper.blocks)
    first, last = (printed.places[i].page for i in (printed.body[0], printed.body[-1]))
    for number in range(first + 1, last):
        if not tables:
            yield printed.measured.sheets[number - 1], [p.line for p in printed.places if p.page == number]


def _heading_begins(printed: Printed, page: int) -> bool:
    """Whether a page begins with a heading, which stays with the text under it."""
    first = next(tight(place.line.text) for place in printed.places if place.page == page)
    return any(isinstance(block, Heading) and tight(block.text).startswith(first) for block in printed.paper.blocks)


def characters(printed: Printed) -> Iterator[str]:
    """5.2.3: lines of Chinese alone that fill 版心 hold 28 characters; marks that may not begin a line or end one make
    some shorter, or hang."""
    counts = Counter(len(line.glyphs) for line in _plain(printed))
    if counts and 28 not in counts and sum(counts.values()) > 4:
        yield f"没有排满 28 字的行，满行是 {sorted(counts)} 字"
    if set(counts) - set(range(20, 30)):
        yield f"有的满行是 {sorted(counts)} 字"


def _plain(printed: Printed) -> Iterator[TextLine]:
    em = 16 * 25.4 / 72
    for number in printed.body:
        line = printed.places[number].line
        full = abs(line.x0 - LEFT) < 1 and line.x1 > RIGHT - 0.5
        if full and abs(line.size - 16) < 0.2 and all(g.x1 - g.x0 > 0.9 * em for g in line.glyphs):
            yield line


def inside(printed: Printed) -> Iterator[str]:
    """5.2.1: nothing but page numbers stands outside 版心 (the mark of 信函 stands above it)."""
    for place in printed.places:
        line, upright = place.line, place.sheet.width < place.sheet.height
        left, right, bottom = (LEFT, RIGHT, BOTTOM) if upright else (TOP - 2, BOTTOM, RIGHT)
        if line.x0 < left - 1 or _inked(line) > right + 1.2 or line.bottom > bottom + 1:
            yield f"第{place.page}页「{line.text[:12]}」在版心之外（{line.x0:.1f}–{line.x1:.1f}，下 {line.bottom:.1f}）"
        if upright and line.top < TOP - 1 and not (printed.paper.layout == "信函" and place.page == 1):
            yield f"第{place.page}页「{line.text[:12]}」在版心之上（{line.top:.1f} mm）"


def _inked(line: TextLine) -> float:
    """The right edge without closing marks, which may hang."""
    inked = [g.x1 for g in line.glyphs if g.text not in "。，、；：？！”’）》〉〕】…—"]
    return max(inked, default=line.x0)


# --- the end


def endings(printed: Printed) -> Iterator[str]:
    """7.3.5: no part of the sign-off stands on a page without text, and it comes after the text."""
    if printed.paper.sign_off == "none":
        return
    if printed.date_place is None:
        yield "没有找到成文日期"
        return
    texts = {printed.places[i].page for i in printed.body}
    for page in range(printed.places[printed.body[-1]].page + 1, printed.main_pages + 1):
        if page not in texts:
            yield f"第{page}页只有落款，没有正文"


def imprint(printed: Printed) -> Iterator[str]:
    """7.4: 版记 stands on the last page, its last rule at 262 mm; on an even page where that is asked for."""
    paper, last = printed.paper, printed.measured.sheets[-1]
    if paper.layout == "信函" or not (paper.cc or paper.printed_by):
        return
    foot = [rule for rule in last.rules if abs(rule.y - BOTTOM) <= 1 and rule.x1 - rule.x0 > 155]
    if not foot:
        yield "末页版心下边缘没有版记的末条分隔线"
    if paper.even_page is not False and last.number % 2:
        yield f"版记在第{last.number}页（单页）"
    after = printed.text[printed.text.rfind("印发") :]
    if paper.printed_by and after != "印发":
        yield f"版记之后还有文字：{after[:20]}"
    yield from _room_above(printed, last)


def _room_above(printed: Printed, last: Sheet) -> Iterator[str]:
    """Nothing of the text is printed into 版记."""
    tops = (
        []
        if any(isinstance(block, Table) for block in printed.paper.blocks)
        else [rule.y for rule in _wide_black(last)]
    )
    if printed.main_pages == last.number and tops:
        ends = printed.places[: (printed.date_place or printed.body[-1]) + 1]
        lowest = max((p.line.bottom for p in ends if p.page == last.number), default=0.0)
        if lowest > min(tops):
            yield f"正文或落款伸进版记：{lowest:.1f} mm"


def _wide_black(sheet: Sheet) -> list[Rule]:
    return [rule for rule in sheet.rules if rule.colour == "000000" and rule.horizontal and rule.x1 - rule.x0 > 155]


def page_numbers(printed: Printed) -> Iterator[str]:
    """7.5: every page in sequence, odd right, even left; a blank page before 版记 and 版记's own are not numbered."""
    behind = _blank_pages(printed)
    for sheet in printed.measured.sheets:
        numbers = [line for line in sheet.lines if NUMBERED.match(tight(line.text))]
        numbers += [line for line in getattr(sheet, "turned", ()) if NUMBERED.match(tight(line.text))]
        none = sheet.number in behind or (sheet.number == 1 and printed.paper.layout == "信函")
        if len(numbers) != (0 if none else 1):
            yield f"第{sheet.number}页有 {len(numbers)} 个页码"
        elif numbers:
            yield from _page_number(sheet, numbers[0])


def _page_number(sheet: Sheet, line: TextLine) -> Iterator[str]:
    found = NUMBERED.match(tight(line.text))
    if found and int(found[1]) != sheet.number:
        yield f"第{sheet.number}页印着 {line.text}"
    if sheet.width < sheet.height:
        outer = RIGHT - line.x1 if sheet.number % 2 else line.x0 - LEFT
        if not 3.5 < outer < 7:
            yield f"第{sheet.number}页页码离版心外侧 {outer:.1f} mm，应空一字"
        if not BOTTOM + 5 < line.baseline < BOTTOM + 10:
            yield f"第{sheet.number}页页码在 {line.baseline:.1f} mm"


def _blank_pages(printed: Printed) -> set[int]:
    """A page without anything before the last, and that last."""
    *_, last = printed.measured.sheets
    full = {place.page for place in printed.places} | {s.number for s in printed.measured.sheets if s.pictures}
    before = last.number - 1
    return {before, last.number} if before and before not in full else set()


def enclosures(printed: Printed) -> Iterator[str]:
    """7.3.4, 7.3.7: each attachment begins a page, its mark on the first line, its title as 附件说明 lists it."""
    listed = printed.paper.attachments
    at = printed.main_pages
    for number, one in enumerate(listed, 1):
        mark = f"附件{number}" if len(listed) > 1 else "附件"
        if one.separate:
            continue
        page = next(
            (n for n in range(at + 1, printed.measured.pages + 1) if _begins(printed, n, mark, one.title)), None
        )
        if page is None:
            yield f"{mark}「{one.title}」没有另面开始，或标识、标题与附件说明不一致"
        at = page or at
    note = "附件：" + "".join(
        (f"{i}." if len(listed) > 1 else "") + tight(one.title) for i, one in enumerate(listed, 1)
    )
    if listed and note not in printed.text:
        yield "附件说明不全"


def _begins(printed: Printed, page: int, mark: str, title: str) -> bool:
    lines = [place.line for place in printed.places if place.page == page]
    text = "".join(tight(line.text) for line in lines[1:])
    return bool(lines) and tight(lines[0].text) == mark and text.startswith(tight(title))


# --- seals


def seals(printed: Printed) -> Iterator[str]:
    """7.3.5.1: one a name, inside 版心, on pages with text, none touching another, the last on the date."""
    paper = printed.paper
    if paper.sign_off != "sealed":
        return
    found = [one for sheet in printed.measured.sheets for one in sheet.pictures if _is_seal(printed, one)]
    if len(found) != len(paper.issuers):
        yield f"有 {len(found)} 枚印章，应为 {len(paper.issuers)} 枚"
        return
    pages = {printed.places[i].page for i in printed.body}
    for one in found:
        if one.page not in pages:
            yield f"第{one.page}页有印章没有正文"
        if one.x0 < LEFT - 0.5 or one.x1 > RIGHT + 0.5 or one.y1 > BOTTOM + 1 or one.y0 < TOP - 1:
            yield f"第{one.page}页的印章伸出版心（{one.x0:.1f}–{one.x1:.1f}，{one.y0:.1f}–{one.y1:.1f}）"
    for one, other in combinations(found, 2):
        if one.page == other.page and _distance(one, other) < (one.x1 - one.x0 + other.x1 - other.x0) / 2 + 0.1:
            yield f"第{one.page}页两枚印章相切或相交"
    yield from _last_seal(printed, found[-1])
    yield from _first_row(printed, found)


def _is_seal(printed: Printed, picture: Picture) -> bool:
    return abs((picture.x1 - picture.x0) - printed.paper.issuers[0].seal_mm) < 0.3 and abs(
        (picture.x1 - picture.x0) - (picture.y1 - picture.y0)
    ) < 0.3  # fmt: skip


def _distance(one: Picture, other: Picture) -> float:
    across = (one.x0 + one.x1 - other.x0 - other.x1) / 2
    down = (one.y0 + one.y1 - other.y0 - other.y1) / 2
    return (across**2 + down**2) ** 0.5


def _last_seal(printed: Printed, seal: Picture) -> Iterator[str]:
    if printed.date_place is None:
        return
    date = printed.places[printed.date_place].line
    day = date.glyphs[-len(tight(dates.printed(printed.paper.date or dates.date.min))) :]
    middle = (day[0].x0 + day[-1].x1) / 2
    if date.page != seal.page or not (seal.x0 < middle < seal.x1 and seal.y0 < date.baseline < seal.y1):
        yield "最后一枚印章没有端正居中下压成文日期"


def _first_row(printed: Printed, found: list[Picture]) -> Iterator[str]:
    """Within one row under the text or 附件说明."""
    top = min(one.y0 for one in found if one.page == found[0].page)
    names = {tight(organ.name) for organ in printed.paper.issuers}
    over = [p.line.bottom for p in printed.places
            if p.page == found[0].page and p.line.bottom < top + 3 and tight(p.line.text) not in names]  # fmt: skip
    if over and top - max(over) > 10.5:
        yield f"首排印章顶端离正文 {top - max(over):.1f} mm，应在一行之内"
