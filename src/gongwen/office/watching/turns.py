"""轮到谁: whose turn it is, said so that the database can look for it: at which stages, of which units, of which party.

The same rule that `todo` applies to one case, turned round: not who may act on this case, but on which cases this
person may act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from gongwen import registry, workflow
from gongwen.office import people
from gongwen.office.procedures import shelf
from gongwen.office.staffing import duty
from gongwen.office.staffing.duty import Post

PERSON = "人员"
Condition = tuple[frozenset[str] | None, registry.Waiting | None]
"""The units and the open task without which it is not the person's turn."""


def of_person(person: str, day: date, acting: str | None = None) -> tuple[registry.Turn, ...]:
    """Where it is this person's turn that day, in the roles they hold or stand in for; `acting` only for one principal,
    or ("") for themselves.

    Remembered as long as the journal has no further entry about the office itself: every change of posts and of
    workflows is one.
    """
    return _of_person(registry.arrangements(), person, day, acting)


@lru_cache(maxsize=512)
def _of_person(arranged: str, person: str, day: date, acting: str | None) -> tuple[registry.Turn, ...]:
    on_duty = duty.today(day).of_person(person, acting)
    held = {role: list(posts) for role, posts in on_duty.posts.items()}
    mine = {role: posts for role, posts in held.items() if posts}
    places: dict[Condition, set[registry.Place]] = {}
    for place, rule in _everywhere():
        for condition in _conditions(rule, mine):
            places.setdefault(condition, set()).add(place)
    return tuple(registry.Turn(frozenset(at), units, waiting) for (units, waiting), at in places.items())


@lru_cache(maxsize=1024)
def forward(flow: str, version: str, stage: str) -> tuple[workflow.Rule, ...]:
    """The moves that carry a case on from this stage of this version of its flow; where all lead back or out, those."""
    definition = shelf.definition(flow, version)
    return _forward(definition, definition.stage(stage))


def _forward(definition: workflow.Definition, stage: workflow.Stage) -> tuple[workflow.Rule, ...]:
    return tuple(rule for rule in stage.moves if not definition.goes_back(stage, rule)) or stage.moves


def _everywhere() -> Iterator[tuple[registry.Place, workflow.Rule]]:
    """Every move forward of every version of the office's workflows."""
    for row in registry.published_list("workflow"):
        yield from _of_version(row.name, row.hash)


@lru_cache(maxsize=256)
def _of_version(name: str, version: str) -> tuple[tuple[registry.Place, workflow.Rule], ...]:
    definition = shelf.definition(name, version)
    return tuple(
        (registry.Place(name, version, stage.name), rule)
        for stage in definition.stages
        for rule in _forward(definition, stage)
    )


def _conditions(rule: workflow.Rule, mine: dict[str, list[Post]]) -> Iterator[Condition]:
    """When the person may take the move: with a role of the office's for any unit, with a unit's own for that unit."""
    able = [(role, post) for role in rule.by for post in mine.get(role, ())]
    anywhere = [post for role, post in able if role not in people.OF_THE_UNIT]
    if anywhere:
        yield None, _waiting(rule, anywhere)
    for organ in dict.fromkeys(post.organ for role, post in able if role in people.OF_THE_UNIT):
        own = [post for role, post in able if role in people.OF_THE_UNIT and post.organ == organ]
        yield frozenset({"", organ}), _waiting(rule, own)


def _waiting(rule: workflow.Rule, posts: Iterable[Post]) -> registry.Waiting | None:
    """Of a move that several owe: whose open task it must be."""
    if rule.parties is None:
        return None
    parties = {registry.Party(post.organ) for post in posts}
    parties |= {registry.Party(name, PERSON) for post in posts for name in (post.person, post.for_whom) if name}
    return registry.Waiting(rule.do, frozenset(parties), rule.parties.in_order)
