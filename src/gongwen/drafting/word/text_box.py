"""文本框: a turned text box at a fixed place of the page.

It is written as VML, which Word, WPS and LibreOffice all read: of a DrawingML shape with text in a header or footer
LibreOffice 7.4 loses the place on some pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from gongwen.document.lengths import Length
from gongwen.drafting.word.drawing import run
from gongwen.drafting.word.wordml import Element


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
        f"""<w:pict><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
<v:shape id="box-{box.id}" alt="{box.name}" type="#_x0000_t202" filled="f" stroked="f"
 style="position:absolute;margin-left:{box.left.pt:.2f}pt;margin-top:{box.top.pt:.2f}pt;width:{box.wide.pt:.2f}pt;
height:{box.tall.pt:.2f}pt;z-index:{box.id};mso-position-horizontal-relative:page;mso-position-vertical-relative:page">
<v:textbox inset="0,0,0,0" style="layout-flow:vertical"><w:txbxContent>{text}</w:txbxContent></v:textbox>
</v:shape></w:pict>"""
    )
