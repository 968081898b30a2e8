"""收件: files that come in from outside, taken for what their content says they are, whatever their name.

The original is kept byte for byte: it may be evidence, and what a camera noted of place and time is part of that. What
is shown on screen is a copy without such notes (`printing.upright`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from gongwen import printing, registry
from gongwen.errors import BadInput
from gongwen.office.receiving import office_files

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120


@dataclass(frozen=True)
class Kind:
    """One kind of file that may be taken: how it is called and begins, its endings, the most bytes it may have, and
    what finds out whether it is sound (a clause saying what is wrong, empty when nothing)."""

    word: str
    media_type: str
    beginning: bytes
    endings: tuple[str, ...]
    most: int
    fault: Callable[[bytes], str]


PDF = Kind(
    "PDF", "application/pdf", b"%PDF-", (".pdf",), 50 * MEGABYTE,
    lambda data: printing.pdf_fault(data),
)  # fmt: skip
JPEG = Kind(
    "JPG", "image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg"), 25 * MEGABYTE,
    lambda data: printing.picture_fault(data, "JPEG"),
)  # fmt: skip
PNG = Kind(
    "PNG", "image/png", b"\x89PNG\r\n\x1a\n", (".png",), 25 * MEGABYTE,
    lambda data: printing.picture_fault(data, "PNG"),
)  # fmt: skip
DOCX = Kind(
    "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04", (".docx",),
    25 * MEGABYTE, lambda data: office_files.fault(data, office_files.DOCX_PART),
)  # fmt: skip
XLSX = Kind(
    "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04", (".xlsx",),
    25 * MEGABYTE, lambda data: office_files.fault(data, office_files.XLSX_PART),
)  # fmt: skip
SCANS = (PDF, JPEG, PNG)
"""What a signed page, a photograph or any other evidence may come as."""
ANY = (*SCANS, DOCX, XLSX)

_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
_OLD_OFFICE = " .docx、.xlsx 或 PDF"
_ELSEWHERE = (
    (
        b"\xd0\xcf\x11\xe0",
        f"是旧格式或加了密码的 Word、Excel 文件，请在 Word、WPS 中去掉密码，另存为{_OLD_OFFICE}",
    ),
    (b"Rar!", "是压缩包，请解开后逐个上传"),
    (b"7z\xbc\xaf", "是压缩包，请解开后逐个上传"),
    (b"GIF8", "是 GIF 图片，请另存为 JPG 或 PNG"),
    (b"BM", "是 BMP 图片，请另存为 JPG 或 PNG"),
    (b"II*\x00", "是 TIFF 图片，请另存为 PDF 或 JPG"),
    (b"MM\x00*", "是 TIFF 图片，请另存为 PDF 或 JPG"),
    (b"RIFF", "是 WebP 图片或音像文件，图片请另存为 JPG 或 PNG"),
)


def keep(name: str, content: bytes, kinds: Sequence[Kind] = SCANS) -> str:
    """Put an upload into the store; its SHA-256. BadInput, in one sentence, when it is none of these kinds or unsound:
    nothing is kept then."""
    called = safe_name(name)
    kind = check(called, content, kinds)
    return registry.put(content, _with_ending(called, kind), kind.media_type).sha


def leaf(sha: str) -> printing.Leaf:
    """A kept scan or photograph as a leaf that can be shown or bound."""
    kept = registry.file(sha)
    return printing.Leaf(registry.get(sha), kept.media_type, kept.name)


def as_pdf(shas: Sequence[str]) -> bytes:
    """Kept scans and photographs as one PDF, in this order: a PDF by itself as it came, pictures brought onto pages."""
    return printing.bound([leaf(sha) for sha in shas])


def check(name: str, content: bytes, kinds: Sequence[Kind] = ANY) -> Kind:
    """The kind that the content is; BadInput when it is none of these, too large or unsound."""
    kind = _kind_of(name, content, kinds)
    if len(content) > kind.most:
        raise BadInput(
            f"「{name}」有 {len(content) / MEGABYTE:.0f} MB，{kind.word} 文件最多 {kind.most // MEGABYTE} MB，"
            f"请{_smaller(kind)}再传。"
        )
    if wrong := kind.fault(content):
        raise BadInput(f"「{name}」{wrong}后再传。")
    return kind


def safe_name(name: str) -> str:
    """The name without any folder and any sign that is not to be seen; never empty, never long."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    seen = "".join(_sign(sign) for sign in last)
    stem, dot, ending = seen.strip(" .").rpartition(".")
    if not dot:
        return (ending or "文件")[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - 10]}.{ending[:9]}"


def allowed(kinds: Sequence[Kind]) -> str:
    """The kinds in words: PDF、JPG 或 PNG."""
    words = [kind.word for kind in kinds]
    return "、".join(words[:-1]) + (" 或 " if len(words) > 1 else "") + words[-1]


def accepted(kinds: Sequence[Kind]) -> str:
    """The kinds as a file field's `accept`."""
    return ",".join(ending for kind in kinds for ending in kind.endings)


def _sign(sign: str) -> str:
    """A sign as a file's name may hold it: no control sign, one kind of blank, none that a system keeps for itself."""
    kind = unicodedata.category(sign)[0]
    return "" if kind == "C" or sign in '<>:"|?*' else " " if kind == "Z" else sign


def _smaller(kind: Kind) -> str:
    """How somebody who holds only a telephone makes it smaller."""
    return "在手机相机里把照片尺寸调小后重拍，或截屏后" if kind in (JPEG, PNG) else "压缩或分成几个文件后"


def _kind_of(name: str, content: bytes, kinds: Sequence[Kind]) -> Kind:
    """By how it begins; two kinds that begin alike are told apart by what is in them."""
    if not content:
        raise BadInput(f"「{name}」是空文件，请核对后再传。")
    alike = [kind for kind in ANY if content.startswith(kind.beginning)]
    fit = [kind for kind in alike if kind in kinds]
    if len(fit) > 1:
        fit = [kind for kind in fit if not kind.fault(content)] or _by_ending(name, fit)
    if not fit:
        raise BadInput(f"「{name}」{_why_not(content, kinds)}。")
    return fit[0]


def _by_ending(name: str, kinds: Sequence[Kind]) -> list[Kind]:
    return [kind for kind in kinds if name.lower().endswith(kind.endings)] or list(kinds)


def _why_not(content: bytes, kinds: Sequence[Kind]) -> str:
    words = allowed(kinds)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        return (
            "是 HEIC 照片，请先换成 JPG：苹果手机在“设置—相机—格式”里选“兼容性最佳”后重拍，"
            "或在相册里用“拷贝为兼容格式”、截屏后再传"
        )
    known = next((told for beginning, told in _ELSEWHERE if content.startswith(beginning)), "")
    if known.endswith(_OLD_OFFICE) and len(kinds) == 1:
        return f"{known.removesuffix(_OLD_OFFICE)} {words} 后再传"
    if known:
        return known + "后再传"
    return f"不是 {words} 文件，请另存为{f' {words} ' if len(kinds) == 1 else '其中一种'}后再上传"


def _with_ending(name: str, kind: Kind) -> str:
    """The name with an ending that fits: what is a picture is never called a program."""
    return name if name.lower().endswith(kind.endings) else f"{name}{kind.endings[0]}"
