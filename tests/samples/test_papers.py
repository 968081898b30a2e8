"""样稿: every samples/papers/*/PAPER.yaml printed and compared with the outline and the findings beside it.

After a wanted change: `REFRESH_SAMPLES=1 make test ARGS=tests/samples` writes them anew; read the diff first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from gongwen import printing
from gongwen.document.findings import Finding
from gongwen.document.sheet import Sheet, TextLine
from gongwen.errors import BadInput
from gongwen.office.pressroom import papers
from gongwen.proofing import page_outline

SAMPLES = Path(__file__).parents[2] / "samples"
GOOD = sorted(folder.parent for folder in SAMPLES.glob("papers/*/PAPER.yaml"))
BAD = sorted(folder.parent for folder in SAMPLES.glob("papers-bad/*/PAPER.yaml"))
HAIR = 1.0  # mm
REFRESH = bool(os.environ.get("REFRESH_SAMPLES"))


class PrinterNeverAsked:
    """Stands where nothing must be printed."""

    def to_pdf(self, docx: bytes) -> bytes:
        raise AssertionError("a bad paper reached the printer")


def told(findings: Sequence[Finding]) -> str:
    """Findings as text; stand-ins are left out, as they depend on the fonts of the machine."""
    rows = [
        f"{found.severity} {found.rule} 第{found.page or '-'}页 {found.message}"
        for found in findings
        if found.rule != "fonts.stand_in"
    ]
    return "".join(row + "\n" for row in rows)


def alike(made: str, kept: str) -> bool:
    """Whether two outlines differ at the most by a hair in where things stand; every word and number is the same.

    A newer LibreOffice sets a line some hundredths of a millimetre higher, which tips the rounding to half a millimetre
    and adds up in a long table.
    """
    place = re.compile(r"(?<=[上长空粗])\d+(?:\.\d+)?")
    if place.sub("#", made) != place.sub("#", kept):
        return False
    pairs = zip(place.findall(made), place.findall(kept), strict=True)
    return all(abs(float(one) - float(other)) <= HAIR for one, other in pairs)


def agree(path: Path, made: str) -> None:
    """The text is what the file beside the sample says; refreshing writes the file instead."""
    if REFRESH:
        path.write_text(made, encoding="utf-8")
    kept = path.read_text(encoding="utf-8")
    if not alike(made, kept):
        assert made == kept, f"{path.parent.name}/{path.name} 与现在印出的不同"


def options(folder: Path) -> dict[str, bool]:
    """What `gongwen draft` is asked besides: `sample_seals`, `preprinted`."""
    given = folder / "options.yaml"
    return YAML(typ="safe").load(given) if given.exists() else {}


@pytest.mark.slow
@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_a_sample_prints_as_its_outline_says(folder: Path, printer: printing.Printer) -> None:
    made = papers.draft_file(folder / "PAPER.yaml", printer, **options(folder))
    assert made.settled
    assert [found for found in made.findings if found.severity == "error"] == []
    agree(folder / "expected.outline.txt", page_outline(made.measured))
    agree(folder / "expected.findings.txt", told(made.findings))


@pytest.mark.parametrize("folder", BAD, ids=lambda folder: folder.name)
def test_a_bad_sample_is_refused_with_its_message(folder: Path) -> None:
    with pytest.raises(BadInput) as caught:
        papers.draft_file(folder / "PAPER.yaml", PrinterNeverAsked())
    agree(folder / "expected.message.txt", str(caught.value) + "\n")


def test_no_sample_folder_is_left_out() -> None:
    folders = {folder for kind in ("papers", "papers-bad") for folder in (SAMPLES / kind).iterdir() if folder.is_dir()}
    assert folders == {*GOOD, *BAD}
    assert len(GOOD) >= 12 and len(BAD) >= 3


def flush_and_full(line: TextLine) -> bool:
    """A line of full-width characters alone that fills 版心."""
    em = 16 * 25.4 / 72
    return abs(line.x0 - 28) <= 1 and all(g.x1 - g.x0 > 0.9 * em for g in line.glyphs) and line.x1 > 180


def body_lines(sheet: Sheet) -> list[TextLine]:
    return [line for line in sheet.lines if line.top < 262]


@pytest.mark.slow
def test_a_full_page_of_body_text_has_22_lines_of_28_characters(printer: printing.Printer) -> None:
    """GB/T 9704 5.2: left edge 28 ± 1 mm, first character box from 37 ± 1 mm, last down to 262 ± 1 mm."""
    made = papers.draft_file(SAMPLES / "papers" / "长文四级标题" / "PAPER.yaml", printer)
    for sheet in made.measured.sheets[1:3]:
        lines = body_lines(sheet)
        assert len(lines) == 22
        assert min(line.x0 for line in lines) == pytest.approx(28, abs=1)
        assert lines[0].top == pytest.approx(37, abs=1)
        assert lines[-1].bottom == pytest.approx(262, abs=1)
        full = [len(line.glyphs) for line in lines if flush_and_full(line)]
        assert full and max(set(full), key=full.count) == 28


@pytest.mark.parametrize(
    "made, same",
    [("上77.5 “2026年”", True), ("上79.5 “2026年”", False), ("上78 “2027年”", False), ("上78 “2026年。”", False)],
)
def test_outlines_are_alike_but_for_a_hair(made: str, same: bool) -> None:
    assert alike(made, "上78 “2026年”") is same
