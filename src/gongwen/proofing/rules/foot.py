"""版记和页码: page numbers and the rules of 版记 (GB/T 9704—2012 7.4, 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.sheet import Rule, Sheet, TextLine
from gongwen.proofing import zones
from gongwen.proofing.faces import category
from gongwen.proofing.rules.check import Box, Check, Departure, Proof, box_of, by_figure, departs, off

_MIDDLE = layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm / 2
_DASH = (0.26, 0.40)
"""Where a one-em dash lies above its baseline, in ems: lowest and highest of the faces seen; both are allowed for."""
_MM_PER_PT = 25.4 / 72


def folio_missing(proof: Proof) -> Iterator[Departure]:
    """7.5: every page that holds text is numbered, the first one too, except in 信函."""
    numbered = {line.page for line in proof.zones.of(zones.FOLIO)}
    for page in proof.zones.inner_pages:
        if proof.layout == "其他" or page in numbered or (page == 1 and proof.layout == "信函"):
            continue
        if proof.measured.sheets[page - 1] in proof.portrait:
            yield Departure(
                message=f"第{page}页没有页码，请在版心下边缘之下加页码（一字线加数字）。",
                where="页码",
                page=page,
                found="没有",
                wanted=f"— {page} —",
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
    for _, line in _folios(proof):
        right = (line.x0 + line.x1) / 2 > _MIDDLE
        if right != bool(line.page % 2):
            found, wanted = ("右", "左") if right else ("左", "右")
            yield Departure(
                message=f"第{line.page}页页码在{found}侧，单页码应居右、双页码应居左，请设置奇偶页不同的页脚。",
                where="页码",
                page=line.page,
                found=f"居{found}",
                wanted=f"居{wanted}空一字",
                box=box_of([line]),
            )


def folio_drop(proof: Proof) -> Iterator[Departure]:
    """7.5: the dash stands 7 mm under 版心."""
    for _, line in _folios(proof):
        em, foot = line.size * _MM_PER_PT, line.baseline - layout.TYPE_BOTTOM.mm
        drops = [foot - dash * em for dash in _DASH]
        if all(off(drop, layout.PAGE_NUMBER_DROP) for drop in drops) and not _spans(drops):
            yield departs(
                layout.PAGE_NUMBER_DROP, sum(drops) / 2, where="页码", page=line.page, box=box_of([line]),
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


def imprint_foot(proof: Proof) -> Iterator[Departure]:
    """7.4.1: 版记's last rule lies on the lower edge of 版心."""
    rules = proof.zones.imprint_rules
    if rules and off(rules[-1].y, layout.IMPRINT_FOOT):
        yield departs(
            layout.IMPRINT_FOOT,
            rules[-1].y,
            where="版记",
            page=rules[-1].page,
            box=_box(rules[-1]),
            advice="请把版记置于末页版心底部",
        )


def imprint_width(proof: Proof) -> Iterator[Departure]:
    """7.4.1: 版记's rules are as wide as 版心."""
    for rule in proof.zones.imprint_rules:
        if off(rule.x1 - rule.x0, layout.TYPE_WIDTH):
            yield Departure(
                message=f"版记分隔线长 {rule.x1 - rule.x0:.1f} mm，应与版心等宽（156 mm），请调整。",
                where="版记",
                page=rule.page,
                found=f"{rule.x1 - rule.x0:.1f} mm",
                wanted="156 mm ± 1 mm",
                box=_box(rule),
            )


def imprint_outer(proof: Proof) -> Iterator[Departure]:
    """7.4.1: first and last rule of 版记."""
    for rule in _ends(proof.zones.imprint_rules):
        if off(rule.weight, layout.IMPRINT_OUTER_RULE):
            yield _weight(rule, layout.IMPRINT_OUTER_RULE)


def imprint_inner(proof: Proof) -> Iterator[Departure]:
    """7.4.1: the rules between."""
    for rule in proof.zones.imprint_rules[1:-1]:
        if off(rule.weight, layout.IMPRINT_INNER_RULE):
            yield _weight(rule, layout.IMPRINT_INNER_RULE)


def imprint_missing(proof: Proof) -> Iterator[Departure]:
    """7.4: a paper that names 抄送 or 印发 shows its 版记 on the last page."""
    paper = proof.paper
    asked = paper and paper.layout == "文件" and (paper.cc or paper.printed_by)
    if asked and not proof.zones.imprint_rules:
        page = proof.measured.pages
        yield Departure(
            message="末页没有版记，抄送、印发机关和印发日期应在末页版心底部用分隔线分开，请使用带版记的模板。",
            where="版记",
            page=page,
            found="没有",
            wanted="末页底部的版记",
        )


def imprint_even(proof: Proof) -> Iterator[Departure]:
    """33476.2 7.3.1: 版记 stands on an even page (on paper: custom)."""
    rules = proof.zones.imprint_rules
    asked = proof.paper is not None and proof.paper.even_page is not False
    if asked and rules and rules[-1].page % 2:
        yield Departure(
            message=f"版记在第{rules[-1].page}页（单页），双面印刷时习惯置于双页，请确认是否需要调整。",
            where="版记",
            page=rules[-1].page,
            found="单页",
            wanted="双页",
        )


def _folios(proof: Proof) -> Iterator[tuple[Sheet, TextLine]]:
    """Page numbers of upright pages; a turned page carries its number where the upright page would (clause 8)."""
    sheets = {sheet.number: sheet for sheet in proof.portrait}
    for line in proof.zones.of(zones.FOLIO):
        if line.page in sheets:
            yield sheets[line.page], line


def _spans(drops: list[float]) -> bool:
    return min(drops) < layout.PAGE_NUMBER_DROP.mm < max(drops)


def _ends(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return (rules[0], rules[-1]) if rules else ()


def _weight(rule: Rule, figure: layout.Figure) -> Departure:
    return Departure(
        message=f"{figure.label}实测 {rule.weight:.2f} mm，推荐 {figure.mm:.2f} mm，请核对边框宽度。",
        where="版记",
        page=rule.page,
        found=f"{rule.weight:.2f} mm",
        wanted=f"{figure.mm:.2f} mm",
        box=_box(rule),
    )


def _box(rule: Rule) -> Box:
    return round(rule.x0, 2), round(rule.y, 2), round(rule.x1, 2), round(rule.y, 2)


CHECKS = (
    Check("folio.missing", layout.PAGE_NUMBER_CLAUSE, "规定", folio_missing),
    Check("folio.number", layout.PAGE_NUMBER_CLAUSE, "规定", folio_number),
    Check("folio.side", layout.PAGE_NUMBER_CLAUSE, "规定", folio_side),
    by_figure("folio.drop", layout.PAGE_NUMBER_DROP, folio_drop),
    Check("folio.face", layout.PAGE_NUMBER_CLAUSE, "一般", folio_face),
    by_figure("imprint.foot", layout.IMPRINT_FOOT, imprint_foot),
    Check("imprint.width", layout.IMPRINT_FOOT.clause, "规定", imprint_width),
    by_figure("imprint.outer", layout.IMPRINT_OUTER_RULE, imprint_outer),
    by_figure("imprint.inner", layout.IMPRINT_INNER_RULE, imprint_inner),
    Check("imprint.missing", layout.IMPRINT_FOOT.clause, "规定", imprint_missing),
    Check("imprint.even", "GB/T 33476.2—2016 7.3.1", "实务", imprint_even),
)
