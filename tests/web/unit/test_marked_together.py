"""年度考核: units that are marked together report on pages of their own, and read nothing of each other's marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office.staffing import access
from gongwen.office.watching import own_view
from kit.annual import OURS, THEIRS, a_year, begun, reported, visits
from kit.county import COUNTY, NOW, take
from kit.quick import QuickPress, quick
from kit.web import client_for, text_of

MARKS, OF_OTHERS = ("48.5", "核定分", "工作扎实"), ("入户核实三百户", "加强回访")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


@pytest.fixture
def code(tmp_path: Path, press: QuickPress) -> Iterator[str]:
    """A review in which one of the two units has reported."""
    made = a_year(tmp_path / "office")
    begun(made, press)
    take(made, "报送自评", OURS, press, reported(30, 50, 20))
    yield made
    registry.close()


def test_a_unit_is_led_to_its_own_report_and_reads_nobody_elses(code):
    client = client_for(THEIRS.person)
    told = text_of(client.get(f"/cases/{code}/", follow=True))
    assert "报送自评" in told and "去填" in told
    assert not [words for words in OF_OTHERS if words in told]
    assert "逐项自评" in text_of(client.get(f"/unit/{code}/do/报送自评/"))


def test_nobody_marked_reads_marks_before_they_are_decided(code, press):
    take(code, "报送自评", THEIRS, press, reported(28, 45, 18))
    visits(code, press)
    client = client_for(THEIRS.person)
    for address in (
        f"/cases/{code}/",
        f"/unit/{code}/",
        f"/review/{code}/",
        f"/cases/{code}/moves/汇总评分/",
        "/papers/",
    ):
        told = text_of(client.get(address, follow=True))
        assert not [words for words in (*MARKS, *OF_OTHERS) if words in told], address
    assert not [words for words in (*MARKS, *OF_OTHERS) if words in str(by_program(code))]


def test_nor_opens_a_paper_of_the_others(code, press):
    take(code, "报送自评", THEIRS, press, reported(28, 45, 18))
    visits(code, press)
    client = client_for(THEIRS.person)
    kept = [paper for paper in registry.papers(case=code) if not paper.issued_on]
    assert {COUNTY} < {paper.occasion for paper in kept}
    for paper in kept:
        for address in (
            f"/unit/{code}/papers/{paper.id}/", f"/unit/{code}/papers/{paper.id}/paper.pdf",
            f"/review/{code}/papers/{paper.id}/", f"/review/{code}/papers/{paper.id}/paper.pdf",
            f"/cases/{code}/papers/{paper.id}/", f"/cases/{code}/papers/{paper.id}/1/pdf/",
        ):  # fmt: skip
            assert client.get(address).status_code in (403, 404), address


def by_program(code: str) -> dict[str, object]:
    return own_view.project(code, who=access.visitor(THEIRS.person, NOW), now=NOW)
