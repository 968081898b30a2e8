"""原稿文件: what kind of file a draft is, by its bytes and not by its name; its text or its package, or a clear no."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from gongwen.errors import BadInput

_STRICT = b"purl.oclc.org/ooxml/wordprocessingml"
_LARGEST = 200_000_000
"""Bytes unpacked: a draft with its pictures stays far below, a file made to fill the memory does not."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
          (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))  # fmt: skip
_UNTYPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ufffe\uffff]")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What `zipfile` raises over a file with changed bytes."""
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 再用"
_MEND = "请用 Word 或 WPS 修复后另存为 .docx"
_FOREIGN = (
    (b"{\\rtf", " RTF 文件", _SAVE_AS),
    (b"%PDF", " PDF 文件，取不出可靠的文字", "请用拟稿时的 Word 文件（.docx）或文本文件"),
    (b"\x89PNG", "图片", "请先录入成文字，存为 .docx 或文本文件"),
    (b"\xff\xd8\xff", "图片", "请先录入成文字，存为 .docx 或文本文件"),
    (b"GIF8", "图片", "请先录入成文字，存为 .docx 或文本文件"),
    (b"BM", "图片", "请先录入成文字，存为 .docx 或文本文件"),
    (b"II*\x00", "图片", "请先录入成文字，存为 .docx 或文本文件"),
    (b"MM\x00*", "图片", "请先录入成文字，存为 .docx 或文本文件"),
    (b"Rar!", "压缩包", "请解开以后用里面的文稿"),
    (b"7z\xbc\xaf", "压缩包", "请解开以后用里面的文稿"),
)
_WEB = re.compile(rb"\s*(<!doctype html|<html|<\?xml|<\?mso|mime-version:)", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    """A DOCX taken apart: the main part's tree, and the parts that it refers to."""

    where: str
    members: Mapping[str, bytes]
    main: str
    document: Any
    targets: Mapping[str, str] = field(default_factory=dict)

    def tree(self, kind: str) -> Any:
        """The part of this kind (styles, numbering, footnotes …) as a tree; None when there is none."""
        name = self.targets.get(f"type:{kind}", "")
        return parsed(self.members[name], self.where) if name in self.members else None

    def trees(self, kind: str) -> list[Any]:
        """Every part of a kind that there may be several of (header, footer)."""
        names = sorted({name for key, name in self.targets.items() if key.startswith(f"every:{kind}:")})
        return [parsed(self.members[name], self.where) for name in names if name in self.members]

    def target(self, relation: str) -> tuple[str, bytes] | None:
        """Name and bytes of what a relation of the main part leads to; None when it lies outside or is missing."""
        name = self.targets.get(f"id:{relation}", "")
        return (name, self.members[name]) if name in self.members else None


def read(data: bytes, where: str) -> Package | str:
    """The package of a DOCX, or the text of a text file; BadInput says what else it is and what to do."""
    if not data.strip():
        raise BadInput(f"原稿 {where} 是空文件，请核对是否存好。")
    if data.startswith(_OLE):
        raise BadInput(_compound(data, where))
    if data.startswith(b"PK"):
        return _package(data, where)
    for mark, what, advice in _FOREIGN:
        if data.startswith(mark):
            raise BadInput(f"原稿 {where} 是{what}，{advice}。")
    if where.lower().endswith((".docx", ".docm", ".dotx")):
        raise BadInput(f"原稿 {where} 已损坏，打不开，{_MEND}。")
    if _WEB.match(data):
        raise BadInput(f"原稿 {where} 是网页或 XML 格式的文件，{_SAVE_AS}。")
    return _decoded(data, where)


def parsed(data: bytes, where: str) -> Any:
    """XML as a tree, with no entities and nothing fetched; BadInput when it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                             remove_pis=True)  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"原稿 {where} 已损坏，打不开，{_MEND}。") from error


def _compound(data: bytes, where: str) -> str:
    """Old binary files, and encrypted new ones: both are the same kind of container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"原稿 {where} 设有打开密码，读不出来，请在 Word 或 WPS 中取消密码后另存。"
    if "WordDocument".encode("utf-16-le") in data or where.lower().endswith((".doc", ".wps")):
        return f"原稿 {where} 是旧格式的文档（.doc 或 .wps），{_SAVE_AS}。"
    return f"原稿 {where} 不是文字文档，请用 .docx 或文本文件。"


def _package(data: bytes, where: str) -> Package:
    members = _members(data, where)
    if "mimetype" in members and b"opendocument" in members["mimetype"]:
        raise BadInput(f"原稿 {where} 是 OpenDocument 文件（.odt），{_SAVE_AS}。")
    targets = _relations(members, "", where)
    main = targets.get("type:officeDocument", "word/document.xml")
    if main not in members:
        if "[Content_Types].xml" not in members:
            raise BadInput(f"原稿 {where} 是压缩包，不是 Word 文件，请解开以后用里面的文稿。")
        raise BadInput(f"原稿 {where} 里没有 Word 的正文（可能损坏，或是别的文件改了名），{_SAVE_AS}。")
    if _STRICT in members[main][:8192]:
        raise BadInput(f"原稿 {where} 是“严格的 Open XML”文档，请在 Word 中另存为普通的 Word 文档（.docx）。")
    document = parsed(members[main], where)
    if not str(document.tag).endswith("wordprocessingml/2006/main}document"):
        raise BadInput(f"原稿 {where} 不是 Word 文档（可能是表格或演示文稿），请用 .docx 或文本文件。")
    return Package(where, members, main, document, _relations(members, main, where))


def _members(data: bytes, where: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _LARGEST:
                raise BadInput(f"原稿 {where} 解开后超过 200 MB，请删去或压缩其中的图片再用。")
            return {one.filename.lstrip("/"): packed.read(one) for one in packed.infolist() if not one.is_dir()}
    except RuntimeError as error:  # an encrypted member
        raise BadInput(f"原稿 {where} 是加了密码的压缩包，请取消密码后再用。") from error
    except _DAMAGED as error:
        raise BadInput(f"原稿 {where} 已损坏，打不开，{_MEND}。") from error


def _relations(members: Mapping[str, bytes], part: str, where: str) -> dict[str, str]:
    """Relations of a part: `id:rId1`, `type:styles` (the first of its kind) and `every:header:rId7` → member name."""
    folder, name = posixpath.split(part)
    source = members.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    made: dict[str, str] = {}
    for one in parsed(source, where) if source else ():
        if one.get("TargetMode") == "External" or not one.get("Target"):
            continue
        target = one.get("Target")
        found = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        kind = str(one.get("Type")).rpartition("/")[2]
        made[f"id:{one.get('Id')}"] = made[f"every:{kind}:{one.get('Id')}"] = found
        made.setdefault(f"type:{kind}", found)
    return made


def _decoded(data: bytes, where: str) -> str:
    """Text by its mark, else UTF-8, else UTF-16 without a mark, else GB18030; BadInput when it reads as none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_tried(data, encoding), where)
    if b"\x00" in data:
        ways = ("utf-16-le", "utf-16-be")
        texts = [text for text in (_tried(data, way) for way in ways) if text and not _UNTYPED.search(text)]
        return _checked(max(texts, key=_chinese, default=None), where)
    text = _tried(data, "utf-8")
    return _checked(_tried(data, "gb18030") if text is None else text, where)


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _chinese(text: str) -> int:
    return sum("\u4e00" <= character <= "\u9fff" or character in "\n，。、" for character in text)


def _checked(text: str | None, where: str) -> str:
    if text is None or _UNTYPED.search(text):
        raise BadInput(f"原稿 {where} 不是能读的文本，请用 Word 文件（.docx），或另存为 UTF-8 编码的文本文件。")
    return text
