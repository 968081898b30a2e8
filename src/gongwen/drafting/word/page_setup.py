"""版面: A4, the margins that put 22 lines of 28 characters into 版心, no character grid (GB/T 9704—2012 5)."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.section import Section

from gongwen.document import layout
from gongwen.document.geometry import NATIONAL, Geometry
from gongwen.document.lengths import Length
from gongwen.drafting.word.wordml import Element, element


def apply(section: Section, geometry: Geometry = NATIONAL) -> None:
    """A4 upright with our margins; a character grid that the section brought is taken out."""
    set_page(section._sectPr, geometry)


def is_landscape(section: Section) -> bool:
    """Whether the section's pages lie; without a page size they stand."""
    return (section.page_width or 0) > (section.page_height or 0)


def set_page(properties: Element, geometry: Geometry = NATIONAL, *, landscape: bool = False) -> None:
    """Write page size and margins into a `w:sectPr`, replacing what stood there."""
    for tag in _FOREIGN:
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    at = 1 + max((i for i, one in enumerate(properties) if one.tag in _BEFORE_SIZE), default=-1)
    for one in reversed(_turned() if landscape else _upright(geometry)):
        properties.insert(at, one)


_FOREIGN = (
    "w:pgSz",
    "w:pgMar",
    "w:docGrid",
    "w:cols",
    "w:titlePg",
    "w:pgNumType",
    "w:pgBorders",
    "w:lnNumType",
    "w:vAlign",
)
"""What a section may bring along that is not ours."""
_BEFORE_SIZE = {qn(f"w:{tag}") for tag in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")}


def _upright(geometry: Geometry) -> list[Element]:
    size = element("w:pgSz", w=layout.PAGE_WIDTH.twips, h=layout.PAGE_HEIGHT.twips)
    return [size, _margins(geometry.top, layout.RIGHT_MARGIN, geometry.bottom, layout.LEFT_MARGIN)]


def _turned() -> list[Element]:
    """The upright page turned 90° counter-clockwise: the landscape head lies at the upright left edge (clause 8).

    So the upright foot is at the left, the upright head at the right.
    """
    size = element("w:pgSz", w=layout.PAGE_HEIGHT.twips, h=layout.PAGE_WIDTH.twips, orient="landscape")
    return [size, _margins(layout.LEFT_MARGIN, layout.TOP_MARGIN, layout.RIGHT_MARGIN, layout.BOTTOM_MARGIN)]


def _margins(top: Length, right: Length, bottom: Length, left: Length) -> Element:
    return element(
        "w:pgMar", top=top.twips, right=right.twips, bottom=bottom.twips, left=left.twips,
        header=layout.DOCX_HEADER.twips, footer=layout.DOCX_FOOTER.twips, gutter=0,
    )  # fmt: skip
