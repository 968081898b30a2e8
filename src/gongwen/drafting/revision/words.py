"""稿中文字: a paragraph as the characters that it says, with marks where a look, a picture or a field carries meaning.

Fonts, sizes, colours, lines and blanks are no substance. Struck-out, raised and hidden words are (10² is not 102), as
are pictures (by the hash of their bytes), footnotes, equations, links and what a field is made of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from gongwen.drafting.revision.parts import Part
from gongwen.drafting.rough.figures import symbol
from gongwen.drafting.rough.inline import SETTINGS, TEXT_PATH, branch
from gongwen.drafting.rough.styles import Styles, value

REGISTERED = {"gw:number": "发文字号", "gw:date": "成文日期", "gw:printed_on": "印发日期", "gw:copy": "份号"}
"""The controls that registration fills: their text is no substance, that they stand there is."""
REDLINE = "花脸稿"
"""How the head line of a marked-up version begins."""
COUNTED = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b", re.IGNORECASE)
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_LINK = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_SHAPES = {f"{_VML}{name}" for name in ("shape", "rect", "oval", "roundrect", "line", "polyline", "arc", "curve")}
_DRAWN = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp"
_CLOCK = {qn(f"w:{name}") for name in ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")}
_BLANK = re.compile(r"\s+")
_TWIN = re.compile(r"[0-9A-Za-z]")
OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Around what is said by a mark and not by characters: no text can hold these two, so none can pass for a mark."""
Piece = tuple[str, str]
"""A mark (empty for plain words, else 隐, 划去, 上标 …) and the text under it."""


class Words:
    """Reads the paragraphs of one part. `notes` gives a footnote's or endnote's text by kind and id."""

    def __init__(self, part: Part, styles: Styles, notes: Callable[[str, str], str] = lambda kind, id: "") -> None:
        self._part, self._styles, self._notes = part, styles, notes
        self.root = part.root
        self._fields: list[list[Any]] = []  # per open field: its code, and whether its result has begun

    def of(self, paragraph: Any, label: str = "") -> str:
        """What the paragraph says, its number (`label`) first; text boxes in it are paragraphs of their own."""
        pieces = [("", label), *self._pieces(paragraph, paragraph)]
        merged = ((mark, "".join(text for _, text in group)) for mark, group in groupby(pieces, key=lambda one: one[0]))
        return squeezed("".join(marked(f"{mark}：{text}") if mark and text.strip() else text for mark, text in merged))

    def _pieces(self, element: Any, paragraph: Any) -> Iterator[Piece]:
        for child in element:
            if child.tag == qn("w:r"):
                yield from self._run(child, paragraph)
            elif child.tag == qn("w:sdt") and (name := registered(child)):
                yield "", marked(f"{name}")
            elif child.tag in SETTINGS or child.tag in (qn("w:p"), qn("w:txbxContent")):
                continue
            elif child.tag == qn("w:fldSimple"):
                yield from self._simple_field(child, paragraph)
            elif child.tag in _DELETED:
                yield "删", "".join(text for _, text in self._pieces(child, paragraph))
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._pieces(branch(child), paragraph)
            elif child.tag == qn("w:hyperlink"):
                yield "", self._address(child)
                yield from self._pieces(child, paragraph)
            elif child.tag == qn("m:oMath"):
                yield "", _equation(child)
            elif isinstance(child.tag, str):
                yield from self._pieces(child, paragraph)

    def _run(self, run: Any, paragraph: Any) -> Iterator[Piece]:
        mark = self._mark(run, paragraph)
        for child in run:
            text = self._field(child) if child.tag in (qn("w:fldChar"), qn("w:instrText")) else self._shown(child)
            if text and not self._inside_a_counted_field():
                yield mark, text

    def _mark(self, run: Any, paragraph: Any) -> str:
        """What the look of a run says of its words."""
        if self._styles.is_hidden(run, paragraph):
            return "隐"
        for settings in self._styles.run_settings(run, paragraph):
            for name, mark in (("w:strike", "划去"), ("w:dstrike", "划去")):
                if value(settings, name) is not None and value(settings, name) not in ("0", "false", "off"):
                    return mark
            raised = value(settings, "w:vertAlign")
            if raised:
                return {"superscript": "上标", "subscript": "下标"}.get(raised, "")
        return ""

    def _shown(self, child: Any) -> str:
        """What one thing in a run says."""
        tag = child.tag
        if tag in (qn("w:t"), qn("w:delText")):
            text = "".join(child.itertext())  # a stray element inside must not hide what stands behind it
            return text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
        if tag in (qn("w:tab"), qn("w:ptab"), qn("w:br"), qn("w:cr")):
            return " "
        if tag == qn("w:noBreakHyphen"):
            return "-"
        if tag == qn("w:sym"):
            return _sign(child)
        if tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            kind = "脚注" if tag == qn("w:footnoteReference") else "尾注"
            return marked(f"{kind}：{self._notes(kind, str(child.get(qn('w:id'))))}")
        if tag == qn("w:ruby"):
            base, reading = (child.find(qn(f"w:{name}")) for name in ("rubyBase", "rt"))
            return f"{_bare(base)}{marked(f'注音：{_bare(reading)}')}"
        if tag == f"{_MC}AlternateContent":
            return self._alternatives(child)
        if tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
            return self._drawn(child)
        if tag in _CLOCK:
            return marked("自动日期")
        return "".join(marked(f"嵌入 {print_}") for print_ in self._prints(child))

    def _alternatives(self, child: Any) -> str:
        """The form that is read, and the pictures that only another form of it shows."""
        read = branch(child)
        told = "".join(self._shown(one) for one in read)
        others = [print_ for form in child if form is not read for one in form for print_ in self._prints(one)]
        return told + "".join(marked(f"图 {print_}") for print_ in others if print_ not in told)

    def _drawn(self, drawing: Any) -> str:
        """Pictures by their bytes and how they are cropped, other insertions by theirs, WordArt by its words, and
        every shape that can be seen: a white one may cover words."""
        made = []
        for one in own(drawing):
            if one.tag == TEXT_PATH:
                made.append(marked(f"艺术字：{one.get('string', '')}"))
            elif one.tag == _DRAWN:
                made.append(_shape(one))
            elif one.tag in _SHAPES:
                made.append(_old_shape(one))
            made += [marked(f"图 {print_}{_cropped(one)}") for print_ in self._prints_at(one)]
        return "".join(made)

    def _prints(self, element: Any) -> Iterator[str]:
        for one in own(element):
            yield from self._prints_at(one)

    def _prints_at(self, one: Any) -> list[str]:
        """What the relations named on an element lead to."""
        if not isinstance(one.tag, str) or one.tag.endswith("}hlinkClick"):
            return []
        return [self._part.print_of(given) for name, given in sorted(one.attrib.items()) if name.startswith(_RELATIONS)]

    def _address(self, link: Any) -> str:
        relation = link.get(f"{_RELATIONS}id")
        return marked(f"链接 {self._part.links[relation][1]}") if relation in self._part.links else ""

    def _field(self, part: Any) -> str:
        """A field's code as a mark before its result; what counts pages is only that."""
        kind = part.get(qn("w:fldCharType"))
        if part.tag == qn("w:instrText"):
            if self._fields and not self._fields[-1][1]:
                self._fields[-1][0] += part.text or ""
        elif kind == "begin":
            self._fields.append(["", False])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = True
            return "" if COUNTED.match(self._fields[-1][0]) else _code(self._fields[-1][0])
        elif kind == "end" and self._fields:
            code, begun = self._fields.pop()
            return marked("页码") if COUNTED.match(code) else "" if begun else _code(code)
        return ""

    def _inside_a_counted_field(self) -> bool:
        return any(begun and COUNTED.match(code) for code, begun in self._fields)

    def _simple_field(self, field: Any, paragraph: Any) -> Iterator[Piece]:
        code = str(field.get(qn("w:instr")))
        if COUNTED.match(code):
            yield "", marked("页码")
        else:
            yield "", _code(code)
            yield from self._pieces(field, paragraph)


def marked(what: str) -> str:
    """A mark in the text."""
    return f"{OPEN}{what}{CLOSE}"


def shown(text: str) -> str:
    """The text as a person reads it: marks in 〔〕, of a picture no more than the beginning of its hash."""
    short = re.sub(r"\b([0-9a-f]{8})[0-9a-f]{8,56}\b", r"\1", text)
    return short.replace(OPEN, "〔").replace(CLOSE, "〕")


def squeezed(text: str) -> str:
    """The text without blanks, but one between two figures or Latin letters: there it parts words and numbers.
    Characters without a look (soft hyphens, joiners) are left out."""
    plain = "".join(one for one in text if unicodedata.category(one) not in ("Cf", "Cc") or one.isspace())

    def kept(found: re.Match[str]) -> str:
        before, after = plain[: found.start()][-1:], plain[found.end() :][:1]
        return " " if _TWIN.match(before) and _TWIN.match(after) else ""

    return _BLANK.sub(kept, plain)


def registered(control: Any) -> str:
    """Which of the places that registration fills a content control is; empty for any other."""
    return REGISTERED.get(value(control, "w:sdtPr/w:tag") or "", "")


def own(element: Any) -> Iterator[Any]:
    """All that is in an element, but for text boxes, and of two forms of the same drawing the one that is read."""
    yield element
    for child in [branch(element)] if element.tag == f"{_MC}AlternateContent" else element:
        if child is not None and isinstance(child.tag, str) and child.tag != qn("w:txbxContent"):
            yield from own(child)


def _code(code: str) -> str:
    return "" if _LINK.match(code) and '"' not in code else marked(f"域 {' '.join(code.split())}")


def _bare(element: Any) -> str:
    return "" if element is None else "".join("".join(one.itertext()) for one in element.iter(qn("w:t")))


def _sign(element: Any) -> str:
    code, font = str(element.get(qn("w:char"), "")), str(element.get(qn("w:font"), ""))
    character = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else ""
    known = symbol(character, font) if character else ""
    return known if known and not "\ue000" <= known <= "\uf8ff" else marked(f"符号 {font} {code}")


def _equation(equation: Any) -> str:
    """An equation by its characters, and by its build: a fraction is not its figures in a row."""
    text = "".join(one.text or "" for one in equation.iter(qn("m:t")))
    build = " ".join(
        etree.QName(one).localname + "".join(str(one.get(qn("m:val"), ""))) for one in equation.iter() if _built(one)
    )
    return marked(f"公式 {text} {sha256(build.encode()).hexdigest()[:16]}")


def _built(one: Any) -> bool:
    return isinstance(one.tag, str) and one.tag.startswith(
        "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
    )


def _cropped(one: Any) -> str:
    """How a picture is cropped, turned and coloured: each may hide a part of it."""
    told = []
    fill = one.getparent()
    for area in fill.iter(qn("a:srcRect")) if fill is not None else ():
        told += [f"{name}={given}" for name, given in sorted(area.attrib.items()) if given != "0"]
    told += [etree.QName(effect).localname for effect in one if effect.tag != qn("a:extLst")]
    told += [f"{name}={one.get(name)}" for name in ("cropleft", "croptop", "cropright", "cropbottom") if one.get(name)]
    return " " + " ".join(told) if told else ""


def _shape(shape: Any) -> str:
    """A drawn shape with a line or a filling; one with neither is a place, not a thing seen."""
    settings = next((one for one in shape if str(one.tag).endswith("}spPr")), None)
    if settings is None:
        return ""
    fill, line = settings.find(qn("a:solidFill")), settings.find(f"{qn('a:ln')}/{qn('a:solidFill')}")
    others = any(settings.find(qn(f"a:{name}")) is not None for name in ("gradFill", "pattFill", "blipFill"))
    by_style = settings.find(qn("a:noFill")) is None and any(str(one.tag).endswith("}style") for one in shape)
    if fill is None and line is None and not others and not by_style:
        return ""
    geometry = settings.find(qn("a:prstGeom"))
    return marked(f"图形 {'' if geometry is None else geometry.get('prst')} {_colour(fill)}")


def _colour(fill: Any) -> str:
    return "" if fill is None or not len(fill) else str(fill[0].get("val", ""))


def _old_shape(shape: Any) -> str:
    plain = shape.get("filled") in ("f", "false") and shape.get("stroked") in ("f", "false")
    holds = shape.find(f"{_VML}imagedata") is not None
    return "" if plain or holds else marked(f"图形 {etree.QName(shape).localname} {shape.get('fillcolor', '')}")
