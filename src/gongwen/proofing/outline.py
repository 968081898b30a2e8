"""版面提要: a rendered paper as lines of Chinese text that read in a diff.

One line an element: its face, size, place and first words. Positions are rounded to half a millimetre and half a
character, and fonts told by category, so that the text stays the same on another version of the printing program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gongwen.document import layout
from gongwen.document.sheet import Measured, Picture, Rule, Sheet
from gongwen.proofing import zones
from gongwen.proofing.faces import faces_of
from gongwen.proofing.zones import LONG_RULE, Placed, Zones, is_red, read_zones

_SHOWN = 24
_CHAR = layout.CHAR.mm
_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CENTRE = (_LEFT + _RIGHT) / 2
_FROM_RIGHT = (zones.SIGNATURE, zones.DATE, zones.SIGNERS)
_OUTER = (zones.NUMBER, zones.FOLIO)
"""Told by the side they stand at: a page number, and the number of a letter, at the right."""
_RUNNING = (zones.BODY, zones.ATTENDED, zones.ENCLOSED)
_TABLE = "表格"


def page_outline(measured: Measured) -> str:
    """The outline of all pages; ends with a line feed."""
    read = read_zones(measured)
    pages = [_page(sheet, read) for sheet in measured.sheets]
    return "\n".join(line for page in pages for line in page) + "\n"


def _page(sheet: Sheet, read: Zones) -> list[str]:
    """A page's heading and its elements from top to bottom."""
    turned = " 横" if sheet.width > sheet.height else ""
    rows: list[tuple[float, str]] = []
    for group in _groups(read.on(sheet.number)):
        rows.append((group[0].line.top, _element(group)))
    rows.extend((rule.y, _rule(rule, read)) for rule in sheet.rules if rule.horizontal and _is_long(rule))
    rows.extend((picture.y0, _picture(picture)) for picture in sheet.pictures)
    table = _table(sheet)
    heading = f"第{sheet.number}页 {_half(sheet.width)}×{_half(sheet.height)}{turned}{table}"
    return [heading, *("  " + text for _, text in sorted(rows, key=lambda row: row[0])), ""]


def _groups(placed: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Neighbouring lines that are told together: running text in one face and size, cells in one row of a table."""
    for _, group in groupby(placed, key=_alike):
        yield list(group)


def _alike(placed: Placed) -> tuple[object, ...]:
    name, line = _name(placed), placed.line
    if name == _TABLE:
        return name, round(line.baseline)
    if placed.zone in _RUNNING:
        return name, faces_of(line), round(line.size)
    return name, line  # told one by one, as the place of each matters


def _name(placed: Placed) -> str:
    """The element's name; the parts of a table are told apart from running text."""
    small = placed.zone in _RUNNING and placed.line.size < layout.SIZE_4.pt - 0.5
    return _TABLE if small else placed.zone


def _element(group: list[Placed]) -> str:
    first = group[0].line
    name = _name(group[0])
    if name == _TABLE:
        return f"{name} {first.size:g} 上{_half(first.top)} " + "｜".join(p.line.text for p in group)
    parts = [f"{name} {'＋'.join(faces_of(first))}"]
    if first.colour != "000000":
        parts.append(_colour(first.colour))
    parts.append(f"{first.size:g}")
    if group[0].zone in _RUNNING:
        starts = sum(1 for p in group if p.line.x0 > _LEFT + 1.5 * _CHAR)
        parts.append(f"×{len(group)}行 {starts}段")
    return " ".join([*parts, _place(group[0]), f"上{_half(first.top)}", f"“{_clipped(first.text)}”"])


def _colour(colour: str) -> str:
    return "红" if is_red(colour) else "黑" if colour == "000000" else colour


def _place(placed: Placed) -> str:
    line = placed.line
    if placed.zone in _FROM_RIGHT or (placed.zone in _OUTER and line.x0 > _CENTRE):
        return f"右空{_chars(_RIGHT - line.x1)}字"
    if abs((line.x0 + line.x1) / 2 - _CENTRE) < 1 and line.x0 > _LEFT + _CHAR / 2:
        return "居中"
    indent = _chars(line.x0 - _LEFT)
    return "顶格" if indent == "0" else f"左空{indent}字"


def _rule(rule: Rule, read: Zones) -> str:
    double = (*read.head_rules, *read.foot_rules)
    name = "红线" if rule == read.red_rule else "红双线" if rule in double else "横线"
    name = "版记线" if rule in read.imprint_rules else name
    return f"{name} {_colour(rule.colour)} 粗{rule.weight:.2f} 长{_half(rule.x1 - rule.x0)} 上{_half(rule.y)}"


def _is_long(rule: Rule) -> bool:
    return rule.x1 - rule.x0 >= LONG_RULE


def _picture(picture: Picture) -> str:
    size = f"{_half(picture.x1 - picture.x0)}×{_half(picture.y1 - picture.y0)}"
    return f"图片 {size} 左{_half(picture.x0)} 上{_half(picture.y0)}"


def _table(sheet: Sheet) -> str:
    """How many upright borders the page has: a table's columns can be counted in the outline."""
    uprights = {round(rule.x0) for rule in sheet.rules if not rule.horizontal}
    return f" 竖线{len(uprights)}条" if uprights else ""


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"


def _half(value: float) -> str:
    """Millimetres rounded to a half, without a trailing zero."""
    return f"{round(value * 2) / 2:g}"


def _chars(value: float) -> str:
    """A distance in characters, rounded to a half."""
    return f"{round(value / _CHAR * 2) / 2 + 0:g}"
