"""落款依据: what every way of signing off is made from (GB/T 9704—2012 7.3.5)."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as DocxDocument

from gongwen.document import dates
from gongwen.document.layout import SIZE_3
from gongwen.document.lengths import Length, mm
from gongwen.document.model import Paper
from gongwen.drafting.page import seals
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.page.seals import Place
from gongwen.drafting.word import band
from gongwen.drafting.word.wordml import Element

TEXT_TO_SEAL = mm(5)
"""From the text's characters to the top of the first seals: well within one row (7.3.5.1)."""
NAME_UNDER_CENTRE = mm(1.5)
"""How far the middle of a name lies under its seal's centre, so that name and date are pressed below it."""


@dataclass(frozen=True)
class Desk:
    """What the sign-off is made from: the document it goes into, the paper, its fit, and whether 样章 are drawn."""

    document: DocxDocument
    paper: Paper
    fit: Fit
    sample_seals: bool = False

    @property
    def date_text(self) -> str:
        return dates.printed(self.paper.date) if self.paper.date else dates.BLANK

    @property
    def pitch(self) -> Length:
        return self.paper.geometry.pitch

    def under_text(self, distance: Length) -> Length:
        """The empty room that puts something `distance` under the characters of the line above."""
        return Length(max(0, distance - band.below(self.pitch, SIZE_3)))

    def seal(self, place: Place) -> Element:
        """A run with the free space of a seal or, where wanted, its 样章."""
        return seals.sample(self.document, place) if self.sample_seals else seals.empty_frame(place)
