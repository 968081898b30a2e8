"""回传页: photographs and scans of signed pages brought upright onto A4 and bound into one PDF.

Photographs are written anew: turned as the camera says, no finer than 300 dots an inch on the page, without anything
the camera noted (place, device). A PDF's pages go in as they are; a copy that is one PDF altogether is not touched at
all, since it may bear signatures that any rewriting would break.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from PIL import Image, ImageOps

from gongwen.errors import BadInput

PDF = "application/pdf"
PHOTOS = ("image/jpeg", "image/png")
DOTS_AN_INCH = 300
MOST_DOTS = 100_000_000
"""Dots of the largest photograph that is opened."""
FEWEST_DOTS = 500
"""Of the shorter side: less than 60 dots an inch of an A4 page cannot be read."""
A4 = (595.276, 841.89)
"""Points."""
_QUALITY = 85
_SHORT, _LONG = (round(side / 72 * DOTS_AN_INCH) for side in A4)
_TAKEN, _EXIF = 0x9003, 0x8769


@dataclass(frozen=True)
class Leaf:
    """One upload: the bytes as they came, what kind they are, and the name to speak of them by."""

    data: bytes
    media_type: str
    name: str


def check_photo(leaf: Leaf) -> None:
    """BadInput, in a sentence for whoever took the photograph, when it cannot be opened, is too large or too small."""
    with opened(leaf) as picture:
        _check_size(picture, leaf.name)
        _read(picture, leaf.name)


def upright(leaf: Leaf, *, longest: int = _LONG) -> bytes:
    """The photograph as a JPEG, turned upright, its longer side at most `longest` dots, without the camera's notes."""
    with opened(leaf) as picture:
        _check_size(picture, leaf.name)
        picture.draft("RGB", (longest, longest))
        turned = _plain(ImageOps.exif_transpose(_read(picture, leaf.name)))
    turned.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    turned.info.clear()
    turned.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def taken_at(leaf: Leaf) -> datetime | None:
    """When the camera says that it took the photograph, by its own clock and without a time zone."""
    with opened(leaf) as picture:
        told = picture.getexif().get_ifd(_EXIF).get(_TAKEN)
    try:
        return datetime.strptime(str(told), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None


def bound(leaves: Sequence[Leaf]) -> bytes:
    """All leaves as one PDF in their order, each photograph on an A4 page of its own. The same leaves give the same
    bytes; BadInput names the one that cannot be read."""
    if len(leaves) == 1 and leaves[0].media_type == PDF:
        return leaves[0].data
    out = io.BytesIO()
    with pikepdf.new() as book:
        for leaf in leaves:
            _append(book, leaf)
        book.save(out, deterministic_id=True)
    return out.getvalue()


def _append(book: pikepdf.Pdf, leaf: Leaf) -> None:
    if leaf.media_type != PDF:
        _append_photo(book, upright(leaf))
        return
    try:
        with pikepdf.open(io.BytesIO(leaf.data)) as scan:
            book.pages.extend(scan.pages)
    except pikepdf.PdfError as error:
        raise BadInput(f"「{leaf.name}」打不开，可能没有传完或加了密码，请重新扫描后再传。") from error


def _append_photo(book: pikepdf.Pdf, jpeg: bytes) -> None:
    """A page with this picture as large as A4 lets it be, lengthwise or across as the picture is."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        wide, tall = picture.size
        colours = pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB
    across, up = A4 if tall >= wide else A4[::-1]
    scale = min(across / wide, up / tall)
    image = book.make_stream(
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=wide,
        Height=tall,
        ColorSpace=colours,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = book.add_blank_page(page_size=(across, up))
    left, low = (across - wide * scale) / 2, (up - tall * scale) / 2
    drawn = f"q {wide * scale:.3f} 0 0 {tall * scale:.3f} {left:.3f} {low:.3f} cm /Photo Do Q"
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=image))
    page.Contents = book.make_stream(drawn.encode())


def opened(leaf: Leaf) -> Image.Image:
    """The photograph with its head read, to be used as a context; BadInput for what is none, or too large to open."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(leaf.data), formats=("JPEG", "PNG"))
    except Image.DecompressionBombError as error:
        raise BadInput(_too_large(leaf.name)) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise BadInput(_unreadable(leaf.name)) from error


def _check_size(picture: Image.Image, name: str) -> None:
    if picture.width * picture.height > MOST_DOTS:
        raise BadInput(_too_large(name))
    if min(picture.size) < FEWEST_DOTS:
        raise BadInput(
            f"照片「{name}」只有 {picture.width}×{picture.height} 点，字看不清，请用原图，不要用聊天软件压缩过的小图。"
        )


def _read(picture: Image.Image, name: str) -> Image.Image:
    """The picture with its dots read: what is cut off is told here."""
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise BadInput(_unreadable(name)) from error
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    """Grey or RGB on white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        inked = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", inked.size, "white"), inked).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _too_large(name: str) -> str:
    return f"照片「{name}」的点数超过 1 亿，请用手机普通相机模式重拍后再传。"


def _unreadable(name: str) -> str:
    return f"照片「{name}」打不开，可能没有传完或已损坏，请重拍后再传。"
