"""版面实测: a rendered page as plain figures, in millimetres from the page's top left corner.

Made by the proofing room from a PDF; read by the drafting room to settle what depends on where a line falls.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.document.layout import EM_ABOVE_BASELINE, EM_BELOW_BASELINE

_MM_PER_PT = 25.4 / 72


@dataclass(frozen=True)
class Glyph:
    """One character: left and right edge and baseline in mm, size in pt, the embedded font's name, RGB hex colour."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str
    colour: str = "000000"

    @property
    def top(self) -> float:
        """Upper edge of the character box (em box), mm."""
        return self.baseline - self.size * EM_ABOVE_BASELINE * _MM_PER_PT

    @property
    def bottom(self) -> float:
        """Lower edge of the character box (em box), mm."""
        return self.baseline + self.size * EM_BELOW_BASELINE * _MM_PER_PT


@dataclass(frozen=True)
class TextLine:
    """Characters on one baseline, left to right; blanks at either end left out."""

    page: int
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def top(self) -> float:
        return min(g.top for g in self.glyphs)

    @property
    def bottom(self) -> float:
        return max(g.bottom for g in self.glyphs)

    @property
    def size(self) -> float:
        """Size in pt of most of the line."""
        sizes = [g.size for g in self.glyphs]
        return max(set(sizes), key=sizes.count)

    @property
    def font(self) -> str:
        """Font of most of the line."""
        fonts = [g.font for g in self.glyphs]
        return max(set(fonts), key=fonts.count)

    @property
    def colour(self) -> str:
        return self.glyphs[0].colour


@dataclass(frozen=True)
class Rule:
    """A straight rule (分隔线): end points and thickness in mm, RGB hex colour."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    colour: str = "000000"

    @property
    def horizontal(self) -> bool:
        return abs(self.y1 - self.y0) < 0.2

    @property
    def y(self) -> float:
        """The middle of the rule, mm."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True)
class Picture:
    """A placed picture's box in mm."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Sheet:
    """One rendered side. `turned` holds text that runs down a landscape page, as lines of the upright page."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Picture, ...] = ()
    turned: tuple[TextLine, ...] = ()


@dataclass(frozen=True)
class Font:
    """A font in the PDF."""

    name: str
    embedded: bool


@dataclass(frozen=True)
class Measured:
    """A whole rendered paper."""

    sheets: tuple[Sheet, ...]
    fonts: tuple[Font, ...]

    @property
    def pages(self) -> int:
        return len(self.sheets)
