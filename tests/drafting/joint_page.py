"""What must hold of a printed joint paper, measured on its pages: mark, first page, seals over names."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations, pairwise
from statistics import mean

from gongwen.document import dates, layout
from gongwen.document.model import Paper
from gongwen.document.sheet import Glyph, Measured, Picture, TextLine

LEFT, RIGHT = 28.0, 184.0
HAIR = 0.15
"""What rounding to twips and pixels may add up to, mm."""


def check(paper: Paper, measured: Measured) -> None:
    """Everything that GB/T 9704 asks of the mark, the first page and the seals of this paper."""
    check_mark(paper, measured)
    check_first_page(measured)
    check_places(paper, measured)
    check_pressing(paper, measured)


def check_mark(paper: Paper, measured: Measured) -> None:
    """7.2.4: top edge at 72 mm; names one a line, of one size and width; 文件 once, right of them, in their middle."""
    red = [line for line in measured.sheets[0].lines if line.colour == "FF0000"]
    names = [organ.name for organ in paper.mark_organs]
    assert abs(min(line.top for line in red) - layout.MARK_TOP.mm) < 0.3
    assert "".join(line.text for line in red).count("文件") == 1
    if len(names) == 1:
        assert [line.text for line in red] == [f"{names[0]}文件"]
        return
    glyphs = [glyph for line in red for glyph in line.glyphs if glyph.text.strip()]
    word = [glyph for glyph in glyphs if glyph.text in "文件" and glyph.x0 > max(_rights(glyphs)) - 0.1]
    stack = [glyph for glyph in glyphs if glyph not in word]
    rows = [[g for g in stack if g.baseline == b] for b in sorted({g.baseline for g in stack})]
    assert ["".join(glyph.text for glyph in row) for row in rows] == names
    assert max(row[0].x0 for row in rows) - min(row[0].x0 for row in rows) < 0.5
    assert max(row[-1].x1 for row in rows) - min(row[-1].x1 for row in rows) < 0.5
    assert {round(glyph.size, 1) for glyph in glyphs} == {round(glyphs[0].size, 1)}
    assert abs((word[0].top + word[0].bottom) / 2 - (rows[0][0].top + rows[-1][0].bottom) / 2) < 0.3
    assert rows[0][0].x0 >= LEFT and word[-1].x1 <= RIGHT + HAIR


def _rights(glyphs: list[Glyph]) -> Iterator[float]:
    """The right edges of all but the two characters furthest right."""
    yield from sorted(glyph.x1 for glyph in glyphs)[:-2]


def check_first_page(measured: Measured) -> None:
    """7.3.3: the first page shows text."""
    assert any(line.text.startswith("为健全困难家庭") for line in measured.sheets[0].lines)


def seals(measured: Measured) -> list[Picture]:
    """The seals in order: row by row."""
    return [picture for sheet in measured.sheets for picture in sheet.pictures]


def centre(seal: Picture) -> tuple[float, float]:
    return (seal.x0 + seal.x1) / 2, (seal.y0 + seal.y1) / 2


def check_places(paper: Paper, measured: Measured) -> None:
    """7.3.5.1: a seal for each organ in its size, in rows inside 版心, none touching, near text and on its page."""
    boxes = seals(measured)
    assert [round(box.x1 - box.x0) for box in boxes] == [organ.seal_mm for organ in paper.issuers]
    assert all(box.x0 >= LEFT - HAIR and box.x1 <= RIGHT + HAIR and box.y1 <= 262.5 for box in boxes)
    for (one, organ), (other, second) in combinations(zip(boxes, paper.issuers, strict=True), 2):
        assert math.dist(centre(one), centre(other)) - (organ.seal_mm + second.seal_mm) / 2 > 0.4
    assert len({box.page for box in boxes}) == 1
    text = [line for line in measured.sheets[boxes[0].page - 1].lines if line.bottom < min(box.y0 for box in boxes)]
    assert text and 0 < min(box.y0 for box in boxes) - text[-1].bottom <= layout.SEAL_TOP_GAP.mm
    assert text[-1].text.endswith("。") or text[-1].text.startswith(("附件：", "2."))


def check_pressing(paper: Paper, measured: Measured) -> None:
    """7.3.5.1: every seal presses its own name, a little under its centre; the last one name and date."""
    boxes = seals(measured)
    date = dates.printed(paper.date) if paper.date else "年月日"
    for organ, box in zip(paper.issuers, boxes, strict=True):
        inside = pressed(box, boxes, measured)
        text = "".join(glyph.text for line in inside for glyph in line).replace(" ", "")
        last = box is boxes[-1]
        assert text.replace("　", "") == organ.name + (date if last else "")
        assert abs(mean((line[0].x0 + line[-1].x1) / 2 for line in inside) - centre(box)[0]) < 0.7
        if last:
            assert box.y0 < inside[0][0].top and inside[-1][0].bottom < box.y1
        if not last or len(inside) == 2:
            names = inside[:-1] if last else inside
            assert 0 < (names[0][0].top + names[-1][0].bottom) / 2 - centre(box)[1] < 4


def pressed(box: Picture, boxes: list[Picture], measured: Measured) -> list[list[Glyph]]:
    """The lines under a seal: characters at its height that lie nearer to it than to the others of its row."""
    row = [other for other in boxes if other.page == box.page and other.y0 < centre(box)[1] < other.y1]
    made = []
    for line in measured.sheets[box.page - 1].lines:
        if box.y0 < (line.top + line.bottom) / 2 < box.y1 and not line.text.startswith("（"):
            mine = [glyph for glyph in line.glyphs if _nearest(glyph, row) is box and glyph.text.strip()]
            made.append(mine)
    return [line for line in made if line]


def _nearest(glyph: Glyph, row: list[Picture]) -> Picture:
    return min(row, key=lambda other: abs(centre(other)[0] - (glyph.x0 + glyph.x1) / 2))


def lines_of(measured: Measured, texts: set[str]) -> list[TextLine]:
    """The lines that are one of these texts, on all pages."""
    return [line for sheet in measured.sheets for line in sheet.lines if line.text in texts]


def stacked(lines: list[TextLine]) -> bool:
    """Whether lines stand under one another from one left edge."""
    return all(a.baseline < b.baseline and abs(a.x0 - b.x0) < 0.2 for a, b in pairwise(lines))
