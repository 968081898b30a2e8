"""逐级和来文: cases that another case brings about, and what came in from outside, each linked to where it belongs."""

from __future__ import annotations

from gongwen import registry
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts
from gongwen.office.procedures import shelf

CARRIED = ("year", "basis", "goals", "duties", "support", "starts", "ends")
"""What a layer hands down to the next as a first draft: it may be changed there."""
INCOMING = "来文"


def open_below(case: registry.CaseRow, party: str, flow: str, hand: drafts.Hand) -> registry.CaseRow | None:
    """Open the same matter between the party and the organs below it; None where it has none. Once for each party."""
    below = [row.name for row in registry.organs() if row.superior and registry.organ(row.superior).name == party]
    key = f"{case.code}:{party}"
    if not below:
        return None
    definition = shelf.definition(flow)
    data = {name: case.data[name] for name in CARRIED if name in case.data}
    return registry.open_case(
        workflow=flow,
        workflow_hash=shelf.version_of("workflow", flow),
        stage=definition.first.name,
        title=case.title,
        kind=case.kind,
        unit=party,
        parent=case.code,
        data=data | {"units": below},
        code_prefix=definition.prefix or registry.profile()["office"]["case_prefix"],
        door="办理步骤",
        key=key,
        **hand,
    )


def all_signed_below(case: registry.CaseRow) -> bool:
    """Whether every case of the next layer is closed; a layer without one has nothing to wait for."""
    return all(child.closed for child in registry.cases(workflow=case.workflow, parent=case.code))


def file_incoming(case: registry.CaseRow, event: int, hand: drafts.Hand) -> registry.PaperRow | None:
    """The incoming paper itself as a filed paper of its case; None where no scan was handed in."""
    scan = case.data.get("incoming_scan")
    if not scan:
        return None
    paper = registry.add_paper(
        case=case.code,
        template=INCOMING,
        template_hash="",
        kind=str(case.data.get("their_kind") or ""),
        title=str(case.data["their_title"]),
        inputs={"values": {}, "drafted_on": day_of(hand["now"]).isoformat(), "event": event},
        key=f"{case.code}:{INCOMING}",
        **hand,
    )
    registry.add_version(paper.id, docx=None, pdf=registry.get(scan), findings=[], origin="scan", **hand)
    return registry.set_paper(paper.id, filed=True, **hand)
