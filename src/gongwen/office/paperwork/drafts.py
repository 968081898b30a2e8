"""文稿: a case's papers on record: what a template made, which paper a draft continues, what it has come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypedDict

from gongwen import drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.paperwork import context, heading
from gongwen.office.procedures import shelf

FIRST_STAGE, VOID = "起草", "作废"


class Hand(TypedDict):
    """Who records and when: what every record of the registry bears."""

    actor: str
    now: datetime


@dataclass(frozen=True)
class Draft:
    """What a template made: its values, what is kept of its head, and the DOCX; `flows` for a 公文, `signed` when a
    signed copy must come back."""

    template: str
    version: str
    title: str
    kind: str
    values: Mapping[str, Any]
    docx: bytes
    flows: bool
    signed: bool
    profile: str | None = None
    head: Mapping[str, Any] = field(default_factory=dict)


def values_for(
    template: drafting.Template,
    case: registry.CaseRow | None,
    given: Mapping[str, Any],
    today: date,
    party: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The template's values from the case, the office and the party it is drafted for; BadInput names every field that
    is missing."""
    return template.check(context.values(template, case, given, today, party))


def comes_back_signed(case: registry.CaseRow, template: str) -> bool:
    """Whether the case's flow files a signed copy of this paper."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    steps = (step for _, rule in definition.rules() for step in rule.then)
    return any(step.name in ("file", "file_each") and step.argument == template for step in steps)


def make(
    template: drafting.Template,
    version: str,
    values: Mapping[str, Any],
    *,
    signed: bool,
    today: date,
    subject: str = "",
    head: Mapping[str, Any] | None = None,
) -> Draft:
    """A first draft: rendered, and for a 公文 framed as computed; typesetting settles it on the printed page. `head` is
    what it is to keep of its head, where it is not the office's usual one."""
    content = template.render(template.check(values))
    flows = template.frame != "none"
    docx, profile = content, None
    kept = head or heading.present(template)
    if flows:
        around = context.head(template, today, kept)
        profile = around.profile
        docx = drafting.frame(content, around, drafting.first_fit(content, around))
    title = drafting.controls(docx).get("gw:title") or form_title(template.name, subject)
    kind = str(template.paper_defaults.get("kind") or template.title)
    return Draft(template.name, version, title, kind, registry.plain(values), docx, flows, signed, profile, kept)


def form_title(template: str, subject: str) -> str:
    """题名 of a form: the project's name and the form's, 项目 said once."""
    return subject + (template.removeprefix("项目") if subject.endswith("项目") else template)


def keep(
    case: registry.CaseRow | None, draft: Draft, hand: Hand, *, event: int, key: str | None = None, party: str = ""
) -> registry.PaperRow:
    """Record a draft: a new version of the case's paper (of this party's, where each has its own) that is still open,
    else a new paper with its own flow."""
    inputs = {
        "values": draft.values,
        "drafted_on": day_of(hand["now"]).isoformat(),
        "event": event,
        "signed": draft.signed,
        "profile": draft.profile,
        "head": draft.head,
    }
    paper = _open_paper(case, draft.template, event, party) if case else None
    if paper:
        registry.set_paper(paper.id, title=draft.title, inputs=inputs, **hand)
    else:
        paper = _new_paper(case, draft, inputs, hand, key, party)
    says = drafting.substance(draft.docx)
    registry.add_version(paper.id, docx=draft.docx, pdf=None, origin="template", substance=says, **hand)
    return registry.paper(paper.id)


def concerned(job: registry.JobRow) -> tuple[registry.PaperRow, ...]:
    """The papers a step of this move speaks of: the flow's own, or those that the move drafted."""
    case = registry.case(job.case)
    if case.workflow == shelf.PAPER_FLOW:
        return registry.papers(flow=case.code)
    return tuple(paper for paper in registry.papers(case=case.code) if paper.inputs.get("event") == job.event)


def of_flow(flow: str) -> registry.PaperRow:
    """The paper whose 发文 flow this is; BadInput for a code that is no paper's."""
    found = registry.papers(flow=flow)
    if not found:
        raise BadInput(f"「{flow}」不是公文的发文编号，请核对。")
    return found[0]


def latest(case: str, template: str, party: str = "") -> registry.PaperRow:
    """The case's newest paper of that template (made for that party); Refused when it was never drafted."""
    rows = [paper for paper in registry.papers(case=case) if (paper.template, paper.occasion) == (template, party)]
    if not rows:
        raise Refused(f"事项{case}还没有{f'{party}的' if party else ''}《{template}》，请先起草。")
    return rows[-1]


def is_void(paper: registry.PaperRow) -> bool:
    """Whether the paper was given up: its own flow ended in 作废, or its case discarded it before it was signed."""
    return paper.standing == VOID or (paper.flow is not None and registry.case(paper.flow).stage == VOID)


def is_finished(paper: registry.PaperRow) -> bool:
    """An issued paper, a contract whose signed scan is filed, or a form that is typeset."""
    if paper.flow or paper.inputs.get("signed"):
        return paper.filed
    return bool(paper.versions and paper.versions[-1].pdf_sha)


def _open_paper(case: registry.CaseRow, template: str, event: int, party: str) -> registry.PaperRow | None:
    """The paper that this draft replaces: the case came back to this stage by a return, and what was drafted here
    before is neither filed nor under way. A stage reached again as a matter of course (a second 复查) makes its own.
    """
    source = registry.event(event).source
    if not _came_back(case, event, source, bool(party)):
        return None
    for paper in reversed(registry.papers(case=case.code)):
        mine = (paper.template, paper.occasion) == (template, party)
        if mine and not paper.filed and _drafted_at(paper) == source:
            if paper.flow and registry.case(paper.flow).stage != FIRST_STAGE:
                continue
            return paper
    return None


def _came_back(case: registry.CaseRow, event: int, stage: str, in_parts: bool) -> bool:
    """Whether the move that last led to `stage` before this event was a return (a move that wants a reason). Where each
    party acts for itself (`in_parts`), the acts of the others, which stay in the stage, do not count."""
    before = [row for row in registry.events(case.code) if row.id < event and row.target == stage]
    before = [row for row in before if row.source != stage] if in_parts else before
    if not before or not before[-1].source:
        return False
    rule = shelf.stage(case, before[-1].source).rule(before[-1].action)
    return bool(rule and rule.reason)


def _drafted_at(paper: registry.PaperRow) -> str:
    return registry.event(paper.inputs["event"]).source


def _new_paper(
    case: registry.CaseRow | None,
    draft: Draft,
    inputs: Mapping[str, Any],
    hand: Hand,
    key: str | None,
    party: str,
) -> registry.PaperRow:
    flow = _open_flow(case, draft, hand) if draft.flows else None
    return registry.add_paper(
        case=case.code if case else None,
        flow=flow,
        template=draft.template,
        template_hash=draft.version,
        kind=draft.kind,
        title=draft.title,
        occasion=party,
        inputs=dict(inputs),
        key=key,
        **hand,
    )


def _open_flow(case: registry.CaseRow | None, draft: Draft, hand: Hand) -> str:
    """A paper's own case in the 发文 flow, under the project's."""
    row = registry.open_case(
        workflow=shelf.PAPER_FLOW,
        workflow_hash=shelf.version_of("workflow", shelf.PAPER_FLOW),
        stage=FIRST_STAGE,
        title=draft.title,
        kind=draft.kind,
        parent=case.code if case else None,
        data={},
        code_prefix="FW",
        door="办理步骤",
        **hand,
    )
    return row.code
