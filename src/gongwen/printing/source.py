"""付印稿: what a Word file must be before LibreOffice sees it; LibreOffice itself prints garbage from garbage."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import UTC, datetime
from xml.parsers import expat

from gongwen.errors import BadInput
from gongwen.printing.finishing import NO_DATE

MAIN_PART = "word/document.xml"
NEEDED_PARTS = ("[Content_Types].xml", MAIN_PART)
LARGEST_BYTES = 512 * 1024 * 1024  # unpacked; a paper has a few MB, a zip bomb has no end

_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z?</dcterms:modified>")


def check_docx(docx: bytes) -> None:
    """Refuse what is not a whole Word file (.docx): BadInput naming what is wrong with it."""
    if not docx:
        raise BadInput("付印稿是空文件，请重新生成或重新上传。")
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            _check_members(package)
            _check_xml(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
        raise BadInput("付印稿不是完好的 Word 文件（.docx），可能未传完或已损坏，请重新生成或重新上传。") from fault


def _check_members(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise BadInput("付印稿设有打开密码，请在 Word 或 WPS 中取消密码后重试。")
    if sum(member.file_size for member in members) > LARGEST_BYTES:
        raise BadInput(f"付印稿展开后超过 {LARGEST_BYTES // 1024 // 1024} MB，不像是公文，请检查其中的图片后重试。")
    missing = [part for part in NEEDED_PARTS if part not in package.namelist()]
    if missing:
        parts = "、".join(missing)
        raise BadInput(f"付印稿不是 Word 文件（.docx）：其中没有 {parts}，请用 Word 或 WPS 另存为 .docx 后重试。")
    damaged = package.testzip()
    if damaged:
        raise BadInput(f"付印稿已损坏：其中的 {damaged} 校验不符，请重新生成或重新上传。")


def _check_xml(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            try:
                expat.ParserCreate().Parse(package.read(name), True)
            except expat.ExpatError as fault:
                raise BadInput(
                    f"付印稿已损坏：其中的 {name} 第 {fault.lineno} 行不是合格的 XML，请用 Word 或 WPS 修复另存后重试。"
                ) from fault


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
