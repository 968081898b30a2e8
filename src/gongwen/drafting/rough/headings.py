"""原稿标题层次: which lines of a draft are headings, by the typed number first and by the style where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongwen.document.model import Block, Heading, Table, Text
from gongwen.drafting.rough.values import Grid, Line, Piece

_CN = "一二三四五六七八九十百零〇"
_LEVELS = (
    re.compile(rf"[{_CN}]+[、.．]"),
    re.compile(rf"[（(][{_CN}]+[）)]|[㈠-㈩]"),
    re.compile(r"\d+(?:[.．](?!\d)|、)|[⒈-⒛]"),
    re.compile(r"[（(]\d+[）)]|[⑴-⒇]"),
)
_ITEM_ENDS = ("；", ";", "，", ",")
_LONGEST = 60
"""Characters of a paragraph without 。 that is still a heading."""
_LONGEST_RUN_IN = 40
"""Characters of a first sentence that heads the rest of its paragraph; a longer one is text."""
_LONGEST_ALONE = 30
"""Characters of a paragraph that is one sentence with parts (一、原则同意……，列入……。): a longer one is text."""


def number_level(text: str) -> int:
    """1 to 4 for a text that begins with 一、 （一） 1. （1） or their half-width forms; 0 for all else."""
    return next((level for level, form in enumerate(_LEVELS, 1) if form.match(text)), 0)


def blocks_of(pieces: Iterable[Piece], *, turned: bool = False) -> tuple[Block, ...]:
    """Body blocks of the pieces. `turned`: tables of landscape pages stay so (only attachments have such pages).

    Numbers that count items of a sentence (（一）低保家庭；（二）特困家庭。) make no headings: an item ends in ；,
    and the last one belongs to those before it. Nor do those of whole sentences, as in a 批复 or 函.
    """
    pieces = list(pieces)
    shift = _unused_levels(pieces)
    items = _items(pieces) | _sentences(pieces)
    made: list[Block] = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, Line):
            made.append(Text(piece.text) if at in items else _block(piece, shift))
        elif isinstance(piece, Grid):
            made.append(_table(piece, turned))
        else:
            made.append(piece)
    return tuple(made)


def _items(pieces: Sequence[Piece]) -> set[int]:
    """Which lines are numbered items of one sentence."""
    found, listing = set(), 0
    for at, piece in enumerate(pieces):
        text = piece.text if isinstance(piece, Line) else ""
        level, ends = number_level(text), text.endswith(_ITEM_ENDS)
        if level and (ends or listing == level):
            found.add(at)
        listing = level if ends else 0
    return found


def _sentences(pieces: Sequence[Piece]) -> set[int]:
    """Which lines are numbered sentences rather than headings: one that plainly is, and all that stand beside it at
    the same level with a 。 in them (一、同意立项。二、请……，……。)."""
    found: set[int] = set()
    for group in _siblings(pieces):
        texts = {at: piece.text for at in group if isinstance(piece := pieces[at], Line) and "。" in piece.text}
        if any(map(_is_sentence, texts.values())):
            found |= texts.keys()
    return found


def _siblings(pieces: Sequence[Piece]) -> list[list[int]]:
    """The numbered lines that stand beside each other: of one level, under one heading."""
    opened: dict[int, list[int]] = {}
    closed: list[list[int]] = []
    for at, piece in enumerate(pieces):
        level = number_level(piece.text) if isinstance(piece, Line) else 0
        if level:
            closed += [opened.pop(deeper) for deeper in [one for one in opened if one > level]]
            opened.setdefault(level, []).append(at)
    return [*closed, *opened.values()]


def _is_sentence(text: str) -> bool:
    """A whole paragraph that is one sentence of several parts."""
    return len(text) > _LONGEST_ALONE and "，" in text and text.index("。") == len(text) - 1


def _unused_levels(pieces: Sequence[Piece]) -> int:
    """How many levels of heading styles lie above the first one that the text uses: where Heading 1 was the title,
    Heading 2 is the first level of the text."""
    levels = [piece.level for piece in pieces if isinstance(piece, Line) and piece.level]
    return min(levels, default=1) - 1


def _block(line: Line, shift: int) -> Block:
    level = number_level(line.text) or (max(1, line.level - shift) if line.level else 0)
    head, stop, rest = line.text.partition("。")
    if not level or len(head) > (_LONGEST_RUN_IN if stop else _LONGEST):
        return Text(line.text)
    return Heading(level, head + stop, rest.lstrip(" \u3000"))


def _table(grid: Grid, turned: bool) -> Table:
    """The first row gives the heads; a first row that only has a text across the whole table is its caption."""
    rows, caption = list(grid.rows), ""
    if len(rows) > 2 and len(rows[0]) > 1 and rows[0][0] and not any(rows[0][1:]) and "\n" not in rows[0][0]:
        caption = rows.pop(0)[0]
    return Table(rows[0], tuple(rows[1:]), caption, grid.landscape and turned)
