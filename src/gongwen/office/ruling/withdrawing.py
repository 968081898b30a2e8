"""项目撤回: what becomes of a project's 公文 when the project ends by being withdrawn or refused.

A paper that nobody has signed yet is given up in the same transaction. One that is signed, or holds a number, speaks
for the office already: the project waits until it is issued or given up by itself. An issued paper stands; if it must
not, it is 撤销 or 废止 in its own flow (条例 33).
"""

from __future__ import annotations

from collections.abc import Iterator

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office.paperwork import drafts, paper_facts, validity
from gongwen.office.paperwork.drafts import Hand
from gongwen.office.procedures import shelf


def ends_withdrawn(case: registry.CaseRow, decision: registry.Decision) -> bool:
    """Whether this act ends the case by a withdrawal or a refusal, not by finishing it."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    here = definition.stage(decision.source)
    rule = here.rule(decision.action)
    return bool(rule and definition.stage(decision.target).is_end and definition.goes_back(here, rule))


def open_papers(case: registry.CaseRow) -> tuple[registry.PaperRow, ...]:
    """The case's 公文 that are neither issued nor given up."""
    return tuple(
        paper
        for paper in registry.papers(case=case.code)
        if paper.flow and not paper.filed and not drafts.is_void(paper)
    )


def give_up_papers(case: registry.CaseRow, decision: registry.Decision, hand: Hand, *, door: str) -> None:
    """Inside the move that ends the case: give up its unsigned papers; Refused names those that must be dealt with
    first, and who can."""
    papers = open_papers(case)
    signed = [paper for paper in papers if not _may_fall(paper)]
    if signed:
        raise Refused.of(list(_told(signed, decision.action)))
    reason = f"《{case.title}》（{case.code}）已办理「{decision.action}」，本文不再发文"
    for paper in papers:
        _end_flow(paper, decision.action, reason, hand, door)
        validity.give_up(paper, reason=reason, approver="", hand=hand)


def _may_fall(paper: registry.PaperRow) -> bool:
    case = registry.case(paper.flow or "")
    definition = shelf.definition(case.workflow, case.workflow_hash)
    return not (
        paper_facts.is_past_signing(paper) or registry.number_of(paper.id) or definition.find(drafts.VOID) is None
    )


def _told(papers: list[registry.PaperRow], action: str) -> Iterator[str]:
    for paper in papers:
        stage = registry.case(paper.flow or "").stage
        yield (
            f"现在不能办理「{action}」：《{paper.title}》（{paper.flow}）已经签发或者取得文号，现在「{stage}」。"
            "请文印员先办完它的发文手续；不再发文的，由文印员退回起草，再由拟稿人作废。"
        )


def _end_flow(paper: registry.PaperRow, action: str, reason: str, hand: Hand, door: str) -> None:
    def decide(flow: registry.CaseRow) -> registry.Decision:
        return registry.Decision(
            action=f"随项目{action}作废", source=flow.stage, target=drafts.VOID, ends=True, reason=reason
        )

    registry.move(paper.flow or "", decide, **hand, door=door, system_user="", form={})
