"""验看: whether a PDF or a picture from outside can be opened at all, and holds nothing that acts by itself.

Only what must be known is read: a picture's dots are counted before they are drawn, so that a few bytes cannot become
gigabytes.
"""

from __future__ import annotations

import io
import warnings

import pikepdf
from PIL import Image

MOST_PAGES = 500
MOST_DOTS = 100_000_000
"""Dots of the largest picture that is taken: 10 000 by 10 000."""
_SKETCH = (256, 256)
_ACTING = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData")


def pdf_fault(data: bytes) -> str:
    """Why a PDF cannot be taken, as a clause; empty when it can."""
    try:
        with pikepdf.open(io.BytesIO(data)) as book:
            if len(book.pages) == 0:
                return "里面没有页面，请重新生成"
            if len(book.pages) > MOST_PAGES:
                return f"有 {len(book.pages)} 页，超过 {MOST_PAGES} 页，请分成几个文件"
            if book.is_encrypted and not book.allow.extract:
                return "加了限制，取不出内容，请去掉限制另存"
            return "里面有会自动运行的程序，请用“打印成 PDF”另存一份" if _acts(book) else ""
    except pikepdf.PasswordError:
        return "加了密码，请去掉密码另存"
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, MemoryError):
        return "不是完好的 PDF，打不开，可能没有传完或已损坏，请重新生成"


def picture_fault(data: bytes, kind: str) -> str:
    """Why a picture (`kind` JPEG or PNG) cannot be taken, as a clause; empty when it can."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
                if picture.width * picture.height > MOST_DOTS:
                    return "的点数超过 1 亿，请用普通相机模式重拍，或缩小"
                _read(picture)
    except Image.DecompressionBombError:
        return "的点数超过 1 亿，请用普通相机模式重拍，或缩小"
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError):
        return "打不开，可能没有传完或已损坏，请重拍或重新扫描"
    return ""


def _read(picture: Image.Image) -> None:
    """To its end, without ever holding all its dots: a JPEG as a sketch, a PNG by its checksums."""
    if picture.format == "PNG":
        picture.verify()
        return
    picture.draft("RGB", _SKETCH)
    picture.load()


def _acts(book: pikepdf.Pdf) -> bool:
    """Whether opening the file or a page of it would run something."""
    root = book.Root
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        return True
    return any(_is_acting(root.get(key)) for key in ("/OpenAction", "/AA")) or any(
        _is_acting(page.obj.get("/AA")) for page in book.pages
    )


def _is_acting(action: object) -> bool:
    """An action, or a dictionary of actions by their occasion."""
    if not isinstance(action, pikepdf.Dictionary):
        return False
    if str(action.get("/S", "")) in _ACTING:
        return True
    return any(_is_acting(one) for one in action.values() if isinstance(one, pikepdf.Dictionary) and "/S" in one)
