"""评分登记: a sheet handed in is kept whole, once, and the journal tells of it without its marks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.errors import Broken, Refused


@pytest.fixture
def case(home: Path, now: datetime) -> str:
    return registry.open_case(
        workflow="project", workflow_hash="0" * 64, stage="评分", title="送煤", kind="项目救助", unit="", data={},
        code_prefix="QHBF", actor="温如玉", door="网页", system_user="", now=now,
    ).code  # fmt: skip


def handed(case: str, now: datetime, who: str = "温如玉", marks: int = 90, **more: Any) -> registry.SheetRow:
    values = {"marks": {"a1": marks}}
    return registry.hand_in_sheet(case, 1, who, values, actor=who, now=now, role="评估员", **more)


def test_a_sheet_is_found_again_in_its_round_and_in_no_other(case: str, now: datetime) -> None:
    row = handed(case, now)
    assert registry.sheets_of(case, 1) == (row,)
    assert (row.assessor, row.values, row.at) == ("温如玉", {"marks": {"a1": 90}}, now)
    assert registry.sheets_of(case, 2) == ()


def test_the_same_sheet_twice_is_one_and_another_is_refused(case: str, now: datetime) -> None:
    assert handed(case, now) == handed(case, now)
    with pytest.raises(Refused, match="已经交过评分表"):
        handed(case, now, marks=20)
    assert len(registry.sheets_of(case, 1)) == 1


def test_the_journal_names_the_file_and_says_no_mark(case: str, now: datetime) -> None:
    row = handed(case, now, marks=87)
    entry = registry.entries(case)[-1]
    assert (entry.act, entry.files, entry.role) == ("交评分表", (row.sha,), "评估员")
    assert "87" not in str(entry.details)
    registry.verify_journal()


def test_a_remark_is_kept_beside_the_sheet(case: str, now: datetime) -> None:
    handed(case, now)
    registry.hand_in_sheet(case, 1, "温如玉", {"a1": "入户看过"}, actor="温如玉", now=now, remark=True)
    assert [row.values for row in registry.sheet_remarks(case, 1)] == [{"a1": "入户看过"}]
    assert len(registry.sheets_of(case, 1)) == 1


def test_a_sheet_whose_file_was_altered_is_told(home: Path, on_a_file: None, case: str, now: datetime) -> None:
    sha = handed(case, now).sha
    path = home / "files" / sha[:2] / sha[2:]
    path.chmod(0o600)
    path.write_text("{}", "utf-8")
    with pytest.raises(Broken):
        registry.sheets_of(case, 1)
