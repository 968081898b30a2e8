"""说明: for one case every move there is now, who may take it by name, what is missing and who can mend it, whose turn
it is among several parties, and how the deadline stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.document.fields import Field
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import deciding, parties
from gongwen.office.staffing import calendar, duty
from gongwen.office.staffing.duty import OnDuty, Post

Row = dict[str, Any]


def explain(code: str, *, actor: Actor | None, now: datetime) -> list[Row]:
    """One row per move of the case's stage, as seen by `actor` or (None) by anybody."""
    case = registry.case(code)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    here, on_duty = definition.stage(case.stage), duty.today(day_of(now))
    present = registry.present_tasks(code)
    stage = _stage(definition, case, now, on_duty)
    named = deciding.told_on_duty(case, actor, now)
    rows = []
    for option in deciding.options(case, actor=actor, now=now):
        rule = here.rule(option.action)
        assert rule is not None
        able = _able(rule, here, case, on_duty, present) if named.keys() >= {*rule.by} else []
        rows.append(_option(option) | {"people": able} | _mending(option, on_duty, case.unit) | stage)
        if rule.parties:
            rows[-1]["tasks"] = _tasks(rule, rule.parties, case, on_duty, present)
    return rows


def _option(option: workflow.Option) -> Row:
    return {
        "action": option.action,
        "target": option.target,
        "targets": list(option.targets),
        "by": list(option.by),
        "open": option.open,
        "allowed": option.allowed,
        "missing": list(option.missing),
        "waits": option.waits,
        "form": [told_field(field) for field in option.form],
        "reason": option.reason,
    }


def _mending(option: workflow.Option, on_duty: OnDuty, unit: str) -> Row:
    """Who can mend each condition that does not hold."""
    return {
        "mend": [
            {
                "condition": lack.word,
                "missing": lack.text,
                "roles": list(lack.roles),
                "people": on_duty.names(lack.roles, unit),
            }
            for lack in option.lacking
        ]
    }


def _stage(definition: workflow.Definition, case: registry.CaseRow, now: datetime, on_duty: OnDuty) -> Row:
    """Where the case is, who answers for it, by when it should be done."""
    timed = calendar.timed(case, now)
    owner = definition.owner(definition.stage(case.stage))
    return {
        "stage": case.stage,
        "owner": owner,
        "owners": on_duty.names([owner], case.unit),
        "due": str(timed.due) if timed else None,
        "left": timed.standing.words if timed else "",
    }


def _able(
    rule: workflow.Rule,
    here: workflow.Stage,
    case: registry.CaseRow,
    on_duty: OnDuty,
    present: Sequence[registry.TaskRow],
) -> list[str]:
    """Who may take a move today, deputies as 张三（代李四）: of a move that parties owe those whose turn it is; for the
    other moves of that stage a party's role counts only for these parties."""
    posts = on_duty.of_rule(rule, case.unit)
    if here.task is None:
        return [str(post) for post in posts]
    if rule is here.task:
        return _of_parties(posts, _turn(rule, present))
    bound = {post for role in set(rule.by) & set(here.task.by) for post in on_duty.of_role(role, case.unit)}
    free = {post for role in set(rule.by) - set(here.task.by) for post in on_duty.of_role(role, case.unit)}
    kept = [post for post in posts if post in free or (post in bound and _of_parties([post], present))]
    return [str(post) for post in kept]


def _turn(rule: workflow.Rule, present: Sequence[registry.TaskRow]) -> list[registry.TaskRow]:
    waiting = [row for row in present if row.open]
    return waiting[:1] if rule.parties and rule.parties.in_order else waiting


def _of_parties(posts: Sequence[Post], rows: Sequence[registry.TaskRow]) -> list[str]:
    names = {row.party.name for row in rows}
    return [str(post) for post in posts if names & {post.organ, post.for_whom or post.person}]


def _tasks(
    rule: workflow.Rule,
    wanted: workflow.Parties,
    case: registry.CaseRow,
    on_duty: OnDuty,
    present: Sequence[registry.TaskRow],
) -> Row:
    """How many are needed, who has done theirs when, who is awaited and which people of theirs may act."""
    turn = {row.id for row in _turn(rule, present)}
    posts = on_duty.of_rule(rule, case.unit)
    done = [row for row in present if not row.open]
    return {
        "needed": wanted.needed(len(present)),
        "all": len(present),
        "in_order": wanted.in_order,
        "done": [
            {"party": row.party.name, "by": parties.said_by(row), "on": day_of(row.closed_at or row.at).isoformat()}
            for row in done
        ],
        "awaited": [
            {
                "party": row.party.name,
                "people": _of_parties(posts, [row]),
                "turn": row.id in turn,
                "added": row.added_by,
            }
            for row in present
            if row.open
        ],
        "add": list(wanted.add),
    }


def _awaited(row: registry.TaskRow, posts: Sequence[Post]) -> Row:
    return {"party": row.party.name, "people": _of_parties(posts, [row]), "added": row.added_by}


def told_field(field: Field) -> str:
    """name（标签）, for a table followed by its columns, so that a form can be written from it."""
    columns = "、".join(f"{column.name} {column.label}" for column in field.columns)
    return f"{field.name}（{field.label}{'' if field.required else '，可不填'}）" + (f"：{columns}" if columns else "")
