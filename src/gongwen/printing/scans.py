"""扫描件: page pictures bound into a PDF without text, as a scanner makes it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from time import gmtime

from PIL import Image, ImageDraw, ImageFont

from gongwen.printing.fonts import font_folder

_FIXED = gmtime(0)
_MARK_SIZE = 0.03  # of the page's width
_RED = (200, 20, 20)


def scan_of(pages: Sequence[bytes], *, dpi: float, mark: str = "") -> bytes:
    """The pages (PNG at `dpi`) as a PDF of pictures; `mark`, in red at the head of each, tells what the copy is.

    The same pages give the same bytes.
    """
    pictures = [_marked(Image.open(BytesIO(page)).convert("RGB"), mark) for page in pages]
    out = BytesIO()
    first, *rest = pictures
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=dpi, creationDate=_FIXED, modDate=_FIXED)
    return out.getvalue()


def _marked(picture: Image.Image, mark: str) -> Image.Image:
    if mark:
        size = round(picture.width * _MARK_SIZE)
        font = ImageFont.truetype(str(font_folder() / "NotoSansSC_400Regular.ttf"), size)
        ImageDraw.Draw(picture).text((picture.width - size, size), mark, fill=_RED, font=font, anchor="ra")
    return picture
