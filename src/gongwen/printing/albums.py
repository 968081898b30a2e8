"""照片页: photographs with their captions, two to a page, as one PDF for the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from gongwen.printing.leaves import Leaf, upright
from gongwen.printing.scans import scan_of
from gongwen.printing.surveying import font_file

DPI = 150
_PAGE = (1240, 1754)
_HEAD, _EDGE, _GAP, _LINE = 150, 120, 30, 44
_ROOM = (_PAGE[0] - 2 * _EDGE, (_PAGE[1] - _HEAD - _EDGE) // 2 - _GAP - 2 * _LINE)
"""The largest size of a photograph on its page, in dots."""


@dataclass(frozen=True)
class Captioned:
    """A photograph and what stands under it."""

    photo: Leaf
    caption: str


def album(photos: Sequence[Captioned], heading: str) -> bytes:
    """The PDF, each page under the same heading; photographs stand upright and without the camera's notes. The same
    photographs give the same bytes; BadInput names one that cannot be opened."""
    pages = [_page(photos[at : at + 2], heading) for at in range(0, len(photos), 2)]
    return scan_of(pages, dpi=DPI)


def _page(photos: Sequence[Captioned], heading: str) -> bytes:
    page = Image.new("RGB", _PAGE, "white")
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(_broken(heading, 30)):
        pen.text((_PAGE[0] // 2, 90 + number * _LINE), line, font=_face("黑体", 34), fill="black", anchor="mm")
    for number, one in enumerate(photos):
        _place(page, pen, one, _HEAD + number * (_ROOM[1] + _GAP + 2 * _LINE))
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _place(page: Image.Image, pen: ImageDraw.ImageDraw, one: Captioned, top: int) -> None:
    picture = Image.open(io.BytesIO(upright(one.photo, longest=max(_ROOM)))).convert("RGB")
    picture.thumbnail(_ROOM, Image.Resampling.LANCZOS)
    page.paste(picture, ((_PAGE[0] - picture.width) // 2, top))
    for number, line in enumerate(_broken(one.caption, 36)):
        at = (_PAGE[0] // 2, top + picture.height + 28 + number * _LINE)
        pen.text(at, line, font=_face("仿宋", 28), fill="black", anchor="mm")


def _broken(text: str, length: int) -> Iterator[str]:
    """The text in lines of at most so many characters, two of them at the most."""
    lines = [text[at : at + length] for at in range(0, len(text), length)]
    yield from lines[:2]


def _face(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(name)), size)
