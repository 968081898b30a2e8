"""要传回来的: which act of a case waits for a signed copy, of which paper, as it was issued, for which party."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from gongwen import archiving, registry, workflow
from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import deciding
from gongwen.office.staffing import access, duty

_STEPS = ("file", "file_each")


@dataclass(frozen=True)
class Awaited:
    """An act that takes a signed copy: of `paper`, whose PDF as issued is `issued` with so many `pages`. The copy goes
    into the form's `field`, `rest` is what else the form asks for."""

    case: registry.CaseRow
    rule: workflow.Rule
    party: str
    paper: registry.PaperRow
    issued: str
    pages: int
    field: str
    rest: tuple[Field, ...]


def template_of(rule: workflow.Rule) -> str:
    """The paper whose signed copy this act takes as its one file; empty where it takes none."""
    named = [step.argument for step in rule.then if step.name in _STEPS and step.argument]
    return named[0] or "" if named and len(_files(rule)) == 1 else ""


def matchers(rule: workflow.Rule) -> tuple[str, ...]:
    """The roles of the office's own people that may match the copy and take the act with it."""
    others = rule.parties.others if rule.parties else ()
    return tuple(role for role in dict.fromkeys((*rule.by, *others)) if role in access.OFFICE_ROLES)


def by_pages(rule: workflow.Rule) -> bool:
    """Whether the copy may come back page by page: somebody of the office must be able to take the act."""
    return bool(template_of(rule) and matchers(rule))


def is_signing(code: str, action: str) -> bool:
    """Whether the case now has an act of this name whose signed copy comes back page by page."""
    return _asked(code, action)[1] is not None


def only_by_pages(code: str, action: str, actor: Actor, now: datetime) -> bool:
    """Whether this person can answer the act only by pages that somebody of the office matches: nobody confirms the
    copy that they signed themselves."""
    case, rule = _asked(code, action)
    if rule is None:
        return False
    return not people.roles(actor.person, case.unit, day_of(now)) & set(matchers(rule))


def require_matching(code: str, action: str, actor: Actor, now: datetime) -> None:
    """Refused, with the way that leads on, where the person can answer the act only by pages."""
    if only_by_pages(code, action, actor, now):
        raise Refused(f"「{action}」的签署件要经办公室核对才算数：请登录网页，在「要做的事」里逐页传回。")


def find(code: str, action: str, *, actor: Actor, now: datetime, party: str = "") -> Awaited:
    """What the person may send back now for this act; Refused, with the reason, when there is nothing."""
    case, rule = _asked(code, action)
    if rule is None:
        raise Refused(f"{code}现在处于「{case.stage}」，没有要签字盖章传回的「{action}」，请从「要做的事」重新进入。")
    option = next(one for one in deciding.options(case, actor=actor, now=now) if one.action == action)
    if not option.allowed:
        raise Refused(f"「{action}」不归「{actor.person}」办理，不能传签署件。")
    if option.lacking or option.waits:
        raise Refused.of([f"{text}。" for text in (*option.missing, option.waits) if text])
    return _of(case, rule, _party(case, rule, party, actor, now))


def parties(case: registry.CaseRow, rule: workflow.Rule, actor: Actor, now: datetime) -> tuple[str, ...]:
    """The parties that still owe this act and for which the person may send the copy: those they act for themselves,
    for whom the flow lets enter it for others any; one without a name where the act is not owed by several."""
    if rule.parties is None:
        return ("",)
    held = people.capacities(actor.person, case.unit, day_of(now))
    owed = [task.party.name for task in registry.tasks(case.code, open_only=True) if task.action == rule.do]
    if {one.role for one in held} & set(rule.parties.others):
        return tuple(owed)
    mine = {name for one in held if one.role in rule.by for name in (one.organ, one.principal)}
    return tuple(name for name in owed if name in mine)


def choices(code: str, action: str, *, actor: Actor, now: datetime) -> tuple[str, ...]:
    """The parties among which the person has to choose whose copy they send; empty where there is no choice."""
    case, rule = _asked(code, action)
    found = parties(case, rule, actor, now) if rule else ()
    return found if len(found) > 1 else ()


def of_return(row: registry.ReturnRow) -> Awaited:
    """What this return answers; Refused when its case has gone on, or the paper was issued anew meanwhile."""
    case = registry.case(row.case)
    rule = shelf.stage(case, case.stage).rule(row.action)
    found = _of(case, rule, row.party) if rule and by_pages(rule) else None
    if found is None or (found.paper.id, found.issued) != (row.paper, row.issued):
        raise Refused(
            f"{row.case}现在处于「{case.stage}」，这份签署件对应的文稿已经换了或者不用再交，请按现在的文稿重新回传。"
        )
    return found


def is_present(row: registry.ReturnRow) -> bool:
    """Whether the return still answers what its case waits for."""
    try:
        of_return(row)
    except (Refused, BadInput):
        return False
    return True


@lru_cache(maxsize=512)
def pages_of(sha: str) -> int:
    """How many pages a PDF of the store has."""
    return archiving.count_pages(registry.get(sha), registry.file(sha).name)


def may_match(wanted: Awaited, actor: Actor, now: datetime) -> bool:
    """Whether the person is one of the office's own who may take the act."""
    return bool(people.roles(actor.person, wanted.case.unit, day_of(now)) & set(matchers(wanted.rule)))


def who_matches(wanted: Awaited, now: datetime) -> str:
    """Who can: 周晓岚、陆文渊."""
    return "、".join(duty.today(day_of(now)).names(matchers(wanted.rule), wanted.case.unit)) or "现无人担任"


def _of(case: registry.CaseRow, rule: workflow.Rule, party: str) -> Awaited:
    template = template_of(rule)
    paper = drafts.latest(case.code, template, party)
    issued = next((version.pdf_sha for version in reversed(paper.versions) if version.pdf_sha), None)
    latest = paper.latest
    if issued is None or latest is None or latest.pdf_sha is None:
        raise Refused(f"《{template}》还在排版，请过一会儿再来。")
    field = _files(rule)[0]
    rest = tuple(one for one in rule.form if one.name != field)
    return Awaited(case, rule, party, paper, issued, pages_of(issued), field, rest)


def _asked(code: str, action: str) -> tuple[registry.CaseRow, workflow.Rule | None]:
    """The case, and its act of this name if that now wants a signed copy page by page."""
    case = registry.case(code)
    rule = shelf.stage(case, case.stage).rule(action)
    return case, rule if rule and by_pages(rule) else None


def _party(case: registry.CaseRow, rule: workflow.Rule, party: str, actor: Actor, now: datetime) -> str:
    """The party whose copy is sent: the one named, if it is the person's to send, else the only one there is."""
    mine = parties(case, rule, actor, now)
    if party and party not in mine:
        raise Refused(
            f"「{rule.do}」现在不用再交{party}的签署件，或者不归「{actor.person}」代交，请从「要做的事」重新进入。"
        )
    if party or len(mine) == 1:
        return party or mine[0]
    raise BadInput(f"「{rule.do}」由{'、'.join(mine) or '各方'}分别办理，请写明传的是哪一家的签署件。")


def _files(rule: workflow.Rule) -> list[str]:
    return [one.name for one in rule.form if one.type == "file"]
