"""办理的表: what one move asks of one person: fields with what the case holds already, stages and parties to choose
from, phrases for the reason, and what the act will come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.document.fields import Field
from gongwen.errors import Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.matters import scoring
from gongwen.office.paperwork import by_party
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import consequences, deciding, moved_on, on_paper, parties, phrases
from gongwen.office.ruling.consequences import Consequence
from gongwen.office.staffing import privacy


@dataclass(frozen=True)
class MoveForm:
    """One move's form. `values` are what the fields begin with; `targets` the stages and `parties` the parties to
    choose from (empty where there is no choice); `seen` the event up to which this is true; `obstacles` why this person
    cannot take the move now, each a sentence."""

    code: str
    action: str
    stage: str
    fields: tuple[Field, ...]
    values: Mapping[str, Any]
    reason: bool
    phrases: tuple[str, ...]
    targets: tuple[str, ...]
    parties: tuple[str, ...]
    consequence: Consequence
    backward: bool
    seen: int
    obstacles: tuple[str, ...] = ()


def ask(code: str, action: str, *, actor: Actor, now: datetime) -> MoveForm:
    """The form of a move as it is to be filled in now; MovedOn, saying who did what last, where the case's stage has no
    such move (any more). What it holds of anybody's personal data is journalled as seen."""
    case = registry.case(code)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    here = definition.stage(case.stage)
    rule = here.rule(action)
    if rule is None:
        raise moved_on.MovedOn(_gone(case, action))
    held = people.held_by(actor, case.unit, day_of(now))
    known = parties.known(case, held)
    option = next(one for one in deciding.options(case, actor=actor, now=now) if one.action == action)
    fields = (*scoring.form_of(case, rule), *((on_paper.SHEET,) if actor.records else ()))
    mine = _mine(rule, known)
    return MoveForm(
        code=code,
        action=action,
        stage=case.stage,
        fields=fields,
        values=_values(case, rule, fields, mine, actor, now) if option.open else {},
        reason=rule.reason,
        phrases=phrases.for_reason(definition, here, rule),
        targets=rule.targets if len(rule.targets) > 1 else (),
        parties=mine if len(mine) > 1 else (),
        consequence=consequences.of(definition, here, rule, consequences.awaited(rule, known)),
        backward=consequences.goes_back(definition, here, rule),
        seen=moved_on.last_seen(code),
        obstacles=_obstacles(case, rule, option, actor, now),
    )


def still_asked(code: str, action: str) -> bool:
    """Whether the case's present stage has such a move."""
    case = registry.case(code)
    return shelf.definition(case.workflow, case.workflow_hash).stage(case.stage).rule(action) is not None


def is_opinion(one: Field) -> bool:
    """Whether a field is what somebody says for themselves now: nobody's earlier words stand in it."""
    return one.name.endswith("opinion")


def _gone(case: registry.CaseRow, action: str) -> str:
    last = registry.events(case.code)[-1]
    return f"{case.code}已由{moved_on.told([last])[0]}，现在「{case.stage}」，不再有「{action}」可办，请看清现状再办。"


def _mine(rule: workflow.Rule, known: workflow.Round) -> tuple[str, ...]:
    """The parties whose turn it is and for whom this person may act."""
    if rule.parties is None:
        return ()
    turn = known.turn(rule)
    return tuple(party for party in known.filled(rule.by) if party in turn)


def _obstacles(
    case: registry.CaseRow, rule: workflow.Rule, option: workflow.Option, actor: Actor, now: datetime
) -> tuple[str, ...]:
    names = deciding.told_on_duty(case, actor, now)
    who = "、".join(f"{role}（{names[role]}）" if role in names else role for role in rule.by)
    whose = () if option.allowed else (f"「{rule.do}」由{who}办理。",)
    return (*whose, *((f"{option.waits}。",) if option.waits else ()), *(f"{text}。" for text in option.missing))


def _values(
    case: registry.CaseRow,
    rule: workflow.Rule,
    fields: Sequence[Field],
    mine: Sequence[str],
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """What the case holds already; where each party says its own, only what this party said before."""
    source: Mapping[str, Any] = case.data
    if rule.parties:
        source = by_party.row_of(case.code, mine[0], rule.do) if len(mine) == 1 else {}
    values = {one.name: source[one.name] for one in fields if one.name in source and not is_opinion(one)}
    _note_sight(case, fields, values, actor, now)
    return values


def _note_sight(
    case: registry.CaseRow, fields: Sequence[Field], values: Mapping[str, Any], actor: Actor, now: datetime
) -> None:
    """To fill a form in again is to read it: what it shows of people in hardship is journalled."""
    sight = privacy.masked(case)
    shown = [
        one.name for one in fields if one.name in values and sight.field(one, values[one.name]) != values[one.name]
    ]
    if not shown:
        return
    held = people.roles(actor.person, case.unit, day_of(now))
    roles = sorted({role for name in shown for role in privacy.roles_for(case, name)} & held)
    if not roles:
        raise Refused(f"这张表里有{case.code}的个人信息，不归「{actor.person}」填写。")
    registry.note_sight(case.code, shown, "填写表格", roles=roles, actor=actor.person, door=actor.door, now=now)
