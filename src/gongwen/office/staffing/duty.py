"""在岗: who holds which role today, looked up once for many cases; and who keeps the office's registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from gongwen import registry, workflow
from gongwen.errors import Refused
from gongwen.office import people
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf

CHIEF = "负责人"
KEEPERS = ("经办人", CHIEF)
"""Who keeps the office's registers and sees to its cases whatever step they are at."""


@dataclass(frozen=True)
class Post:
    """A person who may act in a role today, of which organ, and for whom when as a deputy."""

    person: str
    organ: str
    for_whom: str = ""

    def __str__(self) -> str:
        return people.acting(self.person, self.for_whom)


@dataclass(frozen=True)
class OnDuty:
    """Everybody who holds a role today, by role."""

    posts: Mapping[str, tuple[Post, ...]]
    _told: dict[tuple[tuple[str, ...], str], tuple[Post, ...]] = field(default_factory=dict, compare=False, repr=False)
    _named: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of_role(self, role: str, unit: str = "") -> tuple[Post, ...]:
        """Who may act in the role for a case of `unit`: 项目单位 and 联络员 are each unit's own."""
        held = self.posts.get(role, ())
        return tuple(post for post in held if role not in people.OF_THE_UNIT or not unit or post.organ == unit)

    def of_rule(self, rule: workflow.Rule, unit: str) -> tuple[Post, ...]:
        """Who may take a move, each once."""
        return self._of_roles(tuple(rule.by), unit)

    def of_person(self, person: str, acting: str | None = None) -> OnDuty:
        """The posts of one person; `acting` only those for one principal, or ("") their own."""
        return OnDuty({
            role: tuple(one for one in held if one.person == person and acting in (None, one.for_whom))
            for role, held in self.posts.items()
        })  # fmt: skip

    def names(self, roles: Sequence[str], unit: str = "") -> list[str]:
        """The people of these roles, each once."""
        asked = _asked(tuple(roles), unit)
        if asked not in self._named:
            self._named[asked] = tuple(dict.fromkeys(map(str, self._of_roles(*asked))))
        return list(self._named[asked])

    def _of_roles(self, roles: tuple[str, ...], unit: str) -> tuple[Post, ...]:
        """Worked out once for all cases that ask the same."""
        asked = _asked(roles, unit)
        if asked not in self._told:
            self._told[asked] = tuple(dict.fromkeys(post for role in roles for post in self.of_role(role, unit)))
        return self._told[asked]


def _asked(roles: tuple[str, ...], unit: str) -> tuple[tuple[str, ...], str]:
    """What the answer depends on: the unit only where one of the roles is each unit's own."""
    return roles, unit if set(people.OF_THE_UNIT) & set(roles) else ""


def today(day: date) -> OnDuty:
    """Who is on duty that day, deputies included: they stand for their principal in the roles that were delegated.

    Remembered as long as the journal has no further entry about the office itself, for every change of posts and
    delegations is one.
    """
    return _on_duty(registry.arrangements(), day)


@lru_cache(maxsize=16)
def _on_duty(arranged: str, day: date) -> OnDuty:
    posts: dict[str, list[Post]] = {}
    held = registry.appointments(day)
    for row in held:
        for role in row.roles:
            posts.setdefault(role, []).append(Post(row.person, row.organ))
    for given in registry.delegations(day):
        for row in held:
            for role in row.roles if row.person == given.principal else ():
                if not given.roles or role in given.roles:
                    posts.setdefault(role, []).append(Post(given.deputy, row.organ, given.principal))
    return OnDuty({role: tuple(dict.fromkeys(held)) for role, held in posts.items()})


def require_keeper(actor: Actor, day: date, what: str) -> None:
    """Refused, naming who can do it, unless the person is 经办人 or 负责人 that day."""
    if not people.roles(actor.person, "", day) & set(KEEPERS):
        who = "、".join(today(day).names(KEEPERS)) or "现无人担任"
        raise Refused(f"「{actor.person}」不能{what}，须由{'或'.join(KEEPERS)}办理（现有：{who}）。")


def holds(person: str, role: str, day: date) -> bool:
    """Whether the person holds the role by an appointment of their own; a deputy acts in it, but does not hold it."""
    return bool(registry.appointments(day, person=person, role=role))


def every_role() -> tuple[str, ...]:
    """The roles that the office's flows speak of, each once."""
    return tuple(dict.fromkeys(_roles()))


def _roles() -> Iterator[str]:
    yield from KEEPERS
    for name in dict.fromkeys(row.name for row in registry.published_list("workflow")):
        yield from shelf.definition(name).roles
