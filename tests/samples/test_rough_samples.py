"""原稿样稿: every samples/rough/*/ drafted from its rough file, from the reading to the printed page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from gongwen import drafting, printing
from gongwen.drafting.rough.reading import text_of_rough
from gongwen.errors import BadInput
from gongwen.office.pressroom import papers
from gongwen.proofing import page_outline
from samples.test_papers import SAMPLES, PrinterNeverAsked, agree, told

FOLDERS = sorted(folder.parent for folder in SAMPLES.glob("rough/*/PAPER.yaml"))


def rough_of(folder: Path) -> Path | None:
    """The draft beside the paper file; a sample about an attachment's file has none."""
    return next(iter(sorted(folder.glob("rough.docx")) + sorted(folder.glob("rough.txt"))), None)


def characters(text: str) -> Counter[str]:
    return Counter(one for one in text if not one.isspace() and unicodedata.category(one) not in ("Cc", "Cf"))


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_draft_becomes_the_paper_that_its_outline_shows(folder: Path, printer: printing.Printer) -> None:
    """What is printed, what is found and what is told are kept beside the draft; no character of it is missing."""
    rough = rough_of(folder)
    made = papers.draft_file(folder / "PAPER.yaml", printer, rough=rough)
    assert made.settled
    assert [found for found in made.findings if found.severity == "error"] == []
    agree(folder / "expected.outline.txt", page_outline(made.measured))
    agree(folder / "expected.findings.txt", told(made.findings))
    agree(folder / "expected.told.txt", "".join(f"{sentence}\n" for sentence in made.told))
    if rough:
        page = "".join(line.text for sheet in made.measured.sheets for line in sheet.lines)
        source = text_of_rough(rough.read_bytes(), rough.name)
        assert characters(source) - characters(page + "".join(made.told)) == Counter()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_word_file_among_the_samples_is_what_its_outline_says(folder: Path) -> None:
    """A review reads the outline; the file itself cannot be read in a difference."""
    for file in folder.glob("*.docx"):
        assert drafting.outline(file.read_bytes()) == file.with_suffix(".outline.txt").read_text("utf-8")


def test_there_are_samples_of_every_kind_of_draft() -> None:
    assert [folder.name for folder in FOLDERS] == ["WPS原稿", "Word原稿", "文本原稿", "附件是Word文件"]


@pytest.mark.parametrize("name, message", [("没有.docx", "找不到原稿"), (".", "读不出来")])
def test_a_draft_that_cannot_be_opened_is_refused_before_anything_is_printed(name: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        papers.draft_file(FOLDERS[0] / "PAPER.yaml", PrinterNeverAsked(), rough=FOLDERS[0] / name)
