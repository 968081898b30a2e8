"""批注图: every page with findings, each framed in the look of its severity, the sentences beside the page."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFont

from gongwen import printing
from gongwen.document.findings import Finding
from gongwen.proofing import marked_pages
from gongwen.proofing.drawing import DPI, wrapped
from proofing.tiny_pdf import tiny_pdf

FONT = printing.font_file("黑体")
MM = DPI / 25.4
RED, ORANGE, BLUE = (192, 0, 0), (180, 95, 6), (31, 78, 158)


def finding(severity: str, page: int | None = 1, box=(40.0, 60.0, 120.0, 80.0)) -> Finding:
    return Finding(rule="margins.left", clause="GB/T 9704—2012 5.2.1", strength="规定", severity=severity,
                   message="订口实测 31.7 mm，应为 28 mm ± 1 mm，请改左边距。", page=page, box=box)  # fmt: skip


def drawn(*found: Finding, pages: int = 3) -> dict[int, Image.Image]:
    made = marked_pages(tiny_pdf(*[""] * pages), found, FONT)
    return {page: Image.open(io.BytesIO(png)).convert("RGB") for page, png in made}


def along(picture: Image.Image, colour: tuple[int, int, int]) -> float:
    """How much of the frame's lower edge is drawn in the colour."""
    y = round(80 * MM) + 4
    dots = [picture.getpixel((x, y)) for x in range(round(45 * MM), round(115 * MM))]
    return sum(dot == colour for dot in dots) / len(dots)


def test_only_pages_with_findings_are_drawn() -> None:
    assert list(drawn(finding("error", 2))) == [2]
    assert drawn() == {}


def test_what_concerns_no_page_stands_beside_the_first_unless_it_is_only_a_note() -> None:
    assert list(drawn(finding("error", None, None))) == [1]
    assert list(drawn(finding("note", None, None))) == []


@pytest.mark.parametrize(
    ("severity", "colour", "least", "most"),
    [("error", RED, 1.0, 1.0), ("warning", ORANGE, 0.6, 0.8), ("note", BLUE, 0.3, 0.6)],
)
def test_a_severity_is_told_by_its_colour_and_by_the_dashes_of_its_frame(severity, colour, least, most) -> None:
    assert least <= along(drawn(finding(severity))[1], colour) <= most


def test_badges_have_a_shape_of_their_own() -> None:
    """A circle, a diamond and a square of the legend fill different parts of their box."""
    filled = {}
    for severity, colour in (("error", RED), ("warning", ORANGE), ("note", BLUE)):
        picture = drawn(finding(severity, box=None))[1]
        legend = picture.crop((round(210 * MM) + 5, 0, round(210 * MM) + 60, 60))
        filled[severity] = sum(dot == colour for dot in legend.get_flattened_data())
    assert len({round(count / 40) for count in filled.values()}) == 3


def test_the_page_stays_as_it_is_and_the_legend_stands_beside_it() -> None:
    picture = drawn(finding("error"))[1]
    assert picture.height >= round(297 * MM) - 2 and picture.width > round(210 * MM) + 300
    assert picture.getpixel((round(80 * MM), round(70 * MM))) == (255, 255, 255)


def test_much_to_say_makes_the_picture_longer() -> None:
    assert drawn(*(finding("error") for _ in range(30)))[1].height > drawn(finding("error"))[1].height


def test_a_box_over_the_edge_of_the_page_is_drawn_at_the_edge() -> None:
    assert list(drawn(finding("error", box=(-5.0, -5.0, 240.0, 320.0)))) == [1]


def test_no_opening_mark_ends_a_line() -> None:
    face = ImageFont.truetype(str(FONT), 19)
    for width in range(60, 200, 7):
        lines = wrapped("标题用（22 磅）黑体，一般用（2 号）小标宋。" * 2, face, width)
        assert not any(line.endswith("（") for line in lines)
        assert "".join(lines).replace(" ", "") == "标题用（22磅）黑体，一般用（2号）小标宋。" * 2


def test_figures_keep_their_units_and_no_closing_mark_begins_a_line() -> None:
    face = ImageFont.truetype(str(FONT), 19)
    lines = wrapped("订口实测 31.7 mm，应为 28 mm ± 1 mm，请改左边距。" * 3, face, 200)
    assert all(face.getlength(line) <= 200 + 19 for line in lines)
    assert not any(line[0] in "，。" or line.startswith("mm") for line in lines)
    assert "".join(lines).replace(" ", "") == "订口实测31.7mm，应为28mm±1mm，请改左边距。" * 3
