"""落款: where 署名 and 成文日期 stand (GB/T 9704—2012 7.3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.sheet import TextLine
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of

_RIGHT = layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CHAR = layout.CHAR.mm
_SLACK = _CHAR / 2
_OFF_CENTRE = 0.75 * _CHAR
_LONG = 12
"""A name longer than this pushes the date to the left, so that both stay inside 版心."""


def sealed_date(proof: Proof) -> Iterator[Departure]:
    """7.3.5.1: under one seal the date ends four characters from the right edge."""
    for name, date in _single(proof, "sealed"):
        inset = _RIGHT - date.x1
        if len(name.text) <= _LONG and abs(inset - layout.DATE_SEALED_RIGHT_CHARS * _CHAR) > _SLACK:
            yield _placed(date, "成文日期", f"右空 {inset / _CHAR:.1f} 字", "右空四字")


def sealed_name(proof: Proof) -> Iterator[Departure]:
    """7.3.5.1: the organ's name stands above the date, centred on it."""
    for name, date in _single(proof, "sealed"):
        offset = (name.x0 + name.x1) / 2 - (date.x0 + date.x1) / 2
        if abs(offset) > _OFF_CENTRE:
            yield _placed(name, "署名", f"与成文日期中心相差 {abs(offset):.1f} mm", "以成文日期为准居中")


def plain_place(proof: Proof) -> Iterator[Departure]:
    """7.3.5.2: without a seal the name ends two characters from the right edge, the date starts two in from it."""
    for name, date in _single(proof, "plain"):
        step = date.x0 - name.x0
        if name.x1 - name.x0 > date.x1 - date.x0 and abs(step - 2 * _CHAR) > _SLACK:
            yield _placed(date, "成文日期", f"首字距署名首字 {step / _CHAR:.1f} 字", "首字比署名首字右移二字")
        longer = max(name.x1, date.x1)
        if abs(_RIGHT - longer - layout.NAME_PLAIN_RIGHT_CHARS * _CHAR) > _SLACK:
            yield _placed(name, "署名", f"右空 {(_RIGHT - longer) / _CHAR:.1f} 字", "右空二字")


def _single(proof: Proof, way: str) -> Iterator[tuple[TextLine, TextLine]]:
    """Name and date of a paper of one organ that signs off in this way, where both stand on one line each.

    A blank date (年 月 日, before registration) is no date yet: nothing can be judged by it.
    """
    upright = {sheet.number for sheet in proof.portrait}
    names, dates = (
        [line for line in proof.zones.of(zone) if line.page in upright] for zone in (zones.SIGNATURE, zones.DATE)
    )
    paper = proof.paper
    dates = [line for line in dates if any(map(str.isdigit, line.text))]
    if paper and paper.sign_off == way and len(paper.issuers) == len(names) == len(dates) == 1:
        yield names[0], dates[0]


def _placed(line: TextLine, where: str, found: str, wanted: str) -> Departure:
    return Departure(
        message=f"{where}“{line.text}”{found}，应{wanted}，请调整缩进。",
        where=where,
        page=line.page,
        found=found,
        wanted=wanted,
        box=box_of([line]),
    )


CHECKS = (
    Check("sign_off.date", f"{layout.STANDARD} 7.3.5.1", "规定", sealed_date),
    Check("sign_off.name", f"{layout.STANDARD} 7.3.5.1", "规定", sealed_name),
    Check("sign_off.plain", f"{layout.STANDARD} 7.3.5.2", "规定", plain_place),
)
