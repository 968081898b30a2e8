"""原稿: body text as people have it, a Word file or plain text, read as the parts of a paper with nothing lost.

The text stays as typed, numbers of automatic numbering as Word shows them; fonts, indents, colours and page breaks
are left behind, as the paper has its own. Every reading is checked: all characters of the file, gathered by another
way, are in the parts or among the notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongwen.document.model import Block, Heading, Table, Text
from gongwen.drafting.rough import file as rough_file
from gongwen.drafting.rough.fields import CONTENTS
from gongwen.drafting.rough.head import split_head
from gongwen.drafting.rough.headings import blocks_of
from gongwen.drafting.rough.tail import split_tail
from gongwen.drafting.rough.told import sentences
from gongwen.drafting.rough.values import Grid, Line, Note, Piece, squeezed, texts_of, tidy
from gongwen.drafting.rough.word import Read, read_docx
from gongwen.errors import BadInput, Broken

_MOST_OPENING_LINES = 5
_FEW_LINES, _PAGE_WIDTH = 6, 60
_ENDS = ("。", "；", "：", "！", "？", "”", "）", ".", ":", ";", "!", "?", ")")
_MARKED = re.compile(r"^附件[\d一二三四五六七八九十]*[：:]?")


@dataclass(frozen=True)
class Enclosed:
    """An attachment in a draft: its mark (附件1), title and content."""

    mark: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Rough:
    """What a draft holds. Besides the body: what it plainly begins and ends with, each as typed, empty where it is not
    there. `listed` are the names in 附件说明 (`list_lines` as typed), `organs` and `day` what the sign-off says
    (`signed` as typed), `mast` and `imprint` lines of a 版头 and 版记, which the paper sets itself."""

    where: str
    blocks: tuple[Block, ...]
    title: str = ""
    adopted: str = ""
    recipients: str = ""
    listed: tuple[str, ...] = ()
    list_lines: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    day: date | None = None
    signed: tuple[str, ...] = ()
    note: str = ""
    mast: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @property
    def told(self) -> tuple[str, ...]:
        """What was accepted, changed or left out, in sentences."""
        return sentences(self.notes)


def read_rough(data: bytes, name: str) -> Rough:
    """A draft as the parts of a paper; `name` is told in messages. BadInput: what it is instead, and what to do.

    Broken when a character of the draft would be neither in the parts nor among the notes.
    """
    read = _read(data, name)
    head = split_head(read.pieces)
    tail = split_tail(head.rest)
    turned = sum(isinstance(piece, Grid) and piece.landscape for piece in tail.body)
    notes = (*read.notes, Note("横排表", count=turned)) if turned else read.notes
    enclosed = tuple(Enclosed(one.mark, one.title, blocks_of(one.pieces, turned=True)) for one in tail.enclosures)
    made = Rough(
        name, blocks_of(tail.body), head.title, head.adopted, head.recipients, tail.listed, tail.list_lines,
        tail.organs, tail.day, tail.signed, tail.note, head.mast, tail.imprint, enclosed, notes,
    )  # fmt: skip
    _require_all(read, _printing(made), [*_beside(made), *(note.left_out for note in made.notes)], name)
    if not made.blocks:
        raise BadInput(f"原稿 {name} 除了标题、落款没有正文，请核对。")
    return made


def read_rough_blocks(data: bytes, name: str, title: str = "") -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """A draft as blocks alone (an attachment's file has no head and sign-off), and what is told of it.

    A mark (附件1) and the `title` at its beginning are left out, as the paper prints them itself.
    """
    read = _read(data, name)
    opening = _opening(read.pieces, title)
    made = blocks_of(read.pieces[len(opening) :], turned=True)
    _require_all(read, _texts(made), [*opening, *(note.left_out for note in read.notes)], name)
    return made, sentences(read.notes)


def _opening(pieces: Sequence[Piece], title: str) -> list[str]:
    """The first lines, as far as they are a mark and the title and no more."""
    lines = [piece.text if isinstance(piece, Line) else "" for piece in pieces[:_MOST_OPENING_LINES]]
    for count in range(len(lines), 0, -1):
        if _MARKED.sub("", squeezed("".join(lines[:count])), count=1) in ("", squeezed(title)) and all(lines[:count]):
            return lines[:count]
    return []


def text_of_rough(data: bytes, name: str) -> str:
    """Every character of a draft in order, deletions out, gathered without reading it into parts."""
    return _read(data, name).source


def _read(data: bytes, name: str) -> Read:
    """The draft's pieces; BadInput when there is no text among them."""
    found = rough_file.read(data, name)
    read = _read_text(found) if isinstance(found, str) else read_docx(found)
    read = _without_contents_heading(read)
    if not any(map(squeezed, texts_of(read.pieces))):
        what = "只有图片，没有文字，请先录入成文字" if read.pieces else "没有文字，请核对是否用错了文件"
        raise BadInput(f"原稿 {name} {what}。")
    private = [one for text in texts_of(read.pieces) for one in text if "\ue000" <= one <= "\uf8ff"]
    private += [one for text in texts_of(read.pieces) for one in text if ord(one) >= 0xF0000]
    codes = "、".join(sorted({f"U+{ord(one):04X}" for one in private}))
    extra = (Note("私用字符", shown=codes, count=len(private)),) if private else ()
    return Read(read.pieces, (*read.notes, *extra), read.source)


def _read_text(text: str) -> Read:
    """Plain text: one paragraph a line, a form feed begins a page."""
    pieces: list[Piece] = []
    for page, part in enumerate(text.split("\f")):
        lines = [line for line in map(tidy, part.replace("\v", "\n").splitlines()) if line]
        pieces += [Line(line, new_page=page > 0 and at == 0) for at, line in enumerate(lines)]
    return Read(tuple(pieces), (Note("折行"),) if _is_wrapped(pieces) else (), text)


def _is_wrapped(pieces: Sequence[Piece]) -> bool:
    """Whether most lines are about as long as the longest and end in the middle of a sentence, as a page or a letter
    in the post breaks them."""
    lines = [squeezed(text) for text in texts_of(pieces)]
    longest = max(map(len, lines), default=0)
    cut = [line for line in lines if len(line) >= longest - 2 and not line.endswith(_ENDS)]
    return len(lines) >= _FEW_LINES and longest <= _PAGE_WIDTH and len(cut) > len(lines) / 2


def _without_contents_heading(read: Read) -> Read:
    """目录 as a heading of its own goes with the contents list under it."""
    pieces = list(read.pieces)
    if any(note.what == CONTENTS for note in read.notes):
        for piece in pieces:
            if isinstance(piece, Line) and squeezed(piece.text) == "目录":
                pieces.remove(piece)
                return Read(tuple(pieces), (*read.notes, Note(CONTENTS, "目录")), read.source)
    return read


# --- the check that nothing is lost


def _printing(rough: Rough) -> list[str]:
    """What the paper gets to print as text, in the order of the draft."""
    return _texts([*rough.blocks, *(block for one in rough.enclosed for block in one.blocks)])


def _beside(rough: Rough) -> list[str]:
    """What stands around the text and is printed by other means, or told."""
    around = [rough.title, rough.adopted, rough.recipients, rough.note]
    marks = [part for one in rough.enclosed for part in (one.mark, one.title)]
    return [*around, *marks, *rough.list_lines, *rough.signed, *rough.mast, *rough.imprint]


def _texts(blocks: Iterable[Block]) -> list[str]:
    made: list[str] = []
    for block in blocks:
        match block:
            case Text(text):
                made.append(text)
            case Heading():
                made += [block.text, block.rest]
            case Table():
                made += [block.caption, *block.columns, *(cell for row in block.rows for cell in row)]
    return made


def _require_all(read: Read, printing: Sequence[str], beside: Sequence[str], name: str) -> None:
    """Broken unless every character of the draft is there as often as in the draft, and the text in its order."""
    source = squeezed(read.source)
    text = squeezed("".join(printing))
    wanted, found = Counter(source), Counter(text + squeezed("".join(beside)))
    lost = _in_order(source, wanted - found)
    added = _in_order(text + squeezed("".join(beside)), found - wanted)
    rest = iter(source)
    in_order = all(character in rest for character in text)
    if lost or added or not in_order:
        what = f"少了「{lost[:20]}」" if lost else f"多了「{added[:20]}」" if added else "文字的次序变了"
        raise Broken(f"原稿 {name} 没有读全：{what}，没有排版。请把原稿另存为文本文件再试，并把原稿交给管理员查看。")


def _in_order(text: str, some: Counter[str]) -> str:
    """The characters of `some` as they stand in the text."""
    left, made = Counter(some), []
    for character in text:
        if left[character] > 0:
            left[character] -= 1
            made.append(character)
    return "".join(made)
