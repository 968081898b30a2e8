"""图片文件: any usual picture as bytes that Word, WPS and LibreOffice all print alike: upright, opaque, not oversized.

PDF/A-1b forbids transparency (ISO 19005-1 6.4), so what shines through is laid on white here, not by the printing
program; CMYK becomes RGB, a camera's turned picture is turned, and no more dots are kept than paper shows.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from gongwen.document import layout
from gongwen.document.lengths import Length, mm
from gongwen.errors import BadInput

READABLE = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")
_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP")
_DRAWINGS = (".svg", ".emf", ".wmf", ".eps", ".ai", ".cdr", ".dwg", ".vsd", ".vsdx")
_PHOTOS = (".heic", ".heif", ".avif", ".raw", ".cr2", ".nef", ".dng")
MOST_DOTS = 100_000_000
"""Dots of the largest picture that is opened: 10 000 by 10 000."""
DOTS_AN_INCH = 300
_USUAL_DENSITY = 96.0
_PHOTO_QUALITY = 85
_INCH = mm(25.4)
_LONGEST = round(layout.TYPE_HEIGHT / _INCH * DOTS_AN_INCH)
_LARGE_FILE = 1_000_000


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be placed: PNG or JPEG, and how large it is by its own account."""

    data: bytes
    width: Length
    height: Length


def format_fault(name: str) -> str:
    """Why a file's kind cannot be placed, as a clause that says what to do; empty when it can."""
    ending = Path(name).suffix.lower()
    if ending in READABLE:
        return ""
    if ending in _DRAWINGS:
        return "是矢量图，请在原软件中导出为 PNG（300 点每英寸以上）后再用"
    if ending in _PHOTOS:
        return "是手机或相机的专用格式，请在看图软件中另存为 JPEG 后再用"
    return "不是可用的图片格式，请另存为 PNG 或 JPEG 后再用"


def prepared(data: bytes, name: str) -> Prepared:
    """The picture, with no more dots than a page shows at 300 an inch; BadInput says what is wrong with the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(io.BytesIO(data), formats=_FORMATS) as opened:
                return _prepared(opened, data, name)
    except Pillow.DecompressionBombError as error:
        raise BadInput(_too_large(name)) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError) as error:
        raise BadInput(f"插图 {name} 打不开：文件已损坏或者不是图片，请用看图软件打开后另存为 PNG 或 JPEG。") from error


def _prepared(opened: Pillow.Image, data: bytes, name: str) -> Prepared:
    """One picture of one page; its dots are only read when there are not too many."""
    if opened.width * opened.height > MOST_DOTS:
        raise BadInput(_too_large(name, opened.size))
    pages = 1 if opened.format == "MPO" else getattr(opened, "n_frames", 1)
    if pages > 1:
        raise BadInput(f"插图 {name} 有 {pages} 幅画面，只能放一幅，请逐幅另存为 PNG 或 JPEG 后分别放入。")
    photo = opened.format in ("JPEG", "MPO")
    density = _density(opened)
    drawn = _plain(ImageOps.exif_transpose(opened))
    wide, tall = (Length(_INCH * (dots / density)) for dots in drawn.size)
    if max(drawn.size) > _LONGEST:
        drawn.thumbnail((_LONGEST, _LONGEST), Pillow.Resampling.LANCZOS)
    elif photo and _is_plain(opened):
        return Prepared(data, wide, tall)
    return Prepared(_saved(drawn, photo), wide, tall)


def _density(opened: Pillow.Image) -> float:
    """Dots an inch as the file tells, where it tells something sensible."""
    told = opened.info.get("dpi", (0, 0))
    across = float(told[0] if isinstance(told, tuple) else told)
    return across if 30 <= across <= 2400 else _USUAL_DENSITY


def _is_plain(opened: Pillow.Image) -> bool:
    """Whether a JPEG may stay as it is: grey or RGB, unturned, in no colour space of its own."""
    turned = opened.getexif().get(0x0112, 1) != 1
    return opened.format == "JPEG" and opened.mode in ("L", "RGB") and not turned and not opened.info.get("icc_profile")


def _plain(drawn: Pillow.Image) -> Pillow.Image:
    """Grey or RGB on white."""
    if drawn.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in drawn.info:
        inked = drawn.convert("RGBA")
        ground = Pillow.new("RGBA", inked.size, "white")
        return Pillow.alpha_composite(ground, inked).convert("RGB")
    if drawn.mode.startswith("I") or drawn.mode == "F":
        return _eight_bits(drawn)
    if drawn.mode in ("1", "L"):
        return drawn.convert("L")
    return _in_srgb(drawn)


def _eight_bits(drawn: Pillow.Image) -> Pillow.Image:
    """Deep grey brought to 256 steps; `convert` alone would cut everything bright to white."""
    lowest, highest = drawn.convert("F").getextrema()
    scale = 255 / 65535 if highest > 255 or lowest < 0 else 1
    return drawn.convert("F").point(lambda value: value * scale + 0).convert("L")


def _in_srgb(drawn: Pillow.Image) -> Pillow.Image:
    """RGB; a colour space of the file's own is reckoned into it where it can be read."""
    profile = drawn.info.get("icc_profile")
    if profile and drawn.mode in ("RGB", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(drawn, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if made is not None:
                return made
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile says nothing about the colours: they are taken as they are
    return drawn.convert("RGB")


def _saved(drawn: Pillow.Image, photo: bool) -> bytes:
    """JPEG for photographs, PNG for everything that is small so; nothing of the file's own notes goes along."""
    drawn.info.clear()
    exact, near = io.BytesIO(), io.BytesIO()
    if not photo:
        drawn.save(exact, "PNG", optimize=True)
        if exact.tell() < _LARGE_FILE:
            return exact.getvalue()
    drawn.save(near, "JPEG", quality=_PHOTO_QUALITY, subsampling=0, optimize=True)
    return near.getvalue() if photo or near.tell() * 3 < exact.tell() else exact.getvalue()


def _too_large(name: str, size: tuple[int, int] | None = None) -> str:
    told = f"有 {size[0]}×{size[1]} 点，" if size else "的点数"
    return f"插图 {name} {told}超过 1 亿点，请先在看图软件中缩小到 10000×10000 点以内。"
