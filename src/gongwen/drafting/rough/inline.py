"""原稿字词: a draft's paragraph as text, breaks, pictures and boxes, with tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from docx.oxml.ns import qn

from gongwen.document.lengths import Length
from gongwen.document.model import Image
from gongwen.drafting.rough.fields import Verdicts
from gongwen.drafting.rough.figures import symbol
from gongwen.drafting.rough.file import Package
from gongwen.drafting.rough.pictures import picture
from gongwen.drafting.rough.styles import value
from gongwen.drafting.rough.values import Note, squeezed

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CODE = re.compile("[0-9A-Fa-f]{1,5}")
TEXT_PATH = f"{_VML}textpath"
GONE = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom"))
"""What accepting tracked changes takes away."""
SETTINGS = frozenset(qn(f"w:{name}") for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr"))


class Break(Enum):
    """Where a line or a page ends inside a paragraph."""

    LINE = 1
    PAGE = 2


@dataclass(frozen=True)
class Box:
    """Text beside the paragraph's own: a text box, or the words of WordArt."""

    element: Any


Token = str | Break | Box | Image | Note


def branch(alternatives: Any) -> Any:
    """The one of several forms of the same thing to read: the newest, unless only the older one holds anything."""
    choice, fallback = alternatives.find(f"{_MC}Choice"), alternatives.find(f"{_MC}Fallback")
    if choice is None or fallback is None:
        return fallback if choice is None else choice
    return choice if _holds_anything(choice) or not _holds_anything(fallback) else fallback


def _holds_anything(element: Any) -> bool:
    wanted = (qn("w:t"), qn("m:t"), qn("a:blip"), f"{_VML}imagedata", _CHART, _DIAGRAM, TEXT_PATH)
    return next(element.iter(*wanted), None) is not None


class Inline:
    """Reads paragraphs of one package. `notes_text` gives the text of a footnote or endnote by kind and id."""

    def __init__(self, package: Package, verdicts: Verdicts, notes_text: Callable[[str, str], str]) -> None:
        self._package = package
        self._verdicts = verdicts
        self._notes_text = notes_text
        self._readers: dict[str, Callable[[Any], Iterator[Token]]] = {
            qn("w:r"): self._run,
            qn("w:t"): lambda one: iter([_text(one)]),
            qn("m:t"): lambda one: iter([one.text or ""]),
            qn("w:sym"): lambda one: iter([_sign(one)]),
            qn("w:tab"): lambda one: iter(["\t"]),
            qn("w:ptab"): lambda one: iter(["\t"]),
            qn("w:noBreakHyphen"): lambda one: iter(["-"]),
            qn("w:br"): lambda one: iter([Break.PAGE if one.get(qn("w:type")) == "page" else Break.LINE]),
            qn("w:cr"): lambda one: iter([Break.LINE]),
            qn("w:fldChar"): lambda one: iter([verdicts.shown.get(one, "")]),
            qn("w:ruby"): self._ruby,
            qn("w:footnoteReference"): lambda one: self._note_text("footnote", one),
            qn("w:endnoteReference"): lambda one: self._note_text("endnote", one),
            qn("w:txbxContent"): lambda one: iter([Box(one)]),
            TEXT_PATH: lambda one: iter([Box(one)] if one.get("string") else []),
            qn("m:oMath"): self._equation,
            qn("a:blip"): lambda one: iter([picture(package, one.get(qn("r:embed")), _width(one))]),
            f"{_VML}imagedata": lambda one: iter([picture(package, one.get(qn("r:id")), None)]),
            qn("w:object"): self._object,
            _CHART: lambda one: iter([Note("图表")]),
            _DIAGRAM: lambda one: iter([Note("图表")]),
            f"{_MC}AlternateContent": lambda one: self.tokens(branch(one)),
        }

    def tokens(self, element: Any) -> Iterator[Token]:
        """What is in the element, one after the other; whatever is only a wrapper is looked through."""
        for child in () if element is None else element:
            if child.tag in self._readers:
                yield from self._readers[child.tag](child)
            elif child.tag not in GONE and child.tag not in SETTINGS:
                yield from self.tokens(child)

    def _run(self, run: Any) -> Iterator[Token]:
        reason = self._verdicts.left_out.get(run)
        if not reason:
            yield from self.tokens(run)
            return
        for token in self.tokens(run):
            if isinstance(token, str) and squeezed(token):
                yield Note(reason, squeezed(token))
            elif isinstance(token, Break | Box | Note):
                yield token

    def _ruby(self, ruby: Any) -> Iterator[Token]:
        """Characters, and their reading in brackets behind them."""
        yield from self.tokens(ruby.find(qn("w:rubyBase")))
        yield "（"
        yield from self.tokens(ruby.find(qn("w:rt")))
        yield "）"
        yield Note("注音")

    def _note_text(self, kind: str, reference: Any) -> Iterator[Token]:
        text = self._notes_text(kind, str(reference.get(qn("w:id"))))
        if text:
            yield f"（注：{text}）"
            yield Note("脚注")

    def _equation(self, equation: Any) -> Iterator[Token]:
        yield from self.tokens(equation)
        yield Note("公式")

    def _object(self, element: Any) -> Iterator[Token]:
        """An embedded file: only its text boxes, if any, are text; its preview is no picture of the draft."""
        yield Note("嵌入对象")
        yield from (Box(one) for one in element.iter(qn("w:txbxContent")))


def _text(element: Any) -> str:
    """A piece of text; signs of the symbol fonts become characters of their own."""
    text = element.text or ""
    if any("\ue000" <= one <= "\uf8ff" for one in text):
        fonts = element.getparent().find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        name = "" if fonts is None else str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")
        return "".join(symbol(one, name) for one in text)
    return text


def _sign(element: Any) -> str:
    """`w:sym`: a character by its code in a font."""
    code = str(element.get(qn("w:char"), ""))
    font = str(element.get(qn("w:font"), ""))
    return symbol(chr(int(code, 16)), font) if _CODE.fullmatch(code) else ""


def _width(blip: Any) -> Length | None:
    """How wide the draft shows the picture; of one in a group it is not known."""
    for above in blip.iterancestors(qn("wp:inline"), qn("wp:anchor")):
        pictures = sum(1 for _ in above.iter(qn("a:blip")))
        across = above.find(qn("wp:extent")).get("cx", "") if above.find(qn("wp:extent")) is not None else ""
        return Length(int(across)) if pictures == 1 and across.isdigit() and int(across) > 0 else None
    return None


def mark_is_gone(paragraph: Any) -> bool:
    """Whether the end of the paragraph is deleted or moved away, so that it runs on into the next."""
    settings = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return settings is not None and any(value(settings, name) is not None for name in ("w:del", "w:moveFrom"))
