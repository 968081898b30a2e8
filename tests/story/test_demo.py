"""演示: the whole year of the invented office, run once for these tests, and once more with six deaths on the way."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from gongwen import assessing, drafting, registry
from gongwen.office import demo, founding
from gongwen.office.answering import asked
from gongwen.office.paperwork import opinions
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.records import casefile, completeness
from gongwen.office.watching import todo
from kit.records import gaps, records
from kit.shell import Ended, gongwen

pytestmark = pytest.mark.slow

AT = datetime(2026, 1, 1, tzinfo=UTC)  # the door's clock; the demonstration has its script's
DEATHS = (
    "commit:after#20",  # while the office is founded
    "number:commit:after#2",
    "typeset:print:inside#7",
    "draft:commit:before#9",
    "file:commit:before#4",
    "print:inside#2",  # while the first bundle is bound
)
FATES = {
    "QHBF-2026-001": ("经济帮扶", "优", "归档", "表彰决定"),
    "QHBF-2026-002": ("亲情牵手", "合格", "归档", "整改通知书"),
    "QHBF-2026-003": ("项目救助", "不合格", "归档", "处理决定"),
    "QHBF-2026-004": ("紧急救助", "良", "归档", "立项批复"),
    "QHBF-2026-005": ("走访慰问", None, "已撤回", "立项申报书"),
}
ORDER = (
    "立项申报书", "立项批复", "项目合同书", "项目进展报告", "照片", "监督检查通知", "监督检查记录表", "整改通知书",
    "评估评分表", "评估结果通报", "表彰决定", "处理决定",
)  # fmt: skip
AS_PDF = "照片"
"""Is filed as it came, with no text to be edited."""


THE_DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
DESKS = {
    "周晓岚": {"补办", "征集议题"},
    "顾言之": {"审核", "核稿"},
    "陆文渊": {"批准", "批办"},
    "夏知秋": {"归档整理"},
}
"""Whom a visitor may be, and the stages at which something waits for them."""


@dataclass(frozen=True)
class Year:
    """A demonstration that came to its end: where, and what it said each time it was started."""

    home: Path
    ended: tuple[Ended, ...]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Year]]]:
    """Both years, side by side."""
    folder = tmp_path_factory.mktemp("demo")
    pool = ThreadPoolExecutor(2)
    yield {
        "undisturbed": pool.submit(_run, folder / "undisturbed", ()),
        "disturbed": pool.submit(_run, folder / "disturbed", DEATHS),
    }
    pool.shutdown(cancel_futures=True)


def _run(folder: Path, deaths: tuple[str, ...]) -> Year:
    folder.mkdir()
    home = folder / "office"
    return Year(home, tuple(_start(home, number, point) for number, point in enumerate((*deaths, "-"))))


def _start(home: Path, number: int, kill_at: str = "-") -> Ended:
    notes = home.parent / f"notes-{number}.txt"
    return gongwen(("demo", "--home", home), at=AT, notes=notes, kill_at=kill_at, time_limit=1200)


@pytest.fixture(scope="module")
def year(years: dict[str, Future[Year]]) -> Year:
    done = years["undisturbed"].result()
    assert done.ended[-1].code == 0, done.ended[-1].complained
    return done


@pytest.fixture(scope="module")
def told(year: Year) -> dict[str, Any]:
    """Its records; the journal is verified on the way."""
    return records(year.home)


@pytest.fixture
def office(year: Year) -> Iterator[Path]:
    registry.open(year.home)
    yield year.home
    registry.close()


@pytest.mark.parametrize("code", FATES)
def test_five_projects_meet_five_fates(office: Path, code: str) -> None:
    """Of five kinds; each leaves the paper of its fate."""
    kind, grade, stage, paper = FATES[code]
    case = registry.case(code)
    assert (case.kind, case.data.get("grade"), case.stage, case.closed) == (kind, grade, stage, True)
    assert paper in {row.template for row in registry.papers(case=code)}


def test_grades_follow_from_the_scores(office: Path) -> None:
    """Summed again from the assessors' sheets by the published rubric, and in no script."""
    rubric = shelf.rubric("project")
    graded = [case for case in registry.cases(workflow="project") if case.data.get("grade")]
    assert len(graded) == 4
    for case in graded:
        score = assessing.score(rubric, assessing.read_sheets(rubric, case.data["sheets"]), {case.unit})
        assert (str(score.total), assessing.grade(rubric, score).name) == (
            case.data["score"]["total"], case.data["grade"],
        )  # fmt: skip
    script = "".join(path.read_text("utf-8") for path in demo.script_folder().rglob("*.yaml"))
    assert "grade" not in script and "total" not in script


def test_the_returned_the_rectified_and_the_recovered(office: Path) -> None:
    """What happened to them is in their histories, with a reason where one is due."""
    history = {code: {event.action: event for event in registry.events(code)} for code in FATES}
    assert history["QHBF-2026-004"]["退回补正"].reason
    assert {"责令整改", "报送整改", "登记复查", "整改合格"} <= history["QHBF-2026-002"].keys()
    assert {"决定处理", "登记退款", "追回完毕"} <= history["QHBF-2026-003"].keys()
    recovered = registry.case("QHBF-2026-003").data
    assert recovered["returned_amount"] == recovered["recovered_amount"]
    assert history["QHBF-2026-005"]["撤回申报"].reason


def test_every_paper_is_there_as_word_file_and_pdf(office: Path) -> None:
    """On record, and in the folder for the newcomer; a signed contract also with its scan."""
    papers = registry.papers()
    assert len(papers) > 30
    for paper in papers:
        files = dict(casefile.files_of(paper))
        wanted = ["pdf"] if paper.template == AS_PDF else ["docx", "pdf"]
        assert sorted(name.rpartition(".")[2] for name in files) == wanted, paper.title
        for name, data in files.items():
            assert (office / "成品" / "文书" / (paper.case or "领导小组") / name).read_bytes() == data
    signed = [paper for paper in papers if paper.template == "项目合同书" and paper.case in FATES]
    assert {paper.versions[-1].origin for paper in signed} == {"scan"}


def test_every_issued_paper_passed_every_hand(office: Path) -> None:
    """Countersigned by every joint organ, checked twice, sent, confirmed, and its sheet lies behind it in the file."""
    for paper in issued():
        said = [row.kind for row in registry.opinions(paper.id)]
        joint = opinions.countersigners(paper)
        assert said == ["核稿", *["会签"] * len(joint), "签发", "复核"], paper.title
        listed = registry.recipients(paper.id)
        assert listed and all(row.received_at for row in listed), paper.title
        assert registry.case(paper.flow or "").closed and registry.get(paper.inputs["sheet"]["pdf"])
    sheets = list((office / "成品" / "案卷").glob("QHBF-2026-001/data/*/发文稿纸.pdf"))
    assert len(sheets) == 4


def test_no_issued_paper_has_an_error_on_its_pages(office: Path) -> None:
    """Every 公文 but the one that lies to be checked was issued; proofing finds no error in what was printed last."""
    assert [paper.template for paper in registry.papers() if paper.flow and paper not in issued()] == ["一般通知"]
    assert all(paper.filed and paper.reference for paper in issued())
    errors = [
        (paper.title, found["message"])
        for paper in issued()
        for found in paper.versions[-1].findings
        if found["severity"] == "error"
    ]
    assert errors == []


def issued() -> list[registry.PaperRow]:
    """The papers with a 发文 flow of their own that were issued."""
    return [paper for paper in registry.papers() if paper.flow and paper.issued_on]


def test_the_progress_was_reported_with_photographs(office: Path) -> None:
    """They lie in the file of the project, behind the report."""
    filed = [paper.template for paper in registry.papers(case="QHBF-2026-004")]
    assert filed.index(AS_PDF) == filed.index("项目进展报告") + 1
    assert list((office / "成品" / "案卷" / "QHBF-2026-004" / "data").glob("*现场照片/正本.pdf"))


@pytest.mark.parametrize("person", DESKS)
def test_everybody_whom_a_visitor_may_be_finds_something_to_do(office: Path, person: str) -> None:
    """On the day after the last of it, on the list that their first page shows."""
    assert DESKS[person] <= {row["stage"] for row in todo.todo(now=THE_DAY, actor=Actor(person))}


def test_the_unit_is_asked_for_a_signature_and_for_an_application_put_right(office: Path) -> None:
    cards = asked.of(Actor("范守田"), THE_DAY).cards
    assert {(card.kind, card.action) for card in cards} >= {("签", "签订"), ("填", "提交")}


def test_the_archivist_sees_a_file_with_a_gap_among_whole_ones(office: Path) -> None:
    closed = {row["code"]: row["gaps"] for row in completeness.board(completeness.CLOSED, now=THE_DAY).rows}
    assert {code for code, gaps in closed.items() if not gaps} >= FATES.keys()
    assert list(filter(None, closed.values())) == [["没有文书"]]


def test_every_bundle_verifies(year: Year) -> None:
    """One for each project that has ended, the withdrawn one too; none for the one that left no paper."""
    bundles = sorted((year.home / "成品" / "案卷").iterdir())
    assert [bundle.name for bundle in bundles] == list(FATES)
    assert [fault for bundle in bundles for fault in casefile.verify(bundle)] == []


def test_numbers_run_from_1_without_a_gap_and_in_order_of_time(year: Year, told: dict[str, Any]) -> None:
    """In both series, that of the office and that of the lead organ."""
    assert gaps(year.home) == []
    references = [row["reference"] for row in told["numbers"]]
    series = {code: [row["serial"] for row in rows] for code, rows in groupby(references, lambda row: row["code"])}
    assert series.keys() == {"青帮办", "青民发"}
    assert all(serials == list(range(1, len(serials) + 1)) for serials in series.values())
    dates = {code: [row["at"] for row in told["numbers"] if row["reference"]["code"] == code] for code in series}
    assert all(moments == sorted(moments) for moments in dates.values())


def test_a_projects_papers_come_in_the_order_of_its_life(office: Path) -> None:
    """First of each template, from 立项申报书 to the decision; dates never go back."""
    for code in FATES:
        papers = registry.papers(case=code)
        made = list(dict.fromkeys(paper.template for paper in papers))
        assert made == sorted(made, key=ORDER.index)
        days = [paper.issued_on for paper in papers if paper.issued_on]
        assert days == sorted(days)


def test_nothing_is_owed_at_the_end(told: dict[str, Any]) -> None:
    assert {state for *_, state in told["jobs"]} == {"已完成"}


def test_killed_six_times_it_carries_on_to_the_same_year(years: dict[str, Future[Year]], told: dict[str, Any]) -> None:
    """The same records and, by their hashes, the same files: so two runs also give the same text."""
    disturbed = years["disturbed"].result()
    assert [ended.code for ended in disturbed.ended] == [-9] * len(DEATHS) + [0]
    assert [ended.points[-1] for ended in disturbed.ended[:-1]] == list(DEATHS)
    assert records(disturbed.home) == told


def test_two_runs_give_the_same_text(years: dict[str, Future[Year]], year: Year) -> None:
    """Every Word file of both years, outline by outline, and the bundles file by file."""
    other = years["disturbed"].result()
    assert texts(other.home) == texts(year.home)
    assert payloads(other.home) == payloads(year.home)


def texts(home: Path) -> dict[str, str]:
    """The outlines of the Word files laid out for the newcomer."""
    folder = home / "成品" / "文书"
    return {str(path.relative_to(folder)): drafting.outline(path.read_bytes()) for path in folder.rglob("*.docx")}


def payloads(home: Path) -> dict[str, list[str]]:
    """What the bundles list, by hash, but for what bears the journal's head (which tells of every process)."""
    folder = home / "成品" / "案卷"
    return {
        str(path.relative_to(folder)): [line for line in path.read_text("utf-8").splitlines() if not _witnesses(line)]
        for path in folder.glob("*/manifest-sha256.txt")
    }


def _witnesses(line: str) -> bool:
    return "发文稿纸" in line or line.endswith("阅览本.pdf")


def test_started_again_it_says_so_and_changes_nothing(year: Year, told: dict[str, Any]) -> None:
    """Not a record, not a byte of a file, not the journal's head."""
    before = every_file(year.home)
    ended = _start(year.home, 99)
    assert ended.code == 0, ended.complained
    assert "这个演示此前已经做完" in ended.said and "没有改动任何记录" in ended.said
    assert every_file(year.home) == before
    assert records(year.home) == told


def every_file(home: Path) -> dict[str, str]:
    """Every file of the folder by its hash, the database's own temporary files aside."""
    found = (path for path in home.rglob("*") if path.is_file() and path.suffix not in (".db-wal", ".db-shm"))
    return {str(path.relative_to(home)): sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_real_office_is_refused_and_left_alone(tmp_path: Path) -> None:
    """Exit code 4, one sentence, not a byte changed."""
    real = (demo.script_folder() / "office.yaml").read_text("utf-8").replace("demo: true", "demo: false")
    assert "demo: false" in real
    (tmp_path / "office.yaml").write_text(real, "utf-8")
    founding.found(tmp_path / "office", tmp_path / "office.yaml", actor="开办人", now=AT)
    registry.close()
    before = every_file(tmp_path / "office")
    ended = gongwen(("demo", "--home", tmp_path / "office"), at=AT, notes=tmp_path / "notes.txt")
    assert (ended.code, ended.said) == (4, "")
    assert "是正式的办公文件夹，演示不在里面进行" in ended.complained
    assert every_file(tmp_path / "office") == before
