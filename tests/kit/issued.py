"""A paper brought to its end without printing it: for stories that are about what follows from its issue."""

from __future__ import annotations

from datetime import datetime

from gongwen import registry
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts, registering, typesetting


def issued(case: str, template: str, at: datetime) -> registry.PaperRow:
    """The case's newest paper of that template, numbered, dated and filed as 发文办理 would, its own flow closed."""
    paper = drafts.latest(case, template)
    head = typesetting.head_of(paper)
    assert head and paper.flow
    hand = {"actor": "石磊", "now": at}
    code = registry.organ(head.lead_organ.name).codes["文件"]
    registry.take_number(paper.id, code, day_of(at).year, **hand)
    registering.issue(paper, day_of(at), drafts.Hand(actor="石磊", now=at))
    registry.complete_version(paper.id, paper.versions[-1].no, pdf=b"%PDF-1.4\n", findings=[], **hand)
    registry.move(paper.flow, _filed, door="", system_user="", form={}, **hand)
    return registry.paper(paper.id)


def _filed(case: registry.CaseRow) -> registry.Decision:
    return registry.Decision(action="归档", source=case.stage, target="归档", jobs=(), data={}, ends=True, reason="")
