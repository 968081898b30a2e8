"""外来文稿: what `gongwen proof` says of papers made by other tools, kept as a clerk reads it.

After a wanted change: `REFRESH_SAMPLES=1 make test ARGS=tests/planted/test_foreign.py`; read the diff first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import printing
from gongwen.office.pressroom.checking import Proofed, proof_file
from planted import foreign
from planted.planting import MACHINE

KEPT = Path(__file__).parent / "foreign_findings"
MUST: dict[str, set[str]] = {
    "Word默认设置": {
        "number.form", "red_rule.missing", "margins.left", "fonts.body", "fonts.title", "folio.face", "folio.drop",
        "attachments.face", "attachments.agree", "listed.marks",
    },
    "通行的28磅设置": {"mark.top", "number.gap", "folio.face", "folio.side", "type_area.graphics"},
    "文档网格": {"margins.top", "mark.top", "folio.side"},
}  # fmt: skip
"""The mistakes that were made on purpose; each has to be told."""


@pytest.fixture(scope="module")
def printer() -> Iterator[printing.Printer]:
    with printing.open_printer() as opened:
        yield opened


def told(proofed: Proofed) -> str:
    """The findings as text, the fonts of this machine left out."""
    reason = lambda one: f"（由 {one.because} 引起）" if one.because else ""  # noqa: E731
    rows = [
        f"{one.severity} {one.rule} 第{one.page or '-'}页 {one.message}{reason(one)}"
        for one in proofed.findings
        if one.rule not in MACHINE
    ]
    return "".join(f"{row}\n" for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("name", foreign.PAPERS)
def test_a_paper_made_elsewhere_is_told_its_faults(name: str, printer: printing.Printer, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(foreign.file_of(name))
    proofed = proof_file(path, printer)
    kept = KEPT / f"{name}.expected.findings.txt"
    if os.environ.get("REFRESH_SAMPLES"):
        kept.write_text(told(proofed), encoding="utf-8")
    assert told(proofed) == kept.read_text(encoding="utf-8")
    assert {one.rule for one in proofed.findings} >= MUST[name]
