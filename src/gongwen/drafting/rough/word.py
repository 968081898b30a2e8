"""原稿 Word 文件: a DOCX as Word, WPS or LibreOffice wrote it, as lines, tables and pictures in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from gongwen.document.model import Image
from gongwen.drafting.rough.fields import verdicts
from gongwen.drafting.rough.file import Package
from gongwen.drafting.rough.inline import GONE, SETTINGS, TEXT_PATH, Box, Break, Inline, Token, branch, mark_is_gone
from gongwen.drafting.rough.numbering import Numbering, joined
from gongwen.drafting.rough.sections import Sections
from gongwen.drafting.rough.source import Source
from gongwen.drafting.rough.styles import Styles
from gongwen.drafting.rough.tables import full_rows, rows_of
from gongwen.drafting.rough.values import Grid, Line, Note, Piece, squeezed, texts_of, tidy
from gongwen.errors import BadInput

_PAGE_WORDS = re.compile(r"[第共页/\-—–－·•\s\dIVXivx]*")
_REVISIONS = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveTo"))


@dataclass(frozen=True)
class Read:
    """A draft as it was read: its pieces, what is to be told, and all its characters, gathered by another way."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    source: str


def read_docx(package: Package) -> Read:
    """Every piece of the body in order. BadInput when text is kept where only Word itself can fetch it."""
    foreign = package.document.find(f".//{qn('w:altChunk')}")
    if foreign is None:
        foreign = package.document.find(f".//{qn('w:subDoc')}")
    if foreign is not None:
        raise BadInput(f"原稿 {package.where} 里嵌有别的文件的内容，请用 Word 打开后全选复制到新文档，另存为 .docx。")
    if package.document.find(qn("w:body")) is None:
        raise BadInput(f"原稿 {package.where} 已损坏，里面没有正文，请用 Word 或 WPS 修复后另存为 .docx。")
    reader = _Reader(package)
    pieces = tuple(reader.blocks(package.document.find(qn("w:body"))))
    return Read(pieces, (*reader.notes, *_about_file(package)), reader.source())


class _Reader:
    """One reading of one file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.tree("styles"))
        self._verdicts = verdicts(package.document, self._styles)
        self._labels = Numbering(package.tree("numbering"), self._styles).labels(_counted(package.document))
        self._remarks = {kind: package.tree(f"{kind}s") for kind in ("footnote", "endnote")}
        self._inline = Inline(package, self._verdicts, self._remark)
        self._sections = Sections(package.document.find(qn("w:body")))
        self._new_page = False
        self.notes: list[Note] = [Note("编号域") for _ in self._verdicts.counters]

    def source(self) -> str:
        """The draft's characters, gathered without any of the reading here."""
        return Source(self._labels, self._verdicts.shown, self._remarks).text_of(self._package.document)

    def blocks(self, container: Any, *, in_cell: bool = False) -> Iterator[Piece]:
        """Lines, tables and pictures of the body, a text box or a cell."""
        waiting: list[Any] = []
        for element in _flat(container):
            if element.tag == qn("w:tbl"):
                yield from self._paragraph(waiting, in_cell) if waiting else ()
                waiting = []
                yield from self._table(element)
                continue
            waiting.append(element)
            if not mark_is_gone(element):
                yield from self._paragraph(waiting, in_cell)
                waiting = []
        if waiting:
            yield from self._paragraph(waiting, in_cell)

    def _paragraph(self, elements: list[Any], in_cell: bool) -> Iterator[Piece]:
        """One paragraph, or several joined because the marks between them are deleted; the last gives its looks."""
        last = elements[-1]
        self._new_page |= self._sections.begins_page(elements[0]) or self._styles.breaks_before(last)
        label, aside = self._labels.get(last, ""), []
        words: list[str] = []
        for token in (*(token for one in elements for token in self._inline.tokens(one)), Break.LINE):
            if isinstance(token, str):
                words.append(token)
            elif isinstance(token, Break):
                line = joined(label, text) if (text := tidy("".join(words))) else label if in_cell else ""
                if line:
                    yield self._line(line, last)
                    label = ""
                words, self._new_page = [], self._new_page or token is Break.PAGE
            else:
                aside.append(token)
        if label:
            self.notes.append(Note("空编号段", squeezed(label), label))
        yield from self._aside(aside)

    def _line(self, text: str, paragraph: Any) -> Line:
        styles = self._styles
        made = Line(text, styles.level(paragraph), styles.align(paragraph), self._new_page, styles.is_title(paragraph))
        self._new_page = False
        return made

    def _aside(self, tokens: Iterable[Token]) -> Iterator[Piece]:
        """Boxes and pictures stand behind the paragraph that holds them."""
        left_out: dict[str, str] = {}
        for token in tokens:
            if isinstance(token, Image):
                yield token
            elif isinstance(token, Note) and token.left_out:
                left_out[token.what] = left_out.get(token.what, "") + token.left_out
            elif isinstance(token, Note):
                self.notes.append(token)
            elif isinstance(token, Box):
                yield from self._box(token.element)
        self.notes += [Note(what, text, text) for what, text in left_out.items()]

    def _box(self, element: Any) -> Iterator[Piece]:
        self.notes.append(Note("文本框"))
        if element.tag == TEXT_PATH:
            yield from (Line(tidy(line)) for line in element.get("string").splitlines() if tidy(line))
        else:
            yield from self.blocks(element)

    def _table(self, table: Any) -> Iterator[Piece]:
        """A table; one of a single cell is a frame around text and gives that text."""
        new_page = self._new_page or self._sections.begins_page(table)
        self._new_page = False
        rows, aside = rows_of(table), []
        if len(rows) == 1 and len(rows[0]) == 1:
            self._new_page = new_page
            yield from self.blocks(rows[0][0].element)
            return
        made = []
        for row in rows:
            cells = []
            for cell in row:
                pieces = list(self.blocks(cell.element, in_cell=True)) if cell.element is not None else []
                cells.append((cell, "\n".join(_cell_lines(pieces))))
                aside += [piece for piece in pieces if isinstance(piece, Image)]
                self.notes += [Note("嵌套表格") for piece in pieces if isinstance(piece, Grid)]
            made.append(cells)
        plain, merged = full_rows(made)
        self.notes += [Note("合并单元格", count=merged)] if merged else []
        self.notes += [Note("表内图片", count=len(aside))] if aside else []
        if plain:
            yield Grid(plain, self._sections.is_turned(table), new_page)
        yield from aside

    def _remark(self, kind: str, name: str) -> str:
        """The text of a footnote or endnote on one line."""
        tree = self._remarks[kind]
        for note in () if tree is None else tree:
            if note.get(qn("w:id")) == name:
                return " ".join(texts_of(self.blocks(note)))
        return ""


def _cell_lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """The lines of a cell; a table inside it becomes one line a row."""
    for piece in pieces:
        if isinstance(piece, Line):
            yield piece.text
        elif isinstance(piece, Grid):
            yield from ("\u3000".join(filter(None, row)) for row in piece.rows if any(row))


def _flat(container: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, through controls and wrappers; what is deleted or moved away is left out."""
    for child in () if container is None else container:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif str(child.tag).endswith("}AlternateContent"):
            yield from _flat(branch(child))
        elif child.tag not in GONE and child.tag not in SETTINGS:
            yield from _flat(child)


def _counted(root: Any) -> Iterator[Any]:
    """The paragraphs that automatic numbering counts: those whose end is still there."""
    for paragraph in root.iter(qn("w:p")):
        above = list(paragraph.iterancestors())
        rows = [one for one in above if one.tag == qn("w:tr")]
        if mark_is_gone(paragraph) or any(one.tag in GONE or str(one.tag).endswith("}Fallback") for one in above):
            continue
        if not any(row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None for row in rows):
            yield paragraph


def _about_file(package: Package) -> Iterator[Note]:
    """What the file holds beside its text: tracked changes, comments, heads and feet of pages."""
    changes = [one for one in package.document.iter(*_REVISIONS) if _is_first(one)]
    if changes:
        yield Note("修订", count=len(changes))
    comments = sum(1 for _ in package.document.iter(qn("w:commentReference")))
    if comments:
        yield Note("批注", count=comments)
    for kind in ("header", "footer"):
        for part in package.trees(kind):
            text = "".join(one.text or "" for one in part.iter(qn("w:t")))
            if not _PAGE_WORDS.fullmatch(text):
                yield Note("页眉页脚", shown=text.strip())


def _is_first(change: Any) -> bool:
    """Whether a tracked change begins here and does not only go on (Word cuts one change into several runs).

    An end of paragraph counts only where nothing in the paragraph is tracked as well.
    """
    parent, before = change.getparent(), change.getprevious()
    if parent.tag == qn("w:rPr"):
        paragraph = parent.getparent().getparent()
        return paragraph.tag == qn("w:p") and not any(paragraph.find(tag) is not None for tag in _REVISIONS)
    return before is None or before.tag != change.tag
