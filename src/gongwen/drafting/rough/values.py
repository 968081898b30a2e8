"""原稿各段: what stands in a draft one after another, before it is known which of it is title, text or sign-off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from gongwen.document.model import Image

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_TABS = re.compile("[ \u3000]*\t[ \u3000\t]*")
_NUMBER = re.compile(
    r"^([一二三四五六七八九十百]+[、.．]|[（(](?:[一二三四五六七八九十百]+|\d+)[）)]|\d+[.．、]|[①-⑳])[ \u3000]+(?!\d)"
)


@dataclass(frozen=True)
class Line:
    """A paragraph with its number. `level` is that of its style (0 = none), `align` center or right where it says so,
    `new_page` whether a page begins with it, `named` whether its style is the one for titles."""

    text: str
    level: int = 0
    align: str = ""
    new_page: bool = False
    named: bool = False


@dataclass(frozen=True)
class Grid:
    """A table as plain rows of equal length; `landscape` where its page is turned."""

    rows: tuple[tuple[str, ...], ...]
    landscape: bool = False
    new_page: bool = False

    @property
    def text(self) -> str:
        """All cells in order."""
        return "".join(cell for row in self.rows for cell in row)


Piece = Line | Grid | Image


@dataclass(frozen=True)
class Note:
    """What becomes of a part of the draft that is not simply carried: `what` is a key of `rough_told.SENTENCES`.

    `left_out` are the characters that the paper does not get from the draft; `shown` is a sample to tell.
    """

    what: str
    left_out: str = ""
    shown: str = ""
    count: int = 1


def tidy(text: str) -> str:
    """A line without what prints nothing: indents, trailing spaces, soft hyphens, zero-width and control characters.

    Tabs inside part columns and become one full-width space; other spaces inside stay as typed, no-break spaces as
    ordinary ones; the gap behind a number at the head goes (unless a figure follows: 1. 5月).
    """
    kept = "".join(one for one in _SPACES.sub(" ", text.replace("\n", " ")) if one == "\t" or _prints(one))
    return _NUMBER.sub(r"\1", _TABS.sub("\u3000", kept.strip(" \t\u3000")))


def squeezed(text: str) -> str:
    """The characters that print: what two texts are compared by."""
    return "".join(character for character in text if not character.isspace() and _prints(character))


def texts_of(pieces: Iterable[Piece]) -> list[str]:
    """The text of the pieces, cell by cell."""
    made: list[str] = []
    for piece in pieces:
        if isinstance(piece, Line):
            made.append(piece.text)
        elif isinstance(piece, Grid):
            made += [cell for row in piece.rows for cell in row]
    return made


def _prints(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
