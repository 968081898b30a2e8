"""取数: what a template gets from the case, the office and the leading group, by each field's `source`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from gongwen import drafting, numbering, registry
from gongwen.document.facts import Facts
from gongwen.document.model import Member, Paper
from gongwen.document.reference import Reference, blank
from gongwen.office.paperwork import by_party, heading
from gongwen.office.staffing import roster


def values(
    template: drafting.Template,
    case: registry.CaseRow | None,
    given: Mapping[str, Any],
    today: date,
    party: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Values for the template's fields: what was given by hand, else what each field's `source` finds."""
    return {**template.gather(gather(case, today, party)), **given}


def gather(case: registry.CaseRow | None, today: date, party: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Everything a `source` path can reach: case.…, office.…, group.…, unit.…, papers.…, party.…, today."""
    profile = registry.profile()
    found: dict[str, Any] = {name: profile[name] for name in ("office", "issuing")}
    found["group"] = roster.particulars(today, case.data if case else None)
    found["today"] = today.isoformat()
    if case:
        found["case"] = _case(case)
        found["papers"] = _papers(case)
    if party:
        found["party"] = party
    return found


def head(template: drafting.Template, today: date, kept: Mapping[str, Any] | None = None) -> Paper:
    """The head and foot of a paper drafted from a template: who issues it, under which 代字, who prints it, and on
    which page set-up: the template's where it has one, else the office's. `kept` is what the paper keeps of its head
    (`heading`); a paper drafted before any was kept has what the office's profile says now."""
    profile = registry.profile()
    paper = heading.applied(Paper(**template.paper_defaults), kept or heading.present(template))
    return replace(
        paper,
        profile=paper.profile or profile["issuing"].get("profile"),
        blank_number=_blank(registry.organ(paper.lead), paper, today.year),
        printed_by=profile["office"]["name"],
    )


def known(on: date) -> Facts:
    """What the office knows and no paper shows: the leading group's members on the paper's day, and whose each 代字
    is."""
    listed = roster.for_paper(roster.group_name(), on)
    members = tuple(Member(row.post, row.name, row.title) for row in listed)
    return Facts(members, {code: organ.name for organ in registry.organs() for code in organ.codes.values()})


def code_of(organ: registry.OrganRow, paper: Paper) -> str:
    """The 代字 that the organ's papers of this form bear: its own one, else that of its 文件 (BadInput without)."""
    return numbering.series(organ.codes, numbering.form_of(paper.kind, paper.layout), f"「{organ.name}」")


def printed_number(reference: Reference, organ: registry.OrganRow, paper: Paper) -> str:
    """The number as the paper bears it: 青民发〔2026〕7号; of orders and minutes counted apart 第7号, 第7期."""
    return numbering.printed(reference, organ.codes, numbering.form_of(paper.kind, paper.layout))


def _blank(organ: registry.OrganRow, paper: Paper, year: int) -> str:
    """What stands in the number's place until it is taken; empty where the format has its own 第　期."""
    first = Reference(code_of(organ, paper), year, 1)
    return blank(first.code, year) if printed_number(first, organ, paper) == str(first) else ""


def _case(case: registry.CaseRow) -> dict[str, Any]:
    data = dict(case.data)
    unit = registry.organ(case.unit) if case.unit else None
    data |= {"code": case.code, "title": case.title, "kind": case.kind, "unit": _unit(unit) if unit else None}
    data["budget_total"] = _total(data.get("budget"))
    data["instalments_total"] = _total(data.get("instalments"))
    data["help_total"] = _total(data.get("help_items"))
    data["handled"] = by_party.told(case.code)
    return data


def _unit(unit: registry.OrganRow) -> dict[str, Any]:
    details = registry.profile()["units"].get(unit.name, {})
    known = {"address": unit.address, "phone": unit.phone, "credit_code": unit.credit_code}
    return {"name": unit.name, "short": unit.short} | {key: value for key, value in known.items() if value} | details


def _total(rows: Any) -> str | None:
    return str(sum((Decimal(str(row.get("amount") or 0)) for row in rows), Decimal(0))) if rows else None


def _papers(case: registry.CaseRow) -> dict[str, Any]:
    """Number, title and date of each paper of the case, by template name: a paper can cite an earlier one."""
    rows = {}
    for paper in registry.papers(case=case.code):
        rows[paper.template] = {
            "title": paper.title,
            "number": str(paper.reference or paper.inputs.get("number") or ""),
            "date": paper.issued_on.isoformat() if paper.issued_on else None,
        }
    return rows
