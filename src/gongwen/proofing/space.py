"""页面坐标: PDF points of any page box and rotation into millimetres from the top left corner of the page as seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

MM_PER_PT = 25.4 / 72

Handle = Any
"""A pointer that PDFium gives and takes; ctypes makes these types at run time, so they cannot be written as types."""
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class PageSpace:
    """A page's visible box in points (left, bottom, right, top) and its rotation in degrees clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the PDF is seen, in mm from the top left."""
        across, down = {
            0: (x - self.left, self.top - y),
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }[self.rotation]
        return across * MM_PER_PT, down * MM_PER_PT

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the PDF as seen: (x0, y0, x1, y1) in mm, x0 < x1 and y0 < y1."""
        (xa, ya), (xb, yb) = self.point(left, bottom), self.point(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def turned(self, a: float, b: float) -> bool:
        """Whether a baseline running in direction (a, b) is not seen running left to right."""
        x, y = {0: (a, b), 90: (b, -a), 180: (-a, -b), 270: (-b, a)}[self.rotation]
        return x <= 0 or abs(y) > 0.02 * x

    @property
    def upright(self) -> PageSpace:
        """The space of a landscape page held upright, its head at the left (GB/T 9704—2012 clause 8)."""
        return replace(self, rotation=(self.rotation + 270) % 360)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen, mm."""
        width, height = (self.right - self.left) * MM_PER_PT, (self.top - self.bottom) * MM_PER_PT
        return (height, width) if self.rotation in (90, 270) else (width, height)


def read_space(page: Handle) -> PageSpace:
    """The space of a loaded page: what its crop box leaves of its media box, which is what viewers show."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return PageSpace(box.left, box.bottom, box.right, box.top, 90 * (pdfium.FPDFPage_GetRotation(page) % 4))


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc, a * ob + b * od,
        c * oa + d * oc, c * ob + d * od,
        e * oa + f * oc + oe, e * ob + f * od + of,
    )  # fmt: skip


def applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point taken through a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
