"""字体归类: which typeface of the standard an embedded font is, and whether it only stands in for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from gongwen.document.sheet import TextLine

LATIN = "西文"

_TABLE = (
    # family as it stands in PDF font names, compared without case and signs; category; stands in for the real face
    ("FandolFang", "仿宋", True),
    ("LXGWWenKai-Light", "仿宋", True),
    ("ZhuqueFangsong", "仿宋", True),
    ("FandolKai", "楷体", True),
    ("LXGWWenKai", "楷体", True),
    ("ARPLUKai", "楷体", True),
    ("NotoSansSC", "黑体", True),
    ("NotoSansCJK", "黑体", True),
    ("SourceHanSans", "黑体", True),
    ("FandolHei", "黑体", True),
    ("NotoSerifSC-SemiBold", "小标宋", True),
    ("NotoSerifCJKsc-SemiBold", "小标宋", True),
    ("NotoSerifSC", "宋体", True),
    ("NotoSerifCJK", "宋体", True),
    ("SourceHanSerif", "宋体", True),
    ("FandolSong", "宋体", True),
    ("ARPLUMing", "宋体", True),
    ("仿宋", "仿宋", False),
    ("FangSong", "仿宋", False),
    ("STFangsong", "仿宋", False),
    ("FZFS", "仿宋", False),
    ("方正仿宋", "仿宋", False),
    ("华文仿宋", "仿宋", False),
    ("楷体", "楷体", False),
    ("KaiTi", "楷体", False),
    ("STKaiti", "楷体", False),
    ("FZKT", "楷体", False),
    ("方正楷体", "楷体", False),
    ("华文楷体", "楷体", False),
    ("黑体", "黑体", False),
    ("SimHei", "黑体", False),
    ("STHeiti", "黑体", False),
    ("FZHT", "黑体", False),
    ("方正黑体", "黑体", False),
    ("方正小标宋", "小标宋", False),
    ("小标宋", "小标宋", False),
    ("FZXBS", "小标宋", False),
    ("华文中宋", "小标宋", True),
    ("STZhongsong", "小标宋", True),
    ("宋体", "宋体", False),
    ("新宋体", "宋体", False),
    ("SimSun", "宋体", False),
    ("NSimSun", "宋体", False),
    ("STSong", "宋体", False),
    ("FZSS", "宋体", False),
    ("TimesNewRoman", LATIN, False),
    ("Times", LATIN, False),
    ("Liberation", LATIN, True),
    ("DejaVu", LATIN, True),
    ("OpenSymbol", LATIN, True),
    ("Symbol", LATIN, False),
    ("Arial", LATIN, False),
    ("Helvetica", LATIN, False),
    ("Calibri", LATIN, False),
    ("Cambria", LATIN, False),
    ("Courier", LATIN, False),
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class FaceOf:
    """What an embedded font is: its category (or its own name when nobody knows it) and whether it stands in."""

    category: str
    stand_in: bool


def _plain(name: str) -> str:
    return re.sub(r"[\s,_\-]", "", name).lower()


_BY_LENGTH = sorted(
    ((_plain(key), FaceOf(category, stand_in)) for key, category, stand_in in _TABLE), key=lambda r: -len(r[0])
)


def face_of(font: str) -> FaceOf:
    """The face of a font name as the PDF gives it; the longest name of the table that it begins with decides."""
    plain = _plain(font)
    for key, face in _BY_LENGTH:
        if plain.startswith(key):
            return face
    return FaceOf(font, False)


def category(font: str) -> str:
    """仿宋, 楷体, 黑体, 小标宋, 宋体, 西文, or the font's own name."""
    return face_of(font).category


def faces_of(line: TextLine) -> tuple[str, ...]:
    """The categories of a line's Chinese characters in order of appearance; of all its characters when it has none.

    A category that sets fewer than one in eight characters (a rare name from a fallback font) is not told.
    """
    glyphs = [g for g in line.glyphs if _HAN.match(g.text)] or list(line.glyphs)
    counts = Counter(category(g.font) for g in glyphs)
    return tuple(face for face in counts if counts[face] * 8 >= len(glyphs))
