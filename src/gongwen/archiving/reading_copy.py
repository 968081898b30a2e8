"""阅览本: one PDF of a whole case for reading: cover, contents, papers in order, bookmarks, page labels.

It is a copy and says so; the originals, signed ones above all, stay untouched in the bundle. Page labels number cover
and contents i, ii, … and the papers 1, 2, …, so that the number a viewer shows is the number in the contents.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pypdf import PageObject, PdfWriter
from pypdf.annotations import Link
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    TextStringObject,
)

from gongwen.archiving import catalogue
from gongwen.archiving.catalogue import Row
from gongwen.archiving.contents_places import row_places
from gongwen.archiving.items import PHASES, Item, arranged
from gongwen.archiving.pdf_parts import opened
from gongwen.errors import BadInput

READING_COPY = "阅览本：由各件副本合成，仅供阅览；原件以案卷 data 目录内的文件为准，电子签名、印章请在原件上核验。"

_FONT = NameObject("/GongwenPageNumber")
_RIGHT, _FOOT, _SIZE = 42.5, 22.7, 10.0
"""The page number's place: 15 mm from the right, 8 mm from the foot, in points; outside everything GB/T 9704 prints."""
_DIGIT_WIDTH = 0.556  # of the size, in Helvetica


def bind(
    cover: bytes,
    contents: bytes,
    items: Sequence[Item],
    title: str,
    *,
    closing: bytes = b"",
    author: str = "",
    phases: Sequence[str] = PHASES,
) -> bytes:
    """The reading copy: cover, contents, every paper, then the 备考表 (`closing`, when given); all are printed PDFs.

    The same input gives the same bytes. Rows of the contents become links where their places can be told for certain.
    BadInput names a part that is damaged or locked, or says that the case holds no paper.
    """
    if not items:
        raise BadInput(f"案卷「{title}」没有一件文件，请先把文件归入案卷。")
    writer = PdfWriter()
    _bookmarked(writer, cover, "案卷封面")
    _bookmarked(writer, contents, "卷内目录")
    front = len(writer.pages)
    _bind_papers(writer, arranged(items, phases))
    papers = len(writer.pages) - front
    if closing:
        _bookmarked(writer, closing, "备考表")
    _label(writer, front, papers)
    _number(writer, front, papers)
    _link_contents(writer, contents, catalogue.contents(items, phases), front)
    _describe(writer, title, author)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _bookmarked(writer: PdfWriter, pdf: bytes, name: str) -> None:
    _mark(writer, name, _append(writer, pdf, name))


def _mark(writer: PdfWriter, title: str, page: int, parent: IndirectObject | None = None) -> IndirectObject:
    """A bookmark; those inside a paper start folded."""
    return writer.add_outline_item(title=title, page_number=page, parent=parent, is_open=parent is None)


def _bind_papers(writer: PdfWriter, items: Sequence[Item]) -> None:
    """Every paper with its bookmarks: phase → 件 → further parts."""
    phase, chapter = "", None
    for item in items:
        parts = item.all_parts()
        starts = [_append(writer, part.pdf, part.title) for part in parts]
        if item.phase != phase:
            phase, chapter = item.phase, _mark(writer, item.phase, starts[0])
        entry = _mark(writer, item.title, starts[0], chapter)
        for part, start in zip(parts[1:], starts[1:], strict=True):
            _mark(writer, f"{part.role}：{part.title}", start, entry)


def _append(writer: PdfWriter, pdf: bytes, name: str) -> int:
    """Adds all pages of a PDF and returns the index of the first."""
    start = len(writer.pages)
    writer.append(opened(pdf, name), import_outline=False)
    for index in range(start, len(writer.pages)):
        _flatten_fields(writer.pages[index])
    if "/AcroForm" in writer.root_object:
        del writer.root_object["/AcroForm"]
    return start


def _flatten_fields(page: PageObject) -> None:
    """Keeps how a form field or signature looks, but not the field: a signature copied into another file is broken."""
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        if annotation.get("/Subtype") == "/Widget":
            for key in ("/FT", "/V", "/T", "/Parent", "/Lock", "/SV", "/Kids", "/AA", "/A"):
                annotation.pop(NameObject(key), None)
            annotation[NameObject("/Subtype")] = NameObject("/Stamp")


def _label(writer: PdfWriter, front: int, papers: int) -> None:
    writer.set_page_label(0, front - 1, PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(front, front + papers - 1, PageLabelStyle.DECIMAL)
    if len(writer.pages) > front + papers:
        writer.set_page_label(front + papers, len(writer.pages) - 1, prefix="备考表")


def _number(writer: PdfWriter, front: int, papers: int) -> None:
    """Prints the case's page number at the foot of each paper's page, for those who read on paper."""
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    shared = writer._add_object(font)
    before = writer._add_object(_stream(b"q\n"))
    for number in range(1, papers + 1):
        page = writer.pages[front + number - 1]
        resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
        resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()[_FONT] = shared
        content = page.get("/Contents", ArrayObject())
        old = content.get_object() if isinstance(content.get_object(), ArrayObject) else [content]
        after = writer._add_object(_stream(_numeral(page, str(number))))
        page[NameObject("/Contents")] = ArrayObject([before, *old, after])


def _stream(data: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream


def _numeral(page: PageObject, digits: str) -> bytes:
    """Content that ends the page's own state and prints the digits upright as the page is seen."""
    box = page.cropbox
    left, bottom, width, height = (float(side) for side in (box.left, box.bottom, box.width, box.height))
    turns = {
        0: (1, 0, 0, 1, left, bottom, width),
        90: (0, 1, -1, 0, left + width, bottom, height),
        180: (-1, 0, 0, -1, left + width, bottom + height, width),
        270: (0, -1, 1, 0, left, bottom + height, height),
    }
    *matrix, across = turns[page.rotation % 360]
    placed = " ".join(f"{value:g}" for value in matrix)
    x = across - _RIGHT - len(digits) * _SIZE * _DIGIT_WIDTH
    return f"\nQ q {placed} cm BT {_FONT} {_SIZE:g} Tf {x:.2f} {_FOOT:g} Td ({digits}) Tj ET Q\n".encode("ascii")


def _link_contents(writer: PdfWriter, contents: bytes, rows: Sequence[Row], front: int) -> None:
    first = front - len(opened(contents, "卷内目录").pages)
    for row, place in zip(rows, row_places(contents, rows), strict=False):
        link = Link(rect=place.box, target_page_index=front + row.first_page - 1, fit=Fit.fit())
        writer.add_annotation(first + place.page, link)


def _describe(writer: PdfWriter, title: str, author: str) -> None:
    writer.metadata = {"/Title": title, "/Subject": READING_COPY, "/Producer": "gongwen"}
    if author:
        writer.add_metadata({"/Author": author})
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    writer.page_mode = "/UseOutlines"
    preferences = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = preferences
