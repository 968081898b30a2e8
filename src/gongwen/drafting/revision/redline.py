"""花脸稿: the later version with everything that was added, deleted or changed since the former marked in its place.

Head line, body, tables, text boxes, notes, heads and feet; at the end a list of all changes, so that what no mark can
show (a picture cut, cells merged) is told too.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from gongwen.drafting.revision.changes import Change
from gongwen.drafting.revision.contents import opened
from gongwen.drafting.revision.marking import ADDED, DELETED, Marker
from gongwen.drafting.revision.pairing import pairs, similar
from gongwen.drafting.revision.parts import Part, parts
from gongwen.drafting.revision.words import REDLINE, Words, own, registered, shown
from gongwen.drafting.rough.file import Package
from gongwen.drafting.rough.inline import branch
from gongwen.drafting.rough.styles import Styles
from gongwen.drafting.word import package
from gongwen.drafting.word.wordml import Element, element, text_run

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NEVER = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:sectPr"))
_BUILT = re.compile("〔(?:表|行|格|段|框)[^〕]*〕")
_SIZE = 18
"""Half points of the head line and the list."""


@dataclass(frozen=True)
class Sides:
    """A part of the file as the former and the later version have it, read alike."""

    old: Words
    new: Words
    marker: Marker


def redline(before: bytes, after: bytes, head: str, changed: Sequence[Change], marker: Marker) -> bytes:
    """The later DOCX with the changes marked; `head` says what is compared, `changed` is listed at the end."""
    former, later = opened(before), opened(after)
    done = {}
    for old, new in _sides(former, later):
        sides = Sides(Words(old, _styles(former)), Words(new, _styles(later)), marker)
        for former_root, later_root in _roots(old, new):
            _mark(former_root, later_root, sides)
        if new.name == later.main:
            _list(new.root.find(qn("w:body")), changed)
        done[new.name] = etree.tostring(new.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _headed(_packed(after, done), head)


def _sides(former: Package, later: Package) -> list[tuple[Part, Part]]:
    """The parts that stand for each other."""
    made = [(Part(former, former.main), Part(later, later.main))]
    for kind in ("header", "footer", "footnotes", "endnotes"):
        made += zip(parts(former, kind), parts(later, kind), strict=False)
    return made


def _roots(old: Part, new: Part) -> list[tuple[Any, Any]]:
    body = old.root.find(qn("w:body")), new.root.find(qn("w:body"))
    if body[0] is not None and body[1] is not None:
        return [body]
    notes = [root.findall(qn("w:footnote")) + root.findall(qn("w:endnote")) for root in (old.root, new.root)]
    return list(zip(*notes, strict=False)) if notes[1] else [(old.root, new.root)]


def _styles(one: Package) -> Styles:
    return Styles(one.tree("styles"))


def _mark(old: Any, new: Any, sides: Sides) -> None:
    """Paragraphs and tables under one element against those under another."""
    last = None
    for former, later in pairs(_blocks(old), _blocks(new), lambda one: _key(one, sides), _alike(sides)):
        if later is None:
            last = _gone(former, last, new, sides)
            continue
        if former is None:
            _whole(later, ADDED, sides.marker)
        elif later.tag == qn("w:tbl"):
            _rows(former, later, sides)
        else:
            _paragraph(former, later, sides)
        last = later


def _paragraph(old: Any, new: Any, sides: Sides) -> None:
    for former, later in zip(_boxes(old), _boxes(new), strict=False):
        _mark(former, later, sides)
    if sides.old.of(old) != sides.new.of(new):
        sides.marker.changed(old, new)


def _rows(old: Any, new: Any, sides: Sides) -> None:
    """The rows of two tables; a row's cells against each other by their place."""
    last = None
    for former, later in pairs(old.findall(qn("w:tr")), new.findall(qn("w:tr")), lambda one: _key(one, sides)):
        if later is None:
            fresh = _carried(former)
            sides.marker.row(fresh, DELETED)
            last = _after(fresh, last, new, new.find(qn("w:tr")))
            continue
        if former is None:
            sides.marker.row(later, ADDED)
        else:
            for one, other in zip(former.findall(qn("w:tc")), later.findall(qn("w:tc")), strict=False):
                _mark(one, other, sides)
        last = later


def _gone(former: Any, last: Any, parent: Any, sides: Sides) -> Any:
    """A block of the former version put back, marked as deleted; the last block then."""
    if not _key(former, sides).strip():
        return last
    fresh = _carried(former)
    _whole(fresh, DELETED, sides.marker)
    blocks = _blocks(parent)
    return _after(fresh, last, parent, blocks[0] if blocks else None)


def _after(fresh: Any, last: Any, parent: Any, first: Any) -> Any:
    if last is not None:
        last.addnext(fresh)
    elif first is not None:
        first.addprevious(fresh)
    else:
        parent.append(fresh)
    return fresh


def _whole(block: Any, kind: str, marker: Marker) -> None:
    if block.tag == qn("w:tbl"):
        for row in block.iter(qn("w:tr")):
            marker.row(row, kind)
    else:
        marker.whole(block, kind)


def _carried(block: Any) -> Any:
    """A copy for the other file, without what binds it to its own."""
    fresh = deepcopy(block)
    for one in list(fresh.iter(*_NEVER)):
        one.getparent().remove(one)
    for control in list(fresh.iter(qn("w:sdt"))):
        content = control.find(qn("w:sdtContent"))
        for child in list(content) if content is not None else []:
            control.addprevious(child)
        control.getparent().remove(control)
    return fresh


def _blocks(element_: Any) -> list[Any]:
    """The paragraphs and tables right under an element, whatever wraps them; places of registration left out."""
    made = []
    for child in element_:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            made.append(child)
        elif child.tag == f"{_MC}AlternateContent":
            made += _blocks(branch(child))
        elif isinstance(child.tag, str) and child.tag not in _NEVER and not registered(child):
            made += _blocks(child)
    return made


def _boxes(paragraph: Any) -> list[Any]:
    return [box for one in own(paragraph) for box in one.findall(qn("w:txbxContent"))]


def _key(one: Any, sides: Sides) -> str:
    """What a block or row says, whichever of the two files it is of: pictures count by being there."""
    words = sides.new if one.getroottree().getroot() is sides.new.root else sides.old
    return "".join(words.of(found) for found in ([one] if one.tag == qn("w:p") else one.iter(qn("w:p"))))


def _alike(sides: Sides):  # type: ignore[no-untyped-def]
    """Tables go with tables; paragraphs that are not empty with those of similar text."""

    def judge(old: Any, new: Any) -> bool:
        if old.tag != new.tag:
            return False
        return old.tag == qn("w:tbl") or similar(_key(old, sides), _key(new, sides))

    return judge


def _list(body: Any, changed: Sequence[Change]) -> None:
    """Every change in words, on a page of its own behind the paper."""
    lines = [f"改动清单（共{len(changed)}处）", *(f"{at}.{told(one)}" for at, one in enumerate(changed, 1))]
    end = body.find(qn("w:sectPr"))
    for at, line in enumerate(lines):
        paragraph = _line(line, new_page=at == 0)
        body.append(paragraph) if end is None else end.addprevious(paragraph)


def told(change: Change) -> str:
    """A change as a line: where it stands, what it was and what it is."""
    before, after = readable(change.before), readable(change.after)
    what = f"「{before}」改为「{after}」" if before and after else f"{change.kind}「{before or after}」"
    return f"{change.place}：{what}" + (f"（{change.protected}）" if change.protected else "")


def readable(text: str) -> str:
    """A changed stretch in one line: a stroke between cells and rows, marks in 〔〕."""
    return _BUILT.sub("｜", shown(text)).strip().replace("\n", "／").replace("／｜", "｜").rstrip("／")


def _line(text: str, *, new_page: bool = False) -> Element:
    run = text_run(text)
    look = run.find(qn("w:rPr"))
    look.append(element("w:sz", val=_SIZE))
    settings = element("w:pPr")
    if new_page:
        settings.append(element("w:pageBreakBefore"))
    return element("w:p", settings, run)


def _packed(docx: bytes, done: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, done.get(member.filename.lstrip("/"), old.read(member)))
    return out.getvalue()


def _headed(docx: bytes, head: str) -> bytes:
    """The line that says what is compared, at the top of every page."""
    document = package.opened(docx, "花脸稿")
    for section in document.sections:
        heads = [section.header]
        heads += [section.first_page_header] if section.different_first_page_header_footer else []
        heads += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        for one in heads:
            one.is_linked_to_previous = False
            one._element.insert(0, _line(f"{REDLINE}：{head}"))
    return package.saved(document)
