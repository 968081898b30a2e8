"""项目编号、合同编号: QHBF-2026-001 and QHBF-2026-001-HT01."""

from __future__ import annotations

import re

from gongwen.errors import BadInput

_PREFIX = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z][A-Z0-9]*)*")
_CODE = re.compile(rf"({_PREFIX.pattern})-((?:19|20)[0-9]{{2}})-([0-9]{{3,}})")


def case_code(prefix: str, year: int, serial: int) -> str:
    """`QHBF-2026-001`: capital letters (and digits), the year, the serial in at least three digits."""
    if not _PREFIX.fullmatch(prefix):
        raise BadInput(f"编号前缀「{prefix}」不能用，请用大写英文字母（可带数字），如 QHBF。")
    if not 1900 <= year <= 2099 or serial < 1:
        raise BadInput(f"编号「{prefix}-{year}-{serial}」的年份或序号不对：年份为四位数，序号从 1 起。")
    return f"{prefix}-{year}-{serial:03d}"


def read_case_code(text: str) -> tuple[str, int, int] | None:
    """Prefix, year and serial of a code written by `case_code`; None for any other."""
    found = _CODE.fullmatch(text)
    if not found:
        return None
    parts = (found[1], int(found[2]), int(found[3]))
    return parts if parts[2] > 0 and case_code(*parts) == text else None


def contract_number(project: str, serial: int = 1) -> str:
    """`QHBF-2026-001-HT01`: the serial-th contract (合同) of a project."""
    if serial < 1:
        raise BadInput(f"项目「{project}」的合同序号应当从 1 起，现为 {serial}。")
    return f"{project}-HT{serial:02d}"
