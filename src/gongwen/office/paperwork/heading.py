"""版头和版记各项: what stands around a text and is kept with the paper: who issues it in which order, who leads, who
signs an upward paper, 抄送, 附注; and where the template's own words do not do, title and addressees.

Kept when the paper is drafted and changed only by redrafting it: whom the office's profile names later is for later
papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gongwen import drafting, registry
from gongwen.document import fields
from gongwen.document.fields import Field
from gongwen.document.model import Organ, Paper, Signer
from gongwen.errors import BadInput

MARKS = {"joint": "所有联合发文机关", "lead": "只标主办机关"}
URGENCY = ("特急", "加急")
ISSUERS, LEAD, MARK, TITLE, RECIPIENTS, SIGNERS, URGENT, CC, NOTE = (
    "head_issuers", "head_lead", "head_masthead", "head_title", "head_recipients", "head_signers", "head_urgency",
    "head_cc", "head_note",
)  # fmt: skip
_OWN_RECIPIENTS = "recipients"
_SINGLE_MARK = ("信函", "纪要")


def form(template: drafting.Template) -> tuple[Field, ...]:
    """The fields around this template's text; a form or contract (frame none) has none."""
    if template.frame == "none":
        return ()
    upward = template.paper_defaults.get("direction") == "上行"
    own = any(one.name == _OWN_RECIPIENTS for one in template.fields)
    made = [
        Field(ISSUERS, "发文机关", "list", required=True, help="按发文顺序；落款和印章也是这个顺序"),
        Field(LEAD, "主办机关", required=True, help="文号用它的代字"),
        Field(MARK, "发文机关标志", "choice", options=tuple(MARKS.values())),
        Field(URGENT, "紧急程度", "choice", options=URGENCY),
        Field(TITLE, "标题", help="不填就用模板写好的标题"),
        Field(RECIPIENTS, "主送机关", "list", help="不填就用模板写好的主送机关"),
        Field(SIGNERS, "签发人", "table", columns=(Field("name", "姓名", required=True), Field("organ", "机关"))),
        Field(NOTE, "附注", help="不写括号，如：此件公开发布"),
        Field(CC, "抄送机关", "list"),
    ]
    left_out = {SIGNERS: not upward, RECIPIENTS: own, MARK: template.frame in _SINGLE_MARK}
    return tuple(one for one in made if not left_out.get(one.name))


def present(template: drafting.Template) -> dict[str, Any]:
    """What a paper begun now has there: issuers of the office's profile, the rest as the template presets it."""
    if template.frame == "none":
        return {}
    issuing, preset = registry.profile()["issuing"], template.paper_defaults
    lead = registry.organ(issuing["lead"] if template.joint else issuing["single"]).name
    names = [registry.organ(name).name for name in issuing["joint"]] if template.joint else [lead]
    return {
        ISSUERS: names,
        LEAD: lead,
        MARK: MARKS[preset.get("masthead", "joint")],
        URGENT: preset.get("urgency") or None,
        NOTE: preset.get("note") or None,
        CC: list(preset.get("cc", ())),
    }


def check(template: drafting.Template, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values in their types, empty ones left out; BadInput names everything that does not fit."""
    known = form(template)
    faults = fields.faults_in(known, values, "")
    names = [str(one).strip() for one in values.get(ISSUERS) or ()]
    if known:
        faults += _issuing_faults(names, str(values.get(LEAD) or "").strip(), today)
    if faults:
        raise BadInput.of(faults)
    made = fields.check(known, values, "")
    return {name: value for name, value in made.items() if value not in (None, "", [])}


def applied(paper: Paper, head: Mapping[str, Any]) -> Paper:
    """The paper with what is kept of its head; what is not kept stays."""
    mark = {word: key for key, word in MARKS.items()}.get(head.get(MARK) or "", paper.masthead)
    return replace(
        paper,
        issuers=tuple(organ(name) for name in head.get(ISSUERS) or ()) or paper.issuers,
        lead=head.get(LEAD) or paper.lead,
        masthead=mark,
        title=head.get(TITLE) or paper.title,
        recipients=tuple(head.get(RECIPIENTS) or ()) or paper.recipients,
        signers=tuple(Signer(row["name"], row.get("organ") or "") for row in head.get(SIGNERS) or ()) or paper.signers,
        urgency=head.get(URGENT) or "",
        note=head.get(NOTE) or "",
        cc=tuple(head.get(CC) or ()),
    )


def candidates(today: date) -> tuple[registry.OrganRow, ...]:
    """The organs that may issue papers: those with a 代字, as far as they exist that day."""
    return tuple(row for row in registry.organs() if row.codes and _exists(row, today))


def organ(name: str) -> Organ:
    """An issuing organ as it is on file; BadInput when it is not."""
    row = registry.organ(name)
    return Organ(row.name, row.short, row.seal_mm) if row.seal_mm else Organ(row.name, row.short)


def _issuing_faults(names: Sequence[str], lead: str, today: date) -> list[str]:
    on_file = {row.name: row for row in registry.organs()}
    faults = [f"发文机关「{name}」没有登记，请从列出的机关中选。" for name in names if name not in on_file]
    faults += [
        f"发文机关「{name}」{dates_told(on_file[name])}，现在不能发文，请改选。"
        for name in names
        if name in on_file and not _exists(on_file[name], today)
    ]
    faults += [f"发文机关「{name}」重复，请删去一处。" for name in dict.fromkeys(names) if names.count(name) > 1]
    if lead and names and lead not in names:
        faults.append(f"主办机关「{lead}」不在发文机关之中，请改选，或把它加进发文机关。")
    elif lead in on_file and not on_file[lead].codes:
        faults.append(f"主办机关「{lead}」没有发文代字，不能编号，请改由有代字的机关主办，或先登记它的代字。")
    return faults


def dates_told(row: registry.OrganRow) -> str:
    """Since or until when an organ exists, as part of a sentence."""
    return f"自{row.starts}起才有" if row.starts and not row.ends else f"已于{row.ends}撤并"


def _exists(row: registry.OrganRow, today: date) -> bool:
    return (row.starts is None or row.starts <= today) and (row.ends is None or row.ends >= today)
