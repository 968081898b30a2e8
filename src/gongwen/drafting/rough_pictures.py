"""原稿插图: pictures out of a draft's file as PNG or JPEG, or a note of what cannot be carried."""

from __future__ import annotations

import io
import posixpath
from pathlib import Path

from PIL import Image as Picture

from gongwen.document.lengths import Length
from gongwen.document.model import Image
from gongwen.drafting.rough_file import Package
from gongwen.drafting.rough_values import Note

_AS_THEY_ARE = ("PNG", "JPEG")


def picture(package: Package, relation: str | None, width: Length | None) -> Image | Note:
    """The picture that a relation leads to, as wide as the draft has it; drawings such as EMF are only noted."""
    found = package.target(relation or "")
    if found is None:
        return Note("外部图片")
    name = posixpath.basename(found[0])
    try:
        with Picture.open(io.BytesIO(found[1])) as opened:
            if opened.format in _AS_THEY_ARE:
                return Image(Path(name), width, found[1])
            if opened.format in ("WMF", "EMF"):
                return Note("矢量图", shown=name)
            made = io.BytesIO()
            opened.convert("RGBA").save(made, "PNG")
            return Image(Path(name).with_suffix(".png"), width, made.getvalue())
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return Note("矢量图", shown=name)
