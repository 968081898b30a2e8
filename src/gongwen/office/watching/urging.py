"""催办: a reminder to whoever holds a case, recorded; only who really holds it can be reminded of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.staffing import duty
from gongwen.office.watching import todo

AGAIN = timedelta(minutes=10)
"""Within so long the same reminder in the same words is the one there was: a second click, or the page sent anew."""


def urge(code: str, to: str, how: str, note: str = "", *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Record that `to`, a person or an organ, was reminded; Refused names who holds the case when it is not them. The
    same again within AGAIN is the same reminder."""
    case = registry.case(code)
    if not people.roles(actor.person, "", day_of(now)):
        raise Refused(f"「{actor.person}」现在没有任何角色，不能催办，请由本办公室的人员登记。")
    waiting = todo.of_case(case, now)
    if waiting is None:
        raise Refused(f"事项{code}已经办结（{case.stage}），没有可催办的。")
    name = _holder(waiting, to, now)
    if name == actor.person:
        raise Refused(f"「{name}」就是办理人，不能催办自己。")
    task = next((row.id for row in registry.tasks(code, open_only=True) if row.party.name == name), None)

    def urged() -> None:
        same = ((row.to, row.how, row.note, row.actor) == (name, how, note, actor.person) and now - row.at < AGAIN
                for row in registry.urgings(code) if row.at >= case.stage_at)  # fmt: skip
        if not any(same):
            registry.urge(code, name, how, note, task=task, actor=actor.person, now=now)

    registry.within(urged)
    told = [row for row in registry.urgings(code) if row.at >= case.stage_at]
    return {"code": code, "stage": case.stage, "to": name, "urged": todo.urged(told)}


def _holder(waiting: todo.Todo, to: str, now: datetime) -> str:
    """Who is meant: an open party, a person who may act, or the organ such a person is of."""
    able = [post for posts in waiting.able for post in posts if _concerned(post, waiting.parties)]
    people_known = {row.name for row in registry.people()}
    name = to if to in people_known else _organ_named(to)
    if name in waiting.parties or name in {one for post in able for one in (post.person, post.organ)}:
        return name
    who = waiting.parties or tuple(dict.fromkeys(str(post) for post in able)) or ("现无人担任有关角色",)
    raise Refused(
        f"事项{waiting.case.code}现在「{waiting.case.stage}」，不在「{name}」手里；应当催：{'、'.join(who)}。"
    )


def _concerned(post: duty.Post, parties: tuple[str, ...]) -> bool:
    """Where several owe their part (会签), only who stands for one that still does."""
    return not parties or post.organ in parties or post.person in parties


def _organ_named(to: str) -> str:
    try:
        return registry.organ(to).name
    except BadInput as error:
        raise BadInput(
            f"没有登记名为「{to}」的人员或机关，请核对（gongwen person list、gongwen organ list）。"
        ) from error
