"""逐字比对: drafted paragraphs against printed lines; what differs, is missing or is too much, and where on the pages.

Paragraphs are looked for in their order; what is found word for word is set aside. What is left of the draft is then
held against what is left of the pages at the same place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongwen.document.sheet import TextLine

_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")  # radicals, compatibility ideographs, ligatures
_SHORT = 6
"""A text no longer than this may stand anywhere, so far off it says nothing about what comes next."""
_FAR = 80
_ROW_LINES = 40
"""The lines of a table's row, of all its cells, are no more than this."""
_JOINED = 3
"""Differences with fewer characters than this between them are told as one."""
_CONTEXT = 4
_ALIKE = 0.4
Span = tuple[int, int]


@dataclass(frozen=True)
class Difference:
    """What the draft says, what the page says (either may be empty), and the lines where it stands or should stand."""

    drafted: str
    printed: str
    lines: tuple[TextLine, ...]


def plain(text: str) -> str:
    """The characters of a text without blanks; forms that a font brings in count as what they stand for."""
    return _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), "".join(text.split()))


class Printed:
    """Printed lines as one run of characters that knows which line each of them stands on."""

    def __init__(self, lines: Iterable[TextLine]) -> None:
        self.lines = [(line, plain(line.text)) for line in lines]
        self.text = "".join(text for _, text in self.lines)

    def on(self, span: Span) -> tuple[TextLine, ...]:
        """The lines that a span of the text touches; of an empty one the line where it lies."""
        return tuple(
            line for line, (start, end) in self._spans() if start < max(span[1], span[0] + 1) and end > span[0]
        )

    def whole(self, span: Span) -> Iterator[tuple[str, Span]]:
        """The text of a span line by line, each with its own part of the span."""
        for _, (start, end) in self._spans():
            part = max(start, span[0]), min(end, span[1])
            if part[0] < part[1]:
                yield self.text[slice(*part)], part

    def pieces(self, text: str) -> list[Span]:
        """The spans of whole lines close to each other that make up a text, as those of a table's cell do between
        which other cells stand; empty when there are none."""
        spans = [span for _, span in self._spans() if span[0] < span[1]]
        tries = (self._pieces_from(text, spans[first : first + _ROW_LINES]) for first in range(len(spans)))
        return next((found for found in tries if found), [])

    def _pieces_from(self, text: str, spans: Sequence[Span]) -> list[Span]:
        """The same, begun with the first of these spans."""
        done, found = 0, []
        for start, end in spans:
            if text.startswith(self.text[start:end], done):
                found.append((start, end))
                done += end - start
                if done == len(text):
                    return found
            elif not found:
                return []
        return []

    def _spans(self) -> Iterator[tuple[TextLine, Span]]:
        at = 0
        for line, text in self.lines:
            yield line, (at, at + len(text))
            at += len(text)


def differences(drafted: Sequence[str], printed: Printed, known: Iterable[str] = ()) -> Iterator[Difference]:
    """Where the printed lines do not say what was drafted. `known` are other texts that may stand among them."""
    wanted = [text for text in map(plain, drafted) if text]
    found, left = _matched(wanted, printed)
    gaps = list(_gaps(found, len(printed.text)))
    expected = {*wanted, *map(plain, known)}
    for place, texts in left.items():
        gap = next((one for one in gaps if one[0] <= place <= one[1]), (place, place))
        gaps = [one for one in gaps if one != gap]
        yield from _compared("".join(texts), gap, printed)
    for gap in gaps:
        yield from _too_much(gap, printed, expected)


def _matched(wanted: Sequence[str], printed: Printed) -> tuple[list[Span], dict[int, list[str]]]:
    """The spans that were found word for word, and the texts that were not, by the place where they should stand."""
    spans: list[Span] = []
    left: dict[int, list[str]] = {}
    place = 0
    for text in wanted:
        at = printed.text.find(text, place)
        at = at if at >= 0 else _free(text, printed.text, spans)
        if at >= 0:
            spans.append((at, at + len(text)))
            if at >= place and (len(text) > _SHORT or at - place < _FAR):
                place = at + len(text)
        elif pieces := printed.pieces(text):
            spans += pieces
        else:
            left.setdefault(place, []).append(text)
    return spans, left


def _free(text: str, printed: str, spans: Sequence[Span]) -> int:
    """Where a text stands that is not taken yet; a short one, as the cells of a table are, may be; -1: nowhere."""
    at = printed.find(text)
    while at >= 0 and len(text) > _SHORT and any(start < at + len(text) and at < end for start, end in spans):
        at = printed.find(text, at + 1)
    return at


def _gaps(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """What no span covers."""
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _compared(drafted: str, gap: Span, printed: Printed) -> Iterator[Difference]:
    """A piece of the draft against the piece of the pages that stands in its place."""
    shown = printed.text[slice(*gap)]
    match = SequenceMatcher(None, drafted, shown, autojunk=False)
    if match.ratio() < _ALIKE:
        yield Difference(drafted, shown, printed.on(gap))
        return
    for a0, a1, b0, b1 in _joined(match):
        before = min(_CONTEXT, a0, b0)
        span = gap[0] + b0 - before, gap[0] + b1
        yield Difference(drafted[a0 - before : a1], shown[b0 - before : b1], printed.on(span))


def _joined(match: SequenceMatcher[str]) -> list[tuple[int, int, int, int]]:
    """The stretches that differ; those close to each other as one."""
    stretches: list[tuple[int, int, int, int]] = []
    for tag, a0, a1, b0, b1 in match.get_opcodes():
        if tag == "equal":
            continue
        if stretches and a0 - stretches[-1][1] < _JOINED and b0 - stretches[-1][3] < _JOINED:
            a0, b0 = stretches[-1][0], stretches[-1][2]
            stretches.pop()
        stretches.append((a0, a1, b0, b1))
    return stretches


def _too_much(gap: Span, printed: Printed, expected: set[str]) -> Iterator[Difference]:
    """What stands on the pages without having been drafted; repeated table heads and other elements are expected."""
    parts = [(text, span) for text, span in printed.whole(gap) if text not in expected]
    text = "".join(part for part, _ in parts)
    whole = any(text in one for one in expected)
    if sum(character.isalnum() for character in text) > 1 and not whole:
        yield Difference("", text, printed.on((parts[0][1][0], parts[-1][1][1])))
