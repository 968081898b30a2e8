"""文字核对: what is drafted is what is printed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image as Pillow

from gongwen.document.sheet import Glyph, Measured, Picture, Sheet, TextLine
from gongwen.office.pressroom import collating, papers


def a_file(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_page(*lines: str) -> Measured:
    made = [
        TextLine(1, tuple(Glyph(c, 28 + 5.5 * n, 33 + 5.5 * n, 40 + 10 * row, 16, "仿宋") for n, c in enumerate(text)))
        for row, text in enumerate(lines)
    ]
    return Measured((Sheet(1, 210, 297, tuple(made), ()),), ())


def test_a_page_with_every_character_has_lost_nothing() -> None:
    assert collating.lost(a_file("研究跨区域的问题，督促落实。"), a_page("研究跨区域的", "问题，督促落实。")) == ()


@pytest.mark.parametrize(
    "text, printed, missing", [("问题，督促。", "问题督促。", "，"), ("共12户，12人", "共12户，1人", "2")]
)
def test_a_lost_character_is_an_error_that_names_it(text: str, printed: str, missing: str) -> None:
    [finding] = collating.lost(a_file(text), a_page(printed))
    assert (finding.severity, finding.found) == ("error", f"缺 {missing}")


def test_a_picture_that_did_not_come_out_is_an_error() -> None:
    drawn, docx = BytesIO(), BytesIO()
    Pillow.new("RGB", (20, 10)).save(drawn, "PNG")
    document = Document()
    document.add_picture(drawn)
    document.save(docx)
    bare = a_page("")
    [finding] = collating.lost(docx.getvalue(), bare)
    assert (finding.rule, finding.severity) == ("picture.lost", "error") and "有 1 幅插图" in finding.message
    shown = replace(bare.sheets[0], pictures=(Picture(1, 30, 40, 60, 55),))
    assert collating.lost(docx.getvalue(), replace(bare, sheets=(shown,))) == ()


def test_ligatures_and_compatibility_forms_count_as_what_they_stand_for() -> None:
    assert collating.lost(a_file("office 一览"), a_page("oﬃce ⼀览")) == ()


@pytest.mark.slow
def test_no_comma_is_lost_at_the_end_of_a_justified_line(tmp_path: Path) -> None:
    """LibreOffice 7.4 lost commas there under another setting of hanging punctuation: every column gets one."""
    words = [("帮扶工作" * 8)[:n] + "，" + "逐户核实困难情形" * 6 + "。" for n in range(20, 32)]
    body = "\n".join(f"  {text}" for text in words)
    paper = tmp_path / "PAPER.yaml"
    paper.write_text(
        f"issuers: [{{name: 青禾市民政局}}]\ntitle: 关于核实的通知\nbody: |\n{body}\ndate: 2026-03-02\n", "utf-8"
    )
    with papers.press() as printer:
        made = papers.draft_file(paper, printer)
    assert [finding for finding in made.findings if finding.rule == "text.lost"] == []
