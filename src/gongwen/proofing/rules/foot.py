"""版记: its rules, its place on the last page, and how 抄送 and 印发 stand in it (GB/T 9704—2012 7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.sheet import Rule, TextLine
from gongwen.proofing import zones
from gongwen.proofing.faces import faces_of
from gongwen.proofing.rules.check import (
    Check,
    Departure,
    Proof,
    box_of,
    box_of_rule,
    by_figure,
    departs,
    misplaced,
    off,
)

_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CHAR = layout.SIZE_4.mm
_SLACK = _CHAR / 2


def imprint_foot(proof: Proof) -> Iterator[Departure]:
    """7.4.1: 版记's last rule lies on the lower edge of 版心."""
    rules, figure = proof.zones.imprint_rules, proof.figure(layout.IMPRINT_FOOT)
    if rules and off(rules[-1].y, figure):
        yield departs(
            figure,
            rules[-1].y,
            where="版记",
            page=rules[-1].page,
            box=box_of_rule(rules[-1]),
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
                box=box_of_rule(rule),
            )


def imprint_outer(proof: Proof) -> Iterator[Departure]:
    """7.4.1: first and last rule of 版记."""
    figure = proof.figure(layout.IMPRINT_OUTER_RULE)
    for rule in _ends(proof.zones.imprint_rules):
        if off(rule.weight, figure):
            yield _weight(rule, figure)


def imprint_inner(proof: Proof) -> Iterator[Departure]:
    """7.4.1: the rules between."""
    figure = proof.figure(layout.IMPRINT_INNER_RULE)
    for rule in proof.zones.imprint_rules[1:-1]:
        if off(rule.weight, figure):
            yield _weight(rule, figure)


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


def imprint_inset(proof: Proof) -> Iterator[Departure]:
    """7.4.2, 7.4.3: 抄送 and 印发机关 begin one character in, 印发日期 ends one character in."""
    for row in _rows(proof):
        first, last = min(row, key=lambda line: line.x0), max(row, key=lambda line: line.x1)
        left, right = (first.x0 - _LEFT) / _CHAR, (_RIGHT - last.x1) / _CHAR
        printed = last.text.endswith("印发")
        if (printed or first.text.startswith(("抄送", "主送"))) and abs(left - 1) * _CHAR > _SLACK:
            yield misplaced(first, "版记", f"左空 {left:.1f} 字", "左空一字")
        if printed and abs(right - 1) * _CHAR > _SLACK:
            yield misplaced(last, "印发日期", f"右空 {right:.1f} 字", "右空一字")


def imprint_face(proof: Proof) -> Iterator[Departure]:
    """7.4.2, 7.4.3: size 4, 仿宋."""
    for line in proof.zones.of(zones.IMPRINT):
        if "仿宋" not in faces_of(line) or abs(line.size - layout.SIZE_4.pt) > 0.3:
            found = f"{line.size:g} 磅{'、'.join(faces_of(line))}"
            yield Departure(
                message=f"版记“{line.text[:12]}”用 {found}，一般用 4 号（14 磅）仿宋，请改样式。",
                where="版记",
                page=line.page,
                found=found,
                wanted="14 磅仿宋",
                box=box_of([line]),
            )


def _rows(proof: Proof) -> list[list[TextLine]]:
    """The lines of 版记, those of one baseline together."""
    rows: dict[float, list[TextLine]] = {}
    for line in proof.zones.of(zones.IMPRINT):
        rows.setdefault(round(line.baseline, 1), []).append(line)
    return list(rows.values())


def _ends(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return (rules[0], rules[-1]) if rules else ()


def _weight(rule: Rule, figure: layout.Figure) -> Departure:
    return Departure(
        message=f"{figure.label}实测 {rule.weight:.2f} mm，推荐 {figure.mm:.2f} mm，请核对边框宽度。",
        where="版记",
        page=rule.page,
        found=f"{rule.weight:.2f} mm",
        wanted=f"{figure.mm:.2f} mm",
        box=box_of_rule(rule),
    )


CHECKS = (
    by_figure("imprint.foot", layout.IMPRINT_FOOT, imprint_foot),
    Check("imprint.width", layout.IMPRINT_FOOT.clause, "规定", imprint_width),
    by_figure("imprint.outer", layout.IMPRINT_OUTER_RULE, imprint_outer),
    by_figure("imprint.inner", layout.IMPRINT_INNER_RULE, imprint_inner),
    Check("imprint.missing", layout.IMPRINT_FOOT.clause, "规定", imprint_missing),
    Check("imprint.inset", f"{layout.STANDARD} 7.4.2", "一般", imprint_inset),
    Check("imprint.face", f"{layout.STANDARD} 7.4.2", "一般", imprint_face),
    Check("imprint.even", "GB/T 33476.2—2016 7.3.1", "实务", imprint_even),
)
