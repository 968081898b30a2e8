"""落款: where 署名, 签名章, 成文日期 and 附注 stand (GB/T 9704—2012 7.3.5, 7.3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.document import layout
from gongwen.document.model import Paper
from gongwen.document.sheet import TextLine
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, misplaced
from gongwen.proofing.rules.signatories import cells

_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CHAR = layout.CHAR.mm
_SLACK = _CHAR / 2
_OFF_CENTRE = 0.75 * _CHAR
_LONG = 12
"""A name longer than this pushes the date to the left, so that both stay inside 版心."""
_UNALIGNED = 1.0


def sealed_date(proof: Proof) -> Iterator[Departure]:
    """7.3.5.1: under one seal the date ends four characters from the right edge."""
    for name, date in _single(proof, "sealed"):
        inset = _RIGHT - date.x1
        if len(name.text) <= _LONG and abs(inset - layout.DATE_SEALED_RIGHT_CHARS * _CHAR) > _SLACK:
            yield misplaced(date, "成文日期", f"右空 {inset / _CHAR:.1f} 字", "右空四字")


def sealed_name(proof: Proof) -> Iterator[Departure]:
    """7.3.5.1: the organ's name stands above the date, centred on it."""
    for name, date in _single(proof, "sealed"):
        offset = (name.x0 + name.x1) / 2 - (date.x0 + date.x1) / 2
        if abs(offset) > _OFF_CENTRE:
            yield misplaced(name, "署名", f"与成文日期中心相差 {abs(offset):.1f} mm", "以成文日期为准居中")


def plain_place(proof: Proof) -> Iterator[Departure]:
    """7.3.5.2: without seals names stand one under the other, the longest line two characters from the right edge, the
    date two characters in from the names."""
    names, dates = _upright(proof, zones.SIGNATURE), _dated(proof)
    if not proof.paper or proof.paper.sign_off != "plain" or not names or len(dates) != 1:
        return
    left, date = min(name.x0 for name in names), dates[0]
    for name in names:
        if name.x0 - left > _UNALIGNED:
            yield misplaced(name, "署名", f"首字比其他署名靠右 {name.x0 - left:.1f} mm", "与主办机关署名左对齐")
    step = date.x0 - left
    if abs(step - 2 * _CHAR) > _SLACK:
        yield misplaced(date, "成文日期", f"首字距署名首字 {step / _CHAR:.1f} 字", "首字比署名首字右移二字")
    longest = max((*names, date), key=lambda line: line.x1 - line.x0)
    inset = (_RIGHT - longest.x1) / _CHAR
    if abs(inset - layout.NAME_PLAIN_RIGHT_CHARS) * _CHAR > _SLACK:
        yield misplaced(longest, "落款", f"右空 {inset:.1f} 字", "右空二字")


def named(proof: Proof) -> Iterator[Departure]:
    """条例 9(8), 7.3.5: every issuing organ signs."""
    wanted = _wanted(proof.paper)
    signed = proof.zones.text(zones.SIGNATURE) or "".join(cell.text for cell in cells(proof))
    gone = [name for name in wanted if name not in signed and name not in "".join(c.text for c in cells(proof))]
    if gone and proof.zones.of(zones.DATE):
        yield Departure(
            message=f"落款缺少{'、'.join(f'“{name}”' for name in gone[:4])}，署名应齐全，请核对 issuers 或 signature。",
            where="署名",
            page=proof.zones.of(zones.DATE)[0].page,
            found=signed[:24] or "没有",
            wanted="、".join(wanted)[:48],
        )


def in_order(proof: Proof) -> Iterator[Departure]:
    """7.3.5: organs sign in the order in which they issue, the lead first."""
    wanted = list(_wanted(proof.paper))
    signed = _signed(proof, wanted)
    if len(wanted) > 1 and sorted(signed) == sorted(wanted) and signed != wanted:
        lines = proof.zones.of(zones.SIGNATURE)
        yield Departure(
            message=f"署名按“{'、'.join(signed[:4])}”的次序编排，应与发文机关次序一致（主办机关在前），请调整次序。",
            where="署名",
            page=lines[0].page,
            found="、".join(signed),
            wanted="、".join(wanted),
            box=box_of(lines),
        )


def with_text(proof: Proof) -> Iterator[Departure]:
    """7.3.5.5: a sign-off that does not fit is brought to its text by spacing; it never stands on a page without.

    A text of one line has nothing to give: page 1 must show it (7.3.3), so that is only said.
    """
    lines = proof.zones.of(zones.BODY, zones.LISTED, zones.ATTENDED)
    text, strength = {line.page for line in lines}, "" if len(lines) > 1 else "实务"
    for page in sorted({line.page for line in proof.zones.of(zones.SIGNATURE, zones.DATE)} - text):
        lines = [line for line in proof.zones.of(zones.SIGNATURE, zones.DATE) if line.page == page]
        yield Departure(
            message=f"第{page}页只有落款没有正文，落款应与正文同处一面，请调整行距、字距使正文与落款同面。",
            where="落款",
            strength=strength,
            page=page,
            found="没有正文",
            wanted="与正文同面",
            box=box_of(lines),
        )


def note_place(proof: Proof) -> Iterator[Departure]:
    """7.3.6: 附注 under the date, two characters in, in （ ）."""
    notes, dates = proof.zones.of(zones.NOTE), proof.zones.of(zones.DATE)
    text = "".join(line.text for line in notes)
    if notes and dates and not (text.startswith("（") and text.endswith("）")):
        yield misplaced(notes[0], "附注", f"写作“{text[:1]}…{text[-1:]}”", "用圆括号括起")
    if notes and abs(notes[0].x0 - _LEFT - 2 * _CHAR) > _SLACK:
        yield misplaced(notes[0], "附注", f"左空 {(notes[0].x0 - _LEFT) / _CHAR:.1f} 字", "居左空二字")


def note_missing(proof: Proof) -> Iterator[Departure]:
    """7.3.6: a note that was asked for is printed under the date."""
    if proof.paper and proof.paper.note and proof.zones.of(zones.DATE) and not proof.zones.of(zones.NOTE):
        yield Departure(
            message=f"成文日期之下没有印出附注“{proof.paper.note[:12]}”，附注应居左空二字加圆括号编排在成文日期下一行，请核对。",
            where="附注",
            page=proof.zones.of(zones.DATE)[0].page,
            found="没有",
            wanted=f"（{proof.paper.note}）",
        )


def _single(proof: Proof, way: str) -> Iterator[tuple[TextLine, TextLine]]:
    """Name and date of a paper of one organ that signs off in this way, where both stand on one line each."""
    names, dates = _upright(proof, zones.SIGNATURE), _dated(proof)
    paper = proof.paper
    if paper and paper.sign_off == way and len(paper.issuers) == len(names) == len(dates) == 1:
        yield names[0], dates[0]


def _upright(proof: Proof, zone: str) -> list[TextLine]:
    upright = {sheet.number for sheet in proof.portrait}
    return [line for line in proof.zones.of(zone) if line.page in upright]


def _dated(proof: Proof) -> list[TextLine]:
    """The date; a blank one (年 月 日, before registration) is no date yet, and nothing can be judged by it."""
    return [line for line in _upright(proof, zones.DATE) if any(map(str.isdigit, line.text))]


def _wanted(paper: Paper | None) -> tuple[str, ...]:
    """Who signs off: the organs, or under 签名章 the titles of office."""
    if paper is None or paper.sign_off not in ("sealed", "plain", "stamp"):
        return ()
    if paper.sign_off == "stamp":
        return tuple("".join(signer.post.split()) for signer in paper.signature if signer.post)
    return tuple(organ.name for organ in paper.issuers)


def _signed(proof: Proof, wanted: Sequence[str]) -> list[str]:
    """Who signed, in order of reading: cells of a grid of seals, else lines one under the other."""
    if proof.paper and proof.paper.sign_off == "sealed":
        return [cell.text for cell in cells(proof)]
    text = proof.zones.text(zones.SIGNATURE)
    return sorted((name for name in wanted if name in text), key=text.index)


CHECKS = (
    Check("sign_off.date", f"{layout.STANDARD} 7.3.5.1", "规定", sealed_date),
    Check("sign_off.name", f"{layout.STANDARD} 7.3.5.1", "规定", sealed_name),
    Check("sign_off.plain", f"{layout.STANDARD} 7.3.5.2", "规定", plain_place),
    Check("sign_off.missing", f"{layout.STANDARD} 7.3.5", "规定", named),
    Check("sign_off.order", f"{layout.STANDARD} 7.3.5", "规定", in_order),
    Check("sign_off.page", f"{layout.STANDARD} 7.3.5.5", "推算", with_text),
    Check("note.place", f"{layout.STANDARD} 7.3.6", "规定", note_place),
    Check("note.missing", f"{layout.STANDARD} 7.3.6", "规定", note_missing),
)
