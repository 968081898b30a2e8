"""职责: in which capacities a person may act for a case on a day: by posts of their own, or as somebody's deputy.

Roles come from appointments and delegations, never from a login.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.workflow import Seat

OWNER = "项目单位"
OF_THE_UNIT = (OWNER, "联络员")  # roles that count only for the cases of the person's own organ
SIGNED_ON_PAPER = "signed_sheet"  # of an act recorded for its signer: the files that show the signature, in its form


@dataclass(frozen=True)
class Actor:
    """Who acts: the person, the door they came through and the system user behind it; all three are journalled.
    `records` is whose signature on paper they put on record (代录, `ruling.on_paper`), empty for their own act."""

    person: str
    door: str = "命令行"
    system_user: str = ""
    records: str = ""


def acting(person: str, for_whom: str) -> str:
    """How an act is signed: 张三, as somebody's deputy 张三（代李四）."""
    return f"{person}（代{for_whom}）" if for_whom else person


def hand(event: registry.EventRow) -> str:
    """By whose hand an act on record is: 陆文渊（纸面签批，周晓岚代录） where its form holds the sheet that was signed,
    else as `acting` has it."""
    if event.form.get(SIGNED_ON_PAPER) and event.for_whom:
        return f"{event.for_whom}（纸面签批，{event.actor}代录）"
    return acting(event.actor, event.for_whom)


@dataclass(frozen=True)
class Capacity:
    """A role in which a person may act: the organ it belongs to, and for whom when as a deputy."""

    person: str
    role: str
    organ: str
    for_whom: str = ""

    @property
    def principal(self) -> str:
        """Whose role it is: the person's own, or the one they stand in for."""
        return self.for_whom or self.person

    @property
    def seats(self) -> tuple[Seat, Seat]:
        """The parties for which the role counts: its organ, and the person whose role it is."""
        return (Seat(self.role, self.organ), Seat(self.role, self.principal))

    def __str__(self) -> str:
        return acting(self.person, self.for_whom)


def capacities(person: str, unit: str, today: date) -> tuple[Capacity, ...]:
    """Every capacity of the person today for a case of `unit`, their own before those of a deputy.

    BadInput when nobody of that name is on file. Nobody passes on what they hold as a deputy. Remembered as long as the
    office's arrangements stand.
    """
    return _capacities(registry.arrangements(), person, unit, today)


@lru_cache(maxsize=4096)
def _capacities(arranged: str, person: str, unit: str, today: date) -> tuple[Capacity, ...]:
    if not registry.on_file(person):
        raise BadInput(f"没有登记名为「{person}」的人员，请核对 --as 的姓名，或先登记人员和任职。")
    return tuple(dict.fromkeys(_held(person, unit, today)))


def held_by(actor: Actor, unit: str, today: date) -> tuple[Capacity, ...]:
    """Every capacity in which this actor acts today: the person's, or where they record what another has signed on
    paper, those that the signer holds by posts of their own."""
    if not actor.records:
        return capacities(actor.person, unit, today)
    own = (one for one in capacities(actor.records, unit, today) if not one.for_whom)
    return tuple(replace(one, person=actor.person, for_whom=actor.records) for one in own)


def roles(person: str, unit: str, today: date) -> frozenset[str]:
    """Every role the person holds today for a case of `unit`, as a deputy too; BadInput for somebody not on file."""
    return frozenset(one.role for one in capacities(person, unit, today))


def seats(held: Iterable[Capacity]) -> frozenset[Seat]:
    """The seats that these capacities fill."""
    return frozenset(seat for one in held for seat in one.seats)


def capacity_for(by: Sequence[str], party: str, held: Sequence[Capacity]) -> Capacity | None:
    """In which capacity the person takes a move of these roles, for this party where one is acted for: as one of its
    own before one who acts for any party, in their own role before a deputy's."""
    able = [one for one in held if one.role in by]
    own = [one for one in able if not party or party in (one.organ, one.principal)]
    return next(iter([*own, *able]), None)


def _held(person: str, unit: str, today: date) -> Iterator[Capacity]:
    delegated = registry.delegations(today, deputy=person)
    held = registry.appointments(today, persons=frozenset((person, *(given.principal for given in delegated))))
    for row in held:
        if row.person == person:
            yield from _of(row, row.roles, unit, person, "")
    for given in delegated:
        for row in (row for row in held if row.person == given.principal):
            shared = [role for role in row.roles if not given.roles or role in given.roles]
            yield from _of(row, shared, unit, person, given.principal)


def _of(
    row: registry.AppointmentRow, roles: Iterable[str], unit: str, person: str, for_whom: str
) -> Iterator[Capacity]:
    for role in roles:
        if role not in OF_THE_UNIT or not unit or row.organ == unit:
            yield Capacity(person, role, row.organ, for_whom)
