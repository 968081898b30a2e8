"""核稿命令: what a clerk meets who types `gongwen proof`: refusals, the report, JSON, pictures, exit codes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from gongwen.cli import proof as command
from gongwen.document.findings import Finding
from gongwen.errors import ToolMissing
from gongwen.office.paperwork import context
from gongwen.office.pressroom import checking, papers
from kit.door import Said, typed
from kit.office import FOUNDED, an_office
from proofing.tiny_pdf import tiny_pdf, words

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "papers"
NEITHER = "不是 Word 文件（.docx），也不是 PDF，核对不了，请用 Word 或 WPS 另存为 .docx，或导出为 PDF。"
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600


class PressThatMustRest:
    """A press for commands that print nothing."""

    def __enter__(self) -> PressThatMustRest:
        return self

    def __exit__(self, *fault: object) -> None:
        return None

    def to_pdf(self, docx: bytes) -> bytes:
        raise AssertionError("nothing was to be printed")


class PressThatIsMissing(PressThatMustRest):
    """A press on a machine without LibreOffice."""

    def to_pdf(self, docx: bytes) -> bytes:
        raise ToolMissing()


@pytest.fixture
def resting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "press", PressThatMustRest)


@pytest.fixture
def a_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Writes a PDF of pages with one line of text each."""

    def write(*texts: str, name: str = "公文.pdf") -> Path:
        pages = [words(text, 28, 50) if text else "" for text in texts]
        (tmp_path / name).write_bytes(tiny_pdf(*pages))
        return tmp_path / name

    return write


def zipped(**members: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in members.items():
            package.writestr(name.replace("__", "."), text)
    return target.getvalue()


def locked(pdf: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as book:
        book.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    return target.getvalue()


def scanned() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (200, 280), "grey").save(target, "PDF")
    return target.getvalue()


# --- refused: one Chinese sentence, exit code 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空文件，请重新取得这份文件。"),
        (b"%PDF-1.7\nnothing more", "不能核对：无法测量版面：文件不是PDF或者已经损坏，请重新生成。"),
        (scanned(), "只有图像，没有文字，多半是扫描件，量不出字的位置，请用原来的 Word 文件或由它导出的 PDF。"),
        (tiny_pdf("", ""), "各页都没有文字，请核对是否用错了文件。"),
        (locked(tiny_pdf(words("甲", 28, 50))), "文件加了打开密码，请先取消密码保护。"),
        (zipped(OFD__xml="<ofd/>"), "量不了版面，请用阅读软件导出为 PDF，或用原来的 Word 文件（.docx）。"),
        (zipped(content__xml="<x/>", mimetype="x"), "是 ODF 文件（.odt），请另存为 .docx 或导出为 PDF。"),
        ("只是文字".encode(), NEITHER),
        (b"\x89PNG\r\n\x1a\n", NEITHER),
    ],
    ids=["empty", "damaged", "scanned", "blank", "locked", "ofd", "odt", "text", "picture"],
)  # fmt: skip
def test_what_cannot_be_measured_is_refused_in_one_sentence(resting, tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "公文.pdf").write_bytes(data)
    refused = typed("proof", tmp_path / "公文.pdf")
    assert (refused.code, refused.out) == (3, "")
    (sentence,) = refused.err.splitlines()
    assert str(tmp_path / "公文.pdf") in sentence and sentence.endswith(said)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (COMPOUND + "WordDocument".encode("utf-16-le"), "旧格式的 Word 文件（.doc、.wps）"),
        (b"{\\rtf1}", "RTF 文件"),
        (b"PK\x03\x04 cut off", "可能未传完或已损坏"),
        (zipped(a__xml="<a/>"), "不是 Word 文件（.docx）"),
    ],
    ids=["doc", "rtf", "cut", "other zip"],
)
def test_a_word_file_that_does_not_print_is_refused_with_its_reason(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "公文.docx").write_bytes(data)
    refused = typed("proof", tmp_path / "公文.docx")
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (3, "", 1), refused
    assert "公文.docx" in refused.err and said in refused.err
    assert "重新" in refused.err or "另存" in refused.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有.pdf"], "找不到文件「没有.pdf」，请核对路径。"),
        (["."], "是文件夹，请写到里面的 .docx 或 .pdf 文件。"),
        (["没有.pdf", "--profile", "本省"], "没有名为「本省」的规则配置，随带的有："),
        (["没有.pdf", "--profile", "没有.yaml"], "读不到规则配置 没有.yaml：没有这个文件，请核对路径。"),
    ],
)
def test_a_wrong_argument_is_told(resting, arguments: list[str], said: str) -> None:
    refused = typed("proof", *arguments)
    assert (refused.code, refused.out) == (3, "") and said in refused.err


def test_a_paper_file_and_a_place_for_pictures_are_looked_at_before_anything_is_printed(resting, a_pdf) -> None:
    file = a_pdf("甲")
    assert "找不到文件 没有.yaml" in typed("proof", file, "--paper", "没有.yaml").err
    assert "是一个文件，不是文件夹，请换一个 --pictures。" in typed("proof", file, "--pictures", file).err


def test_every_fault_of_a_profile_is_told(resting, a_pdf, tmp_path: Path) -> None:
    (tmp_path / "本局.yaml").write_text(
        "rules:\n  mark.topp: {severity: 提示}\n  fonts.body: {severity: 错误}\n", "utf-8"
    )
    refused = typed("proof", a_pdf("甲"), "--profile", tmp_path / "本局.yaml")
    assert refused.code == 3
    assert [line.partition("：")[0] for line in refused.err.splitlines()] == ["本局.yaml 第2行", "本局.yaml 第3行"]


def test_without_libreoffice_a_word_file_is_refused_with_the_way_to_get_it(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(papers, "press", PressThatIsMissing)
    Document().save(str(tmp_path / "公文.docx"))
    refused = typed("proof", tmp_path / "公文.docx")
    assert (refused.code, refused.out) == (5, "") and "gongwen doctor" in refused.err


def test_a_command_without_a_file_is_wrong_usage() -> None:
    refused = typed("proof")
    assert refused.code == 2 and "请写要核对的文件" in refused.err


def test_the_rules_are_listed_as_a_profile_has_them() -> None:
    national = {row["rule"]: row for row in json.loads(typed("proof", "--rules", "--json").out)}
    assert set(national) == {check.id for check in checking.all_rules()}
    assert national["title.gap"] == {
        "rule": "title.gap", "clause": "GB/T 9704—2012 7.3.1", "strength": "规定", "severity": "error", "wanted": 20.78,
        "tolerance": 1, "layer": "national",
    }  # fmt: skip
    office = {
        row["rule"]: row for row in json.loads(typed("proof", "--rules", "--json", "--profile", "青禾市民政局").out)
    }
    assert (office["title.gap"]["tolerance"], office["title.gap"]["layer"]) == (2, "青禾市民政局")
    assert (office["imprint.even"]["severity"], office["imprint.even"]["layer"]) == ("off", "东江省")


def test_the_list_of_rules_is_itself_a_rule_profile(tmp_path: Path) -> None:
    """An office keeps the lines it wants to change; as listed it changes nothing."""
    (tmp_path / "全部.yaml").write_text(typed("proof", "--rules").out, "utf-8")
    rows = json.loads(typed("proof", "--rules", "--json").out)
    read = json.loads(typed("proof", "--rules", "--json", "--profile", tmp_path / "全部.yaml").out)
    assert [{**row, "layer": "national"} for row in read] == rows


# --- the report


def test_a_file_that_shows_no_paper_is_judged_by_sheet_and_fonts_and_says_so(resting, a_pdf) -> None:
    said = typed("proof", a_pdf("一份表格"))
    assert said.code == 0
    assert "共 1 页；按「国家标准和条例」判断。" in said.out
    assert "看不出是公文" in said.out


def a_finding(**more) -> Finding:
    given = {
        "rule": "margins.left",
        "clause": "GB/T 9704—2012 5.2.1",
        "strength": "规定",
        "severity": "error",
        "page": 2,
        "message": "订口实测 31.7 mm，应为 28 mm ± 1 mm，请改左边距。",
        "found": "31.7 mm",
        "wanted": "28 mm ± 1 mm",
    }
    return Finding(**{**given, **more})  # fmt: skip


def test_a_finding_reads_like_a_compiler_s() -> None:
    assert command.told(Path("甲.pdf"), a_finding()) == [
        "甲.pdf:2: 错误: 订口实测 31.7 mm，应为 28 mm ± 1 mm，请改左边距。（GB/T 9704—2012 5.2.1，规定）[margins.left]"
    ]


def test_what_the_sentence_does_not_say_follows_it() -> None:
    found = a_finding(page=None, severity="warning", message="某处不符。", because="page.size", layer="本局")
    assert command.told(Path("甲.pdf"), found, [3, 4]) == [
        "甲.pdf: 警告: 某处不符。（GB/T 9704—2012 5.2.1，规定）[margins.left]",
        "    实际：31.7 mm；应为：28 mm ± 1 mm",
        "    由 page.size 引起，那一处改好再看",
        "    这一条由规则配置「本局」决定",
        "    第3、4页也是这样",
    ]


def test_what_several_pages_have_alike_is_told_once() -> None:
    other = a_finding(page=4, message="订口实测 33.0 mm，应为 28 mm ± 1 mm，请改左边距。")
    found = [a_finding(page=1), a_finding(page=2), a_finding(page=2), a_finding(page=3), other]
    assert [(one.page, pages) for one, pages in checking.gathered(found)] == [(1, [2, 3]), (2, []), (4, [])]
    folios = [a_finding(page=page, message=f"第{page}页页码是“— {page} —”，请改页脚。") for page in (1, 2, 3)]
    assert [pages for _, pages in checking.gathered(folios)] == [[2, 3]]


def test_findings_are_read_page_by_page_roots_first_and_those_of_no_page_last(resting, a_pdf) -> None:
    proofed = checking.proof_file(a_pdf("甲"), PressThatMustRest())
    low, high = a_finding(box=(0.0, 50.0, 1.0, 51.0)), a_finding(box=(0.0, 10.0, 1.0, 11.0), severity="note")
    follows = a_finding(box=(0.0, 1.0, 1.0, 2.0), because="margins.left")
    whole, first = a_finding(page=None), a_finding(page=1)
    made = checking.Proofed(**{**vars(proofed), "findings": (whole, follows, low, high, first)})
    assert made.in_order == [first, high, low, follows, whole]


# --- with real files


@pytest.fixture(scope="module")
def printer() -> Iterator[papers.Prints]:
    with papers.press() as press:
        yield press


FOREIGN_BODY = (
    "各县（区）民政局要把困难家庭冬季取暖救助作为当前的重点工作，逐户核实取暖条件，建立台账，对独居老人、残疾人和"
    "重病患者家庭，由村（社区）干部包户联系，确保取暖物资在11月15日前发放到位，不漏一户一人。"
)


def usual_mistakes(target: Path) -> None:
    """A paper as scripts usually make it: Word's default margins, 宋体, a document grid, square brackets, no page
    numbers, a red head in bold 宋体."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin = section.right_margin = Mm(31.7)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), "312")
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)

    def line(text: str, size: float, font: str = "宋体", *, centred: bool = False, colour: str = "000000", indent=2):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size, run.font.name, run.font.color.rgb = Pt(size), font, RGBColor.from_string(colour)
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif indent:
            paragraph.paragraph_format.first_line_indent = Pt(size * indent)
        return paragraph

    line("青禾市民政局文件", 48, centred=True, colour="FF0000")
    line("青民[2026]第07号", 16, "仿宋", centred=True)
    ruled = line("", 10, indent=0)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", "FF0000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    ruled._p.get_or_add_pPr().append(borders)
    line("关于做好困难家庭冬季取暖救助的通知", 22, "黑体", centred=True)
    line("各县（区）民政局：", 16, indent=0)
    for number in "一二三":
        line(f"{number}、工作要求", 16, "黑体")
        for _ in range(4):
            line(FOREIGN_BODY, 16)
    document.save(str(target))


@pytest.mark.slow
def test_a_paper_made_by_a_script_is_told_its_usual_mistakes_and_no_others(tmp_path: Path) -> None:
    """What a clerk would say of it, each with its root; nothing about seals or attachments that nobody asked for."""
    usual_mistakes(tmp_path / "别处.docx")
    said = typed("proof", tmp_path / "别处.docx", "--json", "--pictures", tmp_path / "批注")
    rows = json.loads(said.out)
    assert said.code == 1
    roots = {row["rule"] for row in rows if "because" not in row and row["severity"] != "note"}
    assert roots >= {"margins.left", "grid.lines", "mark.top", "number.gap", "number.form", "folio.missing"}
    assert roots >= {"fonts.body", "fonts.title"}
    because = {row["rule"]: row.get("because") for row in rows}
    assert {because["type_area.width"], because["grid.characters"], because["red_rule.length"]} == {"margins.left"}
    assert not {row["rule"].partition(".")[0] for row in rows} & {"seals", "sign_off", "attachments", "imprint", "text"}
    pages = {row["page"] for row in rows if row["page"]}
    assert {path.name for path in (tmp_path / "批注").iterdir()} == {f"proof-{page:02}.png" for page in pages}


@pytest.fixture(scope="module")
def typeset(printer: papers.Prints) -> papers.Typeset:
    return papers.draft_file(SAMPLES / "单独行文通知" / "PAPER.yaml", printer)


@pytest.mark.slow
def test_our_own_paper_is_without_errors_as_pdf_and_as_word_file_and_agrees_with_its_draft(
    typeset: papers.Typeset, tmp_path: Path
) -> None:
    (tmp_path / "paper.pdf").write_bytes(typeset.pdf)
    (tmp_path / "paper.docx").write_bytes(typeset.docx)
    for name in ("paper.pdf", "paper.docx"):
        said = typed("proof", tmp_path / name, "--paper", SAMPLES / "单独行文通知" / "PAPER.yaml", "--json")
        rows = json.loads(said.out)
        assert (said.code, [row for row in rows if row["severity"] != "note"]) == (0, [])
        assert not [row for row in rows if "layer" in row]


@pytest.mark.slow
def test_a_paper_that_says_something_else_than_its_draft_is_told(typeset: papers.Typeset, tmp_path: Path) -> None:
    source = (SAMPLES / "单独行文通知" / "PAPER.yaml").read_text("utf-8")
    number = next(line for line in source.splitlines() if line.startswith("number:"))
    (tmp_path / "PAPER.yaml").write_text(source.replace(number, "number: 青民〔2026〕999号"), "utf-8")
    (tmp_path / "paper.pdf").write_bytes(typeset.pdf)
    said: Said = typed("proof", tmp_path / "paper.pdf", "--paper", tmp_path / "PAPER.yaml")
    assert said.code == 1
    assert "paper.pdf:1: 错误: 发文字号与文稿不同：文稿为“青民〔2026〕999号”" in said.out


@pytest.mark.slow
def test_a_paper_for_a_pre_printed_head_passes_when_that_is_said(printer: papers.Prints, tmp_path: Path) -> None:
    paper = SAMPLES / "单独行文通知" / "PAPER.yaml"
    (tmp_path / "paper.pdf").write_bytes(papers.draft_file(paper, printer, preprinted=True).pdf)
    found = {}
    for said in ((), ("--preprinted",)):
        rows = json.loads(typed("proof", tmp_path / "paper.pdf", "--paper", paper, "--json", *said).out)
        found[said] = {row["rule"] for row in rows if row["severity"] == "error"}
    assert found[("--preprinted",)] == set() and "red_rule.missing" in found[()]


@pytest.mark.slow
def test_pictures_of_a_former_run_go_and_what_else_lies_there_stays(typeset: papers.Typeset, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(typeset.pdf)
    for name in ("proof-07.png", "别的.png"):
        (tmp_path / name).write_bytes(b"x")
    assert typed("proof", tmp_path / "paper.pdf", "--pictures", tmp_path).code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"paper.pdf", "别的.png"}


@pytest.mark.slow
@pytest.mark.parametrize("folder", sorted(path.parent.name for path in SAMPLES.glob("*/PAPER.yaml")))
def test_every_sample_passes_against_its_own_paper_file(folder: str, printer: papers.Prints, tmp_path: Path) -> None:
    """By a stranger's road: the PDF alone and the paper file, without what drafting knew of it."""
    options = SAMPLES / folder / "options.yaml"
    asked = options.read_text("utf-8") if options.exists() else ""
    paper = SAMPLES / folder / "PAPER.yaml"
    made = papers.draft_file(paper, printer, sample_seals="sample_seals: true" in asked)
    (tmp_path / "paper.pdf").write_bytes(made.pdf)
    proofed = checking.proof_file(tmp_path / "paper.pdf", printer, paper=paper)
    assert [one for one in proofed.findings if one.severity == "error" or one.rule.startswith("paper.")] == []
    alone = checking.proof_file(tmp_path / "paper.pdf", printer, profile=made.geometry.name if made.geometry else None)
    assert [one for one in alone.findings if one.severity == "error"] == []


def test_with_an_office_titles_are_held_against_its_roster(
    resting: None, a_pdf: Callable[..., Path], tmp_path: Path
) -> None:
    home = an_office(tmp_path / "办公室")
    leader = context.known(FOUNDED.date()).members[0]
    file = a_pdf(f"会议由镇长{leader.name}主持。")
    alone, in_office = typed("proof", str(file)), typed("proof", str(file), "--home", str(home))
    assert "[people.titles]" not in alone.out
    assert f"“{leader.name}”的职务写作“镇长”，现行名册为“{leader.title}”" in in_office.out
