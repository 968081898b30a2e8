"""付印稿: what a Word file must be before LibreOffice sees it; LibreOffice itself prints garbage from garbage."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from xml.parsers import expat

from gongwen.errors import BadInput
from gongwen.printing.finishing import NO_DATE

MAIN_PART = "word/document.xml"
NEEDED_PARTS = ("[Content_Types].xml", MAIN_PART)
LARGEST_BYTES = 512 * 1024 * 1024  # unpacked; a paper has a few MB, a zip bomb has no end
LOCKED = "付印稿设有打开密码，请在 Word 或 WPS 中取消密码后重试。"

# How files begin that people take for .docx: a container of Microsoft's older kind, PDF, RTF.
COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
OTHER_KINDS = (
    (b"%PDF-", "付印稿是 PDF 文件，不是 Word 文件（.docx）；已经是 PDF 的不用再排版，如要修改请用原来的 Word 文件。"),
    (b"{\\rtf", "付印稿是 RTF 文件，不是 Word 文件（.docx），请用 Word 或 WPS 另存为 .docx 后重试。"),
)
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")  # the one stream that holds a locked .docx
_OLD_WORD_PART = "WordDocument".encode("utf-16-le")

_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z?</dcterms:modified>")


def check_docx(docx: bytes) -> None:
    """Refuse what is not a whole Word file (.docx): BadInput naming what is wrong with it."""
    if not docx:
        raise BadInput("付印稿是空文件，请重新生成或重新上传。")
    _check_kind(docx)
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            _check_members(package)
            _check_content(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, IndexError) as fault:
        raise BadInput("付印稿不是完好的 Word 文件（.docx），可能未传完或已损坏，请重新生成或重新上传。") from fault


def _check_kind(docx: bytes) -> None:
    """Name the kind of a file that is something else: a locked .docx is no zip, and "damaged" would be no help."""
    if docx.startswith(COMPOUND_FILE):
        if _ENCRYPTED_PART in docx:
            raise BadInput(LOCKED)
        kind = "旧格式的 Word 文件（.doc、.wps）" if _OLD_WORD_PART in docx else "别的程序的文件"
        raise BadInput(f"付印稿是{kind}，不是 .docx，请用 Word 或 WPS 打开并另存为 .docx 后重试。")
    for beginning, sentence in OTHER_KINDS:
        if docx.startswith(beginning):
            raise BadInput(sentence)


def _check_members(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise BadInput(LOCKED)
    if sum(member.file_size for member in members) > LARGEST_BYTES:
        raise BadInput(f"付印稿展开后超过 {LARGEST_BYTES // 1024 // 1024} MB，不像是公文，请检查其中的图片后重试。")
    missing = [part for part in NEEDED_PARTS if part not in package.namelist()]
    if missing:
        parts = "、".join(missing)
        raise BadInput(f"付印稿不是 Word 文件（.docx）：其中没有 {parts}，请用 Word 或 WPS 另存为 .docx 后重试。")


def _check_content(package: zipfile.ZipFile) -> None:
    """Read every member once: its checksum, and of XML that it is well formed."""
    for name in package.namelist():
        try:
            content = package.read(name)
        except zipfile.BadZipFile as fault:
            raise BadInput(f"付印稿已损坏：其中的 {name} 校验不符，请重新生成或重新上传。") from fault
        if name.endswith((".xml", ".rels")):
            _check_xml(name, content)


def _check_xml(name: str, content: bytes) -> None:
    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = _refuse_declared(name)
    try:
        reader.Parse(content, True)
    except expat.ExpatError as fault:
        raise BadInput(
            f"付印稿已损坏：其中的 {name} 第 {fault.lineno} 行不是合格的 XML，请用 Word 或 WPS 修复另存后重试。"
        ) from fault
    except (ValueError, LookupError) as fault:  # an encoding that nobody writes
        raise BadInput(f"付印稿的 {name} 用了读不出的编码，请用 Word 或 WPS 打开后另存再试。") from fault


def _refuse_declared(name: str) -> Callable[..., None]:
    """Refuses a part that declares entities of its own: a few lines of them become gigabytes, or another file."""

    def refuse(*declared: object) -> None:
        raise BadInput(f"付印稿的 {name} 带有文档类型声明，Word 不会这样写，请用 Word 或 WPS 打开后另存再试。")

    return refuse


def last_modified(docx: bytes) -> datetime:
    """When the Word file says it was last changed; a fixed date when it does not say."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        if "docProps/core.xml" not in package.namelist():
            return NO_DATE
        found = _MODIFIED.search(package.read("docProps/core.xml"))
    if not found:
        return NO_DATE
    try:
        return datetime.fromisoformat(found[1].decode()).replace(tzinfo=UTC)
    except ValueError:
        return NO_DATE
