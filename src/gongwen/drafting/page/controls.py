"""内容控件: the places of a DOCX that registration fills in (gw:number, gw:date …), found by tag wherever they are.

An editor may split a control's text into several runs, nest controls or turn one into whole paragraphs; all of that is
read and filled. Filling rewrites the main part only: every other part keeps its bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from gongwen.drafting.page import placing
from gongwen.drafting.text.title import broken
from gongwen.drafting.word import wordml
from gongwen.drafting.word.wordml import Element, element
from gongwen.errors import BadInput

NAMES = {
    "gw:number": "发文字号",
    "gw:date": "成文日期",
    "gw:title": "标题",
    "gw:recipients": "主送机关",
    "gw:printed_on": "印发日期",
    "gw:copy": "份号",
}
_IDS = {tag: 7_260_001 + i for i, tag in enumerate(NAMES)}
_OFFICE_DOCUMENT = "/officeDocument"


def control(tag: str, *runs: Element) -> Element:
    """A content control inside a paragraph."""
    properties = element(
        "w:sdtPr",
        element("w:alias", val=NAMES[tag]),
        element("w:tag", val=tag),
        element("w:id", val=_IDS[tag]),
    )
    return element("w:sdt", properties, element("w:sdtContent", *runs))


def controls(docx: bytes) -> dict[str, str]:
    """The text of every control of ours by tag; breaks inside a title are left out, it is one line of text."""
    root = _Package(docx).root
    return {tag: _read(sdt) for tag, sdt in _first(root).items()}


def control_texts(docx: bytes) -> dict[str, tuple[str, ...]]:
    """The texts of all controls of ours by tag, blanks left out: an editor may have made two of one."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, sdt in _ours(_Package(docx).root):
        found[tag] = (*found.get(tag, ()), "".join(_read(sdt).split()))
    return found


def text_without_controls(docx: bytes) -> str:
    """All text of the main part with our controls emptied, one paragraph a line: what was signed."""
    root = _Package(docx).root
    for _, sdt in _ours(root):
        sdt.getparent().remove(sdt)
    return "\n".join(wordml.text_of(paragraph) for paragraph in _paragraphs(root))


def fill(docx: bytes, values: Mapping[str, str]) -> bytes:
    """Put texts into controls by tag, in place. A name over its date is centred on the new date.

    BadInput when the file lacks one of the controls: it then was taken out while editing.
    """
    package = _Package(docx)
    found = _first(package.root)
    missing = [tag for tag in values if tag not in found]
    if missing:
        names = "、".join(f"{NAMES.get(tag, '')}（{tag}）" for tag in missing)
        raise BadInput(f"文件中缺少内容控件：{names}；编辑时被删去了，请从上一稿复制回来或重新起草后再登记。")
    for tag, text in values.items():
        shown = "\n".join(broken(wordml.clean(text))) if tag == "gw:title" else text
        for sdt in _outermost(package.root, tag):
            _write(sdt, shown)
    if "gw:date" in values:
        placing.follow_date(found["gw:date"])
    return package.saved()


class _Package:
    """A DOCX of which only the main part is opened."""

    def __init__(self, docx: bytes) -> None:
        self._docx = docx
        try:
            with zipfile.ZipFile(io.BytesIO(docx)) as package:
                self._name = _main_part(package)
                self.root: Element = parse_xml(package.read(self._name))
        except (zipfile.BadZipFile, LookupError, struct.error, etree.XMLSyntaxError) as error:
            raise BadInput("这不是完好的 Word 文件（.docx），请用 Word 或 WPS 打开后另存为 .docx。") from error

    def saved(self) -> bytes:
        main = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.infolist():
                new.writestr(member, main if member.filename == self._name else old.read(member))
        return out.getvalue()


def _main_part(package: zipfile.ZipFile) -> str:
    relations = etree.fromstring(package.read("_rels/.rels"))
    for one in relations:
        if one.get("Type", "").endswith(_OFFICE_DOCUMENT):
            return one.get("Target", "").lstrip("/")
    raise KeyError("officeDocument")


def _ours(root: Element) -> Iterator[tuple[str, Element]]:
    for sdt in list(root.iter(qn("w:sdt"))):
        tag = sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None and tag.get(qn("w:val")) in NAMES:
            yield tag.get(qn("w:val")), sdt


def _first(root: Element) -> dict[str, Element]:
    """The first control of each tag; of nested ones the outermost."""
    found: dict[str, Element] = {}
    for tag, sdt in _ours(root):
        found.setdefault(tag, sdt)
    return found


def _outermost(root: Element, tag: str) -> list[Element]:
    """The controls of a tag that stand in no other of the same tag."""
    found = [sdt for name, sdt in _ours(root) if name == tag]
    return [sdt for sdt in found if not any(one in found for one in sdt.iterancestors(qn("w:sdt")))]


def _paragraphs(root: Element) -> Iterator[Element]:
    """Paragraphs in order, also of a control at block level; those of fallback drawings are not read twice."""
    for paragraph in root.iter(qn("w:p")):
        if not any(True for _ in paragraph.iterancestors(_FALLBACK)):
            yield paragraph


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _read(sdt: Element) -> str:
    return wordml.text_of(sdt).replace("\n", "")


def _write(sdt: Element, text: str) -> None:
    """The first text of the control becomes `text`, the others vanish; its first run's look is kept."""
    content = sdt.find(qn("w:sdtContent"))
    if content is None:
        content = element("w:sdtContent")
        sdt.append(content)
    runs = [run for run in content.iter(qn("w:r")) if not any(True for _ in run.iterancestors(_FALLBACK))]
    properties = runs[0].find(qn("w:rPr")) if runs else None
    fresh = wordml.text_run(text)
    if properties is not None:
        fresh.replace(fresh.find(qn("w:rPr")), properties)
    _place(content, runs, fresh)
    _shown(sdt)


def _place(content: Element, runs: list[Element], fresh: Element) -> None:
    """Put the fresh run where the first text stood and take the old ones out."""
    if runs:
        runs[0].addprevious(fresh)
    else:
        paragraph = next(content.iter(qn("w:p")), None)
        (content if paragraph is None else paragraph).append(fresh)
    for run in runs:
        run.getparent().remove(run)


def _shown(sdt: Element) -> None:
    """Word shows grey placeholder text as such until this mark is gone."""
    for mark in list(sdt.iter(qn("w:showingPlcHdr"))):
        mark.getparent().remove(mark)
