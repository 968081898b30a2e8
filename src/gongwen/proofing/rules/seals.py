"""印章: one for each organ, in rows that neither touch nor leave 版心, close to the text, pressing names and date
(GB/T 9704—2012 7.3.5.1).

A seal is a round picture on the sign-off. Where none is drawn the empty space is judged: a seal of each organ's size
over its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import hypot

from gongwen.document import layout
from gongwen.document.sheet import Picture, TextLine
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Box, Check, Departure, Proof, by_figure
from gongwen.proofing.rules.signatories import Cell, cells

_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CLAUSE = layout.SEAL_TOP_GAP.clause
_UNDER_CENTRE = 1.5
"""How far (mm) the middle of a name is taken to lie under the centre of a seal that is not drawn."""
_RIM = 2.0
"""How far (mm) inside the rim of such a seal the date ends at the least: a long name moves up to make room for it."""
_ASIDE = 2.0
"""A name this far (mm) from the middle of its seal is still centred under it."""
_ROW = 3.0
_EVEN = 1.0
_OBLONG = 1.2
"""A picture longer than this many times its height is a 签名章."""
_TOUCHING = 0.05


def seals_counted(proof: Proof) -> Iterator[Departure]:
    """Where any is drawn, every organ has its seal."""
    paper, drawn = proof.paper, proof.seals
    if paper and paper.sign_off == "sealed" and drawn and len(drawn) != len(paper.issuers):
        yield Departure(
            message=f"落款处有 {len(drawn)} 枚印章，发文机关有 {len(paper.issuers)} 个，"
            "应一个机关加盖一枚，请补齐或去掉多余的印章。",
            where="印章",
            page=drawn[0].page,
            found=f"{len(drawn)} 枚",
            wanted=f"{len(paper.issuers)} 枚",
            box=_around([(one.x0, one.y0, one.x1, one.y1) for one in drawn] + [cell.box for cell in cells(proof)]),
        )


def seals_apart(proof: Proof) -> Iterator[Departure]:
    """Seals do not touch: their centres are further apart than half the sum of their diameters."""
    for one, other in combinations(_places(proof), 2):
        if one.page != other.page:
            continue
        gap = hypot(_middle(one)[0] - _middle(other)[0], _middle(one)[1] - _middle(other)[1])
        gap -= (_diameter(one) + _diameter(other)) / 2
        if gap <= _TOUCHING:
            yield Departure(
                message=f"第{one.page}页两枚印章相交或相切（间距 {gap:.1f} mm），"
                "印章之间应互不相交或相切，请拉开间距。",
                where="印章",
                page=one.page,
                found=f"{gap:.1f} mm",
                wanted="大于 0 mm",
                box=_box(other),
            )


def seals_inside(proof: Proof) -> Iterator[Departure]:
    """The ends of a row of seals stay inside 版心."""
    for seal in proof.seals or _places(proof):
        over = max(_LEFT - seal.x0, seal.x1 - _RIGHT)
        if over > layout.LEFT_MARGIN.tolerance + 0.05:
            yield Departure(
                message=f"第{seal.page}页印章超出版心 {over:.1f} mm，印章首尾不得超出版心，请调整排布。",
                where="印章",
                page=seal.page,
                found=f"{over:.1f} mm",
                wanted="不超出版心",
                box=_box(seal),
            )


def seals_near_text(proof: Proof) -> Iterator[Departure]:
    """The first seals begin within one row of the text above them, where that stands on the same page."""
    seals = _places(proof)
    first = min(seals, key=lambda seal: (seal.page, seal.y0), default=None)
    text = [line for line in proof.zones.of(zones.BODY, zones.LISTED) if first and line.page == first.page]
    if not first or not text:
        return
    gap, figure = first.y0 - max(line.bottom for line in text), proof.figure(layout.SEAL_TOP_GAP)
    if gap > figure.mm + figure.tolerance:
        yield Departure(
            message=f"第{first.page}页印章顶端距正文 {gap:.1f} mm，"
            f"一般应在一行（{figure.mm:.4g} mm）之内，请上移印章和署名。",
            where="印章",
            page=first.page,
            found=f"{gap:.1f} mm",
            wanted=f"不大于 {figure.mm:.4g} mm",
            box=_box(first),
            clause=figure.clause,
            strength=figure.strength,
        )


def seals_in_rows(proof: Proof) -> Iterator[Departure]:
    """Joint seals stand in rows: those of one row on one height."""
    for row in _rows(_places(proof) if proof.seals else ()):
        heights = [_middle(seal)[1] for seal in row]
        uneven = max(heights) - min(heights)
        if uneven > _EVEN + 0.05:
            yield Departure(
                message=f"第{row[0].page}页同一排印章高低相差 {uneven:.1f} mm，印章应排列整齐，请对齐。",
                where="印章",
                page=row[0].page,
                found=f"相差 {uneven:.1f} mm",
                wanted="同排等高",
                box=_around([(seal.x0, seal.y0, seal.x1, seal.y1) for seal in row]),
            )


def seals_on_names(proof: Proof) -> Iterator[Departure]:
    """Each seal presses the name of its own organ, centred on it, the name a little under its middle."""
    seals = [seal for row in _rows(proof.seals) for seal in row]
    names = cells(proof)
    if not proof.paper or proof.paper.sign_off != "sealed" or len(seals) != len(names):
        return
    for seal, name in zip(seals, names, strict=True):
        aside = (name.x0 + name.x1) / 2 - _middle(seal)[0]
        foot = _foot(proof, name) if name is names[-1] else name.bottom
        below = (name.top + foot) / 2 - _middle(seal)[1]
        inside = name.page == seal.page and name.bottom <= seal.y1 and below >= -0.5
        if not inside or abs(aside) > _ASIDE + 0.05:
            found = f"左右偏 {abs(aside):.1f} mm、在印章中心{'下' if below >= 0 else '上'} {abs(below):.1f} mm"
            yield Departure(
                message=f"署名“{name.text}”与所盖印章{found}，印章应端正、居中下压署名，使署名居印章中心偏下，请调整。",
                where="印章",
                page=seal.page,
                found=found,
                wanted="居中，在印章中心偏下",
                box=_box(seal),
            )


def _foot(proof: Proof, name: Cell) -> float:
    """Where name and date under it end: the last seal presses both, together a little under its middle."""
    dates = [line.bottom for line in proof.zones.of(zones.DATE) if line.page == name.page and line.top > name.top]
    return max([name.bottom, *dates])


def seal_on_date(proof: Proof) -> Iterator[Departure]:
    """The last seal presses the date."""
    dates = [line for line in proof.zones.of(zones.DATE) if any(map(str.isdigit, line.text))]
    seals = [seal for row in _rows(proof.seals) for seal in row]
    if not proof.paper or proof.paper.sign_off != "sealed" or not seals or not dates:
        return
    last, date = seals[-1], dates[-1]
    if not _covers(last, date):
        yield Departure(
            message=f"最后一枚印章没有压住成文日期“{date.text}”，印章应下压署名和成文日期，请调整位置。",
            where="印章",
            page=date.page,
            found="未压日期",
            wanted="下压署名和成文日期",
            box=_box(last),
        )


def _places(proof: Proof) -> tuple[Picture, ...]:
    """The seals drawn, else the space that each organ's seal takes over its name; 签名章 are no round seals."""
    paper = proof.paper
    if paper and paper.sign_off == "stamp":
        return ()
    if proof.seals or not paper or paper.sign_off != "sealed":
        return tuple(seal for seal in proof.seals if _is_round(seal))
    names = cells(proof)
    if not names or len(names) != len(paper.issuers):
        return ()
    spaces = [_space(name, organ.seal_mm) for name, organ in zip(names, paper.issuers, strict=True)]
    return (*spaces[:-1], _space(names[-1], paper.issuers[-1].seal_mm, _foot(proof, names[-1])))


def _space(name: Cell, diameter: float, foot: float = 0.0) -> Picture:
    """The space of a seal over its name, and over the date that ends at `foot`."""
    x, half = (name.x0 + name.x1) / 2, diameter / 2
    y = max((name.top + name.bottom) / 2 - _UNDER_CENTRE, foot + _RIM - half)
    return Picture(name.page, x - half, y - half, x + half, y + half)


def _rows(seals: tuple[Picture, ...]) -> list[list[Picture]]:
    """Seals row by row, each from left to right."""
    rows: list[list[Picture]] = []
    for seal in sorted(seals, key=lambda one: (one.page, _middle(one)[1])):
        near = rows and rows[-1][0].page == seal.page and _middle(seal)[1] - _middle(rows[-1][0])[1] < _ROW + _EVEN
        rows[-1].append(seal) if near else rows.append([seal])
    return [sorted(row, key=lambda one: one.x0) for row in rows]


def _covers(picture: Picture, line: TextLine) -> bool:
    apart = picture.x1 < line.x0 or line.x1 < picture.x0 or picture.y1 < line.bottom or line.top < picture.y0
    return picture.page == line.page and not apart


def _is_round(seal: Picture) -> bool:
    wide, tall = seal.x1 - seal.x0, seal.y1 - seal.y0
    return max(wide, tall) < _OBLONG * min(wide, tall)


def _diameter(seal: Picture) -> float:
    return (seal.x1 - seal.x0 + seal.y1 - seal.y0) / 2


def _middle(seal: Picture) -> tuple[float, float]:
    return (seal.x0 + seal.x1) / 2, (seal.y0 + seal.y1) / 2


def _around(boxes: Sequence[Box]) -> Box:
    """The box that holds all of these."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return round(min(x0), 2), round(min(y0), 2), round(max(x1), 2), round(max(y1), 2)


def _box(seal: Picture) -> Box:
    return round(seal.x0, 2), round(seal.y0, 2), round(seal.x1, 2), round(seal.y1, 2)


CHECKS = (
    Check("seals.count", _CLAUSE, "规定", seals_counted),
    Check("seals.apart", _CLAUSE, "规定", seals_apart),
    Check("seals.inside", _CLAUSE, "规定", seals_inside),
    Check("seals.rows", _CLAUSE, "规定", seals_in_rows),
    Check("seals.names", _CLAUSE, "规定", seals_on_names),
    Check("seals.date", _CLAUSE, "规定", seal_on_date),
    by_figure("seals.gap", layout.SEAL_TOP_GAP, seals_near_text),
)
