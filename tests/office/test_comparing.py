"""花脸稿: what was changed between two versions of a paper, to be read at a terminal, in an editor and on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import desk
from gongwen.office.paperwork import comparing
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit.editing import PrinterOfBlankPages, replaced
from kit.office import an_office, story

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFTER = Actor("周晓岚")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office whose notice was drafted and twice handed in anew."""
    home = an_office(tmp_path_factory.mktemp("compared") / "office")
    fields = story("00")[0].said["paper"]["fields"]
    desk.open_paper("领导小组成立通知", fields, actor=DRAFTER, now=NOW)
    for hour, (old, new) in enumerate((("逐户核实", "逐户上门核实"), ("市财政局副局长", "市财政局总会计师")), 1):
        data = replaced(registry.get(registry.papers()[0].versions[-1].docx_sha or ""), old, new)
        desk.hand_in("FW-2026-001", data, actor=DRAFTER, now=NOW + timedelta(hours=hour), printer=PrinterOfBlankPages())
    yield home
    registry.close()


def compared(**versions: int) -> comparing.Comparison:
    return comparing.compare("FW-2026-001", actor=DRAFTER, now=NOW + timedelta(hours=3), **versions)


def test_the_terminal_shows_every_change_with_its_place_and_why_it_counts(office: Path) -> None:
    head, *lines = comparing.lines(compared(former=1))
    assert "第1稿（周晓岚，2026年3月2日，" in head and "第3稿" in head and "改动2处" in head
    assert "〔增〕上门〔/增〕" in lines[0] and lines[0].startswith("1.正文第")
    assert "〔删〕副局长〔/删〕〔增〕总会计师〔/增〕" in lines[1]


def test_without_a_word_it_is_the_version_before(office: Path) -> None:
    """The drafter has given no opinion; who has, gets the version of their last one."""
    found = compared()
    assert (found.former.no, found.later.no, len(found.changed)) == (2, 3, 1)
    registry.add_opinion(
        registry.papers()[0].id, "顾言之", "核稿", "已核。", found.paper.versions[0].docx_sha or "", NOW
    )
    mine = comparing.compare("FW-2026-001", actor=Actor("顾言之"), now=NOW + timedelta(hours=3))
    assert (mine.former.no, mine.later.no) == (1, 3)


def test_a_version_that_is_not_there_is_bad_input(office: Path) -> None:
    with pytest.raises(BadInput, match="没有第9稿可以比较，现有的文稿是第1、2、3稿"):
        compared(former=9)


def test_the_word_file_holds_changes_that_an_editor_can_accept(office: Path, tmp_path: Path) -> None:
    """Real tracked changes with author and moment; the head says what is compared, the end lists all of it."""
    made = comparing.write(compared(former=1), tmp_path, PrinterOfBlankPages())
    document = docx.Document(io.BytesIO(made[0].read_bytes()))
    body = document.element.body
    added = {"".join(one.text for one in ins.iter(qn("w:t"))) for ins in body.iter(qn("w:ins"))}
    gone = {"".join(one.text for one in ins.iter(qn("w:delText"))) for ins in body.iter(qn("w:del"))}
    assert added == {"上门", "总会计师"} and gone == {"副局长"}
    mark = next(body.iter(qn("w:ins")))
    assert (mark.get(qn("w:author")), mark.get(qn("w:date"))) == ("周晓岚", "2026-03-02T03:00:00Z")
    assert document.sections[0].header.paragraphs[0].text.startswith("花脸稿：《")
    assert "改动清单（共2处）" in [one.text for one in document.paragraphs]


def test_a_marked_up_file_is_not_taken_for_the_paper(office: Path, tmp_path: Path) -> None:
    """Somebody mends the 花脸稿 and hands it in: it says that it is one."""
    made = comparing.write(compared(former=1), tmp_path, PrinterOfBlankPages())
    with pytest.raises(BadInput, match="花脸稿") as refused:
        desk.hand_in(
            "FW-2026-001", made[0].read_bytes(), actor=DRAFTER, now=NOW + timedelta(hours=4),
            printer=PrinterOfBlankPages(),
        )  # fmt: skip
    assert any("未接受的修订" in fault for fault in refused.value.faults)


@pytest.mark.slow
def test_on_paper_deleted_words_are_struck_and_added_ones_underlined_in_red(office: Path, tmp_path: Path) -> None:
    """The printed page holds both, in red, the head line first."""
    with papers.press() as printer:
        made = comparing.write(compared(former=1), tmp_path, printer)
    with pypdfium2.PdfDocument(made[1].read_bytes()) as pdf:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
        page = next(one for one in pdf if "总会计师" in "".join(one.get_textpage().get_text_range().split()))
        picture = page.render(scale=1).to_pil().convert("RGB")
    assert "花脸稿：《" in text and "副局长总会计师" in text and "上门" in text
    pixels = zip(*[iter(picture.tobytes())] * 3, strict=True)
    red = sum(1 for r, g, b in pixels if r > 180 and g < 90 and b < 90)
    assert red > 50
