"""What a case's file lacks: papers its way calls for, signatures, numbers, scans, formats; and whose each gap is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import desk, jobs
from gongwen.office.matters import evidence
from gongwen.office.people import Actor
from gongwen.office.records import casefile, completeness
from gongwen.office.records.completeness import Completeness
from kit.closed import CLOSED, OWNER, a_closed_case
from kit.door import typed
from kit.office import PrinterThatMustRest, an_office, play, story
from kit.photos import a_photo, a_sheet
from kit.quick import quick
from kit.signing import at_rectifying

NOW = datetime(2027, 3, 2, 2, tzinfo=UTC)
UNIT = "桃园县柳林村村民委员会"


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    yield a_closed_case(tmp_path / "office")
    registry.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def kinds(found: Completeness) -> dict[str, list[str]]:
    """What each paper lacks."""
    return {line.template: [gap.kind for gap in line.gaps] for line in found.lines}


@pytest.mark.slow
def test_a_closed_case_s_file_holds_every_paper_of_its_way_in_order(closed: Path) -> None:
    found = completeness._check(registry.case(CLOSED), NOW, read=False)
    assert found.whole, found.gaps
    drafted = {str(paper.template) for paper in registry.papers(case=CLOSED)}
    assert {line.template for line in found.lines} == drafted
    assert [line.phase for line in found.lines] == sorted(
        (line.phase for line in found.lines), key=["立项", "合同", "监督", "评估", "奖惩"].index
    )
    assert all(line.since for line in found.lines)


@pytest.mark.slow
def test_files_are_looked_at_when_one_case_is_asked_for(closed: Path) -> None:
    """The quick press prints no PDF/A: each printed paper is told, the scan of the contract is not."""
    found = completeness.check(CLOSED, now=NOW)
    wrong = {line.template for line in found.lines if [gap.kind for gap in line.gaps] == ["格式不合"]}
    assert wrong == {line.template for line in found.lines} - {"项目合同书"}
    assert found.lines[0].gaps[0].owners == ("夏知秋", "周晓岚")
    sha = next(version.pdf_sha for version in reversed(registry.papers(case=CLOSED)[0].versions) if version.pdf_sha)
    (closed / "files" / sha[:2] / sha[2:]).write_bytes(b"%PDF-1.4 hole")
    told = completeness.check(CLOSED, now=NOW).lines[0].gaps[0].told
    assert "被改动过" in told


@pytest.mark.slow
def test_a_pdf_a_lacks_nothing(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, whole = BytesIO(), registry.get
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_metadata() as told:
            told["pdfaid:part"] = "1"
        pdf.save(made)
    monkeypatch.setattr(registry, "get", lambda sha: made.getvalue() if whole(sha).startswith(b"%PDF") else whole(sha))
    assert completeness.check(CLOSED, now=NOW).whole
    said = typed("archive", "check", CLOSED, "--home", closed, at=NOW)
    assert (said.code, "案卷齐全" in said.out) == (0, True)


@pytest.mark.slow
def test_a_contract_that_did_not_come_back_and_an_unissued_paper_are_told_with_who_holds_them(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(story("01"), quick(monkeypatch), until=lambda act: act.said.get("do") in ("签订", "签署", "登记签订"))
    found = completeness._check(registry.case(CLOSED), NOW, read=False)
    assert kinds(found)["项目合同书"] == ["缺签署扫描件"]
    gap = next(gap for paper, gap in found.gaps if paper == "项目合同书")
    assert gap.urge == CLOSED and gap.owners
    assert kinds(found)["立项申报书"] == []


def test_a_paper_that_was_not_made_is_missing_and_the_work_that_owes_it_is_told(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = _submitted()
    found = completeness.check(code, now=NOW)
    assert kinds(found) == {"立项申报书": ["缺文书"]}
    assert [gap.kind for gap in found.others] == ["系统工作未完"] * 3
    assert "起草《立项申报书》" in found.others[0].told
    monkeypatch.setitem(jobs.STEPS, "draft", lambda work: 1 / 0)
    jobs.do_next(NOW, PrinterThatMustRest())
    assert completeness.check(code, now=NOW).others[0].owners == ("系统维护人员",)


def test_a_case_without_any_paper_says_so_and_one_that_is_not_there_too(office: Path) -> None:
    code = desk.open_project("助学项目", kind="经济帮扶", unit=UNIT, actor=Actor(OWNER), now=NOW).code
    assert [gap.kind for gap in completeness.check(code, now=NOW).others] == ["没有文书"]
    with pytest.raises(BadInput):
        completeness.check("QHBF-1999-001", now=NOW)


def test_the_command_line_tells_the_same(office: Path) -> None:
    code = _submitted()
    said = typed("archive", "check", code, "--json", "--home", office, at=NOW)
    assert said.code == 1
    assert json.loads(said.out) == completeness.rows(completeness.check(code, now=NOW))
    assert "缺文书" in typed("archive", "check", code, "--home", office, at=NOW).out


@pytest.mark.slow
def test_the_board_shows_what_is_to_be_closed_and_what_was(closed: Path) -> None:
    (row,) = completeness.board("已办结", now=NOW).rows
    assert (row["code"], row["whole"], row["expected"]) == (CLOSED, True, row["present"])
    assert completeness.board("待归档", now=NOW).rows == ()
    with pytest.raises(BadInput, match="待归档、已办结"):
        completeness.board("都要", now=NOW)


def _submitted() -> str:
    """A case that was handed in and whose first paper the worker has still to make."""
    code = desk.open_project("助学项目", kind="经济帮扶", unit=UNIT, actor=Actor(OWNER), now=NOW).code
    form = dict(next(act for act in story("01") if act.said.get("do") == "提交").said["form"])
    desk.take(code, "提交", actor=Actor(OWNER), now=NOW, printer=None, form=form)
    return code


@pytest.mark.slow
def test_photographs_of_a_case_are_in_its_file_and_in_its_bundle_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = at_rectifying(tmp_path / "office").code
    press, at = quick(monkeypatch), datetime(2026, 7, 20, 2, 30, tzinfo=UTC)
    sent = [evidence.keep(f"{n}.jpg", a_photo(a_sheet(str(n), size=(800, 600)), place=True)) for n in range(3)]
    form = {"rectification_report": "已逐项整改。", "rectification_photos": sent}
    desk.take(code, "报送整改", actor=Actor("姚佳宁", "网页"), now=at, printer=press, form=form)
    album = next(paper for paper in registry.papers(case=code) if paper.template == "照片")
    line = next(line for line in completeness.check(code, now=NOW).lines if line.template == "照片")
    assert (line.phase, line.gaps) == ("监督", ())
    row = next(row for row in casefile.preview(registry.case(code)) if row.title == album.title)
    assert (row.phase, row.pages, row.files) == ("监督", 2, ("正本.pdf",))
    monkeypatch.setattr(casefile, "require_closed", lambda case: None)
    made = casefile.bundle(code, tmp_path / "案卷", actor=Actor("夏知秋"), now=NOW, printer=press)
    assert casefile.verify(made.folder) == []
    bound = made.folder / "data" / row.folder / row.files[0]
    assert bound.read_bytes() == registry.get(album.versions[-1].pdf_sha or "")
