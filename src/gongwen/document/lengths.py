"""尺寸: lengths that cannot be confused with bare numbers; whole EMU inside, as in OOXML."""

from __future__ import annotations

from typing import Self

_PER_MM = 36_000
_PER_PT = 12_700
_PER_TWIP = 635


class Length(int):
    """A length in English Metric Units (1 mm = 36 000, 1 pt = 12 700), so python-docx takes it as it is."""

    @property
    def mm(self) -> float:
        return int(self) / _PER_MM

    @property
    def pt(self) -> float:
        return int(self) / _PER_PT

    @property
    def twips(self) -> int:
        """Twentieths of a point, rounded: what most OOXML attributes hold."""
        return round(int(self) / _PER_TWIP)

    def __add__(self, other: int) -> Self:
        return type(self)._plain(int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Self:
        return type(self)._plain(int(self) - int(other))

    def __neg__(self) -> Self:
        return type(self)._plain(-int(self))

    def __mul__(self, factor: float) -> Self:  # type: ignore[override]
        return type(self)._plain(round(int(self) * factor))

    __rmul__ = __mul__

    @classmethod
    def _plain(cls, emu: int) -> Self:
        return Length(emu)  # type: ignore[return-value]

    def __repr__(self) -> str:
        return f"{self.mm:.2f} mm"

    __str__ = __repr__


def mm(value: float) -> Length:
    """Millimetres."""
    return Length(round(value * _PER_MM))


def pt(value: float) -> Length:
    """Points (1/72 inch)."""
    return Length(round(value * _PER_PT))


def twips(value: float) -> Length:
    """Twentieths of a point."""
    return Length(round(value * _PER_TWIP))
