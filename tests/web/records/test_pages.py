"""归档 on screen: the board, one case's file, its bundle asked for and fetched, verification, the journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongwen import archiving, registry
from gongwen.office import errands
from gongwen.office.errand_slip import zipped
from gongwen.office.people import Actor
from gongwen.office.records import journal
from kit.closed import ARCHIVIST, CLERK, CLOSED, REVIEWER, a_closed_case
from kit.office import an_office
from kit.quick import QuickPress
from kit.web import client_for, text_of

NOW = datetime.now(UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    yield a_closed_case(tmp_path / "office")
    registry.close()


@pytest.mark.slow
def test_from_the_board_to_a_bundle_in_hand(closed: Path) -> None:
    board = text_of(client_for(ARCHIVIST).get("/archive/", {"state": "已办结"}))
    assert CLOSED in board and "齐全" in board
    assert client_for(ARCHIVIST).get("/archive/", {"code": CLOSED})["Location"] == f"/archive/cases/{CLOSED}/"
    page = text_of(client_for(ARCHIVIST).get(f"/archive/cases/{CLOSED}/"))
    assert "项目合同书" in page and "件的次序和页数" in page and "组卷并核验" in page and "阅览本.pdf" in page
    asked = client_for(ARCHIVIST).post(f"/archive/cases/{CLOSED}/bundle/", follow=True)
    assert "待办" in text_of(asked)
    errands.do_next(NOW, QuickPress())
    done = client_for(ARCHIVIST).get(f"/archive/cases/{CLOSED}/")
    assert "核验通过" in text_of(done) and "重新组卷" in text_of(done)
    (one,) = errands.of(CLOSED, actor=Actor(ARCHIVIST))
    got = client_for(ARCHIVIST).get(f"/errands/{one.row.id}/files/{one.files[0]['sha']}/")
    assert b"".join(got.streaming_content).startswith(b"PK")
    verify = client_for(ARCHIVIST).get("/archive/verify/")
    assert f"{CLOSED}案卷.zip" in text_of(verify)
    client_for(ARCHIVIST).post("/archive/verify/", {"made-here": one.files[0]["sha"]})
    errands.do_next(NOW, QuickPress())
    assert "核验通过" in text_of(client_for(ARCHIVIST).get("/archive/verify/"))


@pytest.mark.slow
def test_who_does_not_bind_sees_why_there_is_no_button(closed: Path) -> None:
    page = client_for(REVIEWER).get(f"/archive/cases/{CLOSED}/")
    assert "不能组卷，须由档案员" in text_of(page)
    assert "组卷并核验" not in text_of(page)
    assert client_for(REVIEWER).post(f"/archive/cases/{CLOSED}/bundle/").status_code == 403


def test_an_office_without_closed_cases_says_what_will_stand_here(office: Path) -> None:
    assert "现在没有走到归档前一步的项目" in text_of(client_for(ARCHIVIST).get("/archive/"))
    assert "还没有办结的项目" in text_of(client_for(ARCHIVIST).get("/archive/", {"state": "已办结"}))
    for query in ({"state": "都要"}, {"page": "0"}, {"page": "x"}):
        assert client_for(ARCHIVIST).get("/archive/", query).status_code == 400
    answer = client_for(ARCHIVIST).get("/archive/cases/QHBF-1999-001/")
    assert (answer.status_code, "QHBF-1999-001" in text_of(answer)) == (400, True)


def test_a_zip_is_handed_in_and_what_is_none_is_told_in_its_place(office: Path, tmp_path: Path) -> None:
    bag = archiving.write_bag(tmp_path / "案卷", {"一.txt": b"1"}, journal.stamp(), date(2027, 3, 2))
    packed = zipped(tmp_path, sorted(path for path in bag.rglob("*") if path.is_file()), tmp_path / "案卷.zip")
    with packed.open("rb") as upload:
        answer = client_for(CLERK).post("/archive/verify/", {"bundle": upload}, follow=True)
    assert "案卷.zip" in text_of(answer)
    errands.do_next(NOW, QuickPress())
    assert "核验通过" in text_of(client_for(CLERK).get("/archive/verify/"))
    (tmp_path / "甲.zip").write_bytes(b"no zip")
    with (tmp_path / "甲.zip").open("rb") as upload:
        wrong = client_for(CLERK).post("/archive/verify/", {"bundle": upload})
    assert (wrong.status_code, "不是 zip 文件" in text_of(wrong)) == (422, True)
    nothing = client_for(CLERK).post("/archive/verify/", {})
    assert (nothing.status_code, "还没有选要核验的案卷" in text_of(nothing)) == (422, True)


def test_the_journal_is_read_filtered_and_verified(office: Path) -> None:
    page = client_for(ARCHIVIST).get("/archive/journal/")
    assert "末条摘要" in text_of(page) and "更早的" in text_of(page)
    act = journal.page(most=1)[0][0]["act"]
    assert act in text_of(client_for(ARCHIVIST).get("/archive/journal/", {"act": act}))
    assert "没有这样的条目" in text_of(client_for(ARCHIVIST).get("/archive/journal/", {"person": "无此人"}))
    assert client_for(ARCHIVIST).get("/archive/journal/", {"before": "x"}).status_code == 400
    client_for(ARCHIVIST).post("/archive/journal/verify/", {"witness": journal.witness()["head"]})
    errands.do_next(NOW, QuickPress())
    assert "核验通过：日志共" in text_of(client_for(ARCHIVIST).get("/archive/journal/"))
