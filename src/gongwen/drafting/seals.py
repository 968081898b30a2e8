"""印章位置: the free space of each seal, as a named empty frame `seal:1…n`, or a red 样章 picture in it.

A frame is an anchored circle of the seal's size without line and filling, with a VML twin for old programs. A 样章 lies
behind the text, opaque: PDF/A-1 knows no transparency.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

from docx.document import Document as DocxDocument
from PIL import Image, ImageDraw

from gongwen.document.lengths import Length
from gongwen.drafting.drawing import run
from gongwen.drafting.wordml import Element

_FIRST_ID = 4100
_PIXELS = 480


@dataclass(frozen=True)
class Place:
    """Where a seal goes: its name, its box's left edge from the column or margin, top from its paragraph, and size."""

    name: str
    number: int
    left: Length
    top: Length
    wide: Length
    tall: Length
    column: bool = False

    @property
    def across_from(self) -> str:
        return "column" if self.column else "margin"


def empty_frame(place: Place) -> Element:
    """A run that holds the invisible frame."""
    shape = f"""<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{int(place.wide)}" cy="{int(place.tall)}"/></a:xfrm>
<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/>
</wps:wsp></a:graphicData>"""
    return run(
        f'<mc:AlternateContent><mc:Choice Requires="wps">{_anchor(place, shape)}</mc:Choice>'
        f"<mc:Fallback>{_vml(place)}</mc:Fallback></mc:AlternateContent>"
    )


def sample(document: DocxDocument, place: Place) -> Element:
    """A run that holds the 样章 in the frame's place."""
    relation, _ = document.part.get_or_add_image(io.BytesIO(picture()))
    shape = f"""<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>
<pic:cNvPr id="{_FIRST_ID + place.number}" name="{place.name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>
<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{int(place.wide)}" cy="{int(place.tall)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</pic:spPr></pic:pic></a:graphicData>"""
    return run(_anchor(place, shape))


def _anchor(place: Place, shape: str) -> str:
    number = _FIRST_ID + place.number
    return f"""<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}"
 behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="{place.across_from}"><wp:posOffset>{int(place.left)}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>{int(place.top)}</wp:posOffset></wp:positionV>
<wp:extent cx="{int(place.wide)}" cy="{int(place.tall)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="{place.name}"/><wp:cNvGraphicFramePr/>
<a:graphic>{shape}</a:graphic></wp:anchor></w:drawing>"""


def _vml(place: Place) -> str:
    relative = "text" if place.column else "margin"
    return f"""<w:pict><v:oval id="{place.name.replace(":", "-")}" alt="{place.name}" filled="f" stroked="f"
 style="position:absolute;margin-left:{place.left.pt:.2f}pt;margin-top:{place.top.pt:.2f}pt;width:{place.wide.pt:.2f}pt;
height:{place.tall.pt:.2f}pt;z-index:-1;mso-position-horizontal-relative:{relative};
mso-position-vertical-relative:text"/></w:pict>"""


# The two characters 样 and 章 as strokes on a square of 100, so that the picture needs no font.
_STROKES = (
    ((4, 28), (40, 28)), ((22, 6), (22, 96)), ((22, 34), (4, 66)), ((22, 34), (40, 56)),
    ((52, 8), (60, 22)), ((88, 8), (78, 22)), ((46, 28), (96, 28)), ((48, 50), (94, 50)), ((42, 72), (98, 72)),
    ((71, 28), (71, 98)),
    ((162, 2), (162, 10)), ((126, 14), (198, 14)), ((142, 18), (148, 28)), ((182, 18), (174, 28)),
    ((118, 32), (206, 32)), ((138, 40), (186, 40)), ((138, 40), (138, 70)), ((186, 40), (186, 70)),
    ((138, 55), (186, 55)), ((138, 70), (186, 70)), ((118, 82), (206, 82)), ((162, 70), (162, 100)),
)  # fmt: skip
_WIDE = 210


@cache
def picture() -> bytes:
    """A red ring marked 样章 on white, PNG without transparency."""
    red = (214, 0, 0)
    image = Image.new("RGB", (_PIXELS, _PIXELS), "white")
    pen = ImageDraw.Draw(image)
    edge = _PIXELS // 80
    pen.ellipse((edge, edge, _PIXELS - edge, _PIXELS - edge), outline=red, width=_PIXELS // 34)
    scale = _PIXELS * 0.44 / _WIDE
    left, top = (_PIXELS - _WIDE * scale) / 2, _PIXELS * 0.22
    for start, end in _STROKES:
        ends = [(left + x * scale, top + y * scale) for x, y in (start, end)]
        pen.line(ends, fill=red, width=_PIXELS // 60)
    packed = io.BytesIO()
    image.quantize(16).save(packed, "PNG", optimize=True)
    return packed.getvalue()
