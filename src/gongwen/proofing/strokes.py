"""线和图: straight rules and pictures of a page.

A rule is a stroked straight line, a side of a stroked rectangle, or a filled box so thin that it reads as a line
(LibreOffice draws borders in all of these ways).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2.raw as pdfium

from gongwen.document.sheet import Picture, Rule
from gongwen.proofing.glyphs import fill_colour, stroke_colour
from gongwen.proofing.space import IDENTITY, MM_PER_PT, Handle, Matrix, PageSpace, applied, multiplied

THIN = 1.6
"""A filled box no thicker than this (mm) and at least four times as long is a rule."""
SHORTEST = 1.0
_TOUCH = 0.15
_DEEPEST = 8
_PAPER = "FFFFFF"

Point = tuple[float, float]


@dataclass(frozen=True)
class _Placed:
    """A page object and the matrix that takes it to the page."""

    handle: Handle
    kind: int
    matrix: Matrix


def read_strokes(page: Handle, number: int, space: PageSpace) -> tuple[tuple[Rule, ...], tuple[Picture, ...]]:
    """The rules (pieces in one line joined, from top to bottom) and the pictures of a page."""
    rules: list[Rule] = []
    pictures: list[Picture] = []
    for placed in _objects(page):
        if placed.kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules(placed, number, space))
        elif placed.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture(placed, number, space))
    return tuple(joined(rules)), tuple(pictures)


def _objects(page: Handle) -> Iterator[_Placed]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _unfolded(pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0)


def _unfolded(handle: Handle, outer: Matrix, depth: int) -> Iterator[_Placed]:
    """An object, or what a form (a group of objects) holds."""
    kind = pdfium.FPDFPageObj_GetType(handle)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    whole = multiplied((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), outer)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield _Placed(handle, kind, whole)
    elif depth < _DEEPEST:
        for index in range(pdfium.FPDFFormObj_CountObjects(handle)):
            yield from _unfolded(pdfium.FPDFFormObj_GetObject(handle, index), whole, depth + 1)


def _picture(placed: _Placed, number: int, space: PageSpace) -> Picture:
    """A picture fills the unit square of its matrix."""
    corners = [space.point(*applied(placed.matrix, x, y)) for x, y in ((0, 0), (0, 1), (1, 0), (1, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Picture(number, min(xs), min(ys), max(xs), max(ys))


def _rules(placed: _Placed, number: int, space: PageSpace) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(placed.handle, fill, stroke)
    outlines = list(_outlines(placed, space))
    if stroke.value:
        weight, colour = _weight(placed), stroke_colour(placed.handle)
        for outline in outlines:
            yield from sides(number, outline, weight, colour)
    elif fill.value:
        colour = fill_colour(placed.handle)
        for outline in outlines:
            yield from thin_box(number, outline, colour)


def _weight(placed: _Placed) -> float:
    """Thickness of the stroke in mm; a hairline (0) is what the printer can, told as 0."""
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(placed.handle, width)
    a, b, c, d, _, _ = placed.matrix
    return width.value * abs(a * d - b * c) ** 0.5 * MM_PER_PT


def _outlines(placed: _Placed, space: PageSpace) -> Iterator[list[Point]]:
    """The subpaths of a path as points in mm; those with curves are left out."""
    outline: list[Point] = []
    curved = False
    for index in range(max(pdfium.FPDFPath_CountSegments(placed.handle), 0)):
        segment = pdfium.FPDFPath_GetPathSegment(placed.handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(outline) > 1 and not curved:
                yield outline
            outline, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        outline.append(space.point(*applied(placed.matrix, x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if len(outline) > 1 and not curved:
        yield outline


def sides(page: int, outline: list[Point], weight: float, colour: str) -> Iterator[Rule]:
    """Each straight piece of a stroked outline that is long enough to see as a rule."""
    for start, end in pairwise(outline):
        (x0, y0), (x1, y1) = sorted((start, end))
        if colour != _PAPER and max(abs(x1 - x0), abs(y1 - y0)) >= SHORTEST:
            yield Rule(page, x0, y0, x1, y1, weight, colour)


def thin_box(page: int, outline: list[Point], colour: str) -> Iterator[Rule]:
    """A filled upright box as the rule along its middle, when it is thin."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    weight, length = sorted((x1 - x0, y1 - y0))
    if colour == _PAPER or weight > THIN or length < max(4 * weight, SHORTEST):
        return
    if x1 - x0 > y1 - y0:
        yield Rule(page, x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, weight, colour)
    else:
        yield Rule(page, (x0 + x1) / 2, y0, (x0 + x1) / 2, y1, weight, colour)


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line that overlap or touch as one rule (borders are drawn cell by cell, some of them twice)."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=_place):
        if whole and _continues(whole[-1], rule):
            whole[-1] = replace(whole[-1], x1=max(whole[-1].x1, rule.x1), y1=max(whole[-1].y1, rule.y1))
        else:
            whole.append(rule)
    return sorted(whole, key=lambda r: (r.y, r.x0))


def _place(rule: Rule) -> tuple[bool, str, float, float, float]:
    """Sorts pieces of one line next to each other, in their order along it."""
    across, along = (rule.y0, rule.x0) if rule.horizontal else (rule.x0, rule.y0)
    return rule.horizontal, rule.colour, round(rule.weight, 2), round(across, 1), along


def _continues(first: Rule, second: Rule) -> bool:
    if _place(first)[:4] != _place(second)[:4]:
        return False
    if first.horizontal:
        return second.x0 - first.x1 <= _TOUCH
    upright = abs(first.x1 - first.x0) < _TOUCH and abs(second.x1 - second.x0) < _TOUCH
    return upright and second.y0 - first.y1 <= _TOUCH
