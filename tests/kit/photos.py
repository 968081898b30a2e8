"""Photographs of pages as a phone makes them, drawn with Pillow: turned, with the camera's notes, of any size."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

ORIENTATION, GPS, EXIF, TAKEN = 0x0112, 0x8825, 0x8769, 0x9003


@cache
def a_sheet(word: str = "", size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """A page as drawn: white, with a dark bar along its head."""
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, size[0], size[1] // 10), fill="black")
    draw.text((size[0] // 2, size[1] // 2), word, fill="blue")
    return page


def a_photo(page: Image.Image, *, turned: int = 1, place: bool = False, taken: str = "", kind: str = "JPEG") -> bytes:
    """The page as a camera keeps it: `turned` is the camera's own word for how it was held."""
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    if place:
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (36.0, 40.0, 12.0)
    if taken:
        exif.get_ifd(EXIF)[TAKEN] = taken
    out = io.BytesIO()
    page.save(out, kind, exif=exif)
    return out.getvalue()


def photo_of(picture: bytes, *, turned: int = 1, place: bool = True, taken: str = "2026:07:01 15:20:11") -> bytes:
    """A photograph of this page (PNG), such as somebody signs on paper and holds the phone over."""
    held = {1: 0, 3: 180, 6: 90, 8: 270}[turned]
    page = Image.open(io.BytesIO(picture)).convert("RGB")
    return a_photo(page.rotate(held, expand=True), turned=turned, place=place, taken=taken)
