"""文稿: a case's papers on record: what is kept of a draft, a print, a registration and a signed scan.

A paper is rendered from its template until a person edits its DOCX, and never again after that; number and dates are
filled into their controls in place, and the signed text is checked to be the printed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypedDict

from gongwen import drafting, proofing, registry
from gongwen.document import dates
from gongwen.document.model import Paper
from gongwen.errors import BadInput, Broken, Refused
from gongwen.office import context, papers, shelf
from gongwen.office.clock import day_of

FIRST_STAGE, VOID = "起草", "作废"
CONTROL_NAMES = {
    "gw:number": "发文字号", "gw:title": "标题", "gw:recipients": "主送机关", "gw:date": "成文日期",
    "gw:printed_on": "印发日期", "gw:copy": "份号",
}  # fmt: skip


class Hand(TypedDict):
    """Who records and when: what every record of the registry bears."""

    actor: str
    now: datetime


@dataclass(frozen=True)
class Draft:
    """What a template made: its values and the DOCX; `flows` for a 公文, `signed` when a signed copy must come back."""

    template: str
    version: str
    title: str
    kind: str
    values: Mapping[str, Any]
    docx: bytes
    flows: bool
    signed: bool
    profile: str | None = None


def values_for(
    template: drafting.Template, case: registry.CaseRow | None, given: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """The template's values from the case and the office; BadInput names every field that is missing."""
    return template.check(context.values(template, case, given, today))


def comes_back_signed(case: registry.CaseRow, template: str) -> bool:
    """Whether the case's flow files a signed copy of this paper."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    return any(
        step.name == "file" and step.argument == template for _, rule in definition.rules() for step in rule.then
    )


def make(
    template: drafting.Template,
    version: str,
    values: Mapping[str, Any],
    *,
    signed: bool,
    today: date,
    subject: str = "",
) -> Draft:
    """A first draft: rendered, and for a 公文 framed as computed; typesetting settles it on the printed page."""
    content = template.render(template.check(values))
    flows = template.frame != "none"
    docx, profile = content, None
    if flows:
        head = context.head(template, today)
        profile = head.profile
        docx = drafting.frame(content, head, drafting.first_fit(content, head))
    title = drafting.controls(docx).get("gw:title") or form_title(template.name, subject)
    kind = str(template.paper_defaults.get("kind") or template.title)
    return Draft(template.name, version, title, kind, registry.plain(values), docx, flows, signed, profile)


def form_title(template: str, subject: str) -> str:
    """题名 of a form: the project's name and the form's, 项目 said once."""
    return subject + (template.removeprefix("项目") if subject.endswith("项目") else template)


def keep(
    case: registry.CaseRow | None, draft: Draft, hand: Hand, *, event: int, key: str | None = None
) -> registry.PaperRow:
    """Record a draft: a new version of the case's paper that is still open, else a new paper with its own flow."""
    inputs = {
        "values": draft.values,
        "drafted_on": day_of(hand["now"]).isoformat(),
        "event": event,
        "signed": draft.signed,
        "profile": draft.profile,
    }
    paper = _open_paper(case, draft.template, event) if case else None
    if paper:
        registry.set_paper(paper.id, title=draft.title, inputs=inputs, **hand)
    else:
        paper = _new_paper(case, draft, inputs, hand, key)
    registry.add_version(paper.id, docx=draft.docx, pdf=None, findings=[], origin="template", **hand)
    return registry.paper(paper.id)


def concerned(job: registry.JobRow) -> tuple[registry.PaperRow, ...]:
    """The papers a step of this move speaks of: the flow's own, or those that the move drafted."""
    case = registry.case(job.case)
    if case.workflow == shelf.PAPER_FLOW:
        return registry.papers(flow=case.code)
    return tuple(paper for paper in registry.papers(case=case.code) if paper.inputs.get("event") == job.event)


def typeset(paper: registry.PaperRow, printer: papers.Prints) -> papers.Typeset:
    """Print the latest version: settled on the page while it is the template's, as it stands once it is anybody's."""
    latest = paper.versions[-1]
    if latest.origin != "template" or not paper.flow:
        return as_it_stands(registry.get(latest.docx_sha or ""), paper, printer)
    template, _ = shelf.template(paper.template, paper.template_hash)
    values = template.check(paper.inputs["values"])
    return papers.settle(template.render(values), _head(template, paper), printer)


def keep_print(paper: registry.PaperRow, made: papers.Typeset, hand: Hand) -> None:
    """Record a print: the PDF joins its version; a DOCX that typesetting changed becomes the next one."""
    latest = paper.versions[-1]
    findings = [finding.as_dict() for finding in made.findings]
    if registry.digest(made.docx) == latest.docx_sha:
        registry.complete_version(paper.id, latest.no, pdf=made.pdf, findings=findings, **hand)
    else:
        registry.add_version(paper.id, docx=made.docx, pdf=made.pdf, findings=findings, origin="template", **hand)


def keep_findings(paper: registry.PaperRow, rows: list[dict[str, Any]], hand: Hand) -> None:
    """What proofing found joins the version it was found in."""
    registry.complete_version(paper.id, registry.paper(paper.id).versions[-1].no, findings=rows, **hand)


def proof(paper: registry.PaperRow) -> list[dict[str, Any]]:
    """What the rules find on the latest printed page, the content compared with the version that was signed."""
    latest = paper.versions[-1]
    if not latest.pdf_sha:
        raise Refused(f"《{paper.title}》尚未排版，不能核稿，请先重试排版。")
    docx, pdf = registry.get(latest.docx_sha or ""), registry.get(latest.pdf_sha)
    measured, known = proofing.measure(pdf), context.known()
    return [one.as_dict() for one in papers.findings(docx, pdf, measured, head_of(paper), facts=known)]


def head_of(paper: registry.PaperRow) -> Paper | None:
    """Head and foot of a 公文 as drafted; None for a form or a contract."""
    if not paper.flow:
        return None
    template, _ = shelf.template(paper.template, paper.template_hash)
    return _head(template, paper)


def _head(template: drafting.Template, paper: registry.PaperRow) -> Paper:
    """The head as of the day of drafting; a paper keeps its page set-up when the office changes its own."""
    head = context.head(template, date.fromisoformat(paper.inputs["drafted_on"]))
    return replace(head, profile=paper.inputs.get("profile"))


def filled(paper: registry.PaperRow, controls: Mapping[str, str]) -> bytes:
    """The latest DOCX with these controls filled in; Broken when anything else of its text would change."""
    before = registry.get(paper.versions[-1].docx_sha or "")
    after = drafting.fill(before, controls)
    if drafting.text_without_controls(before) != drafting.text_without_controls(after):
        raise Broken(f"《{paper.title}》填写{'、'.join(controls)}后正文有变化，已停止办理，请联系管理员核对。")
    return after


def register(paper: registry.PaperRow, signed_on: date, hand: Hand) -> None:
    """Take the number (once, whatever is repeated) and fill it in with the date of signing."""
    head = head_of(paper)
    if head is None:
        raise Refused(f"《{paper.title}》是表单或合同，不编发文字号。")
    lead = registry.organ(head.lead_organ.name)
    reference = registry.take_number(paper.id, context.code_of(lead), signed_on.year, **hand)
    docx = filled(paper, {"gw:number": str(reference), "gw:date": dates.printed(signed_on)})
    registry.add_version(paper.id, docx=docx, pdf=None, findings=[], origin="registration", **hand)


def imprint(paper: registry.PaperRow, printed_on: date, hand: Hand) -> None:
    """The day of printing filled into 版记; the printed text stays the signed one."""
    docx = filled(paper, {"gw:printed_on": dates.printed(printed_on)})
    registry.add_version(paper.id, docx=docx, pdf=None, findings=[], origin="registration", **hand)


def issue(paper: registry.PaperRow, issued_on: date, hand: Hand) -> None:
    """The issued paper joins the file."""
    registry.set_paper(paper.id, filed=True, issued_on=issued_on, **hand)


def of_flow(flow: str) -> registry.PaperRow:
    """The paper whose 发文 flow this is."""
    return registry.papers(flow=flow)[0]


def keep_scan(paper: registry.PaperRow, scan: bytes, hand: Hand) -> None:
    """The signed copy joins the paper that it was made of, which is then filed."""
    registry.add_version(paper.id, docx=None, pdf=scan, findings=[], origin="scan", **hand)
    registry.set_paper(paper.id, filed=True, **hand)


def latest(case: str, template: str) -> registry.PaperRow:
    """The case's newest paper of that template; Refused when it was never drafted."""
    rows = [paper for paper in registry.papers(case=case) if paper.template == template]
    if not rows:
        raise Refused(f"项目{case}还没有《{template}》，请先起草。")
    return rows[-1]


def is_void(paper: registry.PaperRow) -> bool:
    """Whether the paper's own flow ended in 作废."""
    return paper.flow is not None and registry.case(paper.flow).stage == VOID


def is_finished(paper: registry.PaperRow) -> bool:
    """An issued paper, a contract whose signed scan is filed, or a form that is typeset."""
    if paper.flow or paper.inputs.get("signed"):
        return paper.filed
    return bool(paper.versions and paper.versions[-1].pdf_sha)


def _open_paper(case: registry.CaseRow, template: str, event: int) -> registry.PaperRow | None:
    """The paper that this draft replaces: the case came back to this stage by a return, and what was drafted here
    before is neither filed nor under way. A stage reached again as a matter of course (a second 复查) makes its own.
    """
    source = registry.event(event).source
    if not _came_back(case, event, source):
        return None
    for paper in reversed(registry.papers(case=case.code)):
        if paper.template == template and not paper.filed and _drafted_at(paper) == source:
            if paper.flow and registry.case(paper.flow).stage != FIRST_STAGE:
                continue
            return paper
    return None


def _came_back(case: registry.CaseRow, event: int, stage: str) -> bool:
    """Whether the move that last led to `stage` before this event was a return (a move that wants a reason)."""
    before = [row for row in registry.events(case.code) if row.id < event and row.target == stage]
    definition = shelf.definition(case.workflow, case.workflow_hash)
    if not before or not before[-1].source:
        return False
    rule = definition.stage(before[-1].source).rule(before[-1].action)
    return bool(rule and rule.reason)


def _drafted_at(paper: registry.PaperRow) -> str:
    return registry.event(paper.inputs["event"]).source


def _new_paper(
    case: registry.CaseRow | None,
    draft: Draft,
    inputs: Mapping[str, Any],
    hand: Hand,
    key: str | None,
) -> registry.PaperRow:
    flow = _open_flow(case, draft, hand) if draft.flows else None
    return registry.add_paper(
        case=case.code if case else None,
        flow=flow,
        template=draft.template,
        template_hash=draft.version,
        kind=draft.kind,
        title=draft.title,
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


def check_controls(docx: bytes, paper: registry.PaperRow) -> None:
    """A DOCX that comes back edited must still hold every control of the one it was made from."""
    wanted = drafting.controls(registry.get(paper.versions[-1].docx_sha or "")).keys()
    missing = sorted(set(wanted) - set(drafting.controls(docx)))
    if missing:
        names = "、".join(CONTROL_NAMES.get(tag, tag) for tag in missing)
        raise BadInput(f"交回的文稿缺{names}的填写位置，无法登记；请在系统给出的稿子上修改，不要删除这些位置。")


def as_it_stands(docx: bytes, paper: registry.PaperRow, printer: papers.Prints) -> papers.Typeset:
    """Print a form, or a paper that is a person's or the registrar's already: what is there is what is printed."""
    head = head_of(paper)
    return papers.print_signed(docx, head, printer) if head else papers.print_form(docx, printer)


def keep_by_hand(paper: registry.PaperRow, made: papers.Typeset, hand: Hand) -> None:
    """From this version on the paper is a person's: title and findings follow the edited file."""
    findings = [finding.as_dict() for finding in made.findings]
    registry.add_version(paper.id, docx=made.docx, pdf=made.pdf, findings=findings, origin="hand", **hand)
    title = drafting.controls(made.docx).get("gw:title")
    if title and title != paper.title:
        registry.set_paper(paper.id, title=title, **hand)
