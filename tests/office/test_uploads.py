"""收件: what comes in from outside is taken for what it is, whatever it is called; bombs and disguises stay outside."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gongwen import printing, registry
from gongwen.errors import BadInput
from gongwen.office.receiving import uploads
from gongwen.office.receiving.uploads import ANY, DOCX, SCANS, XLSX
from kit.office import an_office


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def made(save) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (64, 48), **more) -> bytes:
    return made(lambda out: Image.new("RGB", size, "white").save(out, kind, **more))


def pdf(change=lambda book: None, **more) -> bytes:
    book = pikepdf.new()
    book.add_blank_page(page_size=(595, 842))
    change(book)
    return made(lambda out: book.save(out, **more))


def action(kind: str, **more) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more)


def link(act: pikepdf.Dictionary) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act)


def word() -> bytes:
    return made(docx.Document().save)


def workbook() -> bytes:
    return made(openpyxl.Workbook().save)


def packed(parts: dict[str, bytes], *, of: bytes = b"") -> bytes:
    """A ZIP of the parts of another one and these."""

    def save(out: io.BytesIO) -> None:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            if of:
                with zipfile.ZipFile(io.BytesIO(of)) as source:
                    for name in source.namelist():
                        target.writestr(name, source.read(name))
            for name, data in parts.items():
                target.writestr(name, data)

    return made(save)


def retyped(kind: bytes) -> bytes:
    """A Word file whose main part is said to be of another type."""
    with zipfile.ZipFile(io.BytesIO(word())) as source:
        types = source.read("[Content_Types].xml").replace(f"{DOCX.media_type}.main+xml".encode(), kind)
        parts = {name: source.read(name) for name in source.namelist()}
    return packed({**parts, "[Content_Types].xml": types})


GOOD = {
    "扫描.pdf": (pdf(), "application/pdf"),
    "照片.jpg": (picture("JPEG"), "image/jpeg"),
    "截图.png": (picture("PNG"), "image/png"),
    "稿子.docx": (word(), DOCX.media_type),
    "名单.xlsx": (workbook(), XLSX.media_type),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_five_kinds_are_kept_byte_for_byte_under_what_they_are(home, name) -> None:
    data, media_type = GOOD[name]
    row = registry.file(uploads.keep(name, data, ANY))
    assert (row.name, row.media_type, registry.get(row.sha)) == (name, media_type, data)


def test_a_false_ending_is_not_believed(home) -> None:
    row = registry.file(uploads.keep("木马.exe", GOOD["照片.jpg"][0]))
    assert (row.name, row.media_type) == ("木马.exe.jpg", "image/jpeg")


@pytest.mark.parametrize("name", ["稿子.docx", "名单.xlsx"])
def test_a_signed_page_is_no_word_file(home, name) -> None:
    with pytest.raises(BadInput, match="不是 PDF、JPG 或 PNG 文件"):
        uploads.keep(name, GOOD[name][0], SCANS)


HEIC = b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 40
REFUSED = {
    "nothing": (b"", "是空文件"),
    "a page of script": (b"<!doctype html><script>alert(1)</script>", "不是 PDF"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "不是 PDF"),
    "a program": (b"MZ\x90\x00" + b"\x00" * 64, "不是 PDF"),
    "HEIC": (HEIC, "请先换成 JPG"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "旧格式或加了密码"),
    "RAR": (b"Rar!\x1a\x07\x00", "是压缩包"),
    "GIF": (b"GIF89a" + b"\x00" * 20, "是 GIF 图片"),
    "TIFF": (b"II*\x00" + b"\x00" * 20, "是 TIFF 图片"),
    "a PDF by its first letters only": (b"%PDF-1.7\n<script>alert(1)</script>", "打不开"),
    "a PDF behind something else": (b"GIF89a" + pdf(), "是 GIF 图片"),
    "half a PDF": (pdf()[: len(pdf()) // 3], "打不开"),
    "half a photograph": (picture("JPEG", (640, 480))[:700], "打不开"),
    "a PNG with a false checksum": (picture("PNG")[:40] + b"\xff" + picture("PNG")[41:], "打不开"),
    "a PDF under a password": (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "加了密码"),
    "a ZIP of anything": (packed({"a.txt": b"x"}), "不符"),
    "a folder above": (packed({"../../etc/passwd": b"x"}, of=word()), "内部结构不对"),
    "a folder of Windows": (packed({"..\\x.docx": b"x"}, of=word()), "内部结构不对"),
    "macros": (packed({"word/vbaProject.bin": b"x"}, of=word()), "带有宏"),
    "a Word file that may run": (retyped(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "带有宏"),
    "a Word file of another type": (retyped(b"text/html"), "不符"),
    "a part that declares entities": (packed({"word/x.xml": b"<!DOCTYPE a><a/>"}, of=word()), "声明"),
    "a declaration far behind comments": (packed({"word/x.xml": b"<!--" + b"-" * 9000}, of=word()), "声明"),
    "half a Word file": (word()[:3000], "打不开"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_everything_else_stays_outside_with_a_sentence(home, what) -> None:
    data, told = REFUSED[what]
    with pytest.raises(BadInput, match=told) as refused:
        uploads.keep("材料.bin", data, ANY)
    assert str(refused.value).startswith("「材料.bin」") and str(refused.value).endswith("。")
    assert len(refused.value.faults) == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda book: book.Root.__setitem__(
            "/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        ),
        lambda book: book.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")),
        lambda book: book.Root.__setitem__("/Names", pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())),
        lambda book: book.pages[0].obj.__setitem__(
            "/AA", pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x"))
        ),
        lambda book: book.Root.__setitem__("/OpenAction", action("GoTo", D=[], Next=[action("JavaScript", JS="x")])),
        lambda book: book.pages[0].obj.__setitem__("/Annots", pikepdf.Array([link(action("JavaScript", JS="x"))])),
        lambda book: book.pages[0].obj.__setitem__("/Annots", pikepdf.Array([link(action("Launch", F="a.exe"))])),
        lambda book: book.Root.__setitem__("/OpenAction", action("URI", URI="http://192.0.2.1/")),
        lambda book: book.Root.__setitem__("/AcroForm", pikepdf.Dictionary(Fields=[], XFA="x")),
    ],
    ids=[
        "script on opening",
        "program on opening",
        "named scripts",
        "script of a page",
        "script after a jump",
        "script of a link",
        "program of a link",
        "an address on opening",
        "a form that reckons",
    ],
)
def test_a_pdf_that_runs_something_stays_outside(act) -> None:
    with pytest.raises(BadInput, match="会自动运行的程序"):
        uploads.check("合同.pdf", pdf(act))


def test_a_pdf_that_carries_other_files_stays_outside() -> None:
    with pytest.raises(BadInput, match="里面夹带着别的文件"):
        uploads.check("合同.pdf", pdf(lambda book: book.attachments.__setitem__("a.exe", b"MZ")))


@pytest.mark.parametrize(("box", "unit"), [((0, 0, 1_000_000, 1_000_000), 1), ((0, 0, 500, 500), 75_000)])
def test_a_page_too_large_to_be_drawn_stays_outside(box, unit) -> None:
    def stretch(book: pikepdf.Pdf) -> None:
        book.pages[0].obj["/MediaBox"], book.pages[0].obj["/UserUnit"] = pikepdf.Array(box), unit

    with pytest.raises(BadInput, match="页面大得出奇"):
        uploads.check("合同.pdf", pdf(stretch))


def test_a_drawing_within_itself_stays_outside() -> None:
    """To draw it takes for ever."""

    def nest(book: pikepdf.Pdf) -> None:
        form = book.make_stream(b"/F Do /F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        book.pages[0].obj["/Resources"] = form.Resources
        book.pages[0].obj["/Contents"] = book.make_stream(b"/F Do")

    with pytest.raises(BadInput, match="画不完"):
        uploads.check("合同.pdf", pdf(nest))


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_photograph_of_any_make_is_shown_upright_and_without_notes(mode: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    taken = made(lambda out: Image.new(mode, (900, 700)).save(out, "JPEG", exif=exif))
    assert uploads.check("现场.jpg", taken) is uploads.JPEG
    shown = Image.open(io.BytesIO(printing.upright(printing.Leaf(taken, "image/jpeg", "现场.jpg"))))
    assert (shown.size, dict(shown.getexif())) == ((700, 900), {})


@pytest.mark.parametrize("mode", ["I;16", "P", "LA", "RGBA", "1"])
def test_a_scan_of_any_depth_is_shown(mode: str) -> None:
    scanned = made(lambda out: Image.new(mode, (900, 700)).save(out, "PNG"))
    assert uploads.check("扫描.png", scanned) is uploads.PNG
    assert printing.upright(printing.Leaf(scanned, "image/png", "扫描.png")).startswith(b"\xff\xd8")


def test_a_workbook_that_declares_entities_stays_outside() -> None:
    laughs = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    with pytest.raises(BadInput, match="带有文档类型声明"):
        uploads.check("名单.xlsx", packed({"xl/x.xml": laughs}, of=workbook()), (XLSX,))


def test_a_pdf_that_only_says_where_to_open_is_taken() -> None:
    def at_the_first_page(book: pikepdf.Pdf) -> None:
        book.Root["/OpenAction"] = pikepdf.Array([book.pages[0].obj, pikepdf.Name.Fit])

    assert uploads.check("合同.pdf", pdf(at_the_first_page)) is uploads.PDF


def bomb_of_dots(wide: int, tall: int) -> bytes:
    """A PNG of a few hundred bytes that says it has so many dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (2**31 - 1, 2**31 - 1), (100_000_001, 1)])
def test_a_picture_of_too_many_dots_is_refused_before_it_is_drawn(size) -> None:
    tracemalloc.start()
    with pytest.raises(BadInput, match="超过 1 亿"):
        uploads.check("炸弹.png", bomb_of_dots(*size))
    assert tracemalloc.get_traced_memory()[1] < 20 * uploads.MEGABYTE
    tracemalloc.stop()


def test_a_file_that_swells_when_unpacked_is_refused_without_unpacking_it(monkeypatch) -> None:
    swelling = packed({"word/media/1.xml": b"\0" * 8 * uploads.MEGABYTE}, of=word())
    with pytest.raises(BadInput, match="展开以后太大"):
        uploads.check("炸弹.docx", swelling)
    monkeypatch.setattr(uploads.office_files, "MOST_BYTES", 10_000)
    with pytest.raises(BadInput, match="展开以后太大"):
        uploads.check("稿子.docx", word())


def test_a_zip_that_lies_about_its_parts_is_refused() -> None:
    twice = packed({}, of=word())
    with zipfile.ZipFile(io.BytesIO(twice)) as opened:
        part = opened.getinfo("word/document.xml").filename.encode()
    assert part in twice
    locked = bytearray(twice)
    place = locked.rfind(b"PK\x01\x02")
    locked[place + 8] |= 1  # the flag that says: under a password
    with pytest.raises(BadInput, match="加了密码"):
        uploads.check("稿子.docx", bytes(locked))


def test_one_that_is_two_things_is_taken_for_the_first_and_never_for_the_other(home) -> None:
    both = GOOD["照片.jpg"][0] + GOOD["稿子.docx"][0]
    row = registry.file(uploads.keep("照片.docx", both, ANY))
    assert (row.media_type, row.name) == ("image/jpeg", "照片.docx.jpg")


def test_a_file_of_too_many_bytes_is_refused(monkeypatch) -> None:
    from dataclasses import replace

    small = replace(uploads.JPEG, most=100)
    monkeypatch.setattr(uploads, "ANY", (small,))
    with pytest.raises(BadInput, match="最多 0 MB"):
        uploads.check("大.jpg", GOOD["照片.jpg"][0], (small,))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\周\\合同.pdf", "合同.pdf"),
        ("a/b\\c/终稿3（定）.pdf", "终稿3（定）.pdf"),
        ("坏\r\nSet-Cookie: x.pdf", "坏Set-Cookie x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("  .. ", "文件"),
        ("", "文件"),
        ("/", "文件"),
        ("长" * 300 + ".pdf", "长" * 110 + ".pdf"),
    ],
)
def test_a_name_is_a_name_and_nothing_else(name, safe) -> None:
    assert uploads.safe_name(name) == safe


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_name_leads_anywhere(name) -> None:
    safe = uploads.safe_name(name)
    assert safe.isprintable() and 0 < len(safe) <= uploads.LONGEST_NAME
    assert not set(safe) & set('/\\<>:"|?*\r\n\0') and safe not in (".", "..")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 3000), st.binary(min_size=1, max_size=40))
def test_a_spoilt_file_is_taken_or_refused_in_words_and_never_breaks_the_program(name, place, noise) -> None:
    data = GOOD[name][0]
    place %= len(data)
    try:
        uploads.check(name, data[:place] + noise + data[place + len(noise) :])
    except BadInput as refused:
        assert str(refused).endswith("。")


def test_where_a_photograph_was_taken_is_kept_and_not_shown(home) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 20.0)
    exif[0x8825] = {2: (39.0, 54.0, 20.0)}
    taken = picture("JPEG", (900, 700), exif=exif)
    sha = uploads.keep("现场.jpg", taken)
    original = Image.open(io.BytesIO(registry.get(sha)))
    assert original.getexif().get_ifd(0x8825)
    shown = printing.upright(printing.Leaf(registry.get(sha), "image/jpeg", "现场.jpg"))
    assert not Image.open(io.BytesIO(shown)).getexif()


def test_a_photograph_that_is_too_large_says_what_to_do_on_a_telephone() -> None:
    with pytest.raises(BadInput, match=r"「大\.jpg」有 30 MB，JPG 文件最多 25 MB，请在手机相机里把照片尺寸调小后重拍"):
        uploads.check("大.jpg", b"\xff\xd8\xff" + b"\0" * (30 * uploads.MEGABYTE))
