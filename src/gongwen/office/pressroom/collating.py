"""文字核对: what was drafted is what is printed, to the last character and picture."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from gongwen import drafting
from gongwen.document.findings import Finding
from gongwen.document.sheet import Measured

_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")  # radicals, compatibility ideographs, ligatures


def lost(docx: bytes, measured: Measured) -> tuple[Finding, ...]:
    """An error when characters or pictures of the DOCX do not stand on any page; what was drafted must be printed."""
    return (*_lost_text(docx, measured), *_lost_pictures(docx, measured))


def _lost_pictures(docx: bytes, measured: Measured) -> tuple[Finding, ...]:
    """Fewer pictures on the pages than in the text: LibreOffice drops one that fits nowhere."""
    wanted, found = drafting.pictures_in(docx), sum(len(sheet.pictures) for sheet in measured.sheets)
    if found >= wanted:
        return ()
    return (
        _missing(
            "picture.lost",
            f"文稿有 {wanted} 幅插图，排出的版面只有 {found} 幅，请缩小插图（width_mm）或调整位置后重新排版。",
            f"{found} 幅",
            f"{wanted} 幅",
        ),
    )


def _lost_text(docx: bytes, measured: Measured) -> tuple[Finding, ...]:
    wanted = Counter(_characters(drafting.text_of(docx)))
    wanted.subtract(_characters(line.text for sheet in measured.sheets for line in sheet.lines))
    missing = "".join(character * count for character, count in wanted.items() if count > 0)
    if not missing:
        return ()
    return (
        _missing(
            "text.lost",
            f"排出的版面少了 {len(missing)} 个字符「{missing[:20]}」，请核对原稿，换字或调整后重新排版。",
            f"缺 {missing[:20]}",
            "与文稿一致",
        ),
    )


def _missing(rule: str, message: str, found: str, wanted: str) -> Finding:
    """What was drafted and did not come out: an error, as the print must be the text that was signed."""
    clause = "党政机关公文处理工作条例 第二十五条"
    return Finding(
        rule=rule, clause=clause, strength="规定", severity="error", message=message, found=found, wanted=wanted
    )


def _characters(text: Iterable[str]) -> Iterator[str]:
    """Printing characters; a ligature or a compatibility form that a font brings in counts as what it stands for."""
    for character in "".join(text):
        for plain in unicodedata.normalize("NFKC", character) if _FORMS.match(character) else character:
            if not plain.isspace() and unicodedata.category(plain) not in ("Cc", "Cf", "Mn"):
                yield plain
