"""目标管理责任书: one agreement for each unit, signed in its own time, and on to the next layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import batch, desk, errands
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from kit import quick
from kit.county import CHIEF, CITY, CLERK, COUNTY, DISTRICT, FILER, NOW, TOWN, a_county, names_of, take
from kit.web import client_for, text_of

OURS, THEIRS = Actor("邵云起"), Actor("温明理")
AGREED: dict[str, Any] = {
    "year": 2026, "basis": "领导小组2026年工作要点", "units": [COUNTY, DISTRICT],
    "goals": [{"name": "困难家庭入户核实", "value": "不少于300户", "measure": "入户核实记录"}],
    "duties": ["及时发现、核实困难家庭", "资金专账核算"], "support": ["第一季度内下达帮扶资金"],
    "starts": "2026-01-01", "ends": "2026-12-31",
}  # fmt: skip


@pytest.fixture
def code(tmp_path: Path) -> str:
    a_county(tmp_path / "office")
    title = "2026年度帮扶救助工作"
    return desk.open_project(title, kind="", unit=CITY, actor=CLERK, now=NOW, flow="responsibility").code


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "责任书.pdf"
    path.write_bytes(quick.blank_page())
    return path


def sent_out(code: str, printer: papers.Prints | None) -> registry.CaseRow:
    take(code, "报审", CLERK, printer, AGREED)
    return take(code, "审定", CHIEF, printer, {"plan_opinion": "同意。"})


def signed(scan: Path) -> dict[str, Any]:
    return {"signed_on": "2026-07-12", "signed_scan": scan}


def test_one_agreement_for_each_unit_is_drafted_at_once(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick.quick(monkeypatch)
    assert sent_out(code, press).stage == "签订"
    assert names_of(code) == [f"目标管理责任书：{COUNTY}", f"目标管理责任书：{DISTRICT}"]
    values = [paper.inputs["values"] for paper in registry.papers(case=code)]
    assert [(one["upper"], one["unit"], one["ordinal"]) for one in values] == [
        (CITY, COUNTY, 1),
        (CITY, DISTRICT, 2),
    ]


def test_each_signed_copy_joins_its_own_agreement_and_opens_the_next_layer(
    code: str, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    sent_out(code, press)
    assert take(code, "签订", OURS, press, signed(scan)).stage == "签订"
    mine, other = registry.papers(case=code)
    assert (mine.filed, other.filed) == (True, False)

    (below,) = registry.cases(parent=code)
    assert (below.unit, below.stage, below.data["units"], below.data["goals"]) == (
        COUNTY, "拟定", [TOWN], AGREED["goals"],
    )  # fmt: skip
    assert take(code, "签订", CLERK, press, signed(scan), party=DISTRICT).stage == "逐级签订"
    assert [case.unit for case in registry.cases(parent=code)] == [COUNTY]  # nobody stands below the other

    with pytest.raises(Refused, match="下一级的责任书还没有签订完毕"):
        take(code, "转入整理", CLERK, press)
    take(below.code, "报审", CLERK, press, AGREED | {"units": [TOWN]})
    take(below.code, "审定", CHIEF, press, {"plan_opinion": "同意。"})
    take(below.code, "签订", Actor("许明辉"), press, signed(scan))
    for layer in (below.code, code):
        take(layer, "转入整理", CLERK, press)
        assert take(layer, "归档", FILER, press).closed
    registry.verify_journal()


def test_the_same_signature_again_opens_nothing_twice(code: str, scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press = quick.quick(monkeypatch)
    sent_out(code, press)
    for _ in range(2):
        take(code, "签订", OURS, press, signed(scan))
    assert len(registry.cases(parent=code)) == 1
    assert len(registry.papers(case=code)[0].versions) == 2


def test_a_unit_that_wants_changes_sends_it_back_and_the_agreements_are_redrawn(
    code: str, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    sent_out(code, press)
    assert take(code, "退回修改", THEIRS, press, reason="目标值按上年实际调整").stage == "拟定"
    goals = [{**AGREED["goals"][0], "value": "不少于280户"}]
    take(code, "报审", CLERK, press, AGREED | {"goals": goals})
    take(code, "审定", CHIEF, press, {"plan_opinion": "同意。"})
    standing = [(p.standing, p.inputs["values"]["goals"][0]["value"]) for p in registry.papers(case=code)]
    assert standing == [("作废", "不少于300户")] * 2 + [("有效", "不少于280户")] * 2
    for unit in (COUNTY, DISTRICT):
        take(code, "签订", CLERK, press, signed(scan), party=unit)
    (below,) = registry.cases(parent=code)
    take(below.code, "不再签订", CLERK, press, reason="本镇并入县里统一签订")
    take(code, "转入整理", CLERK, press)
    assert take(code, "归档", FILER, press).closed


def test_signed_copies_in_a_folder_are_each_taken_for_the_unit_they_are_named_after(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    sent_out(code, press)
    folder = tmp_path / "扫描件"
    folder.mkdir()
    (folder / f"{COUNTY}.pdf").write_bytes(quick.blank_page())
    (folder / "某某局.pdf").write_bytes(quick.blank_page())
    given: dict[str, Any] = {"actor": CLERK, "now": NOW, "printer": press, "form": {"signed_on": "2026-07-12"}}
    with pytest.raises(BadInput, match=r"文件某某局\.pdf对不上各方单位"):
        batch.take_each(code, "签订", folder, **given)
    assert not any(paper.filed for paper in registry.papers(case=code))

    (folder / "某某局.pdf").rename(folder / f"{DISTRICT}.pdf")
    assert [one.event.party for one in batch.take_each(code, "签订", folder, **given)] == [COUNTY, DISTRICT]
    assert registry.case(code).stage == "逐级签订"
    before = registry.verify_journal()
    assert all(one.repeated for one in batch.take_each(code, "签订", folder, **given))  # the same folder once more
    assert registry.verify_journal() == before
    (folder / "临溪县局.pdf").write_bytes(quick.blank_page())
    with pytest.raises(BadInput, match="对不上各方单位"):
        batch.take_each(code, "签订", folder, **given)
    with pytest.raises(Refused, match="不是由几方各办一次的"):
        batch.take_each(code, "转入整理", folder, **given)


def test_signed_copies_handed_in_on_screen_are_taken_one_after_another_and_a_stranger_s_is_told(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = quick.quick(monkeypatch)
    sent_out(code, press)
    clerk, address = client_for(CLERK.person), f"/cases/{code}/each/"
    assert "成批登记签回件" in text_of(clerk.get(f"/cases/{code}/"))
    assert COUNTY in text_of(clerk.get(address)) and "逐家登记「签订」" in text_of(clerk.get(address))
    assert "还没有选签回件" in text_of(clerk.post(address, {"signed_on": "2026-07-12"}))

    def handed_in(*names: str) -> str:
        scans = [SimpleUploadedFile(f"{name}.pdf", quick.blank_page()) for name in names]
        clerk.post(address, {"signed_on": "2026-07-12", "copies": scans})
        errands.do_next(NOW, press)
        return text_of(clerk.get(address))

    assert "文件某某局.pdf对不上各方单位" in handed_in(COUNTY, "某某局")
    assert len(registry.tasks(code, open_only=True)) == 2
    assert f"已登记 1 家：{COUNTY}。" in handed_in(COUNTY)
    assert f"已登记 2 家：{COUNTY}、{DISTRICT}。" in handed_in(COUNTY, DISTRICT)
    assert registry.tasks(code, open_only=True) == ()


@pytest.mark.slow
def test_the_agreements_print_without_a_fault(code: str) -> None:
    with papers.press() as press:
        sent_out(code, press)
    for paper in registry.papers(case=code):
        assert [f["message"] for f in paper.versions[-1].findings if f["severity"] != "note"] == [], paper.title
