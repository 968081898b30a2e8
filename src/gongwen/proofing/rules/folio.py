"""页码: which pages are numbered, and where and how the number stands (GB/T 9704—2012 7.5, clause 8).

A landscape page carries its number where the upright page would; it is measured as the page is held upright.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.sheet import Sheet, TextLine
from gongwen.proofing import zones
from gongwen.proofing.faces import category
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, by_figure, departs, misplaced, off

_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_MIDDLE = layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm / 2
_CENTRED = 12.0
"""A number no further (mm) than this from the middle of 版心 is a centred one."""
_DASH = (0.26, 0.40)
"""Where a one-em dash lies above its baseline, in ems: lowest and highest of the faces seen; both are allowed for."""
_MM_PER_PT = 25.4 / 72


def folio_missing(proof: Proof) -> Iterator[Departure]:
    """7.5: every page that holds text is numbered, the first one too, except in 信函; landscape pages as well."""
    for page in proof.zones.inner_pages:
        if proof.layout == "其他" or page in _numbered(proof) or (page == 1 and proof.layout == "信函"):
            continue
        yield Departure(
            message=f"第{page}页没有页码，请在版心下边缘之下加页码（一字线加数字）。",
            where="页码",
            page=page,
            found="没有",
            wanted=f"— {page} —",
        )


def folio_blank(proof: Proof) -> Iterator[Departure]:
    """7.5: where a blank page stands before the page of 版记, neither of them is numbered."""
    last = proof.measured.pages
    for page in (last - 1, last) if _after_blank(proof) else ():
        if page in _numbered(proof):
            yield Departure(
                message=f"版记页前有空白页，第{page}页却印了页码，空白页和版记页均不编排页码，请去掉页码。",
                where="页码",
                page=page,
                found="有页码",
                wanted="不编排页码",
            )


def folio_imprint(proof: Proof) -> Iterator[Departure]:
    """7.5: 版记 alone on a page that follows text directly is numbered on."""
    last = proof.measured.pages
    alone = last not in proof.zones.inner_pages and any(line.page == last for line in proof.zones.of(zones.IMPRINT))
    if alone and last > 1 and not _after_blank(proof) and last not in _numbered(proof):
        yield Departure(
            message=f"版记单独在第{last}页而前面没有空白页，该页应连续编排页码，请加页码。",
            where="页码",
            page=last,
            found="没有",
            wanted=f"— {last} —",
        )


def blank_pages(proof: Proof) -> Iterator[Departure]:
    """A paper has no empty page but one before the page of 版记."""
    allowed = proof.measured.pages - 1 if _after_blank(proof) else 0
    for sheet in proof.measured.sheets:
        if _is_blank(proof, sheet) and sheet.number != allowed and proof.layout != "其他":
            yield Departure(
                message=f"第{sheet.number}页是空白页，公文正文和附件应连续编排，请去掉多余的分页。",
                where="空白页",
                page=sheet.number,
                found="空白",
                wanted="没有空白页",
            )


def folio_number(proof: Proof) -> Iterator[Departure]:
    """7.5: pages are numbered on from 1, attachments too."""
    for line in proof.zones.of(zones.FOLIO):
        digits = re.sub(r"\D", "", line.text)
        if int(digits) != line.page:
            yield Departure(
                message=f"第{line.page}页的页码印成了 {digits}，页码应从首页起连续编排，请核对页码域的起始值。",
                where="页码",
                page=line.page,
                found=digits,
                wanted=str(line.page),
                box=box_of([line]),
            )


def folio_side(proof: Proof) -> Iterator[Departure]:
    """7.5: odd pages right, even pages left."""
    for line in proof.zones.of(zones.FOLIO):
        found, wanted = _side(line), "右" if line.page % 2 else "左"
        if found != wanted:
            stands = "居中" if found == "中" else f"在{found}侧"
            yield Departure(
                message=f"第{line.page}页页码{stands}，单页码应居右、双页码应居左，请设置奇偶页不同的页脚。",
                where="页码",
                page=line.page,
                found=f"居{found}",
                wanted=f"居{wanted}空一字",
                box=box_of([line]),
            )


def folio_drop(proof: Proof) -> Iterator[Departure]:
    """7.5: the dash stands 7 mm under 版心."""
    figure = proof.figure(layout.PAGE_NUMBER_DROP)
    for line in proof.zones.of(zones.FOLIO):
        em, foot = line.size * _MM_PER_PT, line.baseline - layout.TYPE_BOTTOM.mm
        drops = [foot - dash * em for dash in _DASH]
        if all(off(drop, figure) for drop in drops) and not _spans(drops, figure):
            yield departs(
                figure, sum(drops) / 2, where="页码", page=line.page, box=box_of([line]),
                advice="请调整页脚距离",
            )  # fmt: skip


def folio_face(proof: Proof) -> Iterator[Departure]:
    """7.5: size 4, 宋体 digits between one-em dashes."""
    for line in proof.zones.of(zones.FOLIO):
        digit = next(g for g in line.glyphs if g.text.isdigit())
        found = f"{digit.size:g} 磅{category(digit.font)}“{line.text}”"
        dashed = line.text.startswith("—") and line.text.endswith("—")
        if abs(digit.size - layout.SIZE_4.pt) > 0.3 or category(digit.font) != "宋体" or not dashed:
            yield Departure(
                message=f"第{line.page}页页码是 {found}，一般用 4 号（14 磅）半角宋体数字，"
                "左右各放一条一字线，请改页脚样式。",
                where="页码",
                page=line.page,
                found=found,
                wanted=f"14 磅宋体“— {line.page} —”",
                box=box_of([line]),
            )


def folio_inset(proof: Proof) -> Iterator[Departure]:
    """7.5: one character in from the outer edge."""
    for line in proof.zones.of(zones.FOLIO):
        em = line.size * _MM_PER_PT
        inset = (_RIGHT - line.x1 if line.page % 2 else line.x0 - _LEFT) / em
        wanted = "右" if line.page % 2 else "左"
        if _side(line) == wanted and abs(inset - 1) > 0.5:
            yield misplaced(line, "页码", f"{wanted}空 {inset:.1f} 字", "空一字")


def _side(line: TextLine) -> str:
    """右, 左, or 中 where a number stands in the middle of the page's foot."""
    aside = (line.x0 + line.x1) / 2 - _MIDDLE
    if abs(aside) < _CENTRED:
        return "中"
    return "右" if aside > 0 else "左"


def _numbered(proof: Proof) -> set[int]:
    return {line.page for line in proof.zones.of(zones.FOLIO)}


def _is_blank(proof: Proof, sheet: Sheet) -> bool:
    placed = [p for p in proof.zones.on(sheet.number) if p.zone != zones.FOLIO]
    return not placed and not sheet.pictures and not sheet.rules


def _after_blank(proof: Proof) -> bool:
    """Whether the last page holds 版记 alone and the page before it nothing."""
    last = proof.measured.pages
    if last < 2 or last in proof.zones.inner_pages or not proof.zones.of(zones.IMPRINT):
        return False
    return _is_blank(proof, proof.measured.sheets[last - 2])


def _spans(drops: list[float], figure: layout.Figure) -> bool:
    return min(drops) < figure.mm < max(drops)


CHECKS = (
    Check("folio.missing", layout.PAGE_NUMBER_CLAUSE, "规定", folio_missing),
    Check("folio.blank", layout.PAGE_NUMBER_CLAUSE, "规定", folio_blank),
    Check("folio.imprint", layout.PAGE_NUMBER_CLAUSE, "推算", folio_imprint),
    Check("folio.number", layout.PAGE_NUMBER_CLAUSE, "规定", folio_number),
    Check("folio.side", layout.PAGE_NUMBER_CLAUSE, "规定", folio_side),
    Check("folio.inset", layout.PAGE_NUMBER_CLAUSE, "规定", folio_inset),
    by_figure("folio.drop", layout.PAGE_NUMBER_DROP, folio_drop),
    Check("folio.face", layout.PAGE_NUMBER_CLAUSE, "一般", folio_face),
    Check("pages.blank", layout.PAGE_NUMBER_CLAUSE, "推算", blank_pages),
)
