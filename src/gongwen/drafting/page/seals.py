"""印章位置: the free space of each seal, as a named empty frame `seal:1…n`, or a red 样章 picture in it.

A frame is an anchored circle of the seal's size without line and filling, with a VML twin for old programs; that of a
签名章, `stamp:1…n`, is a rectangle. A 样章 lies behind the text, opaque: PDF/A-1 knows no transparency.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from PIL import Image, ImageDraw

from gongwen.document.lengths import Length
from gongwen.drafting.word.drawing import run
from gongwen.drafting.word.wordml import Element

_FIRST_ID = 4100
_PIXELS = 480
_RED = (214, 0, 0)
_VML_OVAL = "{urn:schemas-microsoft-com:vml}oval"
_VML_LEFT = re.compile(r"margin-left:-?[\d.]+pt")


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
    shape: str = "ellipse"

    @property
    def across_from(self) -> str:
        return "column" if self.column else "margin"


def empty_frame(place: Place) -> Element:
    """A run that holds the invisible frame."""
    shape = f"""<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{int(place.wide)}" cy="{int(place.tall)}"/></a:xfrm>
<a:prstGeom prst="{place.shape}"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/>
</wps:wsp></a:graphicData>"""
    return run(
        f'<mc:AlternateContent><mc:Choice Requires="wps">{_anchor(place, shape)}</mc:Choice>'
        f"<mc:Fallback>{_vml(place)}</mc:Fallback></mc:AlternateContent>"
    )


def sample(document: DocxDocument, place: Place) -> Element:
    """A run that holds the 样章 in the frame's place."""
    relation, _ = document.part.get_or_add_image(io.BytesIO(picture(place.shape, place.wide.mm / place.tall.mm)))
    shape = f"""<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>
<pic:cNvPr id="{_FIRST_ID + place.number}" name="{place.name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>
<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{int(place.wide)}" cy="{int(place.tall)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</pic:spPr></pic:pic></a:graphicData>"""
    return run(_anchor(place, shape))


def centre(paragraph: Element, middle: Length) -> None:
    """Move the seal that hangs on a paragraph sideways, its middle `middle` from the left edge of 版心."""
    for anchor in paragraph.iter(qn("wp:anchor")):
        left = middle - int(anchor.find(qn("wp:extent")).get("cx")) // 2
        for offset in anchor.iterfind(f"{qn('wp:positionH')}/{qn('wp:posOffset')}"):
            offset.text = str(int(left))
        for twin in paragraph.iter(_VML_OVAL):
            twin.set("style", _VML_LEFT.sub(f"margin-left:{left.pt:.2f}pt", twin.get("style")))


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
    tag = "oval" if place.shape == "ellipse" else "rect"
    return f"""<w:pict><v:{tag} id="{place.name.replace(":", "-")}" alt="{place.name}" filled="f" stroked="f"
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
def picture(shape: str = "ellipse", ratio: float = 1.0) -> bytes:
    """样章 in red on white inside a ring or, of a 签名章, a frame; `ratio` is width by height. PNG, no transparency."""
    size = (round(_PIXELS * ratio), _PIXELS) if ratio >= 1 else (_PIXELS, round(_PIXELS / ratio))
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    edge = _PIXELS // 80
    box = (edge, edge, size[0] - edge, size[1] - edge)
    if shape == "ellipse":
        pen.ellipse(box, outline=_RED, width=_PIXELS // 34)
        _write(pen, size, share=0.44, top=0.22)
    else:
        pen.rectangle(box, outline=_RED, width=_PIXELS // 60)
        _write(pen, size, share=0.62, top=0.2)
    packed = io.BytesIO()
    image.quantize(16).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _write(pen: ImageDraw.ImageDraw, size: tuple[int, int], *, share: float, top: float) -> None:
    """The two characters, `share` of the picture's width, from `top` of its height on: in a ring above the name."""
    scale = size[0] * share / _WIDE
    left, down = (size[0] - _WIDE * scale) / 2, size[1] * top
    for start, end in _STROKES:
        ends = [(left + x * scale, down + y * scale) for x, y in (start, end)]
        pen.line(ends, fill=_RED, width=size[1] // 60 if share < 0.5 else size[1] // 24)
