"""拟稿命令: what a clerk meets who types `gongwen draft`: refusals before any work, the report, the files."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from rich.console import Console

from gongwen.cli import desk as door
from gongwen.document.findings import Finding
from gongwen.document.geometry import WORD_37_35
from gongwen.document.sheet import Measured, Sheet
from gongwen.errors import ToolMissing
from gongwen.office.pressroom import papers
from kit.door import Said, typed

ROOT = Path(__file__).resolve().parents[2]
PAPER = """\
issuers: [{name: 青禾市民政局, short: 市民政局}]
number: 青民〔2026〕21号
title: 青禾市民政局关于核实困难家庭情况的通知
recipients: [各县（区）民政局]
body: 请于6月30日前逐户核实困难家庭情况。
date: 2026-06-12
printed_by: 青禾市民政局办公室
printed_on: 2026-06-15
"""


class PressThatMustRest:
    """A press for commands that are refused before anything is printed."""

    def __enter__(self) -> PressThatMustRest:
        return self

    def __exit__(self, *fault: object) -> None:
        return None

    def get_ready(self) -> None:
        """Getting ready prints nothing."""

    def to_pdf(self, docx: bytes) -> bytes:
        raise AssertionError("nothing was to be printed")


class PressThatGivesUp(PressThatMustRest):
    """A press that cannot print."""

    def to_pdf(self, docx: bytes) -> bytes:
        raise ToolMissing()


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., str]:
    """Types `gongwen draft`; what it said on being refused, in one sentence, with nothing printed or written."""
    monkeypatch.setattr(papers, "press", PressThatMustRest)

    def type_it(*words: str | Path, out: Path = tmp_path / "成品") -> str:
        before = sorted(tmp_path.rglob("*"))
        said = typed("draft", *words, "--out", out)
        assert (said.code, said.out) == (3, ""), said
        assert len(said.err.splitlines()) == 1, said
        assert sorted(tmp_path.rglob("*")) == before
        return said.err.strip()

    return type_it


def written(folder: Path, data: str | bytes, name: str = "PAPER.yaml") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# --- refused before any work


def test_a_place_that_is_a_file_is_told_before_the_paper_is_read(refused, tmp_path: Path) -> None:
    place = written(tmp_path, "别的", "成品.pdf")
    assert refused("没有.yaml", out=place).endswith("是一个文件，不是文件夹，请换一个 --out。")


def test_a_missing_paper_is_told(refused) -> None:
    assert refused("没有/PAPER.yaml") == "找不到文件 没有/PAPER.yaml，请核对路径。"


def test_a_folder_instead_of_a_paper_is_told(refused, tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path} 是文件夹，不是文件，请写到里面的那个文件，如 {tmp_path}/PAPER.yaml。"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PAPER.encode("gbk"), "不是 UTF-8 编码），请另存为 UTF-8 编码的文本文件。"),
        (b"", "PAPER.yaml：文件里没有内容，请按「项: 值」填写。"),
        (b"# \xe5\x8f\xaa\xe6\x9c\x89\xe8\xaf\xb4\xe6\x98\x8e\n", "PAPER.yaml：文件里没有内容，请按「项: 值」填写。"),
        ("- 甲\n- 乙\n".encode(), "PAPER.yaml：应当由「项: 值」组成。"),
        (
            PAPER.replace("body: 请于6月30日前逐户核实困难家庭情况。", "body: '  '").encode(),
            "缺 body（正文），请补填。",
        ),
        (PAPER.replace("青禾市民政局关于核实困难家庭情况的通知", "''").encode(), "缺 title（标题），请补填。"),
    ],
    ids=["GBK", "empty", "only a comment", "a list", "a blank body", "a blank title"],
)
def test_a_paper_that_holds_no_paper_is_told(refused, tmp_path: Path, data: bytes, said: str) -> None:
    assert refused(written(tmp_path, data)).endswith(said)


def test_a_template_and_a_body_exclude_each_other(refused, tmp_path: Path) -> None:
    """The template's text would be printed and the file's lost without a word."""
    told = refused(written(tmp_path, PAPER), "--template", "立项批复")
    assert told == "PAPER.yaml 第5行：正文由模板「立项批复」生成，请删去body，或不用模板。"


def test_an_unknown_template_and_an_unknown_profile_are_told(refused, tmp_path: Path) -> None:
    paper = written(tmp_path, "fields: {a: 1}\n")
    assert "没有的模板" in refused(paper, "--template", "没有的模板")
    assert refused(paper, "--profile", "省厅") == "没有名为「省厅」的版面配置，可用：national、word-37-35。"


# --- the report

UNUSUAL = papers.Typeset(
    docx=b"",
    pdf=b"",
    measured=Measured((Sheet(1, 210, 297, (), ()),) * 3, ()),
    findings=(
        Finding(rule="a", clause="第一条", strength="规定", severity="error", message="少了一行。", page=2),
        Finding(rule="b", clause="第二条", strength="推荐", severity="note", message="可以再松一些。"),
    ),
    passes=2,
    geometry=WORD_37_35,
    conceded=("缩小发文机关标志字号", "主送机关移至版记"),
)


@pytest.fixture
def unusual(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Said:
    """The report of a paper that had to give way, with an error found on it."""
    book = io.BytesIO()
    blank = pikepdf.new()
    blank.add_blank_page()
    blank.save(book)
    form = io.BytesIO()
    Document().save(form)
    made = replace(UNUSUAL, docx=form.getvalue(), pdf=book.getvalue())
    monkeypatch.setattr(papers, "draft_file", lambda *words, **options: made)
    return typed("draft", "通知.yaml", "--out", tmp_path / "成品")


def test_the_report_says_where_how_often_and_on_which_page_set_up(unusual: Said, tmp_path: Path) -> None:
    first, second, third, *_ = unusual.out.splitlines()
    assert first == f"《通知》共 3 页，排了 2 遍，成品在 {tmp_path / '成品'}"
    assert second == "版面：Word 页面设置 37/35 毫米（上边距 37 毫米、下边距 35 毫米、行距 28.95 磅）"
    assert third == "为在规定之内排下，作了取舍：缩小发文机关标志字号、主送机关移至版记。"


def test_an_error_is_told_and_is_exit_code_1_with_the_files_standing(unusual: Said, tmp_path: Path) -> None:
    assert unusual.code == 1
    assert unusual.out.splitlines()[3:] == ["  第2页 少了一行。（第一条，规定）"]
    rows = json.loads((tmp_path / "成品" / "findings.json").read_text("utf-8"))
    assert [row["severity"] for row in rows] == ["error", "note"]


def test_at_a_terminal_it_says_what_is_being_done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Starting LibreOffice takes seconds; a pipe hears nothing of it."""
    window = io.StringIO()
    monkeypatch.setattr(door, "progress_console", Console(file=window, force_terminal=True, width=80))
    monkeypatch.setattr(papers, "press", PressThatGivesUp)
    assert typed("draft", written(tmp_path, PAPER), "--out", tmp_path / "成品").code == 5
    assert "启动排版程序，排第 1 遍" in window.getvalue()


# --- the files


@pytest.mark.slow
def test_the_same_paper_from_anywhere_is_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths, Chinese and blanks in them, a long folder name, a second run: equal to the byte."""
    place = tmp_path / "夏季 走访" / ("困难家庭核实" * 12)
    place.mkdir(parents=True)
    written(place, PAPER, "通知 稿.yaml")
    monkeypatch.chdir(place)
    said = typed("draft", "通知 稿.yaml", "--out", "成 品")
    assert said.code == 0 and said.out.startswith("《青禾市民政局关于核实困难家庭情况的通知》共 ")
    monkeypatch.chdir(place.parent)
    assert typed("draft", place / "通知 稿.yaml", "--out", "另 处").code == 0
    one, other = ({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}
                  for folder in (place / "成 品", place.parent / "另 处"))  # fmt: skip
    assert one == other and {"paper.docx", "paper.pdf", "findings.json", "pages/01.png"} <= one.keys()
    with pikepdf.open(place / "成 品" / "paper.pdf") as book:
        assert str(book.docinfo["/Title"]) == "青禾市民政局关于核实困难家庭情况的通知"
        assert str(book.docinfo["/Author"]) == "青禾市民政局"
        assert str(book.Root.Lang) == "zh-CN"
