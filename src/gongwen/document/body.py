"""正文: plain text into blocks by its typed numbering, and back (GB/T 9704—2012 7.3.3).

One paragraph a line; 一、 （一） 1. （1） at the head of a line makes a heading of level 1 to 4; a run-in heading ends
at its first 。. Nothing of the text is changed: what is given is what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongwen.document.model import Block, Heading, Text

_CN = "一二三四五六七八九十百"
_LEVELS = (
    (1, re.compile(rf"[{_CN}]+、")),
    (2, re.compile(rf"（[{_CN}]+）")),
    (3, re.compile(r"\d+[.．](?!\d)")),
    (4, re.compile(r"（\d+）")),
)


def block(line: str) -> Block:
    """One line as a heading or a paragraph."""
    for level, number in _LEVELS:
        if number.match(line):
            head, stop, rest = line.partition("。")
            return Heading(level, head + stop, rest) if rest else Heading(level, line)
    return Text(line)


def blocks(text: str) -> tuple[Block, ...]:
    """All lines of a body; empty lines only part paragraphs and are left out."""
    return tuple(block(line.strip()) for line in text.splitlines() if line.strip())


def plain(parts: Iterable[Block]) -> str:
    """The text of text blocks, one paragraph a line: the inverse of `blocks`."""
    lines = []
    for part in parts:
        if isinstance(part, Heading):
            lines.append(part.text + part.rest)
        elif isinstance(part, Text):
            lines.append(part.text)
    return "\n".join(lines)
