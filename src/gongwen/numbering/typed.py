"""键入的文号: a number or code as people type it into a search box: other brackets, full-width digits, a 第, no 号."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_OPEN, _SHUT = r"[〔\[(【﹝《<「{]", r"[〕\])】﹞》>」}]"
_YEAR = r"((?:19|20)\d{2})"
_NAME = r"([\u4e00-\u9fa5A-Za-z]*?)"
_FORMS = (
    re.compile(rf"{_NAME}{_OPEN}{_YEAR}{_SHUT}(?:第?0*([1-9]\d{{0,8}})?号?)?"),
    re.compile(rf"([\u4e00-\u9fa5]+){_YEAR}[-年_/.第]*0*([1-9]\d{{0,8}})号?"),
)
_CODE = re.compile(r"([A-Z][A-Z0-9]*(?:-[A-Z][A-Z0-9]*)*)-?((?:19|20)\d{2})-?0*([1-9]\d{0,8})")


@dataclass(frozen=True)
class TypedNumber:
    """What was understood: 青卫, 2026, 67; a part that was not typed is empty."""

    code: str = ""
    year: int | None = None
    serial: int | None = None


def typed_number(text: str) -> TypedNumber | None:
    """青卫〔2026〕67号 in any brackets, also without 代字 or serial, or as 青卫2026-67; None for anything else."""
    plain = _plain(text)
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        return None
    return TypedNumber(found[1], int(found[2]), int(found[3]) if found[3] else None)


def typed_code(text: str) -> str | None:
    """QHBF-2026-001, also in small letters, without its dashes or leading noughts; None for anything else."""
    found = _CODE.fullmatch(_plain(text).upper())
    return f"{found[1]}-{found[2]}-{int(found[3]):03d}" if found else None


def _plain(text: str) -> str:
    """Full-width letters, digits and brackets as their plain ones; no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
