"""字体转换: turn one OpenType/CFF font into TrueType, because LibreOffice embeds CFF fonts in a way PDF/A-1b forbids.

    python setup/otf_to_ttf.py SOURCE.otf TARGET.ttf

Needs fontTools. The same source and fontTools give the same bytes. Takes about half a minute for a Chinese font.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

LARGEST_ERROR = 1.0  # how far a curve may stray, in units of the 1000 to the em: invisible at any print size
POST_WITHOUT_GLYPH_NAMES = 3.0


def convert(source: Path, target: Path) -> None:
    """Write `target` as the TrueType form of `source`; the target appears whole or not at all."""
    font = TTFont(source, recalcTimestamp=False)
    replace_outlines(font)
    complete_maxp(font)
    font["post"].formatType = POST_WITHOUT_GLYPH_NAMES
    font.sfntVersion = "\x00\x01\x00\x00"
    half_made = target.with_name(f".{target.name}.{os.getpid()}")
    font.save(half_made)
    half_made.replace(target)


def replace_outlines(font: TTFont) -> None:
    """Cubic outlines (CFF) become quadratic ones (glyf)."""
    glyphs = {name: quadratic(font, name) for name in font.getGlyphOrder()}
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = glyphs
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))


def quadratic(font: TTFont, name: str) -> object:
    """One glyph drawn again with quadratic curves; TrueType's contours run the other way round."""
    pen = TTGlyphPen(None)
    font.getGlyphSet()[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
    return pen.glyph()


def complete_maxp(font: TTFont) -> None:
    """TrueType's own entries of the maximum profile; fontTools counts points and contours when it saves."""
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for entry in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions", "maxComponentElements"):  # fmt: skip
        setattr(maxp, entry, 0)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
