"""外来内容: what a DOCX would fetch from elsewhere, run or hide from one of its readers, found in every part of it.

The office is air-gapped, and its press reads the files of the machine that it runs on: a file that refers to a place
outside itself, by whatever part and in whatever way, has no place in it. A link to a web page is only a text.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from gongwen.drafting.word.wordml import Element

_WEB_PAGE = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\", re.IGNORECASE)
_STYLED = re.compile(r"@import|url\(\s*[\"']?(?!#|data:)", re.IGNORECASE)
_FETCHING = re.compile(
    r"\s*\\?\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON|AUTOTEXT|EMBED)\b",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(r"\s*HYPERLINK\s+(?!\\l)(\"[^\"]*\"|\S+)", re.IGNORECASE)
_ACTIVE_TYPES = ("macroenabled", "vbaproject", "vbadata", "activex", "oleobject", "ms-office.vml-signature")
_NETWORK = re.compile(r"(?!file:)[a-z][a-z0-9+.-]+:|file://[^/]|//|\\\\", re.IGNORECASE)
_EMBEDDED = {
    qn("w:altChunk"): "嵌有另一个文件的内容", qn("w:subDoc"): "引用了子文档", qn("w:object"): "嵌有别的程序的对象",
    qn("w:control"): "带有控件（ActiveX）", qn("w:contentPart"): "带有手写墨迹",
}  # fmt: skip
_VML = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")
_SVG = "{http://www.w3.org/2000/svg}"
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_READABLE = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\xd7\xcd\xc6\x9a", b"\x01\0\0\0")
_SHOWN = 60


def foreign(docx: bytes) -> tuple[str, ...]:
    """What of the file lies or leads outside it, one clause each (`引用了文件之外的内容（…），请…`); empty for a file
    that is all there. A package that cannot be opened, or a part that is no XML, is for others to tell."""
    found: list[str] = []
    for name, data in _members(docx).items():
        found += _faults_of(name, data)
    return tuple(dict.fromkeys(found))


def field_codes(root: Element) -> Iterator[str]:
    """The codes of all fields of a part, those inside others too."""
    yield from (str(one.get(qn("w:instr"))) for one in root.iter(qn("w:fldSimple")))
    opened: list[str] = []
    for one in root.iter(qn("w:fldChar"), qn("w:instrText")):
        kind = one.get(qn("w:fldCharType"))
        if kind == "begin":
            opened.append("")
        elif one.tag == qn("w:instrText") and opened:
            opened[-1] += one.text or ""
        elif kind == "end" and opened:
            yield opened.pop()
    yield from opened


def _members(docx: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {one.filename: package.read(one) for one in package.infolist() if not one.is_dir()}


def _faults_of(name: str, data: bytes) -> Iterator[str]:
    """Of one part, whatever it is called: an XML part under another name is read as XML all the same."""
    if data.startswith(_PICTURES):
        return
    plain = data.replace(b"\0", b"")  # UTF-16 is read too
    if any(mark in plain for mark in _DECLARED):
        yield f"的内部文件 {name} 带有文档类型声明，请用 Word 或 WPS 打开后另存"
        return
    encoding = _ENCODING.search(plain[:200])
    if encoding and encoding[1].lower() not in _READABLE:
        yield f"的内部文件 {name} 用了少见的编码（{encoding[1].decode()}），请用 Word 或 WPS 打开后另存"
        return
    root = _tree(data)
    if root is not None:
        yield from _relations(root, name) if name.endswith(".rels") else _content(root)


def _tree(data: bytes) -> Element | None:
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
        return None
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return None


def _relations(root: Element, name: str) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for one in root.iter("{*}Relationship"):
        kind, target = str(one.get("Type")).rpartition("/")[2], str(one.get("Target") or "")
        if kind == "hyperlink":
            if not _WEB_PAGE.match(target):
                yield _leads_away(target)
        elif kind == "attachedTemplate":  # every Word notes the one on its own disk; nobody else's reads that
            if _NETWORK.match(target):
                yield f"附有别处的模板（{target[:_SHOWN]}），请在 Word 选项“加载项—模板”中去掉"
        elif str(one.get("TargetMode")).lower() == "external" or _lies_outside(folder, target):
            yield _fetches(target)
        if kind.lower() in ("vbaproject", "wordvbadata", "control", "activexcontrolbinary"):
            yield "带有宏或控件，请另存为不带宏的 .docx"


def _lies_outside(folder: str, target: str) -> bool:
    """Whether a place given as one within the file is none."""
    within = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return bool(_ADDRESS.match(target)) or posixpath.normpath(within).startswith("..")


def _content(root: Element) -> Iterator[str]:
    for one in root.iter():
        tag = one.tag if isinstance(one.tag, str) else ""
        if tag.endswith(("}Default", "}Override")):
            yield from _typed(str(one.get("ContentType")))
        elif tag.startswith(_VML):
            yield from _drawn(one)
        elif tag.startswith(_SVG):
            yield from _vector(one)
        elif tag in _EMBEDDED:
            yield f"{_EMBEDDED[tag]}，无法核对，请改成普通的文字、表格或图片"
    for code in field_codes(root):
        if found := _FETCHING.match(code):
            yield f"有会从别处取内容的域（{found[1].upper()}），请选中后按 Ctrl+Shift+F9 变成普通文字"
        elif (found := _LEADS_TO.match(code)) and not _WEB_PAGE.match(found[1].strip('"')):
            yield _leads_away(found[1].strip('"'))


def _typed(media_type: str) -> Iterator[str]:
    if any(active in media_type.lower() for active in _ACTIVE_TYPES):
        yield "带有宏、控件或别的程序的对象，请删去，另存为不带宏的 .docx"


def _drawn(shape: Element) -> Iterator[str]:
    """Old drawings name their pictures by address too."""
    for name, target in shape.attrib.items():
        local = etree.QName(name).localname
        if (local in ("src", "althref") and target) or (local == "href" and _is_address(name, target)):
            yield _fetches(target)


def _is_address(name: Any, target: str) -> bool:
    """An `href` that is neither a relation's id nor a web page to be opened by hand."""
    return not str(name).startswith("{") and bool(target) and not _WEB_PAGE.match(target)


def _vector(drawn: Element) -> Iterator[str]:
    for name, target in drawn.attrib.items():
        local = etree.QName(name).localname
        named = local in ("href", "src") and not target.startswith(("#", "data:")) and not drawn.tag.endswith("}a")
        if named or _STYLED.search(target):
            yield _fetches(target)
    if drawn.tag.endswith("}style") and _STYLED.search("".join(drawn.itertext())):
        yield _fetches("样式")


def _fetches(target: str) -> str:
    return f"引用了文件之外的内容（{target[:_SHOWN]}），请改为插入到文稿里"


def _leads_away(target: str) -> str:
    return f"有指向本机或局域网文件的超链接（{target[:_SHOWN]}），请删去链接、保留文字"
