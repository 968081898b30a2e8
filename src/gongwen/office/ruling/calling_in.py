"""加签: one more party is asked while a stage that several parties owe is still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongwen import registry, workflow
from gongwen.errors import Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor, Capacity
from gongwen.office.procedures import shelf
from gongwen.office.ruling import deciding, parties


def add(code: str, action: str, name: str, *, actor: Actor, now: datetime, reason: str) -> registry.Receipt:
    """Open the party's task, last in order; Refused says who may call a party in, and that a stage asks for none."""
    unit = registry.case(code).unit
    held = people.capacities(actor.person, unit, day_of(now))
    capacity = _capacity(registry.case(code), held)

    def decide(case: registry.CaseRow) -> registry.TaskOrder:
        rule = _rule(case, action)
        if not _may_add(case, rule, held):
            raise _only(case, rule, now)
        return registry.TaskOrder(case.stage, action, parties.party(name))

    return registry.add_task(
        code,
        decide,
        actor=actor.person,
        door=actor.door,
        system_user=actor.system_user,
        now=now,
        reason=reason,
        role=capacity.role if capacity else "",
        for_whom=capacity.for_whom if capacity else "",
    )


def _rule(case: registry.CaseRow, action: str) -> workflow.Rule:
    stage = shelf.definition(case.workflow, case.workflow_hash).stage(case.stage)
    if stage.task is None or stage.task.do != action or stage.task.parties is None:
        can = f"这里由各方办理的是「{stage.task.do}」" if stage.task else "这里没有由各方办理的事"
        raise Refused(f"环节「{case.stage}」的「{action}」不能加签：{can}。")
    return stage.task


def _may_add(case: registry.CaseRow, rule: workflow.Rule, held: Sequence[Capacity]) -> bool:
    """A role that may call in others; one that is a party's own (会签人) only where it is a party to this."""
    adding = rule.parties.add if rule.parties else ()
    own = parties.known(case, held).filled(adding)
    return any(one.role in adding and (one.role not in rule.by or own) for one in held)


def _capacity(case: registry.CaseRow, held: Sequence[Capacity]) -> Capacity | None:
    stage = shelf.definition(case.workflow, case.workflow_hash).stage(case.stage)
    adding = stage.task.parties.add if stage.task and stage.task.parties else ()
    return people.capacity_for(adding, "", held)


def _only(case: registry.CaseRow, rule: workflow.Rule, now: datetime) -> Refused:
    adding = rule.parties.add if rule.parties else ()
    if not adding:
        return Refused(f"环节「{case.stage}」的「{rule.do}」不设加签，参加的各方以「{case.stage}」开始时为准。")
    definition = shelf.definition(case.workflow, case.workflow_hash)
    names = deciding.on_duty(definition, case.unit, day_of(now))
    who = "、".join(f"{role}（{names[role]}）" if names.get(role) else role for role in adding)
    return Refused(f"环节「{case.stage}」的「{rule.do}」只有{who}可以加签。")
