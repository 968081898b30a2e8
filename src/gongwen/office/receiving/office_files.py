"""办公文件: whether a DOCX or XLSX from outside is what it says: a ZIP of sound parts, not too large, without macros.

Nothing is unpacked: the list of parts says how large each would become.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

DOCX_PART, XLSX_PART = "word/document.xml", "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_MAIN_TYPES = {DOCX_PART: b"wordprocessingml.document.main+xml", XLSX_PART: b"spreadsheetml.sheet.main+xml"}
"""What the file says of its main part; with macros, or as a template, it says something else."""
MOST_PARTS = 5_000
MOST_BYTES = 300 * 1024 * 1024
"""Of all parts together, unpacked."""
MOST_OF_ONE = 150 * 1024 * 1024
STEEPEST, SMALL = 400, 1024 * 1024
"""A part that unpacks to more than so many times its size, and to more than SMALL bytes, is a bomb; XML hardly reaches
a hundredth."""
_HEAD, _FIRST = 4096, re.compile(rb"<[A-Za-z_]")
_ACTIVE = ("vbaproject.bin", "vbadata.xml", "activex")


def fault(data: bytes, part: str) -> str:
    """Why the file cannot be taken, as a clause; empty when it can. `part` is the one that makes it what it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _fault_of(packed.infolist(), part) or _mistyped(packed.read(_TYPES), part) or _declared(packed)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError, zlib.error, EOFError):
        return "打不开，可能没有传完或已损坏，请在 Word、WPS 中打开后另存"


def _fault_of(parts: list[zipfile.ZipInfo], wanted: str) -> str:
    names = [one.filename for one in parts]
    if len(parts) > MOST_PARTS or len(set(names)) != len(names) or any(_is_astray(name) for name in names):
        return "的内部结构不对，请在 Word、WPS 中打开后另存"
    if wanted not in names or _TYPES not in names:
        return "的内容与文件名不符，请在 Word、WPS 中打开后另存"
    if any(one.flag_bits & 1 for one in parts):
        return "加了密码，请去掉密码另存"
    if any(active in name.lower() for name in names for active in _ACTIVE):
        return "带有宏，请另存为不带宏的文件"
    if sum(one.file_size for one in parts) > MOST_BYTES or any(_is_bomb(one) for one in parts):
        return "展开以后太大，请删去用不着的图片和数据后另存"
    return ""


def _mistyped(types: bytes, part: str) -> str:
    if b"macroenabled" in types.lower():
        return "带有宏，请另存为不带宏的文件"
    if _MAIN_TYPES[part] not in types.replace(b"\0", b""):
        return "的内容与文件名不符，请在 Word、WPS 中打开后另存"
    return ""


def _declared(packed: zipfile.ZipFile) -> str:
    """A document type of its own stands before a part's first element: only the head is read."""
    for name in packed.namelist():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        with packed.open(name) as part:
            head = part.read(_HEAD).replace(b"\0", b"")
        if b"<!DOCTYPE" in head or (head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n") and not _FIRST.search(head)):
            return f"的内部文件 {name} 带有文档类型声明或读不出，请在 Word、WPS 中打开后另存"
    return ""


def _is_bomb(one: zipfile.ZipInfo) -> bool:
    if one.file_size > MOST_OF_ONE:
        return True
    return one.file_size > SMALL and one.file_size > STEEPEST * max(one.compress_size, 1)


def _is_astray(name: str) -> bool:
    """A part that would land outside the folder it is unpacked in."""
    return name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or ":" in name
