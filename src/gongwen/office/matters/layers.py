"""逐级和来文: cases that another case brings about, and what came in from outside, each linked to where it belongs."""

from __future__ import annotations

from datetime import date

from gongwen import registry
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts
from gongwen.office.procedures import shelf

INCOMING = "来文"


def organs_below(name: str, today: date) -> tuple[str, ...]:
    """The organs whose superior (by full or short name) this one is, as far as they exist that day."""
    unit = registry.organ(name)
    names = {unit.name, unit.short} - {""}
    return tuple(row.name for row in registry.organs() if row.superior in names and _exists(row, today))


def open_below(
    case: registry.CaseRow, party: str, flow: str, hand: drafts.Hand, *, today: date
) -> registry.CaseRow | None:
    """Open the same matter between the party and the organs below it; None where it has none. Once for each party.

    What the flow's first stage asks for is handed down as a first draft, with the organs below in place of the parties.
    """
    below = organs_below(party, today)
    key = f"{case.code}:{party}"
    if not below:
        return None
    definition = shelf.definition(flow)
    asked = {field.name for rule in definition.first.moves for field in rule.form}
    listed = {rule.parties.of for _, rule in definition.rules() if rule.parties} & asked
    data = {name: case.data[name] for name in asked if name in case.data}
    return registry.open_case(
        workflow=flow,
        workflow_hash=shelf.version_of("workflow", flow),
        stage=definition.first.name,
        title=case.title,
        kind=case.kind,
        unit=party,
        parent=case.code,
        data=data | {field: list(below) for field in listed},
        code_prefix=definition.prefix or registry.profile()["office"]["case_prefix"],
        door="办理步骤",
        key=key,
        **hand,
    )


def _exists(row: registry.OrganRow, today: date) -> bool:
    return (row.starts is None or row.starts <= today) and (row.ends is None or row.ends >= today)


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
