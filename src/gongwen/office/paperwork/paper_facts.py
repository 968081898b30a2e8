"""发文的事实: which condition words hold for a paper in its own flow, and what a case's papers have come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from gongwen import registry
from gongwen.office.paperwork import dispatch, opinions, typesetting, validity
from gongwen.office.paperwork.standing import RECHECK, SIGN
from gongwen.office.procedures import shelf

Data = Mapping[str, Any]


def of_paper(case: registry.CaseRow, data: Data) -> frozenset[str]:
    """The words of 发文办理 that hold for the paper of this flow."""
    paper = registry.papers(flow=case.code)[0]
    held = {word for word, holds in WORDS.items() if holds(paper, data)}
    return frozenset(held) | opinions.words(paper)


def reached(papers: Sequence[registry.PaperRow], today: date) -> set[str]:
    """What the newest paper of each template has come to; an earlier one no longer speaks for the case, and one that
    was given up, revoked or repealed has come to nothing."""
    newest = {paper.template: paper for paper in papers}
    return {word for paper in newest.values() if validity.stands(paper, today) for word in _come_to(paper)}


def _come_to(paper: registry.PaperRow) -> Iterator[str]:
    if _is_typeset(paper):
        yield paper.template
    if not paper.flow:
        if paper.filed:
            yield f"{paper.template}已签署"
        if paper.inputs.get("taken_in"):  # whatever it was to come to, it came to before the office used gongwen
            yield from (paper.template + state for state in STATES)
        return
    for state, holds in STATES.items():
        if holds(paper):
            yield paper.template + state


def is_signed(paper: registry.PaperRow) -> bool:
    """Whether the paper is past 签发, and the signature is for what it says now."""
    return is_past_signing(paper) and "签发有效" in opinions.words(paper)


def is_past_signing(paper: registry.PaperRow) -> bool:
    """Whether the paper's flow has gone on from 签发."""
    case = registry.case(paper.flow or "")
    definition = shelf.definition(case.workflow, case.workflow_hash)
    return definition.find(SIGN) is not None and definition.order(case.stage) > definition.order(SIGN)


def _is_typeset(paper: registry.PaperRow) -> bool:
    return bool(paper.latest and paper.latest.pdf_sha)


def _is_faultless(paper: registry.PaperRow) -> bool:
    found = paper.latest.findings if paper.latest else ()
    return _is_typeset(paper) and not any(finding["severity"] == "error" for finding in found)


def _is_rechecked(paper: registry.PaperRow) -> bool:
    return any(one.kind == RECHECK and one.stands for one in opinions.standing(paper))


def _may_be_signed_by_any(paper: registry.PaperRow, data: Data) -> bool:
    head = typesetting.head_of(paper)
    return not data.get("important") and not (head and head.direction == "上行")


WORDS: Mapping[str, Callable[[registry.PaperRow, Data], bool]] = {
    "已排版": lambda paper, _: _is_typeset(paper),
    "核稿无误": lambda paper, _: _is_faultless(paper),
    "无须主要负责人签发": _may_be_signed_by_any,
    "成文日期已定": lambda _, data: bool(data.get("issued_on")),
    "已复核": lambda paper, _: _is_rechecked(paper),
    "已编号": lambda paper, _: paper.reference is not None,
    "未编号": lambda paper, _: registry.number_of(paper.id) is None,
    "已用印": lambda _, data: bool(data.get("sealed_on")),
    "已分发": lambda paper, _: dispatch.is_sent(paper),
    "全部签收": lambda paper, _: dispatch.is_received(paper),
}
STATES: Mapping[str, Callable[[registry.PaperRow], bool]] = {
    "已签发": is_signed,
    "已编号": lambda paper: paper.reference is not None,
    "已印发": lambda paper: paper.filed,
    "已分发": dispatch.is_sent,
    "已归档": lambda paper: paper.filed and registry.case(paper.flow or "").closed,
}
"""What X已签发, X已编号, … mean of a 公文 that stands."""
