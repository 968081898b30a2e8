"""定版: a page is printed until it settles, three times at the most, and it is said when it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from gongwen import drafting
from gongwen.document.geometry import NATIONAL
from gongwen.document.lengths import pt
from gongwen.document.model import Organ, Paper, Text
from gongwen.document.sheet import Measured
from gongwen.drafting import Fit
from gongwen.office.pressroom import papers

PAPER = Paper(
    issuers=(Organ("青禾市民政局"),), title="关于核实的通知", blocks=(Text("逐户核实。"),), date=date(2026, 3, 2)
)
CONTENT = drafting.write_content(PAPER)


class PrinterOfBlankPages:
    """Counts what it is given and prints one empty sheet of A4."""

    def __init__(self) -> None:
        self.prints = 0
        book, sheet = pikepdf.new(), BytesIO()
        book.add_blank_page(page_size=(595, 842))
        book.save(sheet)
        self._pdf = sheet.getvalue()

    def to_pdf(self, docx: bytes) -> bytes:
        self.prints += 1
        return self._pdf


def restless(paper: Paper, fit: Fit, measured: Measured) -> Fit:
    """Always wants something else."""
    return replace(fit, mark_size=fit.mark_size - pt(1), conceded=(*fit.conceded, "缩小发文机关标志字号"))


def test_a_page_that_never_settles_is_printed_three_times_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "refit", restless)
    printer = PrinterOfBlankPages()
    made = papers.settle(CONTENT, PAPER, printer)
    assert (printer.prints, made.passes, made.settled) == (3, 3, False)
    [finding] = [found for found in made.findings if found.rule == "layout.unsettled"]
    assert finding.severity == "warning" and finding.message.startswith("版面排了 3 遍仍未稳定")


def test_a_page_that_is_right_is_printed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "refit", lambda paper, fit, measured: None)
    printer = PrinterOfBlankPages()
    made = papers.settle(CONTENT, PAPER, printer)
    assert (printer.prints, made.passes, made.settled, made.geometry) == (1, 1, True, NATIONAL)
    assert [found for found in made.findings if found.rule == "layout.unsettled"] == []


def test_what_gave_way_is_what_the_last_print_was_framed_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second print that is the last one: its concession is told, not one that came too late."""

    def once(paper: Paper, fit: Fit, measured: Measured) -> Fit | None:
        return None if fit.conceded else restless(paper, fit, measured)

    monkeypatch.setattr(drafting, "refit", once)
    made = papers.settle(CONTENT, PAPER, PrinterOfBlankPages())
    assert (made.passes, made.settled, made.conceded) == (2, True, ("缩小发文机关标志字号",))


def test_every_print_is_told_as_it_begins() -> None:
    told: list[str] = []
    printer = papers.Telling(PrinterOfBlankPages(), told.append)
    for _ in range(2):
        printer.to_pdf(b"")
    assert told == ["启动排版程序，排第 1 遍", "按实测版面调整，排第 2 遍"]
