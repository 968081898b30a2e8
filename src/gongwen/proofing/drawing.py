"""批注图: each page with findings as a picture, every finding framed and numbered, the sentences at its side.

Severity is told by three things at once: the colour, the shape of the number's badge (circle, diamond, square) and the
line of the frame (solid, long and short dashes); so the picture also serves whoever prints it in black.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from gongwen.document.findings import Finding
from gongwen.document.turns import PDFIUM

DPI = 110
_PX_PER_MM = DPI / 25.4
_SIDE, _PAD, _TEXT, _BADGE = 460, 22, 19, 13
"""Width of the legend, its margin, the size of its characters and the radius of a badge, in dots."""
_INK, _GREY, _LINE_HEIGHT = "#222222", "#666666", 1.45
_TOKEN = re.compile(r"(?:± )?[A-Za-z0-9.]+(?: (?:mm|磅))?|.")
_NEVER_LAST = "（《〈“‘「『【〔"
_NEVER_FIRST = "，。；：、？！）》〉”’」』】〕"


@dataclass(frozen=True)
class _Look:
    """How a severity looks: its word, colour, the dash of its frame (dots drawn and left out; none: solid)."""

    word: str
    colour: str
    dash: tuple[int, int] | None


_LOOKS = {
    "error": _Look("错误", "#C00000", None),
    "warning": _Look("警告", "#B45F06", (14, 6)),
    "note": _Look("提示", "#1F4E9E", (4, 5)),
}
_BADGES: Mapping[str, Callable[[float, float], list[tuple[float, float]] | None]] = {
    "error": lambda x, y: None,
    "warning": lambda x, y: [(x, y - 17), (x + 17, y), (x, y + 17), (x - 17, y)],
    "note": lambda x, y: [(x - 12, y - 12), (x + 12, y - 12), (x + 12, y + 12), (x - 12, y + 12)],
}


def marked_pages(pdf: bytes, findings: Sequence[Finding], font: Path) -> Iterator[tuple[int, bytes]]:
    """The number and the PNG of every page with findings. What concerns no page alone stands beside the first page,
    unless it is only a note.

    `font` is a font file with Chinese characters. The PDF has been measured, so it can be read.
    """
    face = ImageFont.truetype(str(font), _TEXT)
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.page is None and finding.severity == "note":
            continue
        by_page.setdefault(finding.page or 1, []).append(finding)
    for page in sorted(by_page):
        target = io.BytesIO()
        _marked(_rendered(pdf, page), by_page[page], face).save(target, "PNG")
        yield page, target.getvalue()


def _rendered(pdf: bytes, page: int) -> Image.Image:
    with PDFIUM:
        book = pypdfium2.PdfDocument(pdf)
        try:
            return book[page - 1].render(scale=DPI / 72).to_pil().convert("RGB")
        finally:
            book.close()


def _marked(sheet: Image.Image, findings: Sequence[Finding], face: ImageFont.FreeTypeFont) -> Image.Image:
    """The page with its frames, and beside it the legend; longer than the page where there is much to say."""
    rows = [_paragraphs(finding, face) for finding in findings]
    needed = 2 * _PAD + sum(_height(row) for row in rows)
    whole = Image.new("RGB", (sheet.width + _SIDE, max(sheet.height, needed)), "white")
    whole.paste(sheet, (0, 0))
    draw = ImageDraw.Draw(whole)
    draw.line([(sheet.width, 0), (sheet.width, whole.height)], fill="#BBBBBB", width=2)
    taken: list[tuple[float, float]] = []
    top = float(_PAD)
    for number, (finding, row) in enumerate(zip(findings, rows, strict=True), 1):
        if finding.box:
            _frame(draw, finding, number, face, sheet.size, taken)
        _badge(draw, finding.severity, sheet.width + _PAD + _BADGE, top + _BADGE, number, face)
        for colour, text in row:
            draw.text((sheet.width + 2 * _PAD + 2 * _BADGE, top), text, colour, face)
            top += _TEXT * _LINE_HEIGHT
        top += _TEXT
    return whole


def _height(row: Sequence[tuple[str, str]]) -> int:
    return round(len(row) * _TEXT * _LINE_HEIGHT + _TEXT)


def _paragraphs(finding: Finding, face: ImageFont.FreeTypeFont) -> list[tuple[str, str]]:
    """The legend of a finding as (colour, line of text)."""
    look = _LOOKS[finding.severity]
    parts = [(look.colour, f"{look.word}：{finding.message}"), (_GREY, f"{finding.clause}，{finding.strength}")]
    if finding.because:
        parts.append((_GREY, f"由 {finding.because} 引起"))
    parts.append((_GREY, f"[{finding.rule}]" + ("" if finding.box else "（不限于页面一处）")))
    width = _SIDE - 3 * _PAD - 2 * _BADGE
    return [(colour, line) for colour, text in parts for line in wrapped(text, face, width)]


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Text as lines no wider than `width` dots; figures keep their units, no line begins with a closing mark or ends
    with an opening one."""
    lines, line = [], ""
    for token in _TOKEN.findall(text):
        if line and face.getlength(line + token) > width and token not in _NEVER_FIRST:
            kept = line.rstrip(_NEVER_LAST + " ")
            lines += [kept] if kept else []
            line = line[len(kept) :].lstrip()
        line += token if line else token.lstrip()
    return [*lines, line]


def _frame(
    draw: ImageDraw.ImageDraw,
    finding: Finding,
    number: int,
    face: ImageFont.FreeTypeFont,
    size: tuple[int, int],
    taken: list[tuple[float, float]],
) -> None:
    """The frame around what was found, a little wider than it, with its number at its left."""
    x0, y0, x1, y1 = (edge * _PX_PER_MM for edge in finding.box or (0, 0, 0, 0))
    left, top = max(x0 - 4, 2), max(y0 - 4, 2)
    right, bottom = min(max(x1 + 4, left + 8), size[0] - 3), min(max(y1 + 4, top + 8), size[1] - 3)
    look = _LOOKS[finding.severity]
    for start, end in (((left, top), (right, top)), ((right, top), (right, bottom)),
                       ((left, bottom), (right, bottom)), ((left, top), (left, bottom))):  # fmt: skip
        _dashed(draw, start, end, look)
    place = _free((max(left - _BADGE - 2, 18), min(max(top, 18), size[1] - 18)), taken)
    _badge(draw, finding.severity, *place, number, face)


def _free(place: tuple[float, float], taken: list[tuple[float, float]]) -> tuple[float, float]:
    """The place, or the next one to the left (at the page's edge below) where no badge is yet."""
    x, y = place
    step = 2.6 * _BADGE
    while any(abs(x - tx) < step and abs(y - ty) < step for tx, ty in taken):
        x -= step
        if x < 18:
            x, y = place[0], y + step
    taken.append((x, y))
    return x, y


def _dashed(draw: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float], look: _Look) -> None:
    if look.dash is None:
        draw.line([start, end], fill=look.colour, width=3)
        return
    drawn, left_out = look.dash
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    across = (end[0] - start[0]) / length if length else 0.0
    down = (end[1] - start[1]) / length if length else 0.0
    at = 0.0
    while at < length:
        to = min(at + drawn, length)
        points = [(start[0] + at * across, start[1] + at * down), (start[0] + to * across, start[1] + to * down)]
        draw.line(points, fill=look.colour, width=3)
        at = to + left_out


def _badge(
    draw: ImageDraw.ImageDraw, severity: str, x: float, y: float, number: int, face: ImageFont.FreeTypeFont
) -> None:
    """A number in a shape that tells the severity: circle, diamond, square."""
    colour, corners = _LOOKS[severity].colour, _BADGES[severity](x, y)
    if corners:
        draw.polygon(corners, fill=colour)
    else:
        draw.ellipse((x - _BADGE, y - _BADGE, x + _BADGE, y + _BADGE), fill=colour)
    draw.text((x, y), str(number), "white", face.font_variant(size=15), anchor="mm")
