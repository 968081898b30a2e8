"""印章: seals neither touch nor leave 版心, and follow the text closely (GB/T 9704—2012 7.3.5.1).

A seal is a picture that lies on a name or the date of the sign-off; a round one fills its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import hypot

from gongwen.document import layout
from gongwen.document.sheet import Picture
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Box, Check, Departure, Proof, by_figure

_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CLAUSE = layout.SEAL_TOP_GAP.clause


def seals_apart(proof: Proof) -> Iterator[Departure]:
    """Seals do not touch: their centres are further apart than half the sum of their diameters."""
    for one, other in combinations(proof.seals, 2):
        if one.page != other.page:
            continue
        gap = hypot(_middle(one)[0] - _middle(other)[0], _middle(one)[1] - _middle(other)[1])
        gap -= (_diameter(one) + _diameter(other)) / 2
        if gap <= 0:
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
    for seal in proof.seals:
        over = max(_LEFT - seal.x0, seal.x1 - _RIGHT)
        if over > layout.LEFT_MARGIN.tolerance:
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
    seals = proof.seals
    first = min(seals, key=lambda seal: (seal.page, seal.y0), default=None)
    text = [line for line in proof.zones.of(zones.BODY, zones.LISTED) if first and line.page == first.page]
    if not first or not text:
        return
    gap = first.y0 - max(line.bottom for line in text)
    if gap > layout.SEAL_TOP_GAP.mm + layout.SEAL_TOP_GAP.tolerance:
        yield Departure(
            message=f"第{first.page}页印章顶端距正文 {gap:.1f} mm，一般应在一行（10.39 mm）之内，请上移印章和署名。",
            where="印章",
            page=first.page,
            found=f"{gap:.1f} mm",
            wanted="不大于 10.39 mm",
            box=_box(first),
        )


def _diameter(seal: Picture) -> float:
    return (seal.x1 - seal.x0 + seal.y1 - seal.y0) / 2


def _middle(seal: Picture) -> tuple[float, float]:
    return (seal.x0 + seal.x1) / 2, (seal.y0 + seal.y1) / 2


def _box(seal: Picture) -> Box:
    return round(seal.x0, 2), round(seal.y0, 2), round(seal.x1, 2), round(seal.y1, 2)


CHECKS = (
    Check("seals.apart", _CLAUSE, "规定", seals_apart),
    Check("seals.inside", _CLAUSE, "规定", seals_inside),
    by_figure("seals.gap", layout.SEAL_TOP_GAP, seals_near_text),
)
