"""附件说明: what stands under the text, and how (GB/T 9704—2012 7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import layout
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, misplaced

_CLAUSE = f"{layout.STANDARD} 7.3.4"
_LEFT, _CHAR = layout.LEFT_MARGIN.mm, layout.CHAR.mm
_SLACK = _CHAR / 2
_ITEM = re.compile(r"(?:附件[:：])?\s*(\d{1,2})\s*[.．、]\s*(.*)")
_HEAD = re.compile(r"附件[:：]\s*")
_PREFIX = re.compile(r"(?:附\s*件\s*[:：]\s*)?(?:\d{1,2}\s*[.．、]\s*)?")
_LABEL = re.compile(r"附\s*件\s*[:：]\s*")


def listed_names(proof: Proof) -> list[str]:
    """Names in 附件说明, in order."""
    names: list[str] = []
    for line in proof.zones.of(zones.LISTED):
        text = "".join(line.text.split())
        item = _ITEM.fullmatch(text)
        if item:
            names.append(item[2])
        elif not names or _HEAD.match(text):
            names.append(_HEAD.sub("", text))
        else:
            names[-1] += text
    return names


def place(proof: Proof) -> Iterator[Departure]:
    """One blank row under the text, two characters in."""
    listed, body = proof.zones.of(zones.LISTED), proof.zones.of(zones.BODY)
    if not listed:
        return
    first = listed[0]
    if abs(first.x0 - _LEFT - 2 * _CHAR) > _SLACK:
        yield misplaced(first, "附件说明", f"左空 {(first.x0 - _LEFT) / _CHAR:.1f} 字", "左空二字")
    above = [line for line in body if line.page == first.page and line.baseline < first.baseline]
    rows = (first.baseline - above[-1].baseline) / proof.geometry.pitch.mm if above else 2.0
    if abs(rows - 2) > 0.5:
        yield misplaced(first, "附件说明", f"与正文相隔 {rows:.1f} 行行距", "在正文下空一行编排")


def unmarked(proof: Proof) -> Iterator[Departure]:
    """No mark after the name of an attachment."""
    for name in listed_names(proof):
        if name.endswith(("。", "；", "，", "、", ";", ".")):
            lines = proof.zones.of(zones.LISTED)
            yield Departure(
                message=f"附件说明“{name[-12:]}”末尾有标点“{name[-1]}”，附件名称后不加标点符号，请去掉。",
                where="附件说明",
                page=lines[0].page,
                found=name[-12:],
                wanted=name[-12:-1],
                box=box_of(lines),
            )


def aligned(proof: Proof) -> Iterator[Departure]:
    """What wraps stands under the first character of the name; later numbers under the first."""
    name = number = 0.0
    for line in proof.zones.of(zones.LISTED):
        prefix = _PREFIX.match(line.text)
        cut = prefix.end() if prefix else 0
        if _LABEL.match(line.text):
            number = line.glyphs[min(len(_LABEL.match(line.text)[0]), len(line.glyphs) - 1)].x0  # type: ignore[index]
        elif cut and abs(line.x0 - number) > _SLACK:
            yield misplaced(line, "附件说明", f"序号偏 {abs(line.x0 - number):.1f} mm", "与第一个序号上下对齐")
        elif not cut and abs(line.x0 - name) > _SLACK:
            yield misplaced(line, "附件说明", f"回行偏 {abs(line.x0 - name):.1f} mm", "与附件名称首字对齐")
        if cut:
            name = line.glyphs[min(cut, len(line.glyphs) - 1)].x0


CHECKS = (
    Check("listed.place", _CLAUSE, "规定", place),
    Check("listed.marks", _CLAUSE, "规定", unmarked),
    Check("listed.wrap", _CLAUSE, "规定", aligned, confirmed=False),
)
