"""纪要格式: mark and the lists of 出席 请假 列席 (GB/T 9704—2012 10.3).

Offices may adapt this format, so nothing in it can block but names that were asked for and are not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from gongwen.document import layout
from gongwen.document.sheet import Glyph, TextLine
from gongwen.proofing import zones
from gongwen.proofing.faces import LATIN, category
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, misplaced
from gongwen.proofing.zones import pieces

_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CHAR = layout.CHAR.mm
_SLACK = _CHAR / 2
_LABEL = re.compile(r"(出\s*席|请\s*假|列\s*席)(?:人员)?\s*[:：]")
_ORDER = ("出席", "请假", "列席")
_EDGE = 1.5


def mark_words(proof: Proof) -> Iterator[Departure]:
    """The mark ends in 纪要."""
    mark, words = proof.zones.of(zones.MARK), proof.zones.text(zones.MARK)
    if proof.layout == "纪要" and mark and not words.endswith("纪要"):
        yield Departure(
            message=f"纪要的标志“{words}”没有以“纪要”结尾，纪要标志由“×××××纪要”组成，请改正。",
            where="发文机关标志",
            page=1,
            found=words,
            wanted="×××××纪要",
            box=box_of(mark),
        )


def issued_line(proof: Proof) -> Iterator[Departure]:
    """印发机关 at the left and 成文日期 at the right of one line in the head, each at most one character in."""
    for line in proof.zones.of(zones.HEAD) if proof.layout == "纪要" else ():
        parts = list(pieces(line))
        if len(parts) != 2 or not re.search(r"\d{4}年", parts[1].text):
            continue
        left, right = (parts[0].x0 - _LEFT) / _CHAR, (_RIGHT - parts[1].x1) / _CHAR
        if not -0.3 < left < _EDGE or not -0.3 < right < _EDGE:
            found = f"左空 {left:.1f} 字、右空 {right:.1f} 字"
            yield misplaced(line, "印发机关和成文日期", found, "机关居左、日期居右")


def labels_in_order(proof: Proof) -> Iterator[Departure]:
    """出席, then 请假, then 列席."""
    lines = [line for line in proof.zones.of(zones.ATTENDED) if _label(line)]
    for before, after in pairwise(lines):
        if _ORDER.index(_label(after)) <= _ORDER.index(_label(before)):
            found, wanted = "、".join(map(_label, lines)), "出席、请假、列席"
            yield Departure(
                message=f"与会人员按“{found}”的次序编排，一般依次为{wanted}，请调整次序。",
                where="与会人员",
                page=after.page,
                found=found,
                wanted=wanted,
                box=box_of([after]),
            )
            return


def faces(proof: Proof) -> Iterator[Departure]:
    """Labels in 黑体, names in 仿宋, both of size 3."""
    for line in proof.zones.of(zones.ATTENDED):
        cut = len(_head(line))
        for part, wanted in ((line.glyphs[:cut], "黑体"), (line.glyphs[cut:], "仿宋")):
            wrong = [g for g in part if not _set_in(g, wanted)]
            if len(wrong) * 2 > len(part):
                found = f"{wrong[0].size:g} 磅{category(wrong[0].font)}"
                yield Departure(
                    message=f"“{line.text[:12]}”的{'标识' if wanted == '黑体' else '姓名'}用 {found}，"
                    f"一般用 3 号（16 磅）{wanted}，请改字体。",
                    where="与会人员",
                    page=line.page,
                    found=found,
                    wanted=f"16 磅{wanted}",
                    box=box_of([line]),
                )


def indents(proof: Proof) -> Iterator[Departure]:
    """Labels two characters in; what wraps stands under the first name after the colon."""
    start = 0.0
    for line in proof.zones.of(zones.ATTENDED):
        head = _head(line)
        if head:
            start = line.glyphs[len(head)].x0 if len(line.glyphs) > len(head) else line.x1
            if abs(line.x0 - _LEFT - 2 * _CHAR) > _SLACK:
                yield misplaced(line, "与会人员", f"左空 {(line.x0 - _LEFT) / _CHAR:.1f} 字", "左空二字")
        elif abs(line.x0 - start) > _SLACK:
            found = f"比冒号后的首字{'靠右' if line.x0 > start else '靠左'} {abs(line.x0 - start):.1f} mm"
            yield misplaced(line, "与会人员", found, "回行时与冒号后的首字对齐")


def gap(proof: Proof) -> Iterator[Departure]:
    """One blank row under the text."""
    attended = proof.zones.of(zones.ATTENDED)
    before = takewhile(lambda p: p.zone != zones.ATTENDED, proof.zones.placed)
    above = [p.line for p in before if p.zone in (zones.BODY, zones.LISTED)]
    if not attended or not above or above[-1].page != attended[0].page:
        return
    rows = (attended[0].baseline - above[-1].baseline) / proof.geometry.pitch.mm
    if abs(rows - 2) > 0.5:
        yield Departure(
            message=f"出席人员名单与正文相隔 {rows:.1f} 行行距，一般在正文或附件说明下空一行编排，请调整。",
            where="与会人员",
            page=attended[0].page,
            found=f"{rows:.1f} 行",
            wanted="空一行",
            box=box_of([attended[0]]),
        )


def missing(proof: Proof) -> Iterator[Departure]:
    """Who was named in the paper stands under 出席, 请假 or 列席 on the page."""
    people = proof.paper.attendees if proof.paper and proof.layout == "纪要" else None
    if not people:
        return
    shown = {_label(line) for line in proof.zones.of(zones.ATTENDED)}
    for label, names in zip(_ORDER, (people.present, people.absent, people.observing), strict=True):
        if names and label not in shown:
            yield Departure(
                message=f"纪要中没有印出“{label}”名单，请核对 attendees 和模板。",
                where="与会人员",
                found="没有",
                wanted=f"{label}：{'、'.join(names[:3])}",
            )


def _head(line: TextLine) -> str:
    found = _LABEL.match(line.text)
    return found[0] if found else ""


def _label(line: TextLine) -> str:
    found = _LABEL.match(line.text)
    return re.sub(r"\s", "", found[1]) if found else ""


def _set_in(glyph: Glyph, face: str) -> bool:
    mark = not glyph.text.strip() or glyph.text in "：:、，；。（）" or category(glyph.font) == LATIN
    return mark or (category(glyph.font) == face and abs(glyph.size - layout.SIZE_3.pt) <= 0.4)


CHECKS = (
    Check("minutes.mark", layout.MINUTES_CLAUSE, "一般", mark_words),
    Check("minutes.issued", layout.MINUTES_CLAUSE, "实务", issued_line),
    Check("minutes.missing", layout.MINUTES_CLAUSE, "规定", missing),
    Check("minutes.order", layout.MINUTES_CLAUSE, "一般", labels_in_order),
    Check("minutes.faces", layout.MINUTES_CLAUSE, "一般", faces),
    Check("minutes.indent", layout.MINUTES_CLAUSE, "一般", indents),
    Check("minutes.gap", layout.MINUTES_CLAUSE, "一般", gap),
)
