"""退出码: 0 done, 1 found something wrong, 2 wrongly written, 3 bad input, 4 refused, 5 tool missing, 6 broken.

Answers go to standard output, complaints to standard error; what is refused leaves nothing behind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongwen import archiving, registry
from gongwen.errors import ToolMissing
from gongwen.office.pressroom import checkup, papers
from gongwen.office.watching import views
from kit.door import Said, typed
from kit.office import PrinterThatHangs, an_office, story
from kit.scenes import yaml_of

ROOT = Path(__file__).resolve().parents[2]
BAD_PAPERS = ROOT / "samples" / "papers-bad"
GOOD_PAPER = ROOT / "samples" / "papers" / "单独行文通知" / "PAPER.yaml"
FLOW_YAML = ROOT / "samples" / "office" / "flow.yaml"
NOW = datetime(2026, 3, 10, 1, tzinfo=UTC)
UNIT = "临溪县青溪镇人民政府"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with one project that waits at 申报; no test here changes it."""
    folder = an_office(tmp_path_factory.mktemp("exit") / "office")
    registry.close()
    said = typed(
        "project", "open", "入户走访", "--kind", "走访慰问", "--unit", UNIT, "--as", "许明辉", "--home", folder, at=NOW
    )
    assert said.code == 0
    yield folder
    registry.close()


@pytest.fixture
def at_desk(home: Path) -> Callable[..., Said]:
    return lambda *words: typed(*words, "--home", home, at=NOW)


def one_chinese_sentence(said: Said) -> bool:
    """Nothing on standard output, one line of Chinese on standard error, and no trace of the program's inside."""
    return said.out == "" and len(said.err.splitlines()) == 1 and bool(CHINESE.search(said.err))


def test_what_is_done_is_0_and_speaks_on_standard_output(at_desk: Callable[..., Said]) -> None:
    said = at_desk("project", "list")
    assert (said.code, said.err) == (0, "")
    assert "入户走访" in said.out


def test_a_changed_bundle_is_1_and_named(tmp_path: Path) -> None:
    bag = archiving.write_bag(tmp_path / "案卷", {"批复.pdf": b"%PDF"}, {"External-Identifier": "QHBF"}, NOW.date())
    assert typed("archive", "verify", bag).code == 0
    (bag / "data" / "批复.pdf").write_bytes(b"%PDE")
    said = typed("archive", "verify", bag)
    assert (said.code, said.err) == (1, "")
    assert "批复.pdf" in said.out and "核验未通过" in said.out


def test_a_wrongly_written_command_is_2() -> None:
    assert typed("project", "take").code == 2


BAD_INPUT = {
    "nobody of that name": ("project", "open", "走访", "--kind", "走访慰问", "--unit", UNIT, "--as", "无此人"),
    "no such project": ("project", "show", "QHBF-2026-999"),
    "no such unit": ("project", "open", "走访", "--kind", "走访慰问", "--unit", "无此单位", "--as", "许明辉"),
    "no such form": ("project", "take", "QHBF-2026-001", "提交", "--as", "许明辉", "--form", "没有.yaml"),
    "a setting without =": ("project", "take", "QHBF-2026-001", "提交", "--as", "许明辉", "--set", "goal"),
    "a return without a reason": ("project", "take", "QHBF-2026-001", "撤回申报", "--as", "许明辉"),
    "no such template": ("paper", "open", "没有的模板", "--as", "周晓岚", "--form", str(FLOW_YAML)),
    "no such paper": ("paper", "take", "FW-2026-999", "送核", "--as", "周晓岚"),
}  # fmt: skip


@pytest.mark.parametrize("words", BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_3_and_one_sentence(at_desk: Callable[..., Said], words: tuple[str, ...]) -> None:
    said = at_desk(*words)
    assert said.code == 3, said
    assert one_chinese_sentence(said), said


def test_several_faults_are_told_at_once_one_a_line(at_desk: Callable[..., Said]) -> None:
    said = at_desk("project", "take", "QHBF-2026-001", "提交", "--as", "许明辉", "--set", "households=许多")
    assert (said.code, said.out) == (3, "")
    assert len(said.err.splitlines()) > 5
    assert all(CHINESE.search(line) for line in said.err.splitlines())


def test_no_office_is_3_and_says_how_to_found_one(tmp_path: Path) -> None:
    said = typed("project", "list", "--home", tmp_path)
    assert said.code == 3 and one_chinese_sentence(said)
    assert "gongwen init" in said.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_home_it_says_where_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGWEN_HOME", raising=False)
    said = typed("journal", "verify")
    assert said.code == 3 and "GONGWEN_HOME" in said.err


REFUSED = {
    "an action of another stage": ("project", "take", "QHBF-2026-001", "批准立项", "--as", "陆文渊"),
    "somebody else's unit": ("project", "take", "QHBF-2026-001", "撤回申报", "--as", "童月", "--reason", "不办"),
    "no role to open": ("project", "open", "走访", "--kind", "走访慰问", "--unit", UNIT, "--as", "石磊"),
}


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_what_may_not_be_done_now_is_4(at_desk: Callable[..., Said], words: tuple[str, ...]) -> None:
    said = at_desk(*words)
    assert said.code == 4, said
    assert one_chinese_sentence(said), said


@pytest.mark.slow
def test_refusals_and_bad_input_write_nothing(at_desk: Callable[..., Said], home: Path) -> None:
    registry.open(home)
    before = registry.verify_journal()
    registry.close()
    for words in (*BAD_INPUT.values(), *REFUSED.values()):
        at_desk(*words)
    registry.open(home)
    assert registry.verify_journal() == before
    registry.close()


class Press(PrinterThatHangs):
    """The press as the door opens it."""

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *fault: object) -> None:
        return None

    def get_ready(self) -> None:
        """It would hang later, too."""


@pytest.mark.slow
def test_a_missing_tool_is_5_and_leaves_no_half_written_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(papers, "press", Press)
    said = typed("draft", GOOD_PAPER, "--out", tmp_path / "成品")
    assert said.code == ToolMissing.exit_code == 5
    assert one_chinese_sentence(said) and "gongwen doctor" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_what_has_failed_for_good_is_said_each_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The move stands, what it owes does not: the command never ends as if all were well, and says what to do."""
    office = an_office(tmp_path / "office")
    registry.close()
    submit = story("01")[1]
    (tmp_path / "表.yaml").write_bytes(yaml_of(submit.said["form"]))
    words = ["project", "take", "QHBF-2026-001", "提交", "--as", submit.person, "--form", tmp_path / "表.yaml"]
    opened = story("01")[0].said["open"]
    typed(
        "project", "open", opened["title"], "--kind", opened["kind"], "--unit", opened["unit"], "--as", "许明辉",
        "--home", office, at=NOW,
    )  # fmt: skip
    monkeypatch.setattr(papers, "press", Press)
    said = [typed(*words, "--home", office, at=NOW) for _ in range(5)]
    assert [one.code for one in said] == [5, 5, 5, 4, 4]
    assert "排版没有办成：排版程序没有回应" in said[-1].err
    assert "gongwen paper retry QHBF-2026-001" in said[-1].err and "此前已办" in said[-1].out


def test_doctor_is_5_where_something_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = {"programs": [], "faces": [], "fonts": "字体", "advice": ["请安装 graphviz。"], "ready": False}
    monkeypatch.setattr(checkup, "report", lambda: lacking)
    said = typed("doctor")
    assert said.code == 5 and "请安装 graphviz。" in said.out


def test_a_journal_that_was_cut_is_1(home: Path) -> None:
    """Verification that fails is a finding, told on standard output like those of a bundle."""
    said = typed("journal", "verify", "--witness", "0123456789abcdef" * 4, "--home", home)
    assert (said.code, said.err) == (1, "")
    assert "日志中没有见证值" in said.out and "核验未通过" in said.out


def test_a_witness_that_cannot_be_one_is_3(home: Path) -> None:
    said = typed("journal", "verify", "--witness", "第六条", "--home", home)
    assert said.code == 3 and one_chinese_sentence(said)


def test_a_database_that_cannot_be_read_is_6(home: Path, tmp_path: Path) -> None:
    (tmp_path / "office.db").write_bytes(b"no database at all" * 100)
    said = typed("journal", "verify", "--home", tmp_path)
    assert said.code == 6 and one_chinese_sentence(said)


@pytest.mark.parametrize("paper", sorted(BAD_PAPERS.iterdir()), ids=lambda folder: folder.name)
def test_a_bad_paper_leaves_the_folder_unborn(paper: Path, tmp_path: Path) -> None:
    """Every fault as the sample tells it, and not even an empty folder."""
    said = typed("draft", paper / "PAPER.yaml", "--out", tmp_path / "成品")
    assert (said.code, said.out) == (3, "")
    assert said.err.strip() == (paper / "expected.message.txt").read_text("utf-8").strip()
    assert list(tmp_path.iterdir()) == []


def test_a_bad_paper_leaves_what_was_there_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes("上一次的成品".encode())
    assert typed("draft", BAD_PAPERS / "缺正文" / "PAPER.yaml", "--out", tmp_path).code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["paper.docx"]
    assert (tmp_path / "paper.docx").read_bytes() == "上一次的成品".encode()


JSON = {
    "projects": ("project", "list", "--json"),
    "a project": ("project", "show", "QHBF-2026-001", "--json"),
    "what can be done": ("project", "explain", "QHBF-2026-001", "--json"),
    "papers": ("paper", "list", "--json"),
    "numbers": ("number", "show", "--json"),
}


@pytest.mark.parametrize("words", JSON.values(), ids=JSON)
def test_json_is_json_and_nothing_else(at_desk: Callable[..., Said], words: tuple[str, ...]) -> None:
    said = at_desk(*words)
    assert (said.code, said.err) == (0, "")
    assert isinstance(json.loads(said.out), list | dict)


def test_a_registered_project_is_told_as_json(at_desk: Callable[..., Said]) -> None:
    """Typed again, it is the same project."""
    said = at_desk(
        "project", "open", "入户走访", "--kind", "走访慰问", "--unit", UNIT, "--as", "许明辉", "--json"
    )  # fmt: skip
    assert json.loads(said.out)["code"] == "QHBF-2026-001"


@pytest.mark.slow
def test_faults_are_json_too_and_the_complaint_stays_off_it(tmp_path: Path) -> None:
    """A bad workflow: the list of faults as JSON, the same sentences as a complaint on standard error."""
    (tmp_path / "坏.yaml").write_text(
        "name: x\ntitle: 坏\nroles: [甲]\nstages: {一: {moves: [{do: 办, to: 二, by: 乙}]}}\n", "utf-8"
    )
    said = typed("workflow", "check", tmp_path / "坏.yaml", "--json")
    assert said.code == 3
    assert json.loads(said.out) == said.err.splitlines() != []


@pytest.mark.parametrize("place", ["before", "after"])
def test_debug_adds_the_traceback_wherever_it_stands(at_desk: Callable[..., Said], place: str) -> None:
    words = ["project", "show", "QHBF-2026-999"]
    words.insert(0 if place == "before" else len(words), "--debug")
    said = at_desk(*words)
    assert (said.code, said.out) == (3, "")
    assert "Traceback (most recent call last)" in said.err
    assert CHINESE.search(said.err.splitlines()[-1])


def test_the_whole_help_is_there_without_any_command() -> None:
    said = typed("--help")
    assert said.code == 0
    for name in ("demo", "draft", "init", "doctor", "project", "paper", "workflow", "template", "archive", "journal"):
        assert name in said.out


def test_an_unforeseen_fault_is_6_and_still_a_sentence(at_desk: Callable[..., Said], monkeypatch) -> None:
    """A clerk never meets a bare traceback; `--debug` shows it, cause included."""

    def broken(*given: object, **options: object) -> list:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(views, "projects", broken)
    said = at_desk("project", "list")
    assert said.code == 6
    assert said.err.startswith("程序出错，这一步没有办成（ZeroDivisionError：division by zero）。")
    assert "Traceback" not in said.err
    assert "ZeroDivisionError: division by zero" in at_desk("project", "list", "--debug").err
