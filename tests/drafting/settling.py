"""Prints a paper and refits it until it settles, as the office does."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.document.model import Paper
from gongwen.document.sheet import Measured, TextLine
from gongwen.drafting import Fit, first_fit, frame, refit, write_content


@dataclass(frozen=True)
class Settled:
    """A settled paper: its last fit, how often it was refitted, and the measured pages."""

    fit: Fit
    passes: int
    measured: Measured

    def line(self, start: str) -> TextLine:
        """The first line that begins so."""
        return next(one for sheet in self.measured.sheets for one in sheet.lines if one.text.startswith(start))

    def texts(self, page: int) -> list[str]:
        return [line.text for line in self.measured.sheets[page - 1].lines]


def settled(printed, paper: Paper, *, sample_seals: bool = False) -> Settled:
    """The paper after as many passes as it needs; fails when it needs more than three prints."""
    content = write_content(paper)
    fit, passes = first_fit(content, paper), 0
    while True:
        measured = printed(frame(content, paper, fit, sample_seals=sample_seals))
        better = refit(paper, fit, measured)
        if better is None:
            return Settled(fit, passes, measured)
        fit, passes = better, passes + 1
        assert passes <= 2, "does not settle"
