"""接收的表: a running project entered on one form, its papers from the store; the rules are those of taking in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import archiving, registry
from gongwen.errors import BadInput, Refused
from gongwen.office.people import Actor
from gongwen.office.receiving import uploads
from gongwen.office.records import taking_in_form
from kit.office import an_office, story
from kit.photos import a_photo, a_sheet
from kit.quick import blank_page

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
BY: dict[str, Any] = {"actor": Actor("周晓岚", "网页"), "now": NOW}
AT = "检查通知"
PROJECT = {"handover_title": "柳林村老旧住房修缮项目", "handover_kind": "经济帮扶",
           "handover_unit": "桃园县柳林村村民委员会"}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def filled() -> dict[str, Any]:
    """What the demonstration's first project filled in until its contract was signed, and scans of its papers."""
    given: dict[str, Any] = dict(PROJECT)
    for act in story("01"):
        if act.said.get("do") in ("提交", "审核通过", "批准立项", "送审", "同意签订", "签订"):
            given |= {name: value for name, value in (act.said.get("form") or {}).items() if name != "signed_scan"}
    scan = uploads.keep("扫描件.pdf", blank_page())
    pages = [uploads.keep(f"第{n}页.jpg", a_photo(a_sheet(f"第{n}页"))) for n in (1, 2)]
    names = [one.label for one in taking_in_form.sheet(AT, **BY).papers if one.type == "file"]
    contract = names.index("《项目合同书》的扫描件") + 1
    reply = names.index("《立项批复》的扫描件") + 1
    return given | {
        "handover_basis_file": [scan], f"old{contract}_scan": pages, f"old{reply}_scan": [scan],
        f"old{reply}_number": "青帮办〔2025〕7号", f"old{reply}_dated": "2025-03-05",
    }  # fmt: skip


def test_the_stages_are_those_that_a_project_comes_to_by_itself(office: Path) -> None:
    stages = taking_in_form.stages(**BY)
    assert AT in stages["监督"] and "申报" not in str(stages) and "办结" not in str(stages)
    for names in stages.values():
        for name in names:
            assert taking_in_form.sheet(name, **BY).fields
    with pytest.raises(Refused, match="不能接收在办项目，须由经办人或负责人办理"):
        taking_in_form.stages(actor=Actor("夏知秋"), now=NOW)


def test_a_filled_form_opens_the_project_once_with_its_papers(office: Path) -> None:
    given = filled()
    made = taking_in_form.take_in(AT, given, **BY)
    assert (made.case.stage, made.case.unit) == (AT, PROJECT["handover_unit"])
    papers = {paper.template: paper for paper in registry.papers(case=made.case.code)}
    contract, reply = papers["项目合同书"], papers["立项批复"]
    assert archiving.count_pages(registry.get(contract.latest.pdf_sha)) == 2, "two photographs are one scan"
    assert (reply.inputs["number"], str(reply.issued_on)) == ("青帮办〔2025〕7号", "2025-03-05")
    assert taking_in_form.take_in(AT, given, **BY).case.code == made.case.code


def test_what_is_missing_is_told_without_the_words_of_the_command_line(office: Path) -> None:
    with pytest.raises(BadInput) as nothing:
        taking_in_form.take_in(AT, {}, **BY)
    told = "".join(nothing.value.faults)
    assert all(word in told for word in ("项目名称", "类别", "项目单位", "接收的依据"))
    basis = {"handover_basis_file": [uploads.keep("清单.pdf", blank_page())]}
    with pytest.raises(BadInput) as papers:
        taking_in_form.take_in(AT, {**PROJECT, **basis}, **BY)
    assert any("缺《项目合同书》的扫描件" in fault for fault in papers.value.faults)
