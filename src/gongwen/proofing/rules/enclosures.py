"""附件: 附件说明 and the attachments themselves say the same (GB/T 9704—2012 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongwen.document import layout
from gongwen.document.geometry import NATIONAL
from gongwen.document.sheet import TextLine
from gongwen.proofing import zones
from gongwen.proofing.faces import faces_of
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, misplaced
from gongwen.proofing.rules.listing import listed_names

_CLAUSE = f"{layout.STANDARD} 7.3.7"
_LEFT, _CHAR = layout.LEFT_MARGIN.mm, layout.CHAR.mm
_SIZE_SLACK = 0.4
_ROW_SLACK = 0.25


@dataclass(frozen=True)
class _Enclosure:
    """An attachment in the body of the file: its number (0 when it has none) and title, its label and title lines."""

    number: int
    title: str
    label: TextLine
    headline: tuple[TextLine, ...] = ()


def agree(proof: Proof) -> Iterator[Departure]:
    """Numbers and titles of the attachments are those of 附件说明, in its order."""
    listed, enclosed = listed_names(proof), _enclosed(proof)
    separate = sum(a.separate for a in proof.paper.attachments) if proof.paper else 0
    if not listed and not enclosed:
        return
    if len(listed) != len(enclosed) + separate and (enclosed or proof.paper):
        told = proof.zones.of(zones.LISTED) or tuple(one.label for one in enclosed)
        yield _counted(len(listed), len(enclosed), told, known=proof.paper is not None)
        return
    if separate:
        listed = [name for name in listed if any(_same(name, e.title) for e in enclosed)] or listed
    for name, enclosure in zip(listed, enclosed, strict=False):
        if not _same(name, enclosure.title):
            yield _renamed(name, enclosure)


def numbered(proof: Proof) -> Iterator[Departure]:
    """附件1, 附件2 … in order, without those bound separately; a single attachment is 附件 alone."""
    enclosed = _enclosed(proof)
    for place, enclosure in zip(_places(proof, enclosed), enclosed, strict=True):
        if len(enclosed) > 1 and enclosure.number != place:
            yield Departure(
                message=f"第{enclosure.label.page}页“{enclosure.label.text}”应为“附件{place}”，"
                "附件顺序号应与附件说明一致，请改正。",
                where="附件",
                page=enclosure.label.page,
                found=enclosure.label.text,
                wanted=f"附件{place}",
                box=box_of([enclosure.label]),
            )


def _places(proof: Proof, enclosed: Sequence[_Enclosure]) -> Sequence[int]:
    """The numbers of the attachments in the file: what is bound separately has one too, but no page here (7.3.7).

    On pages that nobody described those that rise within 附件说明 are taken for right: one may be bound separately.
    """
    given = [one for one in proof.paper.attachments if one.listed] if proof.paper else []
    bound = [number for number, one in enumerate(given, 1) if not one.separate]
    if len(bound) == len(enclosed):
        return bound
    shown = [one.number for one in enclosed]
    rising = proof.paper is None and 0 not in shown and shown == sorted(set(shown))
    if rising and max(shown, default=0) <= len(listed_names(proof)):
        return shown
    return range(1, len(enclosed) + 1)


def title_row(proof: Proof) -> Iterator[Departure]:
    """7.3.7: an attachment's title begins on the third line of 版心 (its feet on that line's)."""
    placed = proof.zones.placed
    sheets = {sheet.number for sheet in proof.portrait}
    geometry = proof.geometry
    first = layout.TOP_MARGIN.mm if geometry == NATIONAL else geometry.first_top.mm
    third = first + layout.EM_ABOVE_BASELINE * layout.SIZE_3.mm + 2 * geometry.pitch.mm
    for label, title in pairwise(p for p in placed if p.zone != zones.FOLIO):
        if label.zone != zones.LABEL or title.zone != zones.HEADLINE or label.line.page not in sheets:
            continue
        row = 3 + (title.line.baseline - third) / geometry.pitch.mm
        if abs(row - 3) > _ROW_SLACK:
            yield Departure(
                message=f"附件标题“{title.line.text[:12]}”在版心第 {row:.1f} 行，应居中编排在第三行，请调整段前距离。",
                where="附件",
                page=title.line.page,
                found=f"第 {row:.1f} 行",
                wanted="第 3 行",
                box=box_of([title.line]),
            )


def label_face(proof: Proof) -> Iterator[Departure]:
    """7.3.7: 附件 and its number in 黑体 of size 3, flush with the left edge of 版心."""
    sheets = {sheet.number for sheet in proof.portrait}
    for label in proof.zones.of(zones.LABEL):
        if faces_of(label) != ("黑体",) or abs(label.size - layout.SIZE_3.pt) > _SIZE_SLACK:
            found = f"{label.size:g} 磅{'、'.join(faces_of(label))}"
            yield misplaced(label, "附件标识", f"用 {found}", "用 3 号（16 磅）黑体")
        if label.page in sheets and abs(label.x0 - _LEFT) > 1:
            yield misplaced(label, "附件标识", f"左空 {(label.x0 - _LEFT) / _CHAR:.1f} 字", "顶格编排")


def single_number(proof: Proof) -> Iterator[Departure]:
    """A single attachment is 附件 without a number."""
    labels = [one.label for one in _enclosed(proof)]
    listed = listed_names(proof)
    if len(labels) == 1 and len(listed) < 2 and re.search(r"\d", labels[0].text.rpartition("附")[2]):
        yield misplaced(labels[0], "附件标识", "带有顺序号", "只写“附件”（只有一个附件时不编号）")


def _enclosed(proof: Proof) -> list[_Enclosure]:
    """Attachments as bound: each label with the title lines that follow it.

    One whose label bears the paper's 文号 is bound separately: nothing on its pages lists it.
    """
    found: list[_Enclosure] = []
    for placed in proof.zones.placed:
        if placed.zone == zones.LABEL:
            found.append(_Enclosure(_number(placed.line), "", placed.line))
        elif placed.zone == zones.HEADLINE and found:
            last = found[-1]
            title = last.title + "".join(placed.line.text.split())
            found[-1] = replace(last, title=title, headline=(*last.headline, placed.line))
    return [one for one in found if "〔" not in one.label.text and "[" not in one.label.text]


def _number(label: TextLine) -> int:
    digits = re.sub(r"\D", "", label.text.rpartition("附")[2])  # without the 文号 of one bound separately
    return int(digits) if digits else 0


def _same(listed: str, title: str) -> bool:
    """Whether two names agree; blanks and the marks around a name do not count."""
    return re.sub(r"[\s《》]", "", listed) == re.sub(r"[\s《》]", "", title)


def _counted(listed: int, bound: int, told: Sequence[TextLine], *, known: bool) -> Departure:
    """Told at 附件说明, where there is none at the first attachment. Pages that nobody described may belong to a paper
    one of whose attachments is bound separately."""
    return Departure(
        strength="" if known or bound > listed else "一般",
        message=f"附件说明列了 {listed} 个附件，文后有 {bound} 个，两者应一致，请补齐附件或改附件说明。",
        where="附件说明",
        page=told[0].page,
        box=box_of([line for line in told if line.page == told[0].page]),
        found=f"{bound} 个",
        wanted=f"{listed} 个",
    )


def _renamed(name: str, enclosure: _Enclosure) -> Departure:
    return Departure(
        message=f"附件标题“{enclosure.title}”与附件说明中的“{name}”不一致，请改成相同的名称。",
        where="附件",
        page=enclosure.label.page,
        found=enclosure.title,
        wanted=name,
        box=box_of([enclosure.label, *(one for one in enclosure.headline if one.page == enclosure.label.page)]),
    )


CHECKS = (
    Check("attachments.agree", _CLAUSE, "规定", agree),
    Check("attachments.numbered", _CLAUSE, "规定", numbered),
    Check("attachments.row", _CLAUSE, "规定", title_row),
    Check("attachments.face", _CLAUSE, "规定", label_face),
    Check("attachments.single", _CLAUSE, "实务", single_number),
)
