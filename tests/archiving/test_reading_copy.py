"""阅览本: the page a viewer shows is the page the contents name; bookmarks, links, nothing broken or signed inside."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from archiving.papers import item, pdf
from gongwen.archiving import READING_COPY, Item, Part, bind, contents
from gongwen.errors import BadInput

ITEMS = [
    item(1, title="立项申报书", pages=3),
    item(2, title="立项批复", pages=2, parts=(Part("附件", "资金分配表", pdf(1)),)),
    item(1, "合同", title="项目合同书", pages=4, kind="项目合同书"),
    item(1, "奖惩", title="表彰决定", pages=1),
]


def bound(items: list[Item] = ITEMS, *, cover: bytes = pdf(1), rows: bytes = pdf(2), closing: bytes = b"") -> PdfReader:
    return PdfReader(BytesIO(bind(cover, rows, items, "安和村帮扶项目案卷", closing=closing, author="市帮扶办")))


def outline(reader: PdfReader, entries: list | None = None, depth: int = 0) -> list[str]:  # type: ignore[type-arg]
    """The bookmarks as text, each with the label of the page it opens."""
    lines: list[str] = []
    for entry in reader.outline if entries is None else entries:
        if isinstance(entry, list):
            lines += outline(reader, entry, depth + 1)
        else:
            page = reader.get_destination_page_number(entry)
            lines.append(f"{'　' * depth}{entry.title} {reader.page_labels[page]}")
    return lines


def printed_contents(
    rows: list[tuple[str, float]], x: int = 80, others: list[tuple[str, float, float]] | None = None
) -> bytes:
    """A contents page with numbers in its left column at heights in points, and other numbers elsewhere."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    printed = [*(others or []), *((text, x, y) for text, y in rows)]
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): named})}
    )

    stream = DecodedStreamObject()
    stream.set_data("".join(f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET\n" for text, x, y in printed).encode())
    page[NameObject("/Contents")] = stream
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def signed(kind: str = "/Sig") -> bytes:
    """A PDF with a signature field that has a value and an appearance, on its first page."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    looks = writer._add_object(DictionaryObject())
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject(kind),
            NameObject("/T"): TextStringObject("seal"),
            NameObject("/V"): DictionaryObject({NameObject("/Type"): NameObject(kind)}),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): looks}),
            NameObject("/Rect"): ArrayObject(),
        }
    )
    reference = writer._add_object(field)
    page[NameObject("/Annots")] = ArrayObject([reference])
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([reference])})
    writer.root_object[NameObject("/AcroForm")] = form
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_page_a_viewer_shows_is_the_page_the_contents_name() -> None:
    reader = bound(closing=pdf(1))
    assert reader.page_labels == ["i", "ii", "iii", *map(str, range(1, 12)), "备考表"]
    assert [row.first_page for row in contents(ITEMS)] == [1, 4, 7, 11]


def test_bookmarks_lead_from_phase_to_paper_to_part() -> None:
    assert outline(bound(closing=pdf(1))) == [
        "案卷封面 i",
        "卷内目录 ii",
        "立项 1",
        "　立项申报书 1",
        "　立项批复 4",
        "　　附件：资金分配表 6",
        "合同 7",
        "　项目合同书 7",
        "奖惩 11",
        "　表彰决定 11",
        "备考表 备考表",
    ]


def test_every_paper_stands_where_the_contents_say() -> None:
    """Each paper has pages of its own width; the page labelled with its first number has that width."""
    items = [replace(made, pdf=pdf(2, width=400 + number), parts=()) for number, made in enumerate(ITEMS)]
    reader = bound(items)
    for number, row in enumerate(contents(items)):
        page = reader.pages[reader.page_labels.index(str(row.first_page))]
        assert page.mediabox.width == 400 + number


def test_it_says_that_it_is_a_copy() -> None:
    metadata = bound().metadata
    assert metadata is not None
    assert (metadata.title, metadata.author, metadata.subject) == ("安和村帮扶项目案卷", "市帮扶办", READING_COPY)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_page_number_is_printed_at_the_right_foot_as_seen(rotation: int) -> None:
    reader = bound([replace(ITEMS[0], pdf=pdf(1, rotation=rotation))])
    found: list[tuple[str, float, float]] = []
    page = reader.pages[3]
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append((text, *place(cm, tm))))
    ((_, x, y),) = [entry for entry in found if entry[0].strip() == "1"]
    seen = {0: (x, y), 90: (y, 595 - x), 180: (595 - x, 842 - y), 270: (842 - y, x)}[rotation]
    width = 842 if rotation in (90, 270) else 595
    assert seen == (pytest.approx(width - 42.5 - 5.56, abs=0.1), pytest.approx(22.7, abs=0.1))


def place(cm: list[float], tm: list[float]) -> tuple[float, float]:
    return tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]


def test_front_and_closing_sheets_bear_no_page_number() -> None:
    reader = bound(closing=pdf(1))
    assert [reader.pages[index].extract_text() for index in (0, 1, 2, 14)] == [""] * 4


def test_rows_of_the_contents_are_links_to_their_papers() -> None:
    reader = bound(rows=printed_contents([("1", 700), ("2", 660), ("3", 620), ("4", 580)]))
    links = [reference.get_object() for reference in reader.pages[1]["/Annots"]]
    targets = [reader.get_page_number(link["/Dest"][0].get_object()) for link in links]
    assert [reader.page_labels[page] for page in targets] == ["1", "4", "7", "11"]
    tops = [float(link["/Rect"][3]) for link in links]
    assert tops == sorted(tops, reverse=True)
    assert all(
        float(link["/Rect"][1]) < y < float(link["/Rect"][3])
        for link, y in zip(links, (700, 660, 620, 580), strict=True)
    )


def test_numbers_of_other_columns_never_pass_for_serial_numbers() -> None:
    """A 文号 may wrap so that a digit stands alone; a page number may stand at the left foot."""
    others = [("2", 120.0, 690.0), ("3", 120.0, 680.0), ("4", 120.0, 670.0), ("1", 40.0, 800.0), ("2", 40.0, 20.0)]
    plain = bound(rows=printed_contents([("1", 700), ("2", 660), ("3", 620), ("4", 580)]))
    mixed = bound(rows=printed_contents([("1", 700), ("2", 660), ("3", 620), ("4", 580)], others=others))
    boxes = [[link.get_object()["/Rect"] for link in reader.pages[1]["/Annots"]] for reader in (plain, mixed)]
    assert boxes[0] == boxes[1]


def test_no_row_is_a_link_when_one_cannot_be_found() -> None:
    reader = bound(rows=printed_contents([("1", 700), ("2", 660), ("4", 580)]))
    assert "/Annots" not in reader.pages[1]


def test_a_copied_signature_keeps_its_looks_and_stops_being_a_field() -> None:
    original = signed()
    reader = bound([replace(ITEMS[0], pdf=original)])
    (seal,) = [reference.get_object() for reference in reader.pages[3]["/Annots"]]
    assert seal["/Subtype"] == "/Stamp"
    assert "/AP" in seal
    assert not {"/FT", "/V", "/T"} & seal.keys()
    assert "/AcroForm" not in reader.trailer["/Root"]


def test_the_same_papers_give_the_same_bytes() -> None:
    assert bind(pdf(1), pdf(2), ITEMS, "案卷") == bind(pdf(1), pdf(2), list(reversed(ITEMS)), "案卷")


@pytest.mark.slow
def test_the_same_papers_give_the_same_bytes_in_another_process() -> None:
    tests = Path(__file__).parents[1]
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from archiving.test_reading_copy import ITEMS, bind, pdf\n"
        "print(hashlib.sha256(bind(pdf(1), pdf(2), ITEMS, '案卷', closing=pdf(1))).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script, str(tests)], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


def locked() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf(1)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "reason"), [(b"scan", "不是完整的 PDF"), (pdf(3)[:300], "不是完整的 PDF"), (locked(), "加了密码")]
)
def test_a_part_that_cannot_be_bound_is_named(part: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=f"「表彰决定」{reason}"):
        bound([*ITEMS[:3], replace(ITEMS[3], pdf=part)])
    with pytest.raises(BadInput, match=f"「案卷封面」{reason}"):
        bound(cover=part)
    with pytest.raises(BadInput, match=f"「资金分配表」{reason}"):
        bound([replace(ITEMS[1], parts=(Part("附件", "资金分配表", part),))])


def test_an_empty_case_is_refused() -> None:
    with pytest.raises(BadInput, match="没有一件文件"):
        bound([])
