"""看得清: whether a photographed page is likely to be too dark or too blurred to read, told while it can be retaken."""

from __future__ import annotations

from PIL import Image, ImageFilter, ImageStat

from gongwen.printing.leaves import Leaf, opened

LOOKED_AT = 1000
"""Dots of the longer side at which a photograph is judged: type of 16 points is then about a dozen dots high."""
DARKEST = 70
"""Of 255: paper in daylight is 150 and more, by a desk lamp 100."""
SOFTEST = 45
"""Of 255: how strongly the sharpest thousandth of all dots differs from its neighbours. Type in focus reaches 150, out
of focus it stays below 40."""
SHARPEST_SHARE = 0.001


def doubt(leaf: Leaf) -> str:
    """What seems wrong with the photograph, in words for whoever took it; empty where nothing does. A guess: it may
    warn, never refuse."""
    with opened(leaf) as picture:
        picture.draft("L", (LOOKED_AT, LOOKED_AT))
        page = picture.convert("L")
    page.thumbnail((LOOKED_AT, LOOKED_AT), Image.Resampling.BOX)
    if ImageStat.Stat(page).mean[0] < DARKEST:
        return "拍得太暗"
    return "好像拍糊了" if _sharpness(page) < SOFTEST else ""


def _sharpness(page: Image.Image) -> int:
    """The strength (of 255) that the sharpest share of the page's edges reach."""
    inner = page.filter(ImageFilter.FIND_EDGES).crop((2, 2, page.width - 2, page.height - 2))
    left = SHARPEST_SHARE * inner.width * inner.height
    for strength, dots in reversed(list(enumerate(inner.histogram()))):
        left -= dots
        if left <= 0:
            return strength
    return 0
