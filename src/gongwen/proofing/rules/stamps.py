"""签名章: titles of office, stamps and date under an order or a paper signed by a person (GB/T 9704—2012 7.3.5.3)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.sheet import Picture
from gongwen.proofing import zones
from gongwen.proofing.rules import signatories
from gongwen.proofing.rules.check import Check, Departure, Proof, astray, box_of, by_figure, misplaced, spaced
from gongwen.proofing.rules.signatories import Cell

_RIGHT = layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CHAR = layout.CHAR.mm
_SLACK = _CHAR / 2
_ALIGNED = 1.0
_LEVEL = 2.0


def stamp_date(proof: Proof) -> Iterator[Departure]:
    """The date ends four characters from the right edge."""
    for line in proof.zones.of(zones.DATE) if _stamped(proof) else ():
        inset = (_RIGHT - line.x1) / _CHAR
        if any(map(str.isdigit, line.text)) and abs(inset - layout.STAMP_RIGHT_CHARS) * _CHAR > _SLACK:
            yield misplaced(line, "成文日期", f"右空 {inset:.1f} 字", "右空四字")


def columns(proof: Proof) -> Iterator[Departure]:
    """Several titles of office stand in one column."""
    posts = _posts(proof)
    edges, starts = [post.x1 for post in posts], [post.x0 for post in posts]
    if posts and min(max(edges) - min(edges), max(starts) - min(starts)) > _ALIGNED:
        found = f"右边缘相差 {max(edges) - min(edges):.1f} mm"
        yield _moved(posts[-1], "签发人职务", found, "与主办机关签发人职务上下对齐")


def stamp_place(proof: Proof) -> Iterator[Departure]:
    """A stamp that is drawn ends four characters from the right edge, two characters after the title of office, level
    with its middle."""
    for post, stamp in _pairs(proof):
        inset, gap = (_RIGHT - stamp.x1) / _CHAR, (stamp.x0 - post.x1) / _CHAR
        level = (stamp.y0 + stamp.y1) / 2 - (post.top + post.bottom) / 2
        if abs(inset - layout.STAMP_RIGHT_CHARS) * _CHAR > _SLACK:
            yield _moved(post, "签名章", f"右空 {inset:.1f} 字", "右空四字")
        if abs(gap - layout.STAMP_POST_GAP_CHARS) * _CHAR > _SLACK:
            yield _moved(post, "签发人职务", f"距签名章 {gap:.1f} 字", "在签名章左空二字处")
        if abs(level) > _LEVEL:
            yield _moved(post, "签发人职务", f"与签名章中心上下相差 {abs(level):.1f} mm", "相对签名章上下居中")


def stamp_below_text(proof: Proof) -> Iterator[Departure]:
    """Two blank rows over the first stamp."""
    for post, stamp in list(_pairs(proof))[:1]:
        text = [line for line in proof.zones.of(zones.BODY, zones.LISTED) if line.page == stamp.page]
        if text:
            gap = stamp.y0 - text[-1].bottom
            yield from spaced(proof.figure(layout.STAMP_FROM_TEXT), gap, "签名章", post.box, post.page)


def date_below_stamp(proof: Proof) -> Iterator[Departure]:
    """One blank row between the last stamp and the date."""
    dates = proof.zones.of(zones.DATE)
    for _, stamp in list(_pairs(proof))[-1:]:
        if dates and dates[0].page == stamp.page:
            yield from spaced(
                proof.figure(layout.STAMP_TO_DATE), dates[0].top - stamp.y1, "成文日期", box_of(dates), stamp.page
            )


def _stamped(proof: Proof) -> bool:
    return proof.paper is not None and proof.paper.sign_off == "stamp"


def _posts(proof: Proof) -> tuple[Cell, ...]:
    """The titles of office, one a signer, those on two lines too."""
    return signatories.posts(proof) if _stamped(proof) else ()


def _pairs(proof: Proof) -> Iterator[tuple[Cell, Picture]]:
    """Each title of office with the stamp drawn on its height."""
    for post in _posts(proof):
        middle = (post.top + post.bottom) / 2
        own = [seal for seal in proof.seals if seal.page == post.page and seal.y0 <= middle <= seal.y1]
        if own:
            yield post, own[0]


def _moved(post: Cell, where: str, found: str, wanted: str) -> Departure:
    return astray(post.text, post.page, post.box, where, found, wanted)


CHECKS = (
    Check("stamp.date", layout.STAMP_CLAUSE, "规定", stamp_date),
    Check("stamp.columns", layout.STAMP_CLAUSE, "规定", columns),
    Check("stamp.place", layout.STAMP_CLAUSE, "规定", stamp_place),
    by_figure("stamp.from_text", layout.STAMP_FROM_TEXT, stamp_below_text),
    by_figure("stamp.to_date", layout.STAMP_TO_DATE, date_below_stamp),
)
