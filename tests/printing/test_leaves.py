"""Photographs and scans of signed pages: upright, on A4, readable, without what the camera noted, bound in order."""

from __future__ import annotations

import io
from datetime import datetime

import pikepdf
import pytest
from PIL import Image

from gongwen import printing
from gongwen.errors import BadInput
from gongwen.printing import Leaf
from kit.photos import GPS, a_photo, a_sheet


def leaf(data: bytes, media_type: str = "image/jpeg", name: str = "第1页.jpg") -> Leaf:
    return Leaf(data, media_type, name)


def a_pdf(pages: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as book:
        for _ in range(pages):
            book.add_blank_page(page_size=(595, 842))
        book.save(out)
    return out.getvalue()


def sizes(pdf: bytes) -> list[list[int]]:
    """Width and height of every page, in points."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        return [[round(float(side)) for side in page.mediabox[2:]] for page in book.pages]


def photos(pdf: bytes) -> list[tuple[int, str] | None]:
    """The longer side (dots) and the colours of every page's photograph; None for a page without one."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        found = [page.get("/Resources", {}).get("/XObject", {}).get("/Photo") for page in book.pages]
        return [one and (max(int(one.Width), int(one.Height)), str(one.ColorSpace)) for one in found]


def head_is_dark(picture: bytes) -> bool:
    page = Image.open(io.BytesIO(picture)).convert("L")
    return page.getpixel((page.width // 2, page.height // 20)) < 60 < page.getpixel((page.width // 2, page.height - 20))


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_photograph_stands_upright_however_the_camera_was_held(turned):
    held = {1: 0, 3: 180, 6: 90, 8: 270}[turned]
    photo = a_photo(a_sheet().rotate(held, expand=True), turned=turned)

    pdf = printing.bound([leaf(photo), leaf(photo)])

    assert sizes(pdf)[0] == [595, 842]
    assert head_is_dark(printing.picture(pdf, 1, dpi=50))


def test_what_is_photographed_across_lies_on_a_page_across():
    pdf = printing.bound([leaf(a_photo(a_sheet(size=(1754, 1240)))), leaf(a_photo(a_sheet()))])

    assert sizes(pdf) == [[842, 595], [595, 842]]


def test_where_a_photograph_was_taken_is_not_in_the_copy():
    photo = a_photo(a_sheet(), place=True, taken="2026:07:01 15:20:11")
    assert Image.open(io.BytesIO(photo)).getexif().get_ifd(GPS)

    made = printing.upright(leaf(photo))
    pdf = printing.bound([leaf(photo), leaf(photo)])

    assert not Image.open(io.BytesIO(made)).getexif()
    assert b"Exif" not in made and b"Exif" not in pdf
    assert b"2026:07:01" not in pdf


def test_when_a_photograph_was_taken_is_read_where_the_camera_says_so():
    assert printing.taken_at(leaf(a_photo(a_sheet(), taken="2026:07:01 15:20:11"))) == datetime(2026, 7, 1, 15, 20, 11)
    assert printing.taken_at(leaf(a_photo(a_sheet()))) is None


@pytest.mark.slow
def test_a_large_photograph_comes_down_to_300_dots_an_inch():
    pdf = printing.bound([leaf(a_photo(a_sheet(size=(2736, 3648))))] * 2)

    assert photos(pdf) == [(3508, "/DeviceRGB")] * 2


def test_a_grey_scan_stays_grey_and_a_transparent_one_lies_on_white():
    grey = io.BytesIO()
    a_sheet().convert("1").save(grey, "PNG")
    clear = io.BytesIO()
    Image.new("RGBA", (800, 1000), (0, 0, 0, 0)).save(clear, "PNG")

    pdf = printing.bound([leaf(grey.getvalue(), "image/png"), leaf(clear.getvalue(), "image/png")])

    assert [colours for _, colours in photos(pdf)] == ["/DeviceGray", "/DeviceRGB"]
    assert not head_is_dark(printing.picture(pdf, 2, dpi=50))


def test_photographs_and_scans_are_bound_in_their_order():
    pdf = printing.bound([leaf(a_photo(a_sheet())), leaf(a_pdf(2), "application/pdf"), leaf(a_photo(a_sheet("尾")))])

    assert [bool(photo) for photo in photos(pdf)] == [True, False, False, True]


def test_the_same_pages_give_the_same_bytes():
    leaves = [leaf(a_photo(a_sheet("一"))), leaf(a_photo(a_sheet("二")))]

    assert printing.bound(leaves) == printing.bound(leaves)


def test_a_copy_that_is_one_pdf_is_not_touched():
    """It may be signed electronically; any rewriting would break that."""
    scan = a_pdf(3)

    assert printing.bound([leaf(scan, "application/pdf")]) == scan


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xff\xd8\xff nothing more", "打不开"),
        (a_photo(a_sheet())[:9000], "打不开，可能没有传完"),
        (a_photo(a_sheet(size=(320, 480))), "只有 320×480 点，字看不清"),
    ],
)
def test_a_photograph_nobody_can_read_is_told_to_whoever_took_it(data, fault):
    with pytest.raises(BadInput, match=fault):
        printing.check_photo(leaf(data, name="第3页.jpg"))


def test_a_damaged_scan_is_named():
    with pytest.raises(BadInput, match=r"合同\.pdf"):
        printing.bound([leaf(a_photo(a_sheet())), leaf(b"%PDF-1.4 broken", "application/pdf", "合同.pdf")])


def test_one_page_is_drawn_alone():
    assert printing.picture(a_pdf(2), 2) == printing.pictures(a_pdf(2))[1]
    with pytest.raises(BadInput, match="共2页，没有第3页"):
        printing.picture(a_pdf(2), 3)
