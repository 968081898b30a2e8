"""裁定: gather a case's facts, ask the flow, say what is to be recorded; runs inside the registry's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.document import fields
from gongwen.errors import BadInput
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.matters import evidence, scoring
from gongwen.office.paperwork import by_party, opinions, signing
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import facts, foresight, parties
from gongwen.office.staffing import access, duty

Form = Mapping[str, Any]
NOBODY = "现无人担任"


@dataclass(frozen=True)
class Act:
    """What a person asks for: the move, the stage and the party they name where there is a choice, form and reason;
    `sheets` are the scans of what another has signed on paper (their SHA-256), where that is recorded."""

    action: str
    form: Form
    reason: str = ""
    to: str = ""
    party: str = ""
    sheets: tuple[str, ...] = ()


def decide(case: registry.CaseRow, act: Act, *, actor: Actor, now: datetime) -> registry.Decision:
    """The decision on one act: form checked, roles and needs met, or BadInput/Refused and nothing written."""
    definition, today = shelf.definition(case.workflow, case.workflow_hash), day_of(now)
    here = definition.stage(case.stage)
    rule = here.rule(act.action)
    held = people.held_by(actor, case.unit, today)
    known = parties.known(case, held)
    roles = frozenset(one.role for one in held)
    # Nobody is asked to mend a form for an act that is not theirs: then the engine refuses, by roles.
    theirs = bool(rule and workflow.may_act(here, rule, roles, known))
    given = checked_form(case, rule, act.form, today) if rule and theirs else {}
    full = replace(case, data={**case.data, **given})
    targets = [to for to in rule.targets if to == (act.to or rule.to)] if rule and theirs else []
    # Who sends a case straight back to its parties wants them to look again, whatever they said before.
    anew = bool(rule and rule.reason)
    ahead = parties.ahead(full, definition, targets, today, anew=anew)
    move = workflow.next_move(
        definition,
        case.stage,
        act.action,
        roles=roles,
        facts=holding(case, full.data, today),
        to=act.to,
        party=_full_name(act.party),
        known=ahead.tell(known),
        names=told_on_duty(case, actor, now),
        told=told(case, definition),
    )
    if move.reason and not act.reason.strip():
        raise BadInput(f"办理「{act.action}」应当说明理由，请用 --reason 写明。")
    said = by_party.ahead(case.code, move.party, move.action, given, actor.person, today)
    foresight.check(full, move.then, today, actor=actor.person, party=said)
    return _decision(case, act, move, given, people.capacity_for(rule.by if rule else (), move.party, held), ahead)


def options(case: registry.CaseRow, *, actor: Actor | None, now: datetime) -> tuple[workflow.Option, ...]:
    """What can be done with a case now and what stands in the way: for one person, or (None) for all there are."""
    definition, today = shelf.definition(case.workflow, case.workflow_hash), day_of(now)
    held = people.held_by(actor, case.unit, today) if actor else ()
    known = parties.known(case, held)
    roles = frozenset(one.role for one in held) if actor else frozenset(definition.roles)
    if actor is None:
        every = frozenset(workflow.Seat(role, task.party) for role in definition.roles for task in known.tasks)
        known = replace(known, seats=every)
    return workflow.options(
        definition,
        case.stage,
        roles=roles,
        facts=holding(case, case.data, today),
        known=known,
        names=told_on_duty(case, actor, now),
        told=told(case, definition),
    )


def told(case: registry.CaseRow, definition: workflow.Definition) -> dict[str, str]:
    """What the office knows better than the table of conditions: whose opinion on a paper is to be given again, why."""
    needs = {word for rule in definition.stage(case.stage).moves for word in rule.needs} & set(opinions.VALID)
    papers = registry.papers(flow=case.code) if needs else ()
    return {word: opinions.again(papers[0], word) for word in needs} if papers else {}


def _decision(
    case: registry.CaseRow,
    act: Act,
    move: workflow.Move,
    data: dict[str, Any],
    capacity: people.Capacity | None,
    ahead: parties.Ahead,
) -> registry.Decision:
    return registry.Decision(
        action=move.action,
        source=move.source,
        target=move.target,
        jobs=tuple(registry.JobOrder(step.name, step.argument) for step in move.then),
        data=data,
        ends=move.ends,
        reason=act.reason,
        role=capacity.role if capacity else "",
        for_whom=capacity.for_whom if capacity else "",
        party=move.party,
        opens=tuple(ahead.order(call) for call in move.opens),
        closes=_task(case, move.party) if move.closes else None,
    )


def checked_form(case: registry.CaseRow, rule: workflow.Rule, form: Form, today: date) -> dict[str, Any]:
    """The form's values as the case keeps them; what was left blank changes nothing."""
    given = registry.plain(fields.check(scoring.form_of(case, rule), form, f"「{case.title}」的「{rule.do}」"))
    given = {name: value for name, value in given.items() if value not in (None, [])}
    evidence.check_photos(rule.form, given)
    return signing.dated(case, rule, given, today) if case.workflow == shelf.PAPER_FLOW else given


def holding(case: registry.CaseRow, data: Form, today: date) -> frozenset[str]:
    """The condition words that hold, as far as a move of the case's stage needs them: of a paper in its own flow, or of
    a project; and those on fields and parties that the case's own workflow asks for."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    needed = frozenset(word for rule in definition.stage(case.stage).moves for word in rule.needs)
    if case.workflow == shelf.PAPER_FLOW:
        words = facts.of_paper(case, data)
    else:
        words = facts.of_project(case, data, today, needed)
    full = replace(case, data=dict(data))
    asked = workflow.asked_parties(definition).items()
    about_parties = {word for word, of in asked if word.startswith("有") == bool(parties.named(of, full, today))}
    return words | workflow.fields_met(definition, data, today) | about_parties


def told_on_duty(case: registry.CaseRow, actor: Actor | None, now: datetime) -> dict[str, str]:
    """`on_duty` as this person may read it: a unit learns of those who mark its work the role, not the names."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    names = on_duty(definition, case.unit, day_of(now))
    marking = {role for rule in definition.stage(case.stage).moves if rule.owes("score") for role in rule.by}
    if actor is None or not marking or access.works_on(access.visitor(actor.person, now), case.code):
        return names
    return {role: text for role, text in names.items() if role not in marking}


def on_duty(definition: workflow.Definition, unit: str, today: date) -> dict[str, str]:
    """Role → the people who hold it today for a case of `unit`."""
    posts = duty.today(today)
    return {role: "、".join(posts.names([role], unit)) or NOBODY for role in definition.roles}


def _full_name(party: str) -> str:
    """The party as registered: an organ may be named by its short name."""
    return parties.party(party).name if party else ""


def _task(case: registry.CaseRow, party: str) -> int:
    return next(row.id for row in registry.present_tasks(case.code) if row.party.name == party)
