"""文号系列: one counter per 代字 and year, from 1 (条例 9(5); never reusing a serial is practice, 实务)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby

from gongwen.document.findings import Finding
from gongwen.document.reference import Reference
from gongwen.errors import BadInput

_CLAUSE = "《党政机关公文处理工作条例》第九条（五）"


GENERAL, ORDER = "文件", "命令"
_FORM_OF_LAYOUT = {"文件": GENERAL, "信函": "函", "命令": ORDER, "纪要": "纪要"}
FORMS = tuple(_FORM_OF_LAYOUT.values())
"""The words under which an organ may have a 代字 of its own."""

_PRINTED = {ORDER: "第{}号", "纪要": "第{}期"}


def form_of(kind: str, layout: str) -> str:
    """Under which word of an organ's codes a paper counts: 函, 命令 and 纪要 by their 文种 or format, all else 文件."""
    return kind if kind in _FORM_OF_LAYOUT.values() else _FORM_OF_LAYOUT.get(layout, GENERAL)


def series(codes: Mapping[str, str], form: str, organ: str = "") -> str:
    """The 代字 that an organ's papers of this form bear (函 → 青卫函); BadInput lists the forms that have one.

    A form without its own one counts among the 文件; an order never does, for 令号 counts apart (GB/T 9704—2012 10.2).
    """
    code = codes.get(form, "") or (codes.get(GENERAL, "") if form != ORDER else "")
    if code:
        return code
    known = "、".join(f"{name}（{value}）" for name, value in codes.items()) or "一个也没有"
    raise BadInput(f"{organ or '发文机关'}没有登记「{form}」的机关代字，已登记的：{known}；请先登记代字再编号。")


def printed(reference: Reference, codes: Mapping[str, str], form: str) -> str:
    """The number as it stands on the paper; orders and minutes that count apart bear only 第3号, 第3期 (10.2; 实务)."""
    counted_apart = codes.get(form, "") == reference.code
    return _PRINTED[form].format(reference.serial) if counted_apart and form in _PRINTED else str(reference)


def next_serial(used: Iterable[int]) -> int:
    """One more than the highest taken: a serial once taken is never given again, even when its paper was voided."""
    return max(used, default=0) + 1


def continuity(references: Iterable[Reference]) -> tuple[Finding, ...]:
    """Gaps and doubles of every series among the references, by 代字, year and serial."""
    ordered = sorted(references)
    found: list[Finding] = []
    for (code, year), group in groupby(ordered, key=lambda reference: (reference.code, reference.year)):
        found += _faults(code, year, Counter(reference.serial for reference in group))
    return tuple(found)


def _faults(code: str, year: int, serials: Counter[int]) -> Iterable[Finding]:
    for serial, times in sorted(serials.items()):
        if times > 1:
            yield _double(Reference(code, year, serial), times)
    for first, last in _gaps(sorted(serials)):
        yield _gap(Reference(code, year, first), Reference(code, year, last))


def _gaps(serials: list[int]) -> Iterable[tuple[int, int]]:
    """First and last serial of every stretch that is missing below the highest."""
    for before, after in zip([0, *serials], serials, strict=False):
        if after - before > 1:
            yield before + 1, after - 1


def _double(reference: Reference, times: int) -> Finding:
    return Finding(
        rule="numbering.double",
        clause=_CLAUSE,
        strength="规定",
        severity="error",
        where="编号登记",
        found=f"{reference}，{times} 次",
        wanted="一个文号只用于一份公文",
        message=f"文号{reference}被用了 {times} 次，请核对是哪一份公文，另一份重新编号。",
    )


def _gap(first: Reference, last: Reference) -> Finding:
    missing = str(first) if first == last else f"{first}至{last.serial}号"
    return Finding(
        rule="numbering.gap",
        clause=_CLAUSE,
        strength="实务",
        severity="warning",
        where="编号登记",
        found=f"缺{missing}",
        wanted="同一代字、同一年份从 1 号起连续编号",
        message=f"文号不连续，缺{missing}，请查明去向；作废的应当留有作废记录。",
    )
