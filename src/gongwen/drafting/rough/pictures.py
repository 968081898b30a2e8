"""原稿插图: pictures out of a draft's file, or a note of what cannot be carried."""

from __future__ import annotations

import posixpath
from pathlib import Path

from gongwen.document.lengths import Length
from gongwen.document.model import Image
from gongwen.drafting.rough.file import Package
from gongwen.drafting.rough.values import Note
from gongwen.drafting.text import picture_files
from gongwen.errors import BadInput


def picture(package: Package, relation: str | None, width: Length | None) -> Image | Note:
    """The picture that a relation leads to, as wide as the draft has it; what cannot be printed is only noted."""
    found = package.target(relation or "")
    if found is None:
        return Note("外部图片")
    name = posixpath.basename(found[0])
    try:
        picture_files.prepared(found[1], name)
    except BadInput:
        return Note("坏图片", shown=name)
    return Image(Path(name), width, found[1])
