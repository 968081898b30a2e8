"""实质内容: everything that a DOCX says, passage by passage, and the digest by which two versions say the same.

What registration fills (文号, dates, 份号) is left empty; fonts, layout and line ends do not count; tables by their
cells, pictures by their bytes, text boxes, notes, heads and feet, and words that are hidden all do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from docx.oxml.ns import qn

from gongwen.drafting.revision.parts import Part, parts
from gongwen.drafting.revision.words import CLOSE, OPEN, Words, marked, own, registered, squeezed
from gongwen.drafting.rough import file as rough_file
from gongwen.drafting.rough.file import Package
from gongwen.drafting.rough.inline import branch
from gongwen.drafting.rough.numbering import Numbering, joined
from gongwen.drafting.rough.styles import Styles, value
from gongwen.errors import BadInput

WHERE = "交回的文稿"
_SCHEME = "gongwen substance 1"
_NAMED = {"gw:title": "标题", "gw:recipients": "主送机关"}
_ATTACHMENT = re.compile(r"附件\d{0,2}")
_ONLY_A_NUMBER = re.compile(rf"[—–\-－]*({OPEN}页码{CLOSE})?[—–\-－]*")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(frozen=True)
class Passage:
    """A paragraph, or a cell's part: where it stands (正文第3段, 表1第2行第3列), its text, and of a cell its `build`
    (that a table, a row or a cell begins, and how cells are merged): put together otherwise it says something else."""

    place: str
    text: str
    build: str = ""

    @property
    def line(self) -> str:
        """Text and build in one: two papers of the same lines say the same."""
        return (marked(self.build) if self.build else "") + self.text


def opened(docx: bytes) -> Package:
    """The package of a DOCX; BadInput when it is none."""
    package = rough_file.read(docx, WHERE)
    if isinstance(package, str):
        raise BadInput(f"{WHERE}不是 Word 文件（.docx），请用 Word 或 WPS 另存为 .docx 后再交。")
    return package


def contents(docx: bytes) -> tuple[Passage, ...]:
    """Every passage of the body in order, then what stands in heads and feet of the pages."""
    package = opened(docx)
    reader = _Reader(package)
    return (*reader.body(), *reader.margins())


def substance(docx: bytes) -> str:
    """SHA-256 of what the DOCX says: equal for two files that differ only in looks or in what registration fills."""
    lines = [_SCHEME, *(one.line for one in contents(docx))]
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


class _Reader:
    """Reads one package, counting paragraphs and tables as it goes."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.tree("styles"))
        self._main = Part(package, package.main)
        paragraphs = list(self._main.root.iter(qn("w:p")))
        self._labels = Numbering(package.tree("numbering"), self._styles).labels(paragraphs)
        self._words = Words(self._main, self._styles, self._note)
        self._section, self._counts, self._tables = "正文", 0, 0

    def body(self) -> Iterator[Passage]:
        """The passages of the main part."""
        yield from self._blocks(self._main.root.find(qn("w:body")), self._words, self._running)
        background = self._main.root.find(qn("w:background"))
        if background is not None:
            yield Passage("页面背景", marked(f"页面背景 {background.get(qn('w:color'), '')}"))

    def margins(self) -> Iterator[Passage]:
        """What heads and feet say beside the page's number, each text once: how many forms of a head a layout needs
        is its own affair."""
        for kind, place in (("header", "页眉"), ("footer", "页脚")):
            said: set[str] = set()
            for part in parts(self._package, kind):
                found = self._blocks(part.root, Words(part, self._styles), lambda _, place=place: place)
                said.update(one.text for one in found if not _ONLY_A_NUMBER.fullmatch(one.text))
            yield from (Passage(place, text) for text in sorted(said))
        for kind in ("footnotes", "endnotes"):
            for part in parts(self._package, kind):
                yield from self._separators(part)

    def _separators(self, part: Part) -> Iterator[Passage]:
        """Words typed into the line that parts notes from text: they are printed on every such page."""
        for note in part.root:
            if note.get(qn("w:type")) is not None:
                yield from self._blocks(note, Words(part, self._styles), lambda _: "注释分隔线")

    def _blocks(self, element: Any, words: Words, place: Callable[[Any], str], build: str = "") -> Iterator[Passage]:
        """Paragraphs and tables under an element, whatever wraps them."""
        for child in () if element is None else element:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child, words, place, build)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, words)
            elif child.tag == qn("w:sdt") and (name := registered(child)):
                yield Passage(place(child), marked(f"{name}"), build)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._blocks(branch(child), words, place, build)
            elif child.tag == qn("w:altChunk"):
                yield Passage(place(child), marked(f"嵌入 {self._main.print_of(str(child.get(qn('r:id'))))}"), build)
            elif isinstance(child.tag, str) and child.tag not in (qn("w:sectPr"), qn("w:sdtPr"), qn("w:tblPr")):
                yield from self._blocks(child, words, place, build)

    def _paragraph(self, paragraph: Any, words: Words, place: Callable[[Any], str], build: str) -> Iterator[Passage]:
        label = self._labels.get(paragraph, "")
        text = words.of(paragraph)
        shown = squeezed(joined(label, text)) if label else text
        if shown:
            yield Passage(place(paragraph), shown, build)
        for box in _boxes(paragraph):
            yield from self._blocks(box, words, lambda _: "文本框", "框")

    def _running(self, paragraph: Any) -> str:
        """Where a paragraph of running text stands, counted within its attachment."""
        around = (*paragraph.iterancestors(qn("w:sdt")), *paragraph.iter(qn("w:sdt")))
        tags = {value(control, "w:sdtPr/w:tag") for control in around}
        for tag, name in _NAMED.items():
            if tag in tags:
                return name
        text = "".join(one.text or "" for one in paragraph.iter(qn("w:t"))).strip()
        if _ATTACHMENT.fullmatch(text):
            self._section, self._counts = text, 0
            return text
        self._counts += 1
        return f"{self._section}第{self._counts}段"

    def _table(self, table: Any, words: Words) -> Iterator[Passage]:
        self._tables += 1
        number = self._tables
        for row, line in enumerate((one for one in table.iter(qn("w:tr")) if _of(one, table)), 1):
            for column, cell in enumerate((one for one in line.iter(qn("w:tc")) if _of(one, table)), 1):
                place = f"表{number}第{row}行第{column}列"
                build = ("格" if column > 1 else "行" if row > 1 else "表") + _merging(cell)
                found = list(self._blocks(cell, words, lambda _, place=place: place, "段"))
                first = found[0] if found and found[0].build == "段" else Passage(place, "", "段")
                yield replace(first, build=build)
                yield from found[1:] if found and found[0].build == "段" else found

    def _note(self, kind: str, id: str) -> str:
        part, tag = {"脚注": ("footnotes", "w:footnote"), "尾注": ("endnotes", "w:endnote")}[kind]
        for found in parts(self._package, part):
            words = Words(found, self._styles)
            for note in found.root.iter(qn(tag)):
                if note.get(qn("w:id")) == id:
                    return "".join(words.of(one) for one in note.iter(qn("w:p")))
        return ""


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph, of two forms of the same one that which is read."""
    for one in own(paragraph):
        yield from one.findall(qn("w:txbxContent"))


def _of(element: Any, table: Any) -> bool:
    """Whether a row or cell belongs to this table, not to one inside it."""
    return next(element.iterancestors(qn("w:tbl"))) is table


def _merging(cell: Any) -> str:
    settings = cell.find(qn("w:tcPr"))
    merged = None if settings is None else settings.find(qn("w:vMerge"))
    down = "" if merged is None else " 纵向合并" if merged.get(qn("w:val")) == "restart" else " 并入上格"
    across = value(settings, "w:gridSpan") or "1"
    return (f" 跨{across}列" if across != "1" else "") + down
