"""改拟: a paper's fields are changed again until it is out of the drafter's hands, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.composing import redrafting, saving, sheet
from gongwen.office.paperwork import opinions
from gongwen.office.people import Actor
from kit.editing import PrinterOfBlankPages, replaced
from kit.office import an_office, story
from kit.quick import QuickPress, quick

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DRAFTER, REVIEWER = Actor("周晓岚", "网页"), Actor("顾言之", "网页")
CIVIL, FINANCE = "青禾市民政局", "青禾市财政局"
KEY = "0123456789ab"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


@pytest.fixture
def flow(tmp_path: Path, press: QuickPress) -> Iterator[str]:
    """A notice of ten organs, just drafted."""
    an_office(tmp_path / "office")
    fields = story("00")[0].said["paper"]["fields"]
    yield desk.open_paper("领导小组成立通知", fields, actor=DRAFTER, now=NOW).flow or ""
    registry.close()


def values(flow: str, **changed: Any) -> dict[str, Any]:
    return {**sheet.of_paper(flow).values, **changed}


def redraft(flow: str, press: QuickPress, minutes: int = 5, **changed: Any) -> registry.PaperRow:
    now = NOW + timedelta(minutes=minutes)
    return redrafting.redraft(flow, values(flow, **changed), actor=DRAFTER, now=now, printer=press)


def take(flow: str, action: str, who: Actor, **more: Any) -> None:
    desk.take(flow, action, actor=who, now=NOW + timedelta(hours=1), printer=PrinterOfBlankPages(), **more)


def test_changed_fields_make_the_next_version_with_title_and_values(flow: str, press: QuickPress) -> None:
    paper = redraft(flow, press, head_title="关于成立一个领导小组的通知", basis="新的部署")
    assert [one.origin for one in paper.versions] == ["template", "template"]
    assert paper.title == "关于成立一个领导小组的通知" and paper.versions[-1].pdf_sha
    assert registry.case(flow).title == paper.title
    assert sheet.of_paper(flow).values["basis"] == "新的部署"
    assert "为落实新的部署" in drafting.text_of(registry.get(paper.versions[-1].docx_sha or ""))


def test_the_same_values_again_are_no_new_version(flow: str, press: QuickPress) -> None:
    first = redraft(flow, press)
    assert len(redraft(flow, press, minutes=9).versions) == len(first.versions)


def test_the_order_of_the_organs_is_that_of_the_masthead_and_the_title_follows(flow: str, press: QuickPress) -> None:
    paper = redraft(flow, press, head_issuers=[FINANCE, CIVIL], head_lead=FINANCE)
    assert opinions.issuers(paper) == (FINANCE, CIVIL)
    assert paper.title.startswith(f"{FINANCE} {CIVIL}关于成立")
    text = drafting.text_of(registry.get(paper.versions[-1].docx_sha or ""))
    assert text.index(FINANCE) < text.index(CIVIL)


def test_every_fault_is_told_at_once_and_nothing_is_recorded(flow: str, press: QuickPress) -> None:
    with pytest.raises(BadInput) as caught:
        redraft(flow, press, group="", office_director=None, head_lead="无此机关", liaison_due="三月")
    assert [fault for fault in caught.value.faults if "领导小组名称" in fault]
    assert len(caught.value.faults) == 4
    assert len(registry.papers(flow=flow)[0].versions) == 1


def test_a_paper_that_a_person_edited_is_changed_in_its_file_only(flow: str, press: QuickPress) -> None:
    docx = registry.get(registry.papers(flow=flow)[0].versions[-1].docx_sha or "")
    desk.hand_in(flow, replaced(docx, "逐户核实", "逐户上门核实"), actor=DRAFTER, now=NOW, printer=press)
    with pytest.raises(Refused, match=r"换上了手工修改的文稿.*改好后交回"):
        redraft(flow, press)


def test_out_of_the_drafters_hands_it_must_come_back_first(flow: str, press: QuickPress) -> None:
    take(flow, "送核", DRAFTER)
    with pytest.raises(Refused, match=r"在「核稿」环节，栏目不能再改；需要修改的，先退回或撤回到起草"):
        redraft(flow, press)
    take(flow, "退回", REVIEWER, reason="请补依据")
    assert len(redraft(flow, press, basis="新的部署").versions) > 1


def test_an_opinion_falls_with_the_text_it_was_given_on(flow: str, press: QuickPress) -> None:
    before = registry.papers(flow=flow)[0]
    registry.add_opinion(before.id, "顾言之", "核稿", "已核。", before.versions[-1].docx_sha or "", NOW)
    assert [one.stands for one in opinions.standing(registry.paper(before.id))] == [True]
    after = redraft(flow, press, basis="新的部署")
    assert [one.stands for one in opinions.standing(after)] == [False]


def test_only_who_drafts_may(flow: str, press: QuickPress) -> None:
    with pytest.raises(Refused, match="修改栏目由拟稿人办理，顾言之没有这个角色"):
        redrafting.redraft(flow, values(flow), actor=REVIEWER, now=NOW, printer=press)


def test_what_somebody_recorded_while_it_was_printed_is_not_written_over(flow: str, press: QuickPress) -> None:
    class Meanwhile:
        def to_pdf(self, docx: bytes) -> bytes:
            paper = registry.papers(flow=flow)[0]
            registry.set_paper(paper.id, title="别人改的标题", actor="别人", now=NOW)
            return press.to_pdf(docx)

    with pytest.raises(Refused, match="在排版期间有人办理或换了稿"):
        redrafting.redraft(flow, values(flow, basis="甲"), actor=DRAFTER, now=NOW, printer=Meanwhile())
    assert len(registry.papers(flow=flow)[0].versions) == 1


def test_what_was_being_typed_is_handed_in_with_it(flow: str, press: QuickPress) -> None:
    one = sheet.of_paper(flow)
    saving.save(one.about, one.fields, {"basis": "新的部署"}, revision=0, actor=DRAFTER, now=NOW)
    redraft(flow, press, basis="新的部署")
    assert registry.working_copy(one.about) is None


def test_a_new_sheet_becomes_a_paper_once_and_only_when_it_is_whole(flow: str, press: QuickPress) -> None:
    template_values = values(flow)
    version = sheet.of_paper(flow).based_on
    registry.save_working_copy(sheet.NEW + KEY, {}, based_on=version, revision=0, by="周晓岚", now=NOW)
    with pytest.raises(BadInput, match="发文机关"):
        redrafting.open_new(KEY, {"group": "某领导小组"}, actor=DRAFTER, now=NOW)
    with pytest.raises(Refused, match="拟稿由拟稿人办理"):
        redrafting.open_new(KEY, template_values, actor=REVIEWER, now=NOW)
    changed = {**template_values, "basis": "又一次部署", "head_issuers": [CIVIL], "head_lead": CIVIL}
    paper = redrafting.open_new(KEY, changed, actor=DRAFTER, now=NOW)
    assert redrafting.open_new(KEY, changed, actor=DRAFTER, now=NOW) == paper
    assert opinions.issuers(paper) == (CIVIL,) and registry.working_copy(sheet.NEW + KEY) is None
    with pytest.raises(BadInput, match="这份新稿不在了"):
        sheet.of_new(KEY, NOW)
