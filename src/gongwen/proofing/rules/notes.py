"""版头要素: 份号, 密级, 紧急程度 at the upper left, 签发人 of an upward paper (GB/T 9704—2012 7.2.1–7.2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.sheet import TextLine
from gongwen.proofing import zones
from gongwen.proofing.faces import LATIN, category, faces_of
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of, departs, misplaced, off, under

_LEFT, _RIGHT = layout.LEFT_MARGIN.mm, layout.LEFT_MARGIN.mm + layout.TYPE_WIDTH.mm
_CHAR = layout.CHAR.mm
_COPY = re.compile(r"\d{6}|\d{1,8}")
_SECRET = re.compile(r"[绝机秘]密.*")
_URGENT = re.compile(r"特急|加急|特提|平急")
_LABEL = "签发人"
_FIRST_LINE = layout.Figure(
    layout.TOP_MARGIN, "份号等所在的版心第一行", f"{layout.STANDARD} 7.2.1", "一般", layout.TOP_MARGIN.tolerance
)


def note_place(proof: Proof) -> Iterator[Departure]:
    """份号 on the first line of 版心, all of them flush left; a letter has them under its double rule."""
    notes = _notes(proof)
    figure = under(proof.geometry, _FIRST_LINE, proof.geometry.first_top)
    if notes and proof.layout != "信函" and off(notes[0].top, figure):
        yield departs(
            figure, notes[0].top, where="版头要素", page=1, box=box_of([notes[0]]), advice="请排在版心左上角第一行"
        )
    for line in notes:
        if proof.layout != "信函" and abs(line.x0 - _LEFT) > 1:
            yield misplaced(line, "版头要素", f"左空 {(line.x0 - _LEFT) / _CHAR:.1f} 字", "顶格编排")


def note_order(proof: Proof) -> Iterator[Departure]:
    """份号, then 密级, then 紧急程度."""
    kinds = [_kind(line) for line in _notes(proof)]
    if kinds != sorted(kinds):
        lines = _notes(proof)
        found = "、".join(line.text for line in lines)
        yield Departure(
            message=f"版头左上角按“{found}”的次序编排，一般依次为份号、密级和保密期限、紧急程度，请调整次序。",
            where="版头要素",
            page=1,
            found=found,
            wanted="份号、密级、紧急程度",
            box=box_of(lines),
        )


def note_face(proof: Proof) -> Iterator[Departure]:
    """密级 and 紧急程度 in 黑体 of size 3."""
    for line in _notes(proof):
        if _kind(line) and ("黑体" not in faces_of(line) or abs(line.size - layout.SIZE_3.pt) > 0.4):
            found = f"{line.size:g} 磅{'、'.join(faces_of(line))}"
            yield misplaced(line, "版头要素", f"用 {found}", "用 3 号（16 磅）黑体")


def signers_level(proof: Proof) -> Iterator[Departure]:
    """7.2.5: the number of an upward paper stands on the line of the last 签发人."""
    number, signers = proof.zones.of(zones.NUMBER), proof.zones.of(zones.SIGNERS)
    if number and signers and _LABEL in proof.zones.text(zones.SIGNERS, zones.NUMBER):
        lowest = max(line.baseline for line in signers)
        if lowest - number[0].baseline > 1:
            yield misplaced(number[0], "发文字号", f"比最后一行签发人高 {lowest - number[0].baseline:.1f} mm",
                            "与最后一个签发人姓名处在同一行")  # fmt: skip


def signers_face(proof: Proof) -> Iterator[Departure]:
    """7.2.6: the names of 签发人 in 楷体, the label in 仿宋."""
    for line in proof.zones.of(zones.SIGNERS, zones.NUMBER):
        cut = line.text.find(_LABEL)
        if cut < 0:
            continue
        names = [g for g in line.glyphs[cut + len(_LABEL) + 1 :] if g.text.strip() and category(g.font) != LATIN]
        wrong = [g for g in names if category(g.font) != "楷体"]
        if names and len(wrong) * 2 > len(names):
            yield misplaced(line, "签发人", f"姓名用{category(wrong[0].font)}", "姓名用 3 号楷体")


def signers_inset(proof: Proof) -> Iterator[Departure]:
    """7.2.6: 签发人 one character in from the right edge."""
    lines = [line for line in proof.zones.of(zones.SIGNERS, zones.NUMBER) if line.x1 > (_LEFT + _RIGHT) / 2]
    signed = any(_LABEL in line.text for line in lines)
    right = max((line.x1 for line in lines), default=0.0)
    if signed and abs(_RIGHT - right - _CHAR) > _CHAR * 0.75:
        last = max(lines, key=lambda line: line.x1)
        yield misplaced(last, "签发人", f"右空 {(_RIGHT - right) / _CHAR:.1f} 字", "居右空一字")


def _notes(proof: Proof) -> list[TextLine]:
    """份号, 密级 and 紧急程度 of page 1, from top to bottom."""
    return [line for line in proof.zones.of(zones.HEAD) if _kind(line) >= 0]


def _kind(line: TextLine) -> int:
    """0 for 份号, 1 for 密级, 2 for 紧急程度, -1 for another line of the head."""
    text = "".join(line.text.split())
    kinds = (_COPY, _SECRET, _URGENT)
    return next((n for n, pattern in enumerate(kinds) if pattern.fullmatch(text)), -1)


CHECKS = (
    Check("head.notes", f"{layout.STANDARD} 7.2.1", "一般", note_place),
    Check("head.order", f"{layout.STANDARD} 7.2.3", "一般", note_order),
    Check("head.face", f"{layout.STANDARD} 7.2.2", "一般", note_face),
    Check("signers.level", f"{layout.STANDARD} 7.2.5", "规定", signers_level),
    Check("signers.face", f"{layout.STANDARD} 7.2.6", "规定", signers_face),
    Check("signers.inset", f"{layout.STANDARD} 7.2.6", "规定", signers_inset),
)
