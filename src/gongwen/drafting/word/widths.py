"""字宽与断行: how wide text is in characters, and how many lines it takes, before anything is printed.

Widths are in 字: 1 for a full-width character. Half-width ones follow Times New Roman. Lines break as LibreOffice and
Word break Chinese: anywhere, but no closing mark may begin a line and no opening mark end one (GB/T 15834).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from gongwen.document import layout
from gongwen.document.lengths import Length

NOT_FIRST = frozenset("。，、；：？！）》〉」』】〕〗”’…—·％℃!),.:;?]}%")
NOT_LAST = frozenset("（《〈「『【〔〖“‘￥$([{")

SCRIPT_GAP = 0.22
"""The gap between a Chinese character and a figure, in ems, as LibreOffice prints and Word has it by default."""

_POINTED = re.compile(r"\d[.,]$")
_NARROW = {" ": 0.25, ".": 0.25, ",": 0.25, ":": 0.278, ";": 0.278, "/": 0.278, "-": 0.333, "(": 0.333, ")": 0.333,
           "%": 0.833, "i": 0.278, "j": 0.278, "l": 0.278, "t": 0.278, "f": 0.333, "r": 0.333, "m": 0.778, "w": 0.722,
           "M": 0.889, "W": 0.944, "I": 0.333, "@": 0.921}  # fmt: skip


def width(text: str) -> float:
    """The width of one line of text in 字 (ems), without tracking but with the gaps beside figures and Latin words."""
    return sum(map(_of, text)) + SCRIPT_GAP * sum(gapped(a, b) for a, b in pairwise(text))


def gapped(before: str, char: str) -> bool:
    """Whether a Chinese character stands beside a figure or Latin letter: printing programs put a gap between."""
    latin, chinese = sorted((before, char))
    return latin.isascii() and latin.isalnum() and not chinese.isascii() and chinese.isalnum()


def _of(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA" or char in "·":
        return 1.0
    return _NARROW.get(char, 0.667 if char.isupper() else 0.5)


def set_width(text: str, size: Length, tracking: Length) -> Length:
    """How wide a line of text is when set: characters and the tracking after each."""
    return size * width(text) + tracking * len(text)


def body_width(text: str) -> Length:
    """A line of text in the body's size and tracking."""
    return set_width(text, layout.SIZE_3, layout.TRACKING)


def lines(text: str, *, first: Length, others: Length, size: Length, tracking: Length) -> int:
    """How many lines a paragraph takes whose first line has room for `first`, the others for `others`."""
    count, room = 1, first
    for token in words(text):
        wide = set_width(token, size, tracking)
        if wide > room:
            count, room = count + 1, others
        room = room - wide
    return count


def body_lines(text: str, indent_chars: float = 0) -> int:
    """Lines a paragraph of the body takes, its first line indented."""
    full = layout.TYPE_WIDTH
    first = full - layout.CHAR * indent_chars
    return lines(text, first=Length(first), others=Length(full), size=layout.SIZE_3, tracking=layout.TRACKING)


def words(text: str, free: str = "") -> list[str]:
    """What may not be parted: marks with the character they belong to, Latin words and figures.

    `free` are marks that may begin a line after all.
    """
    tokens: list[str] = []
    for char in text:
        if tokens and (_joins(tokens[-1][-1], char, free) or (char.isdigit() and _POINTED.search(tokens[-1]))):
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens


def _joins(before: str, char: str, free: str) -> bool:
    if (char in NOT_FIRST and char not in free) or before in NOT_LAST:
        return True
    return all(one.isascii() and one.isalnum() for one in (before, char))
