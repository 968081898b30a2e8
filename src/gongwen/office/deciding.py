"""裁定: gather a case's facts, ask the flow, say what is to be recorded; runs inside the registry's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.document import fields
from gongwen.errors import BadInput
from gongwen.office import facts, foresight, people, scoring, shelf
from gongwen.office.clock import day_of
from gongwen.office.people import Actor

Form = Mapping[str, Any]


def decide(
    case: registry.CaseRow, action: str, *, actor: Actor, form: Form, reason: str, now: datetime
) -> registry.Decision:
    """The decision on one act: form checked, roles and needs met, or BadInput/Refused and nothing written."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    roles = people.roles(actor.person, case.unit, day_of(now))
    rule = definition.stage(case.stage).rule(action)
    # Nobody is asked to mend a form for an act that is not theirs: then the engine refuses, by roles.
    given = checked_form(case, rule, form) if rule and roles & set(rule.by) else {}
    holds = holding(case, {**case.data, **given}, day_of(now))
    move = workflow.next_move(definition, case.stage, action, roles=roles, facts=holds)
    if move.reason and not reason.strip():
        raise BadInput(f"办理「{action}」应当说明理由，请用 --reason 写明。")
    foresight.check(replace(case, data={**case.data, **given}), move.then, day_of(now))
    jobs = tuple(registry.JobOrder(step.name, step.argument) for step in move.then)
    return registry.Decision(
        action=move.action, source=move.source, target=move.target, jobs=jobs, data=given, ends=move.ends, reason=reason
    )


def checked_form(case: registry.CaseRow, rule: workflow.Rule, form: Form) -> dict[str, Any]:
    """The form's values as the case keeps them; what was left blank changes nothing."""
    given = registry.plain(fields.check(scoring.form_of(case, rule), form, f"「{case.title}」的「{rule.do}」"))
    return {name: value for name, value in given.items() if value not in (None, [])}


def holding(case: registry.CaseRow, data: Form, today: date) -> frozenset[str]:
    """The condition words that hold: of a paper in its own flow, or of a project."""
    return (facts.of_paper if case.workflow == shelf.PAPER_FLOW else facts.of_project)(case, data, today)
