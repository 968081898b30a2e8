"""版面设置: the page set-ups that put 22 lines of 28 characters into 版心; a paper's profile names one of them.

Word, WPS and LibreOffice set margins to line boxes, the standard measures to the characters (GB/T 9704—2012 5.2.1). So
`national` takes the margins that put the *characters* where the standard wants them, measured on the printed page.
`word-37-35` takes the figures of the standard for Word's own page set-up, as some offices insist: its characters begin
about 3 mm lower, and reports say that this geometry was used.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.document import layout
from gongwen.document.lengths import Length, mm, twips
from gongwen.errors import BadInput


@dataclass(frozen=True)
class Geometry:
    """A page set-up: margins of the text area as a DOCX states them and the exact line pitch of the body."""

    name: str
    title: str
    top: Length
    bottom: Length
    pitch: Length

    @property
    def foot(self) -> Length:
        """The lower edge of the text area, from the page's top."""
        return Length(layout.PAGE_HEIGHT - self.bottom)

    @property
    def room(self) -> Length:
        """The height of the text area."""
        return Length(self.foot - self.top)

    @property
    def first_top(self) -> Length:
        """Where the first line's character box begins on a page, from the page's top."""
        return Length(self.top + self.pitch * layout.BASELINE_IN_EXACT_LINE - layout.SIZE_3 * layout.EM_ABOVE_BASELINE)

    @property
    def last_bottom(self) -> Length:
        """Where the character box of the page's last line ends, from the page's top."""
        lines = layout.LINES_PER_PAGE - 1
        return Length(self.first_top + self.pitch * lines + layout.SIZE_3)

    @property
    def told(self) -> str:
        """The set-up in one Chinese phrase with its figures."""
        return f"{self.title}（上边距 {self.top.mm:g} 毫米、下边距 {self.bottom.mm:g} 毫米、行距 {self.pitch.pt:g} 磅）"


NATIONAL = Geometry("national", "国标版心按字面量取", mm(33.6), mm(33.5), layout.LINE_PITCH)
WORD_37_35 = Geometry("word-37-35", "Word 页面设置 37/35 毫米", mm(37), mm(35), twips(579))

GEOMETRIES = {geometry.name: geometry for geometry in (NATIONAL, WORD_37_35)}


def geometry(profile: str | None) -> Geometry:
    """The page set-up of a profile; none means the national one. BadInput names the profiles that exist."""
    if profile in (None, ""):
        return NATIONAL
    if profile not in GEOMETRIES:
        raise BadInput(f"没有名为「{profile}」的版面配置，可用：{'、'.join(GEOMETRIES)}。")
    return GEOMETRIES[profile]
