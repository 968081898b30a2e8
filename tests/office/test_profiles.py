"""版面配置: the page set-up that a file, a template, an office or the command names is the one that is printed."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from gongwen import drafting, registry
from gongwen.document import layout
from gongwen.document.sheet import Measured, Sheet, TextLine
from gongwen.errors import BadInput, ToolMissing
from gongwen.office import desk, founding
from gongwen.office.paperwork import context, typesetting
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit.office import SCRIPT, an_office

LONG = Path(__file__).parents[2] / "samples" / "papers" / "长文四级标题" / "PAPER.yaml"
SHORT = "issuers: [青禾市民政局]\ntitle: 关于核实的通知\nbody: 逐户核实。\ndate: 2026-03-02\n"
NATIONAL, WORD = (33.6, 33.5), (37.0, 35.0)
WHEN = datetime(2026, 3, 2, 1, tzinfo=UTC)


class PrinterThatKeepsTheFile:
    """Keeps what it was to print and gives up: the page set-up stands in the Word file already."""

    def __init__(self) -> None:
        self.docx = b""

    def to_pdf(self, docx: bytes) -> bytes:
        self.docx = docx
        raise ToolMissing()


def margins(docx: bytes) -> tuple[float, float]:
    section = Document(BytesIO(docx)).sections[0]
    assert section.top_margin and section.bottom_margin
    return round(section.top_margin.mm, 1), round(section.bottom_margin.mm, 1)


def set_up(folder: Path, text: str, **options: str) -> tuple[float, float]:
    """Margins (mm) of the Word file that this PAPER.yaml is drafted to."""
    (folder / "PAPER.yaml").write_text(text, "utf-8")
    printer = PrinterThatKeepsTheFile()
    with pytest.raises(ToolMissing):
        papers.draft_file(folder / "PAPER.yaml", printer, **options)
    return margins(printer.docx)


def test_without_a_profile_the_page_is_set_up_as_the_standard_measures(tmp_path: Path) -> None:
    assert set_up(tmp_path, SHORT) == NATIONAL


def test_the_file_names_the_profile(tmp_path: Path) -> None:
    assert set_up(tmp_path, SHORT + "profile: word-37-35\n") == WORD


@pytest.mark.parametrize(
    ("written", "asked", "used"), [("national", "word-37-35", WORD), ("word-37-35", "national", NATIONAL)]
)
def test_the_command_overrides_the_file(tmp_path: Path, written: str, asked: str, used: tuple[float, float]) -> None:
    assert set_up(tmp_path, f"{SHORT}profile: {written}\n", profile=asked) == used


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A template that presets Word's own page set-up."""
    shutil.copytree(drafting.shipped_templates() / "立项批复", tmp_path / "立项批复")
    sidecar = tmp_path / "立项批复" / "fields.yaml"
    sidecar.write_text(sidecar.read_text("utf-8").replace("paper: {", "paper: {profile: word-37-35, "), "utf-8")
    found = drafting.find_template("立项批复", tmp_path)
    monkeypatch.setattr(drafting, "find_template", lambda name: found)
    values = (tmp_path / "立项批复" / "example.yaml").read_text("utf-8")
    return f"template: 立项批复\nissuers: [青禾市民政局]\nfields:\n{textwrap.indent(values, '  ')}"


def test_a_template_s_profile_stands_until_the_file_or_the_command_names_another(tmp_path: Path, template: str) -> None:
    assert set_up(tmp_path, template) == WORD
    assert set_up(tmp_path, f"{template}\nprofile: national\n") == NATIONAL
    assert set_up(tmp_path, template, profile="national") == NATIONAL


def test_an_unknown_profile_is_told_before_anything_is_read() -> None:
    with pytest.raises(BadInput, match="没有名为「省厅」的版面配置，可用：national、word-37-35。"):
        papers.draft_file(Path("没有这个文件.yaml"), PrinterThatKeepsTheFile(), profile="省厅")


def test_a_form_has_its_template_s_own_page_and_says_so(tmp_path: Path) -> None:
    paper = LONG.parents[1] / "模板合同书" / "PAPER.yaml"
    with pytest.raises(BadInput, match="版头和落款，不能用 --profile、--sample-seals"):
        papers.draft_file(paper, PrinterThatKeepsTheFile(), profile="word-37-35", sample_seals=True)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The demonstration's office, which insists on Word's own page set-up."""
    home = an_office(tmp_path / "office")
    particulars = registry.profile()
    particulars["issuing"]["profile"] = "word-37-35"
    registry.set_profile(particulars, actor="周晓岚", now=WHEN)
    yield home
    registry.close()


def test_an_office_s_profile_is_that_of_all_its_papers(office: Path) -> None:
    assert context.head(drafting.find_template("立项批复"), date(2026, 3, 2)).geometry.name == "word-37-35"


def test_a_paper_keeps_the_page_set_up_it_was_drafted_with(office: Path) -> None:
    form = {"basis": "《青禾市困难家庭帮扶救助工作方案》", "tasks": [], "approved_by": "市委、市政府"}
    form["tasks"] = [{"task": "逐户核实困难情形", "by": "市民政局", "due": "2026-03-31"}]
    paper = desk.open_paper("领导小组成立通知", form, actor=Actor("周晓岚", "命令行", "clerk"), now=WHEN)
    particulars = registry.profile()
    particulars["issuing"]["profile"] = None
    registry.set_profile(particulars, actor="周晓岚", now=WHEN)
    assert margins(registry.get(paper.versions[-1].docx_sha or "")) == WORD
    printer = PrinterThatKeepsTheFile()
    with pytest.raises(ToolMissing):
        typesetting.typeset(registry.paper(paper.id), printer)
    assert margins(printer.docx) == WORD


def test_an_office_file_with_an_unknown_profile_founds_no_office(tmp_path: Path) -> None:
    text = (SCRIPT / "office.yaml").read_text("utf-8")
    (tmp_path / "office.yaml").write_text(text.replace("  single:", "  profile: 省厅\n  single:"), "utf-8")
    with pytest.raises(BadInput, match="应当是national、word-37-35之一，现为「省厅」"):
        founding.found(tmp_path / "home", tmp_path / "office.yaml", actor="开办人", now=WHEN)
    assert not (tmp_path / "home").exists()


# --- the printed page


def lines_above_the_folio(sheet: Sheet) -> list[TextLine]:
    return [line for line in sheet.lines if line.bottom < layout.TYPE_BOTTOM.mm + 1]


def only_whole_characters(line: TextLine) -> bool:
    """A line of full-width characters alone, from one edge of 版心 to the other."""
    em = layout.SIZE_3.mm
    return line.x0 < 29 and line.x1 > 180 and all(glyph.x1 - glyph.x0 > 0.9 * em for glyph in line.glyphs)


@pytest.fixture(scope="module")
def printed(printer: papers.Prints) -> Measured:
    return papers.draft_file(LONG, printer, profile="word-37-35").measured


@pytest.mark.slow
def test_words_page_set_up_puts_22_lines_of_28_characters_lower_on_the_page(printed: Measured) -> None:
    """What an office gets that insists on 37/35 mm and 28.95 pt: the first line begins at 40.2 instead of 37 mm."""
    for sheet in printed.sheets[1:3]:
        lines = lines_above_the_folio(sheet)
        assert len(lines) == 22
        assert lines[0].top == pytest.approx(40.22, abs=0.1)
        assert lines[-1].bottom == pytest.approx(260.32, abs=0.1)
        full = Counter(len(line.glyphs) for line in lines if only_whole_characters(line))
        assert full.most_common(1)[0][0] == layout.CHARS_PER_LINE


@pytest.mark.slow
def test_what_the_standard_fixes_on_the_page_stays_where_it_is(printed: Measured) -> None:
    """发文机关标志 72 mm from the page's top, the last rule of 版记 at 262 mm, the page number 7 mm below."""
    mark = printed.sheets[0].lines[0]
    assert mark.top == pytest.approx(layout.MARK_TOP.mm, abs=0.2)
    last = max(rule.y for rule in printed.sheets[-1].rules)
    assert last == pytest.approx(layout.IMPRINT_FOOT.mm, abs=0.3)
    for sheet in printed.sheets:
        folio = sheet.lines[-1]
        dash = folio.baseline - 0.38 * folio.size * 25.4 / 72
        assert dash - layout.TYPE_BOTTOM.mm == pytest.approx(layout.PAGE_NUMBER_DROP.mm, abs=1)


@pytest.mark.slow
def test_the_page_set_up_is_told_and_the_page_is_judged_by_it(printer: papers.Prints) -> None:
    """No false alarm about the lines that this page set-up puts lower, and a note that names it."""
    made = papers.draft_file(LONG, printer, profile="word-37-35")
    assert (
        made.geometry
        and made.geometry.told == "Word 页面设置 37/35 毫米（上边距 37 毫米、下边距 35 毫米、行距 28.95 磅）"
    )
    assert [found.message for found in made.findings if found.severity == "error"] == []
    [note] = [found for found in made.findings if found.rule == "geometry.profile"]
    assert note.severity == "note" and "37/35" in note.message
