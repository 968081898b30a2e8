"""在 Word 里改过的文稿: what a person edits by hand is what is signed, numbered, printed and issued."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from gongwen import drafting, registry
from gongwen.office.pressroom import papers
from kit.door import Said, typed
from kit.office import an_office, play, story

pytestmark = pytest.mark.slow

FLOW = "FW-2026-001"
DRAFTED = story("01")[3]  # 批准立项: the move that owes the 批复
MOVES = (
    ("送核", "周晓岚", ()),
    ("核稿通过", "顾言之", ("--set", "check_opinion=手工修改处已核对，同意送签。")),
    ("签发", "陆文渊", ("--set", "issue_opinion=同意印发。", "--set", "issued_on=2026-03-16")),
    ("复核通过", "顾言之", ("--set", "review_opinion=签批手续完备，可以编号。")),
    ("编号", "石磊", ()),
    ("印制", "石磊", ("--set", "printed_on=2026-03-18", "--set", "print_run=30")),
    ("用印", "石磊", ("--set", "sealed_on=2026-03-18")),
)
OLD, NEW = "每季度末月25日前向我办报送进展情况", "每月25日前向我办报送进展情况"
ADDED = "领导小组办公室将于6月派人实地指导，请你单位提前做好准备。"
STRESSED = "未经批准不得自行调整"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office whose first 批复 is drafted; the tests take copies."""
    home = an_office(tmp_path_factory.mktemp("hand") / "office")
    with papers.press() as printer:
        play(story("01")[:4], printer)
    registry.close()
    yield home


@pytest.fixture
def desk_at(office: Path, tmp_path: Path) -> Callable[..., Said]:
    """The command line on a copy of that office, each command an hour after the last."""
    return a_desk(office, tmp_path)


def a_desk(office: Path, folder: Path) -> Callable[..., Said]:
    home = Path(shutil.copytree(office, folder / "office"))
    moments = (DRAFTED.at + timedelta(hours=hour) for hour in range(1, 20))
    return lambda *words: typed(*words, "--home", home, at=next(moments))


def fetched(at_desk: Callable[..., Said], folder: Path) -> tuple[bytes, bytes | None]:
    """The paper's current DOCX and PDF."""
    assert at_desk("paper", "fetch", FLOW, "--out", folder, "--as", "周晓岚").code == 0
    pdf = next(folder.glob("*.pdf"), None)
    return next(folder.glob("*.docx")).read_bytes(), pdf.read_bytes() if pdf else None


def edited(data: bytes, change: Callable[[Document], None]) -> bytes:
    """The DOCX after a person's change."""
    document = docx.Document(BytesIO(data))
    change(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def as_a_clerk_does(document: Document) -> None:
    """A sentence changed, a paragraph added, some words made bold, a control's text broken into runs by Word."""
    sentence = paragraph_with(document, OLD)
    run = next(run for run in sentence.runs if OLD in run.text)
    run.text = run.text.replace(OLD, NEW)
    closing = paragraph_with(document, "此复。")
    added = Paragraph(deepcopy(closing._p), closing._parent)
    closing._p.addprevious(added._p)
    added.runs[0].text = ADDED
    make_bold(paragraph_with(document, STRESSED), STRESSED)
    split_runs(control(document, "gw:number"))
    split_runs(control(document, "gw:date"))


def paragraph_with(document: Document, words: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text)


def make_bold(paragraph: Paragraph, words: str) -> None:
    run = next(run for run in paragraph.runs if words in run.text)
    before, _, after = run.text.partition(words)
    for text in (before, words):
        part = Paragraph(paragraph._p, paragraph._parent).add_run(text)
        part._r.getparent().remove(part._r)
        if run._r.rPr is not None:
            part._r.insert(0, deepcopy(run._r.rPr))
        part.bold = text == words or None
        run._r.addprevious(part._r)
    run.text = after


def control(document: Document, tag: str):  # type: ignore[no-untyped-def]
    """The content control of this tag, wherever it stands."""
    body = document.element.body
    tags = ((sdt, sdt.find(qn("w:sdtPr")).find(qn("w:tag"))) for sdt in body.iter(qn("w:sdt")))
    return next(sdt for sdt, found in tags if found is not None and found.get(qn("w:val")) == tag)


def split_runs(sdt) -> None:  # type: ignore[no-untyped-def]
    """Word breaks a text into runs wherever somebody stopped typing; the middle one got another language."""
    run = next(sdt.iter(qn("w:r")))
    text = run.find(qn("w:t"))
    whole = text.text
    for part in (whole[:1], whole[1:3]):
        piece = deepcopy(run)
        piece.find(qn("w:t")).text = part
        piece.find(qn("w:t")).set(qn("xml:space"), "preserve")
        run.addprevious(piece)
    text.text = whole[3:]
    text.set(qn("xml:space"), "preserve")


def printed_text(pdf: bytes) -> str:
    """All text of the PDF's pages as one line, without blanks and page numbers: a paragraph may span two pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    return re.sub(r"—\d+—", "", text)


@dataclass(frozen=True)
class Issued:
    """A paper edited by hand and taken through its whole flow."""

    said: Said
    handed: bytes
    docx: bytes
    pdf: bytes
    origins: tuple[str, ...]


@pytest.fixture(scope="module")
def issued(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Issued:
    """Handed in by its drafter, then 送核 … 印发, each at the command line."""
    folder = tmp_path_factory.mktemp("issued")
    at_desk = a_desk(office, folder)
    handed = edited(fetched(at_desk, folder / "起草")[0], as_a_clerk_does)
    (folder / "改.docx").write_bytes(handed)
    said = at_desk("paper", "hand-in", FLOW, folder / "改.docx", "--as", "周晓岚")
    for action, person, form in MOVES:
        taken = at_desk("paper", "take", FLOW, action, "--as", person, *form)
        assert taken.code == 0, taken.err
    made, pdf = fetched(at_desk, folder / "印发")
    registry.open(folder / "office")
    versions = registry.papers(flow=FLOW)[0].versions
    registry.close()
    return Issued(said, handed, made, pdf or b"", tuple(version.origin for version in versions))


def test_a_leader_s_title_is_held_against_the_office_s_roster(desk_at: Callable[..., Said], tmp_path: Path) -> None:
    """核稿 tells a title that a clerk typed for a member of the leading group who has another."""
    words = "具体事项由市卫生健康委员会主任方致远协调。"

    def names_a_leader(document: Document) -> None:
        paragraph_with(document, "此复。").runs[0].text = words

    (tmp_path / "改.docx").write_bytes(edited(fetched(desk_at, tmp_path / "起草")[0], names_a_leader))
    assert desk_at("paper", "hand-in", FLOW, tmp_path / "改.docx", "--as", "周晓岚").code == 0
    assert desk_at("paper", "take", FLOW, "送核", "--as", "周晓岚").code == 0
    registry.open(tmp_path / "office")
    rows = registry.papers(flow=FLOW)[0].versions[-1].findings
    registry.close()
    told = [row["message"] for row in rows if row["rule"] == "people.titles"]
    assert told and "“方致远”的职务" in told[0] and "市委副书记" in told[0]


def test_what_a_clerk_changed_is_in_the_issued_word_file(issued: Issued) -> None:
    """The sentence, the paragraph and the bold words; outside the controls not a letter differs."""
    assert issued.said.code == 0 and "已换成你交来的文稿（第2稿）" in issued.said.out
    assert drafting.text_without_controls(issued.docx) == drafting.text_without_controls(issued.handed)
    document = docx.Document(BytesIO(issued.docx))
    assert paragraph_with(document, NEW) and paragraph_with(document, ADDED)
    assert [run.text for run in paragraph_with(document, STRESSED).runs if run.bold] == [STRESSED]


def test_number_and_dates_are_filled_in_their_places(issued: Issued) -> None:
    """Also where Word had broken the control's text into runs."""
    filled = drafting.controls(issued.docx)
    assert (filled["gw:number"], filled["gw:date"], filled["gw:printed_on"]) == (
        "青帮办〔2026〕1号", "2026年3月16日", "2026年3月18日",
    )  # fmt: skip


def test_the_printed_pages_show_all_of_it(issued: Issued) -> None:
    """And nothing of the sentence that was replaced."""
    printed = printed_text(issued.pdf)
    for words in (NEW, ADDED, STRESSED, "青帮办〔2026〕1号", "2026年3月16日", "2026年3月18日印发"):
        assert words in printed, words
    assert OLD not in printed


def test_it_was_never_rendered_anew(issued: Issued) -> None:
    """Every later version is the handed-in file with its controls filled: same paragraphs, same styles."""
    assert issued.origins == ("template", "hand", "registration", "registration")
    assert unfilled(drafting.outline(issued.docx)) == unfilled(drafting.outline(issued.handed))


def unfilled(outline: str) -> list[str]:
    """The outline without the lines in which registration writes."""
    return [line for line in outline.splitlines() if "〈gw:" not in line and not line.startswith(("成文日期", "署名"))]


def test_the_same_file_handed_in_twice_is_one_version(desk_at: Callable[..., Said], tmp_path: Path) -> None:
    """A second click or a command typed again after an interruption."""
    first, _ = fetched(desk_at, tmp_path / "起草")
    (tmp_path / "改.docx").write_bytes(edited(first, as_a_clerk_does))
    for _ in range(2):
        said = desk_at("paper", "hand-in", FLOW, tmp_path / "改.docx", "--as", "周晓岚")
        assert said.code == 0 and "（第2稿）" in said.out


def test_a_file_that_lost_its_number_control_is_refused_by_name(desk_at: Callable[..., Said], tmp_path: Path) -> None:
    """Bad input: what is missing and what to do; the draft on record stays."""
    first, _ = fetched(desk_at, tmp_path / "起草")

    def lose(document: Document) -> None:
        lost = control(document, "gw:number")
        lost.getparent().remove(lost)

    (tmp_path / "缺.docx").write_bytes(edited(first, lose))
    said = desk_at("paper", "hand-in", FLOW, tmp_path / "缺.docx", "--as", "周晓岚")
    assert (said.code, said.out) == (3, "")
    assert "交回的文稿缺发文字号的填写位置" in said.err and "请在系统给出的稿子上修改" in said.err
    assert fetched(desk_at, tmp_path / "又取")[0] == first


def test_what_is_no_word_file_is_bad_input(desk_at: Callable[..., Said], tmp_path: Path) -> None:
    """One sentence, no traceback."""
    (tmp_path / "改.docx").write_text("不是 Word 文件", "utf-8")
    said = desk_at("paper", "hand-in", FLOW, tmp_path / "改.docx", "--as", "周晓岚")
    assert (said.code, said.out) == (3, "")
    assert "Traceback" not in said.err and len(said.err.splitlines()) == 1


def test_only_whoever_drafts_may_hand_in(desk_at: Callable[..., Said], tmp_path: Path) -> None:
    """文印员 is not asked."""
    first, _ = fetched(desk_at, tmp_path / "起草")
    (tmp_path / "改.docx").write_bytes(edited(first, as_a_clerk_does))
    said = desk_at("paper", "hand-in", FLOW, tmp_path / "改.docx", "--as", "石磊")
    assert said.code == 4 and "石磊不是拟稿人" in said.err


def test_a_text_changed_after_review_lets_the_review_fall(desk_at: Callable[..., Said], tmp_path: Path) -> None:
    """The uploader is told who signs again; the signer is refused until then, by name; the difference can be read."""
    first, _ = fetched(desk_at, tmp_path / "起草")
    for action, person, form in MOVES[:2]:
        assert desk_at("paper", "take", FLOW, action, "--as", person, *form).code == 0
    (tmp_path / "改.docx").write_bytes(edited(first, as_a_clerk_does))
    said = desk_at("paper", "hand-in", FLOW, tmp_path / "改.docx", "--as", "周晓岚")
    assert said.code == 0 and "内容有改动，须重新签署意见的：顾言之（核稿）" in said.out
    action, person, form = MOVES[2]
    refused = desk_at("paper", "take", FLOW, action, "--as", person, *form)
    assert refused.code == 4 and "核稿意见对现稿不成立，须顾言之重新核稿" in refused.err
    shown = desk_at("paper", "compare", FLOW, "--as", "顾言之", "--text")
    assert shown.code == 0 and f"〔增〕{ADDED}〔/增〕" in shown.out
    listed = desk_at("paper", "opinions", FLOW, "--json")
    [one] = [row for row in json.loads(listed.out) if row["kind"] == "核稿"]
    assert (one["person"], one["stands"]) == ("顾言之", False) and "此后内容有改动" in one["why"]
