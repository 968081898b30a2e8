"""字体: embedded fonts, stand-ins told by name, no character lost, and the faces of body and title."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from gongwen.document import layout
from gongwen.document.model import Heading, Image, Paper, Roster, Table, Text
from gongwen.document.sheet import TextLine
from gongwen.proofing import zones
from gongwen.proofing.faces import LATIN, face_of, faces_of
from gongwen.proofing.glyphs import UNKNOWN
from gongwen.proofing.grids import grids
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of

_EMBEDDED = "ISO 19005-1:2005 6.3.4"
_REAL = {
    face.name: face.east_asia
    for face in (layout.FANGSONG, layout.KAITI, layout.HEITI, layout.SONGTI, layout.XIAOBIAOSONG)
} | {LATIN: layout.FANGSONG.latin}
_SIZE_SLACK = 0.4
"""Size 3 is 16 pt in Word and 15.75 pt of old."""


def embedded(proof: Proof) -> Iterator[Departure]:
    """PDF/A: every font is in the file."""
    for font in proof.measured.fonts:
        if not font.embedded:
            yield Departure(
                message=f"字体 {font.name} 没有嵌入PDF，换一台机器显示会走样，请重新输出并选择嵌入全部字体。",
                where="字体",
                found="未嵌入",
                wanted="全部嵌入",
            )


def stand_in(proof: Proof) -> Iterator[Departure]:
    """33476.2 clause 5: a substitute is disclosed; all of them in one sentence, since one thing mends them all."""
    used = {font.name: face_of(font.name) for font in proof.measured.fonts}
    stood_in = {name: _REAL[face.category] for name, face in used.items() if face.stand_in}
    if not stood_in:
        return
    told = "、".join(f"{real} 由 {name} 代替" for name, real in stood_in.items())
    many = f"有{len(stood_in)}种字体本机没有：" if len(stood_in) > 1 else ""
    yield Departure(
        message=f"{many}{told}。如需正式字体，请在本机安装后重新输出。",
        where="字体",
        found="、".join(stood_in),
        wanted="、".join(dict.fromkeys(stood_in.values())),
    )


def unreadable(proof: Proof) -> Iterator[Departure]:
    """A glyph whose character the PDF does not know was drawn as an empty box."""
    for sheet in proof.measured.sheets:
        for line in sheet.lines:
            if any(g.text == UNKNOWN for g in line.glyphs):
                yield Departure(
                    message=f"第{sheet.number}页“{line.text[:12]}”处有字没有字形（印成空框），请安装含该字的字体或换字。",
                    where="缺字",
                    page=sheet.number,
                    found=line.text[:24],
                    wanted="每个字都有字形",
                    box=box_of([line]),
                )


def lost(proof: Proof) -> Iterator[Departure]:
    """Characters of the paper that appear on no page: no font had them, and nothing was drawn."""
    if not proof.paper:
        return
    printed = {c for sheet in proof.measured.sheets for line in sheet.lines for c in _folded(line.text)}
    gone = sorted({c for c in _folded(_text(proof.paper, preprinted=proof.preprinted)) if _inked(c)} - printed)
    if gone:
        names = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in gone[:8])
        yield Departure(
            message=f"下列字没有印出来：{names}，请安装含该字的字体或换用规范字。",
            where="缺字",
            found="".join(gone),
            wanted="每个字都印出",
        )


def body_face(proof: Proof) -> Iterator[Departure]:
    """5.2.2: body text in 仿宋 of size 3; headings and tables have their own."""
    plain = [line for line in _running(proof) if faces_of(line)[-1:] != (LATIN,)]
    wrong = [line for line in plain if not _is_body(line)]
    if proof.layout != "其他" and plain and len(wrong) * 2 > len(plain):
        found = f"{wrong[0].size:g} 磅{'、'.join(faces_of(wrong[0]))}"
        yield Departure(
            message=f"正文多数用 {found}，一般用 3 号（16 磅）仿宋，请改正文样式。",
            where="正文",
            page=wrong[0].page,
            found=found,
            wanted="16 磅仿宋",
            box=box_of([wrong[0]]),
        )


def title_face(proof: Proof) -> Iterator[Departure]:
    """7.3.1: the title in 小标宋 of size 2."""
    for line in proof.zones.of(zones.TITLE)[:1] if proof.layout != "其他" else ():
        if "小标宋" not in faces_of(line) or abs(line.size - layout.SIZE_2.pt) > _SIZE_SLACK:
            found = f"{line.size:g} 磅{'、'.join(faces_of(line))}"
            yield Departure(
                message=f"标题用 {found}，一般用 2 号（22 磅）小标宋，请改标题样式。",
                where="标题",
                page=line.page,
                found=found,
                wanted="22 磅小标宋",
                box=box_of([line]),
            )


def _running(proof: Proof) -> list[TextLine]:
    """The body's lines outside its tables."""
    tables = {sheet.number: grids(sheet) for sheet in proof.measured.sheets}
    lines = proof.zones.of(zones.BODY)
    return [line for line in lines if not any(one.y0 < line.baseline < one.y1 for one in tables.get(line.page, ()))]


def _is_body(line: TextLine) -> bool:
    return bool({"仿宋", "黑体", "楷体"} & set(faces_of(line))) and abs(line.size - layout.SIZE_3.pt) <= _SIZE_SLACK


def _text(paper: Paper, *, preprinted: bool) -> str:
    """All words of a paper that its pages must show; a pre-printed head bears the mark already."""
    parts = [*paper.recipients, paper.number, paper.adopted, paper.note, *paper.cc]
    parts += [signer.name for signer in paper.signers]
    if paper.layout != "命令":
        parts.append(paper.title)
    if paper.layout == "文件":
        parts.append(paper.printed_by)
    if paper.layout in ("文件", "信函") and not preprinted and paper.issuers:
        parts += [organ.name for organ in (paper.mark_organs if paper.layout == "文件" else (paper.lead_organ,))]
    for block in paper.blocks:
        parts.append(_block_text(block))
    return "".join((*parts, *_ending(paper), *_enclosed(paper)))


def _ending(paper: Paper) -> Iterator[str]:
    """Who signs, and who was at a meeting."""
    if paper.sign_off in ("sealed", "plain"):
        yield from (organ.name for organ in paper.issuers)
    elif paper.sign_off == "stamp":
        yield from (signer.post for signer in paper.signature)
    if paper.attendees and paper.layout == "纪要":
        yield from (*paper.attendees.present, *paper.attendees.absent, *paper.attendees.observing)


def _enclosed(paper: Paper) -> Iterator[str]:
    for attachment in paper.attachments:
        yield attachment.title
        if not attachment.separate:
            yield from map(_block_text, attachment.blocks)
            yield _roster_text(attachment.roster)


def _block_text(block: Text | Heading | Table | Image) -> str:
    if isinstance(block, Text):
        return block.text
    if isinstance(block, Heading):
        return block.text + block.rest
    if isinstance(block, Table):
        return "".join((block.caption, *block.columns, *(cell for row in block.rows for cell in row)))
    return ""


def _roster_text(roster: Roster | None) -> str:
    return "".join(m.post + m.name + m.title for m in roster.members) if roster else ""


def _folded(text: str) -> str:
    """Compatibility forms folded, so that a ligature or a full-width form counts as what it stands for."""
    return unicodedata.normalize("NFKC", text)


def _inked(character: str) -> bool:
    """Whether a character leaves ink; blanks, controls and joiners do not."""
    return unicodedata.category(character)[0] not in "ZC" or unicodedata.category(character) in ("Co", "Cn")


CHECKS = (
    Check("fonts.embedded", _EMBEDDED, "规定", embedded),
    Check("fonts.stand_in", "GB/T 33476.2—2016 5", "规定", stand_in, severity="note"),
    Check("glyphs.unreadable", _EMBEDDED, "规定", unreadable),
    Check("glyphs.lost", _EMBEDDED, "规定", lost),
    Check("fonts.body", f"{layout.STANDARD} 5.2.2", "一般", body_face),
    Check("fonts.title", layout.RULE_TO_TITLE.clause, "一般", title_face),
)
