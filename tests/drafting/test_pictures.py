"""Pictures: whatever kind of file it was, what is placed is opaque, upright, not oversized, and within 版心."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image as Pillow
from PIL import ImageCms

from drafting.papers import a_paper
from drafting.settling import settled
from gongwen.document.lengths import mm
from gongwen.document.model import Attachment, Image, Text
from gongwen.drafting import first_fit, frame, write_content
from gongwen.drafting.paper_file import read_paper
from gongwen.drafting.text import picture_files
from gongwen.errors import BadInput


def saved(drawn: Pillow.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    drawn.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Pillow.Image:
    return Pillow.open(io.BytesIO(picture_files.prepared(data, "图.png").data))


def test_what_shines_through_is_laid_on_white():
    drawn = Pillow.new("RGBA", (40, 20), (255, 0, 0, 0))
    drawn.paste((0, 0, 255, 255), (0, 0, 20, 20))
    made = opened(saved(drawn, "PNG"))
    assert made.mode == "RGB" and made.getpixel((5, 5)) == (0, 0, 255) and made.getpixel((35, 5)) == (255, 255, 255)


def test_a_palette_with_a_transparent_colour_is_laid_on_white():
    drawn = Pillow.new("P", (10, 10), 1)
    drawn.putpalette([0, 0, 0, 200, 0, 0])
    made = opened(saved(drawn, "PNG", transparency=1))
    assert made.mode == "RGB" and made.getpixel((3, 3)) == (255, 255, 255)


def test_grey_stays_grey_and_cmyk_becomes_rgb():
    grey = saved(Pillow.new("L", (30, 30), 120), "JPEG")
    assert picture_files.prepared(grey, "灰.jpg").data == grey, "a plain JPEG is taken as it is"
    cmyk = opened(saved(Pillow.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG"))
    assert cmyk.mode == "RGB"
    red, green, blue = cmyk.getpixel((10, 10))
    assert red > 200 and green < 80 and blue < 80


def test_deep_grey_keeps_its_shades():
    drawn = Pillow.new("I;16", (2, 1))
    drawn.putpixel((0, 0), 65535)
    drawn.putpixel((1, 0), 32768)
    made = opened(saved(drawn, "PNG"))
    assert made.mode == "L" and made.getpixel((0, 0)) == 255 and 125 <= made.getpixel((1, 0)) <= 130


def test_a_turned_photograph_stands_upright():
    exif = Pillow.Exif()
    exif[0x0112] = 6
    drawn = Pillow.new("RGB", (60, 30), "white")
    drawn.paste((255, 0, 0), (0, 0, 20, 30))
    data = saved(drawn, "JPEG", exif=exif, quality=95)
    made = picture_files.prepared(data, "照片.jpg")
    upright = Pillow.open(io.BytesIO(made.data))
    assert upright.size == (30, 60) and not upright.getexif()
    assert upright.getpixel((15, 5))[0] > 200 and upright.getpixel((15, 5))[1] < 90
    assert made.height > made.width


def test_a_colour_space_of_its_own_is_reckoned_into_rgb():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = opened(saved(Pillow.new("RGB", (9, 9), (10, 200, 30)), "PNG", icc_profile=profile))
    assert "icc_profile" not in made.info
    assert all(abs(a - b) <= 2 for a, b in zip(made.getpixel((4, 4)), (10, 200, 30), strict=True))


def test_a_broken_colour_space_is_passed_over():
    data = saved(Pillow.new("RGB", (9, 9), (10, 200, 30)), "PNG", icc_profile=b"nonsense")
    assert opened(data).getpixel((4, 4)) == (10, 200, 30)


def test_a_huge_photograph_keeps_300_dots_an_inch_of_a_page():
    rough = Pillow.frombytes("RGB", (750, 500), random.Random(3).randbytes(750 * 500 * 3)).resize((6000, 4000))
    made = picture_files.prepared(saved(rough, "PNG", compress_level=1), "照片.png")
    dots = Pillow.open(io.BytesIO(made.data)).size
    assert max(dots) == round(225 / 25.4 * 300)
    assert len(made.data) < 3_000_000


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "WEBP", "GIF"])
def test_other_usual_kinds_are_taken_as_png(kind):
    drawn = Pillow.new("RGB", (20, 10), "white")
    drawn.paste((0, 128, 0), (0, 0, 10, 10))
    made = opened(saved(drawn, kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert made.format == "PNG" and made.getpixel((2, 2)) == (0, 128, 0)


def test_a_scan_of_several_pages_is_not_cut_down_to_its_first():
    pages = [Pillow.new("L", (20, 10), shade) for shade in (0, 128, 255)]
    with pytest.raises(BadInput, match=r"扫描\.tif 有 3 幅画面.*逐幅另存"):
        picture_files.prepared(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), "扫描.tif")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        saved(Pillow.new("RGB", (50, 50), "red"), "PNG")[:60],
        saved(Pillow.effect_noise((80, 80), 50), "JPEG")[:900],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.4",
    ],
    ids=["empty", "text", "half a PNG", "half a JPEG", "SVG", "PDF"],
)
def test_a_damaged_file_is_refused_by_name(data):
    with pytest.raises(BadInput, match=r"插图 坏图\.png 打不开：文件已损坏或者不是图片"):
        picture_files.prepared(data, "坏图.png")


def bomb(side: int) -> bytes:
    """A PNG that says it has so many dots each way and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [10_001, 12_000, 60_000])
def test_a_picture_too_large_to_open_is_refused_unopened(side):
    with pytest.raises(BadInput, match="超过 1 亿点，请先在看图软件中缩小"):
        picture_files.prepared(bomb(side), "巨图.png")


@pytest.mark.parametrize(
    ("name", "advice"),
    [("图.svg", "矢量图.*导出为 PNG"), ("照片.HEIC", "另存为 JPEG"), ("图.xyz", "不是可用的图片格式"), ("图.webp", "")],
)
def test_what_cannot_be_placed_is_told_with_the_way_out(name, advice):
    import re

    assert bool(advice) == bool(picture_files.format_fault(name))
    assert re.search(advice, picture_files.format_fault(name))


def test_a_missing_picture_is_told(tmp_path):
    with pytest.raises(BadInput, match="不存在，请检查路径"):
        write_content(a_paper(blocks=(Text("文。"), Image(tmp_path / "无.png"))))


def drawing(docx: bytes):
    return next(Document(io.BytesIO(docx)).element.body.iter(qn("wp:inline")))


def test_a_picture_says_what_it_shows():
    data = saved(Pillow.new("RGB", (20, 10)), "PNG")
    for image, said in (
        (Image(Path("路线.png"), data=data, alt="走访路线示意"), "走访路线示意"),
        (Image(Path("路线.png"), data=data, caption="图1　走访路线"), "图1　走访路线"),
        (Image(Path("路线.png"), data=data), "插图：路线"),
    ):
        assert drawing(write_content(a_paper(blocks=(Text("文。"), image)))).docPr.get("descr") == said


@pytest.mark.parametrize(
    ("size", "density", "wanted", "wide"),
    [((300, 100), 300, None, 25.4), ((6000, 100), 96, None, 156), ((1, 1), 96, None, 0.5), ((300, 100), 300, 60, 60),
     ((300, 100), 300, 225, 156)],
)  # fmt: skip
def test_a_picture_is_as_large_as_it_says_and_never_wider_than_the_type_area(size, density, wanted, wide):
    data = saved(Pillow.new("RGB", size), "PNG", dpi=(density, density))
    image = Image(Path("图.png"), mm(wanted) if wanted else None, data)
    extent = drawing(write_content(a_paper(blocks=(Text("文。"), image)))).extent
    assert extent.cx / 36000 == pytest.approx(wide, abs=0.2)


# --- the printed page


@pytest.mark.slow
def test_pictures_of_every_shape_stay_in_the_type_area_and_touch_nothing(printed):
    """Wide, tall, tiny, see-through and with a caption: in the text, and as attachments."""
    alpha = saved(Pillow.new("RGBA", (400, 200), (0, 90, 200, 90)), "PNG")
    tall = saved(Pillow.new("RGB", (300, 3000), (200, 200, 200)), "JPEG")
    wide = saved(Pillow.new("L", (5000, 400), 180), "PNG")
    tiny = saved(Pillow.new("RGB", (24, 24), "red"), "PNG")
    text = Text("走访路线和助餐点的位置见下图，请各单位对照核实，如有出入及时反馈。" * 2)
    inside = [
        text, Image(Path("a.png"), data=alpha, caption="图1　助餐点位置"), text, Image(Path("b.png"), data=wide), text,
        Image(Path("c.png"), data=tiny), text, Image(Path("d.jpg"), data=tall, caption="图2　帮扶流程"), text,
    ]  # fmt: skip
    attached = (
        Attachment("助餐点平面图", (Image(Path("d.jpg"), data=tall, caption="图3　平面"),)),
        Attachment("走访路线示意图和各助餐点位置分布情况说明图", (Image(Path("d.jpg"), data=tall),)),
    )
    measured = settled(printed, a_paper(blocks=tuple(inside), attachments=attached)).measured
    pictures = [picture for sheet in measured.sheets for picture in sheet.pictures]
    assert len(pictures) == 6
    for sheet in measured.sheets:
        for one in sheet.pictures:
            assert one.x0 >= 27.9 and one.x1 <= 184.1 and one.y0 >= 36.5 and one.y1 <= 262.2
            assert (one.x0 + one.x1) / 2 == pytest.approx(106, abs=0.3)
            for line in sheet.lines:
                assert line.bottom <= one.y0 + 0.3 or line.top >= one.y1 - 0.3, f"{line.text} lies on a picture"
    for words in ("图1", "图2", "图3"):
        sheet = next(s for s in measured.sheets if any(line.text.startswith(words) for line in s.lines))
        line = next(line for line in sheet.lines if line.text.startswith(words))
        assert any(0 <= line.top - one.y1 < 6 for one in sheet.pictures), "a caption stands right under its picture"
    first = [sheet for sheet in measured.sheets if sheet.lines and sheet.lines[0].text in ("附件1", "附件2")]
    assert all(sheet.pictures for sheet in first), "an attachment's picture stands under its title"


@pytest.mark.slow
def test_a_see_through_picture_leaves_no_transparency_in_the_pdf(printed_pdf):
    alpha = saved(Pillow.new("RGBA", (400, 200), (0, 90, 200, 90)), "PNG")
    paper = a_paper(blocks=(Text("文。"), Image(Path("a.png"), data=alpha)))
    content = write_content(paper)
    pdf = printed_pdf(frame(content, paper, first_fit(content, paper)))
    assert b"/SMask" not in pdf and b"/Subtype/Image" in pdf.replace(b"/Subtype /Image", b"/Subtype/Image")


def test_a_paper_tells_of_a_drawing_where_it_is_asked_for(tmp_path):
    (tmp_path / "图.svg").write_text("<svg/>", encoding="utf-8")
    text = "issuers: [青禾市民政局]\ntitle: 关于走访的通知\nblocks:\n  - p: 文。\n  - image: 图.svg\n"
    with pytest.raises(BadInput, match=r"第5行：文件「图\.svg」是矢量图，请在原软件中导出为 PNG"):
        read_paper(text, "PAPER.yaml", tmp_path)


def test_a_picture_in_a_paper_has_width_caption_and_description(tmp_path):
    (tmp_path / "图.png").write_bytes(saved(Pillow.new("RGB", (9, 9)), "PNG"))
    given = "{path: 图.png, width_mm: 90, caption: 图1　位置, alt: 助餐点位置}"
    text = f"issuers: [青禾市民政局]\ntitle: 关于走访的通知\nblocks:\n  - p: 文。\n  - image: {given}\n"
    image = read_paper(text, "PAPER.yaml", tmp_path).paper.blocks[1]
    assert (image.width, image.caption, image.alt) == (mm(90), "图1　位置", "助餐点位置")
