"""The list of projects as a file: masked for everybody, in full for who may see it and says why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from kit.door import Said, typed
from kit.office import an_office, story

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
CLERK, LEADER, ARCHIVIST = "周晓岚", "范守田", "夏知秋"
PHONE = "13955501234"  # invented


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Two projects: one with a telephone in its title and text, submitted; one just opened."""
    folder = an_office(tmp_path / "office")
    given = {"kind": "经济帮扶", "unit": "桃园县柳林村村民委员会", "actor": Actor(LEADER), "now": NOW}
    first = desk.open_project(f"住房修缮（联系{PHONE}）", **given).code
    form = dict(next(act for act in story("01") if act.said.get("do") == "提交").said["form"])
    form["background"] = f"请联系{PHONE}。"
    desk.take(first, "提交", actor=Actor(LEADER), now=NOW, printer=None, form=form)
    desk.open_project("助学项目", **given)
    yield folder
    registry.close()


def exported(home: Path, out: Path, *words: str, days: int = 10) -> Said:
    return typed("project", "export", "--out", out, *words, "--home", home, at=NOW + timedelta(days=days))


def rows(out: Path) -> list[dict]:
    return json.loads(out.read_text("utf-8"))


def test_the_list_tells_unit_amount_stage_and_how_late_each_is(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "台账.json"
    assert exported(home, out).out == f"已导出 2 个项目到 {out}。\n"
    first, second = rows(out)
    assert (first["环节"], first["阶段"], first["责任人"]) == ("审核", "立项", ["顾言之"])
    assert (first["应办结"], first["状态"], first["逾期（工作日）"]) == ("2026-03-09", "逾期", 3)
    assert float(first["金额（元）"]) > 0
    assert (second["名称"], second["状态"], second["逾期（工作日）"]) == ("助学项目", "正常", None)


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_no_form_of_the_list_shows_a_telephone(home: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"台账.{suffix}"
    assert exported(home, out).code == 0
    data = out.read_bytes()
    if suffix == "xlsx":
        told = [str(cell.value) for row in load_workbook(BytesIO(data)).active.iter_rows() for cell in row]
        data = "".join(told).encode()
    assert PHONE.encode() not in data
    assert b"139****1234" in data


def test_in_full_it_takes_a_role_and_a_reason_and_each_project_is_journalled(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "台账.json"
    assert exported(home, out, "--unmask", "--reason", "打电话核实", "--as", CLERK).code == 0
    assert rows(out)[0]["名称"] == f"住房修缮（联系{PHONE}）"
    registry.open(home)
    looks = [entry for entry in registry.entries() if entry.act == "查看个人信息"]
    assert [(entry.case, entry.actor, entry.details["why"]) for entry in looks] == [
        ("QHBF-2026-001", CLERK, "打电话核实")
    ]
    assert PHONE not in str(registry.entries())


@pytest.mark.parametrize(
    ("words", "code", "fault"),
    [
        (("--unmask", "--reason", "好奇", "--as", ARCHIVIST), 4, "不能查看任何项目的个人信息"),
        (("--unmask", "--as", CLERK), 3, "写明理由"),
        (("--unmask", "--reason", "核实"), 3, "--as"),
    ],
)
def test_nobody_else_gets_it_and_no_file_is_left(home: Path, tmp_path: Path, words, code, fault) -> None:
    out = tmp_path / "台账.json"
    said = exported(home, out, *words)
    assert (said.code, fault in said.err, out.exists()) == (code, True, False)


def test_another_kind_of_file_is_refused(home: Path, tmp_path: Path) -> None:
    said = exported(home, tmp_path / "台账.pdf")
    assert (said.code, "以 .xlsx、.csv、.json 结尾" in said.err) == (3, True)


def test_a_table_is_told_row_by_row_in_the_order_of_its_columns(home: Path) -> None:
    told = typed("project", "show", "QHBF-2026-001", "--json", "--home", home, at=NOW)
    lines = {row["label"]: row["text"].splitlines() for row in json.loads(told.out)["lines"]}
    assert lines["预算"][0].startswith("项目 ")
    assert "；金额（元） " in lines["预算"][0]
    assert len(lines["绩效目标"]) > 1
