"""插图: pictures within 版心, each in its own centred line, its caption under it on the same page."""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.geometry import NATIONAL
from gongwen.document.lengths import Length, mm
from gongwen.document.model import Image
from gongwen.drafting.text import picture_files
from gongwen.drafting.word import band, styles, wordml
from gongwen.drafting.word.wordml import Element, element
from gongwen.errors import BadInput

_HEADED = 4
"""Lines that an attachment's mark and title take above its first picture."""
_ABOVE = Length(layout.TOP_MARGIN - NATIONAL.top)
_BELOW = Length(NATIONAL.foot - layout.TYPE_BOTTOM)
"""The text area is taller than 版心: a line of text leaves room over and under its characters, a picture does not.

It is a line of its own, as space before a paragraph counts for nothing at the top of a page.
"""
_SLACK = Length(_ABOVE + _BELOW + mm(2))
_IMPRINT = Length(mm(45))
_SMALLEST = Length(mm(0.5))


@dataclass(frozen=True)
class Room:
    """How wide and tall a picture may be."""

    width: Length
    height: Length


def room(*, landscape: bool = False, heads: int = 0, over_imprint: bool = False) -> Room:
    """The room on a page of its own, or on the first page of an attachment with a title of `heads` lines.

    A picture that shares the last page with 版记 leaves room for it: LibreOffice 7.4 drops one that does not fit above.
    """
    wide, tall = (layout.TYPE_HEIGHT, layout.TYPE_WIDTH) if landscape else (layout.TYPE_WIDTH, layout.TYPE_HEIGHT)
    taken = layout.LINE_PITCH * (_HEADED + heads - 1) if heads else Length(0)
    foot = _IMPRINT if over_imprint and not landscape else Length(0)
    return Room(Length(wide), Length(tall - taken - foot - _SLACK))


UPRIGHT = room()


def placed(document: DocxDocument, image: Image, free: Room = UPRIGHT) -> list[Element]:
    """A little room, the picture's paragraph and its caption.

    It is smaller where it would not fit, and larger than it says only where a width is asked for.
    BadInput when the file is missing, damaged, of an unusable kind or too large.
    """
    taken = layout.LINE_PITCH if image.caption else Length(0)
    made = picture_files.prepared(_data(image), image.path.name)
    inline = document.part.new_pic_inline(io.BytesIO(made.data))
    _set_size(inline, _fitted(made, image.width, Room(free.width, Length(free.height - taken))))
    for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice takes 3.2 mm each
        inline.set(side, "0")
    inline.docPr.set("descr", image.alt or image.caption or f"插图：{image.path.stem}")
    run = element("w:r", element("w:drawing", inline))
    line = wordml.paragraph(styles.BODY.id, run, first=Length(0), align="center", keep=bool(image.caption))
    spacing = line.pPr.get_or_add_spacing()
    spacing.set(qn("w:line"), "240")
    spacing.set(qn("w:lineRule"), "auto")
    under = [_caption(image.caption)] if image.caption else []
    return [*band.gap(_ABOVE, keep=True).elements, line, *under]


def _data(image: Image) -> bytes:
    fault = picture_files.format_fault(image.path.name)
    if fault:
        raise BadInput(f"插图 {image.path.name} {fault}。")
    if image.data:
        return image.data
    try:
        return image.path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(f"插图 {image.path} 不存在，请检查路径。") from error
    except OSError as error:
        raise BadInput(f"插图 {image.path.name} 读不出来（{error.strerror}），请检查文件。") from error


def _fitted(made: picture_files.Prepared, wanted: Length | None, free: Room) -> tuple[int, int]:
    wide, tall = made.width, made.height
    factor = min((wanted or wide) / wide, free.width / wide, free.height / tall)
    return max(int(_SMALLEST), round(wide * factor)), max(int(_SMALLEST), round(tall * factor))


def _set_size(inline: Element, size: tuple[int, int]) -> None:
    inline.extent.cx, inline.extent.cy = size
    shape = inline.graphic.graphicData.pic.spPr
    shape.cx, shape.cy = size


def _caption(text: str) -> Element:
    """图题 stands under its picture, so it does not hold on to what follows, as a table's does."""
    line = wordml.paragraph(styles.CAPTION.id, text)
    line.pPr.insert(1, element("w:keepNext", val=0))
    return line
