"""What a unit reads of its marks: nothing until they are made public, then the result, and never whose they are."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.ruling import explaining
from gongwen.office.staffing import access
from gongwen.office.watching import own_view
from kit.office import an_office, play, story
from kit.quick import QuickPress, quick
from kit.web import client_for, text_of

CODE, OWNER, CLERK = "QHBF-2026-001", "许明辉", "周晓岚"
ASSESSORS, GRADE, TOTAL = ("温如玉", "杜衡", "简宁"), "优", "95.66"
NOW = datetime(2026, 7, 13, 2, tzinfo=UTC)


@cache
def _kept() -> Path:
    return Path(tempfile.mkdtemp(prefix="gongwen-marked-"))


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QuickPress]:
    """A project whose score is made, and not public yet; played once a run, then copied."""
    home, press = _kept() / "office", quick(monkeypatch)
    if not home.exists():
        an_office(home)
        play(story("01"), press, until=lambda act: act.said.get("do") == "发布公示")
        registry.close()
    shutil.copytree(home, tmp_path / "office")
    registry.open(tmp_path / "office")
    assert registry.case(CODE).data["grade"] == GRADE
    yield press
    registry.close()


def publish() -> None:
    form = {"publicised_from": "2026-07-14", "publicised_to": "2026-07-20"}
    desk.take(CODE, "发布公示", form=form, actor=Actor(CLERK), now=NOW, printer=None)


def sheet(person: str) -> list[str]:
    """The row of the project in the list that is saved as a workbook."""
    data = client_for(person).get("/lists/cases.xlsx").content
    rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    return next([str(value) for value in row] for row in rows if row[0] == CODE)


def by_program(person: str) -> dict[str, object]:
    return own_view.project(CODE, who=access.visitor(person, NOW), now=NOW)


def test_before_they_are_public_no_list_no_page_and_no_program_tells_them(marked):
    assert GRADE not in sheet(OWNER) and by_program(OWNER)["grade"] is None
    assert GRADE in sheet(CLERK) and by_program(CLERK)["grade"] == GRADE
    for address in ("/unit/", f"/unit/{CODE}/", "/cases/", f"/search/?q={CODE}", "/todo/"):
        told = text_of(client_for(OWNER).get(address))
        assert TOTAL not in told and "等次「" not in told, address
        assert not [name for name in ASSESSORS if f"{name}　" in told or f"评估员 {name}" in told], address


def test_who_gave_which_marks_is_never_told_to_the_unit(marked):
    publish()
    told = json.dumps(by_program(OWNER)["data"], ensure_ascii=False) + str(by_program(OWNER)["lines"])
    page = text_of(client_for(OWNER).get(f"/unit/{CODE}/"))
    for name in ASSESSORS[1:]:  # the first handed the sheets in, which the course tells
        assert name not in told and name not in page
    assert "杜衡" in json.dumps(by_program(CLERK)["data"], ensure_ascii=False)


def test_once_they_are_public_the_unit_reads_the_result(marked):
    publish()
    assert GRADE in sheet(OWNER) and by_program(OWNER)["grade"] == GRADE
    assert f"评估得分 {TOTAL} 分，等次「{GRADE}」" in text_of(client_for(OWNER).get(f"/unit/{CODE}/"))


def test_scored_again_the_new_marks_are_not_public_because_the_first_were(marked):
    publish()
    end = {"objections": "项目单位提出的异议成立", "objection_outcome": "异议成立"}
    later = datetime(2026, 7, 22, 2, tzinfo=UTC)
    chief = Actor("陆文渊")
    sheets = registry.case(CODE).data["sheets"]
    desk.take(CODE, "结束公示", form=end, actor=Actor(CLERK), now=later, printer=None)
    desk.take(CODE, "退回重评", reason="异议成立，重新评分。", actor=chief, now=later, printer=None)
    assert GRADE in sheet(OWNER)  # the first score stands until there is another
    desk.take(CODE, "提交评分", form={"sheets": sheets}, actor=Actor("温如玉"), now=later, printer=None)
    desk.carry_on(CODE, now=later, printer=marked)
    assert GRADE not in sheet(OWNER) and GRADE in sheet(CLERK)
    assert "评估得分" not in text_of(client_for(OWNER).get(f"/unit/{CODE}/"))


def test_while_it_is_marked_the_unit_is_told_the_role_and_not_the_names(marked):
    desk.take(CODE, "退回重评", reason="有一项漏评，请补上。", actor=Actor(CLERK), now=NOW, printer=None)
    assert "评估员" in sheet(OWNER) and "温如玉" in " ".join(sheet(CLERK))
    for address in ("/unit/", f"/unit/{CODE}/", "/cases/"):
        told = text_of(client_for(OWNER).get(address))
        assert "评估员" in told and not [name for name in ASSESSORS[1:] if name in told], address
    for address in (f"/unit/{CODE}/do/提交评分/", f"/review/{CODE}/do/提交评分/", f"/cases/{CODE}/moves/提交评分/"):
        told = text_of(client_for(OWNER).get(address, follow=True))
        assert not [name for name in ASSESSORS[1:] if name in told], address
    marking = next(row for row in explaining.explain(CODE, actor=Actor(OWNER), now=NOW) if row["action"] == "提交评分")
    told = str(marking["people"]) + str(marking["missing"])
    assert not [name for name in ASSESSORS if name in told]
    assert "杜衡" in str(explaining.explain(CODE, actor=Actor(CLERK), now=NOW))
