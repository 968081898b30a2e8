"""文本框: a turned text box at a fixed place of the page, with a VML twin for old programs."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from gongwen.document.lengths import Length
from gongwen.drafting.drawing import run
from gongwen.drafting.wordml import Element


@dataclass(frozen=True)
class Box:
    """Name, drawing id, and the place from the page's top left corner."""

    name: str
    id: int
    left: Length
    top: Length
    wide: Length
    tall: Length


def turned(box: Box, paragraph: Element) -> Element:
    """A run with a text box whose text runs from top to bottom, turned clockwise."""
    text = etree.tostring(paragraph, encoding="unicode")
    return run(
        f'<mc:AlternateContent><mc:Choice Requires="wps">{_drawing(box, text)}</mc:Choice>'
        f"<mc:Fallback>{_vml(box, text)}</mc:Fallback></mc:AlternateContent>"
    )


def _drawing(box: Box, text: str) -> str:
    return f"""<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{box.id}"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{int(box.left)}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{int(box.top)}</wp:posOffset></wp:positionV>
<wp:extent cx="{int(box.wide)}" cy="{int(box.tall)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{box.id}" name="{box.name}"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{int(box.wide)}" cy="{int(box.tall)}"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>
<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing>"""


def _vml(box: Box, text: str) -> str:
    return f"""<w:pict><v:rect id="box-{box.id}" alt="{box.name}" filled="f" stroked="f"
 style="position:absolute;margin-left:{box.left.pt:.2f}pt;margin-top:{box.top.pt:.2f}pt;width:{box.wide.pt:.2f}pt;
height:{box.tall.pt:.2f}pt;mso-position-horizontal-relative:page;mso-position-vertical-relative:page">
<v:textbox inset="0,0,0,0" style="layout-flow:vertical"><w:txbxContent>{text}</w:txbxContent></v:textbox>
</v:rect></w:pict>"""
