"""PDF/A-1b, judged by PDFBox Preflight: what can make a page fail it is printed and judged in one Java process."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from gongwen.office.pressroom import papers
from gongwen.printing import open_printer
from printing.preflight import preflight, read_verdicts
from printing.word import paragraph, picture, word

SAMPLES = Path(__file__).parents[2] / "samples" / "papers"
RARE = "喆玥镕堃祎翀昉旻昇赟垚晞燊"
LINK = (
    '<w:p><w:bookmarkStart w:id="1" w:name="first"/><w:r><w:t>附件</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    '<w:p><w:hyperlink w:anchor="first"><w:r><w:t>见附件</w:t></w:r></w:hyperlink></w:p>'
)
OUTER_LINK = (
    '<w:p><w:fldSimple w:instr="HYPERLINK &quot;https://www.example.gov.cn/&quot;"><w:r><w:t>网址</w:t></w:r>'
    "</w:fldSimple></w:p>"
)
HEADING = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>一、总体要求</w:t></w:r></w:p>'
LANDSCAPE = (
    '<w:tbl><w:tblPr><w:tblBorders><w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>'
    + ("<w:tr>" + "<w:tc><w:p><w:r><w:t>户编号</w:t></w:r></w:p></w:tc>" * 9 + "</w:tr>") * 60
    + '</w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
)


def drawn(mode: str, form: str, ground: object, ink: object) -> bytes:
    """A picture of this mode (PIL's names) and file form: a disc of `ink` on `ground`."""
    made = Image.new(mode, (120, 80), ground)
    ImageDraw.Draw(made).ellipse((10, 10, 70, 70), fill=ink)
    target = io.BytesIO()
    made.save(target, form)
    return target.getvalue()


PICTURES = {
    "alpha": ("png", drawn("RGBA", "PNG", (200, 30, 30, 90), (0, 0, 200, 255))),
    "grey-alpha": ("png", drawn("LA", "PNG", (120, 60), (20, 255))),
    "one-bit": ("png", drawn("1", "PNG", 1, 0)),
    "grey": ("jpeg", drawn("L", "JPEG", 120, 20)),
    "four-inks": ("jpeg", drawn("CMYK", "JPEG", (0, 200, 200, 10), (200, 0, 0, 0))),
}
PAGES = {
    **{
        name: word(paragraph("图"), picture(form), parts={f"word/media/1.{form}": data})
        for name, (form, data) in PICTURES.items()
    },
    "rare": word(paragraph(RARE), paragraph(RARE, "楷体_GB2312")),
    "links": word(HEADING, LINK, OUTER_LINK),
    "landscape": word(LANDSCAPE),
}


def without_colour_profile(pdf: bytes) -> bytes:
    """Colours that mean nothing without the profile that PDF/A asks for."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as book:
        del book.Root.OutputIntents
        book.save(target)
    return target.getvalue()


@pytest.mark.slow
def test_pages_of_every_kind_are_pdf_a_1b(tmp_path: Path):
    """Among them pictures that PDF/A-1 cannot hold as they are: transparent ones and those in printing inks."""
    with open_printer() as room:
        for name, docx in PAGES.items():
            (tmp_path / f"{name}.pdf").write_bytes(room.to_pdf(docx))
    (tmp_path / "spoilt.pdf").write_bytes(without_colour_profile((tmp_path / "alpha.pdf").read_bytes()))
    verdicts = preflight(tmp_path)
    assert any(
        "colour space" in fault.lower() or "color space" in fault.lower() for fault in verdicts.pop("spoilt.pdf")
    )
    assert verdicts == {f"{name}.pdf": () for name in PAGES}


@pytest.mark.slow
def test_papers_of_the_office_are_pdf_a_1b(tmp_path: Path):
    """Head, joint masthead with sample seals, tables on their side, 版记 and a contract, drafted as the office does."""
    with open_printer() as room:
        for name in ("单独行文通知", "十部门成立通知", "表格附件", "模板合同书"):
            made = papers.draft_file(SAMPLES / name / "PAPER.yaml", room, sample_seals="通知" in name)
            (tmp_path / f"{name}.pdf").write_bytes(made.pdf)
    assert set(preflight(tmp_path).values()) == {()}


def test_each_file_has_the_verdict_that_follows_its_name():
    told = (
        "The file a b.pdf is a valid PDF/A-1b file\n\nThe file 丙.pdf is not a valid PDF/A-1b file, error(s) :\n"
        "7.3 : Error on MetaData\n3.1.4 : Invalid Font\n\nThe file c.pdf is not a valid PDF/A-1b file\n"
    )
    assert read_verdicts(told) == {
        "a b.pdf": (),
        "丙.pdf": ("7.3 : Error on MetaData", "3.1.4 : Invalid Font"),
        "c.pdf": ("invalid",),
    }
