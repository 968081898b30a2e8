"""表格: a table that goes over a page shows its head again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongwen.document import layout
from gongwen.document.sheet import Sheet
from gongwen.proofing.faces import faces_of
from gongwen.proofing.grids import Grid, grids
from gongwen.proofing.rules.area import outside
from gongwen.proofing.rules.check import Check, Departure, Proof

_SAME = 0.5


def heads_repeated(proof: Proof) -> Iterator[Departure]:
    """Where a table goes on at the top of the next page, its first row there is the head of its first page.

    On pages that nobody described a first row is known for a head by its 黑体 alone.
    """
    head = ""
    for sheet, following in pairwise(proof.measured.sheets):
        last = _last(proof, sheet)
        first = _first(proof, following)
        if not last or not first or not _alike(last, first):
            head = ""
            continue
        head = head or (last.head(sheet) if proof.paper or _in_black(last, sheet) else "")
        if head and first.head(following) != head:
            yield Departure(
                message=f"第{following.number}页的续表没有重复表头“{head[:16]}”，跨页表格每页都应有表头，请设置标题行重复。",
                where="表格",
                page=following.number,
                found=first.head(following)[:24] or "没有",
                wanted=head[:24],
                box=tuple(round(edge, 2) for edge in (first.x0, first.y0, first.x1, first.y1)),  # type: ignore[arg-type]
            )


def _last(proof: Proof, sheet: Sheet) -> Grid | None:
    """The table that ends a page."""
    text = [p.line for p in proof.zones.on(sheet.number) if not outside(p)]
    found = grids(sheet)
    return found[-1] if found and all(line.baseline < found[-1].y1 for line in text) else None


def _first(proof: Proof, sheet: Sheet) -> Grid | None:
    """The table that begins a page."""
    text = [p.line for p in proof.zones.on(sheet.number) if not outside(p)]
    found = grids(sheet)
    return found[0] if found and all(line.baseline > found[0].y0 for line in text) else None


def _alike(one: Grid, other: Grid) -> bool:
    """Whether two pieces have the same columns."""
    if len(one.columns) != len(other.columns):
        return False
    return all(abs(a - b) < _SAME for a, b in zip(one.columns, other.columns, strict=True))


def _in_black(grid: Grid, sheet: Sheet) -> bool:
    lines = grid.row(sheet, 0)
    return bool(lines) and all("黑体" in faces_of(line) for line in lines)


CHECKS = (Check("tables.head", f"{layout.STANDARD} 8", "实务", heads_repeated),)
