"""办理条件的事实: what a case's papers and data come to, as words that a flow can ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gongwen.office.paperwork import drafts, opinions, paper_facts
from gongwen.office.ruling import facts
from gongwen.registry import PaperRow, VersionRow
from gongwen.workflow.condition_table import FIXED, PAPER_WORDS

TODAY = date(2026, 10, 22)


def a_paper(template: str, *, pdf: bool = True, filed: bool = False, flow: str | None = None) -> PaperRow:
    version = VersionRow(
        no=1, docx_sha="d", pdf_sha="p" if pdf else None, findings=(), origin="template", by="周晓岚",
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    return PaperRow(
        id=1, case="QHBF-2026-001", flow=flow, template=template, template_hash="h", kind=template, title=template,
        occasion="", inputs={}, filed=filed, issued_on=None, reference=None, versions=(version,),
    )  # fmt: skip


@pytest.fixture
def by_the_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a 公文 has come to told from its own row, without an office's records."""
    monkeypatch.setattr(paper_facts, "STATES", {"已印发": lambda paper: paper.filed})


def test_a_drafted_form_is_there_once_it_is_typeset() -> None:
    assert paper_facts.reached([a_paper("立项申报书")], TODAY) == {"立项申报书"}
    assert paper_facts.reached([a_paper("立项申报书", pdf=False)], TODAY) == set()


@pytest.mark.usefixtures("by_the_row_alone")
def test_a_filed_paper_is_issued_and_a_filed_contract_is_signed() -> None:
    papers = [a_paper("立项批复", filed=True, flow="FW-2026-001"), a_paper("项目合同书", filed=True)]
    assert paper_facts.reached(papers, TODAY) == {"立项批复", "立项批复已印发", "项目合同书", "项目合同书已签署"}


def test_only_what_is_issued_signed_or_made_is_finished() -> None:
    """A draft that was never issued or signed is no record: it keeps a case open and stays out of its bundle."""
    assert drafts.is_finished(a_paper("立项申报书"))
    assert not drafts.is_finished(a_paper("立项申报书", pdf=False))
    assert not drafts.is_finished(a_paper("立项批复", flow="FW-2026-001"))
    assert drafts.is_finished(a_paper("立项批复", flow="FW-2026-001", filed=True))
    assert not drafts.is_finished(replace(a_paper("项目合同书"), inputs={"signed": True}))


@pytest.mark.usefixtures("by_the_row_alone")
@pytest.mark.parametrize(
    ("standing", "since", "holds"),
    [
        ("有效", None, True),
        ("撤销", None, False),
        ("作废", None, False),
        ("废止", date(2026, 10, 23), True),
        ("废止", date(2026, 10, 22), False),
    ],
)
def test_a_paper_without_force_has_come_to_nothing(standing: str, since: date | None, holds: bool) -> None:
    """条例 33: one that is 废止 is in force until the day before."""
    paper = a_paper("立项批复", filed=True, flow="FW-2026-001")
    lost = replace(paper, standing=standing, standing_from=since)
    assert ("立项批复已印发" in paper_facts.reached([lost], TODAY)) is holds


@pytest.mark.usefixtures("by_the_row_alone")
def test_an_earlier_circular_does_not_speak_for_the_new_one() -> None:
    """After 退回重评 the new 通报 must be issued, whatever became of the first."""
    first = a_paper("评估结果通报", filed=True, flow="FW-2026-003")
    second = a_paper("评估结果通报", flow="FW-2026-009")
    assert "评估结果通报已印发" not in paper_facts.reached([first, second], TODAY)


@pytest.mark.parametrize(
    ("word", "data", "holds"),
    [
        ("检查发现问题", {"checks": [{"result": "符合"}, {"result": "不符合"}]}, True),
        ("检查未发现问题", {"checks": [{"result": "符合"}]}, True),
        ("检查未发现问题", {"checks": []}, False),
        ("公示期满", {"publicised_to": "2026-10-21"}, True),
        ("公示期满", {"publicised_to": "2026-10-22"}, False),
        ("整改期限已过", {"rectify_by": "2026-10-22"}, False),
        ("公示无异议", {"objection_outcome": "异议成立"}, False),
        ("等次为良或合格", {"grade": "合格"}, True),
        ("款项已拨付", {"paid_amount": "1.00", "paid_on": "2026-10-22"}, True),
        ("款项已拨付", {"paid_amount": "1.00", "paid_on": "2026-10-23"}, False),
        ("资金已追回", {"recovered_amount": "100", "returned_amount": "99.99", "returned_on": "2026-10-01"}, False),
        ("资金已追回", {"recovered_amount": "100", "returned_amount": "100.00", "returned_on": "2026-10-01"}, True),
        ("评分齐全", {"sheets": [1], "score": {"of": [1]}}, True),
        ("评分齐全", {"sheets": [2], "score": {"of": [1]}}, False),
    ],
)
def test_a_word_holds_exactly_when_the_data_say_so(word: str, data: dict, holds: bool) -> None:
    assert facts.PROJECT[word](data, TODAY) is holds


def test_every_fixed_word_of_a_project_is_computed() -> None:
    """A condition that no fact can ever meet would lock a stage for good."""
    elsewhere = {"文书齐全", "下级已签订"} | {condition.word for condition in PAPER_WORDS}
    assert set(FIXED) - elsewhere == set(facts.PROJECT)


def test_every_fixed_word_of_a_paper_is_computed() -> None:
    of_opinions = {*opinions.VALID, "须会签", "无须会签"}
    assert {condition.word for condition in PAPER_WORDS} <= set(paper_facts.WORDS) | of_opinions
