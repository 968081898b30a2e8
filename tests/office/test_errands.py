"""Errands at the office: asked for by whoever may, done by a worker, seen and fetched by nobody but their asker."""

from __future__ import annotations

import errno
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused, ToolMissing
from gongwen.office import desk, errand_kinds, errands, jobs
from gongwen.office.errand_kinds import Kind
from gongwen.office.errand_slip import Slip, result
from gongwen.office.people import Actor
from gongwen.office.records import casefile
from gongwen.office.staffing import access
from kit.closed import ARCHIVIST, CLERK, CLOSED, OWNER, REVIEWER, a_closed_case
from kit.office import PrinterThatMustRest, an_office, story
from kit.quick import QuickPress

NOW = datetime(2027, 3, 2, 2, tzinfo=UTC)
UNIT = "桃园县柳林村村民委员会"
REST = PrinterThatMustRest()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    yield a_closed_case(tmp_path / "office")
    registry.close()


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch):
    """Let there be a kind of errand called 试办 that does this."""

    def given(do: Any, **more: Any) -> None:
        monkeypatch.setitem(errand_kinds.KINDS, "试办", Kind("试办", do, **more))

    return given


def ask(kind: str = "试办", person: str = CLERK, **more: Any) -> registry.ErrandRow:
    return errands.ask(kind, more.pop("argument", {}), actor=Actor(person, "网页"), now=NOW, **more)


def after(row: registry.ErrandRow) -> errands.Shown:
    return errands.one(row.id, actor=Actor(row.asked_by))


def a_file(slip: Slip) -> dict[str, Any]:
    made = slip.folder / "成品.csv"
    made.write_text("甲,乙", "utf-8")
    return result(slip.hand_over(made), told=["做好了。"])


def test_what_it_makes_is_fetched_by_its_asker_and_nobody_else(office: Path, kind: Any) -> None:
    kind(a_file)
    row = ask()
    assert errands.do_next(NOW, REST).id == row.id
    made = after(row)
    assert (made.row.state, made.told, made.title) == ("已完成", ["做好了。"], "试办")
    told, path = errands.file(row.id, made.files[0]["sha"], actor=Actor(CLERK), now=NOW)
    assert (told["name"], path.read_text("utf-8")) == ("成品.csv", "甲,乙")
    for look in (errands.one, errands.cancel, errands.retry):
        with pytest.raises(BadInput, match="没有第"):
            look(row.id, actor=Actor(REVIEWER), **({} if look is errands.one else {"now": NOW}))
    with pytest.raises(BadInput, match="没有这份成品"):
        errands.file(row.id, "0" * 64, actor=Actor(CLERK), now=NOW)


def test_whoever_may_not_ask_is_refused_before_anything_is_written(office: Path, kind: Any) -> None:
    kind(a_file, admits=access.KEEPERS)
    with pytest.raises(Refused, match="经办人或负责人"):
        ask(person=REVIEWER)
    with pytest.raises(BadInput, match="没有「无此」这种差事"):
        ask("无此")
    assert registry.errands() == ()


def test_a_result_is_not_fetched_by_who_may_no_longer_ask(office: Path, kind: Any) -> None:
    kind(a_file)
    row = ask()
    errands.do_next(NOW, REST)
    kind(a_file, admits=access.ACCOUNT_KEEPERS)
    with pytest.raises(Refused):
        errands.file(row.id, after(row).files[0]["sha"], actor=Actor(CLERK), now=NOW)


def test_progress_is_seen_while_it_is_done(office: Path, kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(errands, "TELL_SECONDS", 0)

    def work(slip: Slip) -> dict[str, Any]:
        for at in range(4):
            slip.told(at, 4, f"第{at + 1}件")
            seen.append((after(row).percent, after(row).row.doing))
        return result()

    kind(work)
    row = ask()
    errands.do_next(NOW, REST)
    assert seen == [(0, "第1件"), (25, "第2件"), (50, "第3件"), (75, "第4件")]


def test_a_cancelled_errand_stops_at_its_next_word(office: Path, kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "TELL_SECONDS", 0)

    def work(slip: Slip) -> dict[str, Any]:
        errands.cancel(row.id, actor=Actor(CLERK), now=NOW)
        slip.told(1, 2, "")
        raise AssertionError("it went on")

    kind(work)
    row = ask()
    errands.do_next(NOW, REST)
    assert (after(row).row.state, after(row).row.reason) == ("取消", "")
    errands.retry(row.id, actor=Actor(CLERK), now=NOW)
    assert after(row).row.state == "待办"


@pytest.mark.parametrize(
    ("fault", "state", "whose", "said"),
    [
        (BadInput("年份写错了。"), "失败", "提出人", "年份写错了。"),
        (Refused("项目没有办结。"), "失败", "提出人", "项目没有办结。"),
        (ZeroDivisionError("0"), "失败", "系统维护人员", "程序出错"),
        (ToolMissing("缺字体。"), "待办", "系统维护人员", "缺字体。"),
    ],
)
def test_a_failure_says_what_why_and_whose_turn_it_is(
    office: Path, kind: Any, fault: Exception, state: str, whose: str, said: str
) -> None:
    def work(slip: Slip) -> dict[str, Any]:
        raise fault

    kind(work)
    row = ask()
    errands.do_next(NOW, REST)
    assert (after(row).row.state, after(row).whose) == (state, whose)
    assert said in after(row).row.reason


@pytest.mark.parametrize("where", ["in its work", "when it is laid out"])
def test_a_full_disk_is_the_keeper_s_and_after_it_was_cleared_a_retry_finishes(
    office: Path, kind: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")

    def work(slip: Slip) -> dict[str, Any]:
        if where == "in its work" and disk.get("full"):
            raise full
        return a_file(slip)

    def move(source: Any, target: Any) -> Any:
        if disk.get("full"):
            raise full
        return moved(source, target)

    moved, disk = shutil.move, {"full": True}
    monkeypatch.setattr(shutil, "move", move)
    kind(work)
    row = ask()
    errands.do_next(NOW, REST)
    assert (after(row).row.state, after(row).whose) == ("失败", "系统维护人员")
    assert "磁盘" in after(row).row.reason and "No space left" in after(row).row.reason
    disk.clear()
    errands.retry(row.id, actor=Actor(CLERK), now=NOW)
    errands.do_next(NOW, REST)
    assert (after(row).row.state, after(row).told) == ("已完成", ["做好了。"])


def test_a_quick_one_goes_before_a_long_one_and_alone_where_only_such_are_done(office: Path, kind: Any) -> None:
    kind(a_file)
    long = ask()
    assert errands.do_next(NOW, REST, quick_only=True) is None
    kind(a_file, quick=True)
    assert errands.do_next(NOW, REST, quick_only=True).id == long.id


def test_a_dead_worker_s_errand_is_free_at_once(office: Path, kind: Any) -> None:
    kind(a_file)
    row = ask()
    host, _, _ = jobs.owner().rsplit(":", 2)
    registry.claim_errand(f"{host}:999999:1", datetime.now(UTC), 600)
    assert errands.do_next(NOW, REST) is None
    errands.free_dead_owners()
    assert errands.do_next(NOW, REST).id == row.id


def test_what_a_killed_worker_had_lying_about_is_removed_and_a_living_one_s_not(office: Path) -> None:
    host, _, _ = jobs.owner().rsplit(":", 2)
    left = office / "tray" / ".benches" / f"{host}:999999:1~abc"
    left.mkdir(parents=True)
    (left / "案卷.pdf").write_bytes(b"1")
    with registry.bench(jobs.owner()) as mine:
        errands.free_dead_owners()
        assert mine.is_dir() and not left.exists()
    assert not mine.exists()


def test_what_is_old_is_cleared(office: Path, kind: Any) -> None:
    kind(a_file)
    row = ask()
    errands.do_next(NOW, REST)
    assert errands.clear(NOW + timedelta(days=29)) == 0
    assert errands.clear(NOW + timedelta(days=31)) == 1
    with pytest.raises(BadInput, match="保存期"):
        after(row)


@pytest.mark.slow
def test_a_bundle_comes_verified_in_one_zip_and_its_taking_is_journalled(closed: Path, tmp_path: Path) -> None:
    row = ask("bundle", ARCHIVIST, about=CLOSED)
    errands.do_next(NOW, QuickPress())
    made = after(row)
    assert made.row.state == "已完成", made.row.reason
    assert made.told[1].startswith("核验通过")
    _, path = errands.file(row.id, made.files[0]["sha"], actor=Actor(ARCHIVIST), now=NOW)
    with zipfile.ZipFile(path) as packed:
        packed.extractall(tmp_path / "out")
    folder = tmp_path / "out" / f"{CLOSED}案卷"
    assert casefile.verify(folder) == []
    assert (folder / "data" / "阅览本.pdf").is_file()
    assert [entry.actor for entry in registry.entries(CLOSED) if entry.details.get("why") == "组卷"] == [ARCHIVIST]


@pytest.mark.slow
def test_only_who_binds_asks_for_a_bundle_and_only_of_a_closed_case(closed: Path) -> None:
    with pytest.raises(Refused, match="档案员"):
        ask("bundle", REVIEWER, about=CLOSED)
    given = {"kind": "经济帮扶", "unit": UNIT, "actor": Actor(CLERK), "now": NOW}
    open_case = desk.open_project("助学项目", **given).code
    with pytest.raises(Refused, match="办结归档后才能组卷"):
        ask("bundle", ARCHIVIST, about=open_case)


@pytest.mark.slow
def test_a_year_s_papers_come_in_one_zip_under_their_numbers(closed: Path) -> None:
    row = ask("prints", argument={"year": 2026})
    errands.do_next(NOW, REST)
    made = after(row)
    assert made.row.state == "已完成", made.row.reason
    _, path = errands.file(row.id, made.files[0]["sha"], actor=Actor(CLERK), now=NOW)
    issued = [paper for paper in registry.papers() if paper.flow and paper.reference]
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
    assert {name.partition("号")[0] for name in names} == {str(paper.reference)[:-1] for paper in issued}
    assert made.told[0] == f"2026 年发文共 {len(issued)} 份，取出 {len(issued)} 份。"


@pytest.mark.slow
def test_a_year_without_papers_says_so(closed: Path) -> None:
    row = ask("prints", argument={"year": 1999})
    errands.do_next(NOW, REST)
    assert after(row).row.reason == "1999 年还没有编号的公文。"


@pytest.mark.slow
def test_list_register_sheet_and_marked_copy_are_made(closed: Path) -> None:
    flow = next(paper.flow for paper in registry.papers() if paper.flow and paper.reference)
    asked = [
        ask("export", argument={"form": "csv"}),
        ask("continuity"),
        ask("sheet", about=flow),
        ask("redline", about=flow, argument={"former": 1, "later": 1}),
    ]
    for _ in asked:
        errands.do_next(NOW, QuickPress())
    made = [after(row) for row in asked]
    assert [one.row.reason for one in made] == [""] * 4
    kinds = [sorted(Path(one["name"]).suffix for one in shown.files) for shown in made]
    assert kinds[0] == [".csv"] and kinds[1][0] in (".pdf", ".zip") and kinds[2:] == [[".docx", ".pdf"]] * 2


def test_a_failed_job_says_whose_turn_it_is_and_is_put_back_for_a_worker(office: Path, monkeypatch: Any) -> None:
    case = _with_a_job(monkeypatch, Refused("没有主送机关。"))
    job = jobs.do_next(NOW, REST)
    failed = registry.jobs(case)[0]
    assert (failed.id, failed.state, failed.whose, failed.reason) == (job.id, "失败", "经办人", "没有主送机关。")
    with pytest.raises(Refused):
        jobs.put_back(case, actor=Actor(OWNER), now=NOW)
    assert jobs.put_back(case, actor=Actor(CLERK), now=NOW) == 1
    with pytest.raises(BadInput, match="没有失败的工作"):
        jobs.put_back(case, actor=Actor(CLERK), now=NOW)
    assert (registry.jobs(case)[0].state, registry.jobs(case)[0].whose) == ("待办", "")


def test_a_job_that_fails_for_want_of_a_tool_is_the_maintainer_s(office: Path, monkeypatch: Any) -> None:
    case = _with_a_job(monkeypatch, ToolMissing("缺字体。"))
    for _ in range(3):
        jobs.do_next(NOW, REST)
    assert (registry.jobs(case)[0].state, registry.jobs(case)[0].whose) == ("失败", "系统维护人员")
    assert jobs.do_next(NOW, REST) is None


def _with_a_job(monkeypatch: Any, fault: Exception) -> str:
    """A case that owes a step which raises this."""

    def failing(work: Any) -> Any:
        raise fault

    for step in jobs.STEPS:
        monkeypatch.setitem(jobs.STEPS, step, failing)
    given = {"kind": "经济帮扶", "unit": UNIT, "actor": Actor(OWNER), "now": NOW}
    code = desk.open_project("助学项目", **given).code
    form = dict(next(act for act in story("01") if act.said.get("do") == "提交").said["form"])
    desk.take(code, "提交", actor=Actor(OWNER), now=NOW, printer=None, form=form)
    return code
