"""验看: whether a PDF or a picture from outside can be opened at all, and holds nothing that acts by itself.

Only what must be known is read: a picture's dots are counted before they are drawn, so that a few bytes cannot become
gigabytes.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator

import pikepdf
from PIL import Image

MOST_PAGES = 500
MOST_DOTS = 100_000_000
"""Dots of the largest picture that is taken: 10 000 by 10 000."""
_SKETCH = (256, 256)
LONGEST_SIDE = 4_800
"""Points of a page's longer side: twice A1. A larger one would be drawn as a picture of gigabytes."""
_ACTING = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition")
_AWAY = (*_ACTING, "/URI", "/GoToR")
_TELLING = ("/JS", "/XFA", "/EF")
_DEEPEST = 12
"""Of things within things; what is written once and referred to is looked at for itself."""
_DEEPEST_DRAWING = 6
_ACTS = "里面有会自动运行的程序，请用“打印成 PDF”另存一份"


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
            return _unfit(book)
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


def _unfit(book: pikepdf.Pdf) -> str:
    """What of a sound file is not taken: pages too large to draw, what acts by itself, files carried along."""
    if any(_is_too_large(page) for page in book.pages):
        return "的页面大得出奇，请用“打印成 PDF”按 A4 另存一份"
    if any(_draws_itself(thing, ()) for thing in book.objects if isinstance(thing, pikepdf.Stream)):
        return "里面的图形一层套一层，画不完，请用“打印成 PDF”另存一份"
    root = book.Root
    names = root.get("/Names")
    scripted = isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names
    if scripted or any(_opens_elsewhere(root.get(key)) for key in ("/OpenAction", "/AA")):
        return _ACTS
    found = {mark for thing in book.objects for mark in _marks(thing, _DEEPEST)}
    if found & {"/JS", "/XFA", *_ACTING}:
        return _ACTS
    return "里面夹带着别的文件，请用“打印成 PDF”另存一份" if "/EF" in found else ""


def _is_too_large(page: pikepdf.Page) -> bool:
    try:
        left, low, right, high = (float(one) for one in page.mediabox)
        return max(abs(right - left), abs(high - low)) * float(page.obj.get("/UserUnit", 1)) > LONGEST_SIDE
    except (ValueError, TypeError, AttributeError, KeyError):
        return False  # a page that does not say how large it is is drawn as an ordinary one


def _draws_itself(form: pikepdf.Stream, above: tuple[tuple[int, int], ...]) -> bool:
    """Whether a drawing is drawn within itself, or in so many others that each doubles the work of the one above."""
    if str(form.get("/Subtype", "")) != "/Form":
        return False
    if form.objgen in above or len(above) > _DEEPEST_DRAWING:
        return True
    resources = form.get("/Resources")
    inner = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    found = inner.values() if isinstance(inner, pikepdf.Dictionary) else ()
    return any(_draws_itself(one, (*above, form.objgen)) for one in found if isinstance(one, pikepdf.Stream))


def _opens_elsewhere(action: object) -> bool:
    """An action of opening, or a dictionary of actions by their occasion, that goes to another file or address."""
    if not isinstance(action, pikepdf.Dictionary):
        return False
    given = [action, *(one for one in action.values() if isinstance(one, pikepdf.Dictionary))]
    return any(str(one.get("/S", "")) in _AWAY for one in given)


def _marks(thing: object, depth: int) -> Iterator[str]:
    """The names of an object that tell what it would do, those of what stands within it too."""
    if isinstance(thing, pikepdf.Stream):
        return
    if isinstance(thing, pikepdf.Dictionary):
        yield from (key for key in _TELLING if key in thing)
        if (kind := str(thing.get("/S", ""))) in _ACTING:
            yield kind
    inner = thing.values() if isinstance(thing, pikepdf.Dictionary) else _listed(thing)
    for one in inner if depth else ():
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from _marks(one, depth - 1)


def _listed(thing: object) -> Iterable[object]:
    return thing if isinstance(thing, pikepdf.Array) else ()
