"""A tiny PDF whose geometry is known exactly: every figure in it is given by the test in mm from the top left."""

from __future__ import annotations

import io

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

PT_PER_MM = 72 / 25.4


def tiny_pdf(
    *pages: str, width: float = 210, height: float = 297, rotate: int = 0, shift: tuple[float, float] = (0, 0)
) -> bytes:
    """A PDF of pages given as content streams whose unit is mm; `shift` moves the page box away from the origin.

    Fonts: /S a Chinese face (embedded, every glyph one em wide, encoded as UTF-16), /H Helvetica (not embedded).
    """
    pdf = pikepdf.new()
    fonts = pikepdf.Dictionary(S=_square_font(pdf), H=_helvetica())
    left, bottom = (value * PT_PER_MM for value in shift)
    for content in pages:
        page = pdf.add_blank_page(page_size=(100, 100))
        page.MediaBox = pikepdf.Array([left, bottom, left + width * PT_PER_MM, bottom + height * PT_PER_MM])
        page.Rotate = rotate
        page.Resources = pikepdf.Dictionary(Font=fonts, XObject=pikepdf.Dictionary(P=_pixel(pdf), F=_form(pdf, fonts)))
        scale = f"{PT_PER_MM:.6f} 0 0 {PT_PER_MM:.6f} {left:.6f} {bottom:.6f} cm\n"
        page.Contents = pdf.make_stream((scale + content).encode("latin-1"))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def words(text: str, x: float, baseline: float, size: float = 16, *, colour: str = "0 0 0", page: float = 297) -> str:
    """Chinese text with its origin at (x, baseline) mm from the top left, size in pt."""
    return _shown("S", f"<{text.encode('utf-16-be').hex()}>", x, baseline, size, colour, page)


def latin(text: str, x: float, baseline: float, size: float = 16, *, page: float = 297) -> str:
    """Latin text in Helvetica."""
    return _shown("H", f"({text})", x, baseline, size, "0 0 0", page)


def stroked(x0: float, y0: float, x1: float, y1: float, weight: float, colour: str = "0 0 0", page: float = 297) -> str:
    """A stroked line."""
    return f"q {colour} RG {weight} w {x0} {page - y0} m {x1} {page - y1} l S Q\n"


def filled(x: float, y: float, width: float, height: float, colour: str = "0 0 0", page: float = 297) -> str:
    """A filled box whose top left corner is (x, y)."""
    return f"q {colour} rg {x} {page - y - height} {width} {height} re f Q\n"


def _shown(font: str, text: str, x: float, baseline: float, size: float, colour: str, page: float) -> str:
    in_mm = size / PT_PER_MM
    return f"q {colour} rg BT /{font} {in_mm:.6f} Tf {x} {page - baseline:.6f} Td {text} Tj ET Q\n"


def _helvetica() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip


def _square_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A Type0 font, embedded with a subset prefix; its one glyph serves every code, each told by ToUnicode."""
    rows = "".join(f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n" for high in range(0x100))
    to_unicode = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"256 beginbfrange\n{rows}endbfrange\nendcmap\nend\nend"
    ).encode()
    name = pikepdf.Name("/ABCDEF+TestFang-Regular")
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=4, FontBBox=[0, -120, 1000, 880], ItalicAngle=0,
        Ascent=880, Descent=-120, CapHeight=880, StemV=80, FontFile2=pdf.make_stream(_square_glyphs()),
    )  # fmt: skip
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=name, DW=1000,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=pdf.make_stream(b"\x00\x01" * 65536),
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=name, Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(descendant)], ToUnicode=pdf.make_stream(to_unicode),
    )  # fmt: skip
    return pdf.make_indirect(font)


def _square_glyphs() -> bytes:
    pen = TTGlyphPen(None)
    for index, point in enumerate(((50, -70), (50, 830), (950, 830), (950, -70))):
        (pen.lineTo if index else pen.moveTo)(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({0x53E3: "square"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 50)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "TestFang", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def _pixel(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    return pdf.make_stream(
        b"\xff\x00\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip


def _form(pdf: pikepdf.Pdf, fonts: pikepdf.Dictionary) -> pikepdf.Stream:
    """A group that draws, at half size, a rule of 100 x 1 and the character 组 of 10 units at its origin."""
    content = f"1 w 0 0 m 100 0 l S BT /S 10 Tf 0 0 Td <{'组'.encode('utf-16-be').hex()}> Tj ET"
    return pdf.make_stream(
        content.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[-10, -10, 200, 200],
        Matrix=[0.5, 0, 0, 0.5, 0, 0], Resources=pikepdf.Dictionary(Font=fonts),
    )  # fmt: skip
