"""数字不断行: a line that would part a figure from its unit, a 文号, `——` or `……` has its characters closer or wider.

Printing programs break Chinese between any two characters. No invisible joiner helps: LibreOffice 7.4 breaks at U+2060
and U+FEFF all the same, and a search for 120万元 would no longer find it; a typed line break stays behind when the text
is edited. So the spacing of that one line changes by a fraction of a point, as a typist would do it by hand, and the
text stays as it was given. Lines are reckoned before printing (`widths`); proofing measures what came out
(`lines.numbers`).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.lengths import Length, pt
from gongwen.drafting.text import quantities
from gongwen.drafting.text.content import style_of
from gongwen.drafting.word import styles, widths, wordml
from gongwen.drafting.word.wordml import Element, element

_STYLES = {styles.BODY.id, *(style.id for style in styles.HEADINGS.values())}
_CLOSEST, _WIDEST = Length(pt(-0.8)), Length(pt(2.5))
"""How much closer or wider than usual a character may stand; 5 and 16 in the hundred."""
_WIDER_IS_LIGHTER = 0.5
_CLOSE_ENOUGH = Length(pt(2))
_DOUBT = Length(pt(1.5))
"""How far the reckoning of a line may be out."""
_OF_NEXT = 0.5
"""Share of the next word's width that a widened line leaves free: too little for it, enough for a rounding."""
_FREE = "—…～"
"""Marks that LibreOffice lets begin a line."""
_LATER = "w kern position sz szCs highlight u vertAlign lang"
_AFTER_SPACING = {qn(f"w:{tag}") for tag in _LATER.split()}
_SIZED = [qn(f"w:{tag}") for tag in ("sz", "spacing", "w", "vanish")]


@dataclass(frozen=True)
class Stretch:
    """Characters of a paragraph, from `start` to `end`, whose spacing changes by `by` each."""

    start: int
    end: int
    by: Length


def keep_numbers(elements: Iterable[Element]) -> None:
    """Change the spacing of lines that would part a number, in every paragraph of text."""
    for one in elements:
        if one.tag == qn("w:p") and style_of(one) in _STYLES and _is_plain(one):
            for stretch in reversed(stretches(wordml.text_of(one))):
                _respace(one, stretch)


def stretches(text: str) -> list[Stretch]:
    """The lines of a paragraph that need another spacing, in order."""
    whole = quantities.spans(text)
    found, start = [], 0
    room = Length(layout.TYPE_WIDTH - layout.CHAR * layout.PARAGRAPH_INDENT_CHARS)
    while (end := _line_end(text, start, room)) < len(text):
        ends = {end, *(_line_end(text, start, Length(room + doubt)) for doubt in (-_DOUBT, _DOUBT))}
        parted = next(((a, b) for a, b in whole for one in ends if max(a, start) < one < b and a > start), None)
        stretch = _mended(text, start, parted, room) if parted else None
        if stretch:
            found.append(stretch)
            end = stretch.end
        start, room = end, Length(layout.TYPE_WIDTH)
    return found


def _line_end(text: str, start: int, room: Length) -> int:
    """Where the line that starts here ends: as many words as it has room for, one at the least."""
    end = start
    for word in widths.words(text[start:], _FREE):
        if end > start and _wide(text[start : end + len(word)]) > room:
            return end
        end += len(word)
    return end


def _mended(text: str, start: int, span: tuple[int, int], room: Length) -> Stretch | None:
    """The lighter of two ways: all of it drawn onto this line, or all of it moved to the next."""
    ways = [way for way in (_closer(text, start, span[1], room), _wider(text, start, span[0], room)) if way]
    return min(ways, key=lambda way: -way.by if way.by < 0 else way.by * _WIDER_IS_LIGHTER, default=None)


def _closer(text: str, start: int, end: int, room: Length) -> Stretch | None:
    while end < len(text) and text[end] in widths.NOT_FIRST:
        end += 1
    lacking = _wide(text[start:end]) - room + _CLOSE_ENOUGH
    by = _whole_twips(-lacking / _spaced(text[start:end]))
    return Stretch(start, end, by) if by >= _CLOSEST else None


def _wider(text: str, start: int, end: int, room: Length) -> Stretch | None:
    while end > start and text[end - 1] in widths.NOT_LAST:
        end -= 1
    if end <= start:
        return None
    following = next(iter(widths.words(text[end:], _FREE)))
    free = room - _wide(text[start:end]) - _wide(following) * _OF_NEXT
    by = _whole_twips(max(0.0, free) / _spaced(text[start:end]))
    return Stretch(start, end, by) if by <= _WIDEST else None


def _wide(text: str) -> Length:
    """How wide a stretch of text is set. The tracking is left out where Latin and Chinese meet, as LibreOffice does; it
    is reckoned within the gap where there is one."""
    bare = sum(a.isascii() != b.isascii() and not widths.gapped(a, b) for a, b in pairwise(text))
    return Length(widths.body_width(text) - layout.TRACKING * bare)


def _spaced(text: str) -> int:
    """How many characters the spacing stands behind."""
    turns = sum(a.isascii() != b.isascii() for a, b in pairwise(text))
    return max(1, len(text) - turns - 1)


def _whole_twips(length: float) -> Length:
    """Rounded down, so that what is to fit still does."""
    twip = int(pt(0.05))
    return Length(int(length // twip) * twip)


def _is_plain(paragraph: Element) -> bool:
    """Text alone, in runs of our own looks: nothing that takes room unknown to us."""
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}") is not None:
        return False
    inside = [one for one in paragraph if one.tag != qn("w:pPr")]
    return all(one.tag == qn("w:r") and not _strange(one) for one in inside)


def _strange(run: Element) -> bool:
    looks = run.find(qn("w:rPr"))
    sized = looks is not None and any(looks.find(tag) is not None for tag in _SIZED)
    return sized or any(one.tag not in (qn("w:rPr"), qn("w:t")) for one in run)


def _respace(paragraph: Element, stretch: Stretch) -> None:
    for edge in (stretch.end, stretch.start):
        _cut(paragraph, edge)
    at = 0
    for run in list(_runs(paragraph)):
        if stretch.start <= at < stretch.end:
            _set_spacing(run, stretch.by)
        at += len(wordml.text_of(run))


def _runs(paragraph: Element) -> Iterator[Element]:
    return paragraph.iterchildren(qn("w:r"))


def _cut(paragraph: Element, edge: int) -> None:
    """Part the run that an edge lies in."""
    at = 0
    for run in list(_runs(paragraph)):
        text = wordml.text_of(run)
        if at < edge < at + len(text):
            rest = copy.deepcopy(run)
            _set_text(run, text[: edge - at])
            _set_text(rest, text[edge - at :])
            run.addnext(rest)
        at += len(text)


def _set_text(run: Element, text: str) -> None:
    for old in run.findall(qn("w:t")):
        run.remove(old)
    made = element("w:t")
    made.text = text
    made.set(qn("xml:space"), "preserve")
    run.append(made)


def _set_spacing(run: Element, by: Length) -> None:
    looks = run.get_or_add_rPr()
    spacing = element("w:spacing", val=Length(layout.TRACKING + by).twips)
    later = next((one for one in looks if one.tag in _AFTER_SPACING), None)
    if later is None:
        looks.append(spacing)
    else:
        later.addprevious(spacing)
