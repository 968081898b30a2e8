"""交稿: before an edited file is handed in, its uploader sees what it changes and whose opinions would fall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.composing import handing_over
from gongwen.office.paperwork import opinions
from gongwen.office.people import Actor
from kit.editing import PrinterOfBlankPages, replaced
from kit.office import an_office, story
from kit.quick import quick

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFTER = Actor("周晓岚", "网页")


@pytest.fixture
def flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A notice that its reviewer has approved."""
    quick(monkeypatch)
    an_office(tmp_path / "office")
    paper = desk.open_paper("领导小组成立通知", story("00")[0].said["paper"]["fields"], actor=DRAFTER, now=NOW)
    registry.add_opinion(paper.id, "顾言之", "核稿", "已核。", paper.versions[-1].docx_sha or "", NOW)
    yield paper.flow or ""
    registry.close()


def present(flow: str) -> bytes:
    return registry.get(registry.papers(flow=flow)[0].versions[-1].docx_sha or "")


def hold(flow: str, docx: bytes) -> handing_over.Outlook:
    handing_over.hold(flow, "改过的稿.docx", docx, actor=DRAFTER, now=NOW)
    found = handing_over.outlook(flow, actor=DRAFTER, now=NOW)
    assert found
    return found


def test_changes_and_falling_opinions_are_told_before_anything_is_recorded(flow: str) -> None:
    told = hold(flow, replaced(present(flow), "逐户核实", "逐户上门核实"))
    assert [one.after for one in told.changed] == ["上门"]
    assert [one.person for one in told.falls] == ["顾言之"] and told.stays == ()
    assert [one.place for one in told.marked if one.changed] == [told.changed[0].place]
    assert len(registry.papers(flow=flow)[0].versions) == 1
    assert [one.stands for one in opinions.standing(registry.papers(flow=flow)[0])] == [True]


def test_what_was_looked_at_is_what_is_handed_in(flow: str) -> None:
    told = hold(flow, replaced(present(flow), "逐户核实", "逐户上门核实"))
    with pytest.raises(BadInput, match="不是刚才比较的那一份"):
        handing_over.hand_over(flow, "0" * 64, actor=DRAFTER, now=NOW, printer=PrinterOfBlankPages())
    later = NOW + timedelta(minutes=1)
    paper = handing_over.hand_over(flow, told.sha, actor=DRAFTER, now=later, printer=PrinterOfBlankPages())
    assert paper.versions[-1].docx_sha == told.sha and paper.versions[-1].origin == "hand"
    assert handing_over.outlook(flow, actor=DRAFTER, now=NOW) is None
    assert [one.stands for one in opinions.standing(paper)] == [False]


def test_a_file_that_only_looks_different_lets_every_opinion_stand(flow: str) -> None:
    told = hold(flow, present(flow))
    assert told.changed == () and told.falls == () and [one.person for one in told.stays] == ["顾言之"]


def test_a_slip_may_be_declared_a_correction_and_a_change_of_substance_may_not(flow: str) -> None:
    assert hold(flow, replaced(present(flow), "逐户核实", "逐户的核实")).no_correction == ""
    assert "不能作为文字更正" in hold(flow, replaced(present(flow), "逐户核实", "不逐户核实")).no_correction


def test_what_is_no_word_file_and_who_may_not_edit_is_told_at_once(flow: str) -> None:
    with pytest.raises(BadInput, match="不是 DOCX 文件"):
        handing_over.hold(flow, "稿.docx", b"%PDF-1.4", actor=DRAFTER, now=NOW)
    with pytest.raises(Refused, match="不能在「起草」环节更换文稿"):
        handing_over.hold(flow, "稿.docx", present(flow), actor=Actor("顾言之"), now=NOW)
    assert handing_over.why_not(flow, Actor("顾言之"), NOW) and not handing_over.why_not(flow, DRAFTER, NOW)
    assert handing_over.outlook(flow, actor=DRAFTER, now=NOW) is None


def test_an_upload_can_be_given_up(flow: str) -> None:
    hold(flow, present(flow))
    handing_over.give_up(flow, actor=DRAFTER)
    assert handing_over.outlook(flow, actor=DRAFTER, now=NOW) is None
