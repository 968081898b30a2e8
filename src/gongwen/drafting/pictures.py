"""插图: pictures within 版心, in their own centred line."""

from __future__ import annotations

import io

from docx.document import Document as DocxDocument
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.lengths import Length, mm
from gongwen.document.model import Image
from gongwen.drafting import styles, wordml
from gongwen.drafting.wordml import Element, element
from gongwen.errors import BadInput

_TALLEST = Length(layout.TYPE_HEIGHT - mm(25))


def placed(document: DocxDocument, image: Image) -> Element:
    """A paragraph with the picture, made smaller where it would leave 版心, never larger."""
    if not image.data and not image.path.is_file():
        raise BadInput(f"插图 {image.path} 不存在，请检查路径。")
    try:
        inline = document.part.new_pic_inline(io.BytesIO(image.data) if image.data else str(image.path))
    except UnrecognizedImageError as error:
        raise BadInput(f"插图 {image.path.name} 不是可用的图片，请改用 PNG 或 JPEG。") from error
    _fit(inline, image.width)
    made = wordml.paragraph(
        styles.BODY.id, element("w:r", element("w:drawing", inline)), first=Length(0), align="center"
    )
    spacing = made.pPr.get_or_add_spacing()
    spacing.set(qn("w:line"), "240")
    spacing.set(qn("w:lineRule"), "auto")
    return made


def _fit(inline: Element, wanted: Length | None) -> None:
    wide, tall = inline.extent.cx, inline.extent.cy
    factor = min((wanted or wide) / wide, layout.TYPE_WIDTH / wide, _TALLEST / tall)
    size = (round(wide * factor), round(tall * factor))
    inline.extent.cx, inline.extent.cy = size
    shape = inline.graphic.graphicData.pic.spPr
    shape.cx, shape.cy = size
