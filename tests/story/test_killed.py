"""一个命令在任何一刻被杀: the same command carries on, to the same records and files, whatever the moment was.

The commands are those of a project's first month, typed at the command line; each is killed at the named points that
it passes (each side of each commit, each job's start and end, the middle of a conversion), then typed again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.records import gaps, records
from kit.scenes import COMMANDS, Stage
from kit.shell import Ended

pytestmark = pytest.mark.slow

KILLED = -9
AT_ONCE = 2  # every play runs Python and LibreOffice; more at once than this only wait for each other
POINTS = {
    "登记": "within:commit:before within:commit:after",
    "提交": """
        move:commit:before move:commit:after claim:commit:after draft:start draft:file:after draft:commit:before
        draft:commit:after typeset:start typeset:print:inside typeset:commit:before typeset:commit:after
        proof:commit:before proof:end
    """,
    "批准立项": """
        move:commit:before move:commit:after claim:commit:before claim:commit:after draft:start draft:file:before
        draft:file:after draft:commit:before draft:commit:after draft:end
    """,
    "核稿通过": "move:commit:before move:commit:after",
    "签发": "move:commit:before move:commit:after",
    "编号": """
        move:commit:before move:commit:after claim:commit:before claim:commit:after number:start number:file:after
        number:commit:before number:commit:after number:end claim:commit:after#2 typeset:start typeset:print:inside
        typeset:print:after typeset:commit:before typeset:commit:after proof:commit:after
    """,
    "复核通过": "move:commit:before move:commit:after",
    "印制": "move:commit:after imprint:commit:before imprint:commit:after typeset:print:inside proof:end",
    "用印": """
        move:commit:after file:start file:commit:before file:commit:after sheet:print:inside sheet:file:after
        sheet:commit:before sheet:commit:after
    """,
    "分发": "within:commit:before within:commit:after",
    "签订": """
        put:file:after put:commit:before put:commit:after move:commit:before move:commit:after file:start
        file:commit:before file:commit:after file:end
    """,
}
PLAYS = [(name, point) for name, points in POINTS.items() for point in points.split()]
LIBREOFFICE_DIES = [("送核", "typeset:print:inside"), ("送审", "typeset:print:inside")]


@dataclass(frozen=True)
class Played:
    """A command killed at a point, then typed again."""

    killed: Ended
    again: Ended
    office: Path


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("killed"))


@pytest.fixture(scope="module")
def plays(stage: Stage) -> Iterator[dict[tuple[str, str], Future[Played]]]:
    """All plays, some at a time, begun in the order in which the tests ask for them."""
    pool = ThreadPoolExecutor(AT_ONCE)
    yield {key: pool.submit(_play, stage, *key) for key in PLAYS}
    pool.shutdown(cancel_futures=True)


def _play(stage: Stage, name: str, point: str) -> Played:
    command = next(command for command in COMMANDS if command.name == name)
    office = stage.office_for(name, f"{name}-{point}")
    killed = stage.run(command, office, f"{name}-{point}", kill_at=point)
    return Played(killed, stage.run(command, office, f"{name}-{point}"), office)


def test_the_points_are_many_and_the_commands_pass_them_all(stage: Stage) -> None:
    """At least twenty-four, and none that a command no longer comes to."""
    passed = {(name, point) for name, ended in stage.unkilled.items() for point in ended.points}
    assert set(PLAYS) <= passed
    assert len(PLAYS) >= 24 and len({point for _, point in PLAYS}) >= 20


@pytest.mark.parametrize(("name", "point"), PLAYS)
def test_killed_there_the_same_command_carries_on(
    stage: Stage, plays: dict[tuple[str, str], Future[Played]], name: str, point: str
) -> None:
    """Typed again it ends well; nothing is lost, nothing doubled, no number taken twice."""
    played = plays[name, point].result()
    assert (played.killed.code, played.killed.points[-1]) == (KILLED, point)
    assert played.again.code == 0, played.again.complained
    assert records(played.office) == stage.wanted[name]
    assert gaps(played.office) == []
    shutil.rmtree(played.office)


@pytest.mark.parametrize(("name", "point"), LIBREOFFICE_DIES)
def test_when_only_libreoffice_is_killed_the_command_ends_as_if_nothing_had_been(
    stage: Stage, name: str, point: str
) -> None:
    """The printer replaces it and prints the paper again."""
    command = next(command for command in COMMANDS if command.name == name)
    office = stage.office_for(name, f"soffice-{name}")
    ended = stage.run(command, office, f"soffice-{name}", kill_at=f"soffice@{point}")
    assert ended.code == 0, ended.complained
    assert ended.points.count(f"{point}#2") == 1
    assert records(office) == stage.wanted[name]


def test_typed_once_more_after_its_end_a_command_changes_nothing(stage: Stage) -> None:
    """The journal does not grow, and the person hears that it was done before."""
    office = stage.office_for("审核通过", "twice")  # as 提交 left it
    submit = COMMANDS[1]
    ended = stage.run(submit, office, "twice")
    assert (ended.code, "此前已办" in ended.said) == (0, True)
    assert records(office) == stage.wanted["提交"]
