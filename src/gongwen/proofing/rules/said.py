"""字句: finding words in the passages of a paper, and telling of them with page and box."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from gongwen.proofing import zones
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Departure, Proof

TEXT = (zones.BODY, zones.ENCLOSED)
"""The paper's own words and those of its attachments."""
ARTICLE = "《党政机关公文处理工作条例》第{}条"
ACCURATE = ARTICLE.format("二十")
"""条例 20: what is said (names, places, times, numbers, order, quotations) is checked to be right."""
MARKS = "GB/T 9704—2012 第9章、GB/T 15834—2011"
FIGURES = "GB/T 9704—2012 第9章、GB/T 15835—2011"
PRACTICE = "公文写作惯例"
Look = Callable[[Proof], Iterable[Departure]]


def passages(proof: Proof, *wanted: str, cells: bool = False) -> Iterator[Passage]:
    """The passages of the named elements (the text where none is named), table cells only where asked for."""
    for passage in proof.passages:
        if passage.zone in (wanted or TEXT) and (cells or not passage.cell):
            yield passage


def spots(
    proof: Proof, pattern: str, *wanted: str, cells: bool = False, quoted: bool = False
) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Every place where the pattern stands, outside quotations and 《》 unless those are asked for too."""
    for passage in passages(proof, *wanted, cells=cells):
        for found in re.finditer(pattern, passage.text if quoted else passage.bare):
            yield passage, found


def told(passage: Passage, start: int, end: int, message: str, wanted: str = "") -> Departure:
    """A departure at these characters of a passage; `{}` in the message is what stands there."""
    page, box = passage.place(start, end)
    found = passage.text[start:end]
    return Departure(
        message=message.replace("{}", found), where=passage.zone, page=page, found=found, wanted=wanted, box=box
    )


def wherever(
    pattern: str, message: str, wanted: str, *elements: str, cells: bool = False, quoted: bool = False
) -> Look:
    """A rule that tells of every place where a pattern stands."""

    def look(proof: Proof) -> Iterator[Departure]:
        for passage, found in spots(proof, pattern, *elements, cells=cells, quoted=quoted):
            yield told(passage, found.start(), found.end(), message, wanted)

    return look
